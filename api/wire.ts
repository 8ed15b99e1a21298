/**
 * Settings → adapters
 * ===================
 *
 * The only file that names them all. Drivers of servers are loaded when a server is asked for, so that the embedded
 * store starts without them.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openFts5 } from '../graph/fts5.ts'
import { drainIndex } from '../graph/indexer.ts'
import type { SearchIndex } from '../graph/search.ts'
import { openSqliteGraph } from '../graph/sqlite.ts'
import type { GraphStore } from '../graph/store.ts'
import { CancuError } from '../ingest/errors.ts'
import { bringCatalogue } from './catalogue.ts'
import type { GraphSetting, SearchSetting, Settings } from './settings.ts'

export interface Stores {
  graph: GraphStore
  index: SearchIndex
  close(): Promise<void>
}

export async function openGraph(setting: GraphSetting): Promise<GraphStore> {
  if (setting.kind === 'embedded') return openSqliteGraph(setting.path)
  const { openNeo4j } = await import('../graph/neo4j.ts')
  const { url, username, password, database } = setting
  return openNeo4j(url, { username, password, ...(database === undefined ? {} : { database }) })
}

export async function openIndex(setting: SearchSetting): Promise<SearchIndex> {
  if (setting.kind === 'embedded') return openFts5(setting.path)
  const { openMeilisearch } = await import('../graph/meilisearch.ts')
  return openMeilisearch(setting.url, setting.key)
}

/**
 * What the stores are opened for. "read": asked once; a store that does not exist stays so. "write": to be filled, or
 * to be looked at for long; it is made where it is not. "as-is": nothing is written, nor is the catalogue brought in.
 */
export type Purpose = 'read' | 'write' | 'as-is'

/** Opens both stores, with the catalogue that ships in force unless the settings leave it out. */
export async function openStores(settings: Settings, purpose: Purpose = 'read'): Promise<Stores> {
  const { graph } = settings
  const missing = graph.kind === 'embedded' && !existsSync(graph.path)
  if (purpose === 'as-is' || (missing && !settings.catalogue)) return openPair(settings, purpose)
  if (missing && purpose === 'read') return openCatalogueAlone(settings)
  const stores = await openPair(settings, purpose)
  try {
    if (await bringCatalogue(stores.graph, settings.catalogue)) await drainIndex(stores.graph, stores.index)
  } catch (error) {
    // Whoever only asks is answered by what is there: the store may be another's, or busy.
    const bearable = purpose === 'read' && settings.catalogue && error instanceof CancuError
    if (!bearable || !['store_unreachable', 'store_busy', 'storage_full'].includes(error.code)) {
      await stores.close()
      throw error
    }
  }
  return stores
}

/** A store that does not exist has the catalogue and nothing else, and is not made by a question. */
async function openCatalogueAlone(settings: Settings): Promise<Stores> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cancu-'))
  const file = { kind: 'embedded', path: path.join(folder, 'cancu.db') } as const
  const stores = await openStores({ ...settings, graph: file, search: file }, 'write')
  const close = async (): Promise<void> => {
    await stores.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { ...stores, close }
}

async function openPair(settings: Settings, purpose: Purpose): Promise<Stores> {
  const graph = await openGraph(settings.graph)
  try {
    // Apart from the graph, the index may be missing or behind what others have written: it is filled when opened.
    const together = settings.graph.kind === 'embedded' && settings.search.kind === 'embedded'
    const index = await openIndex(settings.search)
    if (!together && purpose !== 'as-is') await catchUp(graph, index)
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

/** An index out of reach keeps nobody from the graph: who searches is told, and the outbox waits. */
async function catchUp(graph: GraphStore, index: SearchIndex): Promise<void> {
  try {
    const { instruments, programmes } = await graph.counts()
    if ((await index.count()) !== instruments + programmes) await graph.markAllStale()
    await drainIndex(graph, index)
  } catch (error) {
    if (!(error instanceof CancuError && error.code === 'search_unreachable')) throw error
  }
}
