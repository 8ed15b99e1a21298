/**
 * Status as of a date: the rules one by one, and the facts that a store gives
 */
import { describe, expect, it } from 'vitest'
import { sourceOfRow } from '../../graph/catalogue.ts'
import { readCatalogue } from '../../graph/catalogue-read.ts'
import { disagreements } from '../../graph/disagreement.ts'
import { findRef } from '../../graph/ref.ts'
import { statusOf, type StatusFact } from '../../graph/status.ts'
import { located, statuses } from '../../graph/status-facts.ts'
import type { GraphStore } from '../../graph/store.ts'
import { D1336, provincial } from '../factories.ts'
import { storeOf } from './store.ts'

const BLANK = { status: null, part: false, by: null, source: 'row-1', start: 0, end: 1, quote: 'x' }
const fact = (kind: StatusFact['kind'], date: string | null, more: Partial<StatusFact> = {}): StatusFact => {
  return { kind, date, ...BLANK, ...more }
}
const stated = (status: StatusFact['status'], seen: string | null): StatusFact => fact('stated', seen, { status })
const IN_FORCE = stated('in-force', '2026-11-22')

describe('the rules', () => {
  it.each<[string, StatusFact[], string, string]>([
    ['silence', [], '2026', 'unknown'],
    ['begun, and nobody says that it lasts', [fact('effective-from', '2010-07-01')], '2026', 'unknown'],
    ['issued, and nobody says that it lasts', [fact('issued', '2010-07-01')], '2026', 'unknown'],
    ['before it takes effect', [fact('effective-from', '2010-07-01'), IN_FORCE], '2010-06-30', 'not-yet-in-force'],
    ['on the day', [fact('effective-from', '2010-07-01'), IN_FORCE], '2010-07-01', 'in-force'],
    [
      'in the month of its first day, which is no whole answer',
      [fact('effective-from', '2010-07-15')],
      '2010-07',
      'unknown',
    ],
    ['before it was issued', [fact('issued', '2010')], '2009', 'not-yet-in-force'],
    ['seen in force, asked about a later day', [IN_FORCE], '2027-01-01', 'in-force'],
    ['seen in force, asked about an earlier day that nothing tells of', [IN_FORCE], '2020', 'unknown'],
    ['seen in force, no day known', [stated('in-force', null)], '2026', 'in-force'],
    ['a later look at it', [stated('in-force', '2020'), stated('expired', '2024')], '2025', 'expired'],
    ['two looks of one day that differ', [stated('in-force', '2024'), stated('expired', '2024')], '2025', 'unknown'],
    ['seen expired, asked about before', [stated('expired', '2024-05-01')], '2024-04', 'unknown'],
    ['ended on the day', [fact('effective-to', '2024-05-01')], '2024-05-01', 'expired'],
    [
      'the day before',
      [fact('effective-to', '2024-05-01'), fact('issued', '2020'), stated('in-force', '2023')],
      '2024-04-30',
      'in-force',
    ],
    ['replaced', [fact('ended-by', '2022-03-30'), stated('in-force', '2021')], '2022-03-30', 'expired'],
    ['before it was replaced', [fact('ended-by', '2022-03-30')], '2022-03-29', 'unknown'],
    ['replaced, nobody knows when', [fact('ended-by', null)], '2026', 'unknown'],
    ['replaced in part', [fact('ended-by', '2022', { part: true })], '2023', 'partly-in-force'],
    ['amended', [fact('amended-by', '2022'), IN_FORCE], '2026-11-23', 'partly-in-force'],
    ['amended later than asked', [fact('amended-by', '2025'), fact('issued', '2010'), IN_FORCE], '2024', 'in-force'],
    ['within its period', [fact('period-to', '2025')], '2025-12-31', 'unknown'],
    ['after its period', [fact('period-to', '2025')], '2026-01-01', 'period-over'],
    ['periods that differ', [fact('period-to', '2025'), fact('period-to', '2030')], '2026', 'unknown'],
    ['seen in force after its period', [fact('period-to', '2025'), IN_FORCE], '2026-11-23', 'in-force'],
    ['seen in force within its period', [fact('period-to', '2025'), stated('in-force', '2024')], '2026', 'period-over'],
    ['replaced and its period over', [fact('period-to', '2025'), fact('ended-by', '2024')], '2026', 'expired'],
    ['stated unknown', [stated('unknown', '2024')], '2025', 'unknown'],
  ])('%s', (_, facts, asOf, expected) => {
    const { status, evidence } = statusOf(facts, asOf)
    expect(status).toBe(expected)
    if (status !== 'unknown') expect(evidence.length).toBeGreaterThan(0)
    expect(statusOf(facts.toReversed(), asOf)).toEqual(statusOf(facts, asOf))
  })
})

