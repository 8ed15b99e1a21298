/**
 * Comparing Vietnamese words
 * ==========================
 *
 * Two foldings: `foldWord` drops all marks (for typed codes and scanned words), `toneKey` keeps them and only moves
 * the tone mark to the end, so that hoà = hòa and uỷ = ủy while ma and má stay apart.
 */
import { CLASS_OF, HALF, WORD } from './chars.ts'

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g
const MARKS = /[\u0300-\u036f]/g

/** Remembers what was computed for a string, for so many strings. */
export function memo<T>(compute: (word: string) => T, most = 50_000): (word: string) => T {
  const known = new Map<string, T>()
  return (word) => {
    let value = known.get(word)
    if (value === undefined) {
      value = compute(word)
      if (known.size >= most) known.clear()
      known.set(word, value)
    }
    return value
  }
}

/** Digits and small letters without marks: folding changes nothing, and numbers need not be remembered. */
function isFolded(word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i)
    if (!((code >= 48 && code <= 57) || (code >= 97 && code <= 122))) return false
  }
  return true
}

/** Lower case without any marks: "Quyết" → "quyet". Letters and digits only. */
export const foldWord = (word: string): string => (isFolded(word) ? word : foldedWord(word))

const foldedWord = memo((word) =>
  word
    .normalize('NFD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(/[đð]/g, 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ''),
)

/** Lower case with the tone mark last: "Uỷ" and "Ủy" → one key. */
export const toneKey = (word: string): string => (isFolded(word) ? word : keyOfWord(word))

const keyOfWord = memo((word) => {
  const decomposed = word.toLowerCase().normalize('NFD')
  const tone = decomposed.match(TONES)?.join('') ?? ''
  return decomposed.replace(TONES, '').normalize('NFC') + tone
})

/** Words of a phrase by `toneKey`, punctuation dropped: for comparing names and titles. */
export const phraseKey = (phrase: string): string => foldPhrase(phrase, toneKey, ' ')

/** The words of a phrase, each folded, in one string. */
export function foldPhrase(phrase: string, fold: (word: string) => string, between: string): string {
  let folded = ''
  const { length } = phrase
  let at = 0
  while (at < length) {
    let bits = 0
    let start = at
    for (; at < length && (bits = CLASS_OF[phrase.charCodeAt(at)]!) & WORD; at++);
    // A pair of halves may be a letter: then the pattern cuts the words.
    if (bits & HALF)
      return phrase
        .split(NO_WORD)
        .map((word) => word && fold(word))
        .filter(Boolean)
        .join(between)
    if (at > start) {
      const word = fold(phrase.slice(start, at))
      if (word) folded = folded ? folded + between + word : word
    }
    at++
  }
  return folded
}

const NO_WORD = /[^\p{L}\p{M}\p{N}]+/u
