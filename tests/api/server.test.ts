/**
 * GraphQL through yoga, and the files and headers around it over HTTP
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer as createPlain, request as httpRequest, type Server } from 'node:http'
import path from 'node:path'
import { buildSchema, getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '../../api/limits.ts'
import { PACKAGE_ROOT, schemaFile } from '../../api/package.ts'
import { close, createGraphql, createServer, listen, type Yoga } from '../../api/server.ts'
import { readSettings } from '../../api/settings.ts'
import { openStores, type Stores } from '../../api/wire.ts'
import { cli, folder, PLANS } from './help.ts'

const place = folder()
const logged: string[] = []
let stores: Stores
let yoga: Yoga
let server: Server
let address: string

function log(message: string): void {
  logged.push(message)
}

beforeAll(async () => {
  for (const [name, words] of Object.entries(PLANS)) place.write(name, words)
  await cli(['ingest', '.', '-q'], { cwd: place.path })
  stores = await openStores(readSettings({}, {}, place.path))
  yoga = createGraphql({ stores, log })
  const web = path.join(place.path, 'web')
  mkdirSync(path.join(web, 'assets'), { recursive: true })
  writeFileSync(path.join(web, 'index.html'), '<!doctype html><title>Căn Cứ</title>')
  writeFileSync(path.join(web, 'assets', 'main-a1b2c3d4.js'), 'export {}')
  server = createServer({ stores, log, web })
  address = await listen(server, '127.0.0.1', 0)
})
afterAll(async () => {
  await close(server)
  await stores.close()
  place.remove()
})

/** The graph store with one method replaced. */
function withCounts(counts: () => Promise<never>): Stores['graph'] {
  return new Proxy(stores.graph, {
    get(graph, name) {
      if (name === 'counts') return counts
      const value: unknown = Reflect.get(graph, name, graph)
      return typeof value === 'function' ? value.bind(graph) : value
    },
  })
}

async function post(body: unknown, headers: Record<string, string> = {}) {
  const response = await yoga.fetch('http://localhost/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, body: await response.json().catch(() => null) }
}

async function ask(query: string, variables?: Record<string, unknown>) {
  const { body } = await post({ query, variables })
  expect(body.errors).toBeUndefined()
  return body.data
}

async function refused(query: string, variables?: Record<string, unknown>): Promise<{ code: string; message: string }> {
  const { body } = await post({ query, variables })
  expect(body.errors, 'expected a refusal').toBeDefined()
  return { code: body.errors[0].extensions?.code, message: body.errors[0].message }
}

describe('importCatalogue', () => {
  const ROW = '{"number": "7/2026/NĐ-CP", "type": "Nghị định", "date": "2026-02-01", "source": "thử"}\n'
  const query = `mutation ($file: DraftFile!) { importCatalogue(file: $file) {
    file added unchanged removed failed failures { row message } conflicts { author } unused } }`
  const file = (text: string) => ({ file: { name: 'a/b/moi.jsonl', base64: Buffer.from(text).toString('base64') } })
  const send = async (token: string | undefined, header: Record<string, string>, text: string) => {
    const response = await createGraphql({ stores, log, ...(token ? { token } : {}) }).fetch(
      'http://localhost/graphql',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...header },
        body: JSON.stringify({ query, variables: file(text) }),
      },
    )
    return { status: response.status, body: await response.json() }
  }

  it.each([
    ['no token is set', undefined, { authorization: 'Bearer x' }, 403, 'writing_closed'],
    ['none is sent', 'bi-mat', {}, 401, 'unauthorised'],
    ['another is sent', 'bi-mat', { authorization: 'Bearer bi-mat2' }, 401, 'unauthorised'],
  ])('writes nothing where %s', async (_, token, header, status, code) => {
    const before = await stores.graph.counts()
    const answer = await send(token, header as Record<string, string>, ROW)
    expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([status, code])
    expect(await stores.graph.counts()).toEqual(before)
  })

  it('takes rows in under the base name, tells what cannot be used, and takes them back with the next file', async () => {
    const known = { authorization: 'Bearer bi-mat' }
    const { body } = await send('bi-mat', known, `${ROW}{"number": 1\n`)
    expect(body.data.importCatalogue).toMatchObject({ file: 'moi.jsonl', added: 1, failed: 1, failures: [{ row: 2 }], conflicts: [] }) // prettier-ignore
    expect(await stores.graph.byNumber(['72026ndcp'])).toHaveLength(1)
    const again = await send('bi-mat', known, '\n')
    expect(again.body.data.importCatalogue).toMatchObject({ added: 0, removed: 1 })
    expect(await stores.graph.byNumber(['72026ndcp'])).toEqual([])
  })

  it('refuses what is no text', async () => {
    const { body } = await send('bi-mat', { authorization: 'Bearer bi-mat' }, '')
    expect(body.errors[0].extensions.code).toBe('bad_input')
  })
})

