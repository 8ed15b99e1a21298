/**
 * The sentence around a mention
 * =============================
 *
 * A reader wants the words that prove an edge, not the whole paragraph. The piece is cut from the text as it stands,
 * line breaks and all, so that `sentenceStart + k` is an offset of the document.
 */
import type { Span } from '../ingest/record.ts'

/** Longest piece on either side of the mention. */
const REACH = 300

/** A blank line, or a line that opens an item: "- ", "+ ", "1. ", "a) ", "Điều 5", "Căn cứ". */
const PARAGRAPH = /\n[^\S\n]*\n|\n(?=[^\S\n]*(?:[-–+*•][^\S\n]|\d{1,2}[.)]|[a-zđ]\)|[IVX]+\.|Điều \d|Căn cứ ))/g
/** An end mark before a capital or an opening mark. An abbreviation ("TP. Hà Nội") has a capital before its dot. */
const SENTENCE = /(?:(?<!\p{Lu})\.|[!?;…])+["”’)]*\s+(?=["“(]?[\p{Lu}\d])/gu

/** End of the last break before `at`, and start of the first break at or after `to`; the bounds if there is none. */
function between(text: string, pattern: RegExp, within: Span, span: Span): Span {
  let { start, end } = within
  const piece = text.slice(within.start, within.end)
  for (const match of piece.matchAll(pattern)) {
    const from = within.start + match.index
    const to = from + match[0].length
    if (to <= span.start) start = to
    else if (from >= span.end) {
      // The end mark itself belongs to the sentence, the white space after it does not.
      end = from + match[0].trimEnd().length
      break
    }
  }
  return { start, end }
}

export function sentenceAround(text: string, span: Span): Span {
  let { start, end } = { start: Math.max(0, span.start - REACH), end: Math.min(text.length, span.end + REACH) }
  // Where the reach cuts into a word, the word is left out.
  if (start > 0) while (start < span.start && !/\s/.test(text[start] ?? '')) start++
  if (end < text.length) while (end > span.end && !/\s/.test(text[end - 1] ?? '')) end--
  const paragraph = between(text, PARAGRAPH, { start, end }, span)
  const sentence = between(text, SENTENCE, paragraph, span)
  start = sentence.start
  end = sentence.end
  while (start < span.start && /\s/.test(text[start] ?? '')) start++
  while (end > span.end && /\s/.test(text[end - 1] ?? '')) end--
  return { start, end }
}
