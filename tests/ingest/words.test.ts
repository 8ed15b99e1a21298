/** Folding a phrase at once gives what folding word by word gives. */
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { foldWord, phraseKey, slug, toneKey } from '../../ingest/words.ts'

const LETTERS = [
  ...'aĐđậẫỪy1²ßİΣéŉﬁ가ðẞ𝐐',
  '\u0301',
  '\u0323',
  '\u0302',
  '\u0345',
  '\ud83d',
  ' ',
  '-',
  '/',
  '_',
  '“',
  ',',
]
const phrases = fc.array(fc.constantFrom(...LETTERS), { maxLength: 12 }).map((letters) => letters.join(''))

const byWords = (phrase: string, fold: (word: string) => string, between: string): string =>
  phrase
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map(fold)
    .filter(Boolean)
    .join(between)

it('phraseKey and slug fold letter by letter what toneKey and foldWord fold word by word', () => {
  fc.assert(
    fc.property(phrases, (phrase) => {
      expect(phraseKey(phrase)).toBe(byWords(phrase, toneKey, ' '))
      expect(slug(phrase)).toBe(byWords(phrase, foldWord, '-'))
    }),
    { numRuns: 2000 },
  )
})

it('a phrase of any length', () => {
  const long = 'Kế hoạch hoà '.repeat(500)
  expect(phraseKey(long)).toBe(byWords(long, toneKey, ' '))
  expect(phraseKey('Uỷ ban, HOÀ giải')).toBe(phraseKey('Ủy  ban hòa giải'))
  expect(phraseKey('má')).not.toBe(phraseKey('ma'))
  expect(slug('Luật Trẻ em')).toBe('luat-tre-em')
})
