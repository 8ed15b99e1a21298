/**
 * cancu trace REF — what a document rests on, or what carries it out, as a tree
 */
import type { Command } from 'commander'
import { cascade, type Cascade, type CascadeRow } from '../../graph/cascade.ts'
import type { InstrumentNode } from '../../graph/model.ts'
import type { GraphStore } from '../../graph/store.ts'
import { EXIT } from '../../ingest/errors.ts'
import type { PartialDate, RelationType } from '../../ingest/record.ts'
import { required } from '../lookup.ts'
import { integer, reject } from '../options.ts'
import type { Session } from '../session.ts'
import { asOfDay, asOfOption } from '../status.ts'
import { clip, tree, type TreeNode } from '../table.ts'
import type { Text } from '../text.ts'
import { captionOf, factsOf, instrumentJson, type InstrumentJson } from '../view.ts'
import { openStores } from '../wire.ts'

export function define(command: Command, t: Text): string[] {
  command
    .argument('<REF>')
    .option('--up', t.options.up)
    .option('--down', t.options.down)
    .option('--depth <N>', t.options.depth, '6')
    .option('--as-of <DATE>', t.options.asOf)
    .option('--samples', t.options.samples)
    .option('--json', t.options.json)
  return ['trace "1336/QĐ-TTg" --down', 'trace ke-hoach.txt --up', 'trace "25-CT/TU" --down --depth 2 --json']
}

const ROWS = 2_000

interface TraceJson {
  instrument: InstrumentJson
  relation: RelationType | null
  days: number | null
  daysMin: number | null
  daysMax: number | null
  /** Unfolded elsewhere in the tree. */
  repeated?: true
  children: TraceJson[]
}

/** Rows in tree order become a tree: each row names its parent. */
function nest<T extends { children: T[] }>(rows: CascadeRow[], root: T, make: (row: CascadeRow) => T): T {
  const made: T[] = []
  for (const row of rows) {
    const node = make(row)
    made.push(node)
    const parent = row.parent < 0 ? root : made[row.parent]
    parent?.children.push(node)
  }
  return root
}

export function traceJson({ root, rows }: Cascade): TraceJson {
  const none = { relation: null, days: null, daysMin: null, daysMax: null }
  return nest<TraceJson>(rows, { instrument: instrumentJson(root), ...none, children: [] }, (row) => ({
    instrument: instrumentJson(row.instrument),
    relation: row.relation,
    days: row.days,
    daysMin: row.daysMin,
    daysMax: row.daysMax,
    ...(row.repeated ? { repeated: true as const } : {}),
    children: [],
  }))
}

/** A decision stands above the programme it approves, so this one edge is read from its other end. */
function relationWords(t: Text, relation: RelationType, direction: 'up' | 'down'): string {
  const towards = relation === 'APPROVES' ? (direction === 'up' ? 'down' : 'up') : direction
  return t[towards][relation]
}

/** The tree for people: two lines a document, what it is and where it stands. Shared with `start`. */
export function traceLines(s: Session, { root, rows, cycles, truncated }: Cascade, direction: 'up' | 'down'): string[] {
  const { t, paint } = s
  const head = (node: InstrumentNode, before: string, depth: number): string => {
    const words = `${captionOf(node)}${node.number && node.title ? ` — ${node.title}` : ''}`
    const room = Math.max(40, s.columns - depth * 3 - before.length)
    return `${paint('cyan', before)}${paint('bold', clip(words, room))}`
  }
  const drawn = nest<TreeNode>(rows, { lines: [head(root, '', 0), `   ${factsOf(root, t)}`], children: [] }, (row) => {
    const days = row.days === null ? '' : ` · ${t.days(row.days)}`
    const again = row.repeated ? ` ${t.repeated}` : ''
    return {
      lines: [
        head(row.instrument, `${relationWords(t, row.relation, direction)}: `, row.depth),
        paint('dim', `${factsOf(row.instrument, t)}${days}${again}`),
      ],
      children: [],
    }
  })
  const notes = [
    ...cycles.map(({ from, to }) => t.cycle(captionOf(from), captionOf(to))),
    ...(truncated ? [t.truncated(rows.length)] : []),
  ]
  return [...tree(drawn), ...notes]
}

/** Every document of the tree with its status as of a day. */
export async function withStatus(graph: GraphStore, branch: Cascade, asOf: PartialDate): Promise<Cascade> {
  const all = new Map([branch.root, ...branch.rows.map((row) => row.instrument)].map((node) => [node.id, node]))
  const { nodes } = await asOfDay(graph, [...all.values()], asOf)
  const known = new Map(nodes.map((node) => [node.id, node]))
  const rows = branch.rows.map((row) => ({ ...row, instrument: known.get(row.instrument.id)! }))
  return { ...branch, root: known.get(branch.root.id)!, rows }
}

interface Options {
  up?: boolean
  down?: boolean
  depth: string
  asOf?: string
}

export async function run(s: Session, [ref]: [string], options: Options): Promise<number> {
  if (options.up && options.down)
    reject(
      (t) => t.usage.bothDirections,
      (t) => t.usage.seeHelp('cancu trace'),
    )
  const depth = integer('--depth', options.depth, 1, 100)
  const asOf = asOfOption(options.asOf)
  const direction = options.up ? 'up' : 'down'
  const stores = await openStores(s.settings)
  try {
    const { node: root, askedAs } = await required(s, stores.graph, ref)
    const found = await cascade(stores.graph, root.id, { direction, depth, limit: ROWS })
    const branch = await withStatus(stores.graph, found, asOf)
    if (s.json) {
      await s.printJson({ ...traceJson(branch), askedAs })
    } else {
      if (askedAs) await s.print(s.paint('yellow', s.t.askedAs(askedAs, captionOf(branch.root))))
      for (const each of traceLines(s, branch, direction)) await s.print(each)
      if (branch.rows.length === 0) s.say(direction === 'up' ? s.t.nothingAbove : s.t.nothingBelow)
    }
    return EXIT.done
  } finally {
    await stores.close()
  }
}
