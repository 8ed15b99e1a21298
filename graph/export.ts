/**
 * Export: the graph as lines of JSON
 * ==================================
 *
 * One node or relationship a line: instruments and programmes by id, then issuers, places, relationships by their
 * ends, and sources by sha. A pure function of the graph: no path, no time, keys in a fixed order. No status, which is
 * always as of a day. Issuers and places
 * are those that the instruments name.
 */
import { slug } from './fold.ts'
import type { Edge, InstrumentNode } from './model.ts'
import type { Dumped, GraphStore } from './store.ts'

export type ExportLine = { id: string; kind: string } & Record<string, unknown>

/** Lines in order, each ending in a newline. Streams; only the names of issuers and places are held. */
export async function* exportJsonl(store: GraphStore): AsyncGenerator<string> {
  for await (const line of exportLines(store)) yield `${JSON.stringify(line)}\n`
}

export async function* exportLines(store: GraphStore): AsyncGenerator<ExportLine> {
  const issuers = new Map<string, ExportLine>()
  const places = new Map<string, ExportLine>()
  let nodesDone = false
  for await (const dumped of store.dump()) {
    if ('node' in dumped) {
      for (const line of issuerLines(dumped.node)) issuers.set(line.id, line)
      for (const line of placeLines(dumped.node)) places.set(line.id, line)
      yield nodeLine(dumped.node)
      continue
    }
    if (!nodesDone) yield* [...sorted(issuers), ...sorted(places)]
    nodesDone = true
    yield 'edge' in dumped ? relationshipLine(dumped.edge) : sourceLine(dumped.source)
  }
}

function sorted(lines: Map<string, ExportLine>): ExportLine[] {
  return [...lines.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

// ---- nodes -----------------------------------------------------------------------------------------------------

/** Only instruments carry a top-level number: the canonical form. */
function nodeLine(node: InstrumentNode): ExportLine {
  const { id, kind, type, number, issuer, date, title, level, province, locality, held, citedBy } = node
  const { resolution, candidates, reasons = [], sources, catalogue = [], corrections = [], variants, sample } = node
  const named = kind === 'Instrument' ? { number, type, issuer, date, title } : { type, issuer, date, title }
  const [place] = placeLines(node)
  const refs = { issuerId: issuerLines(node)[0]?.id ?? null, placeId: place?.id ?? null }
  const known = { level, province, locality, ...refs, held, citedBy, resolution, candidates, reasons }
  return { id, kind, ...named, ...known, sources, catalogue, corrections, variants, sample }
}

function issuerLines({ issuer }: InstrumentNode): ExportLine[] {
  return issuer === null || slug(issuer) === '' ? [] : [{ id: `issuer:${slug(issuer)}`, kind: 'Issuer', name: issuer }]
}

/** The place itself first, then the province it lies in. */
function placeLines({ province, locality }: InstrumentNode): ExportLine[] {
  const outer =
    province === null ? [] : [{ id: `place:${slug(province)}`, kind: 'Place', name: province, within: null }]
  if (locality === null) return outer
  const id = `place:${[locality, province ?? ''].map(slug).filter((part) => part).join('-')}` // prettier-ignore
  return [{ id, kind: 'Place', name: locality, within: outer[0]?.id ?? null }, ...outer]
}

// ---- relationships and sources ---------------------------------------------------------------------------------

function relationshipLine({ from, to, type, sources, evidence }: Edge): ExportLine {
  // Ids have no spaces, so this order is that of (from, type, to).
  return { id: `${from} ${type} ${to}`, kind: type, from, to, sources, evidence }
}

function sourceLine({
  sha,
  names,
  format,
  sample,
  document,
}: Extract<Dumped, { source: unknown }>['source']): ExportLine {
  // prettier-ignore
  return { id: `source:${sha}`, kind: 'Source', names, format, document, sample }
}
