/**
 * Word files: .docx
 * =================
 *
 * mammoth turns the file into HTML, which becomes lines here: a paragraph is a line, an empty paragraph an empty line.
 * Tables and footnotes are laid out as `laid.ts` says; the marks of footnotes are left out of the running text, where
 * they would cut a citation in two.
 * Numbers that Word counts by itself ("1.", "a)") are not in the file and so not in the text.
 */
import mammoth from 'mammoth'
import type { SourceText } from '../record.ts'
import { LaidText } from './laid.ts'
import { refuseDoctype, verifyEntries } from './zip.ts'

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

/** mammoth's HTML as lines. One pass over the tags; mammoth nests them correctly and escapes all text. */
export function htmlToText(html: string): string {
  const laid = new LaidText()
  let note = 0
  let noteMark = ''
  let hidden = false
  for (const [piece, tag, attributes = ''] of html.matchAll(/<(\/?\w+)([^>]*)>|[^<]+/g)) {
    switch (tag) {
      case undefined:
        if (!hidden) laid.text += unescape(piece)
        break
      case 'p':
        if (attributes.includes('bullet')) laid.text += '- '
        laid.text += noteMark
        noteMark = ''
        break
      case '/p':
        laid.text += '\n'
        break
      case 'br':
        laid.text += '\n'
        break
      case 'li':
        // Notes come in the order of their marks; Word's own ids start anywhere.
        noteMark = `[${++note}] `
        break
      case 'a':
        hidden = /href="#(foot|end)note-/.test(attributes)
        // mammoth puts a space before its link back.
        if (/href="#(foot|end)note-ref-/.test(attributes)) laid.text = laid.text.replace(/ $/, '')
        break
      case '/a':
        hidden = false
        break
      case 'tr':
        laid.openRow()
        break
      case 'td':
      case 'th':
        laid.openCell()
        break
      case '/td':
      case '/th':
        laid.closeCell()
        break
      case '/tr':
        laid.closeRow()
        break
      default:
    }
  }
  return laid.text
}

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }

function unescape(text: string): string {
  return text.replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity)
}
