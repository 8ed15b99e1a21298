/**
 * Model ↔ properties
 * ==================
 *
 * A node is stored whole as JSON (`doc`), which is what we read, and beside it as the properties that people see and
 * that queries search by. A property that is null is absent in Neo4j.
 */
import type { Claim, ClaimFields, Evidence, Group, InstrumentNode, Source, Statement } from '../model.ts'
import { byPlace, captionOf } from '../caption.ts'
import { foldNumber } from '../fold.ts'
import { otherNumbers, titleKeys } from '../naming.ts'
import { int, type Row } from './connection.ts'

/** Between the parts of an edge's key; sorts before anything an id may hold, so keys sort as their parts do. */
export const TAB = '\t'

// ---- nodes -----------------------------------------------------------------------------------------------------

/** A list cannot be searched by an index, so each of a node's few title keys has a property of its own. */
export const TITLE_KEYS = ['titleKey', 'titleKey2', 'titleKey3']
/** Of the numbers under which sources cite it beside its own. */
export const OTHER_NUMBER_KEYS = ['otherNumberKey', 'otherNumberKey2', 'otherNumberKey3', 'otherNumberKey4']

export function nodeProperties(node: InstrumentNode): Row {
  const { id, type, number, title, issuer, date, level, province, locality } = node
  const { held, citedBy, status, resolution, candidates, sample } = node
  const seen = { name: captionOf(node), type, number, title, issuer, date, level, province, locality, held }
  const [titleKey, titleKey2, titleKey3] = titleKeys(node)
  return Object.assign(
    seen,
    { id, citedBy: int(citedBy), status, resolution, candidates, sample },
    {
      year: date === null ? null : int(Number(date.slice(0, 4))),
      numberKey: number === null ? null : foldNumber(number),
      titleKey: titleKey ?? null,
      titleKey2: titleKey2 ?? null,
      titleKey3: titleKey3 ?? null,
      ...otherNumberKeys(node),
      doc: JSON.stringify(node),
    },
  )
}

export function otherNumberKeys(node: InstrumentNode): Row {
  const others = otherNumbers(node).map(foldNumber)
  return Object.fromEntries(OTHER_NUMBER_KEYS.map((key, at) => [key, others[at] ?? null]))
}

export function nodeOf(row: Row): InstrumentNode {
  return JSON.parse(row['doc'] as string) as InstrumentNode
}

// ---- statements ------------------------------------------------------------------------------------------------

export function sourceProperties({ names, format, text, pages, record, sample }: Source): Row {
  const citations = int(record.citations.length)
  return { names, format, text, sample, pages: JSON.stringify(pages), record: JSON.stringify(record), citations }
}

export function sourceOf(row: Row): Source {
  const { sha, names, format, text, pages, record, sample } = row
  return { sha, names, format, text, pages: JSON.parse(pages), record: JSON.parse(record), sample }
}

/**
 * Properties of a (:Claim) beside its id and node, each with the type by which Neo4j's importer knows it. The one list
 * for writing, reading and the import files: a field that is forgotten here is an error of types.
 */
export const CLAIM_TYPES: Readonly<Record<keyof ClaimFields, '' | ':boolean'>> = {
  block: '',
  door: '',
  self: ':boolean',
  kind: '',
  type: '',
  number: '',
  date: '',
  issuer: '',
  title: '',
  level: '',
  province: '',
  locality: '',
  asOf: '',
  home: '',
  misprint: '',
  effectiveFrom: '',
  sample: ':boolean',
}
const CLAIM_FIELDS = Object.keys(CLAIM_TYPES) as (keyof ClaimFields)[]

export function claimProperties(claim: Claim): Row {
  return Object.fromEntries(CLAIM_FIELDS.map((field) => [field, claim[field]]))
}

function fieldsOf(row: Row): ClaimFields {
  return Object.fromEntries(CLAIM_FIELDS.map((field) => [field, row[field] ?? null])) as unknown as ClaimFields
}

/** `claim` are the properties of a (:Claim); the rest is of the relationship from its source. */
export function claimOf({ source, key, mentions, claim }: Row): Claim {
  const node = claim.node as string | undefined
  return { ...fieldsOf(claim), source, key, group: claim.id, mentions, ...(node === undefined ? {} : { node }) }
}

export function groupOf({ claim, claims, holders }: Row): Group {
  return { ...fieldsOf(claim), id: claim.id, node: claim.node ?? null, claims, holders: [...holders].sort() }
}

/** One string a statement. The source is that of the relationship, so it is not repeated. */
export function packEvidence({ evidence }: Statement): string {
  return JSON.stringify(
    evidence.map(({ start, end, quote, rule, confidence }) => ({ start, end, quote, rule, confidence })),
  )
}

/** Evidence of one edge, from its statements: by source, then place. What two statements both say stands once. */
export function unpackEvidence(statements: { source: string; evidence: string }[]): Evidence[] {
  const found = new Map<string, Evidence>()
  for (const { source, evidence } of statements) {
    for (const { start, end, quote, rule, confidence } of JSON.parse(evidence) as Omit<Evidence, 'source'>[]) {
      found.set([source, start, end, rule].join(TAB), { source, start, end, quote, rule, confidence })
    }
  }
  return [...found.values()].sort(byPlace)
}
