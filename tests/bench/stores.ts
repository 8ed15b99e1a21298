/**
 * How fast is taking in?
 * ======================
 *
 * Generated documents from a folder into the embedded store, as `cancu ingest` does it: read, graph, search index.
 * Then the same again, when nothing is to be done; and one document more, which costs the same in any store.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ingestPaths, type IngestOptions } from '../../api/pipeline.ts'
import { readSettings } from '../../api/settings.ts'
import { openStores, type Stores } from '../../api/wire.ts'
import { figure, elapsed, peakMemory, rate } from './clock.ts'
import { makeDocuments } from './generator.ts'

export interface StoresOptions {
  counts: number[]
  print: (line: string) => void
}

export async function benchStores({ counts, print }: StoresOptions): Promise<boolean> {
  print('Taking in, one core, embedded store')
  print('  documents    docs/s   MB/s   ms/doc   first tenth   last tenth   index   again   one more   memory')
  for (const count of counts) await benchCount(count, print)
  return true
}

async function benchCount(count: number, print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cancu-bench-'))
  const files = join(folder, 'files')
  mkdirSync(files)
  let bytes = 0
  for (const { name, text } of makeDocuments(count)) {
    writeFileSync(join(files, name), text)
    bytes += Buffer.byteLength(text)
  }
  const stores = await openStores(readSettings({ data: join(folder, 'store') }, {}, folder), 'write')
  try {
    const times = await takeIn(stores, files, count)
    const again = await elapsed(() => ingestPaths(stores, [files], options(folder)))
    const more = await oneMore(stores, folder)
    const tenth = count / 10
    print(
      [
        `  ${String(count).padStart(9)}`,
        figure(count / (times.all / 1000)).padStart(10),
        figure(rate(bytes, times.all)).padStart(7),
        figure(times.all / count).padStart(9),
        `${figure(times.first / tenth)} ms`.padStart(14),
        `${figure(times.last / tenth)} ms`.padStart(13),
        `${figure(times.index / 1000)} s`.padStart(8),
        `${figure(again / 1000)} s`.padStart(8),
        `${figure(more)} ms`.padStart(11),
        `${peakMemory()} MB`.padStart(9),
      ].join(''),
    )
  } finally {
    await stores.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One document more, as a run of its own: the middle of several, since any one may wait for its turn. */
async function oneMore(stores: Stores, folder: string): Promise<number> {
  const times: number[] = []
  for (const { name, text } of makeDocuments(15, 11)) {
    const file = join(folder, name)
    writeFileSync(file, text)
    times.push(await elapsed(() => ingestPaths(stores, [file], options(folder))))
  }
  return times.toSorted((a, b) => a - b)[times.length >> 1]!
}

const options = (cwd: string): IngestOptions => ({ cwd, lang: 'en' })

/** All documents in one run; the first and the last tenth of reading apart: they differ when time grows with size. */
async function takeIn(
  stores: Stores,
  files: string,
  count: number,
): Promise<{ all: number; first: number; last: number; index: number }> {
  const started = performance.now()
  const at = { tenth: started, nineTenths: started, read: started }
  await ingestPaths(stores, [files], {
    ...options(files),
    onProgress: ({ stage, done }) => {
      if (stage !== 'read') return
      const now = performance.now()
      if (done === Math.floor(count / 10)) at.tenth = now
      if (done === Math.floor((count * 9) / 10)) at.nineTenths = now
      if (done === count) at.read = now
    },
  })
  const ended = performance.now()
  return { all: ended - started, first: at.tenth - started, last: at.read - at.nineTenths, index: ended - at.read }
}
