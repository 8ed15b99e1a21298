/**
 * Identity: rows of two citations, the same instrument or not, each with its reason
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimsOf, settle } from '../../graph/identity.ts'
import { readCatalogue } from '../../graph/catalogue-read.ts'
import { sourceOfRow, type CatalogueRow } from '../../graph/catalogue.ts'
import type { Group, Source } from '../../graph/model.ts'
import { ingest } from '../../ingest/index.ts'
import { CLUBS_2025, CLUBS_2035, corpus, CT25, D1336, draft, KL58, LAW, provincial, source, type Cited } from '../factories.ts' // prettier-ignore
import { catalogue } from '../contract/real-sources.ts'
import { storeOf } from './store.ts'

const PLAN39: Cited = { number: '39/KH-UBND', type: 'Kế hoạch', level: 'province' }
const DECREE: Cited = { number: '06/2011/NĐ-CP', type: 'Nghị định', date: '2011-01-14', level: 'central' }

/** Ids of the nodes that each of these becomes, each cited by a document of its own. */
async function nodesOf(cites: Cited[]): Promise<string[]> {
  const sources = cites.map((cited, index) =>
    source({ document: { title: `Báo cáo số thứ tự ${index}` }, cites: [{ ...cited, key: 'x' }] }),
  )
  const store = await storeOf(sources)
  const claims = await store.claims(sources.map(({ sha }) => sha))
  await store.close()
  return sources.map(({ sha }) => claims.find((claim) => claim.source === sha && claim.key === 'x')!.node!)
}

describe('two citations of one instrument', () => {
  it.each<[why: string, a: Cited, b: Cited]>([
    ['a hyphen is missing', { ...PLAN39, number: '139/KHUBND', province: 'Hải Phòng', date: '2025-06-06' }, { ...PLAN39, number: '139/KH-UBND', province: 'Hải Phòng', date: '2025-06-06' }], // prettier-ignore
    ['letters without marks', D1336, { ...D1336, number: '1336/QD-TTG' }],
    ['a leading zero', { ...DECREE, number: '6/2011/NĐ-CP' }, DECREE],
    ['a gap does not separate', D1336, { ...D1336, date: null, issuer: null, title: null }],
    ['a partial date lies in the full one', D1336, { ...D1336, date: '2020-08' }],
    ['the number has its year: the day is a misprint', DECREE, { ...DECREE, date: '2011-01-11' }],
    ['one issuer, one year: the day is a misprint', D1336, { ...D1336, date: '2020-08-13' }],
    ['issuer worded otherwise', CT25, { ...CT25, issuer: 'Tỉnh ủy Lạng Sơn' }],
    ['place with its rank', CT25, { ...CT25, province: 'tỉnh Lạng Sơn' }],
    ['"Ban Bí thư" in short', KL58, { ...KL58, issuer: 'Ban Bí thư Trung ương Đảng' }],
    ['same day, other year, one term: a misprint', KL58, { ...KL58, date: '2022-06-23' }],
    [
      'a law by name, year in the date or in the name',
      LAW,
      { ...LAW, date: null, title: 'Luật Người cao tuổi năm 2009' },
    ],
    ['a law by name, the year only once', LAW, { ...LAW, date: null }],
    ['a law by name and by number', LAW, { number: '39/2009/QH12', type: 'Luật', title: 'Người cao tuổi' }],
    ['a law by number, named or not', { number: '39/2009/QH12', type: 'Luật' }, { number: '39/2009/QH12', type: 'Luật', title: 'Người cao tuổi' }], // prettier-ignore
    ['a programme without filler', CLUBS_2025, { ...CLUBS_2025, title: 'đề án nhân rộng CLB liên thế hệ tự giúp nhau đến năm 2025' }], // prettier-ignore
    [
      'a programme and where it is carried out',
      CLUBS_2025,
      { ...CLUBS_2025, title: `${CLUBS_2025.title}, tỉnh Lai Châu` },
    ],
    ['a programme and the year of the work', CLUBS_2035, { ...CLUBS_2035, title: 'Đề án nhân rộng Câu lạc bộ Liên thế hệ tự giúp nhau năm 2026' }], // prettier-ignore
    ['a vision beyond the period', { type: 'Chiến lược', programme: true, title: 'Chiến lược quốc gia về người cao tuổi đến năm 2035, tầm nhìn đến năm 2045' }, { type: 'Chiến lược', programme: true, title: 'Chiến lược quốc gia về người cao tuổi đến năm 2035' }], // prettier-ignore
    ['place unknown, number and day known', { ...PLAN39, province: 'Hà Tĩnh', date: '2026-01-29' }, { ...PLAN39, date: '2026-01-29' }], // prettier-ignore
  ])('%s', async (_why, a, b) => {
    const [one, other] = await nodesOf([a, b])
    expect(one).toBe(other)
  })
})

