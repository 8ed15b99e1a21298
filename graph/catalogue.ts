/**
 * Catalogue: facts about instruments, one row a source
 * ====================================================
 *
 *   file ─ catalogue-read ─ rows ─ sourceOfRow ─ sources ─ claimsOfRow ─ claims and statements
 *
 * A row says of one instrument what somebody read somewhere: its number, title and dates, its status, what it replaces
 * or rests on, with where it was read, when, and how sure that is. Each row is a source of its own, known by a hash of
 * what it says, and goes the way of every source: order, batching, reruns and removal make no difference, and what it
 * says stands beside what the texts say, never in their place.
 *
 * The text of a row is written from its fields, one a line, so that evidence has a place to point to and the row can
 * be read back from what is stored:
 *
 *   Số, ký hiệu: 1648/QĐ-TTg
 *   Quan hệ: Tiếp nối | 1336/QĐ-TTg | 31/08/2020
 *   Nguồn: nhansu.vn 668081
 */
import {
  RECORD_VERSION,
  RELATION_TYPES,
  type DocumentFields,
  type Level,
  type PartialDate,
  type RelationType,
  type Span,
} from '../ingest/record.ts'
import { NO_TYPE } from './consensus.ts'
import { readDate } from './days.ts'
import { foldText } from './fold.ts'
import { blockOf, groupOf } from './identity.ts'
import {
  isRow,
  ROW_MARK,
  type Claim,
  type ClaimFields,
  type Evidence,
  type NodeKind,
  type Source,
  type Statement,
  type Status,
} from './model.ts'
import { isLawType, numberScope, unitOf } from './naming.ts'
import { sha256 } from './sha256.ts'

export const CONFIDENCES = ['high', 'medium', 'low'] as const
export type Confidence = (typeof CONFIDENCES)[number]

/** What a row says of another instrument. The other one has a number, or a title where it has none. */
export interface CatalogueRelation {
  type: RelationType
  number: string | null
  date: PartialDate | null
  /** Of the other instrument. */
  title: string | null
  /** Where it differs from that of the row. */
  confidence: Confidence | null
}

/** One row. Null: the row does not say. */
export interface CatalogueRow {
  number: string | null
  type: string
  issuer: string | null
  level: Level | null
  /** Short name of the issuer's province. */
  province: string | null
  date: PartialDate | null
  effectiveFrom: PartialDate | null
  /** First day on which it is no longer in force. */
  effectiveTo: PartialDate | null
  title: string | null
  signer: string | null
  status: Status | null
  periodFrom: PartialDate | null
  periodTo: PartialDate | null
  relations: CatalogueRelation[]
  /** Where the facts were read. */
  source: string
  confidence: Confidence | null
  /** The day they were seen there; never the day of import. */
  seen: PartialDate | null
  note: string | null
}

// ---- rows as sources -------------------------------------------------------------------------------------------

/** `format` of a source that is a row; stores leave it out when they count the documents read. */
export const CATALOGUE_FORMAT = 'catalogue'

/** What each field of a row is called in its text. */
export const ROW_LABELS = {
  number: 'Số, ký hiệu',
  type: 'Loại',
  issuer: 'Cơ quan ban hành',
  level: 'Cấp',
  province: 'Tỉnh',
  date: 'Ngày ban hành',
  effectiveFrom: 'Có hiệu lực từ',
  effectiveTo: 'Hết hiệu lực từ',
  title: 'Trích yếu',
  signer: 'Người ký',
  status: 'Tình trạng',
  periodFrom: 'Giai đoạn từ',
  periodTo: 'Giai đoạn đến',
  source: 'Nguồn',
  confidence: 'Độ tin cậy',
  seen: 'Thấy ngày',
  note: 'Ghi chú',
} as const satisfies Record<Exclude<keyof CatalogueRow, 'relations'>, string>

type Field = keyof typeof ROW_LABELS
const FIELDS = Object.keys(ROW_LABELS) as Field[]
const RELATION_LABEL = 'Quan hệ'

const DATES: ReadonlySet<Field> = new Set(['date', 'effectiveFrom', 'effectiveTo', 'periodFrom', 'periodTo', 'seen'])

