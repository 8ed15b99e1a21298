/**
 * What the store knows of a draft's instruments: the checker's port over a graph store
 * ====================================================================================
 *
 *   record ─ own copies ─ candidates ─ values, status, successors ─ what is around them ─ Knowledge
 *
 * A bounded number of questions to the store, whatever it holds. What the draft itself says, also where it was read into
 * the store before, is taken out of every count and is evidence of nothing.
 */
import type { Known, KnownEvidence, KnownInstrument, KnownValue, Knowledge, Match, Question, Successor } from '../ingest/check/known.ts' // prettier-ignore
import type { PartialDate } from '../ingest/record.ts'
import { captionOf } from './caption.ts'
import { rowOf } from './catalogue.ts'
import { foldNumber, foldText } from './fold.ts'
import { around } from './known-around.ts'
import { candidatesOf } from './known-match.ts'
import type { Claim, InstrumentNode, Source } from './model.ts'
import { isRow } from './model.ts'
import { dateBounds, nameCore, numberKey, placeKey } from './naming.ts'
import { bodiesEndedBy, levelExists, predecessors, provinceOf, provinceOn } from './places.ts'
import { statusFacts, located } from './status-facts.ts'
import { statusOf } from './status.ts'
import type { GraphStore } from './store.ts'
import { issuerNow } from './succession.ts'

export function storeKnown(store: GraphStore): Known {
  return { look: (question) => look(store, question) }
}

async function look(store: GraphStore, question: Question): Promise<Knowledge> {
  const { record, asOf } = question
  const own = await ownCopies(store, question)
  const found = await candidates(store, question, own)
  const nodes = [...new Map([...found.values()].flat().map((node) => [node.id, node])).values()]
  const pinpointed = new Set(record.citations.flatMap(({ key, provision }) => (provision !== null ? (found.get(key) ?? []).map(({ id }) => id) : []))) // prettier-ignore
  const known = new Map((await instruments(store, nodes, asOf, own, pinpointed)).map((each) => [each.id, each]))
  const matches = new Map<string, Match>()
  for (const { key } of record.instruments) {
    const options = (found.get(key) ?? []).flatMap(({ id }) => known.get(id) ?? [])
    if (options.length === 1) matches.set(key, { kind: 'one', instrument: options[0]! })
    else if (options.length > 1) matches.set(key, { kind: 'several', candidates: options })
  }
  return {
    matches,
    ...(await around(store, record, asOf, found, own, known)),
    endedBodies: bodiesEndedBy(asOf),
    levelExists,
    provinceMerged: (name, date) => {
      const then = provinceOn(name, date)
      const now = then && provinceOf(then, asOf)
      return now !== null && now !== then && predecessors(now).length > 1
    },
  }
}

// ---- the draft itself ----------------------------------------------------------------------------------------------

/** Sources in the store that are the draft, and what they say of each node. */
export interface Own {
  shas: Set<string>
  /** Nodes that the draft's own copies are. */
  nodes: Set<string>
  claims: Map<string, Claim[]>
}

/** By the bytes, else by number, day and body, else by name and place. */
async function ownCopies(store: GraphStore, { record, sha }: Question): Promise<Own> {
  const { document } = record
  const same = sha === undefined ? [] : (await store.claims([sha])).flatMap(({ key, node }) => (key === 'this' ? (node ?? []) : [])) // prettier-ignore
  const found = await store.nodes(same)
  if (document.number !== null)
    found.push(...(await store.byNumber([foldNumber(document.number)])).filter((node) => isDocument(node, question(record)))) // prettier-ignore
  else if (document.title !== null && document.type !== null)
    found.push(
      ...(await store.byTitle([nameCore(document.type, document.title)])).filter((node) => isDocument(node, question(record))), // prettier-ignore
    )
  const shas = new Set([...(sha === undefined ? [] : [sha]), ...found.flatMap(({ sources }) => sources)])
  const claims = new Map<string, Claim[]>()
  for (const claim of await store.claims([...shas]))
    if (claim.node !== undefined) claims.set(claim.node, [...(claims.get(claim.node) ?? []), claim])
  return { shas, nodes: new Set(found.map(({ id }) => id)), claims }
}

