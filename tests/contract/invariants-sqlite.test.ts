import { openSqliteGraph } from '../../graph/sqlite.ts'
import { freshFile } from '../graph/store.ts'
import { graphInvariants } from './invariants.ts'

graphInvariants(async () => openSqliteGraph(freshFile()), { real: 20, generated: 80, words: 40, timeout: 240_000 })
