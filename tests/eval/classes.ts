/**
 * The five classes of citation
 * ============================
 *
 * Told by the form of the number alone, so that gold and reader are sorted by one rule.
 */
import type { CitationKind } from '../../ingest/record.ts'

export const CLASSES = ['State', 'Party', 'normative', 'named', 'back reference'] as const
export type CitationClass = (typeof CLASSES)[number]

/** A year between number and symbol, or a consolidated text; a year alone is no sign (184/2014/BC-NCT). */
const NORMATIVE = /^\d+\p{L}?\/(?:(?:19|20)\d\d\/(?:QĐ|NQ|NQLT|NĐ|TT|TTLT|CT|PL|L|QH|UBTVQH)(?![\p{Ll}\p{Lu}])|VBHN)/u
const PARTY = /^\d+\p{L}?-/u

export function classOf(citation: { kind: CitationKind; number: string | null }): CitationClass {
  if (citation.kind === 'anaphor') return 'back reference'
  if (citation.number === null) return 'named'
  if (PARTY.test(citation.number)) return 'Party'
  return NORMATIVE.test(citation.number) ? 'normative' : 'State'
}
