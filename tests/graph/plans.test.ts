/**
 * The sample plans, read and settled in many orders
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addSources, removeSources } from '../../graph/commit.ts'
import { exportJsonl } from '../../graph/export.ts'
import type { Source } from '../../graph/model.ts'
import type { GraphStore } from '../../graph/store.ts'
import { ingest } from '../../ingest/index.ts'
import { storeOf } from './store.ts'

const FOLDER = join(import.meta.dirname, '../../fixtures/plans')

function read(name: string): Source {
  const text = readFileSync(join(FOLDER, name), 'utf8')
  const given = { format: name.slice(name.lastIndexOf('.') + 1), text, pages: [] }
  const sha = createHash('sha256').update(text).digest('hex')
  return { ...given, sha, names: [name], record: ingest(given), sample: true }
}

async function exported(store: GraphStore): Promise<string> {
  let lines = ''
  for await (const line of exportJsonl(store)) lines += line
  return lines
}

describe('the sample plans', { timeout: 60_000 }, () => {
  const sources = readdirSync(FOLDER)
    .filter((name) => /\.(txt|md)$/.test(name))
    .map(read)

  it('export alike in every order, batching and detour', async () => {
    const reference = await storeOf(sources)
    const expected = await exported(reference)
    await reference.close()
    const order = fc.shuffledSubarray([...sources.keys()], { minLength: sources.length })
    await fc.assert(
      fc.asyncProperty(
        order,
        fc.integer({ min: 1, max: 6 }),
        fc.subarray([...sources.keys()]),
        async (order, size, again) => {
          const store = await storeOf([])
          for (let at = 0; at < order.length; at += size)
          await addSources(store, order.slice(at, at + size).map((index) => sources[index]!)) // prettier-ignore
          await removeSources(store, again.map((index) => sources[index]!.sha)) // prettier-ignore
          await addSources(store, again.map((index) => sources[index]!)) // prettier-ignore
          expect(await exported(store)).toBe(expected)
          await store.close()
        },
      ),
      { numRuns: 12 },
    )
  })

  it('leave no claim without a node', async () => {
    const store = await storeOf(sources)
    const claims = await store.claims(sources.map(({ sha }) => sha))
    expect(claims.filter(({ node }) => node === undefined)).toEqual([])
    await store.close()
  })
})
