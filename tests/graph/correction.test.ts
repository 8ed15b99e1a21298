/**
 * A person's word on who is who: what it does, what it leaves, and what becomes of words at odds
 */
import { describe, expect, it } from 'vitest'
import { addSources, removeSources } from '../../graph/commit.ts'
import { correctionOf, sourceOfCorrection, type Description } from '../../graph/correction.ts'
import { exportJsonl } from '../../graph/export.ts'
import type { InstrumentNode, Source } from '../../graph/model.ts'
import type { GraphStore } from '../../graph/store.ts'
import { sourceOf } from '../contract/real-sources.ts'
import { storeOf } from './store.ts'

const PLAIN: Description = { number: null, type: 'Văn bản', issuer: null, level: null, province: null, locality: null, date: null, title: null, home: null } // prettier-ignore
const of = (said: Partial<Description>): Description => ({ ...PLAIN, ...said })

function word(
  kind: 'same' | 'not-same',
  a: Partial<Description>,
  b: Partial<Description>,
  reason = 'đã đối chiếu',
): Source {
  return sourceOfCorrection({ kind, a: of(a), b: of(b), author: 'Trần Thị B', reason, seen: '2026-11-20' }, [
    'y-kien.csv',
  ])
}

/** A plan of a commune that cites what is given. */
function plan(name: string, cited: string, day = '05 tháng 3 năm 2026'): Source {
  const text = `ỦY BAN NHÂN DÂN\nXÃ MAI HOA\nSố: ${name.length}${name.charCodeAt(0)}/KH-UBND\nMai Hoa, ngày ${day}\nKẾ HOẠCH\nThực hiện công tác người cao tuổi\nCăn cứ ${cited};\nỦy ban nhân dân xã ban hành Kế hoạch như sau:\n` // prettier-ignore
  return sourceOf(`${name}.txt`, text)
}

async function exported(store: GraphStore): Promise<string> {
  let lines = ''
  for await (const line of exportJsonl(store)) lines += line
  return lines
}

const byNumber = (store: GraphStore, key: string): Promise<InstrumentNode[]> => store.byNumber([key])

describe('the same', () => {
  const misprint = { number: '1366/QĐ-TTg', type: 'Quyết định', date: '2020-08-31' }
  const right = { number: '1336/QĐ-TTg', type: 'Quyết định', date: '2020-08-31' }
  const documents = [
    plan('a', 'Quyết định số 1336/QĐ-TTg ngày 31/8/2020 của Thủ tướng Chính phủ'),
    plan('b', 'Quyết định số 1366/QĐ-TTg ngày 31/8/2020 của Thủ tướng Chính phủ'),
  ]

  it('makes one of two numbers, keeps how each is written, and is taken back without a trace', async () => {
    const store = await storeOf(documents)
    const before = await exported(store)
    const said = word('same', misprint, right)
    await addSources(store, [said])
    const [node, ...others] = await byNumber(store, '1336qdttg')
    expect(others).toEqual([])
    expect(await byNumber(store, '1366qdttg')).toEqual([])
    expect(node).toMatchObject({ citedBy: 2, corrections: [said.sha], resolution: 'resolved' })
    expect(node!.variants.number.map(({ value, sources }) => [value, sources])).toEqual([
      ['1336/QĐ-TTg', 1],
      ['1366/QĐ-TTg', 1],
    ])
    expect(node!.reasons).toMatchObject([{ code: 'same', corrections: [said.sha], sources: 1 }])
    expect(await exported(store)).toContain(said.sha)
    await removeSources(store, [said.sha])
    expect(await exported(store)).toBe(before)
  })

  it('holds for documents that are read later', async () => {
    const early = await storeOf([word('same', misprint, right)])
    for (const document of documents.toReversed()) await addSources(early, [document])
    const late = await storeOf(documents)
    await addSources(late, [word('same', right, misprint)])
    expect(await exported(early)).toBe(await exported(late))
    expect((await byNumber(early, '1336qdttg'))[0]).toMatchObject({ citedBy: 2 })
  })

  it('settles what was ambiguous', async () => {
    const two = [
      plan('a', 'Kết luận số 58-KL/TW ngày 23/6/2023 của Ban Bí thư'),
      plan('b', 'Kết luận số 58-KL/TW ngày 12/9/2019 của Ban Bí thư'),
      plan('c', 'Kết luận số 58-KL/TW của Ban Bí thư'),
    ]
    const store = await storeOf(two)
    const unsure = (await byNumber(store, '58kltw')).find(({ resolution }) => resolution === 'ambiguous')
    expect(unsure).toMatchObject({ candidates: ['58-kl-tw-2019', '58-kl-tw-2023'] })
    expect(unsure!.reasons).toMatchObject([
      { code: 'may-be', node: '58-kl-tw-2019', agrees: ['number', 'issuer', 'level'], silent: ['date'] },
      { code: 'may-be', node: '58-kl-tw-2023' },
    ])
    const vague = { number: '58-KL/TW', type: 'Kết luận' }
    await addSources(store, [word('same', vague, { ...vague, date: '2023-06-23' })])
    const nodes = await byNumber(store, '58kltw')
    expect(nodes.map(({ id, citedBy }) => [id, citedBy])).toEqual([
      ['58-kl-tw-2019', 1],
      ['58-kl-tw-2023', 2],
    ])
  })

  it('says nothing of an instrument: neither titles nor dates nor sources', async () => {
    const store = await storeOf(documents)
    await addSources(store, [word('same', { ...misprint, title: 'một tên người ta nhớ' }, right)])
    const [node] = await byNumber(store, '1336qdttg')
    expect(node!.variants.title).toEqual([])
    expect(node).toMatchObject({ held: false, sources: [], catalogue: [] })
    expect((await store.counts()).sources).toBe(2)
  })
})

