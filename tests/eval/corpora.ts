/**
 * The documents that are scored
 * =============================
 *
 *   fixtures   the samples of this repository
 *   plans      five real plans that stand beside the checkout (CANCU_SHARED, else ../shared); they may be absent
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SourceText } from '../../ingest/record.ts'
import type { GoldFile } from './gold.ts'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const SHARED = process.env['CANCU_SHARED'] ?? join(ROOT, '..', 'shared')

export interface Annotated {
  name: string
  /** Where the document itself is. */
  path: string
  source: SourceText
  gold: GoldFile
  /** Changes with the text and with its gold, so that only like is compared with like. */
  fingerprint: string
}

export interface Corpus {
  name: 'fixtures' | 'plans'
  folder: string
  documents: Annotated[]
}

/** Samples whose gold is there; sorted by name. */
function load(name: Corpus['name'], folder: string): Corpus {
  const gold = join(folder, 'gold')
  const files = existsSync(gold) ? readdirSync(gold).filter((file) => file.endsWith('.gold.json')) : []
  const documents = files.toSorted().map((file): Annotated => {
    const written = readFileSync(join(gold, file), 'utf8')
    const parsed = JSON.parse(written) as GoldFile
    const path = join(folder, 'plans', parsed.file)
    // Offsets of the gold count in the decoded file as it is.
    const text = readFileSync(path, 'utf8')
    return {
      name: parsed.file,
      path,
      source: { format: extname(path) === '.md' ? 'md' : 'txt', text, pages: [] },
      gold: parsed,
      fingerprint: createHash('sha256').update(written).update(text).digest('hex').slice(0, 12),
    }
  })
  return { name, folder, documents }
}

export const fixtures = (): Corpus => load('fixtures', join(ROOT, 'fixtures'))
export const plans = (): Corpus => load('plans', SHARED)
