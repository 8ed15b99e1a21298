/**
 * Commented Word files in another program
 * =======================================
 *
 * LibreOffice opens what we write, prints it with its comments, and finds the same text in it as in the original.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { annotateDocx } from '../../ingest/check/docx.ts'
import type { Finding } from '../../ingest/check/index.ts'
import { ingest } from '../../ingest/index.ts'
import { closeReaders, readSource } from '../../ingest/read/index.ts'
import { cell, docx, paragraph, table } from '../read/made.ts'
import { convert, findOffice } from '../services/office.mjs'

vi.setConfig({ testTimeout: 30_000 })

const SAMPLES = resolve(import.meta.dirname, '../../fixtures/plans')
const PLAIN = 'Text (encoded):UTF8'

const office = await findOffice().catch((error: Error) => {
  if (process.env.CI) throw error
  console.warn(`tests/check/office.test.ts is passed over: ${error.message}`)
  return null
})

/** A finding on every number that is cited, correcting it to something else. */
function findingsIn(text: string): Finding[] {
  const { citations } = ingest({ format: 'docx', text, pages: [] })
  return citations
    .filter(({ number, core }) => number !== null && core !== null)
    .map(({ core }, index) => {
      const { start, end } = core as { start: number; end: number }
      const fixes = [{ title: 'Thử', start, end, text: `ĐÃ SỬA ${index}` }]
      return {
        rule: 'N4',
        severity: 'error',
        start,
        end,
        message: `Ghi chú ${index}.`,
        why: 'thử',
        evidence: [],
        fixes,
      }
    })
}

/** Text of a comment as a PDF holds it: UTF-16, in hexadecimal. */
const inPdf = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()

const withNote = (): Buffer => {
  const mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
  const words = '<w:r><w:t>Kết luận số 58-KL/TU ngày 23/6/2023 của Ban Bí thư</w:t></w:r>'
  const separator = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
  return docx(
    `<w:p>${words}${mark}</w:p>${table([cell('Kế hoạch số 139/KHUBND'), cell('Quyết định số 383/QĐ-TTg')])}`,
    {
      footnotes: `${separator}<w:footnote w:id="2">${paragraph('Thay Quyết định số 1336/QĐ-TTg')}</w:footnote>`,
    },
  )
}

describe.skipIf(!office)('LibreOffice', () => {
  const names = ['nct-01-tinh-uy-thai-binh', 'nct-09-thanh-pho-da-nang', 'made']
  const folder = mkdtempSync(join(tmpdir(), 'cancu-comments-'))
  const inFolder = (kind: string, name: string, ending: string): string => join(folder, kind, `${name}.${ending}`)
  const counts = new Map<string, number>()

  beforeAll(async () => {
    const run = office as { path: string }
    for (const kind of ['original', 'commented', 'fixed']) mkdirSync(join(folder, kind))
    const samples = names.slice(0, 2).map((name) => join(SAMPLES, `${name}.txt`))
    await convert(run, samples, 'docx', join(folder, 'original'), { from: PLAIN })
    writeFileSync(inFolder('original', 'made', 'docx'), withNote())
    for (const name of names) {
      const bytes = readFileSync(inFolder('original', name, 'docx'))
      const findings = findingsIn((await readSource(bytes)).text)
      counts.set(name, findings.length)
      writeFileSync(inFolder('commented', name, 'docx'), await annotateDocx(bytes, findings))
      writeFileSync(inFolder('fixed', name, 'docx'), await annotateDocx(bytes, findings, { fix: true }))
    }
    for (const kind of ['original', 'commented', 'fixed']) {
      const files = names.map((name) => inFolder(kind, name, 'docx'))
      await convert(run, files, 'txt', join(folder, kind), { filter: PLAIN })
      if (kind === 'original') continue
      const filter = 'writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
      await convert(run, files, 'pdf', join(folder, kind), { filter })
    }
  }, 300_000)

  afterAll(() => {
    closeReaders()
    rmSync(folder, { recursive: true, force: true })
  })

  describe.each(names)('%s', (name) => {
    it('has findings to show', () => expect(counts.get(name)).toBeGreaterThan(2))

    it('the text without comments is that of the original, byte for byte, for it and for our reader', async () => {
      const text = (kind: string): Buffer => readFileSync(inFolder(kind, name, 'txt'))
      expect(text('commented').equals(text('original'))).toBe(true)
      const read = async (kind: string): Promise<string> => (await readSource(inFolder(kind, name, 'docx'))).text
      expect(await read('commented')).toBe(await read('original'))
    })

    it.each(['commented', 'fixed'])('%s: the PDF holds every comment', (kind) => {
      const pdf = readFileSync(inFolder(kind, name, 'pdf'), 'latin1')
      for (let index = 0; index < (counts.get(name) ?? 0); index++) expect(pdf).toContain(inPdf(`Ghi chú ${index}.`))
    })

    it('with the changes, the text has the corrections', async () => {
      const { text } = await readSource(inFolder('original', name, 'docx'))
      let expected = text
      for (const {
        fixes: [fix],
      } of findingsIn(text).toReversed()) {
        // prettier-ignore
        if (fix && !text.slice(fix.start, fix.end).includes('\n')) expected = expected.slice(0, fix.start) + fix.text + expected.slice(fix.end) // prettier-ignore
      }
      expect((await readSource(inFolder('fixed', name, 'docx'))).text).toBe(expected)
      // What LibreOffice prints of notes as plain text is nothing.
      const shown = readFileSync(inFolder('fixed', name, 'txt'), 'utf8')
      const main = (expected.split('\n[1] ')[0] ?? '').match(/ĐÃ SỬA \d+/g)
      expect(shown.match(/ĐÃ SỬA \d+/g)).toEqual(main)
    })
  })
})