describe('identity', () => {
  it('tells what is not identified, and what it lacks', async () => {
    const { instruments } = await ask(`{ instruments(first: 100, filter: { resolution: [UNRESOLVED, AMBIGUOUS] }) {
      totalCount edges { node { id reasons { code silent agrees candidate { id } written sources corrections } corrections { id author a { number } } } } } }`) // prettier-ignore
    expect(instruments.totalCount).toBeGreaterThan(0)
    for (const { node } of instruments.edges) {
      expect(node.reasons.length, node.id).toBeGreaterThan(0)
      expect(node.corrections).toEqual([])
    }
  })

  it('filters by the status as of a day', async () => {
    const count = async (day: string): Promise<number> => {
      const filter = `{ status: [NOT_YET_IN_FORCE], statusAsOf: "${day}" }`
      return (await ask(`{ instruments(filter: ${filter}) { totalCount } }`)).instruments.totalCount
    }
    expect(await count('1990')).toBeGreaterThan(await count('2100'))
  })
})

describe('queries', () => {
  it('tells the status as of a day, with what decides it and where catalogue and texts differ', async () => {
    const query = `query ($day: String) { instrument(ref: "1336/QĐ-TTg") { ... on Instrument {
      status(asOf: $day) statusEvidence(asOf: $day) { kind date quote source document { number } row { source seen } by { id } }
      catalogue { number source confidence seen text } disagreements { field catalogue texts { value sources } }
      up { type evidence { quote row { files } } } } } }`
    const { instrument } = await ask(query, { day: '2026-01-01' })
    expect(instrument.status).toBe('PERIOD_OVER')
    const fromRow = instrument.statusEvidence.find((each: { row: object | null }) => each.row)
    expect(fromRow).toMatchObject({ kind: 'period-to', date: '2025', row: { seen: '2026-11-22' } })
    expect(instrument.statusEvidence.every((each: { source: string | null }) => each.source !== null)).toBe(true)
    expect(instrument.catalogue).toMatchObject([{ number: '1336/QĐ-TTg', confidence: 'high' }])
    expect(instrument.up.find((each: { type: string }) => each.type === 'SUCCEEDS').evidence).toMatchObject([
      { row: { files: ['cancu/catalogue.jsonl'] } },
    ])
    expect((await ask(query, { day: '2021' })).instrument.status).toBe('UNKNOWN')
    expect((await refused(query, { day: '2021-02-30' })).code).toBe('bad_input')
  })

  it('answers with an instrument, an ambiguity or the nearest', async () => {
    const query = `query ($ref: String) { instrument(ref: $ref) {
      __typename ... on Instrument { id number caption place status held citedBy resolution candidates { id }
        variants { number { value sources } title { value } }
        up { type instrument { number } days } down { type instrument { number level } days evidence { sentence } }
        mentions(first: 1) { totalCount pageInfo { hasNextPage endCursor } edges { node { text document { number } } } } }
      ... on NotFound { message nearest { number } } } }`
    const { instrument } = await ask(query, { ref: 'QD 1336' })
    expect(instrument).toMatchObject({
      __typename: 'Instrument',
      number: '1336/QĐ-TTg',
      status: 'PERIOD_OVER',
      down: expect.arrayContaining([
        expect.objectContaining({
          type: 'IMPLEMENTS',
          instrument: { number: '139/KH-UBND', level: 'province' },
          days: 15,
        }),
      ]),
    })
    expect(instrument.mentions.edges[0].node.document.number).toBe('139/KH-UBND')
    const missing = await ask(query, { ref: '1335/QĐ-TTg' })
    expect(missing.instrument.__typename).toBe('NotFound')
  })

  it('says who an issuer that ended is now, beside its name', async () => {
    const query = `query ($ref: String) { instrument(ref: $ref) { ... on Instrument { issuer issuerNow { name matter part } } } }`
    const { instrument } = await ask(query, { ref: 'huyen.txt' })
    expect(instrument.issuer).toBe('Ủy ban nhân dân huyện Hữu Lũng')
    expect(instrument.issuerNow).toContainEqual({ name: 'Ủy ban nhân dân xã Hữu Lũng, tỉnh Lạng Sơn', matter: null, part: true }) // prettier-ignore
    // Lạng Sơn had two Tân Thành: which of them is not said.
    expect((await ask(query, { ref: 'xa.md' })).instrument.issuerNow).toEqual([])
    expect((await ask(query, { ref: 'tinh.txt' })).instrument.issuerNow).toEqual([])
  })

  it('gives the sentence behind an edge, where its offsets say', async () => {
    const query = `{ instrument(ref: "1336/QĐ-TTg") { ... on Instrument { down(types: [IMPLEMENTS]) {
      instrument { number } evidence { source start end quote sentence sentenceStart document { number } } } } } }`
    const { instrument } = await ask(query)
    const { evidence } = instrument.down.find((row: any) => row.instrument.number === '139/KH-UBND') // oxlint-disable-line typescript/no-explicit-any
    const [{ source, start, end, quote, sentence, sentenceStart, document }] = evidence
    expect(document.number).toBe('139/KH-UBND')
    const { document: whole } = await ask('query ($id: ID!) { document(id: $id) { text } }', { id: source })
    expect(whole.text.slice(start, end)).toBe(quote)
    expect(whole.text.slice(sentenceStart, sentenceStart + sentence.length)).toBe(sentence)
    expect(sentence).toContain(quote)
  })

  it('gives a document with its citations in order and what each denotes', async () => {
    const { instrument } = await ask('{ instrument(ref: "xa.md") { ... on Instrument { mentions { edges { node { source } } } up { evidence { source } } } } }') // prettier-ignore
    const id = instrument.up[0].evidence[0].source
    const { document } = await ask(
      `query ($id: ID!) { document(id: $id) { id names format sample text instrument { number }
        fields { name value start end } citations { index start end kind relation basis instrument { number title } } warnings { code } } }`,
      { id },
    )
    expect(document).toMatchObject({ id, names: ['xa.md'], format: 'md', sample: false, instrument: { number: '07/KH-UBND' } }) // prettier-ignore
    expect(document.citations.map((each: { index: number }) => each.index)).toEqual(document.citations.map((_: unknown, i: number) => i)) // prettier-ignore
    expect(document.citations.some((each: any) => each.instrument.number === '25/KH-UBND')).toBe(true) // oxlint-disable-line typescript/no-explicit-any
    const number = document.fields.find((field: { name: string }) => field.name === 'number')
    expect(number.value).toBe('07/KH-UBND')
  })

  it('walks a cascade, and names what it cannot find', async () => {
    const query = `query ($ref: String!) { cascade(ref: $ref, direction: DOWN) { __typename
      ... on Cascade { root { number } truncated rows { parent depth relation days repeated instrument { number } } cycles { type } }
      ... on NotFound { ref } } }`
    const { cascade } = await ask(query, { ref: '1336/QĐ-TTg' })
    expect(cascade.rows.map((row: any) => row.instrument.number)).toEqual(
      expect.arrayContaining(['139/KH-UBND', '25/KH-UBND', '07/KH-UBND']),
    ) // prettier-ignore // oxlint-disable-line typescript/no-explicit-any
    for (const [i, row] of cascade.rows.entries()) expect(row.parent).toBeLessThan(i)
    expect((await ask(query, { ref: 'không có' })).cascade).toEqual({ __typename: 'NotFound', ref: 'không có' })
  })

  it('finds the way from one instrument to another', async () => {
    const { paths } = await ask(
      `{ paths(from: "07/KH-UBND", to: "1336/QĐ-TTg") { steps { from { number } type to { number } } } }`,
    )
    expect(paths[0].steps[0].from.number).toBe('07/KH-UBND')
    expect(paths[0].steps.at(-1).to.number).toBe('1336/QĐ-TTg')
  })

  it('pages through everything once', async () => {
    const seen: string[] = []
    let after: string | null = null
    do {
      const { instruments }: any = await ask(
        'query ($after: String) { instruments(first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { id } } } }',
        { after },
      ) // prettier-ignore // oxlint-disable-line typescript/no-explicit-any
      seen.push(...instruments.edges.map((edge: { node: { id: string } }) => edge.node.id))
      after = instruments.pageInfo.hasNextPage ? instruments.pageInfo.endCursor : null
      expect(new Set(seen).size).toBe(seen.length)
      if (!after) expect(seen).toHaveLength(instruments.totalCount)
    } while (after)
  })

  it('searches with facets, highlights and the go-to card', async () => {
    const query = `query ($q: String!, $after: String) { search(query: $q, first: 2, after: $after) { totalCount totalIsExact
      exact { number } facets { name values { value count } } pageInfo { endCursor hasNextPage }
      edges { node { id } highlights { field text ranges { start end } } } } }`
    const { search } = await ask(query, { q: 'lien the he' })
    expect(search.totalCount).toBeGreaterThanOrEqual(3)
    expect(search.exact).toBeNull()
    const next = (await ask(query, { q: 'lien the he', after: search.pageInfo.endCursor })).search
    expect(next.edges.map((edge: any) => edge.node.id)).not.toContain(search.edges[0].node.id) // oxlint-disable-line typescript/no-explicit-any
    expect((await ask(query, { q: 'qd 1336' })).search.exact).toEqual({ number: '1336/QĐ-TTg' })
  })

  it('counts what there is', async () => {
    const { stats } = await ask('{ stats { sources held samples instruments relations citations unresolved ambiguous programmes } }') // prettier-ignore
    expect(stats).toMatchObject({ sources: 3, held: 3, samples: false })
  })
})

