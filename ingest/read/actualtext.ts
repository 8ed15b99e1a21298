/**
 * Letters that a PDF draws in parts
 * =================================
 *
 * Where a font has no glyph for "ế", the writer (LibreOffice with DejaVu Sans Mono, for one) draws "ê" and an accent
 * and says beside it what they mean:
 *
 *   /Span<</ActualText<FEFF1EBF>>> BDC  … [<0C>2<04>]TJ  EMC
 *                      ^^^^ ế               ê   accent
 *
 * pdf.js does not pass that on: it reads "số 61/2018" as "sô561/2018". So the content streams are changed before it
 * sees them, each in its place and within its length: the letter goes into the name of the mark, which pdf.js does
 * report, and of the parts only the first stays, so that the next letter stands where it should.
 *
 *   /ActualText_1EBF BMC  … <0C>Tj  EMC
 */
import { deflateSync, inflateSync } from 'node:zlib'

const PREFIX = 'ActualText_'

/** A content stream is text of some hundred kilobytes a page; what is larger is left as it is. */
const LARGEST = 50_000_000

// The dictionary's other entries, then ActualText as a hexadecimal or literal string, then the drawing up to EMC.
const ENTRY = String.raw`(?:[^<>()]|<[0-9A-Fa-f\s]*>|\((?:[^()\\]|\\[^])*\))*?`
const TEXT = String.raw`(?:<([0-9A-Fa-f\s]*)>|\(((?:[^()\\]|\\[^])*)\))`
const MARK = new RegExp(String.raw`/\w+\s*<<${ENTRY}/ActualText\s*${TEXT}${ENTRY}>>\s*BDC([^]*?)\bEMC`, 'g')

/** The same file with each ActualText in the name of its mark. Streams that cannot be changed in place stay. */
export function revealActualText(bytes: Uint8Array): Uint8Array {
  const out = Buffer.from(bytes)
  for (let at = out.indexOf('stream'); at >= 0; at = out.indexOf('stream', at + 6)) {
    let start = at + 6
    if (out[start] === 0x0d) start++
    // A zlib stream begins with a byte like 0x78; "endstream" and the word in a text do not get here.
    if (out[start] !== 0x0a || (out[start + 1] ?? 0) % 16 !== 8) continue
    start++
    // Fonts and pictures, whose dictionaries end just before the word, are not worth inflating.
    if (/\/(Length[123]|Image|FontFile\d?|ObjStm|XRef)\b/.test(out.toString('latin1', Math.max(0, at - 200), at)))
      continue
    const inflated = inflate(out.subarray(start))
    if (!inflated?.content.includes('/ActualText')) continue
    const packed = deflateSync(Buffer.from(rewrite(inflated.content), 'latin1'), { level: 9 })
    // What is left over behind the new stream is past its end mark, and read by nobody.
    if (packed.length <= inflated.length) packed.copy(out, start)
  }
  return out
}

/** Inflates the stream that begins here, whatever follows it; its packed length is what inflating took. */
function inflate(bytes: Uint8Array): { content: string; length: number } | null {
  try {
    const { buffer, engine } = inflateSync(bytes, { info: true, maxOutputLength: LARGEST }) as unknown as {
      buffer: Buffer
      engine: { bytesWritten: number }
    }
    return { content: buffer.toString('latin1'), length: engine.bytesWritten }
  } catch {
    // No zlib stream, an encrypted one or a very large one: not ours to change.
    return null
  }
}

function rewrite(content: string): string {
  const strings = content.match(/<[0-9A-Fa-f]+>/g) ?? []
  // Glyphs are numbered with one byte or with two; the strings of a page tell which.
  const digits = strings.every((string) => (string.length - 2) % 4 === 0) ? 4 : 2
  return content.replace(MARK, (_, hex: string | undefined, literal: string | undefined, drawing: string) => {
    const text = decode(hex === undefined ? unescape(literal ?? '') : Buffer.from(hex.replace(/\s/g, ''), 'hex'))
    const one = [...text.normalize('NFC')].length === 1
    return `/${PREFIX}${encode(text)} BMC${one ? firstGlyph(drawing, digits) : drawing}EMC`
  })
}

/** `[<0C>2<04>]TJ` → `<0C>Tj`; anything less plain stays. */
function firstGlyph(drawing: string, digits: number): string {
  return drawing.replace(/(?:\[\s*)?<([0-9A-Fa-f]+)>[^()[\]]*?(?:\]\s*TJ|Tj)/, (_, hex: string) => {
    return `<${hex.slice(0, digits)}>Tj`
  })
}

/** A PDF text string: UTF-16 or UTF-8 by its mark, else bytes that agree with Latin-1 where it matters. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return new TextDecoder('utf-16be').decode(bytes.subarray(0, bytes.length & ~1))
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder().decode(bytes)
  return bytes.toString('latin1')
}

function unescape(literal: string): Buffer {
  const plain = literal.replace(/\\(?:([0-7]{1,3})|(\r\n|[^]))/g, (_, octal?: string, char = '') => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff)
    return { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\n': '', '\r': '', '\r\n': '' }[char as string] ?? char
  })
  return Buffer.from(plain, 'latin1')
}

const encode = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex')

/** What pdf.js reports: pieces of text, and the marks around them. */
export interface TextItem {
  type?: string
  tag?: string | null
  str?: string
}

/** Puts what the marks say in place of what is drawn between them. */
export function applyActualText<Item extends TextItem>(items: Item[]): Item[] {
  let depth = 0
  let inside = 0
  let text: string | null = null
  let last: Item | null = null
  for (const item of items) {
    if (item.type?.startsWith('beginMarkedContent')) {
      depth++
      if (inside === 0 && item.tag?.startsWith(PREFIX)) {
        inside = depth
        text = Buffer.from(item.tag.slice(PREFIX.length), 'hex').swap16().toString('utf16le')
      }
    } else if (item.type === 'endMarkedContent') {
      // Nothing was drawn that has a text: the letter joins the piece before it.
      if (depth === inside) {
        if (text !== null && last) last.str += text
        inside = 0
        text = null
      }
      depth = Math.max(0, depth - 1)
    } else if (item.str !== undefined) {
      if (inside > 0) {
        // White space is pdf.js's own, for the gap before the letter.
        if (item.str.trim() !== '') {
          item.str = text ?? ''
          text = null
        }
      }
      last = item
    }
  }
  return items
}
