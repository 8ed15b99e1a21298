/**
 * Ties: what persons say of who is who, and what follows
 * ======================================================
 *
 *   correction ─ two anchors ─ tie ─ blocks settled together ─ nodes made one, or kept apart
 *
 * A person's word describes two instruments and says that they are one, or that they are not. Each description is a
 * claim like any other, its *anchor*, and stands in the block that its number or name gives; the door of both names
 * the word. Nothing else is special: the graph is still a function of the set of sources.
 *
 *   not-same   what says all that one description says never meets what says all that the other does
 *   same       nodes in which the two anchors end are one node; and what is ambiguous between such a node and others,
 *              and says all that an anchor says, is it
 *
 * Words that contradict each other, directly or through others, are all set aside: the graph is then what the texts
 * alone give, and the nodes say which words are at odds.
 */
import { order } from './caption.ts'
import { contradiction, factsOfGroup, type Facts } from './facts.ts'
import type { Group, InstrumentNode } from './model.ts'
import { hash } from './naming.ts'

/** Beginnings of the doors of anchors. */
export const TIES = ['same:', 'not-same:']

export type TieKind = 'same' | 'not-same'

export function tieDoor(kind: TieKind, source: string): string {
  return `${kind}:${source}`
}

export function isTie(door: string | null): door is string {
  return door !== null && TIES.some((mark) => door.startsWith(mark))
}

/** Whether a group is a person's description, which says nothing but that. */
export function isAnchor({ door }: Pick<Group, 'door'>): boolean {
  return isTie(door)
}

/** What a person describes to say who is who says nothing of the instrument, unless nobody else speaks of it. */
export function speakingOf(groups: Group[]): Group[] {
  const speaking = groups.filter((group) => !isAnchor(group))
  return speaking.length > 0 ? speaking : groups
}

export interface Tie {
  kind: TieKind
  source: string
  ends: [Group, Group]
}

/** The words that these anchors are of. */
export function tiesOf(anchors: Group[]): Tie[] {
  const byDoor = new Map<string, Group[]>()
  for (const anchor of anchors) byDoor.set(anchor.door!, [...(byDoor.get(anchor.door!) ?? []), anchor])
  return [...byDoor].toSorted(([a], [b]) => order(a, b)).flatMap(([door, [one, other]]): Tie[] => {
    const cut = door.indexOf(':')
    const kind = door.slice(0, cut) as TieKind
    return one && other ? [{ kind, source: door.slice(cut + 1), ends: [one, other] }] : []
  }) // prettier-ignore
}

// ---- what a description covers ---------------------------------------------------------------------------------

const SAID = ['number', 'year', 'province', 'locality', 'periodTo'] as const

/** Whether whatever the first says is said by the second as well. */
export function covers(anchor: Facts, facts: Facts): boolean {
  if (contradiction(anchor, facts) !== null) return false
  if (SAID.some((field) => anchor[field] !== null && facts[field] !== anchor[field])) return false
  return anchor.date === null || (facts.date?.startsWith(anchor.date) ?? false)
}

/** On which side of a not-same tie it stands: of both, on that of the description that says more. */
function sideOf({ ends }: Tie, facts: Facts): 0 | 1 | null {
  const [a, b] = ends.map(factsOfGroup) as [Facts, Facts]
  const [one, other] = [covers(a, facts), covers(b, facts)]
  if (one && other) return covers(a, b) === covers(b, a) ? null : covers(a, b) ? 1 : 0
  return one ? 0 : other ? 1 : null
}

/** Whether a not-same tie forbids that these two are one. */
export function keptApart(ties: Tie[], a: Facts, b: Facts): boolean {
  return ties.some((tie) => {
    const [one, other] = [sideOf(tie, a), sideOf(tie, b)]
    return one !== null && other !== null && one !== other
  })
}

// ---- words at odds ---------------------------------------------------------------------------------------------

/** Sets that are merged; each is known by its first name. */
export class Sets {
  readonly #parent = new Map<string, string>()

