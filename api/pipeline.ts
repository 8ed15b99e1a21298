/**
 * The ingest use case: files in, graph and index up to date
 * =========================================================
 *
 *   list ─ skip unchanged ─ read ─ ingest ─ add in batches ─ retire old versions ─ note the files ─ drain the index
 *
 * The files table is written last in a batch. Whatever stops the run before that, the next run sees the old entry and
 * does the same work again, and every step before it is idempotent: nothing is lost and nothing doubled.
 */
import path from 'node:path'
import { addSources, removeSources } from '../graph/commit.ts'
import { drainIndex } from '../graph/indexer.ts'
import type { Source } from '../graph/model.ts'
import type { FileEntry } from '../graph/store.ts'
import type { Lang } from '../ingest/errors.ts'
import { ingest } from '../ingest/index.ts'
import { bytesOf, readSource, type FoundFile } from '../ingest/read/index.ts'
import { plainOf } from '../ingest/reading.ts'
import { RECORD_VERSION } from '../ingest/record.ts'
import { bringCatalogue } from './catalogue.ts'
import { failureOf, filesUnder, inShard, shownPaths, type Failure, type Shard } from './inputs.ts'
import { mixedStore } from './samples.ts'
import type { Stores } from './wire.ts'
import { sha256 } from '../graph/sha256.ts'

/** Sources added in one transaction. */
const BATCH = 32

export interface IngestOptions {
  cwd: string
  lang: Lang
  /** The files are the product's own samples. */
  sample?: boolean
  /** Forget files under these paths that are gone, and what only they said. */
  prune?: boolean
  /** Whether the catalogue that ships is to be in force; left as it is where not given. */
  catalogue?: boolean
  /** Only this part of the files. */
  shard?: Shard | undefined
  /** Stops after the file in hand; what was read is stored. */
  signal?: AbortSignal
  onProgress?: (event: { stage: 'read' | 'index'; done: number; total: number; label: string }) => void
}

export interface IngestSummary {
  read: number
  unchanged: number
  failed: number
  /** Old versions, and with `prune` vanished files, whose statements were taken out. */
  removed: number
  /** What the store holds afterwards. */
  instruments: number
  citations: number
  relations: number
  failures: Failure[]
  interrupted: boolean
}

/** A store holds samples or a user's own documents, never both: what one finds in it must be what one put there. */
async function refuseMixing({ graph }: Stores, sample: boolean): Promise<void> {
  const { nodes } = await graph.list({ held: true }, { first: 1 })
  const [first] = nodes
  if (!first || first.sample === sample) return
  throw mixedStore()
}

/** The run's view of the files table, kept in step with what is stored; only what the run has to do with. */
class FileTable {
  readonly #entries = new Map<string, FileEntry>()
  readonly #pathsOf = new Map<string, Set<string>>()

  /** Paths that the run knows of, there or not: the store has nothing new to say of them. */
  readonly #known: Set<string>

  constructor(entries: FileEntry[], known: string[]) {
    for (const entry of entries) this.set(entry)
    this.#known = new Set([...known, ...entries.map((entry) => entry.path)])
  }

