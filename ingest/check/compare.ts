/**
 * Draft against known: titles and bodies
 * ======================================
 */
import type { KnownValue } from './known.ts'
import type { Edit, Severity } from './model.ts'
import { toneKey } from '../words.ts'

/**
 * How heavy a difference from a known value weighs: an error where the document itself or a sure catalogue gives it, a
 * warning where sources that cite it agree, null where too few do. Most is no proof: a value of few is only shown.
 */
export function weightOf({ by, confidence, sources, others }: KnownValue): Severity | null {
  if (by === 'document' || (by === 'catalogue' && confidence === 'high')) return 'error'
  if (by === 'catalogue') return confidence === 'low' ? null : 'warning'
  return sources >= FEWEST_SOURCES && sources >= 4 * others ? 'warning' : null
}

const FEWEST_SOURCES = 3

// ---- titles --------------------------------------------------------------------------------------------------------

/** Words that come and go in a trích yếu without making it another one. */
const FILLERS = new Set(['về', 'việc', 'của', 'và', 'ban', 'hành', 'số', 'v'].map(toneKey))

interface Word {
  key: string
  text: string
  /** Where it stands in the title as given. */
  start: number
  end: number
}

const wordsOf = (title: string): Word[] =>
  [...title.matchAll(/[\p{L}\p{M}\p{N}]+/gu)]
    .map(({ 0: text, index }) => ({ text, key: toneKey(text), start: index, end: index + text.length }))
    .filter(({ key }) => !FILLERS.has(key))

export interface TitleDifference {
  /** Words that the known title has and the draft does not, and the other way round; in order. */
  missing: string
  added: string
  /** Share of the words that both have. */
  similarity: number
}

/** Null where the titles say the same, or one only goes on where the other ends. */
export function titleDifference(draft: string, known: string): TitleDifference | null {
  const [ours, theirs] = [wordsOf(draft), wordsOf(known)]
  const found = compared(ours, theirs)
  if (!found) return null
  return {
    missing: found.missing.map((i) => theirs[i]!.text).join(' '),
    added: found.added.map((i) => ours[i]!.text).join(' '),
    similarity: found.shared / Math.max(1, Math.min(ours.length, theirs.length)),
  }
}

/** Indices of the words that only one has, as far as that is a difference. */
function compared(ours: Word[], theirs: Word[]): { missing: number[]; added: number[]; shared: number } | null {
  if (ours.length < 3 || theirs.length < 3) return null
  const begins = ours.slice(0, theirs.length).every(({ key }, i) => key === theirs[i]!.key)
  if (begins) return null
  const { onlyOurs, onlyTheirs, shared } = diff(ours.slice(0, LONGEST), theirs.slice(0, LONGEST))
  // What follows the last shared word may be the reader's or the clerk's cut.
  // Another year at the end of both is none: "đến năm 2035", "đến năm 2030".
  const years = endsInYear(onlyOurs, ours) && endsInYear(onlyTheirs, theirs)
  const missing = years ? onlyTheirs : inner(onlyTheirs, theirs)
  const added = years ? onlyOurs : inner(onlyOurs, ours)
  return missing.length + added.length === 0 ? null : { missing, added, shared }
}

/** Titles are short; longer ones are compared by their beginning, so that the table stays small. */
const LONGEST = 120

/** The last word is a year that only this title has. */
const endsInYear = (only: number[], all: Word[]): boolean =>
  only.at(-1) === all.length - 1 && /^(?:19|20)\d\d$/.test(all.at(-1)!.text)

/** Without the run at the very end. */
function inner(only: number[], all: Word[]): number[] {
  let last = all.length - 1
  const set = new Set(only)
  while (set.has(last)) last--
  return only.filter((i) => i < last)
}

/** Longest common subsequence of words. */
function diff(a: Word[], b: Word[]): { onlyOurs: number[]; onlyTheirs: number[]; shared: number } {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      table[i]![j] =
        a[i]!.key === b[j]!.key ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!)
  const onlyOurs: number[] = []
  const onlyTheirs: number[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i]!.key === b[j]!.key) {
      i++
      j++
    } else if (j >= b.length || (i < a.length && table[i + 1]![j]! >= table[i]![j + 1]!)) onlyOurs.push(i++)
    else onlyTheirs.push(j++)
  }
  return { onlyOurs, onlyTheirs, shared: table[0]![0]! }
}