describe('two instruments', () => {
  it.each<[why: string, a: Cited, b: Cited]>([
    ['Party numbers start again with each term', KL58, { ...KL58, date: '2019-09-12', title: null }],
    ['State numbers start again each year', { ...PLAN39, province: 'Hà Tĩnh', date: '2026' }, { ...PLAN39, province: 'Hà Tĩnh', date: '2025' }], // prettier-ignore
    [
      'two provinces',
      { ...PLAN39, province: 'Hà Tĩnh', date: '2026' },
      { ...PLAN39, province: 'Quảng Nam', date: '2026' },
    ],
    ['province and commune', { ...PLAN39, province: 'Hà Tĩnh', date: '2026' }, { ...PLAN39, province: 'Hà Tĩnh', date: '2026', level: 'commune', locality: 'Mai Hoa' }], // prettier-ignore
    ['two communes of a province', { ...PLAN39, province: 'Hà Tĩnh', level: 'commune', locality: 'Mai Hoa' }, { ...PLAN39, province: 'Hà Tĩnh', level: 'commune', locality: 'Vũ Quang' }], // prettier-ignore
    [
      'digits do not run together',
      { number: '12/2020/TT-BYT', type: 'Thông tư' },
      { number: '122020/TT-BYT', type: 'Thông tư' },
    ],
    ['chỉ thị and chương trình', { ...CT25 }, { ...CT25, number: '25-CTr/TU', type: 'Chương trình' }],
    ['a decision and a regulation of the Party', { number: '66-QĐ/TW', type: 'Quyết định', date: '2017' }, { number: '66-QĐ/TW', type: 'Quy định', date: '2017' }], // prettier-ignore
    ['the Politburo and the Secretariat, no date', { ...KL58, date: null, title: null }, { ...KL58, date: null, title: null, issuer: 'Bộ Chính trị' }], // prettier-ignore
    ['programmes of two periods', CLUBS_2025, CLUBS_2035],
    ['a programme and the decision that approves it', D1336, CLUBS_2025],
    ['laws of one name and two years', { ...LAW, date: '2009' }, { ...LAW, date: '2015' }],
    ['two days where the place is unknown', { ...PLAN39, date: '2026-01-29' }, { ...PLAN39, date: '2026-03-02' }],
    ['place unknown, only the year known', { ...PLAN39, province: 'Hà Tĩnh', date: '2026-01-29' }, { ...PLAN39, date: '2026' }], // prettier-ignore
    ['nothing known but the type', { type: 'Kế hoạch' }, { type: 'Kế hoạch' }],
  ])('%s', async (_why, a, b) => {
    const [one, other] = await nodesOf([a, b])
    expect(one).not.toBe(other)
  })
})

