/**
 * cancu export — the graph as data
 */
import { createWriteStream } from 'node:fs'
import path from 'node:path'
import { finished } from 'node:stream/promises'
import type { Command } from 'commander'
import { exportJsonl } from '../../graph/export.ts'
import { CancuError, EXIT } from '../../ingest/errors.ts'
import { write } from '../io.ts'
import { reject } from '../options.ts'
import type { Session } from '../session.ts'
import type { Text } from '../text.ts'
import { openStores } from '../wire.ts'

export function define(command: Command, t: Text): string[] {
  command
    .option('--format <F>', t.options.format, 'jsonl')
    .option('-o, --out <FILE>', t.options.out)
    .option('--samples', t.options.samples)
  return ['export --format jsonl --out do-thi.jsonl', 'export --format jsonl | head']
}

export async function run(s: Session, _: unknown[], options: { format: string; out?: string }): Promise<number> {
  const { format, out } = options
  if (format !== 'jsonl')
    reject(
      (t) => t.usage.noFormat(format),
      (t) => t.usage.formats,
    )
  const stores = await openStores(s.settings)
  try {
    if (out === undefined) {
      for await (const line of exportJsonl(stores.graph)) await write(s.io.out, line)
      return EXIT.done
    }
    const stream = createWriteStream(path.resolve(s.io.cwd, out))
    let lines = 0
    try {
      for await (const line of exportJsonl(stores.graph)) {
        await write(stream, line)
        lines++
      }
      stream.end()
      await finished(stream)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (error instanceof CancuError || code === undefined) throw error
      reject(
        (t) => `${t.usage.cannotWrite(out)} (${code})`,
        (t) => t.usage.chooseOut,
      )
    }
    s.say(s.t.export.done(lines, out))
    return EXIT.done
  } finally {
    await stores.close()
  }
}
