/**
 * What is around the instruments a draft cites
 * ============================================
 *
 *   cited ─ what it names or approves ─ the decision above it          missing
 *   cited ─ what it carries out ─ replaced by a newer one              replaced roots
 *   cited ─ what its province carries it out by                        jumped levels (`known-levels.ts`)
 *   subject ─ those who carry out the same ─ what most of them cite    peers
 *
 * A plan's text rests on many laws; only what its name says it carries out is its root.
 */
import type { KnownInstrument, Knowledge, MissingHigher, PeerCitation, ReplacedRoot } from '../ingest/check/known.ts'
import type { DocumentRecord, PartialDate } from '../ingest/record.ts'
import { order } from './caption.ts'
import { foldText } from './fold.ts'
import { jumpedLevels } from './known-levels.ts'
import { nameOf, Sources, type Own } from './known.ts'
import type { Edge, InstrumentNode } from './model.ts'
import { dateBounds, isLawType, nameCore, numberKey, numberScope, periodOf } from './naming.ts'
import { statuses } from './status-facts.ts'
import type { GraphStore } from './store.ts'

type Around = Pick<Knowledge, 'missing' | 'replacedRoots' | 'jumpedLevels' | 'peers'>
type Row = Omit<Edge, 'evidence'>

export async function around(
  store: GraphStore,
  record: DocumentRecord,
  asOf: PartialDate,
  found: Map<string, InstrumentNode[]>,
  own: Own,
  known: Map<string, KnownInstrument>,
): Promise<Around> {
  const cited = new Map<string, { key: string; node: InstrumentNode }>()
  for (const [key, nodes] of found) if (nodes.length === 1) cited.set(nodes[0]!.id, { key, node: nodes[0]! })
  const roots = await rootsOf(store, cited, own)
  const missing = await missingOf(store, record, asOf, cited, roots, own)
  return {
    missing,
    replacedRoots: await replacedOf(store, record, asOf, cited, roots, known),
    jumpedLevels: await jumpedLevels(store, record, asOf, cited, own),
    peers: await peersOf(store, record, asOf, cited, own),
  }
}

// ---- roots ---------------------------------------------------------------------------------------------------------

interface Root {
  /** Id of the cited instrument. */
  of: string
  edge: Row
  node: InstrumentNode
}

/** What the names of the cited instruments say that they carry out. */
async function rootsOf(store: GraphStore, cited: Map<string, { node: InstrumentNode }>, own: Own): Promise<Root[]> {
  const ids = [...cited.keys()]
  if (ids.length === 0) return []
  const edges = (await store.edges(ids, 'out', ['IMPLEMENTS', 'BASED_ON'])).filter(({ to }) => !own.nodes.has(to))
  const nodes = new Map((await store.nodes([...new Set(edges.map(({ to }) => to))])).map((node) => [node.id, node]))
  return edges.flatMap((edge) => {
    const [host, node] = [cited.get(edge.from)?.node, nodes.get(edge.to)]
    return host && node && namedIn(node, host) ? [{ of: edge.from, edge, node }] : []
  })
}

function namedIn(node: InstrumentNode, host: InstrumentNode): boolean {
  const titles = host.variants.title.map(({ value }) => foldText(value))
  if (node.number !== null && titles.some((title) => title.includes(foldText(node.number!)))) return true
  if (node.kind !== 'Programme' || node.title === null) return false
  const core = nameCore(node.type, node.title)
  return core.split(' ').length > 3 && titles.some((title) => nameCore('', title).includes(core))
}

// ---- missing -------------------------------------------------------------------------------------------------------

