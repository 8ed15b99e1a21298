/**
 * 4 · citations by number: the type word before the number
 * ========================================================
 *
 *   Báo cáo thẩm định số 1207/BC-SKHĐT         các Công văn: số 411/SXD-QH
 *   └─type─┘└─qualifier┘    ^ at                   └─type──┘     ^ at
 *
 * Words are compared without marks, so that "Quyêt định" of a scan is still Quyết định: a number follows, which no
 * other reading has.
 */
import { CLASS_OF, LETTER, letterBefore } from '../chars.ts'
import { foldWord, plainLetter } from '../words.ts'
import { TYPE_BY_SHORT, TYPE_BY_WORDS, type TypeEntry } from '../vocab/index.ts'

export interface TypeBefore {
  /** Where the mention starts: the type word, else "số". */
  start: number
  entry: TypeEntry | null
  /** "Văn bản số …": a document without a type of its own, a công văn. */
  generic: boolean
  /** "số" stands before the number. */
  marked: boolean
  /** Some noun other than a type stands before "số" ("hợp đồng số", "tổ dân phố số"). */
  foreign: boolean
}

/** Words between type and "số": "Quyết định ban hành số", "Công văn hỏa tốc số", "Kết luận thanh tra số". */
const MOST_QUALIFIERS = 3
/** Words of the longest type. */
const LONGEST_TYPE = 4
/** Known by name, with or without a number. */
const NAMED_TYPES = new Set(['Luật', 'Bộ luật', 'Pháp lệnh'])
const GENERIC = new Set(['van ban', 'cong van'])

const LONGEST_WORD = 16

/** Words that end at `end`, last first, each separated by one space. */
function wordsBefore(text: string, end: number, most: number): { start: number; fold: string; text: string }[] {
  const words: { start: number; fold: string; text: string }[] = []
  let at = end
  while (words.length < most) {
    const floor = Math.max(0, at - LONGEST_WORD)
    let start = at
    while (start > floor && letterBefore(text, start)) start -= CLASS_OF[text.charCodeAt(start - 1)]! & LETTER ? 1 : 2
    if (start === at) break
    const word = text.slice(start, at)
    words.push({ start, fold: foldWord(word), text: word })
    if (text[start - 1] !== ' ') break
    at = start - 1
  }
  return words
}

/** A letter of a type's words, read from their end. */
interface Node {
  after: Map<number, Node>
  /** The type whose words begin here; null: "văn bản", a document without a type of its own. */
  entry: TypeEntry | null | undefined
}

/** All types by their words without marks, last letter first. */
const BACKWARDS: Node = { after: new Map(), entry: undefined }
for (const [words, entry] of [...[...GENERIC].map((words) => [words, null] as const), ...TYPE_BY_WORDS]) {
  let node = BACKWARDS
  for (let i = words.length - 1; i >= 0; i--) {
    const code = words.charCodeAt(i)
    let next = node.after.get(code)
    if (!next) node.after.set(code, (next = { after: new Map(), entry: undefined }))
    node = next
  }
  node.entry = entry
}

const SPACE = 32

/** The longest type whose words end at `end`, as they nearly always do right before the number; null if none does. */
function typeEndingAt(text: string, end: number): { start: number; entry: TypeEntry | null } | null {
  let found: { start: number; entry: TypeEntry | null } | null = null
  let node = BACKWARDS
  for (let at = end; ;) {
    const code = at > 0 ? text.charCodeAt(at - 1) : 0
    const next = node.after.get(code === SPACE ? SPACE : plainLetter(code))
    if (!next) return found
    node = next
    at--
    if (node.entry !== undefined && !letterBefore(text, at)) found = { start: at, entry: node.entry }
  }
}

const NUMBER_WORDS = ['số', 'Số', 'SỐ', 'so']

/** Start of "số", "số hiệu:" that ends at `at`, or -1. */
function markBefore(text: string, at: number): number {
  let end = at
  if (text[end - 1] === ' ') end--
  if (text[end - 1] === ':') end--
  if (text[end - 1] === ' ') end--
  if (text.endsWith(' hiệu', end)) end -= ' hiệu'.length
  return NUMBER_WORDS.some((word) => text.endsWith(word, end)) && !letterBefore(text, end - 2) ? end - 2 : -1
}

/** The type word that leads to a number at `at`. */
export function typeBefore(text: string, at: number, code: string | null): TypeBefore | null {
  const mark = markBefore(text, at)
  const marked = mark >= 0
  const start = marked ? mark : at
  let end = start
  const floor = Math.max(0, end - 3)
  let colon = false
  while (end > floor && (text[end - 1] === ' ' || text[end - 1] === ':')) colon = text[--end] === ':' || colon
  if (end === start && !marked) return null
  const known = typeEndingAt(text, end)
  if (known) {
    // "các Công văn: số 411/SXD-QH …, số 902/…": the type stands once, each item begins with its own "số".
    const from = marked && colon && known.entry ? start : known.start
    return { start: from, entry: known.entry, generic: known.entry === null, marked, foreign: false }
  }
  // Further words are looked for only if the type does not stand right before the number.
  let words = wordsBefore(text, end, LONGEST_TYPE)
  for (let skip = 0; skip <= (marked ? MOST_QUALIFIERS : 0) && skip < words.length; skip++) {
    if (skip === 1) words = wordsBefore(text, end, LONGEST_TYPE + 1 + MOST_QUALIFIERS)
    for (let count = Math.min(LONGEST_TYPE, words.length - skip); count >= 1; count--) {
      let phrase = words[skip]!.fold
      for (let i = skip + 1; i < skip + count; i++) phrase = `${words[i]!.fold} ${phrase}`
      const first = words[skip + count - 1]!
      const short = count === 1 ? TYPE_BY_SHORT.get(first.text) : undefined
      const entry = TYPE_BY_WORDS.get(phrase) ?? short
      // "Luật Quản lý thuế số 38/2019/QH14": the words between are the law's name.
      if (entry && skip > 0 && NAMED_TYPES.has(entry.type)) continue
      if (entry && (skip === 0 || !code || entry.code === code || (entry.codes ?? []).includes(code))) {
        return {
          start: marked && colon ? start : first.start,
          entry,
          generic: false,
          marked,
          foreign: false,
        }
      }
    }
  }
  return marked ? { start, entry: null, generic: false, marked, foreign: words.length > 0 } : null
}
