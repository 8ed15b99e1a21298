/**
 * Factories: records and sources in one call
 * ==========================================
 *
 *   source({ document: { number: '39/KH-UBND' }, cites: [{ number: '1336/QĐ-TTg', relation: 'IMPLEMENTS' }] })
 *
 * The text is made from the citations, so that every offset holds in it.
 */
import { createHash } from 'node:crypto'
import type { Description } from '../graph/correction.ts'
import type { Source } from '../graph/model.ts'
import {
  RECORD_VERSION,
  type Citation,
  type DocumentFields,
  type DocumentRecord,
  type LocalInstrument,
  type LocalRelation,
  type RelationType,
} from '../ingest/record.ts'

/** An instrument as the document cites it. `key` defaults to its number or title. */
export interface Cited extends Partial<LocalInstrument> {
  relation?: RelationType
  /** Who cites: "this", or a key of another cited instrument. */
  subject?: string
  /** How often it is mentioned. */
  times?: number
}

export interface Made {
  document?: Partial<DocumentFields>
  cites?: Cited[]
  /** Relations beyond those of the citations. */
  relations?: [from: string, type: RelationType, to: string][]
  /** Text before the citations. */
  text?: string
  name?: string
  sample?: boolean
}

const BLANK_DOCUMENT: DocumentFields = {
  type: 'Kế hoạch',
  number: null,
  date: null,
  place: null,
  issuer: null,
  level: null,
  province: null,
  district: null,
  title: null,
  signer: null,
  recipients: [],
  periodFrom: null,
  periodTo: null,
  spans: {},
}

export function instrument({
  relation: _relation,
  subject: _subject,
  times: _times,
  ...fields
}: Cited): LocalInstrument {
  return {
    key: fields.number ?? fields.title ?? 'x',
    type: 'Quyết định',
    number: null,
    date: null,
    issuer: null,
    title: null,
    programme: false,
    province: null,
    locality: null,
    level: null,
    ...fields,
  }
}

export function record({ document, cites = [], relations = [], text = '' }: Made): DocumentRecord & { text: string } {
  const citations: Citation[] = []
  const edges: LocalRelation[] = []
  let body = text
  for (const cited of cites) {
    const { key, type, number, date, issuer, title } = instrument(cited)
    const relation = cited.relation ?? 'CITES'
    const subject = cited.subject ?? 'this'
    const indexes: number[] = []
    for (let time = 0; time < (cited.times ?? 1); time += 1) {
      body += body === '' || body.endsWith('\n') ? '' : '\n'
      const start = body.length
      const words = [type, number && `số ${number}`, title].filter((part) => part).join(' ')
      body += `${words};`
      const end = start + words.length
      indexes.push(citations.length)
      citations.push({
        start,
        end,
        text: words,
        core: {
          start,
          end,
        },
        kind: 'full',
        type,
        number,
        date,
        issuer,
        title,
        provision: null,
        section: 'body',
        basis: false,
        relation,
        subject,
        key,
        confidence: 0.9,
        rule: 'number',
      })
    }
    edges.push({ from: subject, to: key, type: relation, citations: indexes })
  }
  for (const [from, type, to] of relations) edges.push({ from, to, type, citations: [] })
  return {
    text: body,
    version: RECORD_VERSION,
    document: { ...BLANK_DOCUMENT, ...document },
    instruments: [...new Map(cites.toReversed().map((cited) => [instrument(cited).key, instrument(cited)])).values()],
    citations,
    relations: edges,
    selfReferences: [],
    warnings: [],
  }
}

export function source(made: Made): Source {
  const { text, ...fields } = record(made)
  const sha = createHash('sha256')
    .update(JSON.stringify([made.document, made.cites, made.relations, text]))
    .digest('hex')
  const names = [made.name ?? `${sha.slice(0, 8)}.txt`]
  return { sha, names, format: 'txt', text, pages: [], record: fields, sample: made.sample ?? false }
}

/** A cited instrument as a person's word describes it. */
export function described({ type = '', number = null, date = null, issuer = null, level = null }: Cited): Description {
  return { type, number, date, issuer, level, province: null, locality: null, title: null, home: null }
}

// ---- a small world: the plans on older persons -----------------------------------------------------------------

export const LAW: Cited = { type: 'Luật', title: 'Luật Người cao tuổi', date: '2009', level: 'central' }

export const D1336: Cited = {
  type: 'Quyết định',
  number: '1336/QĐ-TTg',
  date: '2020-08-31',
  issuer: 'Thủ tướng Chính phủ',
  title: 'phê duyệt Đề án nhân rộng mô hình Câu lạc bộ Liên thế hệ tự giúp nhau giai đoạn đến năm 2025',
  level: 'central',
}

export const CLUBS_2025: Cited = {
  key: 'de-an-2025',
  type: 'Đề án',
  title: 'Đề án nhân rộng mô hình Câu lạc bộ Liên thế hệ tự giúp nhau giai đoạn đến năm 2025',
  programme: true,
}

