/**
 * The check use case: a draft against the store and the shipped catalogue
 * =======================================================================
 *
 * Nothing of the draft is stored, logged or sent: the store is asked about the instruments it cites, and only read.
 */
import { storeKnown } from '../graph/known.ts'
import { today } from '../graph/days.ts'
import type { GraphStore } from '../graph/store.ts'
import { checkText, type CheckOptions, type CheckReport } from '../ingest/check/index.ts'
import type { SourceText } from '../ingest/record.ts'

/** `sha`: hash of the draft's bytes, where it is a file. */
export function checkDraft(
  graph: GraphStore,
  source: SourceText,
  options: Omit<CheckOptions, 'today'> & { sha?: string },
): Promise<CheckReport> {
  return checkText(source, storeKnown(graph), { ...options, today: today() })
}
