/**
 * cancu import FILE — facts of a catalogue, and words on who is who, from CSV or JSONL
 */
import path from 'node:path'
import type { Command } from 'commander'
import { EXIT } from '../../ingest/errors.ts'
import { importCatalogue, removeCatalogue, type ImportSummary } from '../catalogue.ts'
import type { Session } from '../session.ts'
import type { Text } from '../text.ts'
import { openStores } from '../wire.ts'

export function define(command: Command, t: Text): string[] {
  command
    .argument('<FILE>')
    .option('--remove', t.options.remove)
    .option('--samples', t.options.samples)
    .option('--json', t.options.json)
  return ['import danh-muc.csv', 'import y-kien.csv', 'import danh-muc.jsonl --json', 'import danh-muc.csv --remove']
}

/** Rows named one by one; of more the number is enough. */
const SHOWN = 50

async function printSummary(s: Session, summary: ImportSummary): Promise<void> {
  const { t, settings } = s
  const { added, unchanged, removed, failed, instruments, citations, relations, failures, conflicts, unused } = summary
  await s.print(t.importing.summary(added, unchanged, removed, failed))
  await s.print(t.ingest.holds(instruments, citations, relations))
  if (unused.length > 0) s.say(t.importing.unused(unused.join(', ')))
  if (conflicts.length > 0) s.io.err.write(`${t.importing.conflicts}\n`)
  for (const { kind, author, reason } of conflicts.slice(0, SHOWN)) s.io.err.write(`  ${kind}: ${author} — ${reason}\n`)
  if (failed === 0) return
  s.io.err.write(`${t.importing.failed}\n`)
  for (const each of failures.slice(0, SHOWN))
    s.io.err.write(`  ${t.importing.row(each.row)}: ${each[settings.lang]}\n`)
  if (failed > SHOWN) s.io.err.write(`  ${t.show.more(failed - SHOWN)}\n`)
}

export async function run(s: Session, [file]: [string], options: { remove?: boolean }): Promise<number> {
  const stores = await openStores(s.settings, 'write')
  try {
    const at = path.resolve(s.io.cwd, file)
    const summary = options.remove ? await removeCatalogue(stores, at) : await importCatalogue(stores, at)
    if (s.json) {
      const failures = summary.failures.map((each) => ({
        row: each.row,
        code: 'bad_row',
        message: each[s.settings.lang],
      }))
      await s.printJson({ ...summary, failures })
    } else {
      await printSummary(s, summary)
    }
    return summary.failed > 0 ? EXIT.unreadable : EXIT.done
  } finally {
    await stores.close()
  }
}
