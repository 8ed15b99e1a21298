import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findRef } from '../../graph/ref.ts'
import type { GraphStore } from '../../graph/store.ts'
import { CLUBS_2025, CLUBS_2035, corpus, LAW, source } from '../factories.ts'
import { storeOf } from './store.ts'

let store: GraphStore
beforeAll(async () => {
  const sources = corpus()
  sources[1]!.names = ['003_ke hoach.txt']
  sources[2]!.names = ['plan.txt']
  sources[3]!.names = ['plan.txt']
  const clubs = source({ document: { title: 'Báo cáo kết quả' }, cites: [CLUBS_2025, CLUBS_2035, { ...LAW, title: 'Luật Đất đai', date: '2013' }, { ...LAW, key: 'y', title: 'Luật Đất đai', date: '2024' }] }) // prettier-ignore
  store = await storeOf([...sources, clubs])
  await store.putFiles([
    { path: '/plans/a/plan.txt', sha: sources[2]!.sha, size: 1, mtime: 1 },
    { path: '/plans/b.zip!/in/plan.txt', sha: sources[3]!.sha, size: 1, mtime: 1 },
  ])
})
afterAll(() => store.close())

const D1336 = '1336-qd-ttg-2020'

describe('found', () => {
  it.each<[ref: string, id: string | undefined, why: string]>([
    [D1336, D1336, 'an id'],
    ['1336/QĐ-TTg', D1336, 'a number'],
    ['QD 1336', D1336, 'a code and a number'],
    ['1336', D1336, 'the running number alone'],
    ['QĐ 1336/QĐ-TTg', D1336, 'the code twice'],
    ['Quyết định số 1336/QĐ-TTg', D1336, 'as it is cited'],
    ['Quyết định số 1336/QĐ-TTg ngày 31/8/2020 của Thủ tướng Chính phủ', D1336, 'cited in full'],
    ['Đề án 1336', D1336, 'a nickname'],
    ['1336 qd ttg', D1336, 'lazily'],
    ['1336/QĐ–TTg'.normalize('NFD'), D1336, 'another dash, decomposed'],
    ['25-CT/TU', '25-ct-tu-lang-son-2023', 'a Party number'],
    ['25 ct tu', '25-ct-tu-lang-son-2023', 'a Party number, lazily'],
    ['39/KH-UBND Hà Tĩnh', '39-kh-ubnd-ha-tinh-2026', 'with its place'],
    ['39/KH-UBND 2023', '39-kh-ubnd-quang-nam-2023', 'with its year'],
    ['58-KL/TW 2019', '58-kl-tw-2019', 'with its term'],
    ['58-KL/TW ngày 23/6/2023', '58-kl-tw-2023', 'with its day'],
    ['39/2009/QH12', '39-2009-qh12', 'a law by number'],
    ['Luật Người cao tuổi', '39-2009-qh12', 'a law by name'],
    ['luat nguoi cao tuoi', '39-2009-qh12', 'without marks'],
    ['Luật Người cao tuổi năm 2009', '39-2009-qh12', 'with a year its title lacks'],
    ['Luật Đất đai 2024', 'luat-dat-dai-2024', 'one of two'],
    ['Đề án nhân rộng câu lạc bộ liên thế hệ tự giúp nhau đến năm 2035', 'de-an-nhan-rong-cau-lac-bo-lien-the-he-tu-giup-nhau-2035', 'a programme'], // prettier-ignore
    ['003_ke hoach.txt', '12-kh-ubnd-lai-chau-2020', 'a base name'],
    ['some/where/003_ke hoach.txt', undefined, 'another path to that name'],
    ['a/plan.txt', 'draft', 'the end of a path'],
    ['./in/plan.txt', '39-kh-ubnd-ha-tinh-2026', 'a path in an archive'],
  ])('%s → %s (%s)', async (ref, id) => {
    const found = await findRef(store, ref)
    if (id === undefined) expect(found.kind).toBe('not-found')
    else if (id === 'draft') expect(found).toMatchObject({ kind: 'found', node: { number: null, locality: 'Mai Hoa' } })
    else expect(found).toMatchObject({ kind: 'found', node: { id } })
  })
})

describe('ambiguous', () => {
  it.each([
    ['39/KH-UBND', ['39-kh-ubnd-ha-tinh-2026', '39-kh-ubnd-quang-nam-2023']],
    ['58-KL/TW', ['58-kl-tw', '58-kl-tw-2019', '58-kl-tw-2023']],
    ['KH 39', ['39-kh-ubnd-ha-tinh-2026', '39-kh-ubnd-quang-nam-2023']],
    ['Luật Đất đai', ['luat-dat-dai-2013', 'luat-dat-dai-2024']],
  ])('%s', async (ref, ids) => {
    const found = await findRef(store, ref)
    expect(found.kind === 'ambiguous' && found.candidates.map(({ id }) => id)).toEqual(ids)
  })

  it('one name, two documents', async () => {
    expect(await findRef(store, 'plan.txt')).toMatchObject({ kind: 'ambiguous', candidates: { length: 2 } })
  })
})

describe('not found', () => {
  it.each(['', ' ', '/', '9999/QĐ-TTg', 'Luật Không có', '%', '*', 'Luật'])('%j', async (ref) => {
    expect(await findRef(store, ref)).toMatchObject({ kind: 'not-found' })
  })

  it('names what is nearest', async () => {
    const swapped = await findRef(store, '1363/QĐ-TTg')
    expect(swapped).toMatchObject({ kind: 'not-found', nearest: [{ id: D1336 }] })
    for (const slip of ['1337/QĐ-TTg', '133/QĐ-TTg', '13346/QĐ-TTg']) {
      expect((await findRef(store, slip)) as object).toMatchObject({ kind: 'not-found', nearest: [{ id: D1336 }] })
    }
    const elsewhere = await findRef(store, '40/KH-HĐND')
    expect(elsewhere).toMatchObject({ kind: 'not-found', nearest: [{ id: '40-kh-ubnd-quang-nam-2023' }] })
  })
})
