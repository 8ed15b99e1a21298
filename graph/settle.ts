/**
 * Settling a block
 * ================
 *
 * A pure function of the set of groups in a block (and, for a door, of the nodes that stand in it), whatever their
 * order: groups are taken from the most telling to the least, and each either meets one cluster that nothing
 * contradicts, or several (ambiguous), or none (a new cluster).
 */
import { contradiction, factsOfGroup, sameTitle, specificity, type Facts } from './facts.ts'
import { distinctIds, identified } from './ids.ts'
import type { Group, InstrumentNode } from './model.ts'

export interface Settlement {
  /** Node of each group of the block. */
  assignment: Map<string, string>
  /** Nodes of the block's own, with how sure they are; nodes of other blocks that were joined are not among them. */
  nodes: Map<string, Pick<InstrumentNode, 'resolution' | 'candidates'>>
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
  /** Set where the cluster is a node of another block, which this one may join but not change. */
  node: string | null
}

/** Groups of one block; `outside`: groups that show this block as their door, with their nodes. */
export function settle(groups: Group[], outside: Group[] = []): Settlement {
  const clusters = outsideClusters(outside)
  const open: Member[] = []
  for (const member of inOrder(groups)) {
    const candidates = candidatesOf(member, clusters)
    if (candidates.length === 0) clusters.push({ members: [member], node: null })
    else if (candidates.length === 1) candidates[0]!.members.push(member)
    else open.push(member)
  }
  return name(clusters, open)
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
    const cluster = byNode.get(node) ?? { members: [], node }
    cluster.members.push(member)
    byNode.set(node, cluster)
  }
  return [...byNode.values()]
}

/**
 * Clusters that nothing in the member contradicts. Of several, the only one whose title agrees is taken if all the
 * others' titles are known to be different: a title is no proof, but it settles a choice.
 */
function candidatesOf(member: Member, clusters: Cluster[]): Cluster[] {
  const possible = clusters.filter((cluster) =>
    cluster.members.every((other) => contradiction(member.facts, other.facts) === null),
  )
  if (possible.length < 2) return possible
  const agreeing = possible.filter((cluster) => titleAgrees(member, cluster) === true)
  const others = possible.filter((cluster) => titleAgrees(member, cluster) !== true)
  return agreeing.length === 1 && others.every((cluster) => titleAgrees(member, cluster) === false)
    ? agreeing
    : possible
}

function titleAgrees(member: Member, cluster: Cluster): boolean | null {
  const answers = new Set(cluster.members.map((other) => sameTitle(member.facts.titleWords, other.facts.titleWords)))
  return answers.has(true) ? true : answers.has(false) ? false : null
}

// ---- names -----------------------------------------------------------------------------------------------------

interface Unsure {
  members: Member[]
  candidates: Cluster[]
}

/** Gives every cluster its id, then makes the ambiguous nodes, which name their candidates by those ids. */
function name(clusters: Cluster[], open: Member[]): Settlement {
  const own = clusters.filter((cluster) => cluster.node === null)
  const unsure = gatherUnsure(open, clusters)
  const ids = distinctIds([...own, ...unsure].map(({ members }) => members.map(({ group }) => group)))
  const idOf = new Map(clusters.map((cluster) => [cluster, cluster.node ?? ids[own.indexOf(cluster)]!]))

  const settlement: Settlement = { assignment: new Map(), nodes: new Map() }
  const assign = (members: Member[], id: string): void => {
    for (const { group, outside } of members) if (!outside) settlement.assignment.set(group.id, id)
  }
  for (const cluster of clusters) assign(cluster.members, idOf.get(cluster)!)
  for (const cluster of own) {
    const resolution = identified(cluster.members.map(({ group }) => group)) ? 'resolved' : 'unresolved'
    settlement.nodes.set(idOf.get(cluster)!, { resolution, candidates: [] })
  }
  unsure.forEach(({ members, candidates }, index) => {
    const id = ids[own.length + index]!
    assign(members, id)
    const answers = candidates.map((cluster) => idOf.get(cluster)!).sort()
    settlement.nodes.set(id, { resolution: 'ambiguous', candidates: answers })
  })
  return settlement
}

/** One ambiguous node for all that say the same and have the same candidates; titles may vary. */
function gatherUnsure(open: Member[], clusters: Cluster[]): Unsure[] {
  const gathered = new Map<string, Unsure>()
  for (const member of open) {
    const candidates = candidatesOf(member, clusters)
    const { titleWords: _titleWords, ...told } = member.facts
    const key = JSON.stringify([told, candidates.map((cluster) => clusters.indexOf(cluster))])
    const unsure = gathered.get(key) ?? { members: [], candidates }
    unsure.members.push(member)
    gathered.set(key, unsure)
  }
  return [...gathered.values()]
}
