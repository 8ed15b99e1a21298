/**
 * Consensus: what the sources together say of a node
 * ==================================================
 *
 * Every value that some source gives is kept with the number of sources, so that an outlier is seen. One is chosen to
 * show: what the document says of itself before what others say of it, then the more specific, then the more frequent;
 * ties go by the value, so that the choice is the same in any order. The choice never decides identity.
 */
import { foldText } from './fold.ts'
import type { Group, InstrumentNode, Variant } from './model.ts'
import { namesWhere, periodOf, placeKey } from './naming.ts'

type Field = 'type' | 'number' | 'date' | 'issuer' | 'title' | 'level' | 'province' | 'locality'

interface Voice {
  value: string
  sources: number
  self: boolean
}

function voices(groups: Group[], field: Field): Voice[] {
  const byValue = new Map<string, Voice>()
  for (const group of groups) {
    const value = group[field]
    if (value === null) continue
    const voice = byValue.get(value) ?? { value, sources: 0, self: false }
    voice.sources += group.claims
    voice.self ||= group.self
    byValue.set(value, voice)
  }
  return [...byValue.values()]
}

export function variantsOf(groups: Group[], field: Field): Variant[] {
  return voices(groups, field)
    .sort((a, b) => b.sources - a.sources || order(a.value, b.value))
    .map(({ value, sources }) => ({ value, sources }))
}

/** The value to show. `rank` says which of two values is more specific. */
function choose<T extends string>(groups: Group[], field: Field, rank: (value: string) => number = () => 0): T | null {
  const [best] = voices(groups, field).sort(
    (a, b) =>
      Number(b.self) - Number(a.self) ||
      rank(b.value) - rank(a.value) ||
      b.sources - a.sources ||
      b.value.length - a.value.length ||
      order(a.value, b.value),
  )
  return (best?.value as T | undefined) ?? null
}

/** A name with its period and without the place where it is carried out says best which one it is. */
function plainness(title: string): number {
  return Number(periodOf(title).to !== null) - 2 * Number(namesWhere(title))
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export type Chosen = Pick<
  InstrumentNode,
  'kind' | 'type' | 'number' | 'date' | 'issuer' | 'title' | 'level' | 'province' | 'locality'
>

export function chosenOf(groups: Group[]): Chosen {
  const province = choose(groups, 'province')
  const locality = choose(groups, 'locality')
  const place = placeKey(locality ?? province)
  const namesPlace = (issuer: string): number => Number(place !== null && foldText(issuer).includes(place))
  return {
    kind: groups.every((group) => group.kind === 'Programme') ? 'Programme' : 'Instrument',
    type: choose(groups, 'type') ?? 'Văn bản',
    number: choose(groups, 'number'),
    date: choose(groups, 'date', (date) => date.length),
    issuer: choose(groups, 'issuer', namesPlace),
    title: choose(groups, 'title', plainness),
    level: choose(groups, 'level'),
    province,
    locality,
  }
}

/** The node that these groups make up; `citedBy` is the store's count. */
export function nodeOf(
  id: string,
  groups: Group[],
  settled: Pick<InstrumentNode, 'resolution' | 'candidates'>,
  citedBy: number,
): InstrumentNode {
  const holders = groups.filter((group) => group.self)
  return {
    id,
    ...chosenOf(groups),
    held: holders.length > 0,
    sources: [...new Set(holders.flatMap((group) => group.holders))].sort(),
    citedBy,
    status: 'unknown',
    ...settled,
    variants: {
      number: variantsOf(groups, 'number'),
      date: variantsOf(groups, 'date'),
      issuer: variantsOf(groups, 'issuer'),
      title: variantsOf(groups, 'title'),
    },
    sample: groups.every((group) => group.sample),
  }
}
