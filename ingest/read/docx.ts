/**
 * Word files: .docx
 * =================
 *
 * mammoth turns the file into HTML, which becomes lines here: a paragraph is a line, an empty paragraph an empty line.
 * A table row whose cells hold one line each is one line with tabs between; a cell of several lines (the two-column
 * heading and signature blocks) keeps its lines together, cell after cell. Footnotes stand at the end as "[1] …" and
 * their marks are left out of the running text, where they would cut a citation in two.
 * Numbers that Word counts by itself ("1.", "a)") are not in the file and so not in the text.
 */
import mammoth from 'mammoth'
import type { SourceText } from '../record.ts'
import { Unreadable } from './failures.ts'
import { verifyEntries } from './zip.ts'

/** Only what makes lines differ: everything else is a plain paragraph. */
const STYLE_MAP = [1, 2, 3, 4, 5].map((level) => `p:unordered-list(${level}) => p.bullet:fresh`)

/** Reads a .docx; runs in the reading process. */
export async function readDocx(bytes: Uint8Array): Promise<SourceText> {
  await verifyEntries(bytes, refuseDoctype)
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
    {
      styleMap: STYLE_MAP,
      includeDefaultStyleMap: false,
      includeEmbeddedStyleMap: false,
      ignoreEmptyParagraphs: false,
      // Pictures and anything outside the file are never opened (CVE-2025-11849).
      externalFileAccess: false,
      convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
    },
  )
  return { format: 'docx', text: htmlToText(value), pages: [] }
}

/** Word writes no document type; one that is there declares entities, to expand or to fetch. mammoth refuses too. */
function refuseDoctype(_name: string, part: Buffer): void {
  if (part.includes('<!DOCTYPE') || part.includes('<!ENTITY')) throw new Unreadable('damaged_file', { detail: 'DTD' })
}

/** A table row being read: its finished cells, and the text before the row, to come back to. */
interface Row {
  cells: string[]
  outer: string
}

/** mammoth's HTML as lines. One pass over the tags; mammoth nests them correctly and escapes all text. */
export function htmlToText(html: string): string {
  let out = ''
  const rows: Row[] = []
  let note = 0
  let noteMark = ''
  let hidden = false
  for (const [piece, tag, attributes = ''] of html.matchAll(/<(\/?\w+)([^>]*)>|[^<]+/g)) {
    switch (tag) {
      case undefined:
        if (!hidden) out += unescape(piece)
        break
      case 'p':
        if (attributes.includes('bullet')) out += '- '
        out += noteMark
        noteMark = ''
        break
      case '/p':
        out += '\n'
        break
      case 'br':
        out += '\n'
        break
      case 'li':
        // Notes come in the order of their marks; Word's own ids start anywhere.
        noteMark = `[${++note}] `
        break
      case 'a':
        hidden = /href="#(foot|end)note-/.test(attributes)
        // mammoth puts a space before its link back.
        if (/href="#(foot|end)note-ref-/.test(attributes)) out = out.replace(/ $/, '')
        break
      case '/a':
        hidden = false
        break
      case 'tr':
        rows.push({ cells: [], outer: out })
        out = ''
        break
      case 'td':
      case 'th':
        out = ''
        break
      case '/td':
      case '/th':
        rows.at(-1)?.cells.push(out.replace(/\s+$/, ''))
        out = ''
        break
      case '/tr': {
        const row = rows.pop()
        if (row) out = row.outer + joinRow(row.cells)
        break
      }
      default:
    }
  }
  return out
}

function joinRow(cells: string[]): string {
  const oneLineEach = cells.every((cell) => !cell.includes('\n'))
  return cells.filter((cell) => oneLineEach || cell !== '').join(oneLineEach ? '\t' : '\n') + '\n'
}

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }

function unescape(text: string): string {
  return text.replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity)
}
