/**
 * Consensus: what the sources together say of a node
 * ==================================================
 *
 * Every value that some source gives is kept with the number of sources, so that an outlier is seen. One is chosen to
 * show: what the document says of itself before a catalogue, and that before what others say of it; then the more
 * specific, then the more frequent; ties go by the value, so that the choice is the same in any order. The choice
 * never decides identity.
 */
import { order } from './caption.ts'
import { foldText } from './fold.ts'
import { isRow, isText, isWord, type Group, type InstrumentNode, type Reason, type Variant } from './model.ts'
import { misprintReasons } from './reasons.ts'
import { speakingOf } from './ties.ts'
import { namesWhere, periodOf, placeKey } from './naming.ts'

/** Type of an instrument whose type nobody says. */
export const NO_TYPE = 'Văn bản'

type Field = 'type' | 'number' | 'date' | 'issuer' | 'title' | 'level' | 'province' | 'locality'

interface Voice {
  value: string
  sources: number
  authority: number
}

/** Whose word it is: the document's own, a catalogue's, or that of one who cites it. */
function authorityOf(group: Group): number {
  if (!group.self) return 0
  return group.holders.some(isText) ? 2 : 1
}

function voices(groups: Group[], field: Field): Voice[] {
  const byValue = new Map<string, Voice>()
  for (const group of groups) {
    const value = group[field]
    if (value === null) continue
    const voice = byValue.get(value) ?? { value, sources: 0, authority: 0 }
    voice.sources += group.claims
    voice.authority = Math.max(voice.authority, authorityOf(group))
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
      b.authority - a.authority ||
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
    type:
      choose(
        groups.filter(({ type }) => type !== NO_TYPE),
        'type',
      ) ?? NO_TYPE,
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
  all: Group[],
  { reasons: settled = [], ...sure }: Pick<InstrumentNode, 'resolution' | 'candidates' | 'reasons'>,
  citedBy: number,
): InstrumentNode {
  const groups = speakingOf(all)
  const holders = [...new Set(all.flatMap((group) => (group.self ? group.holders : [])))].sort()
  const texts = holders.filter(isText)
  const corrections = holders.filter(isWord)
  const reasons: Reason[] = [...settled, ...misprintReasons(groups)]
  return {
    id,
    ...chosenOf(groups),
    held: texts.length > 0,
    sources: texts,
    catalogue: holders.filter(isRow),
    ...(corrections.length > 0 ? { corrections } : {}),
    citedBy,
    status: 'unknown',
    ...sure,
    ...(reasons.length > 0 ? { reasons } : {}),
    variants: {
      number: variantsOf(groups, 'number'),
      date: variantsOf(groups, 'date'),
      issuer: variantsOf(groups, 'issuer'),
      title: variantsOf(groups, 'title'),
    },
    sample: groups.every((group) => group.sample),
  }
}
