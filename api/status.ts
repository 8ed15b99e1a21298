/**
 * Status in what is shown
 * =======================
 */
import type { InstrumentNode } from '../graph/model.ts'
import type { StatusAnswer } from '../graph/status.ts'
import { statuses } from '../graph/status-facts.ts'
import { readDate, today } from '../graph/days.ts'
import type { GraphStore } from '../graph/store.ts'
import type { PartialDate } from '../ingest/record.ts'
import { reject } from './options.ts'

/** The nodes with their status as of a day, and what decides it, by id. */
export async function asOfDay<T extends InstrumentNode>(
  graph: GraphStore,
  nodes: T[],
  asOf: PartialDate,
): Promise<{ nodes: T[]; answers: Map<string, StatusAnswer> }> {
  const answers = await statuses(graph, nodes, asOf)
  return { nodes: nodes.map((node) => ({ ...node, status: answers.get(node.id)!.status })), answers }
}

/** A day as an option gives it: today if it does not. */
export function asOfOption(given: string | undefined): PartialDate {
  if (given === undefined) return today()
  return readDate(given) ?? reject((t) => t.usage.notDay(given), (t) => t.usage.seeHelp('cancu')) // prettier-ignore
}
