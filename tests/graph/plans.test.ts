/**
 * The five real plans and the catalogue: who is who
 *
 * That every order gives the same graph is shown by `tests/contract/invariants.ts`.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportJsonl } from '../../graph/export.ts'
import type { GraphStore } from '../../graph/store.ts'
import { catalogue, realPlans, samples } from '../contract/real-sources.ts'
import { storeOf } from './store.ts'

it('leave no claim without a node', async () => {
  const sources = [...samples(), ...realPlans(), ...catalogue()]
  const store = await storeOf(sources)
  const claims = await store.claims(sources.map(({ sha }) => sha))
  expect(claims.filter(({ node }) => node === undefined)).toEqual([])
  await store.close()
})

describe.skipIf(realPlans().length === 0)('the five plans and the catalogue', () => {
  const plans = realPlans()
  let store: GraphStore
  beforeAll(async () => {
    store = await storeOf([...plans, ...catalogue()])
  })
  afterAll(() => store.close())

  const ids = async (number: string): Promise<string[]> => (await store.byNumber([number])).map(({ id }) => id)
  /** Plans (by the first figures of their names) that cite a node. */
  const citing = async (id: string): Promise<string[]> => {
    const { mentions } = await store.mentions(id, { first: 500 })
    const shas = new Set(mentions.map(({ source }) => source))
    return plans.filter(({ sha }) => shas.has(sha)).map(({ names }) => names[0]!.slice(0, 3))
  }

  it('Luật Người cao tuổi 2009 is one node, by name and by number', async () => {
    const found = await store.byTitle(['luat nguoi cao tuoi', 'luat nguoi cao tuoi nam 2009'])
    expect(found.map(({ id }) => id)).toEqual(['39-2009-qh12'])
    expect((await citing('39-2009-qh12')).length).toBeGreaterThan(1)
  })

  it('58-KL/TW of 2019 and of 2023 are two', async () => {
    expect(await ids('58kltw')).toEqual(['58-kl-tw-2019', '58-kl-tw-2023'])
  })

  it('58-KL/TU beside "Ban Bí thư" is 58-KL/TW of 23/6/2023; the text keeps its number, the record says why', async () => {
    expect(await ids('58kltu')).toEqual([])
    const { mentions } = await store.mentions('58-kl-tw-2023', { first: 500 })
    const wrong = mentions.filter(({ text }) => text.replace(/\s/g, '').includes('58-KL/TU'))
    expect(wrong.length).toBeGreaterThan(0)
    for (const { source, start, end } of wrong) {
      const { record } = plans.find(({ sha }) => sha === source)!
      const [reason] = record.warnings.filter((each) => each.start >= start && each.end <= end)
      expect(reason).toMatchObject({ code: 'wrong-authority', suggestion: '58-KL/TW' })
      expect(record.citations.find((each) => each.start === start)).toMatchObject({ number: '58-KL/TU' })
    }
  })

  it('the node itself says under which other number it is cited, and why', async () => {
    const [node] = await store.nodes(['58-kl-tw-2023'])
    expect(node!.reasons).toMatchObject([{ code: 'wrong-authority', written: '58-KL/TU', sources: 1 }])
    let lines = ''
    for await (const line of exportJsonl(store)) lines += line
    expect(lines).toMatch(/"id":"58-kl-tw-2023"[^\n]*"written":"58-KL\/TU"/)
  })

  it('1336/QĐ-TTg of 000 and 003 is one', async () => {
    expect(await ids('1336qdttg')).toEqual(['1336-qd-ttg-2020'])
    expect(await citing('1336-qd-ttg-2020')).toEqual(['000', '003'])
  })

  it('the programme to 2035 of 002 and 004 is one, and 1648/QĐ-TTg approves it', async () => {
    const id = 'de-an-nhan-rong-cau-lac-bo-lien-the-he-tu-giup-nhau-2035'
    expect(await citing(id)).toEqual(['002', '004'])
    const approving = await store.edges([id], 'in', ['APPROVES'])
    expect(approving.map(({ from }) => from)).toEqual(['1648-qd-ttg-2025'])
    const before = await store.edges([id], 'out', ['SUCCEEDS'])
    expect(before.map(({ to }) => to)).toEqual(['de-an-nhan-rong-cau-lac-bo-lien-the-he-tu-giup-nhau-2025'])
  })

  it('139/KHUBND and 139/KH-UBND of Hải Phòng are one', async () => {
    expect(await ids('139khubnd')).toEqual(['139-kh-ubnd-hai-phong-2025'])
  })
})
