/**
 * The Meilisearch adapter on the recorded answers of a real server, version 1.50
 *
 * Each test is a script: what is asked, in order, and by which recorded answer. Where a recorded request has a body that
 * ours should have too, it must be the same.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openMeilisearch } from '../../graph/meilisearch.ts'
import { recordsOf } from '../../graph/meilisearch/records.ts'
import type { SearchDocument } from '../../graph/search.ts'
import { SHARED } from '../eval/corpora.ts'

interface Exchange {
  name: string
  request: { method: string; path: string; headers: Record<string, string>; body?: any }
  response: { status: number; contentType: string; body: any }
}

const file = path.join(SHARED, 'meilisearch/exchanges.json')
const exchanges: Exchange[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).exchanges : []
const recorded = (name: string): Exchange => exchanges.find((each) => each.name === name)!

/** One answer: a recorded one by name, as it was or with another body; or a status and a body of another make. */
type Step =
  | string
  | { as: string; sameBody?: true; body?: (recorded: any) => unknown }
  | { method: string; path: string; status: number; body: unknown }

interface Asked {
  method: string
  path: string
  key: string | undefined
  body: any
}

let server: Server | null = null
afterEach(() => server?.closeAllConnections())
afterEach(() => server?.close())

async function play(script: Step[]): Promise<{ url: string; asked: Asked[]; left: () => number }> {
  const asked: Asked[] = []
  const steps = [...script]
  server = createServer(async (request, response) => {
    let text = ''
    for await (const part of request.setEncoding('utf8')) text += part
    const step = steps.shift()
    const given = typeof step === 'string' ? { as: step } : step
    const { method, path: at } = !given ? { method: '', path: '' } : 'as' in given ? recorded(given.as).request : given
    const call = { method: request.method!, path: request.url!, key: request.headers.authorization, body: text ? JSON.parse(text) : undefined } // prettier-ignore
    asked.push(call)
    // A request out of turn gets an answer that no test expects.
    const inTurn = call.method === method && call.path === at
    if (!given || !inTurn)
      return response.writeHead(418).end(`asked for ${call.method} ${call.path}, not ${method} ${at}`)
    if (!('as' in given)) return response.writeHead(given.status).end(typeof given.body === 'string' ? given.body : JSON.stringify(given.body)) // prettier-ignore
    const { request: asWas, response: answer } = recorded(given.as)
    if (given.sameBody) expect(call.body).toEqual(asWas.body)
    const body = given.body ? given.body(answer.body) : answer.body
    response.writeHead(answer.status, { 'content-type': answer.contentType }).end(JSON.stringify(body))
  })
  await new Promise<void>((done) => server!.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, left: () => steps.length }
}

const document = (id: string, words: string[] = []): SearchDocument => ({
  id,
  kind: 'Instrument',
  type: 'Kế hoạch',
  number: '39/KH-UBND',
  title: 'Thực hiện Đề án',
  issuer: null,
  date: null,
  year: null,
  level: null,
  place: null,
  status: 'unknown',
  held: words.length > 0,
  citedBy: 0,
  passages: words.map((text, start) => ({ source: 's', start, end: start + text.length, text })),
})

const FOUND: Step = { method: 'GET', path: '/indexes/instruments', status: 200, body: { uid: 'instruments' } }
const PREPARED: Step[] = [FOUND, 'settings', 'settings task']
const DELETED: Step[] = ['delete by filter', { method: 'GET', path: '/tasks/8', status: 200, body: recorded('tasks list')?.response.body.results[0] }] // prettier-ignore

