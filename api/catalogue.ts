/**
 * The catalogue use cases: the shipped one in force, files of others in and out
 * =============================================================================
 *
 *   text ─ rows, words ─ what the store has under this name ─ add, rename, remove the difference
 *
 * A file is known by its base name: read again it replaces what it said before. A row or word that several files have is one
 * source under several names, and goes when the last of them does.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { sourceOfRow, type CatalogueRow } from '../graph/catalogue.ts'
import { readCatalogue, type Problem } from '../graph/catalogue-read.ts'
import { sourceOfCorrection } from '../graph/correction.ts'
import { addSources, removeSources } from '../graph/commit.ts'
import { drainIndex } from '../graph/indexer.ts'
import { isText, type Source } from '../graph/model.ts'
import type { GraphStore } from '../graph/store.ts'
import { CancuError } from '../ingest/errors.ts'
import { Unreadable } from '../ingest/read/failures.ts'
import { decodeText } from '../ingest/read/text.ts'
import { RECORD_VERSION } from '../ingest/record.ts'
import { conflictsOf, correctionsFrom, type CorrectionShown } from './corrections.ts'
import { catalogueFile } from './package.ts'
import type { Stores } from './wire.ts'
import { sha256 } from '../graph/sha256.ts'

/** Name of the shipped catalogue in a store. No file has a slash in its name, so none can take its place. */
export const SHIPPED = 'cancu/catalogue.jsonl'

/** What the rows under a name came to. */
export interface Change {
  added: number
  unchanged: number
  removed: number
}

function shippedRows(text: string): CatalogueRow[] {
  const { rows, problems } = readCatalogue(text)
  const [first] = problems
  if (first) throw new Error(`the shipped catalogue, line ${first.row}: ${first.en}`)
  return rows
}

/**
 * Makes the shipped catalogue hold in a store, or not. Answers whether anything had to be written. The store notes
 * which one it has, so that at most times nothing but that is asked.
 */
export async function bringCatalogue(graph: GraphStore, wanted: boolean): Promise<boolean> {
  const text = wanted ? await readFile(catalogueFile(), 'utf8') : ''
  const sha = sha256(`${RECORD_VERSION}\n${text}`)
  const [entry] = await graph.files({ paths: [SHIPPED] })
  if (wanted && entry?.sha === sha) return false
  const sources = wanted ? shippedRows(text).map((row) => sourceOfRow(row, [SHIPPED])) : []
  const { added, removed } = await replaceSources(graph, SHIPPED, sources)
  if (wanted) await graph.putFiles([{ path: SHIPPED, sha, size: text.length, mtime: 0 }])
  else if (entry) await graph.dropFiles([SHIPPED])
  return added + removed > 0
}

/** Makes these rows and words what the store has under a name. What is the same is left alone. */
async function replaceSources(graph: GraphStore, name: string, sources: Source[]): Promise<Change> {
  const wanted = new Map(sources.map((source) => [source.sha, source]))
  const before = await saidUnder(graph, name)
  const fresh = [...wanted.values()].filter(({ sha }) => !before.includes(sha))
  const gone = before.filter((sha) => !wanted.has(sha))
  await addSources(graph, fresh)
  await forget(graph, gone, name)
  return { added: fresh.length, unchanged: wanted.size - fresh.length, removed: gone.length }
}

/** Rows and words that the store has under a name; a document may have it too. */
async function saidUnder(graph: GraphStore, name: string): Promise<string[]> {
  return (await graph.sourcesByName(name)).filter((sha) => !isText(sha))
}

/** Takes a name from rows and words; those without another go. */
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
  /** Words of persons in this file that others contradict; none of them is followed. */
  conflicts: CorrectionShown[]
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
  return decodeTable(bytes, path.basename(file))
}

/** Text of a file of this name: UTF-8, or UTF-16 with its mark. */
export function decodeTable(bytes: Uint8Array, name: string): string {
  try {
    return decodeText(bytes)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
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
  const conflicts = await conflictsOf(stores.graph, await saidUnder(stores.graph, file))
  return { file, ...change, failed: 0, instruments, citations, relations, failures: [], conflicts, unused: [] }
}

/** Takes a file's rows and words in. A file of which no row can be used changes nothing. */
export async function importCatalogue(stores: Stores, file: string): Promise<ImportSummary> {
  return importText(stores, path.basename(file), await textOf(file))
}

/** The same for what was sent: its base name, and the text. */
export async function importText(stores: Stores, name: string, text: string): Promise<ImportSummary> {
  const { rows, words, problems, unused } = readCatalogue(text)
  const spoken = await correctionsFrom(stores.graph, words)
  const failures = [...problems, ...spoken.problems].toSorted((a, b) => a.row - b.row)
  const sources = [
    ...rows.map((row) => sourceOfRow(row, [name])),
    ...spoken.corrections.map((correction) => sourceOfCorrection(correction, [name])),
  ]
  const spoilt = sources.length === 0 && failures.length > 0
  const change = spoilt ? { added: 0, unchanged: 0, removed: 0 } : await replaceSources(stores.graph, name, sources)
  return { ...(await summary(stores, name, change)), failed: failures.length, failures, unused }
}

/** Takes out what a file said. */
export async function removeCatalogue(stores: Stores, file: string): Promise<ImportSummary> {
  const name = path.basename(file)
  if ((await saidUnder(stores.graph, name)).length === 0)
    throw new CancuError(
      'no_such_file',
      { vi: `Chưa nạp danh mục nào tên ${name}.`, en: `No catalogue named ${name} was imported.` },
      { vi: 'Ghi đúng tên tệp đã nạp.', en: 'Give the name of the file that was imported.' },
    )
  return summary(stores, name, await replaceSources(stores.graph, name, []))
}
