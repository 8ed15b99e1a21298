/**
 * Word files
 * ==========
 *
 * What a file becomes line by line, and rows 9 and 10 of the list of bad inputs: bombs, liars and fetchers.
 */
import { afterAll, describe, expect, it, vi } from 'vitest'
import { htmlToText } from '../../ingest/read/docx.ts'
import { closeReaders, readSource } from '../../ingest/read/index.ts'
import { cell, docx, paragraph, table, zip } from './made.ts'

// Starting the reading process is slow on a machine with other work.
vi.setConfig({ testTimeout: 40_000 })
afterAll(closeReaders)

const text = async (bytes: Buffer): Promise<string> => (await readSource(bytes, { name: 'plan.docx' })).text
const reading = (bytes: Buffer, limits = {}) => readSource(bytes, { name: 'plan.docx', limits })

describe('paragraphs, tables, footnotes', () => {
  it('a paragraph is a line, an empty one an empty line', async () => {
    const bytes = docx(paragraph('KẾ HOẠCH') + '<w:p/>' + paragraph('Căn cứ Chỉ thị số 25-CT/TU &amp; &lt;khác&gt;'))
    expect(await reading(bytes)).toEqual({
      format: 'docx',
      text: 'KẾ HOẠCH\n\nCăn cứ Chỉ thị số 25-CT/TU & <khác>\n',
      pages: [],
    })
  })

  it('is recognised under any name', async () => {
    expect((await readSource(docx(paragraph('Số: 1')), { name: 'plan.pdf' })).format).toBe('docx')
  })

  it('breaks and tabs stay', async () => {
    const run = '<w:p><w:r><w:t>Số:</w:t><w:tab/><w:t>12</w:t><w:br/><w:t>dòng hai</w:t></w:r></w:p>'
    expect(await text(docx(run))).toBe('Số:\t12\ndòng hai\n')
  })

  it('a row of single lines is one line, a heading block keeps its lines together', async () => {
    const body =
      table(
        [cell('ỦY BAN NHÂN DÂN', 'TỈNH LẠNG SƠN'), cell('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập')],
        [cell('Số: 39/KH-UBND'), cell('Lạng Sơn, ngày 01 tháng 02 năm 2023')],
      ) + paragraph('KẾ HOẠCH')
    expect(await text(docx(body))).toBe(
      [
        'ỦY BAN NHÂN DÂN',
        'TỈNH LẠNG SƠN',
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'Độc lập',
        'Số: 39/KH-UBND\tLạng Sơn, ngày 01 tháng 02 năm 2023',
        'KẾ HOẠCH\n',
      ].join('\n'),
    )
  })

  it('a table in a cell comes where it stands', async () => {
    const inner = `<w:tc>${paragraph('trước')}${table([cell('a'), cell('b')])}${paragraph('sau')}</w:tc>`
    expect(await text(docx(table([inner, cell('c')])))).toBe('trước\na\tb\nsau\nc\n')
  })

  it('footnotes stand at the end, their marks are no part of the sentence', async () => {
    const mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    const body = `<w:p><w:r><w:t>Kế hoạch số 265-KH/TU</w:t></w:r>${mark}<w:r><w:t xml:space="preserve"> ngày 10/8/2023</w:t></w:r></w:p>`
    const footnotes = `<w:footnote w:id="2">${paragraph('Thay Quyết định số 1336/QĐ-TTg')}</w:footnote>`
    const read = await text(docx(body, { footnotes }))
    expect(read).toContain('Kế hoạch số 265-KH/TU ngày 10/8/2023\n')
    expect(read).toMatch(/\n\[1\] Thay Quyết định số 1336\/QĐ-TTg\s*$/)
  })

  it('a space before the mark of a footnote stays', async () => {
    const body = `<w:p><w:r><w:t xml:space="preserve">Kế hoạch số </w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>265-KH/TU</w:t></w:r></w:p>`
    const footnotes = `<w:footnote w:id="2">${paragraph('ghi chú')}</w:footnote>`
    expect(await text(docx(body, { footnotes }))).toBe('Kế hoạch số 265-KH/TU\n[1] ghi chú\n')
  })

  it('deleted text is gone, inserted text is there', async () => {
    const body = `<w:p><w:del><w:r><w:delText>58-KL/TU</w:delText></w:r></w:del><w:ins><w:r><w:t>58-KL/TW</w:t></w:r></w:ins></w:p>`
    expect(await text(docx(body))).toBe('58-KL/TW\n')
  })

  it('a Word file without words is empty', async () => {
    await expect(reading(docx(paragraph(' ')))).rejects.toMatchObject({ code: 'empty_document' })
  })

  it('knows only the tags it knows', () => {
    expect(htmlToText('<p>a<sup>2</sup> <em>b</em> &lt;p&gt; &amp;amp;</p>')).toBe('a2 b <p> &amp;\n')
  })
})

