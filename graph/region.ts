/**
 * Regions: blocks that persons' words tie together
 * ================================================
 *
 * Blocks are settled one by one, but what a word makes one may lie in two. All blocks that ties link, and with them the
 * blocks that stand in a tied door, are settled as one region: first each as if alone, then what is said to be the same
 * is made one. Words that turn out to contradict each other are set aside and the region is settled again without them.
 */
import { order } from './caption.ts'
import { isDoor, settle, type Settlement } from './identity.ts'
import type { Group } from './model.ts'
import { wordReason } from './reasons.ts'
import type { Sureness } from './settle.ts'
import { atOdds, clashes, unite, type Tie } from './ties.ts'

/** The groups of a block, and those that show it as their door. */
export interface BlockGroups {
  own: Group[]
  outside: Group[]
}

export type ReadBlocks = (blocks: string[]) => Promise<Map<string, BlockGroups>>

/** Blocks that have to be settled together with some of these, all in one region; [] where no tie touches them. */
export async function regionOf(
  read: ReadBlocks,
  start: Iterable<string>,
  ties: Tie[],
): Promise<Map<string, BlockGroups>> {
  const tied = new Map<string, Set<string>>()
  for (const { ends: [a, b] } of ties) {
    for (const [one, other] of [[a, b], [b, a]] as const)
      tied.set(one.block, (tied.get(one.block) ?? new Set()).add(other.block))
  } // prettier-ignore
  const region = new Map<string, BlockGroups>()
  const seen = new Set<string>()
  let next = [...new Set(start)]
  while (next.length > 0) {
    for (const block of next) seen.add(block)
    const found = new Set<string>()
    for (const [block, groups] of await read(next)) {
      const doors = groups.own.flatMap(({ door }) => (door !== null && tied.has(door) ? [door] : []))
      if (!tied.has(block) && doors.length === 0) continue
      region.set(block, groups)
      for (const each of [...(tied.get(block) ?? []), ...doors]) found.add(each)
      if (tied.has(block)) for (const group of groups.outside) found.add(group.block)
    }
    next = [...found].filter((block) => !seen.has(block))
  }
  return region
}

/** Settles a region: a function of its groups, whatever their order. `ties`: all that have an end in it. */
export function settleRegion(region: Map<string, BlockGroups>, ties: Tie[]): Settlement {
  const aside = atOdds(ties)
  for (;;) {
    const followed = ties.filter(({ source }) => !aside.has(source))
    const alone = settleAlone(region, followed)
    const groups = [...region.values()].flatMap(({ own }) => own)
    const renamed = unite(followed, groups, alone.assignment, alone.nodes)
    const odd = clashes(followed, (anchor) => renamed(alone.assignment.get(anchor.id)!))
    if (odd.size === 0) return finish(alone, renamed, ties, aside)
    for (const source of odd) aside.add(source)
  }
}

/** Each block as if alone; doors last, against the nodes that stand in them. */
function settleAlone(region: Map<string, BlockGroups>, ties: Tie[]): Settlement {
  const apart = ties.filter(({ kind }) => kind === 'not-same')
  const settled: Settlement = { assignment: new Map(), nodes: new Map() }
  const blocks = [...region].toSorted(([a], [b]) => Number(isDoor(a)) - Number(isDoor(b)) || order(a, b))
  for (const [block, { own, outside }] of blocks) {
    const standing = outside.map((group) => ({ ...group, node: settled.assignment.get(group.id) ?? group.node }))
    const here = apart.filter(({ ends }) => ends.some((anchor) => anchor.block === block))
    const { assignment, nodes } = settle(own, standing, here)
    for (const [group, node] of assignment) settled.assignment.set(group, node)
    for (const [node, sure] of nodes) settled.nodes.set(node, sure)
  }
  return settled
}

/** Under the names that the nodes have in the end, with the words behind them. */
function finish(alone: Settlement, renamed: (node: string) => string, ties: Tie[], aside: Set<string>): Settlement {
  const assignment = new Map([...alone.assignment].map(([group, node]) => [group, renamed(node)]))
  const parts = new Map<string, Sureness[]>()
  for (const [node, sure] of [...alone.nodes].toSorted(([a], [b]) => order(a, b))) {
    const end = renamed(node)
    const known = parts.get(end) ?? []
    // The part that gives its name is the surest.
    parts.set(end, node === end ? [sure, ...known] : [...known, sure])
  }
  const words = new Map<string, Map<string, string[]>>()
  for (const { kind, source, ends } of ties) {
    const code = aside.has(source) ? 'conflict' : kind
    for (const node of new Set(ends.map((anchor) => assignment.get(anchor.id)!))) {
      const ofNode = words.get(node) ?? new Map<string, string[]>()
      ofNode.set(code, [...(ofNode.get(code) ?? []), source])
      words.set(node, ofNode)
    }
  }
  const nodes = new Map([...parts].map(([node, [first, ...rest]]) => {
    const said = [...(words.get(node) ?? [])].toSorted(([a], [b]) => order(a, b))
    return [node, { ...together(node, [first!, ...rest], renamed), said }] as const
  })) // prettier-ignore
  return {
    assignment,
    nodes: new Map([...nodes].map(([node, { said, reasons, ...sure }]): [string, Sureness] => {
      return [node, { ...sure, reasons: [...reasons, ...said.map(([code, sources]) => wordReason(code, sources))] }]
    })),
  } // prettier-ignore
}

function together(node: string, parts: Sureness[], renamed: (node: string) => string): Sureness {
  const { resolution } = parts[0]!
  if (resolution !== 'ambiguous')
    return { resolution, candidates: [], reasons: resolution === 'resolved' ? [] : parts[0]!.reasons }
  const reasons = new Map(
    parts.flatMap((part) => part.reasons).map((reason) => {
      const candidate = reason.node === null ? null : renamed(reason.node)
      return [`${reason.code} ${candidate}`, { ...reason, node: candidate }] as const
    }),
  ) // prettier-ignore
  const candidates = [...new Set(parts.flatMap((part) => part.candidates).map(renamed))]
    .filter((each) => each !== node)
    .sort()
  return { resolution, candidates, reasons: [...reasons.values()].filter((reason) => reason.node !== node) }
}
