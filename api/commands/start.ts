/**
 * cancu start — what `npm start` runs
 *
 *   read ─ table of the documents ─ the cascade of one ─ serve
 *
 * Without PATH it reads the sample plans into a store of their own, so that a first look needs no files and leaves
 * nothing of the samples among a user's own.
 */
import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { cascade } from '../../graph/cascade.ts'
import { today } from '../../graph/days.ts'
import { placeOf } from '../../graph/indexer.ts'
import type { Edge, InstrumentNode } from '../../graph/model.ts'
import type { GraphStore } from '../../graph/store.ts'
import { EXIT } from '../../ingest/errors.ts'
import { samplesFolder } from '../package.ts'
import { session, type Session } from '../session.ts'
import type { Flags } from '../settings.ts'
import { clip, table } from '../table.ts'
import type { Text } from '../text.ts'
import { captionOf, dateWords } from '../view.ts'
import { openStores, type Stores } from '../wire.ts'
import { ingestWithProgress, sayFailures } from './ingest.ts'
import { serveStores, type ServeOptions } from './serve.ts'
import { traceLines, withStatus } from './trace.ts'

export const graceful = true

export function define(command: Command, t: Text): string[] {
  command
    .argument('[PATH...]')
    .option('--no-serve', t.options.noServe)
    .option('--port <N>', t.options.port)
    .option('--host <H>', t.options.host)
  return ['start', 'start ke-hoach/', 'start --no-serve']
}

/** Documents in the table; the page has all of them. */
const ROWS = 60
/** Names in one cell, and letters of a name that is no number. */
const NAMES = 4
const NAME = 60

const RESTS_ON = ['BASED_ON', 'IMPLEMENTS', 'APPLIES'] as const
const CARRIES_OUT = ['IMPLEMENTS', 'BASED_ON'] as const

async function heldDocuments(graph: GraphStore): Promise<{ nodes: InstrumentNode[]; total: number }> {
  const { nodes, total } = await graph.list({ held: true }, { first: ROWS })
  const order = ['central', 'province', 'district', 'commune', null]
  nodes.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level) || (a.date ?? '').localeCompare(b.date ?? ''))
  return { nodes, total }
}

function names(nodes: InstrumentNode[], t: Text): string {
  if (nodes.length === 0) return t.start.none
  const shown = nodes.slice(0, NAMES).map((node) => node.number ?? clip(node.title ?? node.type, NAME))
  const more = nodes.length - shown.length
  return shown.join('; ') + (more > 0 ? ` ${t.show.more(more)}` : '')
}

async function printPlans(s: Session, graph: GraphStore): Promise<void> {
  const { t } = s
  const { nodes, total } = await heldDocuments(graph)
  const edges = await graph.edges(nodes.map((node) => node.id), 'out') // prettier-ignore
  const others = new Map((await graph.nodes([...new Set(edges.map((edge) => edge.to))])).map((node) => [node.id, node]))
  const targets = (
    id: string,
    wanted: (edge: Omit<Edge, 'evidence'>, node: InstrumentNode) => boolean,
  ): InstrumentNode[] => {
    const found = edges.flatMap((edge) => {
      const node = others.get(edge.to)
      return edge.from === id && node && wanted(edge, node) ? [node] : []
    })
    return [...new Set(found)]
  }
  const { plan, date, place, rests, open } = t.start.columns
  const rows = nodes.map((node) => [
    clip(captionOf(node), NAME),
    dateWords(node.date, t),
    placeOf(node) ?? t.start.none,
    names(targets(node.id, (edge) => (RESTS_ON as readonly string[]).includes(edge.type)), t), // prettier-ignore
    names(targets(node.id, (_, other) => other.resolution !== 'resolved'), t), // prettier-ignore
  ])
  const mark = nodes[0]?.sample ? `  [${t.sample}]` : ''
  await s.print(s.paint('bold', `${t.start.plans} (${total})${mark}`))
  const columns = [
    { title: plan, flexible: true },
    { title: date },
    { title: place, flexible: true },
    { title: rests, flexible: true },
    { title: open, flexible: true },
  ]
  for (const each of table(columns, rows, s.columns)) await s.print(each)
  if (total > nodes.length) await s.print(t.show.more(total - nodes.length))
}

/** The instrument that most documents carry out. The index knows which are cited most; the graph tells by what. */
async function mostCarriedOut({ graph, index }: Stores): Promise<InstrumentNode | undefined> {
  const { hits } = await index.search({ query: '', first: 50 })
  const ids = hits.map((hit) => hit.document.id)
  const count = new Map<string, number>()
  for (const edge of await graph.edges(ids, 'in', [...CARRIES_OUT])) {
    // One document may both rest on it and carry it out; carrying out weighs more.
    count.set(edge.to, (count.get(edge.to) ?? 0) + (edge.type === 'IMPLEMENTS' ? 2 : 1))
  }
  const [best] = [...count].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
  return best && (await graph.nodes([best[0]]))[0]
}

async function printCascade(s: Session, stores: Stores): Promise<void> {
  const root = await mostCarriedOut(stores)
  if (!root) return
  const branch = await cascade(stores.graph, root.id, { direction: 'down', depth: 4, limit: ROWS })
  await s.print(`\n${s.paint('bold', s.t.start.cascade(captionOf(root)))}`)
  for (const each of traceLines(s, await withStatus(stores.graph, branch, today()), 'down')) await s.print(each)
}

type Options = Flags & ServeOptions & { serve: boolean }

export async function run(given: Session, [paths]: [string[]], options: Options): Promise<number> {
  const samples = paths.length === 0
  const s = samples ? session(given.io, { ...options, samples }) : given
  if (samples) s.say(s.t.start.samples)
  const stores = await openStores(s.settings, 'as-is')
  try {
    const folder = samplesFolder()
    // Samples that a newer version no longer ships go out of their store.
    const from = samples ? (existsSync(folder) ? [folder] : []) : paths
    const summary = await ingestWithProgress(s, stores, from, samples)
    sayFailures(s, summary.failures)
    if (summary.interrupted) {
      s.say(s.t.ingest.interrupted)
      return EXIT.interrupted
    }
    s.say(s.t.ingest.summary(summary.read, summary.unchanged, summary.failed))
    await printPlans(s, stores.graph)
    await printCascade(s, stores)
    if (options.serve) {
      await s.print()
      await serveStores(s, stores, options)
      return EXIT.done
    }
    return summary.failed > 0 ? EXIT.unreadable : EXIT.done
  } finally {
    await stores.close()
  }
}
