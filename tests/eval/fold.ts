/**
 * When two spellings say the same
 * ===============================
 *
 * The scorer has its own folding, apart from the product's, so that a fault there cannot hide itself here.
 */

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu
const DASHES = /[\u2010-\u2015\u2212]/gu
const INVISIBLE = /[\u00ad\u200b-\u200d\ufeff]/gu

/** Takes the tone mark off a word and puts it behind: "uỷ" and "ủy" meet, "ma" and "má" do not. */
function toneLast(word: string): string {
  const letters = word.normalize('NFD')
  return letters.replace(TONES, '').normalize('NFC') + (letters.match(TONES) ?? []).join('')
}

/** Case, white space, punctuation and the place of the tone mark do not count. */
export function foldWords(text: string | null | undefined): string {
  const words =
    (text ?? '')
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return words.map(toneLast).join(' ')
}

/** Bodies are the same with their common abbreviations opened. */
export function foldIssuer(text: string | null | undefined): string {
  const opened = (text ?? '')
    .normalize('NFC')
    .replace(/UBND/giu, 'Ủy ban nhân dân')
    .replace(/HĐND/giu, 'Hội đồng nhân dân')
    .replace(/\bTP\.? /gu, 'thành phố ')
  return foldWords(opened)
}

/** "tỉnh Lạng Sơn" is "Lạng Sơn". */
export function foldPlace(text: string | null | undefined): string {
  const folded = foldWords(text)
  for (const rank of ['tỉnh', 'thành phố'].map(foldWords)) {
    if (folded.startsWith(`${rank} `)) return folded.slice(rank.length + 1)
  }
  return folded
}

/** A number as the gold writes it in `numberVariants`, without what only its line or its keyboard put there. */
export function tidyNumber(written: string | null | undefined): string {
  return (written ?? '')
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(DASHES, '-')
    .replaceAll('\u00d0', 'Đ')
    .replace(/\s+/gu, '')
}
