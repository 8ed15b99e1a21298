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
import { foldWord } from '../words.ts'
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

const MARK = /(?:^|[^\p{L}])((?:số|Số|SỐ|so)(?: hiệu)?) ?:? ?$/u
const COLON = /[ :]+$/
const LETTERS = /\p{L}+$/u
/** Words between type and "số": "Quyết định ban hành số", "Công văn hỏa tốc số", "Kết luận thanh tra số". */
const MOST_QUALIFIERS = 3
const GENERIC = new Set(['van ban', 'cong van'])

/** Words that end at `end`, last first, each separated by one space. */
function wordsBefore(text: string, end: number, most: number): { start: number; fold: string; text: string }[] {
  const words: { start: number; fold: string; text: string }[] = []
  let at = end
  while (words.length < most) {
    const word = LETTERS.exec(text.slice(Math.max(0, at - 16), at))?.[0]
    if (!word) break
    const start = at - word.length
    words.push({ start, fold: foldWord(word), text: word })
    if (text[start - 1] !== ' ') break
    at = start - 1
  }
  return words
}

/** The type word that leads to a number at `at`. */
export function typeBefore(text: string, at: number, code: string | null): TypeBefore | null {
  let end = at
  let start = at
  let marked = false
  const mark = MARK.exec(text.slice(Math.max(0, at - 16), at))
  if (mark) {
    marked = true
    start = at - mark[0].length + mark[0].indexOf(mark[1]!)
    end = start
  }
  const tail = COLON.exec(text.slice(Math.max(0, end - 3), end))
  if (tail) end -= tail[0].length
  else if (!marked) return null
  const words = wordsBefore(text, end, 5 + MOST_QUALIFIERS)
  for (let skip = 0; skip <= (marked ? MOST_QUALIFIERS : 0) && skip < words.length; skip++) {
    for (let count = Math.min(4, words.length - skip); count >= 1; count--) {
      const run = words.slice(skip, skip + count)
      const phrase = run
        .map((word) => word.fold)
        .reverse()
        .join(' ')
      const first = run[run.length - 1]!
      const short = count === 1 ? TYPE_BY_SHORT.get(first.text) : undefined
      const entry = TYPE_BY_WORDS.get(phrase) ?? short
      if (entry && (skip === 0 || !code || entry.code === code || (entry.codes ?? []).includes(code))) {
        // "các Công văn: số 411/SXD-QH …, số 902/…": the type stands once, each item begins with its own "số".
        return {
          start: marked && tail?.[0].includes(':') ? start : first.start,
          entry,
          generic: false,
          marked,
          foreign: false,
        }
      }
      if (skip === 0 && GENERIC.has(phrase) && count === 2)
        return { start: first.start, entry: null, generic: true, marked, foreign: false }
    }
  }
  return marked ? { start, entry: null, generic: false, marked, foreign: words.length > 0 } : null
}
