/**
 * The same plan as .txt, .docx, .odt and .pdf
 * ===========================================
 *
 * Plans are turned into Word files, OpenDocument texts and PDFs by LibreOffice; each must cite the same numbers as its text. The real plans
 * come from CANCU_SHARED or ../shared and must be there in CI.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, extname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ingest } from '../../ingest/index.ts'
import { closeReaders, readSource } from '../../ingest/read/index.ts'
import { convert, findOffice } from '../services/office.mjs'
import { linesOf, numbersOf } from './made.ts'

// Starting the reading process is slow on a machine with other work.
vi.setConfig({ testTimeout: 30_000 })

const ROOT = resolve(import.meta.dirname, '../..')
const PLANS = join(process.env.CANCU_SHARED ?? join(ROOT, '../shared'), 'plans')
const SAMPLES = join(ROOT, 'fixtures/plans')

/** A text made of whole paragraphs, and one made of the lines of a page, of the real plans and of the samples. */
const real = existsSync(PLANS) ? readdirSync(PLANS).filter((name) => /^00[01]_.*\.txt$/.test(name)) : []
const files = [
  ...real.map((name) => join(PLANS, name)),
  join(SAMPLES, 'cds-03-ke-hoach-ubnd-tinh.txt'),
  join(SAMPLES, 'nct-01-tinh-uy-thai-binh.txt'),
]

const office = await findOffice().catch((error: Error) => {
  if (process.env.CI) throw error
  console.warn(`tests/read/office.test.ts is passed over: ${error.message}`)
  return null
})

async function citedNumbers(file: string): Promise<string[]> {
  return numbersOf(ingest(await readSource(file)))
}

it.runIf(process.env.CI)('the real plans are there', () => {
  expect(real, `no plans in ${PLANS}; set CANCU_SHARED`).toHaveLength(2)
})

describe.skipIf(!office)('one plan, several formats, the same numbers cited', () => {
  let folder: string
  let made: Map<string, string>

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cancu-office-'))
    made = new Map()
    // As a person would have it: the text set in a font of letters, not in the one plain text is shown in.
    const styled = join(folder, 'styled')
    mkdirSync(styled)
    const pages = files.map((file) => {
      const page = join(styled, `${basename(file, extname(file))}.html`)
      const lines = readFileSync(file, 'utf8').split('\n')
      const body = lines.map((line) => `<p>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`).join('\n')
      writeFileSync(page, `<meta charset="utf-8"><style>p { font-family: "DejaVu Serif" }</style>\n${body}`)
      return page
    })
    const plain = { from: 'Text (encoded):UTF8' }
    const runs: [kind: string, sources: string[], to: string, options: { from?: string }][] = [
      ['docx', files, 'docx', plain],
      ['odt', files, 'odt', plain],
      ['pdf', files, 'pdf', plain],
      ['pdf in a serif font', pages, 'pdf', { from: 'HTML (StarWriter)' }],
    ]
    for (const [kind, sources, to, options] of runs) {
      const target = join(folder, kind)
      mkdirSync(target)
      const results = await convert(office as { path: string }, sources, to, target, options)
      for (const [index, file] of files.entries()) made.set(`${kind} ${file}`, results[index] as string)
    }
  }, 300_000)

  afterAll(() => {
    closeReaders()
    rmSync(folder, { recursive: true, force: true })
  })

  describe.each(files.map((file) => [basename(file), file]))('%s', (_, file) => {
    it.each(['docx', 'odt', 'pdf', 'pdf in a serif font'])('%s', async (kind) => {
      const expected = await citedNumbers(file)
      expect(expected.length).toBeGreaterThan(0)
      expect(await citedNumbers(made.get(`${kind} ${file}`) as string)).toEqual(expected)
    })

    it.each(['docx', 'odt'])('%s: the text itself, line by line', async (kind) => {
      const text = readFileSync(file, 'utf8')
      const read = (await readSource(made.get(`${kind} ${file}`) as string)).text

      expect(linesOf(read)).toEqual(linesOf(text))
    })
  })
})
