import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Source } from '../../graph/model.ts'
import { findRef, type Found } from '../../graph/ref.ts'
import type { GraphStore } from '../../graph/store.ts'
import { CLUBS_2025, CLUBS_2035, corpus, LAW, source } from '../factories.ts'
import { sourceOf } from '../contract/real-sources.ts'
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

describe('a number that only sources write', () => {
  const cites = (number: string, cited: string): Source =>
    sourceOf(`${number}.txt`, `ỦY BAN NHÂN DÂN\nXÃ MAI HOA\nSố: ${number}/KH-UBND\nMai Hoa, ngày 05 tháng 3 năm 2026\nKẾ HOẠCH\nChăm sóc người cao tuổi\nCăn cứ Kết luận số ${cited} của Ban Bí thư;\nỦy ban nhân dân xã Mai Hoa, huyện Hữu Lũng, tỉnh Lạng Sơn ban hành Kế hoạch như sau:\n`) // prettier-ignore
  const of2023 = cites('1', '58-KL/TU ngày 23/6/2023')
  const of2019 = cites('2', '58-KL/TU ngày 12/9/2019')
  const idsOf = (found: Found): string[] => (found.kind === 'ambiguous' ? found.candidates.map(({ id }) => id) : [])

  it.each(['58-KL/TU', '58 kl tu', 'Kết luận số 58-KL/TU ngày 23/6/2023 của Ban Bí thư'])('%s', async (ref) => {
    const written = await storeOf([of2023])
    const found = await findRef(written, ref)
    expect(found).toMatchObject({ kind: 'found', node: { id: '58-kl-tw-2023', number: '58-KL/TW' } })
    expect(found).toMatchObject({ askedAs: '58-KL/TU' })
    expect(await findRef(written, '58-KL/TW')).toMatchObject({ node: { id: '58-kl-tw-2023' }, askedAs: null })
    await written.close()
  })

  it('is not meant where another place or day is named', async () => {
    const written = await storeOf([of2023])
    for (const ref of ['58-KL/TU Lạng Sơn', '58-KL/TU ngày 1/2/2024', 'Kế hoạch 58-KL/TU'])
      expect((await findRef(written, ref)).kind, ref).toBe('not-found')
    await written.close()
  })

  it('is no beginning of a word in the title of another', async () => {
    const titled = source({ cites: [{ type: 'Kết luận', number: '58-KL/TW', date: '2019-09-12', issuer: 'Ban Bí thư', level: 'central', title: 'độ tuổi tham gia công tác hội' }] }) // prettier-ignore
    const alone = await storeOf([titled])
    expect((await findRef(alone, '58-KL/TU')).kind).toBe('not-found')
    await alone.close()
    const both = await storeOf([titled, of2023])
    expect(await findRef(both, '58-KL/TU')).toMatchObject({ node: { id: '58-kl-tw-2023' }, askedAs: '58-KL/TU' })
    await both.close()
  })

  it('of two instruments is either, until a day tells', async () => {
    const written = await storeOf([of2023, of2019])
    expect(idsOf(await findRef(written, '58-KL/TU'))).toEqual(['58-kl-tw-2019', '58-kl-tw-2023'])
    expect(await findRef(written, '58-KL/TU ngày 12/9/2019')).toMatchObject({ node: { id: '58-kl-tw-2019' } })
    await written.close()
  })

  it('gives way to the instrument whose number it is', async () => {
    const own = cites('3', '58-KL/TU ngày 1/2/2024').text.replace('Ban Bí thư', 'Tỉnh ủy Lạng Sơn')
    const written = await storeOf([of2023, sourceOf('own.txt', own)])
    expect(await findRef(written, '58-KL/TU')).toMatchObject({ node: { number: '58-KL/TU' }, askedAs: null })
    await written.close()
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
