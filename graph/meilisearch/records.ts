/**
 * Documents ↔ records of Meilisearch
 * ==================================
 *
 * A record is a document, or a part of one whose text is too long for one. Its first part has the document's id.
 */
import { foldNumber, foldText } from '../fold.ts'
import { leadOf } from '../number-query.ts'
import { FACETS, type Facet, type SearchDocument, type SearchFilter } from '../search.ts'
import { RECORD_WORDS } from './settings.ts'

export type Shown = Omit<SearchDocument, 'passages'>
type Passage = Pick<SearchDocument['passages'][number], 'source' | 'start' | 'text'>

export interface Record extends Partial<{ [facet in Facet]: string }> {
  id: string
  document: string
  part: number
  /** Folded words: number, type, title, issuer, place. */
  head: string
  /** Folded words of the text. */
  body: string
  citedBy: number
  numberKey?: string
  lead?: string
  /** The document as JSON, as it was put. */
  shown: string
  passages: Passage[]
}

export function recordsOf({ passages, ...shown }: SearchDocument): Record[] {
  const { id, number, type, title, issuer, place, citedBy } = shown
  const head = foldText([number, type, title, issuer, place].join(' '))
  const lead = leadOf(number)
  const common = {
    document: id,
    head,
    citedBy,
    ...facetValues(shown),
    ...(number === null ? {} : { numberKey: foldNumber(number) }),
    ...(lead === undefined || lead === '' ? {} : { lead }),
    shown: JSON.stringify(shown),
  }
  return parts(passages).map((some, part) => ({
    id: part === 0 ? id : `${id}_${part}`,
    part,
    ...common,
    body: some.map(({ text }) => foldText(text)).join(' '),
    passages: some.map(({ source, start, text }) => ({ source, start, text })),
  }))
}

/** Runs of passages, each short enough for a record; one at least. */
function parts(passages: SearchDocument['passages']): SearchDocument['passages'][] {
  const found: SearchDocument['passages'][] = [[]]
  let words = 0
  for (const passage of passages) {
    const more = foldText(passage.text).split(' ').length
    if (words > 0 && words + more > RECORD_WORDS) {
      found.push([])
      words = 0
    }
    found.at(-1)!.push(passage)
    words += more
  }
  return found
}

/** A value that a document lacks is left out: it counts in no facet. */
function facetValues({ type, level, place, issuer, year, status, held }: Shown): Partial<{ [facet in Facet]: string }> {
  const all = { type, level, place, issuer, year: year === null ? null : String(year), status, held: String(held) }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}

export function documentOf(record: Pick<Record, 'shown'>): Shown {
  return JSON.parse(record.shown) as Shown
}

export function passagesOf({ passages }: Pick<Record, 'passages'>): SearchDocument['passages'] {
  return passages.map(({ source, start, text }) => ({ source, start, end: start + text.length, text }))
}

// ---- filters ---------------------------------------------------------------------------------------------------

/** A value in Meilisearch's filter language: only quotes and backslashes mean something inside quotes. */
const quoted = (value: string): string => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

export function among(attribute: string, values: string[]): string {
  return `${attribute} IN [${values.map(quoted).join(', ')}]`
}

/** Any of the values, all of the facets. */
export function conditions(filter: SearchFilter): string[] {
  return FACETS.flatMap((facet) => (filter[facet] ? [among(facet, filter[facet])] : []))
}

/** Parts that documents had before and have no more. */
export function leftovers(records: Record[]): string {
  const count = new Map<string, number>()
  for (const { document } of records) count.set(document, (count.get(document) ?? 0) + 1)
  const single = [...count].filter(([, parts]) => parts === 1).map(([document]) => document)
  const several = [...count].filter(([, parts]) => parts > 1)
  return [
    ...(single.length > 0 ? [`(${among('document', single)} AND part >= 1)`] : []),
    ...several.map(([document, parts]) => `(document = ${quoted(document)} AND part >= ${parts})`),
  ].join(' OR ')
}
