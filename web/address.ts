/**
 * The address is the state
 * ========================
 *
 * What each view keeps in its address, and how it is read: everything that comes in is checked, what is not understood
 * is dropped. Repeated parameters are lists (`?type=Luật&type=Kế+hoạch`), so that the addresses stay readable.
 */
import { FACETS, RELATION_TYPES, type Direction, type FacetName, type Filter, type RelationType } from './queries.ts'
import type { Lang } from './text.ts'

type Raw = Record<string, unknown>

export function parseSearch(search: string): Raw {
  const raw: Record<string, string | string[]> = {}
  for (const [name, value] of new URLSearchParams(search)) {
    const before = raw[name]
    raw[name] = before === undefined ? value : [before, value].flat()
  }
  return raw
}

export function stringifySearch(search: object): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    for (const each of [value].flat())
      if (each !== undefined && each !== null && each !== '') params.append(name, String(each))
  }
  const words = params.toString()
  return words && `?${words}`
}

function text(value: unknown, most = 500): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value
  const words = typeof first === 'string' || typeof first === 'number' ? String(first).normalize('NFC').trim() : ''
  return words ? words.slice(0, most) : undefined
}

function list(value: unknown): string[] | undefined {
  const all = [value].flat().flatMap((each) => text(each) ?? [])
  return all.length > 0 ? [...new Set(all)].slice(0, 50) : undefined
}

/** Keeps the addresses short: nothing that is not there. */
function present<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never
}

// ---- every page ------------------------------------------------------------------------------------------------

export interface AnyAddress {
  lang?: Lang
}
export const anyAddress = (raw: Raw): AnyAddress =>
  present({ lang: raw['lang'] === 'en' ? ('en' as const) : undefined })

// ---- search ----------------------------------------------------------------------------------------------------

export interface SearchAddress extends Filter {
  q?: string
  /** Cursors of the pages before this one and of this one: what "previous" goes back along. */
  after?: string[]
}

export function searchAddress(raw: Raw): SearchAddress {
  const filter = Object.fromEntries(FACETS.map((name) => [name, list(raw[name])])) as Filter
  return present({ q: text(raw['q']), ...filter, after: list(raw['after']) })
}

/** The filter with one value switched on or off; a new filter starts at the first page. */
export function toggled(address: SearchAddress, name: FacetName, value: string): SearchAddress {
  const chosen = address[name] ?? []
  const next = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]
  return { ...address, [name]: next.length > 0 ? next : undefined, after: undefined }
}

// ---- an edge whose sentences are open --------------------------------------------------------------------------

export interface EdgeRef {
  from: string
  type: RelationType
  to: string
}

export const edgeName = ({ from, type, to }: EdgeRef): string => `${from}~${type}~${to}`

export function edgeOf(name: string | undefined): EdgeRef | null {
  const [from, type, to] = name?.split('~') ?? []
  const known = RELATION_TYPES.find((each) => each === type)
  return from && known && to ? { from, type: known, to } : null
}

interface EvidenceAddress {
  /** The edge whose sentences are open: from~TYPE~to. */
  vi_sao?: string
}

function evidenceAddress(raw: Raw): EvidenceAddress {
  const name = text(raw['vi_sao'])
  return present({ vi_sao: edgeOf(name) ? name : undefined })
}

// ---- instrument ------------------------------------------------------------------------------------------------

export interface InstrumentAddress extends EvidenceAddress {
  /** Pages of the mentions, as in `SearchAddress`. */
  after?: string[]
}
export const instrumentAddress = (raw: Raw): InstrumentAddress => ({
  ...evidenceAddress(raw),
  ...present({ after: list(raw['after']) }),
})

// ---- cascade ---------------------------------------------------------------------------------------------------

export const DEPTHS = [1, 2, 3, 4, 5, 6, 8, 12] as const
export const DEFAULT_DEPTH = 6
export const SORTS = ['buoc', 'cap', 'dia-ban', 'ngay', 'sau'] as const
export type Sort = (typeof SORTS)[number]

export interface CascadeAddress extends EvidenceAddress {
  view?: 'bang'
  huong?: 'len'
  depth?: number
  'as-of'?: string
  /** The row that is selected in the tree. */
  hang?: number
  /** Rows that are open where they would be closed, or the other way round: "3.17". */
  doi?: string
  xep?: Sort
}

export function cascadeAddress(raw: Raw): CascadeAddress {
  const depth = Number(text(raw['depth']))
  const asOf = text(raw['as-of'])
  const row = Number(text(raw['hang']) ?? Number.NaN)
  const flipped = text(raw['doi'], 4_000)
  return {
    ...evidenceAddress(raw),
    ...present({
      view: raw['view'] === 'bang' ? ('bang' as const) : undefined,
      huong: raw['huong'] === 'len' ? ('len' as const) : undefined,
      depth: DEPTHS.find((each) => each === depth && each !== DEFAULT_DEPTH),
      'as-of': asOf && /^\d{4}(-\d{2}){0,2}$/.test(asOf) ? asOf : undefined,
      hang: Number.isSafeInteger(row) && row >= 0 ? row : undefined,
      doi: flipped && /^m?\d+(\.m?\d+)*$/.test(flipped) ? flipped : undefined,
      xep: SORTS.find((each) => each === raw['xep']),
    }),
  }
}

export const directionOf = (address: CascadeAddress): Direction => (address.huong === 'len' ? 'UP' : 'DOWN')

// ---- a place in a document: the fragment ----------------------------------------------------------------------

/** #c-12 a citation, #f-date a fact, #w-3 a warning, #m-7 a line of the outline, #t-161-318 a passage. */
export type Place =
  | { kind: 'citation' | 'warning' | 'line'; index: number }
  | { kind: 'field'; name: string }
  | { kind: 'passage'; start: number; end: number }

export function placeOf(hash: string): Place | null {
  const [, letter, first = '', second] = /^#?([cfwmt])-(\w+)(?:-(\d+))?$/.exec(hash) ?? []
  if (letter === 'f') return { kind: 'field', name: first }
  if (!letter || !/^\d+$/.test(first)) return null
  if (letter === 't')
    return second === undefined ? null : { kind: 'passage', start: Number(first), end: Number(second) }
  return { kind: letter === 'c' ? 'citation' : letter === 'w' ? 'warning' : 'line', index: Number(first) }
}