const question = (record: Question['record']): Question['record']['document'] => record.document

function isDocument(node: InstrumentNode, document: Question['record']['document']): boolean {
  const { type, number, date, level, province, title } = document
  if (!node.held || foldText(node.type) !== foldText(type ?? node.type)) return false
  if (number !== null && (node.number === null || numberKey(node.number) !== numberKey(number))) return false
  if (number === null && node.number !== null) return false
  const apart = (one: PartialDate, other: PartialDate): boolean =>
    dateBounds(one).last < dateBounds(other).first || dateBounds(other).last < dateBounds(one).first
  if (date !== null && node.date !== null && apart(date, node.date)) return false
  if (level !== null && node.level !== null && level !== node.level) return false
  if (province !== null && node.province !== null && placeKey(province) !== placeKey(node.province)) return false
  const name = (words: string | null): string => nameCore(node.type, words ?? '')
  return number !== null || name(title) === name(node.title)
}

// ---- candidates ----------------------------------------------------------------------------------------------------

async function candidates(
  store: GraphStore,
  { record, asOf }: Question,
  own: Own,
): Promise<Map<string, InstrumentNode[]>> {
  const numbers = new Set<string>()
  const titles = new Set<string>()
  for (const { number, type, title } of record.instruments) {
    if (number !== null) for (const each of spellings(number)) numbers.add(foldNumber(each))
    else if (title !== null) for (const each of [nameCore(type, title), foldText(title)]) titles.add(each)
  }
  const [numbered, named] = await Promise.all([
    numbers.size === 0 ? [] : store.byNumber([...numbers].sort()),
    titles.size === 0 ? [] : store.byTitle([...titles].sort()),
  ])
  const known = (nodes: InstrumentNode[]): InstrumentNode[] => nodes.filter((node) => speaks(node, own))
  const byKey = new Map<string, InstrumentNode[]>()
  const [withNumber, withName] = [index(known(numbered)), known(named)]
  for (const local of record.instruments) {
    const nodes = local.number === null ? withName : (withNumber.get(numberKey(local.number)) ?? [])
    const found = candidatesOf(local, nodes, asOf)
    if (found.length > 0) byKey.set(local.key, found)
  }
  return byKey
}

function index(nodes: InstrumentNode[]): Map<string, InstrumentNode[]> {
  const byKey = new Map<string, InstrumentNode[]>()
  for (const node of nodes) {
    const key = numberKey(node.number ?? '')
    byKey.set(key, [...(byKey.get(key) ?? []), node])
  }
  return byKey
}

/** Numbers below ten are written with a zero, or without. */
function spellings(number: string): string[] {
  if (/^0\d(?!\d)/.test(number)) return [number, number.slice(1)]
  return /^\d(?!\d)/.test(number) ? [number, `0${number}`] : [number]
}

/** Whether anybody but the draft speaks of the node. */
function speaks(node: InstrumentNode, own: Own): boolean {
  if (own.nodes.has(node.id)) return false
  const mine = new Set((own.claims.get(node.id) ?? []).filter(({ self }) => !self).map(({ source }) => source))
  return (node.catalogue?.length ?? 0) > 0 || node.sources.some((sha) => !own.shas.has(sha)) || node.citedBy > mine.size
}

// ---- what is known of each -----------------------------------------------------------------------------------------

