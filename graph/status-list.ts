/**
 * Nodes by their status as of a day
 * =================================
 *
 * No status is stored: it depends on the day asked about. So all nodes that the rest of the filter leaves are asked, in
 * order of id and a few at a time; the cost grows with them.
 */
import type { PartialDate } from '../ingest/record.ts'
import type { InstrumentNode, Status } from './model.ts'
import { statuses } from './status-facts.ts'
import type { GraphStore, NodeFilter, NodePage, PageRequest } from './store.ts'

const AT_ONCE = 500

/** `onRows` is told how many nodes were looked at, and may throw to end it. */
export async function listByStatus(
  store: GraphStore,
  filter: Omit<NodeFilter, 'status'>,
  wanted: Status[],
  asOf: PartialDate,
  { first, after = '' }: PageRequest,
  onRows: (rows: number) => void = () => {},
): Promise<NodePage> {
  const nodes: InstrumentNode[] = []
  let total = 0
  let hasNext = false
  for (let last: string | undefined = ''; last !== undefined;) {
    const page: NodePage = await store.list(filter, { first: AT_ONCE, ...(last === '' ? {} : { after: last }) })
    onRows(page.nodes.length)
    const answers = await statuses(store, page.nodes, asOf)
    for (const node of page.nodes) {
      if (!wanted.includes(answers.get(node.id)!.status)) continue
      total += 1
      if (node.id <= after) continue
      if (nodes.length < first) nodes.push(node)
      else hasNext = true
    }
    last = page.hasNext ? page.nodes.at(-1)?.id : undefined
  }
  return { nodes, total, hasNext }
}
