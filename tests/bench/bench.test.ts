/** The measuring itself: what is made is the same every time. */
import { describe, expect, it } from 'vitest'
import { dense, documents, oneDocument } from './corpus.ts'
import { makeDocuments } from './generator.ts'
import { SHAPES } from './shapes.ts'

describe('what is measured', () => {
  it('documents are of the size asked for, differ, and are the same in every run', () => {
    const made = documents(12, 15_000)
    expect(made).toHaveLength(12)
    for (const text of made) {
      expect(Buffer.byteLength(text)).toBeGreaterThanOrEqual(15_000)
      expect(Buffer.byteLength(text)).toBeLessThan(20_000)
      expect(text.normalize('NFC')).toBe(text)
    }
    expect(new Set(made).size).toBe(12)
    expect(documents(12, 15_000)).toEqual(made)
    expect(Buffer.byteLength(oneDocument(200_000))).toBeGreaterThanOrEqual(200_000)
  })

  it('numbers vary, symbols stay', () => {
    const numbers = dense(40, 15_000).flatMap((text) => text.match(/\d+\/QĐ-TTg/gu) ?? [])
    expect(new Set(numbers).size).toBeGreaterThan(numbers.length / 2)
  })

  it.each(Object.entries(SHAPES))('%s has the length asked for', (_, make) => {
    for (const length of [100, 4096]) expect(make(length).length).toBe(length)
  })

  it('documents for the stores are the same in every run and cite a common stock', () => {
    const made = [...makeDocuments(50)]
    expect([...makeDocuments(50)]).toEqual(made)
    expect(new Set(made.map((each) => each.name)).size).toBe(50)
    const cited = made.flatMap(({ text }) => text.match(/\d+\/QĐ-TTg|\d+-KL\/TW/gu) ?? [])
    expect(new Set(cited).size).toBeLessThan(cited.length / 2)
  })
})
