/**
 * Indexer: from the graph's outbox to the search index
 * ====================================================
 *
 * The index has the status as of the day of indexing, to filter by; what is shown is computed when it is shown.
 * A node is acknowledged only after the index has it, so whatever stops the run is made up for by the next one.
 */
import { today } from './days.ts'
import type { InstrumentNode, Status } from './model.ts'
import { passagesOf } from './passages.ts'
import type { SearchDocument, SearchIndex } from './search.ts'
import { statuses } from './status-facts.ts'
import type { GraphStore } from './store.ts'

const BATCH = 200

type Progress = (done: number, total: number) => void

/** Brings the index up to date with the graph; returns how many documents it wrote or removed. */
export async function drainIndex(store: GraphStore, index: SearchIndex, onProgress?: Progress): Promise<number> {
  let done = 0
  for (let ids = await store.pending(BATCH); ids.length > 0; ids = await store.pending(BATCH)) {
    const nodes = await store.nodes(ids)
    const present = new Set(nodes.map((node) => node.id))
    const documents: SearchDocument[] = []
    const status = await statuses(store, nodes, today())
    for (const node of nodes) documents.push(await documentOf(store, node, status.get(node.id)!.status))
    await index.put(documents)
    await index.remove(ids.filter((id) => !present.has(id)))
    await store.acknowledge(ids)
    done += ids.length
    const more = ids.length < BATCH ? 0 : (await store.pending(100_000)).length
    onProgress?.(done, done + more)
  }
  return done
}

/** Builds the index anew: what the graph holds and nothing else. */
export async function reindex(store: GraphStore, index: SearchIndex, onProgress?: Progress): Promise<number> {
  return index.rebuild(async (next) => {
    await store.markAllStale()
    return drainIndex(store, next, onProgress)
  })
}

export async function documentOf(store: GraphStore, node: InstrumentNode, status: Status): Promise<SearchDocument> {
  const { id, kind, type, number, title, issuer, date, level, held, citedBy } = node
  const year = date === null ? null : Number(date.slice(0, 4))
  const passages: SearchDocument['passages'] = []
  for (const sha of node.sources) {
    const text = (await store.source(sha))?.text ?? ''
    for (const { start, end } of passagesOf(text))
      passages.push({ source: sha, start, end, text: text.slice(start, end) })
  }
  return {
    id,
    kind,
    type,
    number,
    title,
    issuer,
    date,
    year,
    level,
    place: placeOf(node),
    status,
    held,
    citedBy,
    passages,
  }
}

/** "Hữu Lũng, Lạng Sơn". */
export function placeOf({ locality, province }: Pick<InstrumentNode, 'locality' | 'province'>): string | null {
  return [locality, province].filter((part) => part).join(', ') || null
}
