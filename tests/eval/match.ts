/**
 * Which of what was found is which of what is there
 * =================================================
 */
import type { Span } from '../../ingest/record.ts'

/** Shared length over joint length: 1 for equal spans, 0 for disjoint ones. */
export function overlap(a: Span, b: Span): number {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start)
  if (shared <= 0) return 0
  return shared / (Math.max(a.end, b.end) - Math.min(a.start, b.start))
}

export function touches(a: Span, b: Span): boolean {
  return Math.min(a.end, b.end) > Math.max(a.start, b.start)
}

export function sameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end
}

/** An overlap that counts: half or more. */
export function half(a: Span, b: Span): number {
  const value = overlap(a, b)
  return value >= 0.5 ? value : 0
}

/** One to one, the best pair first; a value of 0 is no pair. Ties go to the earlier of each list. */
export function pairUp<G, P>(gold: G[], got: P[], value: (g: G, p: P) => number): Map<G, P> {
  const candidates: { g: number; p: number; v: number }[] = []
  for (const [g, wanted] of gold.entries()) {
    for (const [p, found] of got.entries()) {
      const v = value(wanted, found)
      if (v > 0) candidates.push({ g, p, v })
    }
  }
  candidates.sort((a, b) => b.v - a.v || a.g - b.g || a.p - b.p)
  const pairs = new Map<G, P>()
  const taken = new Set<P>()
  for (const { g, p } of candidates) {
    const wanted = gold[g] as G
    const found = got[p] as P
    if (pairs.has(wanted) || taken.has(found)) continue
    pairs.set(wanted, found)
    taken.add(found)
  }
  return pairs
}
