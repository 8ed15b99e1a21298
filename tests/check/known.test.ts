/** What a store knows, and what is no evidence: the draft's own copy, too few, another body's document */
import { afterEach, describe, expect, it } from 'vitest'
import { storeKnown } from '../../graph/known.ts'
import type { Source } from '../../graph/model.ts'
import type { GraphStore } from '../../graph/store.ts'
import { checkText, type CheckReport, type Finding } from '../../ingest/check/index.ts'
import { catalogue, sourceOf } from '../contract/real-sources.ts'
import { source } from '../factories.ts'
import { storeOf } from '../graph/store.ts'

let store: GraphStore | undefined
afterEach(async () => {
  await store?.close()
  store = undefined
})

interface Made {
  commune?: string
  number?: string
  date?: string
  body: string
}

/** A plan of a commune of Hà Tĩnh. */
const planOf = ({
  commune = 'Mai Hoa',
  number = '12/KH-UBND',
  date = 'ngày 10 tháng 4 năm 2026',
  body,
}: Made): string => `ỦY BAN NHÂN DÂN
XÃ ${commune.toUpperCase()}

Số: ${number}

${commune}, ${date}

KẾ HOẠCH
Thực hiện Quyết định số 4412/QĐ-TTg ngày 05/02/2026 của Thủ tướng Chính phủ phê duyệt Đề án xanh hóa trường học

${body}

Ủy ban nhân dân xã ${commune}, tỉnh Hà Tĩnh ban hành Kế hoạch như sau:

I. MỤC ĐÍCH

Trồng cây trên địa bàn xã ${commune}, tỉnh Hà Tĩnh.
`

const TREES =
  'Thực hiện Quyết định số 4412/QĐ-TTg ngày 05/02/2026 của Thủ tướng Chính phủ phê duyệt Đề án xanh hóa trường học;'
const WATER =
  'Quyết định số 4417/QĐ-TTg ngày 11/02/2026 của Thủ tướng Chính phủ phê duyệt Chương trình nước sạch trường học.'
const OTHERS = ['Kỳ Anh', 'Cẩm Bình', 'Đức Thọ', 'Hương Sơn', 'Thạch Lạc', 'Can Lộc']
const plans = (count: number, body: string): Source[] =>
  OTHERS.slice(0, count).map((commune, i) =>
    sourceOf(`${i}.txt`, planOf({ commune, number: `${20 + i}/KH-UBND`, body })),
  )

async function check(text: string, sources: Source[], asOf?: string): Promise<CheckReport> {
  store = await storeOf(sources)
  return checkText({ format: 'txt', text, pages: [] }, storeKnown(store), { today: '2026-11-24', asOf })
}
const of = (report: CheckReport, rule: string): Finding[] => report.findings.filter((each) => each.rule === rule)

describe('consensus', () => {
  const wrong = planOf({ body: `${TREES.replace('05/02/2026', '06/02/2026')} ${WATER}` })

  it('shows a day that three others give otherwise, as a warning with their number', async () => {
    const found = of(await check(wrong, plans(3, TREES)), 'C7')
    expect(found.map(({ severity, start, end }) => [severity, wrong.slice(start, end)])).toEqual([
      ['warning', 'ngày 06/02/2026'],
    ])
    expect(found[0]!.message).toMatch(/3 văn bản khác.*05\/02\/2026/)
    expect(found[0]!.fixes).toEqual([])
  })

  it('is silent where two do: that is no proof', async () => {
    expect(of(await check(wrong, plans(2, TREES)), 'C7')).toEqual([])
  })

  it('counts no copy of the draft, whatever it is called', async () => {
    const again = plans(3, TREES.replace('05/02/2026', '06/02/2026'))
    const right = planOf({ commune: 'Kỳ Anh', number: '20/KH-UBND', body: TREES })
    // Two others are left against it; the third is the draft as it was.
    expect(of(await check(right, again), 'C7')).toEqual([])
  })

  it('takes another body’s document for another document', async () => {
    const cited = 'Thực hiện Kế hoạch số 77/KH-UBND ngày 05/02/2026 của Ủy ban nhân dân tỉnh Nghệ An về trồng cây;'
    const own = planOf({ body: cited.replace('Nghệ An', 'Hà Tĩnh').replace('05/02', '09/3') })
    expect(of(await check(own, plans(4, cited)), 'C7')).toEqual([])
  })
})

