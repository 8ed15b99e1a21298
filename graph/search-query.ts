/**
 * Search queries: what a person typed, taken apart
 * ================================================
 *
 * Words are folded as the index folds them; a piece with separators inside ("39/KH-UBND") and a piece in quotes are
 * phrases. Nothing of the text reaches an engine as syntax: only letters and digits are left.
 */
import { foldText } from './fold.ts'
import { parseNumberQuery, type NumberQuery } from './number-query.ts'

/** Words that must stand together, folded. */
export interface Term {
  words: string[]
  /** As typed: NFC, lower case. */
  typed: string[]
  quoted: boolean
}

export interface SearchQuery {
  /** Nothing was typed: everything is wanted. */
  empty: boolean
  terms: Term[]
  /** The number it denotes, if it is one. */
  number: NumberQuery | null
  /** Typed with marks: documents that have the same marks come first. */
  accented: boolean
}

const MOST_TERMS = 32
const PIECES = /["“”„«»]([^"“”„«»]*)["“”„«»]|([^\s"“”„«»]+)/g
/** A word of a text: letters and digits, with whatever marks and invisible characters are in it. */
const WORD = /[\p{L}\p{M}\p{N}\u00ad\u200b-\u200d\ufeff]+/gu

export function parseQuery(query: string): SearchQuery {
  const text = query.normalize('NFC').trim()
  const terms: Term[] = []
  for (const [, quoted, plain] of text.matchAll(PIECES)) {
    const typed = wordsOf(quoted ?? plain ?? '').map(({ text }) => text.normalize('NFC').toLowerCase())
    const words = typed.map(foldText)
    if (words.length > 0) terms.push({ words, typed, quoted: quoted !== undefined })
    if (terms.length === MOST_TERMS) break
  }
  const accented = terms.some(({ words, typed }) => words.some((word, index) => word !== typed[index]))
  return { empty: text === '', terms, number: parseNumberQuery(text), accented }
}

/** Words of a text with their places; each folds to one word of the index. */
export function wordsOf(text: string): { text: string; start: number; end: number }[] {
  return [...text.matchAll(WORD)]
    .map(({ 0: word, index }) => ({ text: word, start: index, end: index + word.length }))
    .filter((word) => foldText(word.text) !== '')
}

/** Finds a word with its marks, wherever the tone is written: "hoà" also finds "hòa". Expects NFC. */
export function accentPattern({ typed }: Term): RegExp {
  const words = typed.map((word) => [...new Set(placements(word))].join('|'))
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join(')[^\\p{L}\\p{N}]+(?:')})(?![\\p{L}\\p{N}])`, 'iu')
}

const TONES = '[\u0300\u0301\u0303\u0309\u0323]'
const ON_FIRST = new RegExp(`(o|u)(${TONES})(a|e|y)$`)
const ON_SECOND = new RegExp(`(o|u)(a|e|y)(${TONES})$`)

function placements(word: string): string[] {
  const apart = word.normalize('NFD')
  return [apart, apart.replace(ON_FIRST, '$1$3$2'), apart.replace(ON_SECOND, '$1$3$2')].map((each) =>
    each.normalize('NFC'),
  )
}

/** At most one letter wrong, missing, added, or swapped with its neighbour. */
export function isNeighbour(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  const swapped = a[start] === b[start + 1] && a[start + 1] === b[start]
  return (
    a.slice(start + 1) === b.slice(start + 1) ||
    a.slice(start) === b.slice(start + 1) ||
    a.slice(start + 1) === b.slice(start) ||
    (swapped && a.slice(start + 2) === b.slice(start + 2))
  )
}
