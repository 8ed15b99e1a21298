/**
 * Text cut where spans begin and end
 * ==================================
 *
 *   text     Căn cứ Quyết định 1336/QĐ-TTg phê duyệt Đề án …;
 *   spans           └─ c-1 ──────────────────────── ┐
 *                                            └ c-2 ─┘
 *   parts    ······ ──────── [c-1] ───────── [c-1 c-2] ·
 *
 * Spans may nest or overlap in any way: each part knows all that cover it, the outermost first, and each span has one
 * part that carries its address. Lines are kept apart, so that a text reads and copies as it was written.
 */
export interface Span {
  /** The address: c-12, f-date, w-0, t-161-318. */
  id: string
  start: number
  end: number
}

export interface Part<S extends Span> {
  start: number
  text: string
  /** All spans over this part, the longest first. */
  spans: S[]
  /** Those of them that begin to be seen here. */
  first: S[]
}

export interface Line<S extends Span> {
  index: number
  start: number
  parts: Part<S>[]
}

export function linesOf<S extends Span>(text: string, spans: readonly S[]): Line<S>[] {
  const valid = spans.filter(({ start, end }) => start >= 0 && start < end && end <= text.length)
  const opening = [...valid].sort((a, b) => a.start - b.start || b.end - a.end)
  const bounds = new Set<number>()
  for (const { start, end } of valid) bounds.add(start).add(end)
  const cuts = [...bounds].sort((a, b) => a - b)

  const lines: Line<S>[] = []
  const seen = new Set<S>()
  let active: S[] = []
  let nextSpan = 0
  let nextCut = 0
  let at = 0
  for (const [index, words] of text.split('\n').entries()) {
    const line: Line<S> = { index, start: at, parts: [] }
    const end = at + words.length
    while (at < end) {
      while (nextCut < cuts.length && cuts[nextCut]! <= at) nextCut += 1
      const to = Math.min(end, cuts[nextCut] ?? end)
      active = active.filter((span) => span.end > at)
      while (nextSpan < opening.length && opening[nextSpan]!.start < to) {
        const span = opening[nextSpan++]!
        if (span.end > at) active.push(span)
      }
      active.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)
      const first = active.filter((span) => !seen.has(span))
      for (const span of first) seen.add(span)
      line.parts.push({ start: at, text: text.slice(at, to), spans: [...active], first })
      at = to
    }
    lines.push(line)
    // The line break itself belongs to no part.
    at = end + 1
  }
  return lines
}

export interface Heading {
  line: number
  words: string
  /** 1 for the outermost. */
  rank: number
}

/** Outermost first: parts and chapters, Roman numerals and articles, then Arabic numerals that stand as headings. */
const HEADINGS: [RegExp, rank: number][] = [
  [/^(PHẦN|CHƯƠNG|Phần|Chương)\s+([IVXLC]+|\d+|thứ\s)/u, 1],
  [/^[IVXLC]+\s*[.)/-]\s*\S/u, 1],
  [/^(Mục\s+\d+|Điều\s+\d+)[.:]?\s/u, 2],
]
const LONGEST = 110

/** Lines that open a part of the document, by their words; a line of Markdown loses its marks. */
export function headingsOf(text: string): Heading[] {
  return text.split('\n').flatMap((line, index) => {
    const words = line
      .replace(/^[\s#>]+/, '')
      .replace(/[*_`]+/g, '')
      .trim()
    const found = HEADINGS.find(([pattern]) => pattern.test(words))
    if (!found) return []
    const short = words.length <= LONGEST ? words : `${words.slice(0, words.lastIndexOf(' ', LONGEST))} …`
    return [{ line: index, words: short, rank: found[1] }]
  })
}
