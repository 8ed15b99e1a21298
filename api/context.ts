/**
 * What the resolvers of one request share
 * =======================================
 */
import type { Edge, InstrumentNode, Source } from '../graph/model.ts'
import type { StatusAnswer } from '../graph/status.ts'
import { statuses } from '../graph/status-facts.ts'
import type { GraphStore } from '../graph/store.ts'
import type { RelationType } from '../ingest/record.ts'
import { Budget } from './limits.ts'
import { Loader } from './loader.ts'
import { claimNodes } from './lookup.ts'
import type { WriteAccess } from './token.ts'
import type { Stores } from './wire.ts'

export type Row = Omit<Edge, 'evidence'>

export interface Context {
  stores: Stores
  budget: Budget
  /** Whether the request may write. */
  write: WriteAccess
  node: Loader<InstrumentNode | null>
  source: Loader<Source | null>
  /** By sha: node of each claim by its key; "this" is the document itself. */
  keys: Loader<Map<string, string>>
  /** Status of a node as of a day. The key is "DAY id". */
  status: Loader<StatusAnswer | null>
  /** Edges of one node. The key is "in|out TYPES id", TYPES with commas or "*". */
  edges: Loader<Row[]>
}

export function createContext(stores: Stores, milliseconds: number, write: WriteAccess = 'closed'): Context {
  const { graph } = stores
  const node = new Loader<InstrumentNode | null>(async (ids) => {
    const nodes = new Map((await graph.nodes(ids)).map((each) => [each.id, each]))
    return (id) => nodes.get(id) ?? null
  })
  return {
    stores,
    budget: new Budget(milliseconds),
    write,
    node,
    status: statusLoader(graph, node),
    source: new Loader(async (shas) => {
      const sources = await Promise.all(shas.map((sha) => graph.source(sha)))
      const bySha = new Map(shas.map((sha, i) => [sha, sources[i] ?? null]))
      return (sha) => bySha.get(sha) ?? null
    }),
    keys: new Loader(async (shas) => {
      const claims = await claimNodes(graph, shas)
      return (sha) => claims.get(sha) ?? new Map()
    }),
    edges: edgeLoader(graph),
  }
}

/** One round for all nodes asked about as of the same day. */
function statusLoader(graph: GraphStore, node: Context['node']): Context['status'] {
  return new Loader(async (wanted) => {
    const days = new Map<string, string[]>()
    for (const key of wanted) {
      const at = key.indexOf(' ')
      days.set(key.slice(0, at), [...(days.get(key.slice(0, at)) ?? []), key.slice(at + 1)])
    }
    const answers = new Map<string, StatusAnswer>()
    for (const [day, ids] of days) {
      const nodes = (await Promise.all(ids.map((id) => node.load(id)))).filter((each) => each !== null)
      for (const [id, answer] of await statuses(graph, nodes, day)) answers.set(`${day} ${id}`, answer)
    }
    return (key) => answers.get(key) ?? null
  })
}

function edgeLoader(graph: GraphStore): Context['edges'] {
  return new Loader(async (wanted) => {
    // One query for all nodes that ask for the same direction and types.
    const groups = new Map<string, string[]>()
    for (const key of wanted) {
      const group = key.slice(0, key.lastIndexOf(' '))
      groups.set(group, [...(groups.get(group) ?? []), key.slice(group.length + 1)])
    }
    const rows = new Map<string, Row[]>()
    for (const [group, ids] of groups) {
      const [direction, types] = group.split(' ') as ['in' | 'out', string]
      const chosen = types === '*' ? undefined : (types.split(',') as RelationType[])
      for (const row of await graph.edges(ids, direction, chosen)) {
        const key = `${group} ${direction === 'out' ? row.from : row.to}`
        const known = rows.get(key)
        if (known) known.push(row)
        else rows.set(key, [row])
      }
    }
    return (key) => rows.get(key) ?? []
  })
}

/** Nodes in the order asked; null where one is gone. */
export function nodesOf(context: Context, ids: string[]): Promise<(InstrumentNode | null)[]> {
  return Promise.all(ids.map((id) => context.node.load(id)))
}
