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
  ['GIF8', 'GIF picture'],
  ['{\\rtf', 'RTF'],
  ['\x1f\x8b', 'gzip'],
  ['Rar!', 'RAR archive'],
  ['7z\xbc\xaf', '7-Zip archive'],
  ['SQLite format 3', 'SQLite database'],
]

/** First bytes of pictures that Tesseract takes. */
const PICTURES = ['\x89PNG', '\xff\xd8\xff', 'II*\0', 'MM\0*']

/** WebP says its name after its length; "BM" begins words too, but the four bytes from the sixth are 0 in a picture. */
const isPicture = (head: string): boolean =>
  PICTURES.some((prefix) => head.startsWith(prefix)) ||
  (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) ||
  (head.startsWith('BM') && head.startsWith('\0\0\0\0', 6))

/** A page, or the piece of one that a browser saved; a Markdown file may well begin with other elements. */
const HTML =
  /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,300}-->\s*)?<(?:!doctype\s+html|html|head|body|meta|title)[\s>]/i

/** pdf.js and most writers allow some bytes of rubbish before the signature. */
const PDF_WITHIN = 1024

/** Recognises the format or refuses the file. */
export async function recognise(bytes: Uint8Array, limits: ReadLimits): Promise<'text' | ChildFormat> {
  const head = Buffer.from(bytes.subarray(0, PDF_WITHIN)).toString('latin1')
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return recogniseZip(bytes, limits)
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return recogniseCompound(bytes)
  if (isPicture(head)) return 'image'
  const foreign = FOREIGN.find(([prefix]) => head.startsWith(prefix))
  if (foreign) throw new Unreadable('unsupported_format', { found: foreign[1] })
  if (isPdf(head)) return 'pdf'
  const utf16 = head.startsWith('\xff\xfe') || head.startsWith('\xfe\xff')
  if (HTML.test(utf16 ? head.slice(2).replaceAll('\0', '') : head)) return 'html'
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
  // A text, or a sheet: its content tells.
  if (names.has('content.xml') && names.has('mimetype')) return 'odt'
  if (names.has('encrypted-package')) throw new Unreadable('encrypted_file')
  const found = names.has('xl/workbook.xml') ? 'Excel' : names.has('ppt/presentation.xml') ? 'PowerPoint' : 'zip'
  throw new Unreadable('unsupported_format', { found })
}

/**
 * Compound files, by the UTF-16 names of their streams: the old .doc has a WordDocument; a .docx with a password is an
 * EncryptedPackage; old Excel and PowerPoint files have neither.
 */
function recogniseCompound(bytes: Uint8Array): ChildFormat {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const has = (name: string): boolean => file.includes(Buffer.from(name, 'utf16le'))
  if (has('EncryptedPackage')) throw new Unreadable('encrypted_file')
  if (has('WordDocument')) return 'doc'
  throw new Unreadable('unsupported_format', { found: has('Workbook') ? 'Excel' : 'OLE' })
}
