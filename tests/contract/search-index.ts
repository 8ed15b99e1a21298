/**
 * The contract of SearchIndex
 * ===========================
 *
 * Every engine passes this suite; it knows nothing of any of them. `open` gives an empty index; the suite closes it.
 */
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SearchDocument, SearchIndex, SearchRequest, SearchResult } from '../../graph/search.ts'

export interface ContractOptions {
  /** Environment variable without which the engine's server is not there. */
  requires?: string
  /** Milliseconds a test may take. */
  timeout?: number
}

/** A document in one call: passages as plain strings, set one after the other. */
function made({
  passages = [],
  ...fields
}: Partial<Omit<SearchDocument, 'passages'>> & { passages?: string[] }): SearchDocument {
  // prettier-ignore
  let start = 0
  const spans = passages.map((text) => {
    const passage = { source: `sha-${fields.id}`, start, end: start + text.length, text }
    start = passage.end + 2
    return passage
  })
  const blank: SearchDocument = {
    id: 'x',
    kind: 'Instrument',
    type: 'Kế hoạch',
    number: null,
    title: null,
    issuer: null,
    date: null,
    year: null,
    level: null,
    place: null,
    status: 'unknown',
    held: passages.length > 0,
    citedBy: 0,
    passages: [],
  }
  return { ...blank, ...fields, passages: spans }
}

const CLUBS = 'Đề án nhân rộng mô hình Câu lạc bộ Liên thế hệ tự giúp nhau'

export const DOCUMENTS: SearchDocument[] = [
  made({ id: '1336-qd-ttg-2020', type: 'Quyết định', number: '1336/QĐ-TTg', title: `phê duyệt ${CLUBS} giai đoạn đến năm 2025`, issuer: 'Thủ tướng Chính phủ', date: '2020-08-31', year: 2020, level: 'central', citedBy: 9 }), // prettier-ignore
  made({ id: '1579-qd-ttg-2020', type: 'Quyết định', number: '1579/QĐ-TTg', title: 'phê duyệt Chương trình Chăm sóc sức khỏe người cao tuổi đến năm 2030', issuer: 'Thủ tướng Chính phủ', date: '2020-10-13', year: 2020, level: 'central', citedBy: 5 }), // prettier-ignore
  made({ id: '25-ct-tu-lang-son-2023', type: 'Chỉ thị', number: '25-CT/TU', title: 'tăng cường sự lãnh đạo của các cấp ủy đảng', issuer: 'Ban Thường vụ Tỉnh ủy Lạng Sơn', date: '2023-07-19', year: 2023, level: 'province', place: 'Lạng Sơn', citedBy: 2 }), // prettier-ignore
  made({
    id: 'plan-003',
    number: '12/KH-UBND',
    title: `Thực hiện ${CLUBS} tỉnh Lai Châu`,
    date: '2020-11',
    year: 2020,
    issuer: 'Ủy ban nhân dân tỉnh Lai Châu',
    level: 'province',
    place: 'Lai Châu',
    citedBy: 1,
    passages: [
      'Căn cứ Quyết định số 1336/QĐ-TTg ngày 31/8/2020 của Thủ tướng Chính phủ;',
      'Thành lập câu lạc bộ liên thế hệ ở các xã, hoà giải ở cơ sở, đầu tư cho thôn bản.',
    ],
  }),
  made({
    id: 'plan-004',
    title: 'Thực hiện Đề án nhân rộng câu lạc bộ liên thế hệ tự giúp nhau đến năm 2035',
    issuer: 'Ủy ban nhân dân xã Mai Hoa',
    date: '2026-04',
    year: 2026,
    level: 'commune',
    place: 'Mai Hoa, Hà Tĩnh',
    passages: ['Mục đích, yêu cầu: nâng cao đời sống người cao tuổi.', 'Giao Trạm Y tế xã theo dõi, báo cáo.'],
  }),
  made({
    id: 'plan-nfd',
    title: 'Chăm lo người cao tuổi'.normalize('NFD'),
    level: 'commune',
    place: 'Tân Thành, Lạng Sơn',
    date: '2023-09',
    year: 2023,
    passages: ['Triển khai Chỉ thị số 25-CT/TU về công tác hội; dau tu nguon luc.'.normalize('NFD')],
  }),
  made({ id: '49-2025-nq-hdnd', type: 'Nghị quyết', number: '49/2025/NQ-HĐND', title: 'mức chi đầu tư', issuer: 'Hội đồng nhân dân thành phố Hải Phòng', date: '2025-12-10', year: 2025, level: 'province', place: 'Hải Phòng', status: 'in-force' }), // prettier-ignore
]

