/** The rules are data with examples; each is a test, against the shipped catalogue and nothing else */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringCatalogue } from '../../api/catalogue.ts'
import { storeKnown } from '../../graph/known.ts'
import type { GraphStore } from '../../graph/store.ts'
import { checkText, type CheckReport, type RuleExample } from '../../ingest/check/index.ts'
import { DRAFT_CLASSES, RULE_GROUPS, SEVERITIES } from '../../ingest/check/model.ts'
import { RULES, ruleOf } from '../../ingest/check/rules.ts'
import { storeOf } from '../graph/store.ts'
import { draftOf } from './examples.ts'

let store: GraphStore
beforeAll(async () => {
  store = await storeOf([])
  await bringCatalogue(store, true)
})
afterAll(() => store.close())

/** What they find needs more than a catalogue: see `known.test.ts`. */
const NEEDS_A_STORE = ['G3', 'H3']
const TODAY = '2026-11-24'
const checked = (text: string, example: RuleExample): Promise<CheckReport> =>
  checkText({ format: 'txt', text, pages: [] }, storeKnown(store), { today: TODAY, asOf: example.asOf })

describe.each(RULES)('$id', (rule) => {
  it.each(rule.examples.invalid)('finds it in “$text”', async (example) => {
    const text = draftOf(example)
    const report = await checked(text, example)
    const mine = report.findings.filter((finding) => finding.rule === rule.id)
    expect(mine.length, JSON.stringify(report.findings.map(({ rule, message }) => [rule, message]))).toBeGreaterThan(0)
    const marked = mine.map(({ start, end }) => text.slice(start, end))
    if (example.at !== undefined) expect(marked).toContain(example.at)
    if (example.fixed !== undefined) {
      const fix = mine.flatMap(({ fixes }) => fixes)[0]!
      const mended = text.slice(0, fix.start) + fix.text + text.slice(fix.end)
      expect(mended).toContain(example.fixed)
      const again = (await checked(mended, example)).findings
      expect(again.filter((finding) => finding.rule === rule.id).length).toBe(mine.length - 1)
      const before = new Set(report.findings.map((finding) => finding.rule))
      expect(again.filter((finding) => !before.has(finding.rule))).toEqual([])
    }
  })

  it.each(rule.examples.valid)('says nothing of “$text”', async (example) => {
    const { findings } = await checked(draftOf(example), example)
    expect(findings.filter((finding) => finding.rule === rule.id)).toEqual([])
  })

  it('says its words in both languages, with a source in the law or in logic', () => {
    for (const { message, why } of Object.values(rule.words))
      for (const words of [message, why]) expect([words.vi.length > 10, words.en.length > 10]).toEqual([true, true])
    expect(rule.basis.length).toBeGreaterThan(0)
    expect(rule.examples.valid.length).toBeGreaterThan(0)
    if (!NEEDS_A_STORE.includes(rule.id)) expect(rule.examples.invalid.length).toBeGreaterThan(0)
    expect(RULE_GROUPS).toContain(rule.group)
    expect(SEVERITIES).toContain(rule.severity)
    for (const each of rule.classes ?? []) expect(DRAFT_CLASSES).toContain(each)
  })
})

it('has each rule once, found in any case', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length)
  expect(ruleOf('n4')?.id).toBe('N4')
  expect(ruleOf('N99')).toBeNull()
})
