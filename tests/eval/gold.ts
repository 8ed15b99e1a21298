/**
 * Gold: what a person read in a document
 * ======================================
 *
 * The part of a gold file that is scored; the files hold more (notes, cues, parts) for those who read them.
 * Offsets are those of the record: UTF-16, end exclusive, into the file as decoded.
 */
import type { CitationKind, Level, PartialDate, RelationType, Section, Span } from '../../ingest/record.ts'

export interface GoldSpan extends Span {
  text: string
}

export interface GoldMention extends GoldSpan {
  index: number
  core: GoldSpan
  line: number
  typeCode: string
  number: string | null
  numberAsWritten: string | null
  date: PartialDate | null
  issuer: string | null
  issuerAsWritten: string | null
  title: string | null
  provision: string | null
  kind: CitationKind
  key: string
  /** The words name what a decision approves, not the decision whose key they carry. */
  annexKey: string | null
  section: Section
  basis: boolean
  relation: RelationType
  subject: string
}

export interface GoldInstrument {
  key: string
  type: string
  number: string | null
  date: PartialDate | null
  issuer: string | null
  title: string | null
  /** Every way the file writes the number. */
  numberVariants?: string[]
}

export interface GoldDocument {
  type: string | null
  number: string | null
  date: PartialDate | null
  place: string | null
  placeAsWritten: string | null
  issuer: string | null
  level: Level | null
  province: string | null
  district: string | null
  title: string | null
  signer: { name: string | null; title: string | null; authority: string | null } | null
  recipients: string[]
  periodFrom?: PartialDate | null
  periodTo?: PartialDate | null
}

export interface GoldFile {
  file: string
  document: GoldDocument
  instruments: GoldInstrument[]
  mentions: GoldMention[]
  selfReferences: GoldSpan[]
  edges: { from: string; to: string; relation: RelationType }[]
  issues: { mention: number | null; kind: string }[]
  exclusions: (GoldSpan & { why: string })[]
}

/** Type names by the codes of the gold; what a mention is called where it names an annex of another type. */
export const TYPE_OF_CODE: Record<string, string> = {
  CT: 'Chỉ thị',
  KL: 'Kết luận',
  KH: 'Kế hoạch',
  QĐ: 'Quyết định',
  QyĐ: 'Quy định',
  NQ: 'Nghị quyết',
  NQLT: 'Nghị quyết liên tịch',
  NĐ: 'Nghị định',
  TT: 'Thông tư',
  TTr: 'Tờ trình',
  CV: 'Công văn',
  CĐ: 'Công điện',
  HD: 'Hướng dẫn',
  BC: 'Báo cáo',
  TB: 'Thông báo',
  QC: 'Quy chế',
  ĐL: 'Điều lệ',
  CTr: 'Chương trình',
  ĐA: 'Đề án',
  CL: 'Chiến lược',
  HP: 'Hiến pháp',
}
