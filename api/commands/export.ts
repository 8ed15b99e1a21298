/**
 * cancu export — the graph as data
 */
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { finished } from 'node:stream/promises'
import type { Command } from 'commander'
import { exportJsonl } from '../../graph/export.ts'
import { CancuError, EXIT } from '../../ingest/errors.ts'
import { write } from '../io.ts'
import { reject } from '../options.ts'
import type { Session } from '../session.ts'
import type { GraphStore } from '../../graph/store.ts'
import type { Text } from '../text.ts'
import { openStores } from '../wire.ts'

/** Formats that are one text. Loaded when asked for. */
const STREAMS = {
  jsonl: async () => exportJsonl,
  csv: async () => (await import('../../graph/export/csv.ts')).exportCsv,
  graphml: async () => (await import('../../graph/export/graphml.ts')).exportGraphml,
  turtle: async () => (await import('../../graph/export/turtle.ts')).exportTurtle,
} satisfies Record<string, () => Promise<(store: GraphStore) => AsyncIterable<string>>>

export function define(command: Command, t: Text): string[] {
  command
    .option('--format <F>', t.options.format, 'jsonl')
    .option('-o, --out <FILE>', t.options.out)
    .option('--samples', t.options.samples)
  return ['export --format csv --out do-thi.csv', 'export --format neo4j-csv --out nhap/', 'export | head']
}

export async function run(s: Session, _: unknown[], options: { format: string; out?: string }): Promise<number> {
  const { format, out } = options
  if (format === 'neo4j-csv') return runFolder(s, out)
  if (!Object.hasOwn(STREAMS, format))
    reject(
      (t) => t.usage.noFormat(format),
      (t) => t.usage.formats,
    )
  const exported = STREAMS[format as keyof typeof STREAMS]
  const stores = await openStores(s.settings)
  try {
    const pieces = (await exported())(stores.graph)
    if (out === undefined) {
      for await (const piece of pieces) await write(s.io.out, piece)
      return EXIT.done
    }
    await writable(out, async () => {
      const stream = createWriteStream(path.resolve(s.io.cwd, out))
      // Excel takes a table for UTF-8 only by this mark; programs, which read standard output, stumble over it.
      if (format === 'csv') await write(stream, '\ufeff')
      for await (const piece of pieces) await write(stream, piece)
      stream.end()
      await finished(stream)
      s.say(s.t.export.done(stream.bytesWritten, out))
    })
    return EXIT.done
  } finally {
    await stores.close()
  }
}

/** Several files in a folder, which is made; an earlier export there is overwritten. */
async function runFolder(s: Session, out: string | undefined): Promise<number> {
  if (out === undefined)
    reject(
      (t) => t.usage.needsFolder,
      (t) => t.usage.chooseFolder,
    )
  const { exportNeo4jCsv } = await import('../../graph/export/neo4j-csv.ts')
  const stores = await openStores(s.settings)
  const folder = path.resolve(s.io.cwd, out)
  const streams = new Map<string, WriteStream>()
  try {
    await writable(out, async () => {
      await mkdir(folder, { recursive: true })
      for await (const { file, text } of exportNeo4jCsv(stores.graph)) {
        if (!streams.has(file)) streams.set(file, createWriteStream(path.join(folder, file)))
        await write(streams.get(file)!, text)
      }
      for (const stream of streams.values()) {
        stream.end()
        await finished(stream)
      }
    })
    s.say(s.t.export.folder(streams.size, out))
    return EXIT.done
  } finally {
    for (const stream of streams.values()) stream.destroy()
    await stores.close()
  }
}

/** Says in our words what keeps a file from being written. */
async function writable(out: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (error instanceof CancuError || code === undefined) throw error
    reject(
      (t) => `${t.usage.cannotWrite(out)} (${code})`,
      (t) => t.usage.chooseOut,
    )
  }
}
