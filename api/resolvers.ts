/**
 * Resolvers: one thin function a field
 * ====================================
 *
 * Shapes what `graph/` answers into the schema. Rows are asked for through the loaders of `context.ts`, so that a
 * list costs one query a field and not one a row.
 */
import path from 'node:path'
import { createGraphQLError } from 'graphql-yoga'
import { cascade, paths } from '../graph/cascade.ts'
import { daysBetween, isDay, today } from '../graph/days.ts'
import { disagreements } from '../graph/disagreement.ts'
import { placeOf } from '../graph/indexer.ts'
import {
  isRow,
  type Evidence,
  type InstrumentNode,
  type Mention,
  type Reason,
  type Source,
  type Status,
  type Variant,
} from '../graph/model.ts'
import { dateBounds } from '../graph/naming.ts'
import { findRef, type Found } from '../graph/ref.ts'
import { FACETS, type Highlight, type SearchFilter } from '../graph/search.ts'
import { statusOf, type StatusAnswer, type StatusFact } from '../graph/status.ts'
import { located } from '../graph/status-facts.ts'
import { listByStatus } from '../graph/status-list.ts'
import type { NodeFilter } from '../graph/store.ts'
import { issuerNow } from '../graph/succession.ts'
import { RELATION_TYPES, type Citation, type DocumentFields, type RelationType } from '../ingest/record.ts'
import type { Authority, Evidence as FindingEvidence } from '../ingest/check/index.ts'
import { checkAsked, type CheckArguments } from './check-query.ts'
import { importText } from './catalogue.ts'
import { correctionsOfNode } from './corrections.ts'
import { nodesOf, type Context, type Row } from './context.ts'
import { fromCursor, pageSize, toCursor } from './cursor.ts'
import { LIMITS } from './limits.ts'
import { rowShown, rowsOfNode, type RowShown } from './rows.ts'
import { decodeSent, type SentFile } from './sent.ts'
import { requireWrite } from './token.ts'
import { sentenceAround } from './sentence.ts'
import { captionOf } from './view.ts'

interface Page {
  first?: number | null
  after?: string | null
}

interface InstrumentFilterInput {
  kind?: string | null
  type?: string[] | null
  level?: string[] | null
  province?: string[] | null
  issuer?: string[] | null
  year?: number[] | null
  status?: Status[] | null
  statusAsOf?: string | null
  held?: boolean | null
  resolution?: InstrumentNode['resolution'][] | null
}

type DocumentCitation = Citation & { index: number; sha: string }

/** GraphQL sends null for "not given"; the ports leave it out. */
function given<T extends object>(input: T | null | undefined): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(input ?? {}).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> }
}

/** REF and filter texts are short; a long one is a mistake or an attack. */
function short(text: string): string {
  if (text.length <= 500) return text.normalize('NFC')
  throw createGraphQLError('Chuỗi quá dài (tối đa 500 ký tự). / Text too long (500 characters at most).', {
    extensions: { code: 'bad_input' },
  })
}

function partialDate(text: string): string {
  if (isDay(text)) return text
  throw createGraphQLError('Ngày phải có dạng YYYY, YYYY-MM hoặc YYYY-MM-DD. / Not a date.', {
    extensions: { code: 'bad_input' },
  })
}

function pageInfo(cursors: string[], hasNextPage: boolean, hasPreviousPage: boolean): object {
  return { hasNextPage, hasPreviousPage, startCursor: cursors[0] ?? null, endCursor: cursors.at(-1) ?? null }
}

function connection<T>(
  nodes: { node: T; cursor: string; extra?: object }[],
  total: number,
  hasNext: boolean,
  after: string | null | undefined,
): { edges: object[]; pageInfo: object; totalCount: number } {
  const edges = nodes.map(({ node, cursor, extra }) => ({ node, cursor: toCursor(cursor), ...extra }))
  const cursors = edges.map((each) => each.cursor)
  return { edges, pageInfo: pageInfo(cursors, hasNext, Boolean(after)), totalCount: total }
}

/** A node that was asked for, with the number it was asked by where that is not its own. */
type AskedNode = InstrumentNode & { askedAs?: string | null }

function askedNode({ node, askedAs }: Found & { kind: 'found' }): AskedNode {
  return { ...node, askedAs }
}

/** `Found` in the words of the schema's unions. */
function answerOf(found: Found, ref: string): object {
  if (found.kind === 'found') return askedNode(found)
  if (found.kind === 'ambiguous') return { ref, candidates: found.candidates }
  const message = `Không tìm thấy "${ref}" trong kho. Hãy kiểm tra lại số, hoặc nạp văn bản có viện dẫn nó.`
  return { ref, message, nearest: found.nearest }
}

const order = (row: Row): number => RELATION_TYPES.indexOf(row.type)