describe('peers', () => {
  const draft = planOf({ body: TREES })

  it('says what five of five comparable plans cite, with links to them', async () => {
    const found = of(await check(draft, plans(5, `${TREES} ${WATER}`)), 'H3')
    expect(found.map(({ severity, message }) => [severity, message.slice(0, 30)])).toEqual([
      ['info', '5 trong 5 văn bản tương tự việ'],
    ])
    expect(found[0]!.message).toContain('4417/QĐ-TTg')
    expect(found[0]!.evidence.map(({ source }) => source.startsWith('graph:'))).toEqual(Array(5).fill(true))
  })

  it('is silent with four, and with four and a copy of the draft', async () => {
    expect(of(await check(draft, plans(4, `${TREES} ${WATER}`)), 'H3')).toEqual([])
    await store!.close()
    const copy = sourceOf('copy.txt', planOf({ body: `${TREES} ${WATER}` }))
    expect(of(await check(draft, [...plans(4, `${TREES} ${WATER}`), copy]), 'H3')).toEqual([])
  })

  it('is silent about what the draft cites', async () => {
    expect(of(await check(planOf({ body: `${TREES} ${WATER}` }), plans(6, `${TREES} ${WATER}`)), 'H3')).toEqual([])
  })
})

describe('levels', () => {
  const draft = planOf({ body: TREES })
  const provincial = (made: { province?: string; number?: string; title?: string } = {}): Source => {
    const { province = 'Hà Tĩnh', number = '81/KH-UBND', title = 'Thực hiện Quyết định số 4412/QĐ-TTg ngày 05/02/2026 của Thủ tướng Chính phủ phê duyệt Đề án xanh hóa trường học' } = made // prettier-ignore
    return sourceOf(
      'province.txt',
      `ỦY BAN NHÂN DÂN\nTỈNH ${province.toUpperCase()}\n\nSố: ${number}\n\n${province}, ngày 10 tháng 3 năm 2026\n\nKẾ HOẠCH\n${title}\n\n${TREES}\n\nỦy ban nhân dân tỉnh ${province} ban hành Kế hoạch như sau:\n`,
    )
  }

  it('says by what its own province carries out what the draft carries out, with the words', async () => {
    const found = of(await check(draft, [provincial()]), 'H4')
    expect(found.map(({ severity }) => severity)).toEqual(['info'])
    expect(found[0]!.message).toContain('81/KH-UBND')
    expect(found[0]!.evidence[0]!.quote).toContain('4412/QĐ-TTg')
  })

  it.each<[string, Source]>([
    ['another province', provincial({ province: 'Nghệ An' })],
    ['a plan on something else that rests on it', provincial({ title: 'Trồng cây đầu năm tại các trường học' })],
    ['a department', provincial({ number: '81/KH-SGDĐT' })],
  ])('is silent for %s', async (_, source) => {
    expect(of(await check(draft, [source]), 'H4')).toEqual([])
  })

  it('is silent where the draft cites it', async () => {
    const cites = planOf({
      body: `${TREES} Kế hoạch số 81/KH-UBND ngày 10/3/2026 của Ủy ban nhân dân tỉnh Hà Tĩnh về trồng cây.`,
    })
    expect(of(await check(cites, [provincial()]), 'H4')).toEqual([])
  })
})

describe('status', () => {
  it('says who ended a cited plan, in the words that prove it', async () => {
    const end = source({
      document: { number: '4500/QĐ-TTg', type: 'Quyết định', date: '2026-06-01', level: 'central' },
      cites: [{ number: '4417/QĐ-TTg', date: '2026-02-11', level: 'central', relation: 'REPLACES' }],
    })
    const text = planOf({ date: 'ngày 10 tháng 9 năm 2026', body: `${TREES.replace(';', ',')} ${WATER}` })
    const found = of(await check(text, [end]), 'V1')
    expect(found.map(({ start, end: to }) => text.slice(start, to))).toEqual(['Quyết định số 4417/QĐ-TTg'])
    expect(found[0]!.evidence[0]!.source).toBe(`source:${end.sha}`)
    expect(found[0]!.severity).toBe('warning')
  })

  it('names the articles that have ended where a source does, from its words', async () => {
    const end = sourceOf(
      'end.txt',
      `THỦ TƯỚNG CHÍNH PHỦ\n\nSố: 4500/QĐ-TTg\n\nHà Nội, ngày 01 tháng 6 năm 2026\n\nQUYẾT ĐỊNH\nVề việc bãi bỏ một số quy định về nước sạch trường học\n\nĐiều 1. Bãi bỏ khoản 2 Điều 5, Điều 7 và Điều 9 Quyết định số 4417/QĐ-TTg ngày 11/02/2026 của Thủ tướng Chính phủ.\n\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.\n`,
    )
    const text = planOf({ date: 'ngày 10 tháng 9 năm 2026', body: `${TREES.replace(';', ',')} ${WATER}` })
    const found = of(await check(text, [end]), 'V6')
    expect(found.map(({ severity }) => severity)).toEqual(['info'])
    expect(found[0]!.message).toContain('khoản 2 Điều 5')
    expect(found[0]!.message).not.toContain('Điều 1)')
  })

  it('never calls unknown a match', async () => {
    const report = await check(planOf({ body: TREES }), [])
    expect(report.authorities.map(({ verdict, status }) => [verdict, status])).toContainEqual(['unknown', 'unknown'])
    expect(report.authorities.filter(({ verdict }) => verdict === 'match')).toEqual([])
  })

  it('names what was compared and what could not be', async () => {
    const text = planOf({
      body: 'Thực hiện Quyết định số 1533/QĐ-TTg ngày 02/8/2016 của Thủ tướng Chính phủ phê duyệt Đề án nhân rộng mô hình Câu lạc bộ Liên thế hệ tự giúp nhau giai đoạn 2016 - 2020;',
    })
    const report = await check(text, catalogue())
    const found = report.authorities.find(({ number }) => number === '1533/QĐ-TTg')!
    expect(found).toMatchObject({ verdict: 'match', unchecked: ['date'], status: 'period-over' })
  })
})

