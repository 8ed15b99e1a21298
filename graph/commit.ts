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
import { claimsOfCorrection } from './correction.ts'
import { claimsOf, isDoor, settle, type Settlement } from './identity.ts'
import { nodeOf } from './consensus.ts'
import {
  isRow,
  isWord,
  type Claim,
  type Group,
  type InstrumentNode,
  type Reason,
  type Source,
  type Statement,
} from './model.ts'
import { regionOf, settleRegion, type BlockGroups, type ReadBlocks } from './region.ts'
import type { Sureness } from './settle.ts'
import type { GraphStore, GraphTransaction } from './store.ts'
import { isTie, tiesOf } from './ties.ts'

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
    const rows = fresh.map((source) => ({ source, ...said(source) }))
    await tx.insert(rows)
    const nodes = await resettle(tx, { claims: rows.flatMap((row) => row.claims), nodes: [] })
    return { added: fresh.length, unchanged: present.size, removed: 0, nodes }
  })
}

/** What a source says, of whatever sort it is. */
export function said(source: Source): { claims: Claim[]; statements: Statement[] } {
  if (isWord(source.sha)) return { claims: claimsOfCorrection(source), statements: [] }
  return isRow(source.sha) ? claimsOfRow(source) : claimsOf(source)
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
  /** Groups to assign. */
  moves: { group: string; node: string }[]
}

/** Settles the blocks of these claims and rewrites the nodes that follow. Returns how many nodes were written. */
async function resettle(tx: GraphTransaction, changed: { claims: Claim[]; nodes: string[] }): Promise<number> {
  const round: Round = { touched: new Set(changed.nodes), settled: new Map(), doors: new Set(), moves: [] }
  const groups = new Set(changed.claims.map((claim) => claim.group))
  const blocks = new Set(changed.claims.map((claim) => claim.block))
  const tied = await settleTied(tx, changed.claims, groups, round)
  await settleBlocks(tx, [...blocks].filter((block) => !isDoor(block) && !tied.has(block)), groups, round) // prettier-ignore
  // Doors come second: what stands in them is settled by now.
  for (const { door } of changed.claims) if (door !== null) round.doors.add(door)
  for (const block of blocks) if (isDoor(block)) round.doors.add(block)
  await settleBlocks(tx, [...round.doors].filter((block) => !tied.has(block)), groups, round) // prettier-ignore
  return rewrite(tx, round)
}

/** Settles what persons' words tie to these claims, as one; returns the blocks that are done with it. */
async function settleTied(
  tx: GraphTransaction,
  claims: Claim[],
  fresh: Set<string>,
  round: Round,
): Promise<ReadonlySet<string>> {
  const untied = claims.filter(({ door }) => isTie(door))
  const ties = tiesOf(await tx.anchors())
  if (ties.length === 0 && untied.length === 0) return new Set()
  const read: ReadBlocks = (blocks) => readBlocks(tx, blocks)
  const start = new Set(claims.flatMap(({ block, door }) => (door === null || isTie(door) ? [block] : [block, door])))
  // What stood in a door that a word was about was part of its region, and may be no more.
  const doors = untied.flatMap(({ block }) => (isDoor(block) ? [block] : []))
  const stood = new Set<string>()
  for (const { outside } of (await read(doors)).values()) for (const { block } of outside) stood.add(block)
  const region = await regionOf(read, [...start, ...stood], ties)
  const within = ties.filter(({ ends }) => ends.some(({ block }) => region.has(block)))
  const settlement = settleRegion(region, within)
  await assign(tx, [...region.values()].flatMap(({ own }) => own), settlement, fresh, round) // prettier-ignore
  const left = [...stood].filter((block) => !region.has(block) && !start.has(block))
  await settleBlocks(tx, left, fresh, round)
  return new Set(region.keys())
}

async function readBlocks(tx: GraphTransaction, blocks: string[]): Promise<Map<string, BlockGroups>> {
  const found = new Map<string, BlockGroups>(blocks.map((block) => [block, { own: [], outside: [] }]))
  if (blocks.length === 0) return found
  for (const group of await tx.groupsInBlocks(blocks)) {
    found.get(group.block)?.own.push(group)
    if (group.door !== null) found.get(group.door)?.outside.push(group)
  }
  return found
}

async function settleBlocks(tx: GraphTransaction, blocks: string[], fresh: Set<string>, round: Round): Promise<void> {
  for (const { own, outside } of (await readBlocks(tx, blocks)).values())
    if (own.length > 0) noteMoves(own, settle(own, outside), fresh, round)
  await tx.assign(round.moves.splice(0))
}

async function assign(
  tx: GraphTransaction,
  groups: Group[],
  settlement: Settlement,
  fresh: Set<string>,
  round: Round,
): Promise<void> {
  noteMoves(groups, settlement, fresh, round)
  await tx.assign(round.moves.splice(0))
}

function noteMoves(groups: Group[], { assignment, nodes }: Settlement, fresh: Set<string>, round: Round): void {
  for (const [id, sure] of nodes) round.settled.set(id, sure)
  for (const group of groups) {
    const node = assignment.get(group.id)!
    if (group.node === node && !fresh.has(group.id)) continue
    round.moves.push({ group: group.id, node })
    round.touched.add(node)
    if (group.node === node || group.node === null) continue
    round.touched.add(group.node)
    if (group.door !== null && !isTie(group.door)) round.doors.add(group.door)
  }
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
    before.candidates.join() !== settled.candidates.join() ||
    JSON.stringify(ofIdentity(before)) !== JSON.stringify(settled.reasons)
  )
}

function sureness(before: InstrumentNode | undefined): Sureness {
  const { resolution = 'resolved', candidates = [] } = before ?? {}
  return { resolution, candidates, reasons: before ? ofIdentity(before) : [] }
}

/** Reasons that settling gave; the others follow from the claims. */
function ofIdentity({ reasons = [] }: InstrumentNode): Reason[] {
  return reasons.filter(({ written }) => written === null)
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
