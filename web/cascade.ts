/**
 * A cascade's rows as a tree
 * ==========================
 *
 * The server gives rows in tree order, each with the index of its parent. From these: children, what is open, what is
 * folded into "34 more", and the edge behind a row.
 */
import type { EdgeRef } from './address.ts'
import type { CascadeRow, Direction, RelationType } from './queries.ts'

/** Above this many rows a tree starts closed below its second level. */
const OPEN_ROWS = 70
/** Siblings shown before the rest is folded into a count. */
export const SIBLINGS = 12

/** A line of the tree as shown: a row, or the rest of its siblings. */
export type Line =
  | { kind: 'row'; index: number; position: number; siblings: number; children: number; open: boolean }
  | { kind: 'more'; parent: number; depth: number; rest: number[] }

export interface Flips {
  /** Rows that are not as they would be by themselves. */
  rows: Set<number>
  /** Parents whose children are all shown. -1 is the root, written as 0; others one higher. */
  all: Set<number>
}

/** "3.m0.17": rows 3 and 17 flipped, all children of the root shown. */
export function parseFlips(words: string | undefined): Flips {
  const flips: Flips = { rows: new Set(), all: new Set() }
  for (const word of words?.split('.') ?? []) {
    if (word.startsWith('m')) flips.all.add(Number(word.slice(1)) - 1)
    else flips.rows.add(Number(word))
  }
  return flips
}

export function printFlips({ rows, all }: Flips): string | undefined {
  const words = [
    ...[...rows].sort((a, b) => a - b),
    ...[...all].sort((a, b) => a - b).map((parent) => `m${parent + 1}`),
  ]
  return words.join('.') || undefined
}

export function childrenOf(rows: readonly CascadeRow[]): Map<number, number[]> {
  const children = new Map<number, number[]>()
  for (const [index, { parent }] of rows.entries()) {
    const known = children.get(parent)
    if (known) known.push(index)
    else children.set(parent, [index])
  }
  return children
}

const openAtFirst = (rows: readonly CascadeRow[], index: number): boolean =>
  rows.length <= OPEN_ROWS || (rows[index]?.depth ?? 0) < 2

export function linesOf(rows: readonly CascadeRow[], flips: Flips): Line[] {
  const children = childrenOf(rows)
  const lines: Line[] = []
  const walk = (parent: number): void => {
    const all = children.get(parent) ?? []
    const shown = flips.all.has(parent) || all.length <= SIBLINGS + 1 ? all : all.slice(0, SIBLINGS)
    for (const [place, index] of shown.entries()) {
      const below = children.get(index)?.length ?? 0
      const open = below > 0 && openAtFirst(rows, index) !== flips.rows.has(index)
      lines.push({ kind: 'row', index, position: place + 1, siblings: all.length, children: below, open })
      if (open) walk(index)
    }
    const rest = all.slice(shown.length)
    if (rest.length > 0) lines.push({ kind: 'more', parent, depth: rows[rest[0]!]!.depth, rest })
  }
  walk(-1)
  return lines
}

/** APPROVES points from a decision down to what it puts in force; all others point up. */
const POINTS_DOWN: readonly RelationType[] = ['APPROVES']

/** Whether a row is the one that cites (its parent is cited), as most rows below are. */
export function rowCites(row: CascadeRow, direction: Direction): boolean {
  return (direction === 'DOWN') !== POINTS_DOWN.includes(row.relation)
}

export function edgeOfRow(rows: readonly CascadeRow[], root: string, row: CascadeRow, direction: Direction): EdgeRef {
  const parent = rows[row.parent]?.instrument.id ?? root
  const [from, to] = rowCites(row, direction) ? [row.instrument.id, parent] : [parent, row.instrument.id]
  return { from, type: row.relation, to }
}