  /** Other paths of a content that the run has come upon. */
  learn(entries: FileEntry[]): void {
    for (const entry of entries) {
      if (this.#known.has(entry.path)) continue
      this.#known.add(entry.path)
      this.set(entry)
    }
  }

  get(file: string): FileEntry | undefined {
    return this.#entries.get(file)
  }

  set(entry: FileEntry): void {
    this.delete(entry.path)
    this.#entries.set(entry.path, entry)
    const paths = this.#pathsOf.get(entry.sha) ?? new Set()
    this.#pathsOf.set(entry.sha, paths.add(entry.path))
  }

  delete(file: string): void {
    const entry = this.#entries.get(file)
    if (!entry) return
    this.#entries.delete(file)
    this.#pathsOf.get(entry.sha)?.delete(file)
  }

  /** Base names under which a content is still there. */
  names(sha: string): string[] {
    return [...new Set([...(this.#pathsOf.get(sha) ?? [])].map((each) => path.basename(each)))].sort()
  }

  under(folder: string): string[] {
    const inside = folder.endsWith(path.sep) ? folder : folder + path.sep
    return [...this.#entries.keys()].filter((each) => each === folder || each.startsWith(inside))
  }
}

/** What a batch will do once it is stored. */
interface Batch {
  sources: Source[]
  entries: FileEntry[]
  gone: string[]
}

export async function ingestPaths(stores: Stores, paths: string[], options: IngestOptions): Promise<IngestSummary> {
  const { graph } = stores
  const { lang, cwd, signal, onProgress } = options
  const sample = options.sample ?? false
  await refuseMixing(stores, sample)

  const { files: found, failures } = await filesUnder(paths, options)
  const mine = options.shard && inShard(paths, cwd, options.shard)
  const files = mine ? found.filter((each) => mine(each.path)) : found
  const allListed = failures.length === 0
  const show = shownPaths(paths, cwd)
  const listed = files.map((each) => each.path)
  const table = new FileTable(await (options.prune ? graph.files() : graph.files({ paths: listed })), listed)
  const summary = { read: 0, unchanged: 0, removed: 0, interrupted: false }
  const seen = new Set<string>()

  /** Adds what is new, then takes out what no path stands for any more, then notes the files. */
  const store = async (batch: Batch): Promise<void> => {
    if (batch.sources.length > 0) await addSources(graph, batch.sources)
    const left = new Set<string>()
    for (const entry of batch.entries) {
      const before = table.get(entry.path)
      if (before && before.sha !== entry.sha) left.add(before.sha)
      table.set(entry)
    }
    for (const file of batch.gone) {
      const before = table.get(file)
      if (before) left.add(before.sha)
      table.delete(file)
    }
    if (left.size > 0) table.learn(await graph.files({ shas: [...left] }))
    for (const sha of left) summary.removed += await retire(sha)
    if (batch.entries.length > 0) await graph.putFiles(batch.entries)
    if (batch.gone.length > 0) await graph.dropFiles(batch.gone)
  }

  /** Removes a content that no path has any more; one that keeps a path loses only the name that went. */
  const retire = async (sha: string): Promise<number> => {
    const names = table.names(sha)
    if (names.length === 0) {
      await removeSources(graph, [sha])
      return 1
    }
    const source = await graph.source(sha)
    if (source && source.names.join('\n') !== names.join('\n')) {
      await removeSources(graph, [sha])
      await addSources(graph, [{ ...source, names }])
    }
    return 0
  }

  let batch: Batch = { sources: [], entries: [], gone: [] }
  for (const [i, file] of files.entries()) {
    if (signal?.aborted) {
      summary.interrupted = true
      break
    }
    onProgress?.({ stage: 'read', done: i, total: files.length, label: path.basename(file.path) })
    try {
      const outcome = await readOne(stores, table.get(file.path), file, seen, sample)
      if (outcome.entry) batch.entries.push(outcome.entry)
      if (outcome.source) batch.sources.push(outcome.source)
      if (outcome.fresh) summary.read++
      else summary.unchanged++
    } catch (error) {
      // What the file said before stays until it can be read again.
      failures.push({ file: show(file.path), ...failureOf(error, lang) })
    }
    if (batch.sources.length >= BATCH) {
      await store(batch)
      batch = { sources: [], entries: [], gone: [] }
    }
  }
  if (options.prune && !summary.interrupted && allListed) {
    const there = new Set(found.map((each) => each.path))
    const known = paths.flatMap((each) => table.under(path.resolve(cwd, each)))
    batch.gone = [...new Set(known)].filter((each) => !there.has(each))
  }
  await store(batch)
  onProgress?.({ stage: 'read', done: files.length, total: files.length, label: '' })

  if (options.catalogue !== undefined) await bringCatalogue(graph, options.catalogue)
  await drainIndex(graph, stores.index, (done, total) => onProgress?.({ stage: 'index', done, total, label: '' }))
  const { instruments, citations, relations } = await graph.counts()
  return { ...summary, failed: failures.length, instruments, citations, relations, failures }
}

/**
 * Reads a file if it has to be read. No source: its content is stored under this name. No entry: nothing to note.
 * Fresh: a content the store did not have.
 */
async function readOne(
  stores: Stores,
  known: FileEntry | undefined,
  file: FoundFile,
  seen: Set<string>,
  sample: boolean,
): Promise<{ source?: Source; entry?: FileEntry; fresh: boolean }> {
  const { path: at, size, mtime } = file
  if (known && known.size === size && known.mtime === mtime && (await isCurrent(stores, known.sha)))
    return { fresh: false }

  const bytes = await bytesOf(file)
  const sha = sha256(bytes)
  const entry: FileEntry = { path: at, sha, size, mtime }
  const name = path.basename(at)
  const stored = seen.has(sha) ? null : await stores.graph.source(sha)
  if (stored && stored.record.version === RECORD_VERSION && stored.names.includes(name)) return { entry, fresh: false }

  const text = plainOf(await readSource(bytes, { name }))
  const outdated = stored !== null && stored.record.version !== RECORD_VERSION
  if (outdated) await removeSources(stores.graph, [sha])
  const source: Source = {
    sha,
    names: [name],
    format: text.format,
    text: text.text,
    pages: text.pages,
    record: ingest(text),
    sample,
  }
  const fresh = !seen.has(sha) && (stored === null || outdated)
  seen.add(sha)
  return { source, entry, fresh }
}

/** A record made by older rules is made again. */
async function isCurrent({ graph }: Stores, sha: string): Promise<boolean> {
  return (await graph.source(sha))?.record.version === RECORD_VERSION
}
