/**
 * Settling a block
 * ================
 *
 * A pure function of the set of groups in a block (and, for a door, of the nodes that stand in it), whatever their
 * order: groups are taken from the most telling to the least, and each either meets one cluster that nothing
 * contradicts, or several (ambiguous), or none (a new cluster).
 */
import { order } from './caption.ts'
import {
  contradiction,
  factsOfGroup,
  isSameButYear,
  issuedBounds,
  specificity,
  titleShare,
  type Facts,
} from './facts.ts'
import { distinctIds, lackingOf } from './ids.ts'
import type { Group, InstrumentNode, Reason } from './model.ts'
import { dateBounds } from './naming.ts'
import { candidateReason, incompleteReason } from './reasons.ts'
import { isAnchor, keptApart, speakingOf, type Tie } from './ties.ts'

export interface Settlement {
  /** Node of each group of the block. */
  assignment: Map<string, string>
  /** Nodes of the block's own, with how sure they are; nodes of other blocks that were joined are not among them. */
  nodes: Map<string, Sureness>
}

/** How sure a node is, and why. */
export interface Sureness extends Pick<InstrumentNode, 'resolution' | 'candidates'> {
  reasons: Reason[]
}

interface Member {
  group: Group
  facts: Facts
  rank: number
  /** Belongs to another block; stands in this one's door. */
  outside: boolean
}

interface Cluster {
  members: Member[]
  /** What its members say, each saying once: many differ in nothing that is compared. */
  sayings: Map<string, Facts>
  /** Set where the cluster is a node of another block, which this one may join but not change. */
  node: string | null
}

function clusterOf(node: string | null): Cluster {
  return { members: [], sayings: new Map(), node }
}

function join(cluster: Cluster, member: Member): void {
  cluster.members.push(member)
  cluster.sayings.set(member.facts.said, member.facts)
}

/**
 * Groups of one block; `outside`: groups that show this block as their door, with their nodes; `apart`: ties that keep
 * some of them apart.
 */
export function settle(groups: Group[], outside: Group[] = [], apart: Tie[] = []): Settlement {
  const clusters = outsideClusters(outside)
  const open: Member[] = []
  const members = inOrder(groups)
  const undated = members.findIndex(({ facts }) => facts.year === null)
  for (const [index, member] of members.entries()) {
    // What has no year comes last, when it is known which years are none.
    if (index === undated) joinSlips(clusters, apart)
    const candidates = candidatesOf(member, clusters, apart)
    if (candidates.length > 1) {
      open.push(member)
      continue
    }
    const cluster = candidates[0] ?? clusterOf(null)
    if (candidates.length === 0) clusters.push(cluster)
    join(cluster, member)
  }
  if (undated < 0) joinSlips(clusters, apart)
  return name(clusters, open, apart)
}

/** A year that is a slip of the hand: the same number, day, month and title. Two texts of their own are two papers. */
function joinSlips(clusters: Cluster[], apart: Tie[]): void {
  for (let at = 0; at < clusters.length; at += 1) {
    const cluster = clusters[at]!
    for (let later = clusters.length - 1; later > at; later -= 1) {
      const other = clusters[later]!
      if (other.node !== null || !isSlip(cluster, other) || areApart(apart, cluster, other)) continue
      for (const member of other.members) join(cluster, member)
      clusters.splice(later, 1)
    }
  }
}

function isSlip(a: Cluster, b: Cluster): boolean {
  const isPaper = ({ group }: Member): boolean => group.self && !isAnchor(group)
  if (a.members.some(isPaper) && b.members.some(isPaper)) return false
  let agrees = false
  for (const one of a.sayings.values()) {
    for (const other of b.sayings.values()) {
      const why = contradiction(one, other)
      if (why !== null && why !== 'year') return false
      agrees ||= why === 'year' && isSameButYear(one, other)
    }
  }
  return agrees
}

