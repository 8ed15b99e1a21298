/**
 * How long does a check take?
 * ===========================
 *
 * A draft of ten pages against an embedded store of generated plans and the shipped catalogue, in processor time: the
 * store, its edges and the reader together. The draft cites what many of the plans cite, so that there is much to ask.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bringCatalogue } from '../../api/catalogue.ts'
import { checkDraft } from '../../api/check.ts'
import { addSources } from '../../graph/commit.ts'
import type { Source } from '../../graph/model.ts'
import { openSqliteGraph } from '../../graph/sqlite.ts'
import { ingest } from '../../ingest/index.ts'
import { computed, figure } from './clock.ts'
import { makeDocuments } from './generator.ts'

/** The goal (issue 6): milliseconds for ten pages. */
const GOAL = 1_000
/** Characters of ten pages. */
const TEN_PAGES = 30_000
const BATCH = 200
const TURNS = 7

export async function benchChecking(count: number, print: (line: string) => void): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'cancu-bench-'))
  const store = openSqliteGraph(join(folder, 'cancu.db'))
  try {
    let batch: Source[] = []
    for (const { name, text } of makeDocuments(count)) {
      batch.push(sourceOf(name, text))
      if (batch.length === BATCH) await addSources(store, batch)
      if (batch.length === BATCH) batch = []
    }
    await addSources(store, batch)
    await bringCatalogue(store, true)
    const draft = { format: 'txt', text: draftOfTenPages(), pages: [] }
    const times: number[] = []
    let cited = 0
    for (let turn = 0; turn < TURNS; turn++)
      times.push(await computed(async () => { cited = (await checkDraft(store, draft, {})).authorities.length })) // prettier-ignore
    const [first, ...again] = times
    const middle = again.toSorted((a, b) => a - b)[again.length >> 1]!
    print('Checking a draft of ten pages, processor time')
    print(`  ${count} plans in the store; the draft cites ${cited} instruments`)
    print(`  first ${figure(first!)} ms, then ${figure(middle)} ms (goal ${GOAL} ms)`)
    return first! < GOAL
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function sourceOf(name: string, text: string): Source {
  const given = { format: 'txt', text, pages: [] }
  return { ...given, sha: createHash('sha256').update(text).digest('hex'), names: [name], record: ingest(given), sample: false } // prettier-ignore
}

/** One head, then the main parts of plans on several subjects. */
function draftOfTenPages(): string {
  let draft = ''
  for (const { text } of makeDocuments(200, 23)) {
    draft += draft === '' ? text : text.slice(text.indexOf('KẾ HOẠCH'))
    if (draft.length >= TEN_PAGES) break
  }
  return draft
}