/** Signs that may go with the words: marks of emphasis and quotation marks are the writer's own. */
const PLAIN = /^[\p{L}\p{M}\p{N}\s,.;:–-]*$/u
/** More words than this that differ in a row are another wording, not a slip. */
const LONGEST_SLIP = 6
/** What stands between two words, without marks of emphasis. */
const gapOf = (text: string): string => text.normalize('NFC').replace(/[*_]/g, '').replace(/\s+/g, ' ')

/**
 * The change of the title as written, offsets into it, that gives it the known words: only where they differ at one
 * place between words that both have, so that all else stays as the writer has it. Null where that is not plain.
 */
export function titleEdit(written: string, known: string): Edit | null {
  const [ours, theirs] = [wordsOf(written), wordsOf(known)]
  const found = compared(ours, theirs)
  if (!found) return null
  const { missing, added } = found
  const at = missing[0] ?? added[0]!
  const run = (indices: number[]): boolean =>
    indices.length <= LONGEST_SLIP && indices.every((each, i) => each === at + i)
  if (at === 0 || !run(missing) || !run(added)) return null
  const between = (words: Word[], text: string, index: number): string =>
    gapOf(text.slice(words[index - 1]!.end, words[index]?.start))
  const [until, upTo] = [at + added.length, at + missing.length]
  const [before, first, last, next] = [ours[at - 1]!, ours[at], ours[until - 1]!, ours[until]]
  const words = missing.length > 0 ? known.slice(theirs[at]!.start, theirs[upTo - 1]!.end) : ''
  if (missing.length > 0 && added.length > 0) {
    const edit = { start: first!.start, end: last.end, text: words }
    return PLAIN.test(written.slice(edit.start, edit.end)) ? edit : null
  }
  if (!first || !next) return null
  if (added.length === 0) {
    // The space or comma goes with the words from the side that the written title lacks.
    const gap = between(ours, written, at)
    if (gap === between(theirs, known, upTo))
      return { start: before.end, end: before.end, text: known.slice(theirs[at - 1]!.end, theirs[upTo - 1]!.end) }
    if (gap === between(theirs, known, at))
      return { start: next.start, end: next.start, text: known.slice(theirs[at]!.start, theirs[upTo]!.start) }
    return null
  }
  const gap = between(theirs, known, at)
  const edit =
    gap === between(ours, written, until)
      ? { start: before.end, end: last.end, text: '' }
      : { start: first.start, end: next.start, text: '' }
  const fits = gap === between(ours, written, until) || gap === between(ours, written, at)
  return fits && PLAIN.test(written.slice(edit.start, edit.end)) ? edit : null
}

// ---- bodies --------------------------------------------------------------------------------------------------------

const CENTRAL: [RegExp, string][] = [
  [/ban bí thư/iu, 'Ban Bí thư'],
  [/bộ chính trị/iu, 'Bộ Chính trị'],
  [/ban chấp hành trung ương|^trung ương/iu, 'Ban Chấp hành Trung ương'],
  [/^thủ tướng/iu, 'Thủ tướng Chính phủ'],
  [/^chính phủ/iu, 'Chính phủ'],
  [/^quốc hội/iu, 'Quốc hội'],
  [/^(?:ủy|uỷ) ban thường vụ quốc hội/iu, 'Ủy ban Thường vụ Quốc hội'],
  [/^(?:bộ trưởng )?bộ (?!chính trị)\p{Lu}/iu, 'Bộ'],
]

/** Two bodies of the centre that are not one; what is not recognised differs from nothing. */
export function otherCentralBody(draft: string, known: string): boolean {
  const of = (words: string): string | null => {
    const text = words.normalize('NFC').replace(/^của /iu, '')
    // The secretariat and the Politburo stand under the Central Committee, whose name may follow theirs.
    return CENTRAL.find(([pattern]) => pattern.test(text))?.[1] ?? null
  }
  const [one, other] = [of(draft), of(known)]
  return one !== null && other !== null && one !== other && ![one, other].includes('Bộ')
}
