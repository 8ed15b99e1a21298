/**
 * What the Neo4j adapter promises beyond the contract
 * ===================================================
 *
 * The graph as people see it in Neo4j Browser, the same answers as the embedded store, several writers at once, errors
 * in our words.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Neo4jError } from 'neo4j-driver'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addSources, removeSources } from '../../graph/commit.ts'
import { sourceOfCorrection } from '../../graph/correction.ts'
import type { Source } from '../../graph/model.ts'
import { openNeo4j } from '../../graph/neo4j.ts'
import { openSqliteGraph } from '../../graph/sqlite.ts'
import type { GraphStore } from '../../graph/store.ts'
import { CT25, D1336, KL58, LAW, corpus, described, draft, provincial, source } from '../factories.ts'
import { dumpOf } from './graph-store.ts'
import { cypher, hasServer, openEmptyStore, openStore, server } from './neo4j-server.ts'

const DEADLOCK = 'Neo.TransientError.Transaction.DeadlockDetected'
const PROVINCES = ['Lào Cai', 'Hà Giang', 'Sơn La', 'Lai Châu', 'Yên Bái']

/** Plans that all cite the same laws, in several ways, and one another. */
function plans(count: number): Source[] {
  return Array.from({ length: count }, (_, index) =>
    provincial(`${index + 1}/KH-UBND`, PROVINCES[index % 5]!, `202${1 + (index % 5)}-0${1 + (index % 9)}-10`, [
      { ...D1336, relation: 'IMPLEMENTS', date: index % 4 === 0 ? null : D1336.date! },
      { ...LAW, relation: 'BASED_ON' },
      { ...CT25, relation: 'IMPLEMENTS', subject: '1336/QĐ-TTg' },
      { ...KL58, date: index % 2 === 0 ? '2023-06-23' : '2019-09-12', relation: 'APPLIES' },
      { number: `${1 + ((index * 3) % 7)}/QĐ-TTg`, date: '2015-05-06', relation: 'CITES' },
      ...(index === 5 ? [{ number: '39/2009/QH12', type: 'Luật', title: 'Người cao tuổi', date: '2009-11-23' }] : []),
    ]),
  )
}

/** What a person sees on the edge that all plans of `plans` give. */
async function shown(): Promise<Record<string, unknown> | undefined> {
  const [row] = await cypher(
    `MATCH (:Work {id: '1336-qd-ttg-2020'})-[r:IMPLEMENTS]->(:Work {id: '25-ct-tu-lang-son-2023'})
     RETURN r.sources AS sources, r.source AS source, r.quote AS quote, r.evidence AS evidence`,
  )
  return row
}

async function linesOf(store: GraphStore): Promise<string[]> {
  return (await dumpOf(store)).map((line) => JSON.stringify(line))
}