describe('several candidates', () => {
  const terms = [
    KL58,
    { ...KL58, date: '2019-09-12', title: 'đại hội các hội quần chúng do Đảng, Nhà nước giao nhiệm vụ' },
  ]

  it('leave an ambiguous node of their own', async () => {
    const ids = await nodesOf([...terms, { ...KL58, date: null, title: null }])
    expect(ids).toEqual(['58-kl-tw-2023', '58-kl-tw-2019', '58-kl-tw'])
  })

  it('are settled by a title that fits only one', async () => {
    const ids = await nodesOf([...terms, { ...KL58, date: null, title: 'Tổ chức và hoạt động của Hội Người cao tuổi' }])
    expect(ids[2]).toBe('58-kl-tw-2023')
  })

  it('of a door: one day, one number, two provinces', async () => {
    const day = { ...PLAN39, date: '2026-01-29' }
    const ids = await nodesOf([{ ...day, province: 'Hà Tĩnh' }, { ...day, province: 'Quảng Nam' }, day])
    expect(ids).toEqual(['39-kh-ubnd-ha-tinh-2026', '39-kh-ubnd-quang-nam-2026', '39-kh-ubnd-2026-01-29'])
  })

  it('many sources do not outvote one', async () => {
    const ids = await nodesOf([terms[0]!, terms[0]!, terms[0]!, terms[1]!, { ...KL58, date: null, title: null }])
    expect(ids[4]).toBe('58-kl-tw')
  })
})

describe('a document and those that cite it', () => {
  it('its own number joins the citations', async () => {
    const own = provincial('39/KH-UBND', 'Hà Tĩnh', '2026-01-29')
    const citing = draft('Mai Hoa', 'Hà Tĩnh', '2026-04', [{ ...PLAN39, province: 'Hà Tĩnh', date: '2026-01-29' }])
    const store = await storeOf([own, citing])
    expect(await store.nodes(['39-kh-ubnd-ha-tinh-2026'])).toMatchObject([
      { held: true, sources: [own.sha], citedBy: 1 },
    ])
    await store.close()
  })

  it('two formats of one draft are one node, two drafts are two', async () => {
    const text = draft('Mai Hoa', 'Hà Tĩnh', '2026-04', [LAW])
    const word = { ...text, sha: 'f'.repeat(64), format: 'docx' }
    const other = draft('Vũ Quang', 'Hà Tĩnh', '2026-04', [LAW])
    const store = await storeOf([text, word, other])
    const { nodes } = await store.list({ held: true }, { first: 10 })
    expect(nodes.map((node) => node.sources.length).sort()).toEqual([1, 2])
    await store.close()
  })
})

describe('a name that speaks of a local body without naming it', () => {
  const congress: Cited = { type: 'Nghị quyết', title: 'Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XIX' }
  const programme: Cited = { type: 'Chương trình', title: 'Chương trình hành động của Tỉnh ủy về chuyển đổi số', programme: true } // prettier-ignore

  async function inProvinces(cited: Cited, ...provinces: string[]): Promise<string[]> {
    const sources = provinces.map((province, index) => provincial(`${index + 1}/KH-UBND`, province, '2026-01-05', [{ ...cited, key: 'x' }])) // prettier-ignore
    const store = await storeOf(sources)
    const claims = await store.claims(sources.map(({ sha }) => sha))
    await store.close()
    return sources.map(({ sha }) => claims.find((claim) => claim.source === sha && claim.key === 'x')!.node!)
  }

  const plan: Cited = {
    type: 'Kế hoạch',
    title: 'Kế hoạch thực hiện Chương trình hành động quốc gia về người cao tuổi',
  }

  it.each([congress, programme, plan, { ...plan, programme: true }])(
    'is that of the place it is read in: $title',
    async (cited) => {
      const [one, again, other] = await inProvinces(cited, 'Sơn La', 'Sơn La', 'Lào Cai')
      expect(one).toBe(again)
      expect(one).not.toBe(other)
    },
  )

  it.each<Cited>([
    CLUBS_2035,
    { ...programme, title: 'Chương trình hành động của Tỉnh ủy Lào Cai về chuyển đổi số' },
    { ...programme, title: 'Chương trình mỗi xã một sản phẩm' },
    { ...programme, title: 'Chương trình phát triển xã hội số' },
    { ...programme, title: 'Chương trình sắp xếp đơn vị hành chính cấp tỉnh' },
    { type: 'Nghị quyết', title: 'Nghị quyết Đại hội lần thứ XIII của Đảng' },
  ])('is one everywhere if it names it, or speaks of none: $title', async (cited) => {
    const [one, other] = await inProvinces(cited, 'Sơn La', 'Lào Cai')
    expect(one).toBe(other)
  })
})

