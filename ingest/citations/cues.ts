/**
 * 6 · relations: where the governing words stand
 * ==============================================
 *
 * One pass over the text finds every cue of the vocabulary, longest first. Which of them governs a citation is
 * decided in `relations.ts`.
 */
import { CUES, type CueEntry } from '../vocab/index.ts'

export interface CueHit {
  start: number
  end: number
  entry: CueEntry
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** A cue is met in lower case, with a capital, or in capitals. */
const cases = (cue: string): string => {
  const first = cue[0]!
  return `(?:[${first}${first.toUpperCase()}]${escape(cue.slice(1))}|${escape(cue.toUpperCase())})`
}

const table = new Map<string, CueEntry>()
for (const entry of CUES) for (const cue of entry.cues) if (!table.has(cue)) table.set(cue, entry)
const ordered = [...table.keys()].sort((a, b) => b.length - a.length)
const ANY = new RegExp(`(?<![\\p{L}])(?:${ordered.map((cue) => `(?:${cases(cue)})`).join('|')})(?![\\p{L}])`, 'gu')
const MUTED = new Map(
  CUES.filter((entry) => entry.not).map((entry) => [
    entry,
    new RegExp(`^,? ?(?:${entry.not!.map(escape).join('|')})`, 'i'),
  ]),
)

/** Every cue in a flow text, in order of position. */
export function findCues(text: string): CueHit[] {
  const hits: CueHit[] = []
  for (const match of text.matchAll(ANY)) {
    const entry = table.get(match[0].toLowerCase())
    if (!entry) continue
    const end = match.index + match[0].length
    if (MUTED.get(entry)?.test(text.slice(end, end + 30))) continue
    hits.push({ start: match.index, end, entry })
  }
  return hits
}

/** Hits that end in (from, to], by binary search; the list is ordered and hits do not overlap. */
export function cuesBetween(hits: CueHit[], from: number, to: number): CueHit[] {
  let low = 0
  let high = hits.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (hits[middle]!.start < from) low = middle + 1
    else high = middle
  }
  const found: CueHit[] = []
  for (let i = low; i < hits.length && hits[i]!.end <= to; i++) found.push(hits[i]!)
  return found
}