async function missingOf(
  store: GraphStore,
  record: DocumentRecord,
  asOf: PartialDate,
  cited: Map<string, { key: string; node: InstrumentNode }>,
  roots: Root[],
  own: Own,
): Promise<MissingHigher[]> {
  // Programmes that the draft names, and what the cited ones carry out: the decision above is what is looked for.
  const through = new Map<string, string>()
  for (const { key, node } of cited.values()) if (node.kind === 'Programme') through.set(node.id, key)
  const higher: { edge: Row; node: InstrumentNode; key: string }[] = []
  for (const { of, edge, node } of roots) {
    const { key } = cited.get(of)!
    if (node.kind === 'Programme') through.set(node.id, through.get(node.id) ?? key)
    else if (node.level === 'central') higher.push({ edge, node, key })
  }
  const approving = through.size === 0 ? [] : await store.edges([...through.keys()], 'in', ['APPROVES'])
  const approvers = new Map((await store.nodes([...new Set(approving.map(({ from }) => from))])).map((node) => [node.id, node])) // prettier-ignore
  for (const edge of approving) {
    const node = approvers.get(edge.from)
    if (node) higher.push({ edge, node, key: through.get(edge.to)! })
  }
  const numbers = new Set(record.instruments.flatMap(({ number }) => (number === null ? [] : [numberKey(number)])))
  const open = higher.filter(
    ({ node }) =>
      !cited.has(node.id) &&
      !own.nodes.has(node.id) &&
      node.number !== null &&
      !numbers.has(numberKey(node.number)) &&
      (node.date === null || dateBounds(node.date).last <= dateBounds(asOf).last),
  )
  const status = await statuses(store, open.map(({ node }) => node), asOf) // prettier-ignore
  const sources = new Sources(store)
  const missing = new Map<string, MissingHigher>()
  for (const { edge, node, key } of open) {
    const { status: now } = status.get(node.id)!
    if (missing.has(node.id) || now === 'expired' || now === 'period-over' || now === 'not-yet-in-force') continue
    const proof = (await store.evidence(edge.from, edge.type, edge.to)).filter(({ source }) => !own.shas.has(source))
    if (proof.length === 0) continue
    missing.set(node.id, {
      ...nameOf(node),
      status: now,
      through: key,
      relation: edge.type,
      evidence: await sources.evidence(proof.slice(0, 2)),
    })
  }
  return [...missing.values()].sort((a, b) => order(a.id, b.id))
}

// ---- replaced roots ------------------------------------------------------------------------------------------------

/** A cited plan of a place that carries out what something newer has replaced by the day. */
async function replacedOf(
  store: GraphStore,
  record: DocumentRecord,
  asOf: PartialDate,
  cited: Map<string, { key: string; node: InstrumentNode }>,
  roots: Root[],
  known: Map<string, KnownInstrument>,
): Promise<ReplacedRoot[]> {
  const pairs = new Map<string, { key: string; node: InstrumentNode }>()
  const byKey = new Map([...cited.values()].map(({ key, node }) => [key, node]))
  for (const { from, to, type } of record.relations) {
    const root = byKey.get(to)
    if (from !== 'this' && root && (type === 'IMPLEMENTS' || type === 'BASED_ON')) pairs.set(`${from} ${root.id}`, { key: from, node: root }) // prettier-ignore
  }
  for (const { of, node } of roots) pairs.set(`${cited.get(of)!.key} ${node.id}`, { key: cited.get(of)!.key, node })
  const list = [...pairs.values()].filter(({ node }) => numberScope(node.number ?? '') !== 'local')
  if (list.length === 0) return []
  const ids = [...new Set(list.map(({ node }) => node.id))]
  const [status, edges] = await Promise.all([
    statuses(store, list.map(({ node }) => node), asOf), // prettier-ignore
    store.edges(ids, 'in', ['REPLACES', 'SUCCEEDS']),
  ])
  const newer = new Map((await store.nodes([...new Set(edges.map(({ from }) => from))])).map((node) => [node.id, node]))
  const sources = new Sources(store)
  const replaced: ReplacedRoot[] = []
  for (const { key, node } of list) {
    const { status: now } = status.get(node.id)!
    if (now !== 'expired' && now !== 'period-over') continue
    const edge = edges.find(({ to, from }) => {
      const date = newer.get(from)?.date
      return to === node.id && date != null && dateBounds(date).last <= dateBounds(asOf).last
    })
    if (!edge) continue
    const proof = await store.evidence(edge.from, edge.type, edge.to)
    replaced.push({ key, root: known.get(node.id) ?? nameOf(node), successor: nameOf(newer.get(edge.from)!), evidence: await sources.evidence(proof.slice(0, 2)) }) // prettier-ignore
  }
  return replaced
}