describe('articles', () => {
  const decree = (closing: string): Source =>
    sourceOf(
      'decree.txt',
      `CHÍNH PHỦ\n\nSố: 77/2026/NĐ-CP\n\nHà Nội, ngày 11 tháng 02 năm 2026\n\nNGHỊ ĐỊNH\nQuy định về nước sạch trường học\n\nĐiều 1. Phạm vi\nNước sạch.\n\nĐiều 2. Nguồn nước\nNước ngầm.\n\nĐiều 3. Thi hành\n${closing}\n\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\n\nNguyễn Văn An\n`,
    )
  const citing = (provision: string): string =>
    planOf({ body: `${TREES} Thực hiện ${provision} Nghị định số 77/2026/NĐ-CP ngày 11/02/2026 của Chính phủ quy định về nước sạch trường học.` }) // prettier-ignore
  const marked = async (provision: string, source?: Source): Promise<string[]> => {
    const text = citing(provision)
    return of(await check(text, source ? [source] : []), 'C10').map(({ start, end }) => text.slice(start, end))
  }

  it('that the held text does not have are said, those that it has and those of a text not held are not', async () => {
    const held = decree('Nghị định có hiệu lực từ ngày ký.')
    expect(await marked('khoản 2 Điều 5', held)).toEqual(['khoản 2 Điều 5'])
    await store!.close()
    expect(await marked('khoản 2 Điều 3', held)).toEqual([])
    await store!.close()
    expect(await marked('khoản 2 Điều 5')).toEqual([])
  })

  it('of a regulation that goes with the text are not missed in it', async () => {
    const held = decree('Ban hành kèm theo Nghị định này Quy chế dùng nước.')
    expect(await marked('khoản 2 Điều 5', held)).toEqual([])
  })
})

describe('names of today', () => {
  it('adds who an issuer is now, as a note', async () => {
    const old = 'Căn cứ Quyết định số 77/QĐ-UBND ngày 05/02/2024 của Ủy ban nhân dân tỉnh Bình Dương về trồng cây;'
    const found = of(await check(planOf({ body: old }), plans(1, old)), 'G3')
    expect(found.map(({ severity }) => severity)).toEqual(['info'])
    expect(found[0]!.message).toContain('Hồ Chí Minh')
  })
})

describe('bodies that have ended, in a draft without a day', () => {
  const undated = (cited: string): string =>
    `KẾ HOẠCH\nTặng quà người cao tuổi\n\nThực hiện Quyết định số 4412/QĐ-TTg ngày ${cited} của Thủ tướng Chính phủ về tặng quà, giao Ủy ban nhân dân huyện Vũ Quang và Sở LĐTBXH tặng quà.\n`
  const weights = async (cited: string): Promise<string[]> => of(await check(undated(cited), []), 'G2').map(({ severity, message }) => `${severity} ${message.includes('tính đến hôm nay')}`) // prettier-ignore

  it('are a warning where what it cites is of late, a note where all is long before', async () => {
    expect(await weights('05/02/2026')).toEqual(['warning true', 'warning true'])
    await store!.close()
    expect(await weights('05/02/2022')).toEqual(['info true', 'info true'])
  })
})

describe('a store', () => {
  it('is only read', async () => {
    store = await storeOf(catalogue())
    const before = JSON.stringify([await store.counts(), await store.files()])
    const text = planOf({ body: TREES })
    await checkText({ format: 'txt', text, pages: [] }, storeKnown(store), { today: '2026-11-24' })
    expect(JSON.stringify([await store.counts(), await store.files()])).toBe(before)
    expect(await store.byNumber(['4412qdttg'])).toEqual([])
  })
})