async function instruments(
  store: GraphStore,
  nodes: InstrumentNode[],
  asOf: PartialDate,
  own: Own,
  pinpointed: Set<string>,
): Promise<KnownInstrument[]> {
  const facts = await statusFacts(store, nodes)
  const edges = nodes.length === 0 ? [] : await store.edges(nodes.map(({ id }) => id), 'in', ['REPLACES', 'REPEALS', 'SUCCEEDS', 'AMENDS']) // prettier-ignore
  const others = new Map((await store.nodes([...new Set(edges.map(({ from }) => from))])).map((node) => [node.id, node])) // prettier-ignore
  const sources = new Sources(store)
  const values = await valuesOf(store, nodes, own, sources)
  return Promise.all(
    nodes.map(async (node): Promise<KnownInstrument> => {
      const mine = (facts.get(node.id) ?? []).filter(({ source }) => source === null || !own.shas.has(source))
      const { status, rule, evidence } = statusOf(mine, asOf)
      const shown = rule === null ? [] : (await located(store, node, evidence)).filter(({ source }) => source === null || !own.shas.has(source)) // prettier-ignore
      const followers: Successor[] = []
      for (const edge of edges.filter(({ to }) => to === node.id)) {
        const other = others.get(edge.from)
        if (!other || own.nodes.has(other.id) || (other.date !== null && dateBounds(other.date).first > dateBounds(asOf).last)) continue // prettier-ignore
        const proof = (await store.evidence(edge.from, edge.type, edge.to)).filter(({ source }) => !own.shas.has(source)) // prettier-ignore
        if (proof.length === 0) continue
        followers.push({ ...nameOf(other), relation: edge.type, evidence: await sources.evidence(proof.slice(0, MOST_PROOF)) }) // prettier-ignore
      }
      return {
        ...nameOf(node),
        level: node.level,
        province: node.province,
        values: values.get(node.id) ?? {},
        status,
        statusRule: rule,
        statusEvidence: await sources.evidence(shown.slice(0, MOST_PROOF), node),
        effectiveFrom: mine.find(({ kind }) => kind === 'effective-from')?.date ?? null,
        lastArticle: pinpointed.has(node.id) ? await lastArticle(node, own, sources) : null,
        successors: followers.filter(({ relation }) => relation !== 'AMENDS').sort(byWorth),
        amendedBy: followers.filter(({ relation }) => relation === 'AMENDS'),
        issuerNow: issuerNow(node, dateBounds(asOf).first).map(({ name, matter }) => (matter ? `${name} (${matter})` : name)), // prettier-ignore
      }
    }),
  )
}