export const CLUBS_2035: Cited = {
  key: 'de-an-2035',
  type: 'Đề án',
  title: 'Đề án nhân rộng Câu lạc bộ Liên thế hệ tự giúp nhau đến năm 2035',
  programme: true,
}

export const CT25: Cited = {
  type: 'Chỉ thị',
  number: '25-CT/TU',
  date: '2023-07-19',
  issuer: 'Ban Thường vụ Tỉnh ủy Lạng Sơn',
  province: 'Lạng Sơn',
  level: 'province',
}

export const KL58: Cited = {
  type: 'Kết luận',
  number: '58-KL/TW',
  date: '2023-06-23',
  issuer: 'Ban Bí thư',
  title: 'tổ chức và hoạt động của Hội Người cao tuổi Việt Nam',
  level: 'central',
}

/** A provincial plan with its number. */
export function provincial(
  number: string,
  province: string,
  date: string | null,
  cites: Cited[] = [],
  more: Made = {},
): Source {
  // prettier-ignore
  const issuer = `Ủy ban nhân dân tỉnh ${province}`
  const document = { number, province, date, issuer, level: 'province' as const, place: province, title: `Thực hiện công tác người cao tuổi tỉnh ${province}` } // prettier-ignore
  return source({ ...more, document: { ...document, ...more.document }, cites })
}

/** A commune's draft: number and day still blank. */
export function draft(commune: string, province: string, date: string, cites: Cited[] = [], more: Made = {}): Source {
  const issuer = `Ủy ban nhân dân xã ${commune}`
  const document = { province, date, issuer, level: 'commune' as const, place: commune, title: `Thực hiện công tác người cao tuổi trên địa bàn xã ${commune}` } // prettier-ignore
  return source({ ...more, document: { ...document, ...more.document }, cites })
}

/** Plans that cross: shared laws and decisions, namesakes in two provinces, two terms, gaps and a draft. */
export function corpus(): Source[] {
  const approves: Cited = { ...CLUBS_2025, relation: 'APPROVES', subject: '1336/QĐ-TTg' }
  return [
    draft('Tân Thành', 'Lạng Sơn', '2023-09', [
      { ...CT25, relation: 'IMPLEMENTS', times: 3 },
      { number: '285/KH-UBND', type: 'Kế hoạch', date: '2023-09-06', province: 'Lạng Sơn', locality: 'Hữu Lũng', level: 'district', relation: 'IMPLEMENTS' }, // prettier-ignore
      { ...CT25, relation: 'IMPLEMENTS', subject: '285/KH-UBND' },
      { ...KL58, relation: 'IMPLEMENTS' },
      { ...LAW, relation: 'IMPLEMENTS' },
      { ...D1336, relation: 'IMPLEMENTS' },
      approves,
    ]),
    provincial('12/KH-UBND', 'Lai Châu', '2020-11-02', [
      { ...D1336, relation: 'BASED_ON' },
      { number: '449/HNCT-ĐN', type: 'Công văn', date: '2020-10-12', issuer: 'Hội Người cao tuổi Việt Nam', level: 'central', relation: 'BASED_ON' }, // prettier-ignore
      { ...D1336, relation: 'IMPLEMENTS', subject: '449/HNCT-ĐN' },
      { ...approves, title: 'Đề án nhân rộng câu lạc bộ liên thế hệ tự giúp nhau giai đoạn đến năm 2025, tỉnh Lai Châu' }, // prettier-ignore
    ]),
    draft('Mai Hoa', 'Hà Tĩnh', '2026-04', [
      { number: '39/KH-UBND', type: 'Kế hoạch', date: '2026-01-29', province: 'Hà Tĩnh', level: 'province', relation: 'BASED_ON' }, // prettier-ignore
      { ...CLUBS_2035, relation: 'IMPLEMENTS' },
    ]),
    provincial('39/KH-UBND', 'Hà Tĩnh', '2026-01-29', [{ ...CLUBS_2035, relation: 'IMPLEMENTS' }]),
    provincial('39/KH-UBND', 'Quảng Nam', '2023-02-01', [
      { ...KL58, date: '2019-09-12', title: 'đại hội các hội quần chúng', relation: 'APPLIES' },
      { type: 'Luật', title: 'Luật Người cao tuổi', relation: 'IMPLEMENTS' },
    ]),
    provincial('40/KH-UBND', 'Quảng Nam', '2023-08-03', [
      { ...KL58, date: null, title: null, relation: 'APPLIES' },
      { number: '39/2009/QH12', type: 'Luật', title: 'Người cao tuổi', date: '2009-11-23', relation: 'IMPLEMENTS' },
      { number: '39/KH-UBND', type: 'Kế hoạch', date: '2023-02-01', level: 'province', relation: 'CITES' },
    ]),
  ]
}
