import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteGraph } from '../../graph/sqlite.ts'
import { graphStoreContract } from './graph-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'cancu-graph-'))
let files = 0

graphStoreContract('sqlite', async () => openSqliteGraph(join(folder, `${(files += 1)}.db`)))
