/**
 * PORT SearchIndex
 * ================
 *
 * Full-text search over instruments and the texts that are held. A projection of the graph store, rebuilt at any
 * time (`reindex.ts`). Every adapter passes `tests/contract/search-index.ts`.
 */
import type { Span } from '../ingest/record.ts'
import type { NodeKind, Status } from './model.ts'

/** One instrument as the index knows it. */
export interface SearchDocument {
  /** Node id. */
  id: string
  kind: NodeKind
  type: string
  number: string | null
  title: string | null
  issuer: string | null
  date: string | null
  year: number | null
  level: string | null
  /** "Lạng Sơn", "Hữu Lũng, Lạng Sơn"… or null. */
  place: string | null
  status: Status
  held: boolean
  citedBy: number
  /** Text of the held sources, cut into passages of a paragraph or so; offsets into the source's text. */
  passages: (Span & { source: string; text: string })[]
}

export const FACETS = ['type', 'level', 'place', 'issuer', 'year', 'status', 'held'] as const
export type Facet = (typeof FACETS)[number]
/** Chosen values by facet: any of the values, all of the facets. `year` and `held` as text: "2023", "true". */
export type SearchFilter = Partial<Record<Facet, string[]>>

export interface SearchRequest {
  query: string
  filter?: SearchFilter
  /** 1…100 */
  first: number
  /** Rank of the first hit wanted, from 0. */
  offset?: number
}

/** A piece of text with the matched words marked; ranges count from the start of `text`. */
export interface Highlight {
  field: 'number' | 'title' | 'text'
  text: string
  ranges: Span[]
  /** For field "text": where `text` stands. */
  source: string | null
  start: number | null
}

export interface SearchHit {
  document: Omit<SearchDocument, 'passages'>
  highlights: Highlight[]
}

export interface SearchResult {
  total: number
  /** False where counting stopped (above 10,000). */
  totalIsExact: boolean
  hits: SearchHit[]
  /** Counts by facet and value over the whole result, most first, then by value. */
  facets: Record<Facet, { value: string; count: number }[]>
}

export interface SearchIndex {
  readonly name: string
  readonly capabilities: {
    /** Finds neighbours of misspelt words by itself. */
    typoTolerance: boolean
  }
  /** Creates or replaces documents by id. Resolves when they can be found. */
  put(documents: SearchDocument[]): Promise<void>
  remove(ids: string[]): Promise<void>
  /** An empty query matches everything, most cited first. */
  search(request: SearchRequest): Promise<SearchResult>
  count(): Promise<number>
  clear(): Promise<void>
  /**
   * Builds the index anew: `fill` puts all documents into the index it is given. Where the engine can hold two, what
   * was there answers until the new one is full, and stays if filling fails.
   */
  rebuild<T>(fill: (next: SearchIndex) => Promise<T>): Promise<T>
  close(): Promise<void>
}
