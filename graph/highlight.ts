/**
 * Highlights: the matched words in the text as it stands
 * ======================================================
 *
 * Ranges are found in the original text word by word, each word folded for comparing, so they hold in NFD texts and
 * in any spelling. Pure; every engine that gives no usable ranges of its own may use it.
 */
import type { Span } from '../ingest/record.ts'
import { foldText } from './fold.ts'
import { wordsOf, type Term } from './search-query.ts'
import type { Highlight, SearchDocument } from './search.ts'

/** A highlight shows about this much of a passage. */
const WINDOW = 320
const LEAD = 80

type Folded = Pick<Term, 'words'>

/** Number and title where they match, and the passage that has the most of the terms. */
export function highlightsOf(
  document: Pick<SearchDocument, 'number' | 'title' | 'passages'>,
  terms: Folded[],
): Highlight[] {
  // prettier-ignore
  const highlights: Highlight[] = []
  for (const field of ['number', 'title'] as const) {
    const text = document[field]
    const ranges = text === null ? [] : rangesOf(text, terms)
    if (text !== null && ranges.length > 0) highlights.push({ field, text, ranges, source: null, start: null })
  }
  const passage = bestPassage(document.passages, terms)
  if (passage) highlights.push(cut(passage, rangesOf(passage.text, terms)))
  return highlights
}

/** Where the terms stand in a text: in order, apart from each other. */
export function rangesOf(text: string, terms: Folded[]): Span[] {
  const words = wordsOf(text).map(({ text, ...span }) => ({ ...span, folded: foldText(text) }))
  const ranges: Span[] = []
  for (let at = 0; at < words.length;) {
    const length = longestAt(words, at, terms)
    if (length > 0) ranges.push({ start: words[at]!.start, end: words[at + length - 1]!.end })
    at += Math.max(1, length)
  }
  return ranges
}

function longestAt(words: { folded: string }[], at: number, terms: Folded[]): number {
  let longest = 0
  for (const { words: wanted } of terms) {
    if (wanted.length > longest && wanted.every((word, index) => words[at + index]?.folded === word))
      longest = wanted.length
  }
  return longest
}

function bestPassage(passages: SearchDocument['passages'], terms: Folded[]): SearchDocument['passages'][number] | null {
  let best: SearchDocument['passages'][number] | null = null
  let most = 0
  for (const passage of passages) {
    const folded = ` ${foldText(passage.text)} `
    const found = terms.filter(({ words }) => folded.includes(` ${words.join(' ')} `)).length
    if (found > most) [best, most] = [passage, found]
    if (most === terms.length) break
  }
  return best
}

/** A window of a passage around its first match, on word boundaries. */
function cut({ source, start, text }: SearchDocument['passages'][number], ranges: Span[]): Highlight {
  const first = ranges[0]?.start ?? 0
  const from = first <= LEAD ? 0 : after(text, first - LEAD)
  const to = text.length - from <= WINDOW ? text.length : before(text, from + WINDOW)
  const inside = ranges.filter((range) => range.start >= from && range.end <= to)
  const moved = inside.map((range): Span => ({ start: range.start - from, end: range.end - from }))
  return { field: 'text', text: text.slice(from, to), ranges: moved, source, start: start + from }
}

function after(text: string, at: number): number {
  const space = text.indexOf(' ', at)
  return space === -1 || space > at + LEAD ? at : space + 1
}

function before(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at)
  return space < at - LEAD ? at : space
}
