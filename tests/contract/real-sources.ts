/**
 * What there is to read: the samples, the real plans beside the checkout where they are, the catalogue that ships
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { readCatalogue } from '../../graph/catalogue-read.ts'
import { sourceOfRow } from '../../graph/catalogue.ts'
import type { Source } from '../../graph/model.ts'
import { ingest } from '../../ingest/index.ts'
import { ROOT, SHARED } from '../eval/corpora.ts'

export function sourceOf(name: string, text: string): Source {
  const given = { format: extname(name).slice(1), text, pages: [] }
  const sha = createHash('sha256').update(text).digest('hex')
  return { ...given, sha, names: [name], record: ingest(given), sample: false }
}

function folder(path: string): Source[] {
  if (!existsSync(path)) return []
  const files = readdirSync(path).filter((name) => /\.(txt|md)$/.test(name))
  return files.toSorted().map((name) => sourceOf(name, readFileSync(join(path, name), 'utf8')))
}

export const samples = (): Source[] => folder(join(ROOT, 'fixtures/plans'))
/** The five plans of the issue; none where the checkout stands alone. */
export const realPlans = (): Source[] => folder(join(SHARED, 'plans'))

export function catalogue(): Source[] {
  const { rows } = readCatalogue(readFileSync(join(ROOT, 'graph/catalogue.jsonl'), 'utf8'))
  return rows.map((row) => sourceOfRow(row, ['catalogue.jsonl']))
}
