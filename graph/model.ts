/**
 * The graph's model: what is kept, in two layers
 * ==============================================
 *
 *   statements   what each source says: sources, claims (one per instrument a source speaks of), statements
 *   graph        what follows from all statements together: nodes and edges
 *
 * The graph layer is a pure function of the statement layer (`identity.ts`, `commit.ts`), so that any order of
 * reading, any batching and any rerun give the same graph (`contract.md`, "Graph", invariants 1–4).
 */
import type { DocumentRecord, Level, Page, PartialDate, RelationType, Span } from '../ingest/record.ts'

export type NodeKind = 'Instrument' | 'Programme'

/** Status as of a date; "unknown" is a status of its own and is never shown as "in force". */
export const STATUSES = [
  'in-force',
  'partly-in-force',
  'expired',
  'not-yet-in-force',
  'period-over',
  'unknown',
] as const
export type Status = (typeof STATUSES)[number]

// ---- statement layer -------------------------------------------------------------------------------------------

/** Before the id of a source that is a row of a catalogue (`catalogue.ts`). */
export const ROW_MARK = 'row-'

/** Whether a source's id is that of a row: claims and evidence carry ids only. */
export function isRow(sha: string): boolean {
  return sha.startsWith(ROW_MARK)
}

/** Before the id of a source that is a person's word on who is who (`correction.ts`). */
export const WORD_MARK = 'word-'

/** Whether a source's id is that of a person's word. */
export function isWord(sha: string): boolean {
  return sha.startsWith(WORD_MARK)
}

/** Whether a source is a document read, neither a row nor a person's word. */
export function isText(sha: string): boolean {
  return !isRow(sha) && !isWord(sha)
}

/** A document read, a catalogue row or a person's word: the unit that is added and taken away. */
export interface Source {
  /**
   * SHA-256 of the bytes read, hex; of a row or a person's word, that of what it says, after its mark. The identity of
   * a source.
   */
  sha: string
  /** Base names under which it was read, sorted; never a path. */
  names: string[]
  format: string
  text: string
  pages: Page[]
  record: DocumentRecord
  /** A sample of the product's own (VĂN BẢN MẪU). */
  sample: boolean
}

/** What a claim says, and by which claims are told apart or put together. */
export interface ClaimFields {
  /** Settled together; claims of different blocks are one instrument only through a door (see `identity.ts`). */
  block: string
  /** A second block, the door: claims there that lack what this one has may join this one's node. */
  door: string | null
  /** The source is this document, or a catalogue row that says what it is: not a citation of it. */
  self: boolean
  kind: NodeKind
  type: string
  number: string | null
  date: PartialDate | null
  issuer: string | null
  title: string | null
  level: Level | null
  /** Short name of the province of the issuer, where the source tells. */
  province: string | null
  /** Short name of the district or commune of the issuer, where the source tells. */
  locality: string | null
  /** Where the claim has no date: month of the document that makes it, before which the instrument was issued. */
  asOf: PartialDate | null
  /** Where the claim has no place, though its body is one of many: province of the document that makes it. */
  home: string | null
  /**
   * Where the source writes another number than the one it can only mean: code of the reader's warning and the number
   * as written, "wrong-authority 58-KL/TU".
   */
  misprint: string | null
  /** First day in force, where a row of a catalogue says so of a law: which of two of one name a text means. */
  effectiveFrom: PartialDate | null
  sample: boolean
}

/** One instrument as one source describes it. `key` is local to the source; "this" is the document itself. */
export interface Claim extends ClaimFields {
  source: string
  key: string
  /** Hash of the fields: claims with one group say the same and always share a node. */
  group: string
  /** How many mentions in the source speak of it. */
  mentions: number
  /** Node the claim is assigned to; set by settling. */
  node?: string
}

/** All claims that say the same: the unit that identity works on, so that a law cited 20,000 times stays cheap. */
export interface Group extends ClaimFields {
  /** The `group` of its claims. */
  id: string
  node: string | null
  /** Number of claims. */
  claims: number
  /** Shas of the claims' sources where `self`, sorted; else []. */
  holders: string[]
}

/** Where a source says so. Offsets are into that source's text. */
export interface Evidence extends Span {
  source: string
  quote: string
  rule: string
  confidence: number
}

/** "Source S says that FROM relates to TO": one per source, pair of claims and type. */
export interface Statement {
  source: string
  from: string
  to: string
  type: RelationType
  evidence: Evidence[]
}

// ---- graph layer -----------------------------------------------------------------------------------------------

/** A value and how many sources give it: the consensus on one field. */
export interface Variant {
  value: string
  sources: number
}

/** Fields in which sources agree or are silent. */
export type ReasonField = 'number' | 'date' | 'issuer' | 'place' | 'level' | 'title' | 'period'

/** Why a node is what it is, where that is not plain. */
export interface Reason {
  /**
   * may-be: it may be `node`, which says more. incomplete: what it lacks to be known. same: corrections make it one
   * with others. not-same: corrections keep it apart. conflict: corrections that contradict each other, none of which
   * is followed. Any other: code of the reader's warning where a source writes another number, `written`.
   */
  code: string
  node: string | null
  /** Of a candidate: in what they agree. */
  agrees: ReasonField[]
  /** What it does not say: of a candidate, what that one says. */
  silent: ReasonField[]
  written: string | null
  /** Corrections, by id, sorted. */
  corrections: string[]
  /** Number of sources that write so, or of corrections. */
  sources: number
}

/** A node of the graph: a law, decree, plan… or an approved programme; cited, held, or both. */
export interface InstrumentNode {
  /** Readable and deterministic: "25-ct-tu-lang-son-2023". */
  id: string
  kind: NodeKind
  type: string
  number: string | null
  title: string | null
  issuer: string | null
  date: PartialDate | null
  level: Level | null
  province: string | null
  locality: string | null
  /** A source carries its text. */
  held: boolean
  /** Held sources, by sha, sorted. */
  sources: string[]
  /** Rows of catalogues that speak of it, by id, sorted. Absent in a node that an older version wrote. */
  catalogue?: string[]
  /** What persons said of its identity, by id, sorted; absent where none did. */
  corrections?: string[]
  /** In how many documents it is cited (its own text not counted). */
  citedBy: number
  /** Unknown as stored: status is computed as of a date (`status.ts`). */
  status: Status
  /** Identity: one node for sure, or one of several that the texts cannot tell apart. */
  resolution: 'resolved' | 'ambiguous' | 'unresolved'
  /** Ids of nodes it may be, where ambiguous; sorted. */
  candidates: string[]
  /** Why; absent where all is plain. */
  reasons?: Reason[]
  /** What the sources say of each field, most sources first, then by value. */
  variants: { number: Variant[]; date: Variant[]; issuer: Variant[]; title: Variant[] }
  sample: boolean
}

/** An edge of the graph: counted once per pair and type, carrying all evidence. */
export interface Edge {
  from: string
  to: string
  type: RelationType
  /** Number of sources that say so. */
  sources: number
  /** Sorted by source, then start. */
  evidence: Evidence[]
}

/** A mention of a node in a source: what the Instrument page lists. */
export interface Mention extends Span {
  source: string
  /** Node of the document that the source is. */
  document: string
  node: string
  text: string
  relation: RelationType
  provision: string | null
  kind: string
}
