/** Long lists are written in pieces, and say the same. */
import { describe, expect, it } from 'vitest'
import { jsonPieces } from '../../api/json.ts'

const numbers = (count: number): object[] => Array.from({ length: count }, (_, i) => ({ i, words: `“${i}"\n` }))

describe('JSON in pieces', () => {
  it.each([0, 1, 1000, 1001, 2000, 4321])('a list of %i is what JSON.stringify writes', (count) => {
    const value = { file: 'a "b".txt', none: undefined, nothing: null, first: numbers(count), last: numbers(3), n: 0.5 }
    const pieces = [...jsonPieces(value)]
    expect(pieces.join('')).toBe(JSON.stringify(value))
    expect(pieces.length > 1).toBe(count > 1000)
  })

  it('no piece grows with the list', () => {
    const longest = (count: number): number =>
      Math.max(...[...jsonPieces({ items: numbers(count) })].map((piece) => piece.length))
    expect(longest(50_000)).toBeLessThan(2 * longest(5_000))
  })
})
