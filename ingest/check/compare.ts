/**
 * Draft against known: titles and bodies
 * ======================================
 */
import type { KnownValue } from './known.ts'
import type { Severity } from './model.ts'
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
}

const wordsOf = (title: string): Word[] =>
  (title.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])
    .map((text) => ({ text, key: toneKey(text) }))
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
  if (ours.length < 3 || theirs.length < 3) return null
  const shorter = Math.min(ours.length, theirs.length)
  const begins = ours.slice(0, shorter).every(({ key }, i) => key === theirs[i]!.key)
  if (begins) return null
  const { onlyOurs, onlyTheirs, shared } = diff(ours.slice(0, LONGEST), theirs.slice(0, LONGEST))
  // What follows the last shared word may be the reader's or the clerk's cut.
  // Another year at the end of both is none: "đến năm 2035", "đến năm 2030".
  const years = endsInYear(onlyOurs, ours) && endsInYear(onlyTheirs, theirs)
  const missing = years ? onlyTheirs : inner(onlyTheirs, theirs)
  const added = years ? onlyOurs : inner(onlyOurs, ours)
  if (missing.length + added.length === 0) return null
  return {
    missing: missing.map((i) => theirs[i]!.text).join(' '),
    added: added.map((i) => ours[i]!.text).join(' '),
    similarity: shared / Math.max(1, shorter),
  }
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
