/**
 * Commit: sources in, graph up to date
 * ====================================
 *
 *   insert or remove ─ settle blocks ─ settle doors ─ assign groups ─ put or drop nodes ─ mark stale
 *
 * Written once against the port. Only what the sources touch is read, and only what changed is written; the result
 * is that of settling everything from nothing, so order, batching and reruns make no difference.
 */
import { claimsOfRow } from './catalogue.ts'
import { claimsOf, isDoor, settle, type Settlement } from './identity.ts'
import { nodeOf } from './consensus.ts'
import { isRow, type Claim, type Group, type InstrumentNode, type Source } from './model.ts'
import type { GraphStore, GraphTransaction } from './store.ts'

/** What a commit did. */
export interface Commit {
  /** Sources that were not there before. */
  added: number
  /** Sources that were there; at most their names grew. */
  unchanged: number
  removed: number
  /** Nodes written or dropped. */
  nodes: number
}

/** Adds sources, all or none. Sources that are present only gain the names they did not have. */
export async function addSources(store: GraphStore, sources: Source[]): Promise<Commit> {
  const bySha = mergeCopies(sources)
  if (bySha.size === 0) return { added: 0, unchanged: 0, removed: 0, nodes: 0 }
  return store.transaction(async (tx) => {
    const present = await tx.present([...bySha.keys()])
    const fresh = [...bySha.values()].filter((source) => !present.has(source.sha))
    for (const { sha, names } of bySha.values()) if (present.has(sha)) await tx.rename(sha, names)
    const rows = fresh.map((source) => ({ source, ...(isRow(source.sha) ? claimsOfRow(source) : claimsOf(source)) }))
    await tx.insert(rows)
    const nodes = await resettle(tx, { claims: rows.flatMap((row) => row.claims), nodes: [] })
    return { added: fresh.length, unchanged: present.size, removed: 0, nodes }
  })
}

/** Removes sources, all or none; unknown ones are passed over. */
export async function removeSources(store: GraphStore, shas: string[]): Promise<Commit> {
  if (shas.length === 0) return { added: 0, unchanged: 0, removed: 0, nodes: 0 }
  return store.transaction(async (tx) => {
    const present = [...(await tx.present(shas))]
    const claims = await tx.claimsOfSources(present)
    await tx.remove(present)
    const nodes = await resettle(tx, { claims, nodes: claims.flatMap((claim) => claim.node ?? []) })
    return { added: 0, unchanged: 0, removed: present.length, nodes }
  })
}

/** The same bytes under several names are one source. */
function mergeCopies(sources: Source[]): Map<string, Source> {
  const bySha = new Map<string, Source>()
  for (const source of sources) {
    const names = [...(bySha.get(source.sha)?.names ?? []), ...source.names]
    bySha.set(source.sha, { ...source, names: [...new Set(names)].sort() })
  }
  return bySha
}

// ---- settling what was touched ---------------------------------------------------------------------------------

/** What one round of settling leaves behind. */
interface Round {
  /** Nodes that lost or gained claims, or may have. */
  touched: Set<string>
  /** How sure each settled node is. */
  settled: Settlement['nodes']
  /** Doors of groups that moved to another node. */
  doors: Set<string>
}

/** Settles the blocks of these claims and rewrites the nodes that follow. Returns how many nodes were written. */
async function resettle(tx: GraphTransaction, changed: { claims: Claim[]; nodes: string[] }): Promise<number> {
  const round: Round = { touched: new Set(changed.nodes), settled: new Map(), doors: new Set() }
  const groups = new Set(changed.claims.map((claim) => claim.group))
  const blocks = new Set(changed.claims.map((claim) => claim.block))
  await settleBlocks(tx, [...blocks].filter((block) => !isDoor(block)), groups, round) // prettier-ignore
  // Doors come second: what stands in them is settled by now.
  for (const { door } of changed.claims) if (door !== null) round.doors.add(door)
  for (const block of blocks) if (isDoor(block)) round.doors.add(block)
  await settleBlocks(tx, [...round.doors], groups, round)
  return rewrite(tx, round)
}

async function settleBlocks(tx: GraphTransaction, blocks: string[], fresh: Set<string>, round: Round): Promise<void> {
  if (blocks.length === 0) return
  const own = new Map<string, Group[]>(blocks.map((block) => [block, []]))
  const outside = new Map<string, Group[]>(blocks.map((block) => [block, []]))
  for (const group of await tx.groupsInBlocks(blocks)) {
    own.get(group.block)?.push(group)
    if (group.door !== null) outside.get(group.door)?.push(group)
  }
  const rows: { group: string; node: string }[] = []
  for (const block of blocks) {
    const groups = own.get(block)!
    if (groups.length === 0) continue
    const { assignment, nodes } = settle(groups, outside.get(block)!)
    for (const [id, sure] of nodes) round.settled.set(id, sure)
    for (const group of groups) {
      const node = assignment.get(group.id)!
      if (group.node === node && !fresh.has(group.id)) continue
      rows.push({ group: group.id, node })
      round.touched.add(node)
      if (group.node === node || group.node === null) continue
      round.touched.add(group.node)
      if (group.door !== null) round.doors.add(group.door)
    }
  }
  await tx.assign(rows)
}

/** Brings the nodes in line with their groups: writes those that differ, drops those without any. */
async function rewrite(tx: GraphTransaction, { touched, settled }: Round): Promise<number> {
  const ids = [...new Set([...touched, ...settled.keys()])].sort()
  const before = new Map((await tx.nodes(ids)).map((node) => [node.id, node]))
  const stale = ids.filter((id) => touched.has(id) || isOutdated(before.get(id), settled.get(id)))
  if (stale.length === 0) return 0
  const groups = groupByNode(await tx.groupsOfNodes(stale))
  const citing = await tx.citing(stale)
  const put: InstrumentNode[] = []
  const drop: string[] = []
  for (const id of stale) {
    const members = groups.get(id)
    if (!members) {
      if (before.has(id)) drop.push(id)
      continue
    }
    const node = nodeOf(id, members, settled.get(id) ?? sureness(before.get(id)), citing.get(id) ?? 0)
    if (JSON.stringify(node) !== JSON.stringify(before.get(id))) put.push(node)
  }
  await tx.putNodes(put)
  await tx.dropNodes(drop)
  await tx.markStale([...put.map((node) => node.id), ...drop].sort())
  return put.length + drop.length
}

/** A node that kept its claims may still have new candidates. */
function isOutdated(
  before: InstrumentNode | undefined,
  settled: Settlement['nodes'] extends Map<string, infer T> ? T | undefined : never,
): boolean {
  // prettier-ignore
  if (!settled) return false
  return (
    before === undefined ||
    before.resolution !== settled.resolution ||
    before.candidates.join() !== settled.candidates.join()
  )
}

function sureness(before: InstrumentNode | undefined): Pick<InstrumentNode, 'resolution' | 'candidates'> {
  return { resolution: before?.resolution ?? 'resolved', candidates: before?.candidates ?? [] }
}

function groupByNode(groups: Group[]): Map<string, Group[]> {
  const byNode = new Map<string, Group[]>()
  for (const group of groups) {
    if (group.node === null) continue
    const members = byNode.get(group.node)
    if (members) members.push(group)
    else byNode.set(group.node, [group])
  }
  return byNode
}