describe('not the same', () => {
  it('keeps apart what one day of difference would have made one', async () => {
    const documents = [
      plan('a', 'Kết luận số 58-KL/TW ngày 23/6/2023 của Ban Bí thư'),
      plan('b', 'Kết luận số 58-KL/TW ngày 26/6/2023 của Ban Bí thư'),
    ]
    const store = await storeOf(documents)
    const before = await exported(store)
    expect(await byNumber(store, '58kltw')).toHaveLength(1)
    const one = { number: '58-KL/TW', type: 'Kết luận', date: '2023-06-23' }
    const said = word('not-same', one, { ...one, date: '2023-06-26' })
    await addSources(store, [said])
    const apart = await byNumber(store, '58kltw')
    expect(apart.map(({ date, citedBy }) => [date, citedBy]).toSorted()).toEqual([
      ['2023-06-23', 1],
      ['2023-06-26', 1],
    ])
    for (const { reasons } of apart) expect(reasons).toMatchObject([{ code: 'not-same', corrections: [said.sha] }])
    await removeSources(store, [said.sha])
    expect(await exported(store)).toBe(before)
  })

  it('keeps a name from a number that would explain it', async () => {
    const documents = [
      plan('a', 'Luật Người cao tuổi số 39/2009/QH12 ngày 23/11/2009'),
      plan('b', 'Luật Người cao tuổi'),
    ]
    const store = await storeOf(documents)
    expect((await store.nodes(['39-2009-qh12']))[0]).toMatchObject({ citedBy: 2 })
    const name = { title: 'Luật Người cao tuổi', type: 'Luật' }
    await addSources(store, [word('not-same', name, { number: '39/2009/QH12', type: 'Luật' })])
    expect((await store.nodes(['39-2009-qh12']))[0]).toMatchObject({ citedBy: 1 })
  })
})

describe('words at odds', () => {
  const a = { number: '1366/QĐ-TTg', type: 'Quyết định', date: '2020-08-31' }
  const b = { number: '1336/QĐ-TTg', type: 'Quyết định', date: '2020-08-31' }
  const c = { number: '1363/QĐ-TTg', type: 'Quyết định', date: '2020-08-31' }
  const documents = [a, b, c].map(({ number }, at) =>
    plan('abc'[at]!, `Quyết định số ${number} ngày 31/8/2020 của Thủ tướng Chính phủ`),
  )
  const apart = async (store: GraphStore): Promise<string[]> =>
    (await Promise.all(['1336qdttg', '1363qdttg', '1366qdttg'].map((key) => byNumber(store, key)))).flat().map(({ id }) => id) // prettier-ignore

  it.each([
    ['directly', [word('same', a, b), word('not-same', a, b)]],
    ['through a third', [word('same', a, b), word('same', b, c), word('not-same', c, a)]],
    ['by what they mean', [word('same', a, b), word('not-same', { ...a, issuer: 'Thủ tướng Chính phủ' }, b)]],
  ])('%s: none is followed, all are kept and marked', async (_, words) => {
    const store = await storeOf(documents)
    const before = await apart(store)
    await addSources(store, words)
    expect(await apart(store)).toEqual(before)
    const [node] = await store.nodes(['1336-qd-ttg-2020'])
    const shas = words.map(({ sha }) => sha).toSorted()
    const marked = (await store.nodes(before)).flatMap(({ reasons = [] }) => reasons.filter(({ code }) => code === 'conflict')) // prettier-ignore
    expect([...new Set(marked.flatMap(({ corrections }) => corrections))].toSorted()).toEqual(shas)
    expect(node!.reasons!.some(({ code }) => code === 'same')).toBe(false)
    // With the contradiction taken back, the others hold.
    await removeSources(store, [words.at(-1)!.sha])
    expect((await apart(store)).length).toBeLessThan(before.length)
  })
})

it('is read back as it was said, whichever end came first', () => {
  const [a, b] = [
    { number: '1/QĐ-TTg', type: 'Quyết định' },
    { title: 'Luật Đất đai', type: 'Luật', home: 'Hà Tĩnh' },
  ]
  expect(word('same', a, b).sha).toBe(word('same', b, a).sha)
  const read = correctionOf(word('same', a, b))!
  expect([read.a, read.b]).toEqual(expect.arrayContaining([of(a), of(b)]))
  expect(read).toMatchObject({ kind: 'same', author: 'Trần Thị B', reason: 'đã đối chiếu', seen: '2026-11-20' })
})
