/**
 * One step along the graph, up or down
 * ====================================
 *
 * Up is what a document rests on, down what rests on it. Most edges point up. APPROVES points down: the decision
 * comes first and the programme is what it puts in force, so whoever carries out the programme stands below both:
 *
 *   1336/QĐ-TTg ──APPROVES──▶ Đề án ◀──IMPLEMENTS── 12/KH-UBND
 *        up                                             down
 */
import type { RelationType } from '../ingest/record.ts'
import type { Edge } from './model.ts'
import type { GraphStore } from './store.ts'

export type Direction = 'up' | 'down'

/** An edge walked from `near` to `far`. */
export interface Step {
  near: string
  far: string
  edge: Omit<Edge, 'evidence'>
}

/**
 * What a cascade follows unless told otherwise, the strongest first: of several edges between one pair, the first of
 * these is shown. Left out: CITES (only mentioned), PROPOSED_BY (a step of procedure), and REPLACES, REPEALS and
 * SUCCEEDS, which lead to other generations of a document instead of to what it rests on.
 */
export const CASCADE_TYPES: readonly RelationType[] = [
  'IMPLEMENTS',
  'BASED_ON',
  'APPROVES',
  'PROMULGATED_WITH',
  'GUIDES',
  'AMENDS',
  'APPLIES',
]

const STRENGTH: RelationType[] = [...CASCADE_TYPES, 'REPLACES', 'REPEALS', 'SUCCEEDS', 'PROPOSED_BY', 'CITES']

const POINTS_DOWN: ReadonlySet<RelationType> = new Set(['APPROVES'])

/** All steps from these nodes, one for each pair: the strongest edge. Ordered by near, then far. */
export async function stepsFrom(
  store: GraphStore,
  ids: string[],
  direction: Direction,
  types: readonly RelationType[],
): Promise<Step[]> {
  const upward = types.filter((type) => !POINTS_DOWN.has(type))
  const downward = types.filter((type) => POINTS_DOWN.has(type))
  const [along, against] = direction === 'up' ? (['out', 'in'] as const) : (['in', 'out'] as const)
  const none: Omit<Edge, 'evidence'>[] = []
  const [some, others] = await Promise.all([
    upward.length > 0 ? store.edges(ids, along, upward) : none,
    downward.length > 0 ? store.edges(ids, against, downward) : none,
  ])
  const steps = [...some.map((edge) => stepOf(edge, along)), ...others.map((edge) => stepOf(edge, against))]
  return strongest(steps)
}

function stepOf(edge: Omit<Edge, 'evidence'>, end: 'out' | 'in'): Step {
  return end === 'out' ? { near: edge.from, far: edge.to, edge } : { near: edge.to, far: edge.from, edge }
}

function strongest(steps: Step[]): Step[] {
  const byPair = new Map<string, Step>()
  for (const step of steps) {
    const pair = `${step.near} ${step.far}`
    const other = byPair.get(pair)
    if (!other || STRENGTH.indexOf(step.edge.type) < STRENGTH.indexOf(other.edge.type)) byPair.set(pair, step)
  }
  return [...byPair].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, step]) => step)
}
