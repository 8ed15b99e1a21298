/**
 * What the store knows of a draft's instruments: the checker's port over a graph store
 * ====================================================================================
 */
import type { Known } from '../ingest/check/known.ts'
import { nothingKnown } from '../ingest/check/known.ts'
import type { GraphStore } from './store.ts'

export function storeKnown(_store: GraphStore): Known {
  return nothingKnown
}