async function relations(
  node: InstrumentNode,
  direction: 'in' | 'out',
  { types, first }: { types?: RelationType[] | null; first?: number | null },
  context: Context,
): Promise<object[]> {
  const rows = await context.edges.load(`${direction} ${types?.length ? [...types].sort().join(',') : '*'} ${node.id}`)
  const chosen = rows.toSorted((a, b) => order(a) - order(b) || b.sources - a.sources).slice(0, pageSize(first, 50))
  context.budget.spend(chosen.length)
  const others = await nodesOf(
    context,
    chosen.map((row) => (direction === 'out' ? row.to : row.from)),
  )
  return chosen.flatMap((row, i) => {
    const instrument = others[i]
    if (!instrument) return []
    const { days } = daysBetween(instrument.date, node.date)
    return [{ ...row, instrument, days: days === null ? null : Math.abs(days) }]
  })
}

/** The facts a document states of itself, flat, each with its place where it has one. */
function fieldsOf({ spans, ...fields }: DocumentFields): object[] {
  const single = Object.entries({ ...fields, signer: fields.signer?.name ?? null, recipients: null })
  return single.flatMap(([name, value]) => {
    const span = spans[name as keyof typeof spans]
    return value ? [{ name, value, start: span?.start ?? null, end: span?.end ?? null }] : []
  })
}

async function sourceOf(context: Context, sha: string): Promise<Source> {
  const source = await context.source.load(sha)
  if (!source) throw new Error(`source ${sha} is named by the graph but not stored`)
  return source
}

async function documentOf(context: Context, sha: string): Promise<InstrumentNode> {
  const keys = await context.keys.load(sha)
  return nodeNamed(context, keys.get('this'), sha)
}

async function nodeNamed(context: Context, id: string | undefined, where: string): Promise<InstrumentNode> {
  const node = id === undefined ? null : await context.node.load(id)
  if (!node) throw new Error(`no node ${id} behind a claim of ${where}`)
  return node
}

async function statusOn(
  context: Context,
  node: InstrumentNode,
  asOf: string | null | undefined,
): Promise<StatusAnswer> {
  const day = asOf ? partialDate(asOf) : today()
  return (await context.status.load(`${day} ${node.id}`)) ?? statusOf([], day)
}

/** The row of a catalogue that a source is; null for a text. */
async function rowBehind(context: Context, source: string | null): Promise<RowShown | null> {
  return source === null || !isRow(source) ? null : rowShown(await sourceOf(context, source))
}

const document = (source: { source: string }, _: unknown, context: Context): Promise<InstrumentNode> =>
  documentOf(context, source.source)

