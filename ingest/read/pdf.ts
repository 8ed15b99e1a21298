/**
 * PDF
 * ===
 *
 * pdf-parse (pdf.js) gives the text page by page, in reading order; the pages are joined by a line break and each
 * page's span is kept. A PDF without letters, or with letters that mean nothing, is a scan: its pages are drawn and
 * read as pictures (`ocr.ts`).
 */
import { PDFParse } from 'pdf-parse'
import type { SourceText } from '../record.ts'
import { applyActualText, revealActualText, type TextItem } from './actualtext.ts'
import { Unreadable } from './failures.ts'
import type { ReadLimits } from './limits.ts'
import type { Grant } from './ocr.ts'
import { joinPages, legible, withoutStamps } from './pages.ts'

/** Reads a .pdf; runs in the reading process. */
export async function readPdf(bytes: Uint8Array, limits: ReadLimits, grant: Grant): Promise<SourceText> {
  const parser = new PDFParse({
    data: revealActualText(bytes),
    // A PDF may carry font programs; none is compiled to code (CVE-2024-4367), fetched or drawn.
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  })
  try {
    const { total } = await parser.getInfo()
    if (total > limits.pages) throw new Unreadable('read_limit', { limit: 'pages' })
    correctTextItems(parser)
    const { pages } = await parser.getText({ pageJoiner: '', includeMarkedContent: true })
    const texts = pages.map((page) => page.text)
    if (legible(withoutStamps(texts))) return joinPages(texts)
    const { readScan } = await import('./ocr.ts')
    return await readScan(parser, total, limits, grant)
  } catch (error) {
    throw translate(error)
  } finally {
    await parser.destroy()
  }
}

/** The part of pdf.js that pdf-parse asks for text. */
interface PdfDocument {
  getPage(number: number): Promise<{ getTextContent(params: unknown): Promise<{ items: TextItem[] }> }>
}

/**
 * pdf-parse keeps the document it has opened to itself and lays out whatever pdf.js reports; this corrects the report.
 * Should a later version keep it under another name, the tests of letters drawn in parts fail.
 */
function correctTextItems(parser: PDFParse): void {
  const document = Reflect.get(parser, 'doc') as PdfDocument | undefined
  if (!document) return
  const getPage = document.getPage.bind(document)
  document.getPage = async (number) => {
    const page = await getPage(number)
    const getTextContent = page.getTextContent.bind(page)
    page.getTextContent = async (params) => {
      const content = await getTextContent(params)
      return { ...content, items: applyActualText(content.items) }
    }
    return page
  }
}

function translate(error: unknown): Unreadable {
  if (error instanceof Unreadable) return error
  const name = error instanceof Error ? error.name : ''
  if (name === 'PasswordException') return new Unreadable('encrypted_file')
  return new Unreadable('damaged_file', { detail: error instanceof Error ? error.message : String(error) })
}