async function ask(store: GraphStore, ref: string, asOf: string) {
  const found = await findRef(store, ref)
  if (found.kind !== 'found') throw new Error(`${ref}: ${found.kind}`)
  const answer = (await statuses(store, [found.node], asOf)).get(found.node.id)!
  return { node: found.node, ...answer, evidence: await located(store, found.node, answer.evidence) }
}

const rows = (...lines: object[]) =>
  readCatalogue(lines.map((line) => JSON.stringify({ source: 'vbpl.vn', ...line })).join('\n')).rows.map((row) =>
    sourceOfRow(row, ['a.jsonl']),
  )

describe('facts of a store', () => {
  it('point to the row or the words that give them', async () => {
    const plan = provincial('12/KH-UBND', 'Lai Châu', '2020-11-02', [{ ...D1336, relation: 'BASED_ON' }])
    const [row] = rows({ number: '30/2011/NĐ-CP', type: 'Nghị định', status: 'Hết hiệu lực', seen: '2024-01-02' })
    const store = await storeOf([plan, row!])
    const cited = await ask(store, '1336/QĐ-TTg', '2026')
    expect(cited.status).toBe('period-over')
    expect(cited.evidence).toMatchObject([{ kind: 'period-to', source: plan.sha }])
    const { start, end, quote } = cited.evidence[0]!
    expect(plan.text.slice(start, end)).toBe(quote)

    const expired = await ask(store, '30/2011/NĐ-CP', '2026')
    expect(expired.status).toBe('expired')
    expect(expired.evidence).toMatchObject([{ source: row!.sha, quote: 'Tình trạng: expired', date: '2024-01-02' }])
    expect(row!.text.slice(expired.evidence[0]!.start, expired.evidence[0]!.end)).toBe('Tình trạng: expired')
    await store.close()
  })

  it('come from the instrument that replaces, from the day it takes effect', async () => {
    const made = rows(
      { number: '30/2011/NĐ-CP', type: 'Nghị định' },
      {
        number: '40/2020/NĐ-CP',
        type: 'Nghị định',
        date: '2020-05-01',
        effectiveFrom: '2020-07-01',
        relations: [{ type: 'REPLACES', number: '30/2011/NĐ-CP' }],
      },
    )
    const store = await storeOf(made)
    expect((await ask(store, '30/2011/NĐ-CP', '2020-06-30')).status).toBe('unknown')
    const after = await ask(store, '30/2011/NĐ-CP', '2020-07-01')
    expect(after).toMatchObject({ status: 'expired', rule: 'ended-by' })
    expect(after.evidence).toMatchObject([{ by: '40-2020-nd-cp', source: made[1]!.sha }])
    await store.close()
  })
})

describe('where catalogue and texts differ', () => {
  it('both stand, with the number of texts', async () => {
    const plan = (day: string, place: string) =>
      provincial('12/KH-UBND', place, '2020-11-02', [{ type: 'Nghị định', number: '06/2011/NĐ-CP', date: day }])
    const made = rows({ number: '06/2011/NĐ-CP', type: 'Nghị định', date: '2011-01-14' })
    const store = await storeOf([plan('2011-01-11', 'Lai Châu'), plan('2011-01-14', 'Sơn La'), ...made])
    const { node } = await ask(store, '06/2011/NĐ-CP', '2026')
    expect(node).toMatchObject({ date: '2011-01-14', citedBy: 2, held: false })
    expect(await disagreements(store, node)).toEqual([
      { field: 'date', rows: [made[0]!.sha], catalogue: '2011-01-14', texts: [{ value: '2011-01-11', sources: 1 }] },
    ])
    await store.close()
  })
})
