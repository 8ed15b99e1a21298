/**
 * The checker's shapes
 * ====================
 *
 *   rule (data) + find (function) ─ Found ─ Finding, in one language ─ CheckReport
 *
 * A rule's words are data (`rules.yaml`), its function only says where it strikes and what the words are filled with.
 * All offsets are UTF-16 offsets, end exclusive, into the text as read (`contract.md`, "check").
 */
import type { Words } from '../errors.ts'
import type { Citation, DocumentRecord, PartialDate, SourceText, Span } from '../record.ts'
import type { Knowledge, KnownStatus } from './known.ts'

export const SEVERITIES = ['error', 'warning', 'info'] as const
export type Severity = (typeof SEVERITIES)[number]

/**
 * Which rules a draft is under: of legal normative documents (Luật 64/2025/QH15), of administrative documents (NĐ
 * 30/2020/NĐ-CP), of the Party (HD 36-HD/VPTW, HD 05-HD/VPTW), or of a front or association, which are bound by none.
 */
export const DRAFT_CLASSES = ['qppl', 'administrative', 'party', 'association'] as const
export type DraftClass = (typeof DRAFT_CLASSES)[number]

export const RULE_GROUPS = ['number', 'citation', 'validity', 'body', 'chain', 'form'] as const
export type RuleGroup = (typeof RULE_GROUPS)[number]

/** Where the law says so, and the days between which that held. */
export interface LegalSource {
  text: string
  since?: PartialDate
  until?: PartialDate
}

/** What a finding of a rule says; `{name}` is filled by the function. Neither states who is at fault. */
export interface RuleWords {
  message: Words
  why: Words
}

/** A short text in which the rule finds something, or nothing. */
export interface RuleExample {
  /** Sentence put into a plain plan, or a whole document where it has a line that is a type of document. */
  text: string
  /** Words that the finding must mark; of a `valid` example none. */
  at?: string
  /** What the fix makes of those words. */
  fixed?: string
  /** As-of day; the draft's own by default. */
  asOf?: PartialDate
  /** Number of the plan that the sentence stands in: a year segment makes it a legal normative document. */
  number?: string
  /** Day of the plan that the sentence stands in. */
  date?: PartialDate
}

/** One entry of `rules.yaml`. */
export interface Rule {
  id: string
  group: RuleGroup
  name: Words
  severity: Severity
  /** Where it is another one for a class. */
  severities?: Partial<Record<DraftClass, Severity>>
  /** Classes it applies to; absent: all. */
  classes?: DraftClass[]
  /** Days of the draft for which it holds. */
  since?: PartialDate
  until?: PartialDate
  basis: LegalSource[]
  /** Rests on what is known as of a day: without the day of the draft it is never above a warning. */
  dated?: boolean
  /** By variant; most rules have one, "main". */
  words: Record<string, RuleWords>
  examples: { valid: RuleExample[]; invalid: RuleExample[] }
}

/** A text edit of the draft. */
export interface Edit extends Span {
  text: string
}

/** What a rule's function hands over. */
export interface Found extends Span {
  /** Which words of the rule; "main" by default. */
  variant?: string
  /** What `{name}` stands for. */
  values?: Record<string, string | Words>
  evidence?: Evidence[]
  /** Only where it is safe: applying it makes the finding go away and says nothing new. */
  fix?: Edit
  /** Where it weighs less here than the rule does. */
  severity?: Severity
}

/** Who says so: "this" for the draft, else what to call the source; with its words. */
export interface Evidence {
  /** "this", "graph:ID" of a node, "row:ID" of a catalogue row, "source:SHA" of a document held. */
  source: string
  start: number
  end: number
  quote: string
  /** What to call the source; absent for the draft itself. */
  label?: string
}

export interface Fix extends Edit {
  title: string
}

/** One finding, in one language. */
export interface Finding extends Span {
  rule: string
  severity: Severity
  message: string
  why: string
  evidence: Evidence[]
  fixes: Fix[]
}

export type Verdict = 'match' | 'mismatch' | 'unknown'

/** One instrument of the draft, against what is known. */
export interface Authority {
  key: string
  type: string
  number: string | null
  title: string | null
  status: KnownStatus
  verdict: Verdict
  /** Fields that were compared, and those that could not be. */
  checked: ComparedField[]
  unchecked: ComparedField[]
  /** Id of the instrument it was found to be; null where none or several. */
  id: string | null
}

export type ComparedField = 'number' | 'date' | 'issuer' | 'title'

/** What one draft comes to. */
export interface CheckReport {
  asOf: PartialDate
  /** Where `asOf` comes from: given, the draft's own day, or today because the draft has none. */
  asOfFrom: 'given' | 'draft' | 'today'
  documentClass: DraftClass
  findings: Finding[]
  authorities: Authority[]
  /** The draft's list of legal bases as it should stand; null where it has none. */
  legalBasis: { start: number; end: number; text: string } | null
}

/** What every rule's function may look at. */
export interface Context {
  source: SourceText
  record: DocumentRecord
  /** Flow text of the draft: broken lines joined, one spelling for every character. */
  text: string
  /** Leads a span of the flow text back to the text as read. */
  toSource(span: Span): Span
  documentClass: DraftClass
  asOf: PartialDate
  /** The draft gives its day, at least its year, or one was given. */
  dated: boolean
  known: Knowledge
  /** Mentions that this draft makes itself, not the titles it quotes, by position. */
  own: Citation[]
  /** Mentions by the instrument they denote. */
  byKey: Map<string, Citation[]>
}

export type RuleFunction = (context: Context) => Found[]

export interface CheckOptions {
  asOf?: PartialDate | undefined
  lang?: 'vi' | 'en'
  /** Only these rules. */
  only?: string[]
  ignore?: Ignore[]
  /** The day it is; by the machine's clock where absent. */
  today: PartialDate
}

/** An entry of the configuration that silences findings. */
export interface Ignore {
  rule: string
  /** Only where the marked words hold this text. */
  text?: string
  /** Only in files whose name matches: `*` stands for any characters. */
  file?: string
}
