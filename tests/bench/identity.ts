/**
 * Do mentions meet?
 * =================
 *
 * Generated plans, whose truth is known, through the whole way: text, record, claims, nodes. Every pair of mentions on
 * one node that mean one instrument is right; a pair on one node that mean two is a fault of precision, a pair on two
 * nodes that mean one is a fault of recall. A mention that the reader missed, or on an ambiguous node, stands alone.
 * The pairs of local bodies are counted apart as well: there are far more pairs of a few famous laws.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addSources } from '../../graph/commit.ts'
import type { Source } from '../../graph/model.ts'
import { openSqliteGraph } from '../../graph/sqlite.ts'
import type { GraphStore } from '../../graph/store.ts'
import { ingest } from '../../ingest/index.ts'
import { makePlans, type TruePlan } from './plans.ts'

/** The goal (issue 5). */
export const PRECISION = 0.999
export const RECALL = 0.98
const BATCH = 200

export interface Pairs {
  precision: number
  recall: number
}

export interface Identity {
  all: Pairs
  local: Pairs
  plans: number
  mentions: number
  /** Not found by the reader, or left ambiguous by the graph. */
  missed: number
  ambiguous: number
}

/** One mention, or a plan itself. */
export interface Placed {
  truth: string
  /** Null: it stands alone. */
  node: string | null
  local: boolean
  ambiguous: boolean
  where: string
}

export async function benchIdentity(count: number, print: (line: string) => void): Promise<boolean> {
  print('Identity of generated plans, pairs of mentions')
  const found = await measureIdentity(count)
  const line = (name: string, { precision, recall }: Pairs): string =>
    `  ${name.padEnd(14)} precision ${precision.toFixed(6)}   recall ${recall.toFixed(6)}`
  print(line('all bodies', found.all))
  print(line('local bodies', found.local))
  print(`  ${found.plans} plans, ${found.mentions} mentions; ${found.missed} not read, ${found.ambiguous} ambiguous`)
  return meetsGoal(found.all) && meetsGoal(found.local)
}

export function meetsGoal({ precision, recall }: Pairs): boolean {
  return precision >= PRECISION && recall >= RECALL
}

export async function measureIdentity(count: number): Promise<Identity> {
  const placed = await placeMentions(count)
  const of = (some: Placed[]): Pairs => pairsOf(some)
  return {
    all: of(placed),
    local: of(placed.filter(({ local }) => local)),
    plans: count,
    mentions: placed.length,
    missed: placed.filter(({ node, ambiguous }) => node === null && !ambiguous).length,
    ambiguous: placed.filter(({ ambiguous }) => ambiguous).length,
  }
}

/** Where every mention of these plans comes to stand. */
export async function placeMentions(count: number, seed?: number): Promise<Placed[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cancu-bench-'))
  const store = openSqliteGraph(join(folder, 'identity.db'))
  try {
    const plans: (Omit<TruePlan, 'text'> & { sha: string; keys: (string | null)[] })[] = []
    let batch: Source[] = []
    for (const { text, ...plan } of makePlans(count, seed)) {
      const source = read(plan.name, text)
      batch.push(source)
      plans.push({ ...plan, sha: source.sha, keys: plan.mentions.map((each) => keyAt(source, each)) })
      if (batch.length < BATCH) continue
      await addSources(store, batch)
      batch = []
    }
    await addSources(store, batch)
    return await place(store, plans)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function read(name: string, text: string): Source {
  const given = { format: 'txt', text, pages: [] }
  const sha = createHash('sha256').update(text).digest('hex')
  return { ...given, sha, names: [name], record: ingest(given), sample: false }
}

/** The key of the citation that covers a mention; null where none was read. */
function keyAt({ record }: Source, { start, end }: { start: number; end: number }): string | null {
  const covering = record.citations.filter((citation) => citation.core.start < end && start < citation.core.end)
  return covering.toSorted((a, b) => a.core.end - a.core.start - (b.core.end - b.core.start))[0]?.key ?? null
}

async function place(
  store: GraphStore,
  plans: (Omit<TruePlan, 'text'> & { sha: string; keys: (string | null)[] })[],
): Promise<Placed[]> {
  const ambiguous = new Set<string>()
  for (let after = ''; ;) {
    const { nodes, hasNext } = await store.list({ resolution: ['ambiguous'] }, { first: 1000, after })
    for (const { id } of nodes) ambiguous.add(id)
    if (!hasNext) break
    after = nodes.at(-1)!.id
  }
  const placed: Placed[] = []
  for (let at = 0; at < plans.length; at += BATCH) {
    const some = plans.slice(at, at + BATCH)
    const nodes = new Map<string, string>()
    for (const claim of await store.claims(some.map(({ sha }) => sha))) nodes.set(`${claim.source} ${claim.key}`, claim.node!) // prettier-ignore
    for (const { sha, name, truth, mentions, keys } of some) {
      const put = (key: string | null, truth: string, local: boolean): void => {
        const node = key === null ? null : (nodes.get(`${sha} ${key}`) ?? null)
        const unsure = node !== null && ambiguous.has(node)
        placed.push({ truth, node: unsure ? null : node, local, ambiguous: unsure, where: `${name} ${key}` })
      }
      put('this', truth, true)
      mentions.forEach((mention, index) => put(keys[index]!, mention.truth, mention.local))
    }
  }
  return placed
}

/** Pairs right, pairs together, pairs that should be: counted by the size of each class. */
export function pairsOf(placed: Placed[]): Pairs {
  const [both, nodes, truths] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
  const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1)
  for (const { truth, node } of placed) {
    count(truths, truth)
    if (node === null) continue
    count(nodes, node)
    count(both, `${node}\n${truth}`)
  }
  const pairs = (map: Map<string, number>): number => [...map.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
  const right = pairs(both)
  return { precision: right / (pairs(nodes) || 1), recall: right / (pairs(truths) || 1) }
}
