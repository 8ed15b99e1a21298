/**
 * OpenDocument texts
 */
import { afterAll, describe, expect, it, vi } from 'vitest'
import { closeReaders, readSource } from '../../ingest/read/index.ts'
import { contentToText } from '../../ingest/read/odt.ts'
import { zip, type ZipEntry } from './made.ts'

vi.setConfig({ testTimeout: 40_000 })
afterAll(closeReaders)

const NAMES = ['office', 'text', 'table', 'draw', 'style'].map((name) => {
  const urn = name === 'draw' ? 'drawing' : name
  return `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${urn}:1.0"`
})
const content = (body: string, styles = '', prologue = '', kind = 'text'): string =>
  `${prologue}<office:document-content ${NAMES.join(' ')}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`
const odt = (xml: string, extra: ZipEntry[] = []): Buffer =>
  zip([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.text' }, { name: 'content.xml', data: xml }, ...extra]) // prettier-ignore
const reading = (bytes: Uint8Array) => readSource(bytes, { name: 'plan.odt' })
const p = (words: string): string => `<text:p>${words}</text:p>`
const row = (...cells: string[]): string =>
  `<table:table-row>${cells.map((each) => `<table:table-cell>${each}</table:table-cell>`).join('')}</table:table-row>`

describe('paragraphs, tables, footnotes', () => {
  it('is recognised under any name', async () => {
    const bytes = odt(content(p('Căn cứ Chỉ thị số 25-CT/TU &amp; khác')))
    expect(await readSource(bytes, { name: 'plan.docx' })).toEqual({ format: 'odt', text: 'Căn cứ Chỉ thị số 25-CT/TU & khác\n', pages: [] }) // prettier-ignore
  })

  it.each([
    ['a heading and an empty paragraph', `<text:h>KẾ HOẠCH</text:h>\n  <text:p/>${p('a\n   b')}`, 'KẾ HOẠCH\n\na b\n'],
    [
      'tabs, spaces, breaks',
      p('Số:<text:tab/>12<text:s text:c="3"/>a<text:s/>b<text:line-break/>c'),
      'Số:\t12   a b\nc\n',
    ],
    ['words in spans', p('Số 12/<text:span>QĐ</text:span>-<text:a>UBND</text:a>'), 'Số 12/QĐ-UBND\n'],
    ['a row of single lines', `<table:table>${row(p('a'), '<text:p/>', p('b'))}</table:table>`, 'a\t\tb\n'],
    ['a row of several lines', row(p('a') + p('b'), p('c') + p('d')) + p('e'), 'a\nb\nc\nd\ne\n'],
    ['a table in a cell', row(p('trước') + row(p('a'), p('b')) + p('sau'), p('c')), 'trước\na\tb\nsau\nc\n'],
    [
      'footnotes at the end, their marks left out',
      p(
        'Kế hoạch số 265-KH/TU<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Thay số 1</text:p></text:note-body></text:note> ngày 10/8',
      ) + p('b'),
      'Kế hoạch số 265-KH/TU ngày 10/8\nb\n[1] Thay số 1\n',
    ],
    [
      'tracked changes as accepted',
      `<text:tracked-changes><text:changed-region><text:deletion>${p('58-KL/TU')}</text:deletion></text:changed-region></text:tracked-changes>${p('58-KL/<text:change text:change-id="a"/>TW')}`,
      '58-KL/TW\n',
    ],
    ['a comment is none of it', p('a<office:annotation><text:p>xem lại</text:p></office:annotation>b'), 'ab\n'],
    [
      'a text box before its paragraph',
      p('a<draw:frame><draw:text-box><text:p>hộp</text:p></draw:text-box></draw:frame>b'),
      'hộp\nab\n',
    ],
  ])('%s', (_, body, text) => expect(contentToText(content(body))).toBe(text))

  it('items of a list have their bullet, numbers that the program counts have none', () => {
    const styles =
      '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1"/></text:list-style><text:list-style style:name="L2"><text:list-level-style-number text:level="1"/></text:list-style>'
    const list = (style: string): string =>
      `<text:list text:style-name="${style}"><text:list-item>${p('a')}${p('b')}</text:list-item></text:list>`
    expect(contentToText(content(list('L1') + list('L2'), styles))).toBe('- a\nb\na\nb\n')
  })
})

describe('hostile files', () => {
  it.each([
    ['a document type', odt(content(p('&a;'), '', '<!DOCTYPE a [<!ENTITY a "b">]>')), 'damaged_file'],
    ['XML that is none', odt('<office:document-content>'), 'damaged_file'],
    ['cut in half', odt(content(p('a'))).subarray(0, 200), 'damaged_file'],
    ['a password', odt('\u0001', [{ name: 'META-INF/manifest.xml', data: '<m:encryption-data/>' }]), 'encrypted_file'],
    ['a sheet', odt(content(p('a'), '', '', 'spreadsheet')), 'unsupported_format'],
    ['without words', odt(content('<text:p/>')), 'empty_document'],
    ['nested without end', odt(content('<text:span>'.repeat(20_000))), 'read_limit'],
    ['a bomb', odt(content(p('a')), [{ name: 'x.xml', data: Buffer.alloc(20_000_000) }]), 'read_limit'],
    ['a size that lies', zip([{ name: 'mimetype', data: '' }, { name: 'content.xml', data: content(p('a'.repeat(9_999))), claims: 9 }]), 'damaged_file'], // prettier-ignore
  ])('%s', async (_, bytes, code) => {
    await expect(reading(bytes)).rejects.toMatchObject({ code })
  })

  it('asks for a thousand million spaces', () => {
    expect(contentToText(content(p('a<text:s text:c="1000000000"/>b'))).length).toBeLessThan(2_000)
  })
})
