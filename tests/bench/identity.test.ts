/** Identity on generated plans, the quick round; all 20,000 are `npm run bench -- identity`. */
import { describe, expect, it } from 'vitest'
import { meetsGoal, pairsOf, placeMentions, type Placed } from './identity.ts'
import { makePlans } from './plans.ts'

describe('generated plans', { timeout: 120_000 }, () => {
  it('are the same in every run, and their mentions stand where they are said to', () => {
    const plans = [...makePlans(300)]
    expect([...makePlans(300)]).toEqual(plans)
    for (const { text, mentions } of plans) {
      expect(text.normalize('NFC')).toBe(text)
      for (const { start, end } of mentions) expect(text.slice(start, end)).toMatch(/^(?:\d|Luật )/u)
    }
    const numbers = plans.flatMap(({ text, mentions }) => mentions.map(({ start, end }) => text.slice(start, end)))
    const truths = plans.flatMap(({ mentions }) => mentions.map((each) => each.truth))
    expect(new Set(numbers).size).toBeLessThan(new Set(truths).size)
  })

  it('2,000 of them: precision at least 0.999, recall at least 0.98, of all bodies and of local ones', async () => {
    const placed = await placeMentions(2000)
    for (const some of [placed, placed.filter(({ local }) => local)]) {
      const pairs = pairsOf(some)
      expect(meetsGoal(pairs), JSON.stringify(pairs)).toBe(true)
    }
  })
})

describe('pairs', () => {
  const at = (truth: string, node: string | null): Placed => ({ truth, node, local: true, ambiguous: false, where: '' })

  it.each<[string, Placed[], number, number]>([
    ['all right', [at('a', '1'), at('a', '1'), at('b', '2')], 1, 1],
    ['two in one', [at('a', '1'), at('a', '1'), at('b', '1')], 1 / 3, 1],
    ['one in two', [at('a', '1'), at('a', '1'), at('a', '2')], 1, 1 / 3],
    ['what stands alone is no pair', [at('a', '1'), at('a', null), at('a', null)], 0, 0],
  ])('%s', (_, placed, precision, recall) => {
    const found = pairsOf(placed)
    expect(found.precision).toBeCloseTo(precision)
    expect(found.recall).toBeCloseTo(recall)
  })
})
