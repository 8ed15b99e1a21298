/**
 * PDF files
 * =========
 *
 * Pages and their spans, and rows 11 and 12 of the list of bad inputs.
 */
import { afterAll, describe, expect, it, vi } from 'vitest'
import { closeReaders, readSource } from '../../ingest/read/index.ts'
import { joinPages, legible } from '../../ingest/read/pages.ts'
import { pdf } from './made.ts'

// Starting the reading process is slow on a machine with other work.
vi.setConfig({ testTimeout: 40_000 })
afterAll(closeReaders)

const reading = (bytes: Uint8Array, limits = {}) => readSource(bytes, { name: 'plan.pdf', limits })

describe('a text layer', () => {
  it('is read page by page, spans known', async () => {
    const { format, text, pages } = await reading(pdf(['Ke hoach so 265-KH/TU\nngay 10/8/2023', 'Trang hai']))
    expect(format).toBe('pdf')
    expect(text).toContain('Ke hoach so 265-KH/TU\nngay 10/8/2023')
    expect(pages.map(({ number }) => number)).toEqual([1, 2])
    expect(pages.map(({ start, end }) => text.slice(start, end).trim())).toEqual([
      'Ke hoach so 265-KH/TU\nngay 10/8/2023',
      'Trang hai',
    ])
  })

  it('is recognised under any name and after rubbish bytes', async () => {
    const bytes = Buffer.concat([Buffer.from([0x01, 0x02, 0x0a]), pdf(['So: 1'])])
    expect((await readSource(bytes, { name: 'plan.docx' })).text).toContain('So: 1')
  })

  it('pages join with one line break; an empty page keeps its place', () => {
    expect(joinPages(['a', '', 'b'])).toEqual({
      format: 'pdf',
      text: 'a\n\nb',
      pages: [
        { number: 1, start: 0, end: 1 },
        { number: 2, start: 2, end: 2 },
        { number: 3, start: 3, end: 4 },
      ],
    })
  })

  it.each([
    ['Kế hoạch số 1', true],
    ['', false],
    ['12 – 34', false],
    ['\u{E001}\u{E002}\u{E003}a', false],
    ['\u{1}\u{2}\u{3}b', false],
    ['\u{FFFD}\u{FFFD}Kế hoạch', true],
  ])('legible: %j → %s', (text, answer) => {
    expect(legible(text)).toBe(answer)
  })
})

describe('without a text to read', () => {
  it('pictures without letters → no_text, with a remedy', async () => {
    const picture = Buffer.from('q 100 0 0 100 0 0 cm 1 0 0 rg 0 0 1 1 re f Q')
    const error = await reading(pdf([picture])).catch((caught) => caught)
    expect(error).toMatchObject({ code: 'no_text', exit: 3 })
    expect(error.remedy.en).toContain('200 dpi')
  })

  it('a password → encrypted_file', async () => {
    const key = '00'.repeat(32)
    const trailer = `/ID [<01> <01>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <${key}> /U <${key}> /P -4 >>`
    await expect(reading(pdf(['So: 1'], { trailer }))).rejects.toMatchObject({ code: 'encrypted_file' })
  })
})

describe('damaged', () => {
  it.each([
    ['only the signature', Buffer.from('%PDF-1.7\n')],
    ['cut in the first page', pdf(['So: 1']).subarray(0, 250)],
    ['pages that contain themselves', pdf(['So: 1'], { kids: '2 0 R', count: 1 })],
  ])('%s', async (_, bytes) => {
    const error = await reading(bytes).catch((caught) => caught)
    expect(['damaged_file', 'no_text']).toContain(error.code)
  })

  it('cut at the end: what is whole is still read', async () => {
    const bytes = pdf(['So: 1'])
    expect((await reading(bytes.subarray(0, bytes.length - 10))).text).toContain('So: 1')
  })
})

describe('bombs', () => {
  it('one page 200,000 times → the page limit', async () => {
    const kids = '4 0 R '.repeat(200_000)
    await expect(reading(pdf(['So: 1'], { kids, count: 200_000 }))).rejects.toMatchObject({
      code: 'read_limit',
      details: { limit: 'pages' },
    })
  })

  it('a billion pages claimed, one there', async () => {
    expect((await reading(pdf(['So: 1'], { count: 1e9 }))).pages).toHaveLength(1)
  })

  it('a stream that unpacks without end → killed in time, and the next file is read', async () => {
    const stream = Buffer.from(`BT /F1 12 Tf ${'(A) Tj '.repeat(4_000_000)} ET`)
    const started = performance.now()
    await expect(reading(pdf([stream]), { time: 1_500 })).rejects.toMatchObject({
      code: 'read_limit',
      details: { limit: 'time' },
    })
    expect(performance.now() - started).toBeLessThan(4_000)
    expect((await reading(pdf(['So: 2']))).text).toContain('So: 2')
  })
})
