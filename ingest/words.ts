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

/** What folding makes of a unit that stands in words: one letter, for `toneKey` a tone besides; known for Latin letters. */
interface Folding {
  /** 0 for what is no part of a word; GONE for a mark that is dropped; ODD for what only the pattern can tell. */
  letters: Uint16Array
  /** 0 for no tone. */
  tones: Uint16Array
  ofWord(word: string): string
  between: string
}

const ODD = 0xffff
const GONE = 0xfffe
const UNITS = 0x10000
const isLatin = (code: number): boolean => code < 0x250 || (code >= 0x1e00 && code < 0x1f00)
const isMark = (code: number): boolean => code >= 0x300 && code < 0x370

function folding(ofWord: (word: string) => string, between: string): Folding {
  const letters = new Uint16Array(UNITS)
  const tones = new Uint16Array(UNITS)
  for (let code = 0; code < UNITS; code++) {
    if ((CLASS_OF[code]! & (WORD | HALF)) === 0) continue
    letters[code] = ODD
    if (!isLatin(code) && !isMark(code)) continue
    const [letter, tone, ...more] = ofWord(String.fromCharCode(code))
    if (letter === undefined) letters[code] = GONE
    else if (isLatin(code) && more.length === 0 && (tone === undefined || tone.search(TONES) === 0)) {
      letters[code] = letter.charCodeAt(0)
      tones[code] = tone?.charCodeAt(0) ?? 0
    }
  }
  return { letters, tones, ofWord, between }
}

/** Longer phrases are folded word by word. */
const MOST_FOLDED = 2048
/** A letter, its tone, and what stands between the words: no more than two units each. */
const foldedBytes = Buffer.alloc(4 * MOST_FOLDED)
const folded = new Uint16Array(foldedBytes.buffer, foldedBytes.byteOffset, 2 * MOST_FOLDED)
const heldTones = new Uint16Array(MOST_FOLDED)

/** The words of a phrase, each folded, in one string: letter by letter, for that is how Vietnamese folds. */
function foldPhrase(phrase: string, by: Folding): string {
  const { letters, tones } = by
  const { length } = phrase
  if (length > MOST_FOLDED) return foldWords(phrase, by)
  let size = 0
  let held = 0
  let inWord = false
  // One step beyond the end, so that the last word ends like the others.
  for (let i = 0; i <= length; i++) {
    const code = i < length ? phrase.charCodeAt(i) : 0
    const letter = letters[code]!
    if (letter === ODD) return foldWords(phrase, by)
    if (letter === GONE) continue
    if (letter !== 0) {
      if (!inWord && size > 0) folded[size++] = by.between.charCodeAt(0)
      inWord = true
      folded[size++] = letter
      const tone = tones[code]!
      if (tone !== 0) heldTones[held++] = tone
    } else if (inWord) {
      for (let k = 0; k < held; k++) folded[size++] = heldTones[k]!
      held = 0
      inWord = false
    }
  }
  return foldedBytes.toString('utf16le', 0, 2 * size)
}

const foldWords = (phrase: string, { ofWord, between }: Folding): string =>
  phrase
    .split(NO_WORD)
    .map((word) => word && ofWord(word))
    .filter(Boolean)
    .join(between)

const NO_WORD = /[^\p{L}\p{M}\p{N}]+/u

const BY_TONE = folding(toneKey, ' ')
const WITHOUT_MARKS = folding(foldWord, '-')

/** The one letter or digit that `foldWord` makes of a unit; 0 where it makes none, or not alone. */
export function plainLetter(code: number): number {
  const letter = WITHOUT_MARKS.letters[code]!
  return letter < GONE ? letter : 0
}

/** Words of a phrase by `toneKey`, punctuation dropped: for comparing names and titles. */
export const phraseKey = (phrase: string): string => foldPhrase(phrase, BY_TONE)

/** Words of a phrase by `foldWord`, joined by hyphens: "Luật Trẻ em" → "luat-tre-em". */
export const slug = (phrase: string): string => foldPhrase(phrase, WITHOUT_MARKS)

/** A text as a pattern that matches just it. */
export const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
