/**
 * One folding for every engine
 * ============================
 *
 * Vietnamese is typed with and without marks, in NFC and NFD, with the tone on either vowel (hoà, hòa), and no
 * engine folds đ by itself (FTS5's `remove_diacritics` does not). So both sides of every comparison pass through
 * here, and the engines only ever see folded words.
 */

const MARKS = /[\u0300-\u036f]/g
const HYPHENS = /[\u2010-\u2015\u2212\ufe63\uff0d]/g
const INVISIBLE = /[\u00ad\u200b-\u200d\ufeff]/g

/** Lower case, no marks, đ → d; everything that is not a letter or digit becomes one space. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(MARKS, '')
    .replace(INVISIBLE, '')
    .toLowerCase()
    .replace(/[đðɖ]/g, 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Loose identity of a number: "1336/QĐ-TTg" → "1336qdttg". Case, Đ/D/Ð and separators fall away. */
export function foldNumber(number: string): string {
  return foldText(number.replace(HYPHENS, '-')).replace(/ /g, '')
}

/**
 * Folds character by character, keeping the length, so that ranges found in the folded text hold in the original.
 * For NFC text without invisible characters; a character that would change length is kept as it is.
 */
export function foldKeepingLength(text: string): string {
  let out = ''
  for (const char of text) {
    if (char < '\u0080') {
      out += char.toLowerCase()
      continue
    }
    const folded = char.normalize('NFD').replace(MARKS, '').toLowerCase().replace(/[đðɖ]/g, 'd')
    out += folded.length === char.length ? folded : char
  }
  return out
}

/** ASCII slug: "Luật Người cao tuổi" → "luat-nguoi-cao-tuoi". */
export function slug(text: string): string {
  return foldText(text)
    .replace(/ /g, '-')
    .replace(/[^a-z0-9-]/g, '')
}
