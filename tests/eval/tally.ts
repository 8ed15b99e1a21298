/**
 * Counts that add up
 * ==================
 *
 * A figure is three counts, so that figures of several documents are their sum and nothing is averaged.
 */

export interface Count {
  /** Found and right. */
  hit: number
  /** Found. */
  got: number
  /** There to be found. */
  gold: number
}

/** Figures by name, in the order in which they were first counted. */
export type Tally = Record<string, Count>

export function count(tally: Tally, figure: string, add: Partial<Count>): void {
  const into = (tally[figure] ??= { hit: 0, got: 0, gold: 0 })
  into.hit += add.hit ?? 0
  into.got += add.got ?? 0
  into.gold += add.gold ?? 0
}

/** A figure of right or wrong answers, each asked once: precision and recall are one number. */
export function answer(tally: Tally, figure: string, right: boolean): void {
  count(tally, figure, { hit: Number(right), got: 1, gold: 1 })
}

export function sum(tallies: Iterable<Tally>): Tally {
  const total: Tally = {}
  for (const tally of tallies) for (const [figure, value] of Object.entries(tally)) count(total, figure, value)
  return total
}

/** Nothing found is precise only where there was nothing. */
export function precision({ hit, got, gold }: Count): number {
  if (got > 0) return hit / got
  return gold > 0 ? 0 : 1
}

export function recall({ hit, gold }: Count): number {
  return gold > 0 ? hit / gold : 1
}

export function f1(figure: Count): number {
  const p = precision(figure)
  const r = recall(figure)
  return p + r > 0 ? (2 * p * r) / (p + r) : 0
}
