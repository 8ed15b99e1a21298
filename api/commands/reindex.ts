/**
 * cancu reindex — builds the search index anew from the graph
 */
import type { Command } from 'commander'
import { reindex } from '../../graph/indexer.ts'
import { EXIT } from '../../ingest/errors.ts'
import { progress } from '../progress.ts'
import type { Session } from '../session.ts'
import type { Text } from '../text.ts'
import { openStores } from '../wire.ts'

export function define(command: Command, t: Text): string[] {
  command.option('--samples', t.options.samples).option('--json', t.options.json)
  return ['reindex', 'reindex --data kho/']
}

export async function run(s: Session): Promise<number> {
  const stores = await openStores(s.settings, 'write')
  const bar = progress(s.io, s.settings.quiet, s.t.ingest.indexing)
  try {
    await reindex(stores.graph, stores.index, (done, total) => bar.update(done, total, ''))
    bar.end()
    const indexed = await stores.index.count()
    if (s.json) await s.printJson({ indexed })
    else await s.print(s.t.reindex.done(indexed))
    return EXIT.done
  } finally {
    bar.end()
    await stores.close()
  }
}
