/**
 * PDF with a text layer
 * =====================
 *
 * pdf-parse (pdf.js) gives the text page by page, in reading order; the pages are joined by a line break and each
 * page's span is kept. A PDF without letters, or with letters that mean nothing, is a scan: `no_text`, not success.
 */
import { PDFParse } from 'pdf-parse'
import type { Page, SourceText } from '../record.ts'
import { applyActualText, revealActualText, type TextItem } from './actualtext.ts'
import { Unreadable } from './failures.ts'
import type { ReadLimits } from './limits.ts'

/** Reads a .pdf; runs in the reading process. */
export async function readPdf(bytes: Uint8Array, limits: ReadLimits): Promise<SourceText> {
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
    const source = joinPages(texts)
    if (!legible(withoutStamps(texts))) throw new Unreadable('no_text')
    return source
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

/** Pages in order, a line break between them. */
export function joinPages(texts: string[]): SourceText {
  let text = ''
  const pages: Page[] = []
  for (const [index, page] of texts.entries()) {
    if (index > 0) text += '\n'
    pages.push({ number: index + 1, start: text.length, end: text.length + page.length })
    text += page
  }
  return { format: 'pdf', text, pages }
}

/** The text without lines that stand on every page, such as the watermark over a scan; a short document keeps all. */
export function withoutStamps(pages: string[]): string {
  if (pages.length < 3) return pages.join('\n')
  const lines = pages.map((page) => page.split('\n').map((line) => line.trim()))
  const counts = new Map<string, number>()
  for (const page of lines) for (const line of new Set(page)) counts.set(line, (counts.get(line) ?? 0) + 1)
  // A scan may have a page or two without the stamp.
  const most = Math.max(2, pages.length * 0.75)
  return lines
    .flat()
    .filter((line) => counts.get(line)! < most)
    .join('\n')
}

/** Letters there are, and not mostly signs of a font without a Unicode map (private use, controls, U+FFFD). */
export function legible(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const soup = text.match(/[\p{Co}\p{Cn}\u{FFFD}]|[^\P{Cc}\s]/gu)?.length ?? 0
  return letters > 0 && soup < letters
}

function translate(error: unknown): Unreadable {
  if (error instanceof Unreadable) return error
  const name = error instanceof Error ? error.name : ''
  if (name === 'PasswordException') return new Unreadable('encrypted_file')
  return new Unreadable('damaged_file', { detail: error instanceof Error ? error.message : String(error) })
}
