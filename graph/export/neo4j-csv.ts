/**
 * Export for Neo4j's offline importer
 * ===================================
 *
 * One file a kind of node and relationship, as `neo4j/schema.ts` has them, with everything: what is imported is a
 * store to go on with, whose own export is the same, byte for byte. Constraints and indexes are made when it is first
 * written to. `import.args` holds the importer's arguments:
 *
 *   cd FOLDER && neo4j-admin database import full neo4j @import.args
 *
 * A cell without anything means absent; every text stands in quotes, with its line breaks. Issuers, places and the ids
 * of claims are held in memory, nothing else.
 */
import { said } from '../commit.ts'
import type { Claim, Edge, InstrumentNode, Source } from '../model.ts'
import { SHOWN, shownProperties } from '../neo4j/derived.ts'
import { issuerOf, linksOf, placeOf } from '../neo4j/links.ts'
import {
  CLAIM_TYPES,
  claimProperties,
  nodeProperties,
  OTHER_NUMBER_KEYS,
  packEvidence,
  sourceProperties,
  TAB,
  TITLE_KEYS,
} from '../neo4j/rows.ts'
import type { GraphStore } from '../store.ts'
import { quoted } from './csv.ts'

/** Between the items of a list: no text of ours has it. */
const BETWEEN = '\u001f'

/** Columns by file. After the colon stands the importer's type; what precedes it is the property. */
const FILES = {
  'works.csv': ['id:ID(Work)', ':LABEL', 'name', 'type', 'number', 'title', 'issuer', 'date', 'level', 'province', 'locality', 'held:boolean', 'citedBy:long', 'citing:long', 'status', 'resolution', 'candidates:string[]', 'sample:boolean', 'year:long', 'numberKey', ...TITLE_KEYS, ...OTHER_NUMBER_KEYS, 'links', 'doc'], // prettier-ignore
  'issuers.csv': ['id:ID(Issuer)', ':LABEL', 'name'],
  'places.csv': ['id:ID(Place)', ':LABEL', 'name', 'level', 'province'],
  'sources.csv': ['sha:ID(Source)', ':LABEL', 'names:string[]', 'format', 'text', 'sample:boolean', 'pages', 'record', 'citations:long'], // prettier-ignore
  'claims.csv': [
    'id:ID(Claim)',
    ':LABEL',
    'node',
    ...Object.entries(CLAIM_TYPES).map(([field, type]) => `${field}${type}`),
  ],
  'relations.csv': [':START_ID(Work)', ':TYPE', ':END_ID(Work)', 'sources:long', 'source', 'quote', 'rule', 'confidence:double', 'until', 'evidence:string[]'], // prettier-ignore
  'issued-by.csv': [':START_ID(Work)', ':TYPE', ':END_ID(Issuer)'],
  'in-place.csv': [':START_ID(Work)', ':TYPE', ':END_ID(Place)'],
  'issuer-place.csv': [':START_ID(Issuer)', ':TYPE', ':END_ID(Place)'],
  'carries.csv': [':START_ID(Source)', ':TYPE', ':END_ID(Work)'],
  'makes.csv': [':START_ID(Source)', ':TYPE', ':END_ID(Claim)', 'key', 'mentions:long', 'node'],
  'states.csv': [':START_ID(Claim)', ':TYPE', ':END_ID(Claim)', 'source', 'type', 'evidence', 'edge'],
} as const

type File = keyof typeof FILES

export interface Piece {
  file: string
  text: string
}

/** Pieces to be appended to their files, in order. */
export async function* exportNeo4jCsv(store: GraphStore): AsyncGenerator<Piece> {
  yield { file: 'import.args', text: args() }
  for (const [file, columns] of Object.entries(FILES)) yield { file, text: `${columns.join(',')}\n` }
  const bodies = new Bodies()
  const claims = new Set<string>()
  for await (const dumped of store.dump()) {
    if ('node' in dumped) yield* workRows(dumped.node, bodies)
    else if ('edge' in dumped) yield relationRow(dumped.edge)
    else yield* sourceRows(store, dumped.source.sha, claims)
  }
  yield* bodies.rows()
}

/** Largest buffer: it has to hold the longest text of a document and its record. */
function args(): string {
  const inputs = Object.entries(FILES).map(([file, columns]) => `--${columns[0].startsWith(':START') ? 'relationships' : 'nodes'}=${file}`) // prettier-ignore
  const how = ['--multiline-fields=true', '--array-delimiter=U+001F', '--read-buffer-size=256m', '--id-type=string']
  return [...inputs, ...how, ''].join('\n')
}