describe('the schema', () => {
  it('describes every type and field', async () => {
    const { __schema } = await ask(getIntrospectionQuery())
    for (const type of __schema.types) {
      if (type.name.startsWith('__') || ['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name)) continue
      expect(type.description, type.name).toBeTruthy()
      for (const field of type.fields ?? []) expect(field.description, `${type.name}.${field.name}`).toBeTruthy()
    }
  })

  it('is valid by itself', async () => {
    expect(() => buildSchema(readFileSync(schemaFile(), 'utf8'))).not.toThrow()
  })
})

describe('hostile requests', () => {
  /** What is done for an answer, in time of the processor: a machine with other things to do counts for nothing. */
  const timed = async <T>(work: Promise<T>): Promise<T> => {
    const before = process.cpuUsage()
    const result = await work
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(2_000)
    return result
  }

  it.each([
    ['depth', `{ instrument(ref: "1336/QĐ-TTg") { ... on Instrument { ${'down { instrument { '.repeat(8)} id ${'} }'.repeat(8)} } } }`], // prettier-ignore
    ['aliases', `{ ${Array.from({ length: 5_000 }, (_, i) => `a${i}: stats { held }`).join(' ')} }`],
    ['aliases within the tokens', `{ ${Array.from({ length: 60 }, (_, i) => `a${i}: stats { held }`).join(' ')} }`],
    ['fragments in a circle', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
    ['a cursor of its own making', '{ instruments(after: "x") { totalCount } }'],
    ['a search cursor of its own making', `{ search(query: "a", after: "${Buffer.from('c1:-9').toString('base64url')}") { totalCount } }`], // prettier-ignore
    ['a long REF', `{ instrument(ref: "${'a'.repeat(5_000)}") { __typename } }`],
  ])('refuses %s', async (_, query) => {
    const { message } = await timed(refused(query))
    expect(message).not.toContain(PACKAGE_ROOT)
  })

  it('clamps a page size that hides in a variable', async () => {
    const data = await timed(
      ask('query ($n: Int) { instruments(first: $n) { edges { node { id } } } }', { n: 10_000_000 }),
    )
    expect(data.instruments.edges.length).toBeLessThanOrEqual(100)
  })

  it.each(['"', '*', 'NEAR(', '1579/QĐ-TTg', '-a', 'a AND', '<script>alert(1)</script>', '\u0000'])(
    'takes %j as words',
    async (q) => {
      await timed(ask('query ($q: String!) { search(query: $q) { totalCount edges { highlights { text } } } }', { q }))
    },
  )

  it('refuses forms, batches, mutations by GET and large bodies', async () => {
    const form = await post('query={__typename}', { 'content-type': 'application/x-www-form-urlencoded' })
    expect(form.status).toBeGreaterThanOrEqual(400)
    expect((await post('{ __typename }', { 'content-type': 'text/plain' })).status).toBeGreaterThanOrEqual(400)
    expect((await post([{ query: '{ __typename }' }])).status).toBeGreaterThanOrEqual(400)
    expect((await post({ query: `{ __typename } # ${'x'.repeat(LIMITS.body)}` })).status).toBe(413)
    const get = await yoga.fetch('http://localhost/graphql?query={__typename}')
    expect(get.status).toBe(403)
  })

  it('ends a request at its deadline', async () => {
    const slow: Stores = { ...stores, graph: withCounts(() => new Promise(() => {})) } // prettier-ignore
    const response = await createGraphql({ stores: slow, log: () => {}, milliseconds: 50 }).fetch(
      'http://localhost/graphql',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ stats { held } }' }),
      },
    )
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] }
    expect(errors[0]?.extensions.code).toBe('query_too_slow')
  })

  it('says nothing of a fault but a code, which stands in the log', async () => {
    const broken: Stores = { ...stores, graph: withCounts(() => Promise.reject(new Error('/secret/path'))) } // prettier-ignore
    const response = await createGraphql({ stores: broken, log }).fetch('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ stats { held } }' }),
    })
    const body = await response.text()
    expect(body).not.toContain('secret')
    const reference = JSON.parse(body).errors[0].extensions.reference
    expect(logged.some((message) => message.startsWith(reference) && message.includes('/secret/path'))).toBe(true)
  })
})

