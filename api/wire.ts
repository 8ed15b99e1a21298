/**
 * Settings → adapters
 * ===================
 *
 * The only file that names them all. Drivers of servers are loaded when a server is asked for, so that the embedded
 * store starts without them.
 */
import { openFts5 } from '../graph/fts5.ts'
import { drainIndex } from '../graph/indexer.ts'
import type { SearchIndex } from '../graph/search.ts'
import { openSqliteGraph } from '../graph/sqlite.ts'
import type { GraphStore } from '../graph/store.ts'
import { CancuError } from '../ingest/errors.ts'
import type { GraphSetting, SearchSetting, Settings } from './settings.ts'

export interface Stores {
  graph: GraphStore
  index: SearchIndex
  close(): Promise<void>
}

async function openGraph(setting: GraphSetting): Promise<GraphStore> {
  if (setting.kind === 'embedded') return openSqliteGraph(setting.path)
  const { openNeo4j } = await import('../graph/neo4j.ts')
  const { url, username, password, database } = setting
  return openNeo4j(url, { username, password, ...(database === undefined ? {} : { database }) })
}

function openIndex(setting: SearchSetting): SearchIndex {
  if (setting.kind === 'embedded') return openFts5(setting.path)
  throw new CancuError(
    'bad_config',
    {
      vi: 'Bản này chỉ có chỉ mục nhúng, chưa dùng được máy chủ Meilisearch.',
      en: 'This version has the embedded index only; a Meilisearch server cannot be used yet.',
    },
    { vi: 'Bỏ --search và CANCU_SEARCH_URL.', en: 'Drop --search and CANCU_SEARCH_URL.' },
  )
}

/** Opens both stores. What does not exist counts as empty; only a write makes it. */
export async function openStores(settings: Settings): Promise<Stores> {
  const graph = await openGraph(settings.graph)
  try {
    // Beside a server, the local index may be missing or behind what others have written: it is filled when opened.
    const local = settings.graph.kind === 'neo4j' && settings.search.kind === 'embedded'
    const index = openIndex(settings.search)
    if (local) await catchUp(graph, index)
    return {
      graph,
      index,
      close: async () => {
        await index.close()
        await graph.close()
      },
    }
  } catch (error) {
    await graph.close()
    throw error
  }
}

async function catchUp(graph: GraphStore, index: SearchIndex): Promise<void> {
  const { instruments, programmes } = await graph.counts()
  if ((await index.count()) !== instruments + programmes) await graph.markAllStale()
  await drainIndex(graph, index)
}
