/**
 * A stand-in for a Meilisearch server
 * ===================================
 *
 * Knows as much of the HTTP API as the adapter speaks, over plain records in memory, and refuses the rest. It shows
 * that the adapter asks and answers as the contract of the port wants; what Meilisearch itself makes of a question is
 * shown by its recorded answers (`tests/graph/meilisearch.test.ts`) and by the contract on a real server.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isNeighbour } from '../../graph/search-query.ts'

type Row = Record<string, unknown> & { id: string; document: string; citedBy: number; head: string; body: string }

interface Index {
  rows: Map<string, Row>
  settings: Record<string, any>
}

interface Asked {
  method: string
  path: string
  body: any
}

export interface Stub {
  url: string
  /** All that was asked, in order. */
  asked: Asked[]
  close(): Promise<void>
}

export async function startStub(): Promise<Stub> {
  const asked: Asked[] = []
  const engine = new Engine()
  const server: Server = createServer(async (request, response) => {
    let text = ''
    for await (const part of request.setEncoding('utf8')) text += part
    const call = { method: request.method!, path: request.url!, body: text ? JSON.parse(text) : null }
    asked.push(call)
    const [status, body] = engine.answer(call)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const close = () => new Promise<void>((done) => server.close(() => done()).closeAllConnections())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close }
}

class Engine {
  #indexes = new Map<string, Index>()
  #tasks: (string | null)[] = []

  answer({ method, path, body }: Asked): [number, unknown] {
    const task = /^\/tasks\/(\d+)$/.exec(path)?.[1]
    if (task) return [200, this.#task(Number(task))]
    if (path === '/swap-indexes') {
      const [one, other] = body[0].indexes
      const [a, b] = [this.#indexes.get(one), this.#indexes.get(other)]
      if (a && b) this.#indexes.set(one, b).set(other, a)
      return this.#enqueue(a && b ? null : 'index_not_found')
    }
    if (method === 'POST' && path === '/indexes') {
      if (this.#indexes.has(body.uid)) return this.#enqueue('index_already_exists')
      this.#indexes.set(body.uid, { rows: new Map(), settings: {} })
      return this.#enqueue(null)
    }
    const [, uid = '', rest = ''] = /^\/indexes\/([\w-]+)(.*)$/.exec(path) ?? []
    const index = this.#indexes.get(uid)
    if (!index) return fault(404, 'index_not_found')
    switch (`${method} ${rest}`) {
      case 'GET ':
        return [200, { uid, primaryKey: 'id' }]
      case 'DELETE ':
        this.#indexes.delete(uid)
        return this.#enqueue(null)
      case 'PATCH /settings':
        Object.assign(index.settings, body)
        return this.#enqueue(null)
      case 'POST /documents':
        for (const row of body as Row[]) {
          if (!/^[\w-]{1,511}$/.test(row.id)) return this.#enqueue('invalid_document_id')
          index.rows.set(row.id, row)
        }
        return this.#enqueue(null)
      case 'DELETE /documents':
        index.rows.clear()
        return this.#enqueue(null)
      case 'POST /documents/delete':
        for (const row of filtered(index, body.filter)) index.rows.delete(row.id)
        return this.#enqueue(null)
      case 'POST /documents/fetch':
        return [200, { results: [], offset: 0, limit: body.limit, total: filtered(index, body.filter).length }]
      case 'POST /search':
        return [200, search(index, body)]
      default:
        return fault(405, 'unknown')
    }
  }

  #enqueue(failure: string | null): [number, unknown] {
    const taskUid = this.#tasks.push(failure) - 1
    return [202, { taskUid, status: 'enqueued', type: 'x' }]
  }

  #task(uid: number): unknown {
    const code = this.#tasks[uid]
    return { uid, status: code ? 'failed' : 'succeeded', type: 'x', error: code ? { message: code, code } : null }
  }
}

function fault(status: number, code: string): [number, unknown] {
  return [status, { message: code, code, type: 'invalid_request', link: '' }]
}

// ---- filters ---------------------------------------------------------------------------------------------------

function filtered({ rows, settings }: Index, filter: string | string[] = []): Row[] {
  const tests = [filter].flat().map((one) => parseFilter(one, settings['filterableAttributes']))
  return [...rows.values()].filter((row) => tests.every((test) => test(row)))
}

type Test = (row: Row) => boolean

/** `a OR b`, `a AND b`, `NOT a`, `(a)`, `x IN ["…", …]`, `x = "…"`, `x >= 1`; values without case, as Meilisearch. */
function parseFilter(text: string, filterable: string[]): Test {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[()[\],]|>=|=|[\w.]+/g) ?? []
  const value = (): string => tokens.shift()!.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1').toLowerCase()
  const one = (): Test => {
    if (tokens[0] === 'NOT') {
      tokens.shift()
      const inner = one()
      return (row) => !inner(row)
    }
    if (tokens[0] === '(') {
      tokens.shift()
      const inner = any()
      tokens.shift()
      return inner
    }
    const name = tokens.shift()!
    if (!filterable.includes(name)) throw new Error(`${name} is not filterable`)
    const operator = tokens.shift()
    const values: string[] = []
    if (operator === 'IN') {
      tokens.shift()
      while (tokens[0] !== ']') if (tokens[0] === ',') tokens.shift(); else values.push(value()) // prettier-ignore
      tokens.shift()
    } else values.push(value())
    if (operator === '>=') return (row) => Number(row[name]) >= Number(values[0])
    return (row) => row[name] !== undefined && values.includes(String(row[name]).toLowerCase())
  }
  const chain = (word: string, part: () => Test, join: (tests: Test[]) => Test) => (): Test => {
    const tests = [part()]
    while (tokens[0] === word) {
      tokens.shift()
      tests.push(part())
    }
    return join(tests)
  }
  const all = chain('AND', one, (tests) => (row) => tests.every((test) => test(row)))
  const any = chain('OR', all, (tests) => (row) => tests.some((test) => test(row)))
  return any()
}

// ---- search ----------------------------------------------------------------------------------------------------

function search(
  index: Index,
  { q, filter, page, hitsPerPage, facets = [], attributesToRetrieve, showMatchesPosition }: any,
) {
  const terms = [...String(q).matchAll(/"([^"]*)"|(\S+)/g)].slice(0, 10)
  const positions = (text: string): ({ start: number; length: number }[] | null)[] => {
    const words = [...text.matchAll(/\S+/g)].map(({ 0: word, index: start }) => ({ word, start }))
    return terms.map(([, phrase, loose]) => {
      if (phrase !== undefined) return ` ${text} `.includes(` ${phrase} `) ? [] : null
      const found = words.filter(({ word }) => word === loose || isNeighbour(loose!, word))
      return found.length > 0 ? found.map(({ word, start }) => ({ start, length: word.length })) : null
    })
  }
  const seen = new Set<string>()
  const rows = filtered(index, filter)
    .map((row) => ({ row, head: positions(row.head), body: positions(row.body) }))
    .filter(({ head, body }) => terms.every((_, at) => head[at] || body[at]))
    .toSorted(
      ({ row: a }, { row: b }) =>
        b.citedBy - a.citedBy || (a.document < b.document ? -1 : a.document > b.document ? 1 : 0),
    ) // prettier-ignore
    .filter(({ row: { document } }) => !seen.has(document) && seen.add(document))
  const facetDistribution: Record<string, Record<string, number>> = {}
  for (const facet of facets as string[]) {
    const counts = (facetDistribution[facet] = {} as Record<string, number>)
    for (const { row } of rows) if (row[facet] !== undefined) counts[String(row[facet])] = (counts[String(row[facet])] ?? 0) + 1 // prettier-ignore
  }
  const most = index.settings['pagination'].maxTotalHits
  const hits = rows.slice(0, most).slice((page - 1) * hitsPerPage, page * hitsPerPage)
  return {
    hits: hits.map(({ row, head, body }) => ({
      ...Object.fromEntries(attributesToRetrieve.map((name: string) => [name, row[name]])),
      ...(showMatchesPosition ? { _matchesPosition: { head: head.flatMap((at) => at ?? []), body: body.flatMap((at) => at ?? []) } } : {}), // prettier-ignore
    })),
    page,
    hitsPerPage,
    totalHits: Math.min(rows.length, most),
    facetDistribution,
  }
}
