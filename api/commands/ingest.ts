/**
 * cancu ingest PATH… — files into the graph and the index
 */
import path from 'node:path'
import type { Command } from 'commander'
import { EXIT } from '../../ingest/errors.ts'
import type { Shard } from '../inputs.ts'
import { reject } from '../options.ts'
import { allSamples } from '../samples.ts'
import type { IngestSummary } from '../pipeline.ts'
import { progress } from '../progress.ts'
import type { Session } from '../session.ts'
import type { Text } from '../text.ts'
import { openStores, type Stores } from '../wire.ts'

export const graceful = true

export function define(command: Command, t: Text): string[] {
  command
    .argument('<PATH...>')
    .option('--prune', t.options.prune)
    .option('--shard <K/N>', t.options.shard)
    .option('--samples', t.options.samples)
    .option('--json', t.options.json)
  return ['ingest ke-hoach/', 'ingest a.docx b.pdf --json', 'ingest ke-hoach/ --prune', 'ingest luu-tru/ --shard 3/16']
}

/** Ingests with progress on standard error; used by `start` too. */
export async function ingestWithProgress(
  s: Session,
  stores: Stores,
  paths: string[],
  prune: boolean,
  shard?: Shard,
): Promise<IngestSummary> {
  const { io, settings, t } = s
  // The reader compiles its vocabulary when it is loaded; commands that only ask do without.
  const { ingestPaths } = await import('../pipeline.ts')
  const reading = progress(io, settings.quiet, t.ingest.reading)
  const indexing = progress(io, settings.quiet, t.ingest.indexing)
  const stopping = (): void => {
    reading.end()
    s.say(t.ingest.stopping)
  }
  io.signal.addEventListener('abort', stopping, { once: true })
  try {
    return await ingestPaths(stores, paths, {
      cwd: io.cwd,
      lang: settings.lang,
      sample: settings.samples || allSamples(paths.map((each) => path.resolve(io.cwd, each))),
      prune,
      shard,
      catalogue: settings.catalogue,
      signal: io.signal,
      onProgress: ({ stage, done, total, label }) => {
        ;(stage === 'read' ? reading : indexing).update(done, total, label)
      },
    })
  } finally {
    io.signal.removeEventListener('abort', stopping)
    reading.end()
    indexing.end()
  }
}

/** "3/16" */
function shardOf(value: string): Shard {
  const [, part, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(value) ?? []
  const shard = { part: Number(part), of: Number(of) }
  if (shard.part >= 1 && shard.part <= shard.of) return shard
  return reject(
    (t) => t.usage.noShard(value),
    (t) => t.usage.shards,
  )
}

/** Failures on standard error, one line a file. */
export function sayFailures(s: Session, failures: IngestSummary['failures']): void {
  if (failures.length === 0) return
  s.io.err.write(`${s.t.ingest.failed}\n`)
  for (const { file, code, message } of failures) s.io.err.write(`  ${file}  ${code}  ${message}\n`)
}

export async function run(
  s: Session,
  [paths]: [string[]],
  options: { prune?: boolean; shard?: string },
): Promise<number> {
  const shard = options.shard === undefined ? undefined : shardOf(options.shard)
  const stores = await openStores(s.settings, 'as-is')
  try {
    const summary = await ingestWithProgress(s, stores, paths, options.prune ?? false, shard)
    const { interrupted, ...counts } = summary
    if (s.json) {
      await s.printJson(counts)
    } else {
      const { read, unchanged, failed, removed, instruments, citations, relations } = counts
      await s.print(s.t.ingest.summary(read, unchanged, failed))
      if (removed > 0) await s.print(s.t.ingest.removed(removed))
      await s.print(s.t.ingest.holds(instruments, citations, relations))
      sayFailures(s, counts.failures)
    }
    if (interrupted) {
      s.say(s.t.ingest.interrupted)
      return EXIT.interrupted
    }
    return counts.failed > 0 ? EXIT.unreadable : EXIT.done
  } finally {
    await stores.close()
  }
}
