/**
 * The catalogue use cases: the shipped one in force, files of others in and out
 * =============================================================================
 *
 *   text ─ rows ─ what the store has under this name ─ add, rename, remove the difference
 *
 * A file is known by its base name: read again it replaces what it said before. A row that several files have is one
 * source under several names, and goes when the last of them does.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { sourceOfRow, type CatalogueRow } from '../graph/catalogue.ts'
import { readCatalogue, type Problem } from '../graph/catalogue-read.ts'
import { addSources, removeSources } from '../graph/commit.ts'
import { drainIndex } from '../graph/indexer.ts'
import { isRow, type Source } from '../graph/model.ts'
import type { GraphStore } from '../graph/store.ts'
import { CancuError } from '../ingest/errors.ts'
import { catalogueFile } from './package.ts'
import type { Stores } from './wire.ts'

/** Name of the shipped catalogue in a store. No file has a slash in its name, so none can take its place. */
export const SHIPPED = 'cancu/catalogue.jsonl'

/** What the rows under a name came to. */
export interface Change {
  added: number
  unchanged: number
  removed: number
}

async function shippedRows(): Promise<CatalogueRow[]> {
  const { rows, problems } = readCatalogue(await readFile(catalogueFile(), 'utf8'))
  const [first] = problems
  if (first) throw new Error(`the shipped catalogue, line ${first.row}: ${first.en}`)
  return rows
}

/** Makes the shipped catalogue hold in a store, or not. Answers whether anything had to be written. */
export async function bringCatalogue(graph: GraphStore, wanted: boolean): Promise<boolean> {
  const { added, removed } = await replaceRows(graph, SHIPPED, wanted ? await shippedRows() : [])
  return added + removed > 0
}

/** Makes these rows what the store has under a name. What is the same is left alone. */
async function replaceRows(graph: GraphStore, name: string, rows: CatalogueRow[]): Promise<Change> {
  const wanted = new Map(rows.map((row) => sourceOfRow(row, [name])).map((source) => [source.sha, source]))
  const before = (await graph.sourcesByName(name)).filter(isRow)
  const fresh = [...wanted.values()].filter(({ sha }) => !before.includes(sha))
  const gone = before.filter((sha) => !wanted.has(sha))
  await addSources(graph, fresh)
  await forget(graph, gone, name)
  return { added: fresh.length, unchanged: wanted.size - fresh.length, removed: gone.length }
}

/** Takes a name from rows; those without another go. */
async function forget(graph: GraphStore, shas: string[], name: string): Promise<void> {
  const sources = (await Promise.all(shas.map((sha) => graph.source(sha)))).filter((source) => source !== null)
  await removeSources(graph, shas)
  const kept = sources.flatMap((source): Source[] => {
    const names = source.names.filter((each) => each !== name)
    return names.length === 0 ? [] : [{ ...source, names }]
  })
  await addSources(graph, kept)
}

// ---- files -----------------------------------------------------------------------------------------------------

export interface ImportSummary extends Change {
  file: string
  failed: number
  /** What the store holds afterwards. */
  instruments: number
  citations: number
  relations: number
  /** Rows that were left out. */
  failures: Problem[]
  /** Columns that were passed over. */
  unused: string[]
}

async function textOf(file: string): Promise<string> {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (error) {
    const name = path.basename(file)
    throw new CancuError(
      'no_such_file',
      { vi: `Không mở được tệp ${name}.`, en: `${name} cannot be opened.` },
      { vi: 'Kiểm tra tên tệp và quyền đọc.', en: 'Check the name and the permission to read.' },
      { cause: error },
    )
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const name = path.basename(file)
    throw new CancuError(
      'undecodable',
      { vi: `Tệp ${name} không phải UTF-8.`, en: `${name} is not UTF-8.` },
      { vi: 'Lưu lại tệp với mã UTF-8 (Excel: "CSV UTF-8").', en: 'Save it as UTF-8 (Excel: "CSV UTF-8").' },
    )
  }
}

async function summary(stores: Stores, file: string, change: Change): Promise<ImportSummary> {
  await drainIndex(stores.graph, stores.index)
  const { instruments, citations, relations } = await stores.graph.counts()
  return { file, ...change, failed: 0, instruments, citations, relations, failures: [], unused: [] }
}

/** Takes a file's rows in. A file of which no row can be used changes nothing. */
export async function importCatalogue(stores: Stores, file: string): Promise<ImportSummary> {
  const name = path.basename(file)
  const { rows, problems, unused } = readCatalogue(await textOf(file))
  const spoilt = rows.length === 0 && problems.length > 0
  const change = spoilt ? { added: 0, unchanged: 0, removed: 0 } : await replaceRows(stores.graph, name, rows)
  return { ...(await summary(stores, name, change)), failed: problems.length, failures: problems, unused }
}

/** Takes out what a file said. */
export async function removeCatalogue(stores: Stores, file: string): Promise<ImportSummary> {
  const name = path.basename(file)
  const known = (await stores.graph.sourcesByName(name)).some(isRow)
  if (!known)
    throw new CancuError(
      'no_such_file',
      { vi: `Chưa nạp danh mục nào tên ${name}.`, en: `No catalogue named ${name} was imported.` },
      { vi: 'Ghi đúng tên tệp đã nạp.', en: 'Give the name of the file that was imported.' },
    )
  return summary(stores, name, await replaceRows(stores.graph, name, []))
}
