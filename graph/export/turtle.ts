/**
 * Export as Turtle, in ELI terms
 * ==============================
 *
 * ELI is the ontology of the European Legislation Identifier, version 1.5. Where it has a word for what we know, that
 * word is used; what it has no word for is in a vocabulary of our own (`cc:`), and so is every relationship under its
 * own name, so that nothing is lost. Each relationship also stands as an rdf:Statement with its evidence.
 */
import N3, { type NamedNode } from 'n3'
import type { RelationType } from '../../ingest/record.ts'
import { exportLines, type ExportLine } from '../export.ts'
import type { Evidence } from '../model.ts'
import type { GraphStore } from '../store.ts'

const { namedNode, literal } = N3.DataFactory

export const PREFIXES = {
  eli: 'http://data.europa.eu/eli/ontology#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  cc: 'urn:cancu:vocab:',
}

/**
 * Relationships that ELI knows. It calls "implements" deprecated in favour of "applies"; "repeals" is said of what
 * "completely cancels, abrogates or replaces another".
 */
const ELI: Partial<Record<RelationType, string>> = {
  BASED_ON: 'based_on',
  IMPLEMENTS: 'applies',
  APPLIES: 'applies',
  AMENDS: 'amends',
  REPLACES: 'repeals',
  REPEALS: 'repeals',
  CITES: 'cites',
  PROMULGATED_WITH: 'is_annex_of',
}

type Value = NamedNode | ReturnType<typeof literal>
type Fact = [predicate: string, value: Value | null]

const writer = new N3.Writer({ prefixes: PREFIXES })

export async function* exportTurtle(store: GraphStore): AsyncGenerator<string> {
  for (const [name, iri] of Object.entries(PREFIXES)) yield `@prefix ${name}: <${iri}>.\n`
  for await (const line of exportLines(store)) yield `\n${triplesOf(line)}`
}

function triplesOf(line: ExportLine): string {
  if ('from' in line) return relationship(line)
  if (line.kind === 'Source') return statements(nodeIri(line.id), sourceFacts(line))
  if (line.kind === 'Issuer' || line.kind === 'Place') return statements(nodeIri(line.id), bodyFacts(line))
  return statements(nodeIri(line.id), instrumentFacts(line))
}

// ---- nodes -----------------------------------------------------------------------------------------------------

function instrumentFacts(line: ExportLine): Fact[] {
  const { kind, type, number, title, date, issuer, issuerId, placeId } = line as Record<string, string | null>
  const { candidates, sources, catalogue, corrections } = line as unknown as Record<string, string[]>
  return [
    ['rdf:type', iri('eli:LegalResource')],
    ['rdf:type', iri(`cc:${kind}`)],
    ['eli:id_local', words(number)],
    ['cc:type', vietnamese(type)],
    ['eli:title', vietnamese(title)],
    ['eli:date_document', day(date)],
    ['cc:issuer', vietnamese(issuer)],
    ['eli:passed_by', refer(issuerId)],
    ['eli:relevant_for', refer(placeId)],
    ['cc:level', words(line['level'])],
    ['cc:province', vietnamese(line['province'])],
    ['cc:locality', vietnamese(line['locality'])],
    ['cc:resolution', words(line['resolution'])],
    ['cc:held', whether(line['held'])],
    ['cc:citedBy', count(line['citedBy'])],
    ['cc:sample', whether(line['sample'])],
    ...candidates!.map((id): Fact => ['cc:candidate', nodeIri(id)]),
    ...[...sources!, ...catalogue!, ...corrections!].map((sha): Fact => ['cc:source', nodeIri(`source:${sha}`)]),
    ...(line['reasons'] as unknown[]).map((reason): Fact => ['cc:reason', words(JSON.stringify(reason))]),
    ...variantFacts(line),
  ]
}

