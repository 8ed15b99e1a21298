/**
 * Rows of catalogues as they are shown
 * ====================================
 */
import { rowOf, type CatalogueRow } from '../graph/catalogue.ts'
import type { InstrumentNode, Source } from '../graph/model.ts'
import type { GraphStore } from '../graph/store.ts'

export interface RowShown extends CatalogueRow {
  id: string
  /** Base names of the files that have it. */
  files: string[]
  /** The row, a field a line: what evidence points into. */
  text: string
}

export function rowShown(source: Source): RowShown | null {
  const row = rowOf(source)
  if (!row) return null
  const { lines: _lines, ...fields } = row
  return { id: source.sha, files: source.names, ...fields, text: source.text }
}

/** The rows about this very instrument: those that only name it stand behind edges. */
export async function rowsOfNode(graph: GraphStore, node: InstrumentNode): Promise<RowShown[]> {
  const claims = (node.catalogue ?? []).length === 0 ? [] : await graph.claims(node.catalogue!)
  const own = claims.filter((claim) => claim.node === node.id && (claim.key === 'this' || claim.key === 'programme'))
  const sources = await Promise.all([...new Set(own.map(({ source }) => source))].map((sha) => graph.source(sha)))
  return sources.flatMap((source) => (source && rowShown(source)) ?? [])
}
