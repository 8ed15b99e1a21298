/**
 * Mistakes made on purpose are found, and of right drafts almost nothing is said
 *
 * The seeds were not used while the rules and the maker were worked on. `npm run eval -- check --seed N` takes others.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  catalogueFacts,
  judge,
  missedLines,
  openCheck,
  rightSamples,
  shareFound,
  type Check,
} from './mistakes-score.ts'
import { MISTAKE_KINDS, mistakesIn } from './mistakes.ts'

vi.setConfig({ testTimeout: 300_000 })

const SEEDS = [70_117, 81_932, 96_431]
const samples = rightSamples()

let check: Check
let close: () => Promise<void>
beforeAll(async () => {
  ;({ check, close } = await openCheck())
})
afterAll(() => close())

describe('the maker', () => {
  it('imports nothing', () => {
    expect(readFileSync(join(import.meta.dirname, 'mistakes.ts'), 'utf8')).not.toMatch(/\bimport\b[^*]*['"]|require\(/)
  })

  it('makes the same of the same seed, each at its place, in all kinds', () => {
    const facts = catalogueFacts()
    const kinds = new Set<string>()
    for (const { text } of samples) {
      const made = mistakesIn(text, facts, 7)
      expect(mistakesIn(text, facts, 7)).toEqual(made)
      for (const each of made) {
        kinds.add(each.kind)
        expect(each.text).not.toBe(text)
        expect(each.start).toBeLessThanOrEqual(each.end)
        expect(each.text.slice(each.start, each.end)).not.toBe('')
      }
    }
    expect([...kinds].toSorted()).toEqual([...MISTAKE_KINDS].toSorted())
    expect(kinds.size).toBeGreaterThanOrEqual(15)
  })
})

describe('drafts that are right', () => {
  it('have no error, and at most one warning in five', async () => {
    const findings = await Promise.all(samples.map(({ text }) => check(text)))
    const of = (severity: string): string[] =>
      findings.flatMap((each, index) =>
        each
          .filter((finding) => finding.severity === severity)
          .map(({ rule, message }) => `${samples[index]?.name}: ${rule} ${message}`),
      )
    expect(of('error')).toEqual([])
    expect(of('warning').length / samples.length, of('warning').join('\n')).toBeLessThanOrEqual(0.2)
  })
})

describe('mistakes', () => {
  it.each(SEEDS)('seed %i: at least 96 of 100 are found, by the right rule on the right place', async (seed) => {
    const judged = await judge(samples, seed, check)
    expect(judged.length).toBeGreaterThan(300)
    expect(shareFound(judged), missedLines(judged)).toBeGreaterThanOrEqual(0.96)
  })
})
