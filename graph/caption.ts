/**
 * What to call a node, and how evidence is ordered, everywhere
 * ============================================================
 */
import type { Evidence, InstrumentNode } from './model.ts'

/** Type and number, else its name. A title that opens with the type is not doubled. */
export function captionOf({ type, number, title }: Pick<InstrumentNode, 'type' | 'number' | 'title'>): string {
  if (number) return `${type} ${number}`
  if (!title) return type
  return title.toLowerCase().startsWith(type.toLowerCase()) ? title : `${type} ${title}`
}

/** By source, start, end, rule. */
export function byPlace(a: Evidence, b: Evidence): number {
  return order(a.source, b.source) || a.start - b.start || a.end - b.end || order(a.rule, b.rule)
}

/** By code unit: the same in every locale. */
export function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
