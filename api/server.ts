/**
 * The server: GraphQL at /graphql, the page at /, /health
 * =======================================================
 *
 * Bound to this machine unless told otherwise: plans are working papers. Writes only for who has the token.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { useCSRFPrevention } from '@graphql-yoga/plugin-csrf-prevention'
import type { GraphQLError } from 'graphql'
import { createGraphQLError, createSchema, createYoga, type YogaServerInstance } from 'graphql-yoga'
import { CancuError } from '../ingest/errors.ts'
import { graphiqlPage } from './graphiql.ts'
import { mayWrite } from './token.ts'
import { LIMITS, useLimits } from './limits.ts'
import { schemaFile, VERSION, webFolder } from './package.ts'
import { createContext, type Context } from './context.ts'
import { resolvers } from './resolvers.ts'
import { SECURITY_HEADERS, serveFolder } from './static.ts'
import type { Stores } from './wire.ts'

export const DEFAULT_PORT = 4000
export const DEFAULT_HOST = '127.0.0.1'

export interface ServerOptions {
  stores: Stores
  /** Where the reason of an unexpected error goes; the client gets a code only. */
  log: (message: string) => void
  /** What a request must carry to write; without one nobody may. */
  token?: string
  /** Deadline of a request, for tests. */
  milliseconds?: number
  /** Folder of the built page, for tests. */
  web?: string
}

export type Yoga = YogaServerInstance<object, Context>

/** By name: a second copy of graphql-js in the process has a class of its own. */
function isGraphQLError(error: unknown): error is GraphQLError {
  return error instanceof Error && error.name === 'GraphQLError'
}

/** Named errors keep their words; anything else becomes a code that stands in the log beside its reason. */
function maskError(error: unknown, log: ServerOptions['log']): Error {
  const original = isGraphQLError(error) ? error.originalError : error
  if (original instanceof CancuError) {
    return createGraphQLError(`${original.words.vi}. ${original.remedy.vi} / ${original.words.en}.`, {
      extensions: { code: original.code },
    })
  }
  if (isGraphQLError(error) && (!original || isGraphQLError(original))) return error
  const code = randomUUID().slice(0, 8)
  log(`${code} ${original instanceof Error ? (original.stack ?? original.message) : String(original)}`)
  return createGraphQLError(`Lỗi ngoài dự kiến, mã ${code}. / Unexpected error, code ${code}.`, {
    extensions: { code: 'internal', reference: code, http: { status: 500 } },
  })
}

export function createGraphql(options: ServerOptions): Yoga {
  const { stores, log, token, milliseconds = LIMITS.milliseconds } = options
  return createYoga<object, Context>({
    schema: createSchema<Context>({ typeDefs: readFileSync(schemaFile(), 'utf8'), resolvers }),
    context: ({ request }) =>
      createContext(stores, milliseconds, mayWrite(request.headers.get('authorization'), token)),
    plugins: [useCSRFPrevention({ requestHeaders: ['x-graphql-yoga-csrf'] }), useLimits(milliseconds)],
    maskedErrors: { maskError: (error) => maskError(error, log) },
    maxRequestBodySize: LIMITS.body,
    batching: false,
    multipart: false,
    cors: false,
    graphiql: false,
    landingPage: false,
    logging: false,
  })
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response
    .writeHead(status, { ...SECURITY_HEADERS, 'content-type': 'application/json; charset=utf-8' })
    .end(`${JSON.stringify(value)}\n`)
}

/** 200 when the store answers, 503 when it does not; the process itself is alive in both. */
async function health(stores: Stores, response: ServerResponse): Promise<void> {
  const facts = { version: VERSION, graph: stores.graph.name, search: stores.index.name }
  let timer: NodeJS.Timeout | undefined
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('timeout')), 3_000)
    })
    const counts = await Promise.race([stores.graph.counts(), late])
    json(response, 200, { status: 'ok', ...facts, sources: counts.sources, instruments: counts.instruments })
  } catch {
    json(response, 503, { status: 'unavailable', ...facts })
  } finally {
    clearTimeout(timer)
  }
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i

/**
 * Bound to loopback, only requests that name this machine are answered: a web site that points its own name at
 * 127.0.0.1 (DNS rebinding) would otherwise read the store through the visitor's browser.
 */
function foreignHost(server: Server, request: IncomingMessage): boolean {
  const bound = server.address()
  const loopback = typeof bound === 'object' && bound !== null && /^(127\.|::1$)/.test(bound.address)
  return loopback && !LOOPBACK.test(request.headers.host ?? '')
}

export function createServer(options: ServerOptions): Server {
  const yoga = createGraphql(options)
  const page = serveFolder(options.web ?? webFolder())

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (foreignHost(server, request)) return json(response, 403, { error: 'forbidden_host' })
    let pathname: string
    try {
      pathname = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    } catch {
      return json(response, 400, { error: 'bad_address' })
    }
    if (pathname === '/health') return health(options.stores, response)
    if (pathname === '/graphql') {
      if (request.method === 'GET' && request.headers.accept?.includes('text/html')) {
        const { headers, body } = await graphiqlPage()
        response.writeHead(200, headers).end(body)
        return undefined
      }
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
      return yoga.handle(request, response) as Promise<void>
    }
    return page(request, response, pathname)
  }

  const server = createHttpServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      options.log(error instanceof Error ? (error.stack ?? error.message) : String(error))
      if (response.headersSent) response.destroy()
      else json(response, 500, { error: 'internal' })
    })
  })
  // Slow senders are let go: a request has half a minute to arrive.
  server.requestTimeout = 30_000
  server.headersTimeout = 10_000
  return server
}

/** Listens; a taken default port moves to the next, a taken port that was asked for is the caller's to solve. */
export async function listen(server: Server, host: string, asked: number | undefined): Promise<string> {
  const first = asked ?? DEFAULT_PORT
  const last = asked === undefined ? first + 20 : first
  for (let port = first; port <= last; port++) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => {
          server.off('error', reject)
          resolve()
        })
      })
      const address = server.address()
      const actual = typeof address === 'object' && address ? address.port : port
      return `http://${host.includes(':') ? `[${host}]` : host}:${actual}`
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code === 'EADDRINUSE' && port < last) continue
      throw new CancuError(
        'bad_usage',
        {
          vi: `Không mở được cổng ${port} tại ${host} (${code})`,
          en: `Cannot listen on ${host} port ${port} (${code})`,
        },
        {
          vi: 'Chọn cổng khác bằng --port, hoặc địa chỉ khác bằng --host.',
          en: 'Choose another port with --port, or another address with --host.',
        },
        { cause: error },
      )
    }
  }
  throw new Error('unreachable')
}

/** Stops taking requests and lets go of the connections that are open. */
export async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