describe('bombs are refused from the directory, in no time', () => {
  const many = Array.from({ length: 2_001 }, (_, index) => ({ name: `a/${index}`, data: '' }))
  it.each([
    ['unpacked', docx(paragraph('a'), { extra: [{ name: 'word/big.xml', data: 'a', claims: 101_000_000 }] })],
    ['ratio', docx(paragraph('a'), { extra: [{ name: 'word/big.xml', data: Buffer.alloc(20_000_000) }] })],
    ['entries', docx(paragraph('a'), { extra: many })],
  ])('%s', async (limit, bytes) => {
    const started = performance.now()
    await expect(reading(bytes)).rejects.toMatchObject({ code: 'read_limit', details: { limit } })
    // A few milliseconds; unpacking 100 MB takes longer than this.
    expect(performance.now() - started).toBeLessThan(300)
  })

  it('a size that lies is caught while unpacking', async () => {
    const big = paragraph('a'.repeat(30_000_000))
    const liar = zip([{ name: 'word/document.xml', data: big, claims: 1_000 }])
    await expect(reading(liar)).rejects.toMatchObject({ code: 'damaged_file' })
  })
})

describe('files that reach out or dig in', () => {
  it.each([
    ['billion laughs', '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>', '&b;'],
    ['an outside entity', '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>', '&a;'],
  ])('%s → damaged_file', async (_, prologue, body) => {
    await expect(reading(docx(paragraph(body), { prologue }))).rejects.toMatchObject({ code: 'damaged_file' })
  })

  it('an outside picture is not opened', async () => {
    const blip =
      '<w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:link="p1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>'
    const relationships =
      '<Relationship Id="p1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="file:///etc/hostname" TargetMode="External"/>'
    expect(await text(docx(`<w:p><w:r><w:t>Số: 1</w:t>${blip}</w:r></w:p>`, { relationships }))).toBe('Số: 1\n')
  })

  it('a name that climbs out of the folder', async () => {
    const bytes = docx(paragraph('a'), { extra: [{ name: '../../etc/cron.d/a', data: 'a' }] })
    await expect(reading(bytes)).rejects.toMatchObject({ code: 'damaged_file' })
  })

  it('20,000 levels deep', async () => {
    const depth = 20_000
    const open = '<w:sdt><w:sdtContent>'.repeat(depth)
    const close = '</w:sdtContent></w:sdt>'.repeat(depth)
    await expect(reading(docx(open + paragraph('a') + close))).rejects.toMatchObject({
      code: 'read_limit',
      details: { limit: 'depth' },
    })
  })

  it.each([
    ['cut in half', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['no XML inside', () => docx('<w:p>')],
    ['an empty archive', () => zip([])],
  ])('%s', async (_, damage) => {
    const bytes = damage(docx(paragraph('Số: 1')))
    const error = await reading(bytes).catch((caught) => caught)
    expect(['damaged_file', 'unsupported_format']).toContain(error.code)
  })
})

describe('the reading process', () => {
  it('is killed when memory runs out, and the next file is read by a new one', async () => {
    const long = docx(paragraph('Kế hoạch').repeat(60_000))
    await expect(reading(long, { heap: 40 })).rejects.toMatchObject({
      code: 'read_limit',
      details: { limit: 'memory' },
    })
    expect(await text(docx(paragraph('Số: 2')))).toBe('Số: 2\n')
  })

  it('serves many at once, each with its own answer', async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => index)
    const texts = await Promise.all(numbers.map((number) => text(docx(paragraph(`Số: ${number}`)))))
    expect(texts).toEqual(numbers.map((number) => `Số: ${number}\n`))
  })
})