describe('over HTTP', () => {
  /** Sends the path as it is: `fetch` would tidy it. */
  const raw = (at: string, headers: Record<string, string> = {}) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const { hostname, port } = new URL(address)
      httpRequest({ hostname, port, path: at, headers }, (response) => {
        let body = ''
        response.on('data', (piece) => (body += piece))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
      })
        .on('error', reject)
        .end()
    })

  it('serves the page at every address of its own', async () => {
    for (const at of ['/', '/tim?q=a', '/van-ban/abc', '/vb/39-2009-qh12', '/lan-toa/25-ct-tu']) {
      const response = await fetch(address + at)
      expect(response.status, at).toBe(200)
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('cache-control')).toBe('no-cache')
      expect(await response.text()).toContain('Căn Cứ')
    }
  })

  it('lets hashed files be kept for good, and does not answer for missing ones', async () => {
    const script = await fetch(`${address}/assets/main-a1b2c3d4.js`)
    expect(script.headers.get('content-type')).toContain('text/javascript')
    expect(script.headers.get('cache-control')).toContain('immutable')
    expect((await fetch(`${address}/assets/gone-a1b2c3d4.js`)).status).toBe(404)
  })

  it.each([
    '/../../package.json',
    '/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/xa.md',
    '/%00',
    '/%',
    '//etc/passwd',
  ])('never leaves its folder: %s', async (at) => {
    const { body } = await raw(at)
    expect(body).not.toContain('"name"')
    expect(body).not.toContain('KẾ HOẠCH')
    expect(body).not.toContain('root:')
  })

  it('reports health', async () => {
    const response = await fetch(`${address}/health`)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ status: 'ok', sources: 3 })
  })

  it('refuses a foreign name for this machine', async () => {
    expect((await raw('/health', { host: 'evil.example' })).status).toBe(403)
    expect((await raw('/health', { host: 'localhost:4000' })).status).toBe(200)
  })

  it('shows GraphiQL to a browser without going elsewhere', async () => {
    const response = await fetch(`${address}/graphql`, { headers: { accept: 'text/html' } })
    expect(response.headers.get('content-security-policy')).toMatch(/script-src 'nonce-/)
    const body = await response.text()
    expect(body).not.toMatch(/<script[^>]+src=|<link[^>]+href="http/)
  })

  it('answers only what is asked with the right method', async () => {
    expect((await fetch(address, { method: 'POST' })).status).toBe(405)
    expect((await fetch(address, { method: 'HEAD' })).status).toBe(200)
  })

  it('moves from a taken default port, and stops at a taken port that was asked for', async () => {
    const taken = createPlain()
    const at = await listen(taken, '127.0.0.1', undefined)
    const second = createPlain()
    const next = await listen(second, '127.0.0.1', undefined)
    expect(new URL(next).port).not.toBe(new URL(at).port)
    await expect(listen(createPlain(), '127.0.0.1', Number(new URL(at).port))).rejects.toMatchObject({
      code: 'bad_usage',
      exit: 2,
    })
    await Promise.all([close(taken), close(second)])
  })

  it('serves until Ctrl-C and ends with 0', async () => {
    const stop = new AbortController()
    const running = cli(['serve', '--port', '0', '--json'], { cwd: place.path, signal: stop.signal })
    setTimeout(() => stop.abort(), 300)
    const { status, json } = await running
    expect(status).toBe(0)
    expect(json().graphql).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/graphql$/)
  })
})

describe('the page of the faces', () => {
  const page = readFileSync(new URL('../../api/README.md', import.meta.url), 'utf8')

  it('shows queries that run', async () => {
    const block = /```graphql\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
    const queries = block.split(/^# +\d+.*$/m).filter((each) => each.trim())
    expect(queries).toHaveLength(10)
    for (const query of queries) {
      const { body } = await post({ query, variables: { id: 'x' } })
      expect(body.errors, query).toBeUndefined()
    }
  })

  it('names every limit as it is', () => {
    const { tokens, depth, aliases, fields, rows, cascadeRows, milliseconds } = LIMITS
    const numbers = [tokens, depth, aliases, fields, rows, cascadeRows, milliseconds / 1000]
    const line = /Limits of one request[\s\S]*?\n\n/.exec(page)?.[0].replaceAll(',', '') ?? ''
    for (const number of numbers) expect(line).toMatch(new RegExp(`\\b${number}\\b`))
  })
})
