/**
 * The same plan as an old Word file, a picture and a scan
 * =======================================================
 *
 * LibreOffice sets a sample; its pages are drawn, and put into a PDF that has nothing but pictures.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { PDFParse } from 'pdf-parse'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ingest } from '../../ingest/index.ts'
import { closeReaders, readSource } from '../../ingest/read/index.ts'
import { convert, findOffice } from '../services/office.mjs'
import { pdf } from './made.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 })

const PLAN = resolve(import.meta.dirname, '../../fixtures/plans/nct-11-xa-dai-loc.txt')

const office = await findOffice().catch((error: Error) => {
  if (process.env.CI) throw error
  console.warn(`tests/read/scan.test.ts is passed over: ${error.message}`)
  return null
})

const numbersOf = (text: string): string[] =>
  [...new Set(ingest({ format: 'txt', text, pages: [] }).citations.flatMap(({ number }) => number ?? []))].sort()

describe.skipIf(!office)('one plan, in forms without a text layer', () => {
  let folder: string
  let doc: string
  let pages: Buffer[]
  let scan: string
  const text = readFileSync(PLAN, 'utf8')

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cancu-scan-'))
    const make = async (kind: string, file: string, to: string, from: string): Promise<string> => {
      const target = join(folder, kind)
      mkdirSync(target)
      return (await convert(office!, [file], to, target, { from }))[0]!
    }
    doc = await make('doc', PLAN, 'doc', 'Text (encoded):UTF8')
    const page = join(folder, 'page.html')
    const lines = text.split('\n').map((line) => `<p>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`)
    writeFileSync(page, `<meta charset="utf-8"><style>p { font: 13pt "DejaVu Serif" }</style>\n${lines.join('\n')}`)
    const parser = new PDFParse({ data: readFileSync(await make('set', page, 'pdf', 'HTML (StarWriter)')) })
    const drawn = await parser.getScreenshot({ scale: 200 / 72, imageBuffer: true, imageDataUrl: false })
    await parser.destroy()
    pages = drawn.pages.map(({ data }) => Buffer.from(data))
    // Both sides given: LibreOffice would cut a picture to what it takes for its size.
    const size = drawn.pages.map(({ width, height }) => `width="640" height="${Math.round((640 * height) / width)}"`)
    const pictures = pages.map((bytes, i) => {
      writeFileSync(join(folder, `page-${i}.png`), bytes)
      return `<p style="page-break-before: ${i === 0 ? 'auto' : 'always'}"><img src="page-${i}.png" ${size[i]}></p>`
    })
    const album = join(folder, 'album.html')
    writeFileSync(
      album,
      `<meta charset="utf-8"><style>@page { margin: 0 } p { margin: 0 }</style>${pictures.join('\n')}`,
    )
    scan = await make('scan', album, 'pdf', 'HTML (StarWriter)')
  })
  afterAll(() => {
    closeReaders()
    rmSync(folder, { recursive: true, force: true })
  })

  it('.doc of Word 97: the text itself, line by line', async () => {
    const read = await readSource(doc)
    expect(read.format).toBe('doc')
    const trimmed = (all: string): string[] => all.trimEnd().split('\n').map((line) => line.trimEnd()) // prettier-ignore
    expect(trimmed(read.text)).toEqual(trimmed(text))
  })

  it('a scanned PDF: the same numbers cited, its pages known, and a word of warning', async () => {
    const read = await readSource(scan)
    expect(read.pages.length).toBeGreaterThanOrEqual(pages.length)
    expect(read.ocr).toBeGreaterThan(80)
    expect(numbersOf(read.text)).toEqual(numbersOf(text))
    const { warnings } = ingest(read)
    expect(warnings.map(({ code }) => code)).toContain('ocr-text')
  })

  it('a picture of a page', async () => {
    const read = await readSource(pages[0]!, { name: 'trang 1.png' })
    expect(read.format).toBe('image')
    const first = numbersOf(read.text)
    expect(first.length).toBeGreaterThan(0)
    expect(numbersOf(text)).toEqual(expect.arrayContaining(first))
  })

  it('a scan beyond the limit of pages is refused, and says which limit', async () => {
    const blank = pdf(Array.from({ length: 3 }, () => Buffer.from('q Q')))
    await expect(readSource(blank, { limits: { ocrPages: 2 } })).rejects.toMatchObject({
      code: 'no_text',
      details: { limit: 'ocrPages' },
    })
  })
})

it.each([
  ['a cut picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01', 'latin1')],
  ['a photograph of nothing', Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==', 'base64')], // prettier-ignore
])('%s is refused, and the reader goes on', async (_, bytes) => {
  const code = expect.stringMatching(/^(damaged_file|no_text)$/) as string
  await expect(readSource(bytes, { name: 'ảnh.png' })).rejects.toMatchObject({ code, exit: 3 })
  const again = await readSource(Buffer.from('Kế hoạch số 12/KH-UBND'), { name: 'a.txt' })
  expect(again.text).toContain('12/KH-UBND')
})
