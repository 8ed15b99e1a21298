/**
 * Word 97–2003 files: .doc
 * ========================
 *
 * word-extractor gives the running text with a line for every paragraph and a tab between the cells of a table row.
 * Footnotes, endnotes and text boxes stand at the end. Texts typed in TCVN3 or VNI fonts come out as their letters were
 * stored and are converted like any other (`legacy.ts`).
 */
import WordExtractor from 'word-extractor'
import type { SourceText } from '../record.ts'

/** As typed: by default the library would replace quotes and dashes. */
const AS_TYPED = { filterUnicode: false }

/** Reads a .doc; runs in the reading process. */
export async function readDoc(bytes: Uint8Array): Promise<SourceText> {
  const document = await new WordExtractor().extract(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const parts = [
    document.getBody(AS_TYPED),
    document.getFootnotes(AS_TYPED),
    document.getEndnotes(AS_TYPED),
    document.getTextboxes({ ...AS_TYPED, includeHeadersAndFooters: false }),
  ]
  const text = parts
    .map((part) => part.replace(/\r\n?/g, '\n').trimEnd())
    .filter((part) => part !== '')
    .join('\n\n')
  return { format: 'doc', text: `${text}\n`, pages: [] }
}
