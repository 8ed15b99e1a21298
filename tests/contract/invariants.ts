/**
 * The graph is a function of the set of sources
 * =============================================
 *
 * Real documents with the catalogue, and generated ones that quarrel over the same numbers, added in any order and any
 * batches, with runs that break off and start anew, sources that are taken away and come back: in the end the same
 * export, byte for byte, as from adding all at once.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addSources, removeSources } from '../../graph/commit.ts'
import { exportJsonl } from '../../graph/export.ts'
import { descriptionKey, sourceOfCorrection, type Description } from '../../graph/correction.ts'
import { claimsOf } from '../../graph/identity.ts'
import type { Claim, Source } from '../../graph/model.ts'
import type { GraphStore } from '../../graph/store.ts'
import { makePlans } from '../bench/plans.ts'
import { catalogue, realPlans, samples, sourceOf } from './real-sources.ts'

export interface InvariantOptions {
  /** Shuffles of the real documents, and of generated ones. */
  real: number
  generated: number
  /** Of generated documents with persons' words on who is who among them. */
  words: number
  timeout: number
}

/** Provinces that merged, some under a name they had before, and two that stayed. */
const PROVINCES = ['Quảng Trị', 'Đà Nẵng', 'Ninh Bình', 'Lào Cai', 'Hải Phòng', 'Hà Tĩnh', 'Lạng Sơn']

export function graphInvariants(
  open: () => Promise<GraphStore>,
  { real, generated, words, timeout }: InvariantOptions,
): void {
  describe('any order, batching, interruption, rerun and removal give one export', { timeout }, () => {
    it(`of the samples, the real plans and the catalogue: ${real} shuffles`, async () => {
      const sources = [...samples(), ...realPlans(), ...catalogue()]
      const expected = await exportOf(open, sources)
      await fc.assert(
        fc.asyncProperty(detour(sources.length), async (way) => {
          expect(await exportAfter(open, sources, way)).toBe(expected)
        }),
        { numRuns: real },
      )
    })

    it(`of generated plans of one province and its neighbours: ${generated} shuffles`, async () => {
      const corpora = PROVINCES.map((province) => corpusOf(province, 36))
      const expected = new Map<number, string>()
      await fc.assert(
        fc.asyncProperty(fc.nat(corpora.length - 1), detour(36), async (which, way) => {
          const sources = corpora[which]!
          if (!expected.has(which)) expected.set(which, await exportOf(open, sources))
          expect(await exportAfter(open, sources, way)).toBe(expected.get(which))
        }),
        { numRuns: generated },
      )
    })

    it(`of generated plans with what persons say of who is who: ${words} shuffles`, async () => {
      const corpora = PROVINCES.map((province) => corpusOf(province, 24))
      const spoken = corpora.map((sources) => wordsOn(sources))
      const bare = new Map<number, string>()
      let followed = 0
      await fc.assert(
        fc.asyncProperty(
          fc.nat(corpora.length - 1),
          fc.uniqueArray(fc.nat(79), { minLength: 1, maxLength: 9 }),
          detour(33),
          async (which, picks, way) => {
            const corpus = corpora[which]!
            const said = picks.flatMap((pick) => spoken[which]![pick] ?? [])
            const sources = [...corpus, ...said]
            if (!bare.has(which)) bare.set(which, await exportOf(open, corpus))
            const expected = await exportOf(open, sources)
            if (expected.replace(/.*"kind":"Source".*\n/g, '') !== bare.get(which)) followed += 1
            const store = await open()
            try {
              await wander(store, sources, way)
              expect(await exported(store)).toBe(expected)
              // Taken back one by one, in any order, they leave no trace.
              for (const { sha } of said) await removeSources(store, [sha])
              expect(await exported(store)).toBe(bare.get(which))
            } finally {
              await store.close()
            }
          },
        ),
        { numRuns: words },
      )
      expect(followed).toBeGreaterThan(0)
    })
  })
}

const made = memoOf(() => [...makePlans(2500)])

function memoOf<T>(make: () => T): () => T {
  let value: T | undefined
  return () => (value ??= make())
}

function corpusOf(province: string, size: number): Source[] {
  const ofProvince = made().filter(({ text }) => text.includes(` ${province}`))
  return ofProvince.slice(-size).map(({ name, text }) => sourceOf(name, text))
}

