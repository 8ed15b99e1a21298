/**
 * What the bytes are
 * ==================
 *
 * Signatures of the formats that are read, and of those people try most often, so that the message can name them.
 */
import { Unreadable } from './failures.ts'
import type { ReadLimits } from './limits.ts'
import type { ChildFormat } from './worker.ts'
import { listZip } from './zip.ts'

/** First bytes (latin-1) → what it is. */
const FOREIGN: [prefix: string, found: string][] = [
  ['MZ', 'Windows program'],
  ['\x7fELF', 'Linux program'],
  ['\x89PNG', 'PNG picture'],
  ['\xff\xd8\xff', 'JPEG picture'],
  ['GIF8', 'GIF picture'],
  ['II*\0', 'TIFF picture'],
  ['MM\0*', 'TIFF picture'],
  ['{\\rtf', 'RTF'],
  ['\x1f\x8b', 'gzip'],
  ['Rar!', 'RAR archive'],
  ['7z\xbc\xaf', '7-Zip archive'],
  ['SQLite format 3', 'SQLite database'],
]

/** pdf.js and most writers allow some bytes of rubbish before the signature. */
const PDF_WITHIN = 1024

/** Recognises the format or refuses the file. */
export async function recognise(bytes: Uint8Array, limits: ReadLimits): Promise<'text' | ChildFormat> {
  const head = Buffer.from(bytes.subarray(0, PDF_WITHIN)).toString('latin1')
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return recogniseZip(bytes, limits)
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) throw refuseCompound(bytes)
  const foreign = FOREIGN.find(([prefix]) => head.startsWith(prefix))
  if (foreign) throw new Unreadable('unsupported_format', { found: foreign[1] })
  if (isPdf(head)) return 'pdf'
  if (/^(\xef\xbb\xbf)?\s*<(!doctype html|html)[\s>]/i.test(head)) {
    throw new Unreadable('unsupported_format', { found: 'HTML' })
  }
  const utf16 = head.startsWith('\xff\xfe') || head.startsWith('\xfe\xff')
  // No text has a NUL; a binary file nearly always has one early on.
  if (!utf16 && bytes.includes(0)) throw new Unreadable('unsupported_format', { found: 'binary' })
  return 'text'
}

/** "%PDF-" at the start, or a little later after bytes that no text has. A text that mentions %PDF- is a text. */
function isPdf(head: string): boolean {
  const at = head.indexOf('%PDF-')
  // eslint-disable-next-line no-control-regex -- the control characters are what is looked for
  return at === 0 || (at > 0 && /^[\s\xef\xbb\xbf]*$|[\x00-\x08\x0e-\x1f]/.test(head.slice(0, at)))
}

async function recogniseZip(bytes: Uint8Array, limits: ReadLimits): Promise<ChildFormat> {
  const { names } = await listZip(bytes, limits)
  if (names.has('word/document.xml')) return 'docx'
  const found = names.has('xl/workbook.xml')
    ? 'Excel'
    : names.has('ppt/presentation.xml')
      ? 'PowerPoint'
      : names.has('content.xml') && names.has('mimetype')
        ? 'OpenDocument'
        : 'zip'
  throw new Unreadable('unsupported_format', { found })
}

/** Compound files: the old .doc, or a .docx with a password, whose stream names are UTF-16. */
function refuseCompound(bytes: Uint8Array): Unreadable {
  const encrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  )
  return encrypted
    ? new Unreadable('encrypted_file')
    : new Unreadable('unsupported_format', { found: 'Word 97–2003 (.doc)' })
}