/** What the sources say of each field, with how many say so. */
function variantFacts(line: ExportLine): Fact[] {
  const variants = line['variants'] as Record<string, { value: string; sources: number }[]>
  return Object.entries(variants).flatMap(([field, values]) =>
    values.map(({ value, sources }): Fact => [`cc:${field}Variant`, words(JSON.stringify([value, sources]))]),
  )
}

function bodyFacts({ kind, name, within }: ExportLine): Fact[] {
  return [
    ['rdf:type', iri(kind === 'Issuer' ? 'eli:Agent' : 'eli:AdministrativeArea')],
    ['rdf:type', iri(`cc:${kind}`)],
    ['rdfs:label', vietnamese(name)],
    ['cc:within', refer(within)],
  ]
}

function sourceFacts({ names, format, document, sample }: ExportLine): Fact[] {
  return [
    ['rdf:type', iri('cc:Source')],
    ...(names as string[]).map((name): Fact => ['rdfs:label', words(name)]),
    ['cc:format', words(format)],
    ['cc:carries', refer(document)],
    ['cc:sample', whether(sample)],
  ]
}

// ---- relationships ---------------------------------------------------------------------------------------------

function relationship({ id, kind, from, to, sources, evidence }: ExportLine): string {
  const [a, b] = [nodeIri(from as string), nodeIri(to as string)]
  const eli = ELI[kind as RelationType]
  const statement = nodeIri(id)
  const said = (evidence as Evidence[]).map((each, index) => [namedNode(`${statement.value}:${index}`), each] as const)
  return [
    statements(a, [...(eli ? [[`eli:${eli}`, b] as Fact] : []), [`cc:${kind}`, b]]),
    statements(statement, [
      ['rdf:type', iri('rdf:Statement')],
      ['rdf:subject', a],
      ['rdf:predicate', iri(`cc:${kind}`)],
      ['rdf:object', b],
      ['cc:sources', count(sources)],
      ...said.map(([node]): Fact => ['cc:evidence', node]),
    ]),
    ...said.map(([node, each]) => statements(node, evidenceFacts(each))),
  ].join('')
}

function evidenceFacts({ source, start, end, quote, rule, confidence }: Evidence): Fact[] {
  return [
    ['cc:source', nodeIri(`source:${source}`)],
    ['cc:start', count(start)],
    ['cc:end', count(end)],
    ['cc:quote', vietnamese(quote)],
    ['cc:rule', words(rule)],
    ['cc:confidence', literal(String(confidence), iri('xsd:decimal'))],
  ]
}

// ---- terms -----------------------------------------------------------------------------------------------------

function statements(subject: NamedNode, facts: Fact[]): string {
  return facts.map(([predicate, value]) => (value === null ? '' : writer.quadToString(subject, iri(predicate), value))).join('') // prettier-ignore
}

function iri(name: string): NamedNode {
  const [prefix, local] = name.split(':') as [keyof typeof PREFIXES, string]
  return namedNode(PREFIXES[prefix] + local)
}

/** "issuer:…", "place:…" and "source:…" say what they are; an id without is that of an instrument or programme. */
export function nodeIri(id: string): NamedNode {
  return namedNode(`urn:cancu:${id.split(/[ :]/).map(encodeURIComponent).join(':')}`)
}

const refer = (id: unknown): Value | null => (typeof id === 'string' ? nodeIri(id) : null)
const words = (text: unknown): Value | null => (typeof text === 'string' ? literal(whole(text)) : null)
const vietnamese = (text: unknown): Value | null => (typeof text === 'string' ? literal(whole(text), 'vi') : null)
/** Half of a pair of UTF-16 cannot be written as UTF-8. */
const whole = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')
const whether = (value: unknown): Value => literal(String(value), iri('xsd:boolean'))
const count = (value: unknown): Value => literal(String(value), iri('xsd:integer'))

/** A partial date has a type of its own in XML Schema. */
function day(date: unknown): Value | null {
  if (typeof date !== 'string') return null
  return literal(date, iri(`xsd:${date.length === 4 ? 'gYear' : date.length === 7 ? 'gYearMonth' : 'date'}`))
}