describe.skipIf(!hasServer)('Neo4j', { timeout: 120_000 }, () => {
  let store: GraphStore
  beforeEach(async () => {
    store = await openEmptyStore()
  })
  afterEach(() => store.close())

  describe('as people see it', () => {
    it('has the labels and types of the contract, and captions', async () => {
      await addSources(store, corpus())
      const rows = await cypher(
        `MATCH (k:Instrument)-[r:IMPLEMENTS]->(d:Instrument {number: '25-CT/TU'})
         RETURN k.name AS name, k.level AS level, r.sources AS sources, r.rule AS rule, size(r.evidence) AS spans
         ORDER BY level, name`,
      )
      expect(rows).toEqual([
        { name: expect.stringContaining('Kế hoạch'), level: 'commune', sources: 1, rule: 'number', spans: 3 },
        { name: 'Kế hoạch 285/KH-UBND', level: 'district', sources: 1, rule: 'number', spans: 1 },
      ])
      const programmes = await cypher('MATCH (:Instrument)-[:APPROVES]->(p:Programme) RETURN labels(p) AS labels')
      expect(programmes).toEqual([{ labels: expect.arrayContaining(['Programme']) }])
      expect(await cypher('MATCH (n:Instrument&Programme) RETURN n')).toEqual([])
    })

    it('knows who issued what, and where', async () => {
      await addSources(store, corpus())
      expect(
        await cypher(
          `MATCH (n:Instrument {number: '39/KH-UBND'})-[:ISSUED_BY]->(i:Issuer)-[:IN_PLACE]->(p:Place)<-[:IN_PLACE]-(n)
           MATCH (s:Source)-[:CARRIES]->(n)
           RETURN i.name AS issuer, p.name AS place, p.level AS level ORDER BY place`,
        ),
      ).toEqual([
        { issuer: 'Ủy ban nhân dân tỉnh Hà Tĩnh', place: 'Hà Tĩnh', level: 'province' },
        { issuer: 'Ủy ban nhân dân tỉnh Quảng Nam', place: 'Quảng Nam', level: 'province' },
      ])
    })

    it('is empty again when the last source is gone', async () => {
      const sources = [...corpus(), ...plans(5)]
      await addSources(store, sources)
      await removeSources(store, sources.map(({ sha }) => sha)) // prettier-ignore
      const left = await cypher('MATCH (n) RETURN DISTINCT labels(n) AS labels ORDER BY labels')
      expect(left).toEqual([{ labels: ['Schema'] }, { labels: ['Stale'] }])
    })

    it('shows the first evidence of an edge that many give, and keeps all', async () => {
      const many = plans(30)
      for (const some of [many.slice(0, 12), many.slice(12, 27), many.slice(27)]) await addSources(store, some)
      const all = await store.evidence('1336-qd-ttg-2020', 'IMPLEMENTS', '25-ct-tu-lang-son-2023')
      expect(all).toHaveLength(30)
      const first = all.slice(0, 20).map((each) => JSON.stringify(each))
      expect(await shown()).toEqual({ sources: 30, source: all[0]!.source, quote: all[0]!.quote, evidence: first })
      await removeSources(store, [all[3]!.source])
      const fewer = all.filter((_, index) => index !== 3)
      const next = fewer.slice(0, 20).map((each) => JSON.stringify(each))
      expect(await shown()).toMatchObject({ sources: 29, evidence: next })
    })
  })

  describe('and the embedded store', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cancu-same-'))
    afterEach(() => rmSync(folder, { recursive: true, force: true }))

    it('give the same answers, byte for byte', async () => {
      const sqlite = openSqliteGraph(join(folder, 'same.db'))
      try {
        const sources = [...corpus(), ...plans(25), draft('Tân Thành', 'Hà Giang', '2024', [KL58, LAW])]
        for (const each of [sqlite, store]) {
          await addSources(each, sources.slice(0, 20))
          await addSources(each, sources.slice(20))
          await removeSources(each, sources.slice(3, 9).map(({ sha }) => sha)) // prettier-ignore
        }
        const ids = (await sqlite.list({}, { first: 1000 })).nodes.map(({ id }) => id)
        const ask = async (each: GraphStore): Promise<string> =>
          JSON.stringify([
            await dumpOf(each),
            await each.counts(),
            await each.edges(ids, 'out'),
            await each.edges(ids, 'in'),
            await each.list({ level: ['province'] }, { first: 7, after: ids[3]! }),
            await each.mentions('1336-qd-ttg-2020', { first: 9 }),
            await each.byNumber(['1*', '58kltw']),
            await each.byTitle(['luat nguoi cao tuoi']),
            await each.pending(1000),
            await each.source(sources[0]!.sha),
            await each.claims(sources.slice(0, 3).map(({ sha }) => sha)),
          ])
        expect(await linesOf(store)).toEqual(await linesOf(sqlite))
        expect(JSON.parse(await ask(store))).toEqual(JSON.parse(await ask(sqlite)))
      } finally {
        await sqlite.close()
      }
    })
  })

  describe('with several writers', () => {
    it('loses nothing: four at once on the same laws, adding, repeating and removing', async () => {
      const sources = plans(40)
      const passing = sources.slice(30)
      await addSources(store, sources)
      const expected = await linesOf(store)
      await removeSources(store, sources.slice(0, 30).map(({ sha }) => sha)) // prettier-ignore
      const writers = await Promise.all(Array.from({ length: 4 }, openStore))
      try {
        await Promise.all(
          writers.map(async (writer, index) => {
            const own = sources.filter((_, at) => at % 4 === index)
            for (const one of passing.slice(index, index + 3)) await removeSources(writer, [one.sha])
            for (let at = 0; at < own.length; at += 3) await addSources(writer, own.slice(at, at + 3))
            await addSources(writer, sources.slice(0, 4))
          }),
        )
        // What one writer removed late, another may have put in early.
        await addSources(store, passing)
      } finally {
        await Promise.all(writers.map((writer) => writer.close()))
      }
      expect(await linesOf(store)).toEqual(expected)
      expect(await cypher('MATCH (n:Work) WHERE n.citing <> n.citedBy RETURN n.id, n.citing, n.citedBy')).toEqual([])
      expect(await cypher('MATCH (n:Work) WHERE n.doc IS NULL RETURN n.id')).toEqual([])
    })

    it('runs a transaction again from nothing when it failed in passing', async () => {
      const [one] = corpus()
      await addSources(store, [one!])
      const expected = await linesOf(store)
      await removeSources(store, [one!.sha])
      let attempts = 0
      const flaky: GraphStore = Object.create(store)
      flaky.transaction = (work) =>
        store.transaction(async (tx) => {
          const result = await work(tx)
          attempts += 1
          if (attempts < 3) throw new Neo4jError('on purpose', DEADLOCK as never, '', '')
          return result
        })
      await addSources(flaky, [one!])
      expect(attempts).toBe(3)
      expect(await linesOf(store)).toEqual(expected)
    })

    it('keeps a mark that was set after it was seen', async () => {
      const other = await openStore()
      try {
        await store.transaction((tx) => tx.markStale(['a', 'b']))
        expect(await store.pending(10)).toEqual(['a', 'b'])
        await other.transaction((tx) => tx.markStale(['b']))
        await store.acknowledge(['a', 'b'])
        expect(await store.pending(10)).toEqual(['b'])
        await store.acknowledge(['b'])
        expect(await store.pending(10)).toEqual([])
      } finally {
        await other.close()
      }
    })
  })

  describe('at the edges', () => {
    it('looking changes nothing in a database that was never used', async () => {
      await cypher('MATCH (n) DETACH DELETE n')
      const fresh = await openStore()
      try {
        expect(await fresh.counts()).toMatchObject({ sources: 0, relations: 0 })
        expect(await dumpOf(fresh)).toEqual([])
        expect(await cypher('MATCH (n) RETURN n')).toEqual([])
        await addSources(fresh, corpus().slice(0, 1))
        expect(await cypher('MATCH (s:Schema) RETURN s.version AS version')).toEqual([{ version: 3 }])
      } finally {
        await fresh.close()
      }
    })

    it('a store of an older schema finds instruments by the numbers that only sources write', async () => {
      const written = { ...D1336, number: '1366/QĐ-TTg' }
      const said = sourceOfCorrection(
        { kind: 'same', a: described(written), b: described(D1336), author: 'A', reason: 'gõ nhầm', seen: null },
        ['y-kien.csv'],
      )
      await addSources(store, [source({ cites: [D1336] }), source({ cites: [written] }), said])
      await cypher('MATCH (n:Work) REMOVE n.otherNumberKey WITH count(n) AS n MATCH (s:Schema) SET s.version = 2')
      const reopened = await openStore()
      try {
        expect(await reopened.byOtherNumber(['1366qdttg'])).toEqual([])
        await addSources(reopened, corpus().slice(0, 1))
        expect((await reopened.byOtherNumber(['1366qdttg'])).map(({ id }) => id)).toEqual(['1336-qd-ttg-2020'])
      } finally {
        await reopened.close()
      }
    })

    it('a newer schema is refused', async () => {
      await addSources(store, corpus().slice(0, 1))
      await cypher('MATCH (s:Schema) SET s.version = 99')
      try {
        await expect(openStore()).rejects.toMatchObject({ code: 'store_schema', exit: 4 })
      } finally {
        await cypher('MATCH (s:Schema) SET s.version = 3')
      }
    })

    it('a wrong password is said to be one', async () => {
      const opening = openNeo4j(server.url, { username: server.username, password: 'wrong' })
      await expect(opening).rejects.toMatchObject({ code: 'store_auth', exit: 4 })
    })

    it('a database that is not there is said to be missing', async () => {
      const opening = openNeo4j(server.url, { ...server, database: 'nowhere' })
      await expect(opening).rejects.toMatchObject({ code: 'store_unreachable' })
    })
  })
})

