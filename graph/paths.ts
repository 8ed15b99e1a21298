/**
 * Paths: the shortest chains from one document to another
 * =======================================================
 *
 * Breadth first, upward from the first to the second; if the second does not carry the first, downward. All types of
 * edges count: a question about two documents asks for any link.
 */
import { RELATION_TYPES, type RelationType } from '../ingest/record.ts'
import type { InstrumentNode } from './model.ts'
import { stepsFrom, type Direction, type Step } from './steps.ts'
import type { GraphStore } from './store.ts'

export interface PathStep {
  from: InstrumentNode
  type: RelationType
  to: InstrumentNode
}

/** Bounds of a search, so that a question about two laws cannot read the whole graph. */
const MOST_PATHS = 20
const MOST_NODES = 20_000

/** Edges of each path in order from `fromId` to `toId`, each written in its own direction. [] where none is short. */
export async function paths(
  store: GraphStore,
  fromId: string,
  toId: string,
  { depth = 6 }: { depth?: number } = {},
): Promise<PathStep[][]> {
  if (fromId === toId) return []
  for (const direction of ['up', 'down'] as const) {
    const into = await search(store, fromId, toId, direction, depth)
    if (into) return withNodes(store, chains(into, fromId, toId))
  }
  return []
}

/** Steps by which each node was first reached, or null if the goal was not. */
async function search(
  store: GraphStore,
  fromId: string,
  toId: string,
  direction: Direction,
  depth: number,
): Promise<Map<string, Step[]> | null> {
  const into = new Map<string, Step[]>([[fromId, []]])
  let frontier = [fromId]
  for (let level = 0; level < depth && frontier.length > 0 && into.size < MOST_NODES; level += 1) {
    const reached = new Map<string, Step[]>()
    for (const step of await stepsFrom(store, frontier, direction, RELATION_TYPES)) {
      if (into.has(step.far)) continue
      const steps = reached.get(step.far)
      if (steps) steps.push(step)
      else reached.set(step.far, [step])
    }
    for (const [id, steps] of reached) into.set(id, steps)
    if (reached.has(toId)) return into
    frontier = [...reached.keys()]
  }
  return null
}

function chains(into: Map<string, Step[]>, fromId: string, toId: string): Step[][] {
  if (toId === fromId) return [[]]
  const found: Step[][] = []
  for (const step of into.get(toId) ?? []) {
    for (const before of chains(into, fromId, step.near)) {
      found.push([...before, step])
      if (found.length === MOST_PATHS) return found
    }
  }
  return found
}

async function withNodes(store: GraphStore, found: Step[][]): Promise<PathStep[][]> {
  const ids = [...new Set(found.flat().flatMap(({ edge }) => [edge.from, edge.to]))]
  const nodes = new Map((await store.nodes(ids)).map((node) => [node.id, node]))
  return found.map((steps) =>
    steps.map(({ edge }) => ({ from: nodes.get(edge.from)!, type: edge.type, to: nodes.get(edge.to)! })),
  )
}
