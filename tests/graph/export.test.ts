import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { exportJsonl, type ExportLine } from '../../graph/export.ts'
import { openFts5 } from '../../graph/fts5.ts'
import { drainIndex, reindex } from '../../graph/indexer.ts'
import { passagesOf } from '../../graph/passages.ts'
import { openSqliteGraph } from '../../graph/sqlite.ts'
import { addSources, removeSources } from '../../graph/commit.ts'
import type { GraphStore } from '../../graph/store.ts'
import { corpus } from '../factories.ts'
import { freshFile, storeOf } from './store.ts'

async function linesOf(store: GraphStore): Promise<string[]> {
  const lines: string[] = []
  for await (const line of exportJsonl(store)) lines.push(line)
  return lines
}

describe('export', () => {
  it('is one object a line: nodes, then relationships, then sources', async () => {
    const store = await storeOf(corpus())
    const lines = (await linesOf(store)).map((line) => {
      expect(line.endsWith('\n')).toBe(true)
      return JSON.parse(line) as ExportLine
    })
    expect([...new Set(lines.map(({ kind }) => kind))]).toEqual(expect.arrayContaining(['Instrument', 'Programme', 'Issuer', 'Place', 'Source', 'IMPLEMENTS', 'APPROVES'])) // prettier-ignore
    for (const line of lines) expect('number' in line).toBe(line.kind === 'Instrument')
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length)
    const ids = new Set(lines.map(({ id }) => id))
    for (const { from, to, issuerId, placeId, document } of lines) {
      for (const ref of [from, to, issuerId, placeId, document]) if (typeof ref === 'string') expect(ids).toContain(ref)
    }
    expect(lines.find(({ id }) => id === 'place:huu-lung-lang-son')).toMatchObject({ name: 'Hữu Lũng', within: 'place:lang-son' }) // prettier-ignore
    await store.close()
  })

  it('of an empty store is empty', async () => {
    const store = openSqliteGraph(freshFile())
    expect(await linesOf(store)).toEqual([])
    await store.close()
  })
})

describe('the embedded file', () => {
  it('is not made by reading', async () => {
    const path = freshFile()
    const [store, index] = [openSqliteGraph(path), openFts5(path)]
    await store.counts()
    await index.search({ query: 'x', first: 1 })
    expect(existsSync(path)).toBe(false)
    await store.close()
    await index.close()
  })

  it('holds graph and index together, kept in step by the outbox', async () => {
    const path = freshFile()
    const [store, index] = [openSqliteGraph(path), openFts5(path)]
    const sources = corpus()
    await Promise.all([addSources(store, sources.slice(0, 3)), addSources(store, sources.slice(3))])
    const seen: number[] = []
    await drainIndex(store, index, (done, total) => seen.push(done, total))
    expect(seen.at(-1)).toBe(seen.at(-2))
    const { instruments, programmes } = await store.counts()
    expect(await index.count()).toBe(instruments + programmes)
    expect(await drainIndex(store, index)).toBe(0)
    const find = async (query: string): Promise<string[]> =>
      (await index.search({ query, first: 20 })).hits.map((hit) => hit.document.id)
    expect(await find('QD 1336')).toContain('1336-qd-ttg-2020')
    await removeSources(store, sources.map(({ sha }) => sha)) // prettier-ignore
    await drainIndex(store, index)
    expect(await find('')).toEqual([])
    await addSources(store, sources)
    await reindex(store, index)
    expect(await index.count()).toBe(instruments + programmes)
    await store.close()
    await index.close()
  })
})

describe('passages', () => {
  it('are slices that lose nothing but blank space', () => {
    const text = `Một đoạn.\n\n  ${'Câu dài hơn. '.repeat(200)}\r\n${'a'.repeat(3000)}\n \n${'\u{1F600}'.repeat(900)}\nhết`
    const passages = passagesOf(text)
    expect(passages.map(({ start, end }) => text.slice(start, end)).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, '')) // prettier-ignore
    for (const { start, end } of passages) {
      expect(end - start).toBeLessThanOrEqual(1_700)
      expect(text.slice(start, end)).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/)
    }
    expect(passagesOf(' \n\t\n')).toEqual([])
  })
})