describe('Neo4j out of reach', () => {
  let mute: Server | null = null
  const sockets: Socket[] = []
  afterEach(() => {
    for (const socket of sockets) socket.destroy()
    mute?.close()
  })

  /** A port that takes connections and, after `answer`, says no more. */
  async function port(answer?: string): Promise<number> {
    mute = createServer((socket) => {
      sockets.push(socket)
      socket.on('error', () => {})
      if (answer) socket.end(answer)
    })
    await new Promise<void>((done) => mute!.listen(0, '127.0.0.1', done))
    const { port: number } = mute.address() as { port: number }
    return number
  }

  it.each(['bolt', 'neo4j'])('nobody there: %s', async (scheme) => {
    const started = Date.now()
    const opening = openNeo4j(`${scheme}://127.0.0.1:9`, { password: 'secret' })
    await expect(opening).rejects.toMatchObject({ code: 'store_unreachable', exit: 4 })
    await expect(opening).rejects.not.toHaveProperty('words.vi', expect.stringContaining('secret'))
    expect(Date.now() - started).toBeLessThan(10_000)
  })

  it.each(['bolt', 'neo4j'])('somebody who never answers: %s', { timeout: 15_000 }, async (scheme) => {
    const started = Date.now()
    const opening = openNeo4j(`${scheme}://127.0.0.1:${await port()}`)
    await expect(opening).rejects.toMatchObject({ code: 'store_unreachable' })
    expect(Date.now() - started).toBeLessThan(10_000)
  })

  it('somebody who speaks HTTP', async () => {
    const opening = openNeo4j(`bolt://127.0.0.1:${await port('HTTP/1.1 400 Bad Request\r\n\r\n')}`)
    await expect(opening).rejects.toMatchObject({ code: 'store_unreachable' })
  })
})
