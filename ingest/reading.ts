/**
 * Files that are not read as they stand
 * =====================================
 *
 * Of a web page the document in it is read, and offsets count in the page's source. The reader hands over both, the words
 * with their map; every stage works on the words alone, and what they find is led back here, at the very end.
 */
import { spanToSource, toSource } from './mapped.ts'
import type { DocumentRecord, SourceText, Span } from './record.ts'

/** The words alone, as a text of its own: for who shows them or keeps them. */
export const plainOf = (source: SourceText): SourceText =>
  source.reading ? { format: source.format, text: source.reading.text, pages: [] } : source

/** A record of the words, with its spans in the file and the mentions as the file has them. */
export function recordInFile(record: DocumentRecord, source: SourceText): DocumentRecord {
  const placed = placedInFile(record, source)
  for (const citation of placed.citations) citation.text = source.text.slice(citation.start, citation.end)
  return placed
}

/** Any plain data about the words, with all its spans in the file; spans of other sources stay. */
export function placedInFile<T>(value: T, source: SourceText): T {
  const { reading } = source
  const place = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(place)
    if (part === null || typeof part !== 'object') return part
    const copy: Record<string, unknown> = {}
    for (const [key, inner] of Object.entries(part)) copy[key] = place(inner)
    const ofOther = typeof copy.source === 'string' && copy.source !== 'this'
    return isSpan(copy) && !ofOther ? { ...copy, ...spanInFile(copy) } : copy
  }
  const spanInFile = ({ start, end }: Span): Span => {
    if (end > start) return spanToSource(reading!, start, end)
    const at = toSource(reading!, start)
    return { start: at, end: at }
  }
  return reading ? (place(value) as T) : value
}

const isSpan = (part: object): part is Span =>
  'start' in part && 'end' in part && typeof part.start === 'number' && typeof part.end === 'number'
