/**
 * A store in a fresh file, for tests above the port
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addSources } from '../../graph/commit.ts'
import type { Source } from '../../graph/model.ts'
import { openSqliteGraph } from '../../graph/sqlite.ts'
import type { GraphStore } from '../../graph/store.ts'

export function freshFile(): string {
  return join(mkdtempSync(join(tmpdir(), 'cancu-test-')), 'cancu.db')
}

export async function storeOf(sources: Source[]): Promise<GraphStore> {
  const store = openSqliteGraph(freshFile())
  await addSources(store, sources)
  return store
}