// ---- rows ------------------------------------------------------------------------------------------------------

function* workRows(node: InstrumentNode, bodies: Bodies): Generator<Piece> {
  const { id, kind, citedBy, sources } = node
  const properties = { ...nodeProperties(node), id, ':LABEL': ['Work', kind], citing: citedBy, links: linksOf(node) }
  yield row('works.csv', properties)
  const [issuer, place] = [issuerOf(node), placeOf(node)]
  if (issuer) yield link('issued-by.csv', id, 'ISSUED_BY', issuer.id)
  if (place) yield link('in-place.csv', id, 'IN_PLACE', place.id)
  bodies.add(issuer, place)
  for (const sha of sources) yield link('carries.csv', sha, 'CARRIES', id)
}

function relationRow({ from, to, type, sources, evidence }: Edge): Piece {
  const shas = [...new Set(evidence.map(({ source }) => source))]
  const shown = new Set(shas.slice(0, SHOWN))
  const until = shas.length > SHOWN ? shas[SHOWN - 1]! : null
  const first = evidence.filter(({ source }) => shown.has(source))
  return row('relations.csv', { ...ends(from, type, to), sources, ...shownProperties(first, until) })
}

async function* sourceRows(store: GraphStore, sha: string, written: Set<string>): AsyncGenerator<Piece> {
  const source = (await store.source(sha)) as Source
  yield row('sources.csv', { sha, ':LABEL': ['Source'], ...sourceProperties(source) })
  const claims = new Map<string, Claim>()
  for (const claim of await store.claims([sha])) {
    const { key, group, mentions, node } = claim
    claims.set(key, claim)
    yield row('makes.csv', { ...ends(sha, 'CLAIMS', group), key, mentions, node })
    if (written.has(group)) continue
    written.add(group)
    yield row('claims.csv', { id: group, ':LABEL': ['Claim'], node, ...claimProperties(claim) })
  }
  for (const statement of said(source).statements) {
    const [from, to] = [claims.get(statement.from), claims.get(statement.to)]
    if (!from || !to) continue
    const edge = from.node === to.node ? null : [from.node, statement.type, to.node].join(TAB)
    const rest = { source: sha, type: statement.type, evidence: packEvidence(statement), edge }
    yield row('states.csv', { ...ends(from.group, 'STATES', to.group), ...rest })
  }
}

/** Issuers and places, each once. Of two spellings the first by letter is shown, as a store does. */
class Bodies {
  readonly #issuers = new Map<string, { id: string; name: string }>()
  readonly #places = new Map<string, NonNullable<ReturnType<typeof placeOf>>>()
  /** Issuers with their place. */
  readonly #seats = new Map<string, [issuer: string, place: string]>()

  add(issuer: ReturnType<typeof issuerOf>, place: ReturnType<typeof placeOf>): void {
    keepFirst(this.#issuers, issuer)
    keepFirst(this.#places, place)
    if (issuer && place) this.#seats.set(`${issuer.id}${TAB}${place.id}`, [issuer.id, place.id])
  }

  *rows(): Generator<Piece> {
    for (const issuer of this.#issuers.values()) yield row('issuers.csv', { ...issuer, ':LABEL': ['Issuer'] })
    for (const place of this.#places.values()) yield row('places.csv', { ...place, ':LABEL': ['Place'] })
    for (const [issuer, place] of this.#seats.values()) yield link('issuer-place.csv', issuer, 'IN_PLACE', place)
  }
}

function keepFirst<T extends { id: string; name: string }>(bodies: Map<string, T>, body: T | null): void {
  const before = body && bodies.get(body.id)
  if (body && (!before || body.name < before.name)) bodies.set(body.id, body)
}

// ---- cells -----------------------------------------------------------------------------------------------------

function ends(from: string, type: string, to: string): Record<string, string> {
  return { ':START_ID': from, ':TYPE': type, ':END_ID': to }
}

function link(file: File, from: string, type: string, to: string): Piece {
  return row(file, ends(from, type, to))
}

/** `values` by property, or by the importer's own name (":TYPE"). */
function row(file: File, values: Record<string, unknown>): Piece {
  const cells = FILES[file].map((column) => cellOf(values[/^:?[^:(]+/.exec(column)![0]]))
  return { file, text: `${cells.join(',')}\n` }
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.length === 0 ? '' : quoted(value.join(BETWEEN))
  return typeof value === 'string' ? quoted(value) : String(value)
}
