/**
 * What is exported for Neo4j's offline importer, imported by it, is the store it was exported from
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { addSources, removeSources } from '../../graph/commit.ts'
import { exportJsonl } from '../../graph/export.ts'
import { openNeo4j } from '../../graph/neo4j.ts'
import { openSqliteGraph } from '../../graph/sqlite.ts'
import type { GraphStore } from '../../graph/store.ts'
import { cli } from '../api/help.ts'
import { catalogue, realPlans, samples } from '../contract/real-sources.ts'
import { administer, startNeo4j } from '../services/neo4j.mjs'
import { corpus, source } from '../factories.ts'

const AWKWARD = 'a "b"\r\n\\ \\", c; \' \u0001 ${x} 😀'
const isOurs = inject('neo4j') !== null && administer(tmpdir(), ['--version'], tmpdir())?.ok === true

async function exported(store: GraphStore): Promise<string> {
  let lines = ''
  for await (const line of exportJsonl(store)) lines += line
  return lines
}

describe.skipIf(!isOurs)('neo4j-csv and the real importer', { timeout: 300_000 }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cancu-import (1) '))
  const home = path.join(folder, 'home')
  let sqlite: GraphStore
  let imported: GraphStore
  let stop = async (): Promise<void> => {}

  beforeAll(async () => {
    const file = path.join(folder, 'data', 'cancu.db')
    sqlite = openSqliteGraph(file)
    const awkward = source({
      name: 'kế, "hoạch".txt',
      text: `${AWKWARD}\n\n`,
      document: { number: '7/KH-UBND', province: 'Hà Tĩnh', issuer: AWKWARD, title: AWKWARD },
      cites: [{ number: '1336/QĐ-TTg', title: AWKWARD, relation: 'IMPLEMENTS' }],
    })
    await addSources(sqlite, [...samples(), ...realPlans(), ...catalogue(), ...corpus(), awkward])
    const done = await cli(['export', '--format', 'neo4j-csv', '--out', 'nhap'], { cwd: folder })
    expect(done.status, done.err).toBe(0)
    expect(done.err).toContain('neo4j-admin database import full neo4j @import.args')
    const args = ['database', 'import', 'full', 'neo4j', '@import.args', '--overwrite-destination=true']
    const { ok, output } = administer(home, args, path.join(folder, 'nhap'))!
    expect(ok, output).toBe(true)
    const server = await startNeo4j({ dir: home, lasting: false })
    stop = server.stop
    imported = await openNeo4j(server.url, server)
  }, 300_000)
  afterAll(async () => {
    await imported?.close()
    await sqlite?.close()
    await stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('holds the same graph, byte for byte', async () => {
    const expected = await exported(sqlite)
    expect(expected.length).toBeGreaterThan(100_000)
    expect(await exported(imported)).toBe(expected)
    expect(await imported.counts()).toEqual(await sqlite.counts())
  })

  it('answers as the store it came from', async () => {
    const [sha] = await sqlite.sourcesByName('kế, "hoạch".txt')
    expect(await imported.source(sha!)).toEqual(await sqlite.source(sha!))
    const ask = async (store: GraphStore) => [
      await store.edges(['1336-qd-ttg-2020'], 'in'),
      await store.mentions('1336-qd-ttg-2020', { first: 50 }),
      await store.byNumber(['1*']),
      await store.byTitle(['luat nguoi cao tuoi']),
      await store.list({ level: ['province'] }, { first: 100 }),
    ]
    expect(await ask(imported)).toEqual(await ask(sqlite))
  })

  it('goes on as that store would: sources are taken away and others come', async () => {
    const [first, ...rest] = samples()
    for (const store of [imported, sqlite]) {
      await removeSources(store, [first!.sha, ...rest.slice(0, 3).map(({ sha }) => sha)])
      await addSources(store, [first!])
    }
    expect(await exported(imported)).toBe(await exported(sqlite))
  })
})