/** A text with its signature, whose articles follow one another, and that no regulation with articles of its own goes with. */
async function lastArticle(node: InstrumentNode, own: Own, sources: Sources): Promise<number | null> {
  let last: number | null = null
  for (const sha of node.sources) {
    const source = own.shas.has(sha) ? null : await sources.get(sha)
    if (!source) continue
    const { text, record } = source
    const articles = new Set([...text.matchAll(/^[ \t*#_|]*Điều (\d{1,3})[.:]/gmu)].map(([, number]) => Number(number)))
    const highest = Math.max(0, ...articles)
    const isWhole = !!record.document.signer?.name && articles.size === highest && highest > 1
    if (!isWhole || /kèm theo \p{L}+(?: \p{L}+)? này/iu.test(text)) return null
    last = Math.max(last ?? 0, highest)
  }
  return last
}

const MOST_PROOF = 3
const WORTH = ['REPLACES', 'REPEALS', 'SUCCEEDS']
const byWorth = (a: Successor, b: Successor): number =>
  WORTH.indexOf(a.relation) - WORTH.indexOf(b.relation) || (a.date ?? '').localeCompare(b.date ?? '')

export function nameOf({
  id,
  type,
  number,
  date,
  issuer,
  title,
}: InstrumentNode): Omit<Successor, 'relation' | 'evidence'> {
  // prettier-ignore
  return { id, type, number, date, issuer, title }
}

/** Sources of evidence with what to call them, each asked for once. */
export class Sources {
  readonly #store: GraphStore
  readonly #known = new Map<string, Promise<Source | null>>()

  constructor(store: GraphStore) {
    this.#store = store
  }

  get(sha: string): Promise<Source | null> {
    const known = this.#known.get(sha) ?? this.#store.source(sha)
    this.#known.set(sha, known)
    return known
  }

  /** What the source is called: where a row was read, or a document's number. */
  async label(sha: string): Promise<string> {
    const source = await this.get(sha)
    const row = source && rowOf(source)
    if (row) return [row.source, row.seen && `thấy ${row.seen.split('-').reverse().join('/')}`].filter(Boolean).join(', ') // prettier-ignore
    const { type, number, title } = source?.record.document ?? { type: null, number: null, title: null }
    return captionOf({ type: type ?? 'Văn bản', number, title })
  }

  /** `node`: what a fact without a source rests on, its own name or day. */
  async evidence(
    facts: { source: string | null; start: number; end: number; quote: string }[],
    node?: InstrumentNode,
  ): Promise<KnownEvidence[]> {
    return Promise.all(
      facts.map(async ({ source, start, end, quote }) => {
        if (source === null) return { source: `graph:${node?.id ?? ''}`, start, end, quote, label: node ? captionOf(node) : '' } // prettier-ignore
        return { source: `${isRow(source) ? 'row' : 'source'}:${source}`, start, end, quote, label: await this.label(source) } // prettier-ignore
      }),
    )
  }
}

const FIELDS = ['date', 'issuer', 'title'] as const
type Field = (typeof FIELDS)[number]

/** The value of each field: by the document itself, else by a catalogue, else by what most others who cite it give. */
async function valuesOf(
  store: GraphStore,
  nodes: InstrumentNode[],
  own: Own,
  sources: Sources,
): Promise<Map<string, KnownInstrument['values']>> {
  const speakers = [...new Set(nodes.flatMap(({ sources: held, catalogue }) => [...held.filter((sha) => !own.shas.has(sha)), ...(catalogue ?? [])]))] // prettier-ignore
  const claims = speakers.length === 0 ? [] : (await store.claims(speakers)).filter(({ key }) => key === 'this')
  const byNode = new Map<string, Claim[]>()
  for (const claim of claims)
    if (claim.node !== undefined) byNode.set(claim.node, [...(byNode.get(claim.node) ?? []), claim])
  const values = new Map<string, KnownInstrument['values']>()
  for (const node of nodes) {
    const found: KnownInstrument['values'] = {}
    for (const field of FIELDS) {
      const value = await valueOf(field, node, byNode.get(node.id) ?? [], own, sources)
      if (value) found[field] = value
    }
    values.set(node.id, found)
  }
  return values
}

async function valueOf(
  field: Field,
  node: InstrumentNode,
  selves: Claim[],
  own: Own,
  sources: Sources,
): Promise<KnownValue | null> {
  const mine = (own.claims.get(node.id) ?? []).map((claim) => claim[field])
  const counts = node.variants[field]
    .map(({ value, sources: n }) => ({ value, n: n - mine.filter((each) => each === value).length }))
    .filter(({ n }) => n > 0)
  const said = selves.filter((claim) => claim[field] !== null)
  const best = said.find(({ source }) => !isRow(source)) ?? said.find(({ source }) => isRow(source))
  const value = best ? best[field]! : counts[0]?.value
  if (value === undefined) return null
  const agreeing = counts.find((each) => each.value === value)?.n ?? 0
  const all = counts.reduce((sum, { n }) => sum + n, 0)
  const by = best ? (isRow(best.source) ? 'catalogue' : 'document') : 'citations'
  const source = best ? await sources.get(best.source) : null
  const row = source && rowOf(source)
  const span = row ? row.lines[field] : source?.record.document.spans[field]
  const evidence: KnownEvidence[] =
    source && span
      ? await sources.evidence([{ source: source.sha, ...span, quote: source.text.slice(span.start, span.end) }])
      : []
  return { value, by, confidence: row?.confidence ?? null, sources: Math.max(1, agreeing), others: all - agreeing, evidence } // prettier-ignore
}
