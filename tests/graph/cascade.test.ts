import { afterEach, describe, expect, it } from 'vitest'
import { cascade, daysBetween, paths, type Cascade, type CascadeOptions } from '../../graph/cascade.ts'
import type { Source } from '../../graph/model.ts'
import type { GraphStore } from '../../graph/store.ts'
import { CLUBS_2025, corpus, D1336, LAW, provincial, source, type Cited } from '../factories.ts'
import { storeOf } from './store.ts'

let store: GraphStore
afterEach(() => store.close())

async function follow(sources: Source[], root: string, options: Partial<CascadeOptions> = {}): Promise<Cascade> {
  store = await storeOf(sources)
  return cascade(store, root, { direction: 'down', ...options })
}

/** "  2 IMPLEMENTS id": indented by depth, ↺ where it is unfolded elsewhere. */
function drawn({ rows }: Cascade): string[] {
  return rows.map(({ depth, relation, instrument, repeated }) =>
    `${'  '.repeat(depth - 1)}${relation} ${instrument.id}${repeated ? ' ↺' : ''}`.replace(/ke-hoach-\S+/, 'draft'),
  )
}

const PROGRAMME = 'de-an-nhan-rong-cau-lac-bo-lien-the-he-tu-giup-nhau-2025'

describe('down', () => {
  it('goes through the programme to all that carry it out', async () => {
    const approves: Cited = { ...CLUBS_2025, relation: 'APPROVES', subject: '1336/QĐ-TTg' }
    const plan = provincial('12/KH-UBND', 'Lai Châu', '2020-11-02', [D1336, approves, { ...CLUBS_2025, relation: 'IMPLEMENTS' }]) // prettier-ignore
    expect(drawn(await follow([plan], '1336-qd-ttg-2020'))).toEqual([
      `APPROVES ${PROGRAMME}`,
      '  IMPLEMENTS 12-kh-ubnd-lai-chau-2020',
    ])
  })

  it('shows the strongest edge of a pair, higher levels first, then earlier', async () => {
    expect(drawn(await follow(corpus(), '1336-qd-ttg-2020'))).toEqual([
      `APPROVES ${PROGRAMME}`,
      'IMPLEMENTS 449-hnct-dn-2020',
      '  BASED_ON 12-kh-ubnd-lai-chau-2020 ↺',
      'BASED_ON 12-kh-ubnd-lai-chau-2020',
      'IMPLEMENTS draft',
    ])
  })

  it('unfolds a document once, where it is nearest to the root', async () => {
    const { rows } = await follow(corpus(), '25-ct-tu-lang-son-2023')
    expect(rows.map(({ instrument, repeated, depth }) => [instrument.level, repeated, depth])).toEqual([
      ['district', false, 1],
      ['commune', true, 2],
      ['commune', false, 1],
    ])
  })

  it('counts days from parent to child, from the decision through its programme, and bounds partial dates', async () => {
    const approves: Cited = { ...CLUBS_2025, relation: 'APPROVES', subject: '1336/QĐ-TTg' }
    const whole = provincial('12/KH-UBND', 'Lai Châu', '2020-09-10', [D1336, approves, { ...CLUBS_2025, relation: 'IMPLEMENTS' }]) // prettier-ignore
    const partial = provincial('13/KH-UBND', 'Sơn La', '2020-10', [{ ...D1336, relation: 'IMPLEMENTS' }])
    const { rows } = await follow([whole, partial], '1336-qd-ttg-2020')
    expect(rows.map(({ days, daysMin, daysMax }) => [days, daysMin, daysMax])).toEqual([
      [null, null, null],
      [10, 10, 10],
      [null, 31, 61],
    ])
  })

  it('stops at the depth, the types, the day and the limit', async () => {
    const chain = [
      provincial('1/KH-UBND', 'Sơn La', '2020-09-10', [{ ...D1336, relation: 'IMPLEMENTS' }]),
      provincial('2/KH-UBND', 'Sơn La', '2021-09-10', [{ ...plan('1/KH-UBND', '2020-09-10'), relation: 'BASED_ON' }]),
      provincial('3/KH-UBND', 'Sơn La', '2022', [{ ...plan('2/KH-UBND', '2021-09-10'), relation: 'CITES' }]),
    ]
    expect(drawn(await follow(chain, '1336-qd-ttg-2020', { depth: 1 }))).toHaveLength(1)
    const ask = (options: Partial<CascadeOptions>): Promise<Cascade> =>
      cascade(store, '1336-qd-ttg-2020', { direction: 'down', ...options })
    expect(drawn(await ask({}))).toHaveLength(2)
    expect(drawn(await ask({ types: ['IMPLEMENTS', 'BASED_ON', 'CITES'] }))).toHaveLength(3)
    expect(drawn(await ask({ types: [] }))).toEqual([])
    expect(drawn(await ask({ asOf: '2020-12-31' }))).toHaveLength(1)
    expect(await ask({ limit: 1 })).toMatchObject({ truncated: true, rows: { length: 1 } })
    expect(await ask({ limit: 2 })).toMatchObject({ truncated: false })
  })
})

