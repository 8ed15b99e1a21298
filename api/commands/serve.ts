/**
 * cancu serve — GraphQL at /graphql, the web page at /, /health
 *
 * Ends with status 0 on Ctrl-C: that is how a server is meant to end.
 */
import type { Command } from 'commander'
import { EXIT } from '../../ingest/errors.ts'
import { integer } from '../options.ts'
import type { Session } from '../session.ts'
import type { Text } from '../text.ts'
import { openStores, type Stores } from '../wire.ts'

export const graceful = true

export interface ServeOptions {
  port?: string
  host?: string
}

export function define(command: Command, t: Text): string[] {
  command
    .option('--port <N>', t.options.port)
    .option('--host <H>', t.options.host)
    .option('--samples', t.options.samples)
    .option('--json', t.options.json)
  return ['serve', 'serve --port 8080', 'serve --data kho/ --host 0.0.0.0']
}

/** Serves until Ctrl-C. Prints the address on standard output once it answers. */
export async function serveStores(s: Session, stores: Stores, options: ServeOptions): Promise<void> {
  const { io, t } = s
  // GraphQL takes a while to load; commands that do not serve do without.
  const { close, createServer, DEFAULT_HOST, listen } = await import('../server.ts')
  const port = options.port === undefined ? undefined : integer('--port', options.port, 0, 65_535)
  const host = options.host ?? DEFAULT_HOST
  const server = createServer({
    stores,
    ...(s.settings.token === undefined ? {} : { token: s.settings.token }),
    log: (message) => void io.err.write(`${message}\n`),
  })
  const address = await listen(server, host, port)
  try {
    if (s.json) await s.printJson({ address, graphql: `${address}/graphql` })
    else await s.print(t.serve.at(s.paint(['bold', 'green'], address)))
    s.say(t.serve.graphql(address))
    if (!/^(127\.|localhost$|::1$)/.test(host)) s.say(t.serve.open(host))
    s.say(t.serve.stop)
    if (!io.signal.aborted) {
      await new Promise<void>((resolve) => {
        io.signal.addEventListener('abort', () => resolve(), { once: true })
      })
    }
  } finally {
    await close(server)
  }
}

export async function run(s: Session, _: unknown[], options: ServeOptions): Promise<number> {
  const stores = await openStores(s.settings, 'write')
  try {
    const { held } = await stores.graph.counts()
    if (held === 0) s.say(s.t.serve.empty)
    await serveStores(s, stores, options)
    return EXIT.done
  } finally {
    await stores.close()
  }
}
