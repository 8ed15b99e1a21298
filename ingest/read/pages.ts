/**
 * Pages put together, and whether there are letters on them
 * =========================================================
 */
import type { Page, SourceText } from '../record.ts'

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
