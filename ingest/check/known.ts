/**
 * PORT: what is known about the instruments a draft cites
 * =======================================================
 *
 *   record, as-of day ─ Known.look ─ Knowledge (plain data) ─ rules
 *
 * One question for a whole draft, so that an adapter may ask its store a few times however much the draft cites. The
 * answer leaves out what the draft itself says, also where it is in the store already: nothing is evidence for itself.
 * What the adapter does not know it leaves out; nothing is ever guessed.
 */
import type { DocumentRecord, Level, PartialDate, RelationType } from '../record.ts'

/** The statuses of `contract.md`. */
export type KnownStatus = 'in-force' | 'partly-in-force' | 'expired' | 'not-yet-in-force' | 'period-over' | 'unknown'

/** Who stands behind a value: the document itself, a catalogue, or those who cite it. */
export type Authority = 'document' | 'catalogue' | 'citations'

/** Words of a source that say so. Offsets are into that source's text. */
export interface KnownEvidence {
  /** "row:ID", "source:SHA" or "graph:ID". */
  source: string
  start: number
  end: number
  quote: string
  /** What to call the source: a row's origin, a document's number. */
  label: string
}

/** A value that is known, and how well. */
export interface KnownValue {
  value: string
  by: Authority
  /** How sure a catalogue is of it; null for others. */
  confidence: 'high' | 'medium' | 'low' | null
  /** Sources that give it, the draft not among them. */
  sources: number
  /** Sources that give another one. */
  others: number
  evidence: KnownEvidence[]
}

/** What to call an instrument. */
export interface KnownName {
  id: string
  type: string
  number: string | null
  date: PartialDate | null
  issuer: string | null
  title: string | null
}

/** Replaces, repeals or carries on another one. */
export interface Successor extends KnownName {
  relation: RelationType
  evidence: KnownEvidence[]
}

/** One instrument that a mention can denote. */
export interface KnownInstrument extends KnownName {
  level: Level | null
  province: string | null
  /** Best known value of each field; absent where nobody but the draft gives one. */
  values: { date?: KnownValue; issuer?: KnownValue; title?: KnownValue }
  status: KnownStatus
  /** The rule that decided the status (`graph/status.ts`); null for unknown. */
  statusRule: string | null
  /** What decides it: the sentence or row. */
  statusEvidence: KnownEvidence[]
  /** Day from which it is in force, where that is known. */
  effectiveFrom: PartialDate | null
  /** Number of its last article, where its whole text is held and an article of it is cited. */
  lastArticle: number | null
  /** What carries on its work as of the day, nearest first. */
  successors: Successor[]
  /** What amends it as of the day. */
  amendedBy: Successor[]
  /** Names of today for an issuer that has ended; empty while it lives. */
  issuerNow: string[]
}

/** What one instrument of the draft is. `several`: the draft does not say enough to tell which. */
export type Match =
  | { kind: 'one'; instrument: KnownInstrument }
  | { kind: 'several'; candidates: KnownInstrument[] }
  | { kind: 'none' }

/** A higher instrument that those cited rest on and the draft does not cite. */
export interface MissingHigher extends KnownName {
  status: KnownStatus
  /** Local key of the instrument that leads there. */
  through: string
  relation: RelationType
  evidence: KnownEvidence[]
}

/** A newer instrument of the same kind: the cited one carries out what has been replaced. */
export interface ReplacedRoot {
  /** Local key of the cited instrument. */
  key: string
  root: KnownName
  successor: KnownName
  evidence: KnownEvidence[]
}

/** What the draft's own province issued to carry out a central instrument that the draft carries out past it. */
export interface JumpedLevel extends KnownName {
  /** Local key of the central instrument. */
  key: string
  evidence: KnownEvidence[]
}

/** What comparable documents cite and the draft does not. */
export interface PeerCitation extends KnownName {
  cited: number
  /** Those that cite it. */
  by: KnownName[]
}

/** A body that had ended by the day. */
export interface EndedBody {
  name: string
  until: PartialDate
  /** Who carries on its work, with the matter where it was divided. */
  now: { name: string; matter: string | null }[]
}

export interface Knowledge {
  /** By local key of the record's instruments; absent counts as none. */
  matches: Map<string, Match>
  missing: MissingHigher[]
  replacedRoots: ReplacedRoot[]
  jumpedLevels: JumpedLevel[]
  /** Comparable documents of the same subject, level and time, the draft not among them. */
  peers: { total: number; citations: PeerCitation[] }
  /** Bodies that had ended by the as-of day. */
  endedBodies: EndedBody[]
  /** Whether places of a level were governed on a day. */
  levelExists(level: Level, date: PartialDate): boolean
  /** Whether the province of this name and day has been merged with others by the as-of day. */
  provinceMerged(name: string, date: PartialDate): boolean
}

export interface Question {
  record: DocumentRecord
  asOf: PartialDate
  /** SHA-256 of the draft's bytes, where it was a file: to tell it from its own copy in a store. */
  sha?: string | undefined
}

export interface Known {
  look(question: Question): Promise<Knowledge>
}

/** Knows nothing: what is left is what the text alone tells. */
export const NOTHING_KNOWN: Knowledge = {
  matches: new Map(),
  missing: [],
  replacedRoots: [],
  jumpedLevels: [],
  peers: { total: 0, citations: [] },
  endedBodies: [],
  levelExists: () => true,
  provinceMerged: () => false,
}

/** The adapter that knows nothing. */
export const nothingKnown: Known = { look: async () => NOTHING_KNOWN }
