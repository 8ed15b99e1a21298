/**
 * Cascade: who carries a document down, or what it rests on, as a tree
 * ====================================================================
 *
 * Found level by level, so that a document that can be reached in several ways is unfolded where it is nearest to the
 * root; elsewhere it stands as a row of its own, marked `repeated`. An edge back to a document's own ancestors is a
 * cycle: reported, never followed.
 */
import type { Level, PartialDate, RelationType } from '../ingest/record.ts'
import { order } from './caption.ts'
import { daysBetween, type Days } from './days.ts'
import type { InstrumentNode } from './model.ts'
import { dateBounds } from './naming.ts'
import { CASCADE_TYPES, stepsFrom, type Direction, type Step } from './steps.ts'
import type { GraphStore } from './store.ts'

export { daysBetween } from './days.ts'
export { paths, type PathStep } from './paths.ts'
export { CASCADE_TYPES } from './steps.ts'

export interface CascadeOptions {
  direction: Direction
  /** How many steps from the root; default 6. */
  depth?: number
  /** Types of edges to follow; default `CASCADE_TYPES`. */
  types?: readonly RelationType[]
  /** Leaves out documents that are certainly later than this day. */
  asOf?: PartialDate
  /** Most rows; default 2,000. */
  limit?: number
}

/** A document of the tree. `days` counts from the earlier side (the parent of a down row, the row of an up row). */
export interface CascadeRow extends Days {
  /** Index of the parent row, -1 for the root. */
  parent: number
  /** 1 for what stands directly under the root. */
  depth: number
  instrument: InstrumentNode
  relation: RelationType
  /** Sources behind the edge. */
  sources: number
  /** It stands elsewhere in the tree too, and is unfolded there. */
  repeated: boolean
}

export interface Cascade {
  root: InstrumentNode
  /** In tree order. */
  rows: CascadeRow[]
  /** There is more than the limit. */
  truncated: boolean
  cycles: { from: InstrumentNode; to: InstrumentNode; type: RelationType }[]
}

/** The tree of a node that exists; an unknown id is a mistake of the caller. */
export async function cascade(store: GraphStore, rootId: string, options: CascadeOptions): Promise<Cascade> {
  const [root] = await store.nodes([rootId])
  if (!root) throw new Error(`cascade: no node ${rootId}`)
  const { nodes, steps, truncated } = await explore(store, root, options)
  const rows = layOut(root, nodes, steps, options)
  const limit = options.limit ?? 2_000
  return {
    root,
    rows: rows.slice(0, limit),
    truncated: truncated || rows.length > limit,
    cycles: cyclesOf(rootId, nodes, steps),
  }
}

// ---- finding ---------------------------------------------------------------------------------------------------

interface Explored {
  nodes: Map<string, InstrumentNode>
  /** Steps from each node reached, in sibling order. */
  steps: Map<string, Step[]>
  truncated: boolean
}

async function explore(store: GraphStore, root: InstrumentNode, options: CascadeOptions): Promise<Explored> {
  const { direction, depth = 6, types = CASCADE_TYPES, asOf, limit = 2_000 } = options
  const nodes = new Map([[root.id, root]])
  const steps = new Map<string, Step[]>()
  let frontier = [root.id]
  for (let level = 0; level < depth && frontier.length > 0; level += 1) {
    const found = await stepsFrom(store, frontier, direction, types)
    const unknown = [...new Set(found.map((step) => step.far))].filter((id) => !nodes.has(id))
    const fetched = (await store.nodes(unknown)).filter((node) => !isAfter(node.date, asOf))
    for (const node of fetched) nodes.set(node.id, node)
    for (const step of found) {
      if (!nodes.has(step.far)) continue
      const siblings = steps.get(step.near)
      if (siblings) siblings.push(step)
      else steps.set(step.near, [step])
    }
    for (const id of frontier) steps.get(id)?.sort((a, b) => bySibling(nodes.get(a.far)!, nodes.get(b.far)!))
    frontier = fetched.map((node) => node.id)
    if (nodes.size - 1 > limit) return { nodes, steps, truncated: frontier.length > 0 }
  }
  return { nodes, steps, truncated: false }
}

function isAfter(date: PartialDate | null, asOf: PartialDate | undefined): boolean {
  return date !== null && asOf !== undefined && dateBounds(date).first > dateBounds(asOf).last
}

const LEVELS: (Level | null)[] = ['central', 'province', 'district', 'commune', null]

/** Higher levels first, then the earlier, then by id; a programme comes first in its level, by default the centre's. */
export function bySibling(a: InstrumentNode, b: InstrumentNode): number {
  const rank = ({ level, kind }: InstrumentNode): number =>
    LEVELS.indexOf(level === null && kind === 'Programme' ? 'central' : level)
  const date = ({ date, kind }: InstrumentNode): string => date ?? (kind === 'Programme' ? '' : '9999')
  return rank(a) - rank(b) || order(date(a), date(b)) || order(a.id, b.id)
}

// ---- laying out ------------------------------------------------------------------------------------------------

/** Where each node is unfolded: at its first step, level by level. */
function unfoldedBy(rootId: string, steps: Map<string, Step[]>): Map<string, Step> {
  const by = new Map<string, Step>()
  const queue = [rootId]
  for (let next = 0; next < queue.length; next += 1) {
    for (const step of steps.get(queue[next]!) ?? []) {
      if (step.far === rootId || by.has(step.far)) continue
      by.set(step.far, step)
      queue.push(step.far)
    }
  }
  return by
}

function layOut(
  root: InstrumentNode,
  nodes: Map<string, InstrumentNode>,
  steps: Map<string, Step[]>,
  { direction, depth: deepest = 6 }: CascadeOptions,
): CascadeRow[] {
  const unfolded = unfoldedBy(root.id, steps)
  const rows: CascadeRow[] = []
  const branch = new Set<string>()
  const lay = (id: string, parent: number, depth: number, since: PartialDate | null): void => {
    if (depth > deepest) return
    branch.add(id)
    for (const step of steps.get(id) ?? []) {
      if (branch.has(step.far)) continue // a cycle
      const instrument = nodes.get(step.far)!
      const repeated = unfolded.get(step.far) !== step
      const { type: relation, sources } = step.edge
      const [from, to] = direction === 'down' ? [since, instrument.date] : [instrument.date, since]
      rows.push({ parent, depth, instrument, relation, sources, repeated, ...daysBetween(from, to) })
      // A programme has no date of its own: what stands beside it is measured from the decision that approves it.
      if (!repeated) lay(step.far, rows.length - 1, depth + 1, instrument.date ?? since)
    }
    branch.delete(id)
  }
  lay(root.id, -1, 1, root.date)
  return rows
}

/** Edges that close a circle, found by depth-first search in sibling order. */
function cyclesOf(rootId: string, nodes: Map<string, InstrumentNode>, steps: Map<string, Step[]>): Cascade['cycles'] {
  const cycles: Cascade['cycles'] = []
  const state = new Map<string, 'open' | 'done'>([[rootId, 'open']])
  const stack = [{ id: rootId, next: 0 }]
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const step = steps.get(top.id)?.[top.next]
    top.next += 1
    if (!step) {
      state.set(top.id, 'done')
      stack.pop()
    } else if (state.get(step.far) === 'open') {
      const { from, to, type } = step.edge
      cycles.push({ from: nodes.get(from)!, to: nodes.get(to)!, type })
    } else if (!state.has(step.far)) {
      state.set(step.far, 'open')
      stack.push({ id: step.far, next: 0 })
    }
  }
  return cycles
}