function areApart(apart: Tie[], a: Cluster, b: Cluster): boolean {
  if (apart.length === 0) return false
  return [...a.sayings.values()].some((one) => [...b.sayings.values()].some((other) => keptApart(apart, one, other)))
}

function inOrder(groups: Group[], outside = false): Member[] {
  return groups
    .map((group) => {
      const facts = factsOfGroup(group)
      return { group, facts, rank: specificity(facts), outside }
    })
    .sort((a, b) => b.rank - a.rank || (a.group.id < b.group.id ? -1 : 1))
}

function outsideClusters(outside: Group[]): Cluster[] {
  const byNode = new Map<string, Cluster>()
  for (const member of inOrder(outside, true)) {
    const { node } = member.group
    if (node === null) continue
    // Parts that only a person's word has made one are asked one by one.
    const part = `${node} ${member.group.block}`
    const cluster = byNode.get(part) ?? clusterOf(node)
    join(cluster, member)
    byNode.set(part, cluster)
  }
  return [...byNode.values()]
}

/**
 * Clusters that nothing in the member contradicts. Of several, the one that agrees where all the others differ: by the
 * day, which others only allow as a misprint; by a title that is not the others'; by the law in force. A title is no
 * proof, but it settles a choice.
 */
function candidatesOf(member: Member, clusters: Cluster[], apart: Tie[]): Cluster[] {
  let possible = clusters.filter((cluster) => {
    for (const facts of cluster.sayings.values()) {
      if (contradiction(member.facts, facts) !== null) return false
      if (apart.length > 0 && keptApart(apart, member.facts, facts)) return false
    }
    return true
  })
  for (const choose of [ofThatDay, ofThatTitle, inForce]) {
    if (possible.length < 2) break
    possible = choose(member.facts, possible)
  }
  const [first] = possible
  return first && first.node !== null && possible.every(({ node }) => node === first.node) ? [first] : possible
}

function ofThatDay({ date }: Facts, possible: Cluster[]): Cluster[] {
  if (date?.length !== 10) return possible
  const agreeing = possible.filter((cluster) => [...cluster.sayings.values()].some((facts) => facts.date === date))
  return agreeing.length === 1 ? agreeing : possible
}

/**
 * Clearly its title, and clearly not that of any other. A cluster without a title might have it, but hardly one that is
 * long and the same to the word.
 */
function ofThatTitle({ titleWords }: Facts, possible: Cluster[]): Cluster[] {
  const shares = possible.map((cluster) => {
    const known = [...cluster.sayings.values()].flatMap((facts) => titleShare(titleWords, facts.titleWords) ?? [])
    return known.length === 0 ? null : Math.max(...known)
  })
  const best = Math.max(...shares.map((share) => share ?? 0))
  const others = shares.filter((share) => share !== best)
  const isClear = best >= 0.8 && others.length === shares.length - 1
  const isTelling = best >= 0.9 && titleWords.size > 4
  return isClear && others.every((share) => (share === null ? isTelling : share <= best - 0.25))
    ? possible.filter((_, index) => shares[index] === best)
    : possible
}

/**
 * Longest that a law may take from its passing to its first day in force, where no source gives that day. Bộ luật Hình sự
 * 2015 took 25 months.
 */
const LONGEST_WAIT_MONTHS = 36

/**
 * "Luật Đầu tư" in a plan of 2023 is that of 2020: laws of one name follow each other. The newest that is certainly in
 * force rules out the older ones; one that certainly is not yet is ruled out itself; between them nothing is guessed.
 */
function inForce({ series, isLaw, asOf }: Facts, possible: Cluster[]): Cluster[] {
  if (series !== 'unnumbered' || !isLaw || asOf === null) return possible
  const cited = dateBounds(asOf)
  const known = possible.flatMap((cluster) => {
    const force = forceOf(cluster)
    return force === null ? [] : [{ cluster, ...force }]
  })
  if (known.length < possible.length) return possible
  const begun = known.filter(({ last }) => last <= cited.first)
  const current = begun.map(({ passed }) => passed).reduce((a, b) => (a > b ? a : b), '')
  const left = known.filter(({ passed, first }) => passed >= current && first <= cited.last)
  return left.length === 0 ? possible : left.map(({ cluster }) => cluster)
}