  of(name: string): string {
    let root = name
    for (let up = this.#parent.get(root); up !== undefined; up = this.#parent.get(root)) root = up
    return root
  }

  merge(a: string, b: string): void {
    const [one, other] = [this.of(a), this.of(b)].toSorted(order) as [string, string]
    if (one !== other) this.#parent.set(other, one)
  }
}

/** Two anchors that describe alike are one description, whoever gave it. */
function description({ block, ...group }: Group): string {
  const { type, number, date, issuer, title, level, province, locality, home } = group
  return hash([block, type, number, date, issuer, title, level, province, locality, home], 20)
}

/** Ties that contradict each other by their descriptions alone, by source. */
export function atOdds(ties: Tie[]): Set<string> {
  return clashes(ties, description)
}

/**
 * Ties that contradict each other where `nameOf` says what their anchors are: a not-same whose ends the others make
 * one, with all that make them so.
 */
export function clashes(ties: Tie[], nameOf: (anchor: Group) => string): Set<string> {
  const sets = new Sets()
  const same = ties.filter(({ kind }) => kind === 'same')
  for (const { ends } of same) sets.merge(nameOf(ends[0]), nameOf(ends[1]))
  const found = new Set<string>()
  for (const { kind, source, ends } of ties) {
    const [one, other] = ends.map((anchor) => sets.of(nameOf(anchor)))
    if (kind === 'same' || one !== other) continue
    found.add(source)
    for (const each of same) if (sets.of(nameOf(each.ends[0])) === one) found.add(each.source)
  }
  return found
}

// ---- nodes made one --------------------------------------------------------------------------------------------

type Sureness = Pick<InstrumentNode, 'resolution' | 'candidates'>

const RANKS: InstrumentNode['resolution'][] = ['resolved', 'unresolved', 'ambiguous']

/** What became of a node: its own id, or that of the one it is part of now. */
export type Renaming = (node: string) => string

/**
 * Makes one of the nodes that ties say are the same. `nodeOf`: node of each group; `nodes`: how sure each is. The id is
 * that of the surest part, then the first.
 */
export function unite(
  ties: Tie[],
  groups: Group[],
  nodeOf: Map<string, string>,
  nodes: Map<string, Sureness>,
): Renaming {
  const same = ties.filter(({ kind }) => kind === 'same')
  const sets = new Sets()
  for (const { ends } of same) sets.merge(nodeOf.get(ends[0].id)!, nodeOf.get(ends[1].id)!)
  for (const [node, target] of drawn(same, groups, nodeOf, nodes, sets)) sets.merge(node, target)
  const best = new Map<string, string>()
  for (const node of [...nodes.keys()].toSorted(order)) {
    const root = sets.of(node)
    const before = best.get(root)
    const rank = (id: string): number => RANKS.indexOf(nodes.get(id)!.resolution)
    if (before === undefined || rank(node) < rank(before)) best.set(root, node)
  }
  return (node) => best.get(sets.of(node)) ?? node
}

/** Ambiguous nodes that say all an anchor says and may be what the other one is; where ties draw to one only. */
function drawn(
  same: Tie[],
  groups: Group[],
  nodeOf: Map<string, string>,
  nodes: Map<string, Sureness>,
  sets: Sets,
): Map<string, string> {
  const targets = new Map<string, Set<string>>()
  const unsure = groups.filter(({ id }) => nodes.get(nodeOf.get(id) ?? '')?.resolution === 'ambiguous')
  for (const { ends } of same) {
    for (const [anchor, other] of [ends, ends.toReversed()] as [Group, Group][]) {
      const target = sets.of(nodeOf.get(other.id)!)
      for (const group of unsure) {
        const node = nodeOf.get(group.id)!
        const may = nodes.get(node)!.candidates.some((each) => sets.of(each) === target)
        if (!may || group.block !== anchor.block || !covers(factsOfGroup(anchor), factsOfGroup(group))) continue
        targets.set(node, (targets.get(node) ?? new Set()).add(target))
      }
    }
  }
  return new Map([...targets].flatMap(([node, [target, ...others]]) => (target && others.length === 0 ? [[node, target]] : []))) // prettier-ignore
}