/** Nodes of what documents of these places and days cite, in their order; `also` stands in the store beside them. */
async function citedIn(also: Source[], ...from: [province: string, date: string, cited: Cited][]): Promise<string[]> {
  const sources = from.map(([province, date, cited], index) =>
    provincial(`${900 + index}/KH-UBND`, province, date, [{ ...cited, key: 'x' }]),
  )
  const store = await storeOf([...also, ...sources])
  const claims = await store.claims(sources.map(({ sha }) => sha))
  await store.close()
  return sources.map(({ sha }) => claims.find((claim) => claim.source === sha && claim.key === 'x')!.node!)
}

describe('bodies in time', () => {
  const inProvince = (province: string, date: string): Cited => ({ ...PLAN39, province, date })

  it.each<[string, Cited]>([
    ['a province that took in another', { ...PLAN39, province: 'Quảng Trị' }],
    ['a commune, drawn anew', { ...PLAN39, province: 'Hà Tĩnh', level: 'commune', locality: 'Mai Hoa' }],
    ['a Party committee', { ...CT25, province: 'Ninh Bình' }],
  ])('%s is two bodies with one name, before and after 1 July 2025', async (_, cited) => {
    const [before, still, after] = await nodesOf(['2025-03-12', '2025-03-21', '2025-08-12'].map((date) => ({ ...cited, date }))) // prettier-ignore
    expect(before).toBe(still)
    expect(before).not.toBe(after)
  })

  it('a province that stayed is one', async () => {
    const [before, after] = await nodesOf([inProvince('Hà Tĩnh', '2025-03-12'), inProvince('Hà Tĩnh', '2025-08-12')])
    expect(before).toBe(after)
  })

  it('a plan of Quảng Nam of 2024, cited from Đà Nẵng in 2026, is one node with the plan itself', async () => {
    const own = provincial('39/KH-UBND', 'Quảng Nam', '2024-03-12')
    const text = 'ỦY BAN NHÂN DÂN THÀNH PHỐ ĐÀ NẴNG\nSố: 12/KH-UBND\nĐà Nẵng, ngày 05 tháng 02 năm 2026\nKẾ HOẠCH\nCông tác người cao tuổi năm 2026\n\nThực hiện Kế hoạch số 39/KH-UBND ngày 12/3/2024 của UBND tỉnh Quảng Nam;\n' // prettier-ignore
    const given = { format: 'txt', text, pages: [] }
    const later: Source = {
      ...given,
      sha: 'a'.repeat(64),
      names: ['da-nang.txt'],
      record: ingest(given),
      sample: false,
    }
    const store = await storeOf([own, later])
    expect(await store.nodes(['39-kh-ubnd-quang-nam-2024'])).toMatchObject([{ sources: [own.sha], citedBy: 1 }])
    expect(await store.byNumber(['39khubnd'])).toHaveLength(1)
    await store.close()
  })
})

describe('where a number has no body beside it', () => {
  const bare: Cited = { ...PLAN39, level: null, date: '2024-03-12' }
  const own = provincial('39/KH-UBND', 'Quảng Nam', '2024-03-12')

  it('it is of the province it is read in, or of one that became part of that', async () => {
    const [same, merged, elsewhere] = await citedIn(
      [own],
      ['Quảng Nam', '2024-06-01', bare],
      ['Đà Nẵng', '2026-06-01', bare],
      ['Hà Tĩnh', '2024-06-01', bare],
    )
    expect([same, merged]).toEqual(['39-kh-ubnd-quang-nam-2024', '39-kh-ubnd-quang-nam-2024'])
    expect(elsewhere).toBe('39-kh-ubnd-2024-03-12')
  })
})

