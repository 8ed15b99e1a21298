/**
 * 6 · relations: where the governing words stand
 * ==============================================
 *
 * `scan.ts` finds every cue of the vocabulary, the longest of those that start at one place. Which of them governs a
 * citation is decided in `relations.ts`.
 */
import { CUES, type CueEntry } from '../vocab/index.ts'
import { escapePattern } from '../words.ts'

export interface CueHit {
  start: number
  end: number
  entry: CueEntry
}

/** Cues as they are met: in lower case, with a capital, or in capitals. */
export const CUE_FORMS = new Map<string, CueEntry>()
for (const entry of CUES)
  for (const cue of entry.cues)
    for (const form of [cue, cue[0]!.toUpperCase() + cue.slice(1), cue.toUpperCase()])
      if (!CUE_FORMS.has(form)) CUE_FORMS.set(form, entry)
/** Words that make a cue none when they follow it: "căn cứ chức năng, nhiệm vụ". */
interface Muting {
  pattern: RegExp
  /** Their first letters, small and capital: nearly always another word follows, and one look tells so. */
  firsts: Set<number>
}

function mutingOf(words: string[]): Muting {
  const firsts = words.flatMap((word) => [word[0]!.toLowerCase(), word[0]!.toUpperCase()])
  return {
    pattern: new RegExp(`^,? ?(?:${words.map(escapePattern).join('|')})`, 'i'),
    firsts: new Set(firsts.map((letter) => letter.charCodeAt(0))),
  }
}

const MUTED = new Map(CUES.filter((entry) => entry.not).map((entry) => [entry, mutingOf(entry.not!)]))

/** Words follow after which a cue is none. */
export function muted(entry: CueEntry, text: string, end: number): boolean {
  const muting = MUTED.get(entry)
  if (!muting) return false
  let at = end
  if (text.charCodeAt(at) === COMMA) at++
  if (text.charCodeAt(at) === SPACE) at++
  return muting.firsts.has(text.charCodeAt(at)) && muting.pattern.test(text.slice(end, end + 30))
}

const COMMA = 44
const SPACE = 32

/** Index of the first hit that starts at or after `at`: the list is ordered and hits do not overlap. */
function firstFrom(hits: CueHit[], at: number): number {
  let low = 0
  let high = hits.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (hits[middle]!.start < at) low = middle + 1
    else high = middle
  }
  return low
}

/** Hits in [from, to]. */
export function cuesBetween(hits: CueHit[], from: number, to: number): CueHit[] {
  const found: CueHit[] = []
  for (let i = firstFrom(hits, from); i < hits.length && hits[i]!.end <= to; i++) found.push(hits[i]!)
  return found
}

/** The last hit in [from, to] that fits, or null. */
export function lastCue(
  hits: CueHit[],
  from: number,
  to: number,
  fits: ((hit: CueHit) => boolean) | null = null,
): CueHit | null {
  for (let i = firstFrom(hits, to) - 1; i >= 0 && hits[i]!.start >= from; i--) {
    const hit = hits[i]!
    if (hit.end <= to && (fits === null || fits(hit))) return hit
  }
  return null
}