describe.skipIf(exchanges.length === 0)('Meilisearch, as it answered', () => {
  it('a first document: the index, its settings, then documents, each done before the next', async () => {
    const made: Step[] = ['index missing', { as: 'create index', sameBody: true }, 'task done', 'settings', 'settings task'] // prettier-ignore
    const { url, asked, left } = await play([...made, 'add or replace documents', 'documents task', ...DELETED])
    await openMeilisearch(url, 'MASTER').put([document('a')])
    expect(left()).toBe(0)
    expect(asked.every(({ key }) => key === recorded('create index').request.headers['Authorization'])).toBe(true)
    const [settings, was] = [asked[3]!.body, recorded('settings').request.body]
    // Everything that was set then can be set; ours has other attributes, and the order comes last.
    for (const name of Object.keys(settings)) expect(recorded('settings as stored').response.body).toHaveProperty(name)
    expect(settings.localizedAttributes).toEqual(was.localizedAttributes)
    expect(settings.rankingRules.toSorted()).toEqual(was.rankingRules.toSorted())
    expect(settings.typoTolerance.disableOnNumbers).toBe(true)
    expect(asked[5]!.body).toEqual(recordsOf(document('a')))
    expect(asked[7]!.body).toEqual({ filter: '(document IN ["a"] AND part >= 1)' })
  })

  it('an index that another process has just made is taken as it is', async () => {
    const made: Step[] = ['index missing', 'create index again (task fails)', 'task failed: index exists', 'settings', 'settings task'] // prettier-ignore
    const { url, left } = await play([...made, 'add or replace documents', 'documents task', ...DELETED])
    await openMeilisearch(url, 'MASTER').put([document('a')])
    expect(left()).toBe(0)
  })

  it('a task that is accepted and fails is a failure', async () => {
    const { url } = await play([...PREPARED, 'bad document id (task fails)', 'task failed: bad id'])
    await expect(openMeilisearch(url, 'MASTER').put([document('a')])).rejects.toThrow(/identifier .* is invalid/)
  })

  it('rebuilds beside the index that answers, and swaps', async () => {
    const next = (step: { method: string; path: string; status: number; body: unknown }): Step => step
    const task = (uid: number): Step => next({ method: 'GET', path: `/tasks/${uid}`, status: 200, body: { ...recorded('task done').response.body, uid } }) // prettier-ignore
    const missing = next({ method: 'GET', path: '/indexes/instruments_next', status: 404, body: recorded('index missing').response.body }) // prettier-ignore
    const { url, asked, left } = await play([
      ...PREPARED,
      missing,
      missing,
      { as: 'swap or rename: create second', sameBody: true },
      task(9),
      next({ method: 'PATCH', path: '/indexes/instruments_next/settings', status: 202, body: recorded('settings').response.body }), // prettier-ignore
      'settings task',
      next({ method: 'POST', path: '/indexes/instruments_next/documents', status: 202, body: recorded('add or replace documents').response.body }), // prettier-ignore
      'documents task',
      next({ method: 'POST', path: '/indexes/instruments_next/documents/delete', status: 202, body: recorded('delete by filter').response.body }), // prettier-ignore
      DELETED[1]!,
      'swap indexes',
      'swap task',
      next({ method: 'GET', path: '/indexes/instruments_next', status: 200, body: { uid: 'instruments_next' } }),
      next({ method: 'DELETE', path: '/indexes/instruments_next', status: 202, body: { ...recorded('create index').response.body, taskUid: 11 } }), // prettier-ignore
      task(11),
    ])
    const said = await openMeilisearch(url, 'MASTER').rebuild(async (index) => {
      await index.put([document('a')])
      return 'full'
    })
    expect([said, left()]).toEqual(['full', 0])
    expect(asked.find(({ path }) => path === '/swap-indexes')!.body).toEqual([{ ...recorded('swap indexes').request.body[0], rename: false }]) // prettier-ignore
  })

  it('hits, counts by facet and the total of a real answer', async () => {
    const was = recorded('search: facets, filter, highlight, crop, sort, page').response.body
    const withShown = (body: any) => ({
      ...body,
      hits: body.hits.map((hit: any) => ({
        document: hit.id,
        shown: JSON.stringify({ ...document(hit.id), title: hit.title, number: hit.number }),
        passages: hit.text ? [{ source: 's', start: 7, text: hit.text }] : [],
      })),
    })
    const { url, asked } = await play([{ as: 'search: facets, filter, highlight, crop, sort, page', body: withShown }])
    const index = openMeilisearch(url, 'MASTER')
    const result = await index.search({ query: 'lien the he', first: 2, filter: { type: ['Kế hoạch', 'a"b\\'] } })
    expect(result).toMatchObject({ total: was.totalHits, totalIsExact: true })
    expect(result.hits.map((hit) => hit.document.id)).toEqual(was.hits.map(({ id }: { id: string }) => id))
    expect(result.facets.level).toEqual([
      { value: 'commune', count: 1 },
      { value: 'province', count: 1 },
    ])
    expect(result.facets.year).toEqual([{ value: '2026', count: 2 }])
    // Our marks are where the server's own are.
    for (const [at, { highlights }] of result.hits.entries()) {
      const { title } = was.hits[at]._matchesPosition
      const bytes = Buffer.from(was.hits[at].title)
      const theirs = title.map(({ start, length }: { start: number; length: number }) => bytes.toString('utf8', start, start + length)) // prettier-ignore
      const [{ text, ranges } = { text: '', ranges: [] }] = highlights.filter(({ field }) => field === 'title')
      expect(theirs.every((word: string) => was.hits[at].title.includes(word))).toBe(true)
      expect(ranges.map(({ start, end }) => text.slice(start, end))).toEqual(['liên', 'thế', 'hệ'])
    }
    expect(asked[0]!.body).toMatchObject({
      q: '"lien" "the" "he"',
      filter: ['type IN ["Kế hoạch", "a\\"b\\\\"]'],
      page: 1,
      hitsPerPage: 2,
      matchingStrategy: 'all',
    })
  })

  it('more than ten thousand are counted no further', async () => {
    const many = { hits: [], totalHits: 10_001, page: 1, hitsPerPage: 1, facetDistribution: {} }
    const { url } = await play([{ as: 'search: nothing', body: () => many }])
    const result = await openMeilisearch(url, 'MASTER').search({ query: '', first: 1 })
    expect(result).toMatchObject({ total: 10_000, totalIsExact: false })
  })

  it('words past the tenth count too', async () => {
    const answer = (ids: string[]) => ({ as: 'search: nothing', body: () => ({ hits: ids.map((id) => ({ document: id, shown: JSON.stringify(document(id)), passages: [] })), totalHits: ids.length }) }) // prettier-ignore
    const { url, asked } = await play([answer(['a', 'b']), answer(['b'])])
    const words = 'mot hai ba bon nam sau bay tam chin muoi muoimot muoihai'
    const { hits } = await openMeilisearch(url, 'MASTER').search({ query: words, first: 5 })
    expect(hits.map((hit) => hit.document.id)).toEqual(['b'])
    expect(asked[0]!.body.q).toBe('"muoimot" "muoihai"')
    expect(asked[1]!.body.q.split(' ')).toHaveLength(10)
    expect(asked[1]!.body.filter).toEqual(['document IN ["a", "b"]'])
  })

  it('a text too long for one record goes into several, and none of its words is lost', () => {
    const words = Array.from({ length: 1000 }, (_, n) => `đoạn ${n} ${'dài '.repeat(98)}`)
    const records = recordsOf(document('a', words))
    expect(records.map(({ id }) => id)).toEqual(['a', 'a_1', 'a_2'])
    expect(records.every(({ body }) => body.split(' ').length <= 40_000)).toBe(true)
    expect(records.flatMap(({ passages }) => passages.map(({ text }) => text))).toEqual(words)
    expect(new Set(records.map(({ document: of }) => of))).toEqual(new Set(['a']))
  })

  it('an index that is not there is empty', async () => {
    const gone = recorded('index missing').response.body
    const at = (rest: string): Step => ({ method: 'POST', path: `/indexes/instruments/${rest}`, status: 404, body: gone }) // prettier-ignore
    const { url } = await play([at('search'), at('documents/fetch')])
    const index = openMeilisearch(url, 'MASTER')
    expect(await index.search({ query: '', first: 5 })).toMatchObject({ total: 0, hits: [], facets: { type: [] } })
    expect(await index.count()).toBe(0)
  })

  it.each(['no key', 'wrong key'])('%s: said so, with status 4, and the key is not shown', async (name) => {
    const { status, body } = recorded(name).response
    const { url } = await play([{ method: 'POST', path: '/indexes/instruments/search', status, body }])
    const failed = await openMeilisearch(url, 'SECRET').search({ query: 'x', first: 1 }).catch((error: unknown) => error) // prettier-ignore
    expect(failed).toMatchObject({ code: 'search_unreachable', exit: 4, remedy: { vi: expect.stringContaining('MEILI_API_KEY') } }) // prettier-ignore
    expect(JSON.stringify(failed)).not.toContain('SECRET')
  })

  it('a mistake of ours is not taken for a fault of the server', async () => {
    const { url } = await play(['search: not filterable'])
    const failed = await openMeilisearch(url, 'MASTER').search({ query: 'x', first: 1 }).catch((error: unknown) => error) // prettier-ignore
    expect(failed).toMatchObject({ name: 'MeilisearchApiError', message: expect.stringContaining('is not filterable') })
  })
})