/** Codes as a person reads them in evidence. */
const WORDS: Record<string, string> = {
  'in-force': 'Còn hiệu lực',
  'partly-in-force': 'Hết hiệu lực một phần',
  expired: 'Hết hiệu lực',
  'not-yet-in-force': 'Chưa có hiệu lực',
  'period-over': 'Hết giai đoạn',
  unknown: 'Không rõ',
  central: 'Trung ương',
  province: 'Tỉnh',
  district: 'Huyện',
  commune: 'Xã',
  high: 'Cao',
  medium: 'Vừa',
  low: 'Thấp',
  BASED_ON: 'Căn cứ',
  IMPLEMENTS: 'Thực hiện',
  AMENDS: 'Sửa đổi, bổ sung',
  REPLACES: 'Thay thế',
  REPEALS: 'Bãi bỏ',
  GUIDES: 'Hướng dẫn',
  APPROVES: 'Phê duyệt',
  APPLIES: 'Áp dụng',
  PROMULGATED_WITH: 'Ban hành kèm theo',
  PROPOSED_BY: 'Theo đề nghị tại',
  SUCCEEDS: 'Tiếp nối',
  CITES: 'Viện dẫn',
}
const CODES = new Map(Object.entries(WORDS).map(([code, words]) => [words, code]))
const CODED: ReadonlySet<Field> = new Set(['status', 'level', 'confidence'])

const worded = (code: string): string => WORDS[code] ?? code
/** Rows stored earlier have the code itself. */
const coded = (words: string): string => CODES.get(words) ?? words
/** 2020-08-31 → 31/08/2020, and back by `readDate`. */
const dayFirst = (date: PartialDate): string => date.split('-').toReversed().join('/')

const shown = (field: Field, value: string): string =>
  DATES.has(field) ? dayFirst(value) : CODED.has(field) ? worded(value) : value
const told = (field: Field, words: string | undefined): string | null => {
  if (words === undefined) return null
  return DATES.has(field) ? readDate(words) : CODED.has(field) ? coded(words) : words
}

interface Written {
  text: string
  /** The line of each field that the row gives. */
  spans: Partial<Record<Field, Span>>
  /** The line of each relation. */
  relations: Span[]
}

function write(row: CatalogueRow): Written {
  const written: Written = { text: '', spans: {}, relations: [] }
  const line = (words: string): Span => {
    const start = written.text.length
    written.text += `${words}\n`
    return { start, end: start + words.length }
  }
  for (const field of FIELDS) {
    const value = row[field]
    if (value !== null) written.spans[field] = line(`${ROW_LABELS[field]}: ${shown(field, value)}`)
  }
  for (const { type, number, date, title, confidence } of row.relations) {
    const day = date === null ? null : dayFirst(date)
    const sure = confidence === null ? null : worded(confidence)
    const parts = [worded(type), number, day, title, sure].map((part) => part ?? '')
    written.relations.push(line(`${RELATION_LABEL}: ${parts.join(' | ').replace(/[ |]+$/, '')}`))
  }
  return written
}

/** The source that a row is, under the base names of the files that have it. */
export function sourceOfRow(row: CatalogueRow, names: string[]): Source {
  const { text } = write(row)
  const hash = sha256(`${RECORD_VERSION}\n${text}`)
  const { type, number, date, issuer, title, level, province, periodFrom, periodTo } = row
  const said = { type, number, date, issuer, title, level, province, periodFrom, periodTo }
  const document: DocumentFields = { ...said, place: null, district: null, signer: null, recipients: [], spans: {} }
  const record = { version: RECORD_VERSION, document, instruments: [], citations: [], relations: [], selfReferences: [], warnings: [] } // prettier-ignore
  return { sha: ROW_MARK + hash, names, format: CATALOGUE_FORMAT, text, pages: [], record, sample: false }
}

/** The row that a source is, with the line of each of its fields; null for a document. */
export function rowOf(source: Pick<Source, 'sha' | 'text'>): (CatalogueRow & { lines: Written['spans'] }) | null {
  if (!isRow(source.sha)) return null
  const found = new Map<string, string>()
  const relations: CatalogueRelation[] = []
  for (const line of source.text.split('\n')) {
    const at = line.indexOf(': ')
    const [label, value] = [line.slice(0, at), line.slice(at + 2)]
    if (label === RELATION_LABEL) relations.push(relationOf(value))
    else found.set(label, value)
  }
  const fields = Object.fromEntries(FIELDS.map((field) => [field, told(field, found.get(ROW_LABELS[field]))]))
  const row = { ...fields, relations } as CatalogueRow
  return { ...row, lines: write(row).spans }
}

