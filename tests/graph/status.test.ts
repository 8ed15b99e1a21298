/**
 * Status as of a date: the rules one by one, and the facts that a store gives
 */
import { describe, expect, it } from 'vitest'
import { sourceOfRow } from '../../graph/catalogue.ts'
import { readCatalogue } from '../../graph/catalogue-read.ts'
import { disagreements } from '../../graph/disagreement.ts'
import type { InstrumentNode } from '../../graph/model.ts'
import { findRef } from '../../graph/ref.ts'
import { statusOf, type StatusFact } from '../../graph/status.ts'
import { located, statuses } from '../../graph/status-facts.ts'
import { listByStatus } from '../../graph/status-list.ts'
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
    [
      'what it guides ended by the law of 2015',
      [fact('parent-ended', '2020-07-01'), stated('in-force', '2019')],
      '2021',
      'expired',
    ],
    [
      'the day before',
      [fact('parent-ended', '2020-07-01'), fact('issued', '2011'), stated('in-force', '2019')],
      '2020-06-30',
      'in-force',
    ],
    ['it guides another that lives', [fact('parent-ended', '2020-07-01', { part: true })], '2021', 'unknown'],
    [
      'what it guides ended in the spring of 2025',
      [fact('parent-ended', '2025-05-01'), stated('in-force', '2025')],
      '2026',
      'in-force',
    ],
    [
      'what it guides ended since: it may have been kept',
      [fact('parent-ended', '2025-07-01'), stated('in-force', '2025-06-01')],
      '2026',
      'unknown',
    ],
    [
      'seen in force after the end of what it guides',
      [fact('parent-ended', '2025-07-01'), IN_FORCE],
      '2026-11-23',
      'in-force',
    ],
    ['in force within the old area', [fact('old-area', '2025-07-01'), IN_FORCE], '2026-11-23', 'in-force'],
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
    expect(expired.evidence).toMatchObject([
      { source: row!.sha, quote: 'Tình trạng: Hết hiệu lực', date: '2024-01-02' },
    ])
    expect(row!.text.slice(expired.evidence[0]!.start, expired.evidence[0]!.end)).toBe('Tình trạng: Hết hiệu lực')
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

describe('what guides a law, and acts of places that merged', () => {
  const rows = (...said: object[]) =>
    readCatalogue(
      said.map((each) => JSON.stringify({ source: 'thử', seen: '2019-01-01', ...each })).join('\n'),
    ).rows.map((row) => sourceOfRow(row, ['danh-muc.jsonl']))
  const decree = { number: '6/2011/NĐ-CP', type: 'Nghị định', date: '2011-01-14', status: 'in-force', title: 'quy định chi tiết thi hành một số điều của Luật Thử nghiệm' } // prettier-ignore
  const guides = { relations: [{ type: 'GUIDES', number: '39/2009/QH12' }] }
  const law = { number: '39/2009/QH12', type: 'Luật', title: 'Thử nghiệm', date: '2009-11-23', effectiveTo: '2020-07-01' } // prettier-ignore
  const answer = async (sources: ReturnType<typeof rows>, number: string, day: string) => {
    const store = await storeOf(sources)
    const node = (await findRef(store, number)) as { kind: 'found'; node: InstrumentNode }
    return (await statuses(store, [node.node], day)).get(node.node.id)!
  }

  it('ends with the law it guides, and says which', async () => {
    const sources = rows({ ...decree, ...guides }, law)
    expect(await answer(sources, decree.number, '2021-01-01')).toMatchObject({
      status: 'expired',
      rule: 'parent-ended',
      evidence: [{ kind: 'parent-ended', by: '39-2009-qh12', date: '2020-07-01' }],
    })
    expect(await answer(sources, decree.number, '2020-01-01')).toMatchObject({ status: 'in-force' })
  })

  it.each([
    ['a title that says nothing of guiding', { ...decree, ...guides, title: 'về trợ giúp xã hội' }],
    ['no relation', decree],
    [
      'a second law that lives',
      { ...decree, relations: [...guides.relations, { type: 'GUIDES', number: '1/2015/QH13' }] },
    ],
  ])('does not with %s', async (_, said) => {
    expect((await answer(rows(said, law), decree.number, '2021-01-01')).status).toBe('in-force')
  })

  it.each([
    [
      'a resolution of a province that merged',
      {
        number: '5/2023/NQ-HĐND',
        issuer: 'Hội đồng nhân dân tỉnh Quảng Nam',
        province: 'Quảng Nam',
        level: 'province',
      },
      true,
    ],
    [
      'one of a province that did not',
      { number: '5/2023/NQ-HĐND', issuer: 'Hội đồng nhân dân tỉnh Lạng Sơn', province: 'Lạng Sơn', level: 'province' },
      false,
    ],
    [
      'a plan, for which there is no such rule',
      { number: '5/KH-UBND', issuer: 'Ủy ban nhân dân tỉnh Quảng Nam', province: 'Quảng Nam', level: 'province' },
      false,
    ],
  ])('%s', async (_, said, within) => {
    const type = said.number.includes('NQ') ? 'Nghị quyết' : 'Kế hoạch'
    const sources = rows({
      type,
      title: 'chính sách',
      date: '2023-07-10',
      status: 'in-force',
      seen: '2026-01-05',
      ...said,
    })
    const { status, evidence } = await answer(sources, said.number, '2026-02-01')
    expect([status, evidence.some(({ kind }) => kind === 'old-area')]).toEqual(['in-force', within])
    expect((await answer(sources, said.number, '2024')).evidence.some(({ kind }) => kind === 'old-area')).toBe(false)
  })
})

it('lists nodes by their status as of a day, page by page, with the total', async () => {
  const said = (number: string, effectiveTo?: string) =>
    JSON.stringify({ number, type: 'Nghị định', date: '2010-01-01', source: 'thử', seen: '2020-01-01', status: 'in-force', effectiveTo }) // prettier-ignore
  const lines = [said('1/2010/NĐ-CP', '2015-01-01'), said('2/2010/NĐ-CP', '2030-01-01'), said('3/2010/NĐ-CP'), said('4/2010/NĐ-CP')] // prettier-ignore
  const store = await storeOf(readCatalogue(lines.join('\n')).rows.map((row) => sourceOfRow(row, ['a.jsonl'])))
  const ids = async (day: string, page: { first: number; after?: string }) => {
    const { nodes, total, hasNext } = await listByStatus(store, { type: ['Nghị định'] }, ['in-force'], day, page)
    return [nodes.map(({ id }) => id.split('-')[0]), total, hasNext]
  }
  expect(await ids('2026', { first: 2 })).toEqual([['2', '3'], 3, true])
  expect(await ids('2026', { first: 2, after: '3-2010-nd-cp' })).toEqual([['4'], 3, false])
  expect(await ids('2031', { first: 9 })).toEqual([['3', '4'], 2, false])
  expect(await ids('2009', { first: 9 })).toEqual([[], 0, false])
})
