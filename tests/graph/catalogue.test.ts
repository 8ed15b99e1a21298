/**
 * Rows of a catalogue among documents: one instrument, one node, in any order
 */
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimsOfRow, rowOf, sourceOfRow } from '../../graph/catalogue.ts'
import { readCatalogue } from '../../graph/catalogue-read.ts'
import { addSources, removeSources } from '../../graph/commit.ts'
import { exportJsonl } from '../../graph/export.ts'
import type { Source } from '../../graph/model.ts'
import { findRef } from '../../graph/ref.ts'
import type { GraphStore } from '../../graph/store.ts'
import { CLUBS_2035, corpus, draft, KL58 } from '../factories.ts'
import { storeOf } from './store.ts'

const shipped = (): Source[] =>
  readCatalogue(readFileSync(new URL('../../graph/catalogue.jsonl', import.meta.url), 'utf8')).rows.map((row) =>
    sourceOfRow(row, ['cancu/catalogue.jsonl']),
  )

async function exported(store: GraphStore): Promise<string> {
  let lines = ''
  for await (const line of exportJsonl(store)) lines += line
  return lines
}

describe('a row', () => {
  it('is read back as it was written, whatever the order of what it says', () => {
    for (const source of shipped()) {
      const { lines: _lines, ...row } = rowOf(source)!
      expect(sourceOfRow(row, source.names)).toEqual(source)
    }
  })

  it('points to its own words', () => {
    for (const source of shipped())
      for (const { evidence } of claimsOfRow(source).statements)
        for (const { start, end, quote } of evidence) expect(source.text.slice(start, end)).toBe(quote)
  })
})

describe('the catalogue that ships, among plans', () => {
  const plans = [
    ...corpus(),
    draft('Hưng Đạo', 'Hải Phòng', '2026', [
      { ...CLUBS_2035, title: 'Đề án nhân rộng mô hình câu lạc bộ Liên thế hệ tự giúp nhau đến năm 2035' },
      { ...KL58 },
    ]),
  ]

  it('ends alike in any order, batching and detour', { timeout: 60_000 }, async () => {
    const sources = [...plans, ...shipped()]
    const reference = await storeOf(sources)
    const expected = await exported(reference)
    await reference.close()
    const indexes = [...sources.keys()]
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(indexes, { minLength: sources.length }),
        fc.integer({ min: 1, max: 9 }),
        fc.subarray(indexes),
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
      { numRuns: 15 },
    )
  })

  it('leaves nothing behind', async () => {
    const bare = await storeOf(plans)
    const store = await storeOf([...shipped(), ...plans])
    await removeSources(store, shipped().map(({ sha }) => sha)) // prettier-ignore
    expect(await exported(store)).toBe(await exported(bare))
    await Promise.all([bare.close(), store.close()])
  })

  it('puts the law, the two conclusions and the programmes where they belong', async () => {
    const store = await storeOf([...plans, ...shipped()])
    const id = async (ref: string): Promise<string | string[]> => {
      const found = await findRef(store, ref)
      if (found.kind === 'found') return found.node.id
      return found.kind === 'ambiguous' ? found.candidates.map((node) => node.id) : []
    }
    expect(await id('Luật Người cao tuổi')).toBe('39-2009-qh12')
    expect(await id('58-KL/TW')).toEqual(expect.arrayContaining(['58-kl-tw-2019', '58-kl-tw-2023']))
    expect(await id('1336/QĐ-TTg')).toBe('1336-qd-ttg-2020')
    const programme = 'de-an-nhan-rong-cau-lac-bo-lien-the-he-tu-giup-nhau-'
    const [node] = await store.nodes([`${programme}2035`])
    expect(node).toMatchObject({ kind: 'Programme', citedBy: 3, resolution: 'resolved' })
    const edges = await store.edges([`${programme}2035`], 'in', ['APPROVES'])
    expect(edges.map(({ from }) => from)).toEqual(['1648-qd-ttg-2025'])
    const follows = await store.edges([`${programme}2035`, '1648-qd-ttg-2025'], 'out', ['SUCCEEDS'])
    expect(follows.map(({ to }) => to).sort()).toEqual(['1336-qd-ttg-2020', `${programme}2025`])
    await store.close()
  })
})