function relationOf(words: string): CatalogueRelation {
  const [type, number, date, title, confidence] = words.split(' | ').map((part) => part || null)
  const of = { number: number ?? null, date: date ? readDate(date) : null, title: title ?? null }
  const sure = confidence ? (coded(confidence) as Confidence) : null
  return { type: coded(type ?? '') as RelationType, ...of, confidence: sure }
}

// ---- what a row claims -----------------------------------------------------------------------------------------

const SURENESS: Record<Confidence, number> = { high: 0.95, medium: 0.75, low: 0.5 }

/** Codes of types in a number, folded: what a relation's target is, where it gives the number only. */
const TYPES_OF_CODES: Record<string, string> = {
  nd: 'Nghị định',
  qd: 'Quyết định',
  nq: 'Nghị quyết',
  ct: 'Chỉ thị',
  kl: 'Kết luận',
  kh: 'Kế hoạch',
  tt: 'Thông tư',
  ttlt: 'Thông tư liên tịch',
  pl: 'Pháp lệnh',
  hd: 'Hướng dẫn',
  tb: 'Thông báo',
  bc: 'Báo cáo',
  ctr: 'Chương trình',
  ttr: 'Tờ trình',
  qc: 'Quy chế',
}

/** Type of an instrument by the code in its number, as far as the code is plain: "QH12" may be a law or not. */
export function typeOfNumber(number: string | null): string {
  const codes = foldText(number ?? '').split(' ').filter((part) => !/^\d/.test(part)) // prettier-ignore
  return TYPES_OF_CODES[codes[0] ?? ''] ?? NO_TYPE
}

/** "phê duyệt Đề án nhân rộng …" → the programme that the decision approves. */
const APPROVED = /^(?:về (?:việc )?)?phê duyệt (?:điều chỉnh )?((Đề án|Chương trình|Chiến lược|Dự án|Quy hoạch) .+)$/iu
const PROGRAMME = /^(Đề án|Chương trình|Chiến lược)(?= )/u

type Described = Omit<ClaimFields, 'block' | 'door' | 'asOf' | 'home'>
/** A row is no document: it has no day or place of its own that a claim could borrow. */
const NO_CONTEXT = { asOf: null, home: null, misprint: null, effectiveFrom: null }
type Naming = Pick<CatalogueRow, 'number' | 'type' | 'issuer' | 'date' | 'title'> & Partial<CatalogueRow>

/**
 * Claims of a row: "this" for its instrument, "programme" for what that one approves, and one for each instrument that
 * it relates to. None is a citation.
 */
export function claimsOfRow(source: Source): { claims: Claim[]; statements: Statement[] } {
  const row = rowOf(source)
  if (!row) throw new Error(`${source.sha} is no row of a catalogue`)
  const written = write(row)
  const claims = new Map<string, Claim>()
  const statements = new Map<string, Statement>()
  const claim = (key: string, fields: Described): string => {
    const placed: ClaimFields = { ...fields, ...blockOf(fields, `${source.sha}:${key}`, fields.province) }
    if (!claims.has(key)) claims.set(key, { ...placed, source: source.sha, key, group: groupOf(placed), mentions: 0 })
    return key
  }
  const say = (from: string, type: RelationType, to: string, span: Span, sure: Confidence | null): void => {
    if (from === to) return
    const quote = written.text.slice(span.start, span.end)
    const confidence = SURENESS[sure ?? row.confidence ?? 'low']
    const evidence: Evidence = { source: source.sha, ...span, quote, rule: 'catalogue', confidence }
    const id = JSON.stringify([from, type, to])
    const statement = statements.get(id) ?? { source: source.sha, from, to, type, evidence: [] }
    statement.evidence.push(evidence)
    statements.set(id, statement)
  }
  /** The instrument and, where its title names one, the programme it approves. */
  const both = (key: string, naming: Naming, span: Span | undefined): { own: string; programme: string | null } => {
    const own = claim(key, instrumentOf(naming))
    const title = naming.number === null ? undefined : APPROVED.exec(naming.title ?? '')?.[1]
    if (!title) return { own, programme: null }
    const programme = claim(key === 'this' ? 'programme' : `${key} programme`, programmeOf(title))
    if (span) say(own, 'APPROVES', programme, span, null)
    return { own, programme }
  }

  const self = both('this', row, written.spans.title)
  row.relations.forEach(({ type, number, date, title, confidence }, index) => {
    const span = written.relations[index]!
    const key = [number, date, number ? null : title].filter((part) => part).join(' ')
    const naming = { number, date, title, issuer: null, type: typeOfTarget(number, title) }
    const target = both(key, naming, title === null ? undefined : span)
    say(self.own, type, target.own, span, confidence)
    // Generations of a decision are generations of what it approves.
    if (type === 'SUCCEEDS' && self.programme && target.programme)
      say(self.programme, type, target.programme, span, confidence)
  })
  return { claims: [...claims.values()], statements: [...statements.values()] }
}

