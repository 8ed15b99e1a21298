/** Gains and losses are told apart, like is compared with like, and the stored figures come back as they were. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compareScores, isLoss, readScores, writeScores, type Scores } from './baseline.ts'
import { comparisonText } from './report.ts'

const folder = mkdtempSync(join(tmpdir(), 'cancu-scores-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const scores = (hits: Record<string, number>, fingerprint = 'a', failing?: string[]): Scores => ({
  fixtures: Object.fromEntries(
    Object.entries(hits).map(([name, hit]) => [
      name,
      { fingerprint, tally: { numbers: { hit, got: 10, gold: 10 } }, ...(failing ? { failing } : {}) },
    ]),
  ),
})

const joined = (hit: number): Scores => ({
  fixtures: { one: { fingerprint: 'a', tally: { 'cluster joined': { hit, got: 10, gold: 10 } } } },
})

describe('comparing', () => {
  it('says nothing of what is as it was', () => {
    const same = compareScores(scores({ one: 8, two: 9 }), scores({ one: 8, two: 9 }))
    expect(same).toMatchObject({ totals: [], details: [], changed: [], compared: 2 })
  })

  it('a fall of the whole is a loss, with the documents it comes from', () => {
    const { totals, details } = compareScores(scores({ one: 8, two: 9 }), scores({ one: 5, two: 10 }))
    expect(totals.map(isLoss)).toEqual([true])
    expect(details.map((change) => [change.document, isLoss(change)])).toEqual([
      ['one', true],
      ['two', false],
    ])
  })

  it('more gained than lost is a gain', () => {
    const { totals } = compareScores(scores({ one: 8, two: 5 }), scores({ one: 7, two: 9 }))
    expect(totals.map(isLoss)).toEqual([false])
  })

  it('documents with another text or gold, and new ones, are left out', () => {
    const before = scores({ one: 9 })
    const after = { fixtures: { ...scores({ one: 2 }, 'b')['fixtures'], ...scores({ two: 1 })['fixtures'] } }
    expect(compareScores(before, after)).toMatchObject({ totals: [], changed: ['one', 'two'], compared: 0 })
  })

  it('a corpus that is not there now is not compared', () => {
    expect(compareScores(scores({ one: 9 }), {})).toMatchObject({ totals: [], changed: [] })
  })

  it('names the lines that broke and were mended', () => {
    const result = compareScores(scores({ one: 8 }, 'a', ['n001', 'n002']), scores({ one: 8 }, 'a', ['n002', 'n003']))
    expect(result).toMatchObject({ broken: ['n003'], mended: ['n001'] })
    expect(comparisonText(result)).toContain('lines broken: n003')
  })

  it('a programme kept apart instead of joined is no loss', () => {
    expect(compareScores(joined(10), joined(5)).totals).toEqual([])
  })
})

describe('storing', () => {
  it('gives back what was stored, keeps what was not scored, one document a line', () => {
    const file = join(folder, 'scores.json')
    expect(readScores(file)).toBeNull()
    writeScores(scores({ one: 8, two: 9 }), file)
    expect(readScores(file)).toEqual(scores({ one: 8, two: 9 }))
    const challenge = { challenge: { challenge: { fingerprint: 'c', tally: {}, failing: ['n001'] } } }
    writeScores(challenge, file)
    expect(readScores(file)).toEqual({ ...scores({ one: 8, two: 9 }), ...challenge })
    expect(
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line.includes('"one"')),
    ).toHaveLength(1)
  })
})