describe('Meilisearch out of order', () => {
  const busy: Step = { method: 'POST', path: '/indexes/instruments/search', status: 503, body: { message: 'busy', code: 'internal', type: 'internal', link: '' } } // prettier-ignore
  const nothing: Step = { ...busy, status: 200, body: { hits: [], totalHits: 0, facetDistribution: {} } }

  it('is asked again when it is busy', async () => {
    const { url, left } = await play([busy, busy, nothing])
    expect(await openMeilisearch(url, 'k').search({ query: '', first: 1 })).toMatchObject({ total: 0 })
    expect(left()).toBe(0)
  })

  it('is given up when it stays busy', async () => {
    const { url } = await play([busy, busy, busy, busy])
    const searching = openMeilisearch(url, 'k').search({ query: '', first: 1 })
    await expect(searching).rejects.toMatchObject({ code: 'store_busy', exit: 4 })
  })

  it('a full disk is said to be one', async () => {
    const task = { uid: 1, status: 'failed', type: 'documentAdditionOrUpdate', error: { code: 'no_space_left_on_device', message: 'x' } } // prettier-ignore
    const { url } = await play([{ method: 'GET', path: '/indexes/instruments', status: 200, body: {} }, { method: 'PATCH', path: '/indexes/instruments/settings', status: 202, body: { taskUid: 1 } }, { method: 'GET', path: '/tasks/1', status: 200, body: task }]) // prettier-ignore
    await expect(openMeilisearch(url, 'k').put([document('a')])).rejects.toMatchObject({
      code: 'storage_full',
      exit: 4,
    })
  })

  it('nobody there, or another program', async () => {
    const nobody = openMeilisearch('http://127.0.0.1:9', 'k').search({ query: 'x', first: 1 })
    await expect(nobody).rejects.toMatchObject({ code: 'search_unreachable', exit: 4 })
    const { url } = await play([{ ...busy, status: 404, body: '<html>' }])
    const other = openMeilisearch(url, 'k').search({ query: 'x', first: 1 })
    await expect(other).rejects.toMatchObject({ code: 'search_unreachable' })
  })
})