describe('where a number has no date', () => {
  const undated: Cited = { ...KL58, date: null, title: null }
  const terms = [KL58, { ...KL58, date: '2019-09-12', title: 'độ tuổi tham gia công tác hội' }].map((cited, index) =>
    source({ document: { title: `Báo cáo về kết luận ${index}` }, cites: [cited] }),
  )

  it('nothing cites what was not yet issued', async () => {
    const [early, late] = await citedIn(terms, ['Hà Tĩnh', '2021-05-04', undated], ['Hà Tĩnh', '2024-05-04', undated])
    expect([early, late]).toEqual(['58-kl-tw-2019', '58-kl-tw'])
  })

  it('another title is another paper, whichever is known', async () => {
    const other = { ...undated, title: 'phòng, chống thiên tai và tìm kiếm cứu nạn trong tình hình mới' }
    const [one] = await citedIn(terms.slice(0, 1), ['Hà Tĩnh', '2024-05-04', other])
    expect(one).not.toBe('58-kl-tw-2023')
  })
})

describe('a slip of the year', () => {
  const title = 'phê duyệt Chương trình chăm sóc sức khỏe người cao tuổi đến năm 2030'
  const slip: Cited = { ...D1336, number: '1579/QĐ-TTg', date: '2020-10-13', title }

  it('is seen where number, day, month and title are the same', async () => {
    const [right, wrong, bare] = await nodesOf([slip, { ...slip, date: '2021-10-13' }, { ...slip, title: null }])
    expect([wrong, bare]).toEqual([right, right])
  })

  it.each<[string, Cited]>([
    ['another day', { ...slip, date: '2021-10-14' }],
    ['no title', { ...slip, date: '2021-10-13', title: null }],
    ['another year in the title', { ...slip, date: '2021-10-13', title: title.replace('2030', '2031') }],
  ])('is none with %s', async (_, other) => {
    const [one, two] = await nodesOf([slip, other])
    expect(one).not.toBe(two)
  })
})

describe('a law by name is the one in force when it is cited', () => {
  const law = (number: string, date: string, title: string): Source =>
    source({ document: { title: `Báo cáo về ${number}` }, cites: [{ number, date, title, type: 'Luật' }] })
  const local = [
    law('77/2015/QH13', '2015-06-19', 'Tổ chức chính quyền địa phương'),
    law('65/2025/QH15', '2025-02-19', 'Tổ chức chính quyền địa phương'),
    law('72/2025/QH15', '2025-06-16', 'Tổ chức chính quyền địa phương'),
  ]
  const named: Cited = { type: 'Luật', title: 'Luật Tổ chức chính quyền địa phương' }

  it.each([
    ['2016-09-01', '77-2015-qh13'],
    ['2024-12-01', '77-2015-qh13'],
    // Passed, and perhaps not yet in force: no guess.
    ['2025-04-02', 'luat-to-chuc-chinh-quyen-dia-phuong'],
    ['2026-09-01', 'luat-to-chuc-chinh-quyen-dia-phuong'],
    // No law was ever waited for so long.
    ['2028-09-01', '72-2025-qh15'],
  ])('%s: %s', async (date, id) => {
    expect(await citedIn(local, ['Hà Tĩnh', date, named])).toEqual([id])
  })

  const row = (said: Partial<CatalogueRow>): Source => {
    const { rows } = readCatalogue(JSON.stringify({ type: 'Luật', source: 'thử', ...said }))
    return sourceOfRow(rows[0]!, ['danh-muc.jsonl'])
  }

  it.each([
    ['2016-09-01', '77-2015-qh13'],
    ['2025-04-02', '65-2025-qh15'],
    ['2026-09-01', '72-2025-qh15'],
  ])('%s: %s, where a catalogue has the days they came into force', async (date, id) => {
    const title = 'Tổ chức chính quyền địa phương'
    const known = [
      row({ number: '65/2025/QH15', date: '2025-02-19', effectiveFrom: '2025-03-01', title }),
      row({ number: '72/2025/QH15', date: '2025-06-16', effectiveFrom: '2025-06-16', title }),
    ]
    expect(await citedIn([...local, ...known], ['Hà Tĩnh', date, named])).toEqual([id])
  })

  it.each([
    ['2016-09-01', '15-1999-qh10'],
    ['2017-12-20', '15-1999-qh10'],
    ['2018-01-05', '100-2015-qh13'],
    ['2024-06-01', '100-2015-qh13'],
  ])('Bộ luật Hình sự in %s: %s, though that of 2015 was passed two years before its day', async (date, id) => {
    const code: Cited = { type: 'Bộ luật', title: 'Bộ luật Hình sự' }
    const old: Cited = { number: '15/1999/QH10', date: '1999-12-21', title: 'Bộ luật Hình sự', type: 'Bộ luật' }
    const shipped = catalogue().filter(({ text }) => text.includes('100/2015/QH13'))
    const others = [source({ document: { title: 'Báo cáo' }, cites: [old] }), ...shipped]
    expect(await citedIn(others, ['Hà Tĩnh', date, code])).toEqual([id])
  })
})

