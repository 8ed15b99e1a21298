import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openFts5 } from '../../graph/fts5.ts'
import { searchIndexContract } from './search-index.ts'

const folder = mkdtempSync(join(tmpdir(), 'cancu-search-'))
let files = 0

searchIndexContract('fts5', async () => openFts5(join(folder, `${(files += 1)}.db`)))