function plan(number: string, date: string): Cited {
  return { number, type: 'Kế hoạch', province: 'Sơn La', level: 'province', date }
}

describe('up', () => {
  it('mirrors down: from a plan to the programme to the decision', async () => {
    const approves: Cited = { ...CLUBS_2025, relation: 'APPROVES', subject: '1336/QĐ-TTg' }
    const one = provincial('12/KH-UBND', 'Lai Châu', '2020-11-02', [{ ...CLUBS_2025, relation: 'IMPLEMENTS' }])
    const other = provincial('13/KH-UBND', 'Sơn La', '2020-11-03', [D1336, approves])
    const tree = await follow([one, other], '12-kh-ubnd-lai-chau-2020', { direction: 'up' })
    expect(drawn(tree)).toEqual([`IMPLEMENTS ${PROGRAMME}`, '  APPROVES 1336-qd-ttg-2020'])
    expect(tree.rows[1]).toMatchObject({ days: 63 })
  })

  it('answers with nothing where nothing is cited', async () => {
    expect(await follow([provincial('1/KH-UBND', 'Sơn La', '2020-01-01', [LAW])], 'luat-nguoi-cao-tuoi-2009', { direction: 'up' })).toMatchObject({ rows: [], cycles: [], truncated: false }) // prettier-ignore
  })
})

describe('cycles', () => {
  const a: Cited = { number: '1/QĐ-TTg', date: '2020-01-01' }
  const b: Cited = { number: '2/QĐ-TTg', date: '2020-01-02' }
  const c: Cited = { number: '3/QĐ-TTg', date: '2020-01-03' }
  const circle = source({
    document: { title: 'Báo cáo rà soát' },
    cites: [a, b, c, { ...a, subject: '2/QĐ-TTg', relation: 'BASED_ON' }, { ...b, subject: '3/QĐ-TTg', relation: 'BASED_ON' }, { ...c, subject: '1/QĐ-TTg', relation: 'BASED_ON' }], // prettier-ignore
  })

  it('are reported, never followed', async () => {
    const tree = await follow([circle], '1-qd-ttg-2020')
    expect(drawn(tree)).toEqual(['BASED_ON 2-qd-ttg-2020', '  BASED_ON 3-qd-ttg-2020'])
    expect(tree.cycles.map(({ from, to, type }) => [from.id, type, to.id])).toEqual([['1-qd-ttg-2020', 'BASED_ON', '3-qd-ttg-2020']]) // prettier-ignore
  })

  it('do not catch paths', async () => {
    store = await storeOf([circle])
    const found = await paths(store, '3-qd-ttg-2020', '1-qd-ttg-2020')
    expect(found.map((steps) => steps.map(({ from, to }) => `${from.id}>${to.id}`))).toEqual([
      ['3-qd-ttg-2020>2-qd-ttg-2020', '2-qd-ttg-2020>1-qd-ttg-2020'],
    ])
  })
})

describe('paths', () => {
  it('are all the shortest ones, upward or downward', async () => {
    store = await storeOf(corpus())
    const names = (found: Awaited<ReturnType<typeof paths>>): string[][] =>
      found.map((steps) => steps.map(({ from, type, to }) => `${from.number} ${type} ${to.number}`))
    const up = await paths(store, '12-kh-ubnd-lai-chau-2020', '1336-qd-ttg-2020')
    expect(names(up)).toEqual([['12/KH-UBND BASED_ON 1336/QĐ-TTg']])
    const down = await paths(store, '1336-qd-ttg-2020', '12-kh-ubnd-lai-chau-2020')
    expect(names(down)).toEqual(names(up))
    expect(await paths(store, '12-kh-ubnd-lai-chau-2020', '58-kl-tw-2019')).toEqual([])
    expect(await paths(store, '58-kl-tw-2019', '58-kl-tw-2019')).toEqual([])
    expect(await paths(store, 'nothing', '58-kl-tw-2019')).toEqual([])
  })
})

describe('days', () => {
  it.each<[from: string | null, to: string | null, days: (number | null)[]]>([
    ['2023-06-23', '2023-07-19', [26, 26, 26]],
    ['2023-07-19', '2023-06-23', [-26, -26, -26]],
    ['2023-07-19', '2023-09', [null, 44, 73]],
    ['2020', '2020', [null, -365, 365]],
    ['2024-02', '2024-03-01', [null, 1, 29]],
    [null, '2024-03-01', [null, null, null]],
  ])('%s to %s', (from, to, expected) => {
    const { days, daysMin, daysMax } = daysBetween(from, to)
    expect([days, daysMin, daysMax]).toEqual(expected)
  })
})