describe('ids', () => {
  it.each<[cited: Cited, id: string]>([
    [CT25, '25-ct-tu-lang-son-2023'],
    [{ ...PLAN39, province: 'Hà Tĩnh', date: '2026-01-29' }, '39-kh-ubnd-ha-tinh-2026'],
    [{ ...PLAN39, province: 'Hà Tĩnh', locality: 'Mai Hoa', level: 'commune', date: '2026' }, '39-kh-ubnd-mai-hoa-ha-tinh-2026'], // prettier-ignore
    [KL58, '58-kl-tw-2023'],
    [D1336, '1336-qd-ttg-2020'],
    [DECREE, '06-2011-nd-cp'],
    [{ number: '91/HD-MTTW-BTT', type: 'Hướng dẫn', date: '2013' }, '91-hd-mttwbtt-2013'],
    [{ number: '449/HNCT-ĐN', type: 'Công văn', date: '2020-10-12' }, '449-hnct-dn-2020'],
    [LAW, 'luat-nguoi-cao-tuoi-2009'],
    [CLUBS_2035, 'de-an-nhan-rong-cau-lac-bo-lien-the-he-tu-giup-nhau-2035'],
  ])('%j', async (cited, id) => {
    expect(await nodesOf([cited])).toEqual([id])
  })

  it('of namesakes in one year get a hash each', async () => {
    const ids = await nodesOf([
      { number: '5/CV-BCĐ', type: 'Công văn', date: '2026-01-05' },
      { number: '5/CV-BCĐ', type: 'Công văn', date: '2026-03-05' },
    ])
    expect(new Set(ids).size).toBe(2)
    for (const id of ids) expect(id).toMatch(/^5-cv-bcd-2026-[0-9a-f]{6}$/)
  })
})

describe('settling', () => {
  const groups = corpus()
    .flatMap((one) => claimsOf(one).claims)
    .map((claim): Group => ({
      ...claim,
      id: claim.group,
      node: null,
      claims: 1,
      holders: claim.self ? [claim.source] : [],
    }))
  const byBlock = [...new Set(groups.map(({ block }) => block))].map((block) => groups.filter((group) => group.block === block)) // prettier-ignore

  it('does not depend on the order of the claims', () => {
    const largest = byBlock.toSorted((a, b) => b.length - a.length)[0]!
    const plain = ({ assignment, nodes }: ReturnType<typeof settle>): unknown => [
      [...assignment].sort(),
      [...nodes].sort(),
    ]
    const expected = plain(settle(largest))
    fc.assert(
      fc.property(fc.shuffledSubarray(largest, { minLength: largest.length }), (order) => {
        expect(plain(settle(order))).toEqual(expected)
      }),
    )
  })

  it('assigns every group of a block', () => {
    for (const block of byBlock) expect([...settle(block).assignment.keys()].sort()).toEqual([...new Set(block.map(({ id }) => id))].sort()) // prettier-ignore
  })
})
