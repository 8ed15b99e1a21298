/**
 * Settings → adapters
 * ===================
 *
 * The only file that names them all. Drivers of servers are loaded when a server is asked for, so that the embedded
 * store starts without them.
 */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { openFts5 } from '../graph/fts5.ts'
import { drainIndex } from '../graph/indexer.ts'
import type { SearchIndex } from '../graph/search.ts'
import { openSqlite } from '../graph/sqlite.ts'
import type { GraphStore } from '../graph/store.ts'
import { CancuError } from '../ingest/errors.ts'
import type { GraphSetting, SearchSetting, Settings } from './settings.ts'

export interface Stores {
  graph: GraphStore
  index: SearchIndex
  close(): Promise<void>
}

/** A store that is not there yet answers as an empty one, and looking does not create it. */
const EMPTY = ':memory:'

async function openGraph(setting: GraphSetting, write: boolean): Promise<GraphStore> {
  if (setting.kind === 'neo4j') {
    const { openNeo4j } = await import('../graph/neo4j.ts')
    const { url, username, password, database } = setting
    return openNeo4j(url, { username, password, ...(database === undefined ? {} : { database }) })
  }
  if (!write && !existsSync(setting.path)) return openSqlite(EMPTY)
  await mkdir(path.dirname(setting.path), { recursive: true })
  return openSqlite(setting.path)
}

async function openIndex(setting: SearchSetting, write: boolean): Promise<SearchIndex> {
  if (setting.kind === 'meilisearch') {
    throw new CancuError(
      'bad_config',
      {
        vi: 'Bản này chỉ có chỉ mục nhúng, chưa dùng được máy chủ Meilisearch.',
        en: 'This version has the embedded index only; a Meilisearch server cannot be used yet.',
      },
      { vi: 'Bỏ --search và CANCU_SEARCH_URL.', en: 'Drop --search and CANCU_SEARCH_URL.' },
    )
  }
  if (!write && !existsSync(setting.path)) return openFts5(EMPTY)
  await mkdir(path.dirname(setting.path), { recursive: true })
  return openFts5(setting.path)
}

/** Opens both stores. For reading, what does not exist counts as empty and is not made. */
export async function openStores(settings: Settings, { mode }: { mode: 'read' | 'write' }): Promise<Stores> {
  const graph = await openGraph(settings.graph, mode === 'write')
  try {
    // Beside a server, the local index may be missing or behind what others have written: it is filled when opened.
    const local = settings.graph.kind === 'neo4j' && settings.search.kind === 'embedded'
    const index = await openIndex(settings.search, mode === 'write' || local)
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