export function searchIndexContract(
  name: string,
  open: () => Promise<SearchIndex>,
  options: ContractOptions = {},
): void {
  // prettier-ignore
  const { requires, timeout = 30_000 } = options
  const missing = requires !== undefined && !process.env[requires]
  if (missing && process.env.CANCU_REQUIRE?.split(',').includes(name)) {
    it(`${name} is there`, () => expect.unreachable(`${requires} is not set`))
    return
  }
  describe.skipIf(missing)(`SearchIndex: ${name}`, { timeout }, () => {
    let index: SearchIndex
    beforeEach(async () => {
      index = await open()
    })
    afterEach(() => index.close())

    const search = (query: string, more: Partial<SearchRequest> = {}): Promise<SearchResult> =>
      index.search({ query, first: 20, ...more })
    const ids = async (query: string, more: Partial<SearchRequest> = {}): Promise<string[]> =>
      (await search(query, more)).hits.map((hit) => hit.document.id)
    const set = async (query: string): Promise<string[]> => (await ids(query)).sort()

    describe('an empty index', () => {
      it('finds nothing', async () => {
        for (const query of ['', 'kế hoạch', '1336'])
          expect(await search(query)).toMatchObject({ total: 0, totalIsExact: true, hits: [], facets: { type: [] } })
        expect(await index.count()).toBe(0)
      })

      it('takes empty calls', async () => {
        await index.put([])
        await index.remove([])
        await index.remove(['nothing'])
        await index.clear()
        expect(await index.count()).toBe(0)
      })
    })

    describe('putting and removing', () => {
      it('replaces by id, words and all', async () => {
        await index.put(DOCUMENTS)
        await index.put([made({ id: 'plan-004', title: 'Báo cáo tổng kết', passages: ['Kết quả đạt được.'] })])
        expect(await index.count()).toBe(DOCUMENTS.length)
        expect(await ids('Mai Hoa')).toEqual([])
        expect(await ids('tổng kết')).toEqual(['plan-004'])
        expect(await ids('kết quả đạt được')).toEqual(['plan-004'])
      })

      it('keeps the words when only a count changes', async () => {
        await index.put(DOCUMENTS)
        const law = { ...DOCUMENTS[3]!, citedBy: 99 }
        await index.put([law])
        const { hits } = await search('hòa giải')
        expect(hits.map(({ document }) => [document.id, document.citedBy])).toEqual([['plan-003', 99]])
      })

      it('put twice is put once', async () => {
        await index.put(DOCUMENTS)
        const before = await search('')
        await index.put(DOCUMENTS)
        expect(await search('')).toEqual(before)
      })

      it('removes just what it is told to', async () => {
        await index.put(DOCUMENTS)
        await index.remove(['plan-003', 'nothing'])
        expect(await index.count()).toBe(DOCUMENTS.length - 1)
        expect(await ids('Lai Châu')).toEqual([])
        expect((await set('liên thế hệ')).includes('plan-004')).toBe(true)
      })

      it('starts again after clear', async () => {
        await index.put(DOCUMENTS)
        await index.clear()
        expect(await ids('')).toEqual([])
        await index.put(DOCUMENTS.slice(0, 1))
        expect(await ids('1336')).toEqual(['1336-qd-ttg-2020'])
      })

      it('gives documents back as they were put, without passages', async () => {
        await index.put(DOCUMENTS)
        const { passages: _passages, ...document } = DOCUMENTS[3]!
        const hit = (await search('Lai Châu')).hits[0]
        expect(hit?.document).toEqual(document)
      })
    })

    describe('an empty query', () => {
      it('matches everything, the most cited first, then by id', async () => {
        await index.put(DOCUMENTS)
        const result = await search('  ')
        expect(result).toMatchObject({ total: DOCUMENTS.length, totalIsExact: true })
        const byCited = DOCUMENTS.toSorted((a, b) => b.citedBy - a.citedBy || (a.id < b.id ? -1 : 1))
        expect(result.hits.map((hit) => hit.document.id)).toEqual(byCited.map(({ id }) => id))
        expect(result.hits.every((hit) => hit.highlights.length === 0)).toBe(true)
      })
    })

    describe('numbers', () => {
      it.each([
        ['1336', '1336-qd-ttg-2020'],
        ['QD 1336', '1336-qd-ttg-2020'],
        ['1336 qd ttg', '1336-qd-ttg-2020'],
        ['1336/QĐ-TTg', '1336-qd-ttg-2020'],
        ['QĐ 1336/QĐ-TTg', '1336-qd-ttg-2020'],
        ['Quyết định số 1336/QĐ-TTg', '1336-qd-ttg-2020'],
        ['quyet dinh 1336', '1336-qd-ttg-2020'],
        ['"1336/QĐ-TTg"', '1336-qd-ttg-2020'],
        ['1579/QĐ–TTg', '1579-qd-ttg-2020'],
        ['25 ct tu', '25-ct-tu-lang-son-2023'],
        ['25-CT/TU', '25-ct-tu-lang-son-2023'],
        ['25-CT/TU Lạng Sơn', '25-ct-tu-lang-son-2023'],
        ['49/2025', '49-2025-nq-hdnd'],
        ['NQ 49', '49-2025-nq-hdnd'],
        ['12/kh-ubnd', 'plan-003'],
      ])('%s leads with the instrument', async (query, first) => {
        await index.put(DOCUMENTS)
        expect((await ids(query))[0]).toBe(first)
      })

      it('also find the texts that cite them', async () => {
        await index.put(DOCUMENTS)
        expect(await ids('1336/QĐ-TTg')).toEqual(['1336-qd-ttg-2020', 'plan-003'])
        expect(await ids('25-CT/TU')).toEqual(['25-ct-tu-lang-son-2023', 'plan-nfd'])
      })

      it('are marked in number and text', async () => {
        await index.put(DOCUMENTS)
        const { hits } = await search('1336/QĐ-TTg')
        const number = hits[0]!.highlights.find(({ field }) => field === 'number')
        expect(number?.ranges).toEqual([{ start: 0, end: 11 }])
        const text = hits[1]!.highlights.find(({ field }) => field === 'text')
        expect(marked(text!)).toEqual(['1336/QĐ-TTg'])
      })
    })

    describe('words', () => {
      it.each([
        ['liên thế hệ', ['1336-qd-ttg-2020', 'plan-003', 'plan-004']],
        ['lien the he', ['1336-qd-ttg-2020', 'plan-003', 'plan-004']],
        ['LIÊN THẾ HỆ'.normalize('NFD'), ['1336-qd-ttg-2020', 'plan-003', 'plan-004']],
        ['dau tu', ['49-2025-nq-hdnd', 'plan-003', 'plan-nfd']],
        ['đầu tư', ['49-2025-nq-hdnd', 'plan-003', 'plan-nfd']],
        ['hòa giải', ['plan-003']],
        ['hoà giải', ['plan-003']],
        ['sức khoẻ', ['1579-qd-ttg-2020']],
        ['người cao tuổi', ['1579-qd-ttg-2020', 'plan-004', 'plan-nfd']],
        ['trạm y tế Hà Tĩnh', ['plan-004']],
        ['không có từ nào', []],
      ])('%s', async (query, found) => {
        await index.put(DOCUMENTS)
        expect(await set(query)).toEqual(found)
      })

      it('typed with marks rank texts with those marks first', async () => {
        await index.put(DOCUMENTS)
        expect((await ids('đầu tư')).at(-1)).toBe('plan-nfd')
      })

      it('in quotes stand together', async () => {
        await index.put(DOCUMENTS)
        expect(await set('"cao tuổi đến năm"')).toEqual(['1579-qd-ttg-2020'])
        expect(await set('"tuổi cao"')).toEqual([])
        expect(await set('“câu lạc bộ liên thế hệ ở” xã')).toEqual(['plan-003'])
      })

      it.runIf(true)('misspelt find their neighbours, where the engine does that', async () => {
        await index.put(DOCUMENTS)
        if (!index.capabilities.typoTolerance) return
        expect(await set('nguoii cao tuoi')).toContain('plan-004')
        expect(await set('nhan rongg')).toContain('plan-004')
      })
    })

    describe('hostile text', () => {
      it.each([
        '"',
        '""',
        '*',
        'NEAR(',
        'a" OR "b',
        "'; DROP TABLE x; --",
        'head:x',
        '^',
        '-',
        '(((',
        '{a b}',
        'a AND NOT',
        '\0',
        '%',
        '\u{1F600}',
      ])(
        // prettier-ignore
        '%j is text',
        async (query) => {
          await index.put(DOCUMENTS)
          const result = await search(query)
          expect(result.total).toBeLessThan(DOCUMENTS.length)
          expect(await index.count()).toBe(DOCUMENTS.length)
        },
      )

      it('of any kind is answered', async () => {
        await index.put(DOCUMENTS)
        await fc.assert(
          fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (query) => {
            const { total, hits } = await search(query)
            expect(hits.length).toBeLessThanOrEqual(total)
          }),
          { numRuns: 50 },
        )
      })

      it('in a filter is a value', async () => {
        await index.put(DOCUMENTS)
        expect(await ids('', { filter: { type: [`x' OR '1'='1`, '"', ''] } })).toEqual([])
      })
    })

    describe('filters and facets', () => {
      it('narrow: any of the values, all of the facets', async () => {
        await index.put(DOCUMENTS)
        expect(await ids('', { filter: { level: ['central'] } })).toEqual(['1336-qd-ttg-2020', '1579-qd-ttg-2020'])
        expect((await ids('', { filter: { year: ['2020', '2026'], held: ['true'] } })).sort()).toEqual(['plan-003', 'plan-004']) // prettier-ignore
        expect(await ids('liên thế hệ', { filter: { place: ['Lai Châu'] } })).toEqual(['plan-003'])
        expect(await ids('1336', { filter: { type: ['Kế hoạch'] } })).toEqual(['plan-003'])
        expect(await ids('', { filter: { status: ['in-force'] } })).toEqual(['49-2025-nq-hdnd'])
        expect(await ids('', { filter: { issuer: [] } })).toEqual([])
        expect(await ids('', { filter: {} })).toHaveLength(DOCUMENTS.length)
      })

      it('count the whole result, most first, then by value', async () => {
        await index.put(DOCUMENTS)
        const { facets, total } = await search('', { first: 1 })
        expect(total).toBe(DOCUMENTS.length)
        expect(facets.type).toEqual([
          { value: 'Kế hoạch', count: 3 },
          { value: 'Quyết định', count: 2 },
          { value: 'Chỉ thị', count: 1 },
          { value: 'Nghị quyết', count: 1 },
        ])
        expect(facets.held).toEqual([
          { value: 'false', count: 4 },
          { value: 'true', count: 3 },
        ])
        expect(facets.year[0]).toEqual({ value: '2020', count: 3 })
        expect(facets.place.map(({ value }) => value)).not.toContain('')
        const narrowed = await search('liên thế hệ', { filter: { held: ['true'] } })
        expect(narrowed.facets.type).toEqual([{ value: 'Kế hoạch', count: 2 }])
      })
    })

    describe('highlights', () => {
      it('are slices of the text, with the words marked', async () => {
        await index.put(DOCUMENTS)
        const { hits } = await search('hoa giai')
        const text = hits[0]!.highlights.find(({ field }) => field === 'text')!
        const passage = DOCUMENTS[3]!.passages[1]!
        expect(passage.text.slice(text.start! - passage.start, text.start! - passage.start + text.text.length)).toBe(text.text) // prettier-ignore
        expect(text.source).toBe('sha-plan-003')
        expect(marked(text).map((word) => word.toLowerCase())).toEqual(['hoà', 'giải'])
      })

      it('hold in decomposed text', async () => {
        await index.put(DOCUMENTS)
        const hit = (await search('công tác hội')).hits.find(({ document }) => document.id === 'plan-nfd')!
        const text = hit.highlights.find(({ field }) => field === 'text')!
        expect(marked(text).map((word) => word.normalize('NFC'))).toEqual(['công', 'tác', 'hội'])
      })

      it('mark titles', async () => {
        await index.put(DOCUMENTS)
        const hit = (await search('chăm sóc sức khoẻ')).hits[0]!
        expect(marked(hit.highlights.find(({ field }) => field === 'title')!)).toEqual(['Chăm', 'sóc', 'sức', 'khỏe'])
      })
    })

    describe('paging', () => {
      it('is stable and complete', async () => {
        const many = Array.from(
          { length: 57 },
          (_, n) =>
          made({ id: `p-${n}`, title: `Kế hoạch người cao tuổi ${n % 7}`, citedBy: n % 3, passages: [`Đoạn ${n} nói về hội.`] }), // prettier-ignore
        )
        await index.put(many)
        for (const query of ['', 'người cao tuổi', 'hoi', 'Kế hoạch 3']) {
          const all = await ids(query, { first: 100 })
          expect(new Set(all).size).toBe(all.length)
          const seen: string[] = []
          for (let offset = 0; offset < all.length; offset += 10) {
            const page = await search(query, { first: 10, offset })
            expect(page.total).toBe(all.length)
            seen.push(...page.hits.map((hit) => hit.document.id))
          }
          expect(seen).toEqual(all)
          expect(await ids(query, { first: 10, offset: all.length })).toEqual([])
        }
      })
    })
  })
}

function marked({ text, ranges }: { text: string; ranges: { start: number; end: number }[] }): string[] {
  return ranges.map(({ start, end }) => text.slice(start, end))
}