/** Last day on which a law may have been passed, first and last on which its force may have begun; null if not known. */
function forceOf({ sayings }: Cluster): Record<'passed' | 'first' | 'last', string> | null {
  const all = [...sayings.values()]
  const issued = all.flatMap((facts) => issuedBounds(facts) ?? [])
  if (issued.length === 0) return null
  const passed = issued.map(({ last }) => last).reduce((a, b) => (a > b ? a : b))
  const told = all.flatMap(({ effectiveFrom }) => (effectiveFrom === null ? [] : [dateBounds(effectiveFrom)]))
  const first = (told.length > 0 ? told : issued).map((span) => span.first).reduce((a, b) => (a < b ? a : b))
  const last = told.map((span) => span.last).reduce((a, b) => (a > b ? a : b), '')
  return { passed, first, last: last === '' ? monthsAfter(passed, LONGEST_WAIT_MONTHS) : last }
}

function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return dateBounds(new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 7)).last
}

// ---- names -----------------------------------------------------------------------------------------------------

interface Unsure {
  members: Member[]
  candidates: Cluster[]
}

/** Gives every cluster its id, then makes the ambiguous nodes, which name their candidates by those ids. */
function name(clusters: Cluster[], open: Member[], apart: Tie[]): Settlement {
  const own = clusters.filter((cluster) => cluster.node === null)
  const unsure = gatherUnsure(open, clusters, apart)
  const ids = distinctIds([...own, ...unsure].map(({ members }) => speaking(members)))
  const idOf = new Map(clusters.map((cluster) => [cluster, cluster.node ?? ids[own.indexOf(cluster)]!]))

  const settlement: Settlement = { assignment: new Map(), nodes: new Map() }
  const assign = (members: Member[], id: string): void => {
    for (const { group, outside } of members) if (!outside) settlement.assignment.set(group.id, id)
  }
  for (const cluster of clusters) assign(cluster.members, idOf.get(cluster)!)
  for (const cluster of own) {
    const lacking = lackingOf(speaking(cluster.members))
    const resolution = lacking.length === 0 ? 'resolved' : 'unresolved'
    const reasons = lacking.length === 0 ? [] : [incompleteReason(lacking)]
    settlement.nodes.set(idOf.get(cluster)!, { resolution, candidates: [], reasons })
  }
  unsure.forEach(({ members, candidates }, index) => {
    const id = ids[own.length + index]!
    assign(members, id)
    const said = members.map(({ facts }) => facts)
    const why = new Map<string, Reason>()
    for (const cluster of candidates) {
      const node = idOf.get(cluster)!
      if (!why.has(node)) why.set(node, candidateReason(node, said, [...cluster.sayings.values()]))
    }
    const reasons = [...why.values()].sort((a, b) => order(a.node!, b.node!))
    settlement.nodes.set(id, { resolution: 'ambiguous', candidates: [...why.keys()].sort(), reasons })
  })
  return settlement
}

const speaking = (members: Member[]): Group[] => speakingOf(members.map(({ group }) => group))

/** One ambiguous node for all that say the same and have the same candidates; titles may vary. */
function gatherUnsure(open: Member[], clusters: Cluster[], apart: Tie[]): Unsure[] {
  const gathered = new Map<string, Unsure>()
  for (const member of open) {
    const candidates = candidatesOf(member, clusters, apart)
    const key = JSON.stringify([member.facts.told, candidates.map((cluster) => clusters.indexOf(cluster))])
    const unsure = gathered.get(key) ?? { members: [], candidates }
    unsure.members.push(member)
    gathered.set(key, unsure)
  }
  return [...gathered.values()]
}