export const resolvers = {
  Query: {
    instrument: async (_: unknown, { id, ref }: { id?: string | null; ref?: string | null }, context: Context) => {
      const asked = short(id ?? ref ?? '')
      context.budget.spend(1)
      if (id) {
        const node = await context.node.load(asked)
        return node ?? answerOf({ kind: 'not-found', nearest: [] }, asked)
      }
      return answerOf(await findRef(context.stores.graph, asked), asked)
    },

    instruments: async (
      _: unknown,
      { filter, first, after }: Page & { filter?: InstrumentFilterInput | null },
      context: Context,
    ) => {
      const size = pageSize(first, 20)
      context.budget.spend(size)
      const { status, statusAsOf, ...rest } = given(filter)
      const asked = { first: size, ...(after ? { after: fromCursor(after) } : {}) }
      const { graph } = context.stores
      const day = statusAsOf === undefined ? today() : partialDate(statusAsOf)
      const page = status
        ? await listByStatus(graph, rest as NodeFilter, status, day, asked, (looked) => context.budget.spend(looked))
        : await graph.list(rest as NodeFilter, asked)
      const rows = page.nodes.map((node) => ({ node, cursor: node.id }))
      return connection(rows, page.total, page.hasNext, after)
    },

    search: async (
      _: unknown,
      { query, filter, first, after }: Page & { query: string; filter?: SearchFilter | null },
      context: Context,
    ) => {
      const size = pageSize(first, 20)
      context.budget.spend(size)
      const offset = after ? Number(fromCursor(after)) + 1 : 0
      if (!Number.isSafeInteger(offset) || offset < 0) fromCursor('')
      const words = short(query)
      const result = await context.stores.index.search({
        query: words,
        filter: given(filter) as SearchFilter,
        first: size,
        offset,
      })
      const nodes = await nodesOf(
        context,
        result.hits.map((hit) => hit.document.id),
      )
      const rows = result.hits.flatMap(({ highlights }, i) => {
        const node = nodes[i]
        return node ? [{ node, cursor: String(offset + i), extra: { highlights } }] : []
      })
      return {
        ...connection(rows, result.total, offset + result.hits.length < result.total, after),
        totalIsExact: result.totalIsExact,
        facets: FACETS.map((name) => ({ name, values: result.facets[name] ?? [] })),
        words,
      }
    },

    cascade: async (
      _: unknown,
      args: {
        ref: string
        direction: 'up' | 'down'
        depth?: number | null
        types?: RelationType[] | null
        asOf?: string | null
      },
      context: Context,
    ) => {
      const ref = short(args.ref)
      const found = await findRef(context.stores.graph, ref)
      if (found.kind !== 'found') return answerOf(found, ref)
      const { rows, truncated, cycles } = await cascade(context.stores.graph, found.node.id, {
        direction: args.direction,
        depth: Math.min(12, Math.max(1, args.depth ?? 6)),
        limit: LIMITS.cascadeRows,
        ...(args.types?.length ? { types: args.types } : {}),
        ...(args.asOf ? { asOf: partialDate(args.asOf) } : {}),
      })
      context.budget.spend(rows.length)
      return { root: askedNode(found), rows, truncated, cycles }
    },

    paths: async (_: unknown, args: { from: string; to: string; depth?: number | null }, context: Context) => {
      const { graph } = context.stores
      const ends = await Promise.all([findRef(graph, short(args.from)), findRef(graph, short(args.to))])
      const [from, to] = ends
      if (from.kind !== 'found' || to.kind !== 'found') return []
      const chains = await paths(graph, from.node.id, to.node.id, { depth: Math.min(8, Math.max(1, args.depth ?? 6)) })
      context.budget.spend(chains.reduce((sum, steps) => sum + steps.length, 0))
      return chains.map((steps) => ({ steps }))
    },

    document: async (_: unknown, { id }: { id: string }, context: Context) => {
      context.budget.spend(1)
      return context.source.load(short(id))
    },

    evidence: async (
      _: unknown,
      { from, type, to }: { from: string; type: RelationType; to: string },
      context: Context,
    ) => {
      const rows = await context.stores.graph.evidence(short(from), type, short(to))
      context.budget.spend(rows.length)
      return rows
    },

    check: async (_: unknown, args: CheckArguments, context: Context) => {
      const asOf = args.asOf ? partialDate(args.asOf) : null
      // Bounded by the length of a draft, and not by the budget of time that other questions have.
      return checkAsked(context.stores.graph, { ...args, asOf })
    },

    stats: async (_: unknown, __: unknown, { stores: { graph } }: Context) => {
      const [counts, { nodes }] = await Promise.all([graph.counts(), graph.list({ held: true }, { first: 1 })])
      return { ...counts, samples: nodes[0]?.sample ?? false }
    },
  },

  Mutation: {
    importCatalogue: async (_: unknown, { file }: { file: SentFile }, context: Context) => {
      requireWrite(context.write)
      const text = decodeSent(file)
      const summary = await importText(context.stores, path.basename(short(file.name)), text)
      const failures = summary.failures.map(({ row, vi, en }) => ({ row, message: `${vi} / ${en}` }))
      return { ...summary, failures: failures.slice(0, 100) }
    },
  },

  InstrumentResult: {
    __resolveType: (value: object) => ('nearest' in value ? 'NotFound' : 'ref' in value ? 'Ambiguous' : 'Instrument'),
  },
  CascadeResult: {
    __resolveType: (value: object) => ('nearest' in value ? 'NotFound' : 'ref' in value ? 'Ambiguous' : 'Cascade'),
  },

  Instrument: {
    caption: (node: InstrumentNode) => captionOf(node),
    askedAs: (node: AskedNode) => node.askedAs ?? null,
    place: (node: InstrumentNode) => placeOf(node),
    status: async (node: InstrumentNode, { asOf }: { asOf?: string | null }, context: Context) =>
      (await statusOn(context, node, asOf)).status,
    statusEvidence: async (node: InstrumentNode, { asOf }: { asOf?: string | null }, context: Context) => {
      const { evidence } = await statusOn(context, node, asOf)
      const facts = (await located(context.stores.graph, node, evidence)).slice(0, 100)
      context.budget.spend(facts.length)
      return facts
    },
    catalogue: async (node: InstrumentNode, _: unknown, context: Context) => {
      const rows = await rowsOfNode(context.stores.graph, node)
      context.budget.spend(rows.length)
      return rows.slice(0, 100)
    },
    disagreements: (node: InstrumentNode, _: unknown, context: Context) => disagreements(context.stores.graph, node),
    issuerNow: (node: InstrumentNode, { asOf }: { asOf?: string | null }) =>
      issuerNow(node, asOf ? dateBounds(partialDate(asOf)).last : today()),
    reasons: (node: InstrumentNode) => node.reasons ?? [],
    corrections: async (node: InstrumentNode, _: unknown, context: Context) => {
      const words = await correctionsOfNode(context.stores.graph, node)
      context.budget.spend(words.length)
      return words.slice(0, 100)
    },
    texts: (node: InstrumentNode) => node.sources.slice(0, 100),
    candidates: async (node: InstrumentNode, _: unknown, context: Context) => {
      const nodes = await nodesOf(context, node.candidates.slice(0, 100))
      return nodes.filter((each) => each !== null)
    },
    up: (node: InstrumentNode, args: Parameters<typeof relations>[2], context: Context) =>
      relations(node, 'out', args, context),
    down: (node: InstrumentNode, args: Parameters<typeof relations>[2], context: Context) =>
      relations(node, 'in', args, context),
    mentions: async (node: InstrumentNode, { first, after }: Page, context: Context) => {
      const size = pageSize(first, 20)
      context.budget.spend(size)
      const page = await context.stores.graph.mentions(node.id, {
        first: size,
        ...(after ? { after: fromCursor(after) } : {}),
      })
      const rows = page.mentions.map((mention) => ({ node: mention, cursor: `${mention.source}:${mention.start}` }))
      return connection(rows, page.total, page.hasNext, after)
    },
  },

  Variants: Object.fromEntries(
    (['number', 'date', 'issuer', 'title'] as const).map((name) => [
      name,
      (variants: InstrumentNode['variants']): Variant[] => variants[name] ?? [],
    ]),
  ),

  Relation: {
    evidence: async (row: Row & { evidence?: Evidence[] }, _: unknown, context: Context) => {
      const rows = await context.stores.graph.evidence(row.from, row.type, row.to)
      const first = rows.slice(0, 100)
      context.budget.spend(first.length)
      return first
    },
  },

  Reason: {
    candidate: ({ node }: Reason, _: unknown, context: Context) => (node === null ? null : context.node.load(node)),
  },

  StatusEvidence: {
    by: async ({ by }: StatusFact, _: unknown, context: Context) => (by === null ? null : context.node.load(by)),
    document: ({ source }: StatusFact, _: unknown, context: Context) =>
      source === null ? null : documentOf(context, source),
    row: ({ source }: StatusFact, _: unknown, context: Context) => rowBehind(context, source),
  },

  Evidence: {
    row: ({ source }: Evidence, _: unknown, context: Context) => rowBehind(context, source),
    document,
    sentence: async (evidence: Evidence, _: unknown, context: Context) => {
      const { text } = await sourceOf(context, evidence.source)
      const { start, end } = sentenceAround(text, evidence)
      return text.slice(start, end)
    },
    sentenceStart: async (evidence: Evidence, _: unknown, context: Context) =>
      sentenceAround((await sourceOf(context, evidence.source)).text, evidence).start,
  },

  Mention: {
    document: (mention: Mention, _: unknown, context: Context) => nodeNamed(context, mention.document, mention.source),
  },

  SearchConnection: {
    /** Asked for only by those who want the go-to card. */
    exact: async ({ words }: { words: string }, _: unknown, context: Context) => {
      if (!/\d/.test(words)) return null
      const found = await findRef(context.stores.graph, words)
      return found.kind === 'found' ? askedNode(found) : null
    },
  },

  Highlight: {
    ranges: (highlight: Highlight) => highlight.ranges,
  },

  Document: {
    id: (source: Source) => source.sha,
    instrument: (source: Source, _: unknown, context: Context) => documentOf(context, source.sha),
    fields: (source: Source) => fieldsOf(source.record.document),
    citations: (source: Source): DocumentCitation[] =>
      source.record.citations.map((each, index) => ({ ...each, index, sha: source.sha })),
    warnings: (source: Source) => source.record.warnings,
  },

  DocumentCitation: {
    instrument: async (citation: DocumentCitation, _: unknown, context: Context) => {
      context.budget.spend(1)
      const keys = await context.keys.load(citation.sha)
      return nodeNamed(context, keys.get(citation.key), `${citation.sha}/${citation.key}`)
    },
  },

  FindingEvidence: {
    label: ({ label }: FindingEvidence) => label ?? null,
  },

  Authority: {
    instrument: ({ id }: Authority, _: unknown, context: Context) => (id === null ? null : context.node.load(id)),
  },

  Direction: { UP: 'up', DOWN: 'down' },
  Language: { VI: 'vi', EN: 'en' },
  Severity: { ERROR: 'error', WARNING: 'warning', INFO: 'info' },
  Verdict: { MATCH: 'match', MISMATCH: 'mismatch', UNKNOWN: 'unknown' },
  Status: {
    IN_FORCE: 'in-force',
    PARTLY_IN_FORCE: 'partly-in-force',
    EXPIRED: 'expired',
    NOT_YET_IN_FORCE: 'not-yet-in-force',
    PERIOD_OVER: 'period-over',
    UNKNOWN: 'unknown',
  },
  Resolution: { RESOLVED: 'resolved', AMBIGUOUS: 'ambiguous', UNRESOLVED: 'unresolved' },
}
