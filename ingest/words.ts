/**
 * Comparing Vietnamese words
 * ==========================
 *
 * Two foldings: `foldWord` drops all marks (for typed codes and scanned words), `toneKey` keeps them and only moves
 * the tone mark to the end, so that hoà = hòa and uỷ = ủy while ma and má stay apart.
 */

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g
const MARKS = /[\u0300-\u036f]/g

function memo(compute: (word: string) => string): (word: string) => string {
  const known = new Map<string, string>()
  return (word) => {
    let value = known.get(word)
    if (value === undefined) {
      value = compute(word)
      if (known.size > 50_000) known.clear()
      known.set(word, value)
    }
    return value
  }
}

/** Lower case without any marks: "Quyết" → "quyet". Letters and digits only. */
export const foldWord = memo((word) =>
  word
    .normalize('NFD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(/[đð]/g, 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ''),
)

/** Lower case with the tone mark last: "Uỷ" and "Ủy" → one key. */
export const toneKey = memo((word) => {
  const decomposed = word.toLowerCase().normalize('NFD')
  const tone = decomposed.match(TONES)?.join('') ?? ''
  return decomposed.replace(TONES, '').normalize('NFC') + tone
})

/** Words of a phrase by `toneKey`, punctuation dropped: for comparing names and titles. */
export function phraseKey(phrase: string): string {
  return phrase
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
    .map(toneKey)
    .join(' ')
}