// ---- peers ---------------------------------------------------------------------------------------------------------

/** Fewer say nothing about "most". */
const FEWEST_PEERS = 5
/** What more than this many cite is no subject: everybody rests on the law. */
const MOST_CITED = 3000
const MOST_PEERS = 200
/** Of the peers, how many must cite it. */
const MOST = 0.6
const YEARS = 3
const MOST_ANSWERS = 5

async function peersOf(
  store: GraphStore,
  { document, citations }: DocumentRecord,
  asOf: PartialDate,
  cited: Map<string, { key: string; node: InstrumentNode }>,
  own: Own,
): Promise<Knowledge['peers']> {
  const none = { total: 0, citations: [] }
  if (document.level === null || document.type === null) return none
  const leading = new Set(citations.filter(({ relation, section }) => (section === 'header' || section === 'legal-basis') && (relation === 'IMPLEMENTS' || relation === 'BASED_ON')).map(({ key }) => key)) // prettier-ignore
  const subjects = [...cited.values()].filter(({ key, node }) => leading.has(key) && !isLawType(node.type) && node.citedBy <= MOST_CITED) // prettier-ignore
  if (subjects.length === 0) return none
  const rows = await store.edges(subjects.map(({ node }) => node.id), 'in', ['IMPLEMENTS']) // prettier-ignore
  const ids = [...new Set(rows.map(({ from }) => from))].filter((id) => !own.nodes.has(id)).sort(order)
  if (ids.length < FEWEST_PEERS) return none
  const year = Number(asOf.slice(0, 4))
  const comparable = (await store.nodes(ids.slice(0, MOST_PEERS * 4)))
    .filter((node) => node.held && node.level === document.level && foldText(node.type) === foldText(document.type!))
    .filter(({ date }) => date !== null && Math.abs(Number(date.slice(0, 4)) - year) <= YEARS)
    .slice(0, MOST_PEERS)
  if (comparable.length < FEWEST_PEERS) return none
  const byTarget = new Map<string, Set<string>>()
  for (const { from, to } of await store.edges(comparable.map(({ id }) => id), 'out')) byTarget.set(to, (byTarget.get(to) ?? new Set()).add(from)) // prettier-ignore
  const usual = [...byTarget].filter(([id, by]) => !cited.has(id) && by.size >= FEWEST_PEERS && by.size >= MOST * comparable.length) // prettier-ignore
  const names = new Map((await store.nodes(usual.map(([id]) => id))).map((node) => [node.id, node]))
  const peers = new Map(comparable.map((node) => [node.id, node]))
  const answers = usual.flatMap(([id, by]): PeerCitation[] => {
    const node = names.get(id)
    if (!node || node.kind === 'Programme' || endedPeriod(node, asOf)) return []
    return [{ ...nameOf(node), cited: by.size, by: [...by].slice(0, FEWEST_PEERS).map((each) => nameOf(peers.get(each)!)) }] // prettier-ignore
  })
  answers.sort((a, b) => b.cited - a.cited || order(a.id, b.id))
  return { total: comparable.length, citations: answers.slice(0, MOST_ANSWERS) }
}

function endedPeriod({ title }: InstrumentNode, asOf: PartialDate): boolean {
  const { to } = periodOf(title)
  return to !== null && to < asOf.slice(0, 4)
}
