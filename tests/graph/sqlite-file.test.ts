/**
 * The embedded file: versions, damage, other writers
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { addSources } from '../../graph/commit.ts'
import { openFts5 } from '../../graph/fts5.ts'
import { openSqliteGraph } from '../../graph/sqlite.ts'
import { CancuError } from '../../ingest/errors.ts'
import { sourceOf } from '../contract/real-sources.ts'
import { corpus } from '../factories.ts'
import { freshFile } from './store.ts'

async function codeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
  } catch (error) {
    expect(error).toBeInstanceOf(CancuError)
    expect((error as CancuError).say('vi')).toMatch(/\n {2}→ ./)
    return (error as CancuError).code
  }
  return 'no error'
}

/** Reads and writes through both adapters must fail alike. */
async function codesOf(path: string): Promise<string[]> {
  const [store, index] = [openSqliteGraph(path), openFts5(path)]
  const codes = [
    await codeOf(() => store.counts()),
    await codeOf(() => index.count()),
    await codeOf(() => addSources(store, corpus())),
    await codeOf(() => index.clear()),
  ]
  await store.close()
  await index.close()
  return [...new Set(codes)]
}

describe('a store of an older version', () => {
  it('finds by the numbers that sources write, as a new one does', async () => {
    const path = freshFile()
    const text = 'ỦY BAN NHÂN DÂN\nXÃ MAI HOA\nSố: 4/KH-UBND\nMai Hoa, ngày 05 tháng 3 năm 2026\nKẾ HOẠCH\nCăn cứ Kết luận số 58-KL/TU ngày 23/6/2023 của Ban Bí thư;\n' // prettier-ignore
    const found = async (): Promise<string[]> => {
      const store = openSqliteGraph(path)
      const nodes = await store.byOtherNumber(['58kltu', '58kltw'])
      await store.close()
      return nodes.map(({ id }) => id)
    }
    const store = openSqliteGraph(path)
    await addSources(store, [sourceOf('xa.txt', text)])
    await store.close()
    expect(await found()).toEqual(['58-kl-tw-2023'])
    new Database(path).exec('DROP TABLE other_numbers; PRAGMA user_version = 5').close()
    expect(await found()).toEqual(['58-kl-tw-2023'])
  })
})

describe('a file that is no store', () => {
  it('is left as it is: something else entirely', async () => {
    const path = freshFile()
    writeFileSync(path, 'this is no database, but it is long enough to look at '.repeat(100))
    expect(await codesOf(path)).toEqual(['store_schema'])
    expect(readFileSync(path, 'utf8')).toMatch(/^this is no database/)
  })

  it('is left as it is: a database of another program', async () => {
    const path = freshFile()
    new Database(path).exec('CREATE TABLE theirs (x)').close()
    expect(await codesOf(path)).toEqual(['store_schema'])
    expect(new Database(path).prepare('SELECT name FROM sqlite_master').all()).toEqual([{ name: 'theirs' }])
  })

  it('is left as it is: a store of a newer version', async () => {
    const path = freshFile()
    const store = openSqliteGraph(path)
    await addSources(store, corpus())
    await store.close()
    new Database(path).exec('PRAGMA user_version = 999').close()
    expect(await codesOf(path)).toEqual(['store_schema'])
  })

  it('is told apart from one that cannot be opened', async () => {
    const path = freshFile()
    mkdirSync(path)
    expect(await codesOf(path)).toEqual(['store_unreachable'])
    const inFile = `${freshFile()}/x/cancu.db`
    writeFileSync(dirname(dirname(inFile)), 'a file where a folder should be')
    const store = openSqliteGraph(inFile)
    expect(await codeOf(() => addSources(store, corpus()))).toBe('store_unreachable')
    await store.close()
  })

  it.skipIf(process.getuid?.() === 0)('or not written', async () => {
    const path = freshFile()
    chmodSync(dirname(path), 0o555)
    const store = openSqliteGraph(path)
    expect(await codeOf(() => addSources(store, corpus()))).toBe('store_unreachable')
    await store.close()
  })
})

describe('a file in use', () => {
  it('an empty one, just made, counts as empty', async () => {
    const path = freshFile()
    writeFileSync(path, '')
    const store = openSqliteGraph(path)
    expect(await store.counts()).toMatchObject({ sources: 0 })
    await addSources(store, corpus())
    expect(await store.counts()).toMatchObject({ sources: 6 })
    await store.close()
  })

  it('a short lock of another process is waited for, without blocking this one', async () => {
    const path = freshFile()
    const store = openSqliteGraph(path)
    await addSources(store, corpus().slice(0, 1))
    const other = new Database(path)
    other.exec('BEGIN IMMEDIATE')
    let ticks = 0
    const timer = setInterval(() => (ticks += 1), 10)
    setTimeout(() => other.exec('COMMIT'), 400)
    await addSources(store, corpus())
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(2)
    expect(await store.counts()).toMatchObject({ sources: 6 })
    other.close()
    await store.close()
  })

  it('survives being closed and opened, by several users in turn', async () => {
    const path = freshFile()
    const [one, two] = [openSqliteGraph(path), openSqliteGraph(path)]
    await addSources(one, corpus().slice(0, 2))
    await one.close()
    expect(await two.counts()).toMatchObject({ sources: 2 })
    await addSources(two, corpus())
    await two.close()
    const three = openSqliteGraph(path)
    expect(await three.counts()).toMatchObject({ sources: 6 })
    await three.close()
    expect(existsSync(path)).toBe(true)
  })
})