/** Eighty words on what these documents speak of: neighbours in a block, and far apart; sober, wrong and at odds. */
function wordsOn(sources: Source[]): Source[] {
  const claims = sources.flatMap((source) => claimsOf(source).claims).filter(({ number, title }) => number ?? title)
  claims.sort((a, b) => (`${a.block} ${a.group}` < `${b.block} ${b.group}` ? -1 : 1))
  const described = new Map(claims.map((claim) => [claim.group, descriptionOf(claim)]))
  const all = [...new Map([...described.values()].map((each) => [descriptionKey(each), each])).values()]
  return Array.from({ length: 80 }, (_, index): Source => {
    const at = (index * 7919) % all.length
    // Every other word is about neighbours; some leave out the date, and so speak of several at once.
    const a = all[at]!
    const b = all[(at + (index % 2 === 0 ? 1 : 1 + ((index * 31) % (all.length - 1)))) % all.length]!
    const vague = index % 5 === 0 && a.date !== null && b.date !== null ? { ...a, date: null } : a
    const kind = index % 3 === 0 ? 'not-same' : 'same'
    return sourceOfCorrection({ kind, a: vague, b, author: 'người thử', reason: `${index}`, seen: null }, [
      'y-kien.csv',
    ])
  })
}

function descriptionOf({ number, type, issuer, level, province, locality, date, title, home }: Claim): Description {
  return { number, type, issuer, level, province, locality, date, title, home }
}

/** A way to get there; indexes beyond the corpus count for nothing. */
interface Way {
  order: number[]
  /** Sizes of the batches, over and over. */
  sizes: number[]
  /** Batches at which the run breaks off: what it wrote is lost, and it starts from the first again. */
  breaks: number[]
  /** Taken away half way, and once all is in; then added again. */
  early: number[]
  late: number[]
}

function detour(count: number): fc.Arbitrary<Way> {
  const all = Array.from({ length: count }, (_, index) => index)
  return fc.record({
    order: fc.shuffledSubarray(all, { minLength: count }),
    sizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }),
    breaks: fc.uniqueArray(fc.nat(8), { maxLength: 2 }),
    early: fc.subarray(all, { maxLength: 8 }),
    late: fc.subarray(all, { maxLength: 8 }),
  })
}

const at = (sources: Source[], indexes: number[]): Source[] => indexes.flatMap((index) => sources[index] ?? [])
const shas = (sources: Source[]): string[] => sources.map(({ sha }) => sha)

async function exportOf(open: () => Promise<GraphStore>, sources: Source[]): Promise<string> {
  const store = await open()
  try {
    await addSources(store, sources)
    return await exported(store)
  } finally {
    await store.close()
  }
}

async function exportAfter(open: () => Promise<GraphStore>, sources: Source[], way: Way): Promise<string> {
  const store = await open()
  try {
    await wander(store, sources, way)
    return await exported(store)
  } finally {
    await store.close()
  }
}

async function wander(store: GraphStore, sources: Source[], way: Way): Promise<void> {
  const batches = cut(at(sources, way.order), way.sizes)
  for (const stop of way.breaks.toSorted((a, b) => a - b)) {
    for (const batch of batches.slice(0, stop)) await addSources(store, batch)
    const next = batches[stop]
    if (next) await expect(addSources(breaking(store), next)).rejects.toThrow('broken off')
  }
  for (const [index, batch] of batches.entries()) {
    await addSources(store, batch)
    if (index === batches.length >> 1) await removeSources(store, shas(at(sources, way.early)))
  }
  await addSources(store, at(sources, way.early))
  await removeSources(store, shas(at(sources, way.late)))
  await addSources(store, at(sources, way.late))
}

function cut(sources: Source[], sizes: number[]): Source[][] {
  const batches: Source[][] = []
  for (let start = 0, turn = 0; start < sources.length; turn += 1) {
    const size = sizes[turn % sizes.length]!
    batches.push(sources.slice(start, start + size))
    start += size
  }
  return batches
}

/** The store as a process sees it that dies at the end of its transaction. */
function breaking(store: GraphStore): GraphStore {
  const broken: GraphStore = Object.create(store)
  broken.transaction = (work) =>
    store.transaction(async (tx) => {
      await work(tx)
      throw new Error('broken off')
    })
  return broken
}

async function exported(store: GraphStore): Promise<string> {
  let lines = ''
  for await (const line of exportJsonl(store)) lines += line
  return lines
}
