/**
 * Corrections: taken from files, and shown
 * ========================================
 *
 * A file may call an instrument by a REF. One that is an id stands for what the store knows of that instrument; any
 * other is read as a text would be, so that it means the same whatever the store holds.
 */
import { correctionOf, descriptionKey, type Correction, type Description } from '../graph/correction.ts'
import type { Problem, Word } from '../graph/catalogue-read.ts'
import { isWord, type InstrumentNode } from '../graph/model.ts'
import type { GraphStore } from '../graph/store.ts'

export interface CorrectionShown extends Correction {
  id: string
  /** Base names of the files that have it. */
  files: string[]
  /** Others contradict it, and neither is followed. */
  conflict: boolean
  /** The word, a field a line. */
  text: string
}

/** What persons said of a node's identity, with whether it is followed. */
export async function correctionsOfNode(graph: GraphStore, node: InstrumentNode): Promise<CorrectionShown[]> {
  const odd = new Set(inConflict([node]))
  const sources = await Promise.all((node.corrections ?? []).map((id) => graph.source(id)))
  return sources.flatMap((source): CorrectionShown[] => {
    const correction = source && correctionOf(source)
    if (!correction) return []
    const { sha: id, names: files, text } = source
    return [{ id, files, conflict: odd.has(id), ...correction, text }]
  })
}

function inConflict(nodes: InstrumentNode[]): string[] {
  return nodes.flatMap(({ reasons = [] }) => reasons.filter(({ code }) => code === 'conflict')).flatMap(({ corrections }) => corrections) // prettier-ignore
}

/** Those of these words that others contradict, in order of their ids. */
export async function conflictsOf(graph: GraphStore, shas: string[]): Promise<CorrectionShown[]> {
  const words = shas.filter(isWord)
  const nodes = [...new Set((await graph.claims(words)).flatMap(({ node }) => node ?? []))]
  const shown = new Map<string, CorrectionShown>()
  for (const node of await graph.nodes(nodes))
    for (const each of await correctionsOfNode(graph, node))
      if (each.conflict && words.includes(each.id)) shown.set(each.id, each)
  return words.toSorted().flatMap((id) => shown.get(id) ?? [])
}

/** What files say, with every REF answered; what cannot be is a problem of its row. */
export async function correctionsFrom(
  graph: GraphStore,
  words: Word[],
): Promise<{ corrections: Correction[]; problems: Problem[] }> {
  const corrections: Correction[] = []
  const problems: Problem[] = []
  for (const { row, a, b, ...said } of words) {
    const ends = await Promise.all([a, b].map((end) => (typeof end === 'string' ? describe(graph, end) : end)))
    const unclear = [a, b].find((_, index) => ends[index] === null)
    const [one, other] = ends
    if (unclear !== undefined || !one || !other)
      problems.push({
        row,
        vi: `Không rõ "${String(unclear)}" là văn bản nào: ghi số, loại, cơ quan, ngày hoặc mã.`,
        en: `"${String(unclear)}" does not tell which instrument: give number, type, issuer, date, or an id.`,
      })
    else if (descriptionKey(one) === descriptionKey(other))
      problems.push({
        row,
        vi: 'Hai văn bản được mô tả như nhau: ghi thêm ngày hoặc cơ quan.',
        en: 'Both are described alike: add a date or an issuer.',
      })
    else corrections.push({ ...said, a: one, b: other })
  }
  return { corrections, problems }
}

async function describe(graph: GraphStore, ref: string): Promise<Description | null> {
  const [node] = await graph.nodes([ref])
  if (node) {
    const { number, type, issuer, level, province, locality, date, title } = node
    return { number, type, issuer, level, province, locality, date, title, home: null }
  }
  // Loaded where it is needed: facts of a catalogue need no reader.
  const { ingest } = await import('../ingest/index.ts')
  const { instruments } = ingest({ format: 'txt', text: `Căn cứ ${ref};\n`, pages: [] })
  const [found, ...others] = instruments
  if (!found || others.length > 0) return null
  const { number, type, issuer, level, province, locality, date, title } = found
  return { number, type, issuer, level, province, locality, date, title, home: null }
}
