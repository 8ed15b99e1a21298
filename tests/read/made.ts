/**
 * Files made by hand
 * ==================
 *
 * Zips, Word files and PDFs written byte by byte, so that a test can also write them wrong.
 */
import type { DocumentRecord } from '../../ingest/record.ts'
import { crc32, deflateRawSync, deflateSync } from 'node:zlib'

export interface ZipEntry {
  name: string
  data: string | Uint8Array
  /** Unpacked size to claim instead of the true one. */
  claims?: number
}

/** A zip with its entries deflated. */
export function zip(entries: ZipEntry[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, claims } of entries) {
    const bytes = Buffer.from(data)
    const packed = deflateRawSync(bytes)
    const title = Buffer.from(name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(0x0800, 2)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(bytes), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(claims ?? bytes.length, 18)
    fields.writeUInt16LE(title.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, title, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), fields, tail, title]))
    locals.push(local)
    offset += local.length
  }
  const end = Buffer.alloc(18)
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, ...directory, Buffer.from('PK\x05\x06'), end])
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

export interface DocxParts {
  /** XML of word/footnotes.xml inside `w:footnotes`. */
  footnotes?: string
  /** Relationships of the document beside the footnotes. */
  relationships?: string
  /** What stands before the root element of word/document.xml. */
  prologue?: string
  extra?: ZipEntry[]
}

/** A Word file around the XML of a body. */
export function docx(body: string, parts: DocxParts = {}): Buffer {
  const notes = parts.footnotes ?? ''
  return zip([
    {
      name: '[Content_Types].xml',
      data: `<Types xmlns="${TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${WORD}.document.main+xml"/><Override PartName="/word/footnotes.xml" ContentType="${WORD}.footnotes+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      data: `<Relationships xmlns="${RELATIONS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/_rels/document.xml.rels',
      data: `<Relationships xmlns="${RELATIONS}"><Relationship Id="n1" Type="${OFFICE}/footnotes" Target="footnotes.xml"/>${parts.relationships ?? ''}</Relationships>`,
    },
    { name: 'word/footnotes.xml', data: `<w:footnotes ${W}>${notes}</w:footnotes>` },
    {
      name: 'word/document.xml',
      data: `${parts.prologue ?? ''}<w:document ${W} ${R}><w:body>${body}</w:body></w:document>`,
    },
    ...(parts.extra ?? []),
  ])
}

export const paragraph = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
export const cell = (...lines: string[]): string => `<w:tc>${lines.map(paragraph).join('')}</w:tc>`
export const table = (...rows: string[][]): string =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.join('')}</w:tr>`).join('')}</w:tbl>`

export interface PdfParts {
  /** Entries of the trailer: /Encrypt and the like. */
  trailer?: string
  /** Value of /Count, and the references in /Kids, instead of the true ones. */
  count?: number
  kids?: string
}

/** A PDF of Helvetica pages, a text each; a page given as bytes is its content stream. */
export function pdf(pages: (string | Uint8Array)[], parts: PdfParts = {}): Buffer {
  const objects: Buffer[] = []
  const add = (body: string | Buffer): void => void objects.push(Buffer.from(body))
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ')
  add('<< /Type /Catalog /Pages 2 0 R >>')
  add(`<< /Type /Pages /Count ${parts.count ?? pages.length} /Kids [${parts.kids ?? kids}] >>`)
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>')
  for (const [index, page] of pages.entries()) {
    const lines = typeof page === 'string' ? page.split('\n') : []
    const shown = lines.map((line) => `(${line.replace(/[()\\]/g, '\\$&')}) Tj T*`).join('\n')
    const content = typeof page === 'string' ? Buffer.from(`BT /F1 12 Tf 14 TL 72 720 Td\n${shown}\nET`) : page
    const packed = deflateSync(content)
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + index * 2} 0 R >>`,
    )
    add(
      Buffer.concat([
        Buffer.from(`<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`),
        packed,
        Buffer.from('\nendstream'),
      ]),
    )
  }
  return assemble(objects, parts.trailer ?? '')
}

function assemble(objects: Buffer[], trailer: string): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')]
  const offsets: number[] = []
  let length = parts[0]?.length ?? 0
  for (const [index, body] of objects.entries()) {
    const object = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')])
    offsets.push(length)
    parts.push(object)
    length += object.length
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

/** Lines to compare, whatever the ends of lines and of the file. */
export const linesOf = (text: string): string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd())

/** Which numbers a record cites, each once. */
export const numbersOf = ({ citations }: DocumentRecord): string[] =>
  [...new Set(citations.flatMap(({ number }) => number ?? []))].sort()