function typeOfTarget(number: string | null, title: string | null): string {
  if (number !== null) return typeOfNumber(number)
  const named = /^(Luật|Bộ luật|Pháp lệnh|Hiến pháp|Đề án|Chương trình|Chiến lược|Kế hoạch|Nghị quyết)(?= )/u.exec(
    title ?? '',
  )
  return named?.[1] ?? NO_TYPE
}

/** What a row, or a person's description, says of an instrument; level and place also from the issuer's name. */
export function instrumentOf(row: Naming): Described {
  const { number, date, issuer } = row
  const programme = number === null && PROGRAMME.test(row.title ?? '')
  const type = programme ? PROGRAMME.exec(row.title!)![1]! : row.type
  const place = placeOfIssuer(issuer)
  const central = place.level === null && number !== null && numberScope(number) === 'central'
  return {
    self: true,
    kind: programme ? 'Programme' : 'Instrument',
    type,
    number,
    date,
    issuer,
    title: plainTitle(type, row.title),
    level: row.level ?? (central ? 'central' : place.level),
    province: row.province ?? place.province,
    locality: place.locality,
    ...NO_CONTEXT,
    effectiveFrom: isLawType(type) ? (row.effectiveFrom ?? null) : null,
    sample: false,
  }
}

function programmeOf(title: string): Described {
  const kind: NodeKind = 'Programme'
  const unknown = { number: null, date: null, issuer: null, level: null, province: null, locality: null }
  const name = title[0]!.toUpperCase() + title.slice(1)
  const type = /^(Đề án|Chương trình|Chiến lược|Dự án|Quy hoạch)/u.exec(name)?.[1] ?? NO_TYPE
  return { self: true, kind, type, title: name, ...unknown, ...NO_CONTEXT, sample: false }
}

/** Without "về"; a law with its type word, as texts cite it. */
function plainTitle(type: string, title: string | null): string | null {
  if (title === null) return null
  const bare = title.replace(/^(về việc|về|v\/v) /iu, '')
  return isLawType(type) && !foldText(bare).startsWith(`${foldText(type)} `) ? `${type} ${bare}` : bare
}

const PROVINCE = /(?:[Tt]ỉnh|[Tt]hành phố|(?:[Tt]ỉnh|[Tt]hành) (?:ủy|uỷ))\s+(\p{Lu}[^,;(]*)/u

/** "Ủy ban nhân dân tỉnh Hà Tĩnh", "Ban Thường vụ Tỉnh ủy Lạng Sơn": the level and place that a body's name gives. */
function placeOfIssuer(issuer: string | null): {
  level: Level | null
  province: string | null
  locality: string | null
} {
  const name = issuer?.normalize('NFC') ?? ''
  const province = PROVINCE.exec(name)?.[1]?.trim() ?? null
  const locality = unitOf(issuer)
  if (locality === null) return { level: province === null ? null : 'province', province, locality }
  const commune = /(?:^|\s)(?:xã|phường|thị trấn|đặc khu)\s+\p{Lu}/u.test(name)
  return { level: commune ? 'commune' : 'district', province, locality }
}

/** Whether a word names a relation. */
export function isRelationType(word: string): word is RelationType {
  return (RELATION_TYPES as readonly string[]).includes(word)
}
