/**
 * The record: what reading one document yields
 * ============================================
 *
 * Plain data, handed from `ingest` to the stores, the checker and the command line.
 * Every offset is a UTF-16 offset, end exclusive, into the text as read (`contract.md`, "extract").
 */

import type { MappedText } from './mapped.ts'

/** Version of the record's shape and of the reading rules; part of what makes a stored record stale. */
export const RECORD_VERSION = 2

/** Half-open range of UTF-16 code units in the text as read. */
export interface Span {
  start: number
  end: number
}

export type Section = 'header' | 'legal-basis' | 'purpose' | 'body' | 'assignment' | 'recipients'

export type CitationKind = 'full' | 'short' | 'alias' | 'unnumbered' | 'anaphor'

/** ELI-like relation names; the graph uses the same ones as relationship types. */
export const RELATION_TYPES = [
  'BASED_ON',
  'IMPLEMENTS',
  'AMENDS',
  'REPLACES',
  'REPEALS',
  'GUIDES',
  'APPROVES',
  'APPLIES',
  'PROMULGATED_WITH',
  'PROPOSED_BY',
  'SUCCEEDS',
  'CITES',
] as const
export type RelationType = (typeof RELATION_TYPES)[number]

export type Level = 'central' | 'province' | 'district' | 'commune'

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: a partial date is the interval it spans. */
export type PartialDate = string

export interface Signer {
  name: string | null
  /** Office held, as written: "Phó Chủ tịch". */
  title: string | null
  /** The line that says for whom: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH". */
  authority: string | null
}

/** What the document says of itself. `null`: the text does not say. */
export interface DocumentFields {
  type: string | null
  number: string | null
  date: PartialDate | null
  /** Where it was signed, without its rank: "Tân Thành". */
  place: string | null
  issuer: string | null
  level: Level | null
  /** Short name: "Lạng Sơn". */
  province: string | null
  district: string | null
  title: string | null
  signer: Signer | null
  recipients: string[]
  periodFrom: PartialDate | null
  periodTo: PartialDate | null
  /** Where each field stands in the text: the evidence. */
  spans: Partial<Record<'type' | 'number' | 'date' | 'place' | 'issuer' | 'title' | 'signer', Span>>
}

/** An annex bound with the document: its label as written, its title, and where its heading stands. */
export interface Annex extends Span {
  label: string
  title: string | null
}

/** Where the parts of a mention stand, for who marks or mends them. A date that cannot be has its place too. */
export type CitationParts = Partial<Record<'number' | 'date' | 'issuer' | 'title' | 'provision', Span>>

/** One mention of one instrument. */
export interface Citation extends Span {
  /** `source.slice(start, end)`, always. */
  text: string
  /** Type word, "số" and number; the whole mention where there is no number. */
  core: Span
  kind: CitationKind
  type: string
  /** Canonical number as the text has it (`25-CT/TU`), or null. */
  number: string | null
  date: PartialDate | null
  issuer: string | null
  title: string | null
  /** Pinpoint as written: "khoản 2 Điều 5". */
  provision: string | null
  section: Section
  /** An item of the preamble's list of legal bases. */
  basis: boolean
  relation: RelationType
  /** Who cites: "this", or the key of the instrument in whose title the mention stands. */
  subject: string
  /** Local to the record: mentions with one key are one instrument. */
  key: string
  /** 0…1 */
  confidence: number
  /** Name of the pattern that found it. */
  rule: string
  /** Only in a record that was asked for with its parts; never stored. */
  parts?: CitationParts
}

/** One instrument of the record: its mentions merged. */
export interface LocalInstrument {
  key: string
  type: string
  number: string | null
  date: PartialDate | null
  issuer: string | null
  title: string | null
  /** An approved Đề án, Chương trình, Chiến lược…, not the decision that approves it. */
  programme: boolean
  /** Province of the issuer as far as the document tells; short name. */
  province: string | null
  /** District or commune of the issuer, short name. */
  locality: string | null
  level: Level | null
}

export interface LocalRelation {
  from: string
  to: string
  type: RelationType
  /** Indexes into `citations`: the evidence. */
  citations: number[]
}

export interface Warning extends Span {
  /** Stable code: "wrong-authority", "missing-hyphen", "invalid-date"… */
  code: string
  message: string
  /** What to write instead, where that is certain. */
  suggestion?: string
}

/** A page of the text as read, for formats that have pages. */
export interface Page extends Span {
  number: number
}

/** What a reader yields: the text that all offsets count in. */
export interface SourceText {
  format: string
  text: string
  /** Empty where the format has no pages. */
  pages: Page[]
  /** The words to read, where they are not the text as it stands, with their map to it: of a web page the document. */
  reading?: MappedText
  /** Read from pictures: how sure the recognition is on average, 0 to 100. */
  ocr?: number
}

export interface DocumentRecord {
  version: number
  document: DocumentFields
  instruments: LocalInstrument[]
  citations: Citation[]
  relations: LocalRelation[]
  selfReferences: Span[]
  /** In their order; absent in a record that was not read from a text. */
  annexes?: Annex[]
  warnings: Warning[]
}
