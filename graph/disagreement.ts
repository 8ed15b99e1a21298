/**
 * Where a catalogue and the texts disagree
 * ========================================
 *
 * A fact of a catalogue never corrects a text and a text never corrects a catalogue: both stay, and what differs is
 * put side by side. A gap on either side is no disagreement, nor is a date that lies within the other, or a name that
 * only varies in what names vary in.
 */
import { foldText } from './fold.ts'
import type { InstrumentNode, Variant } from './model.ts'
import { dateBounds, nameCore, numberKey } from './naming.ts'
import type { GraphStore } from './store.ts'

export type ComparedField = 'number' | 'date' | 'issuer' | 'title'

export interface Disagreement {
  field: ComparedField
  /** Rows that give the value, by id. */
  rows: string[]
  catalogue: string
  /** What texts give instead, with how many do. */
  texts: Variant[]
}

const FIELDS: readonly ComparedField[] = ['number', 'date', 'issuer', 'title']

export async function disagreements(store: GraphStore, node: InstrumentNode): Promise<Disagreement[]> {
  const ids = node.catalogue ?? []
  if (ids.length === 0) return []
  const claims = (await store.claims(ids)).filter((claim) => claim.node === node.id)
  return FIELDS.flatMap((field) => {
    const rows = new Map<string, string[]>()
    for (const claim of claims) {
      const value = claim[field]
      if (value !== null) rows.set(value, [...(rows.get(value) ?? []), claim.source])
    }
    const texts = node.variants[field].flatMap(({ value, sources }) => {
      const left = sources - (rows.get(value)?.length ?? 0)
      return left > 0 ? [{ value, sources: left }] : []
    })
    return [...rows].flatMap(([catalogue, sources]) => {
      const others = texts.filter(({ value }) => differ(field, node.type, catalogue, value))
      return others.length === 0 ? [] : [{ field, rows: [...new Set(sources)].sort(), catalogue, texts: others }]
    })
  })
}

function differ(field: ComparedField, type: string, a: string, b: string): boolean {
  switch (field) {
    case 'number':
      return numberKey(a) !== numberKey(b)
    case 'date': {
      const [one, other] = [dateBounds(a), dateBounds(b)]
      return one.last < other.first || other.last < one.first
    }
    case 'issuer': {
      const [one, other] = [foldText(a), foldText(b)]
      return !one.includes(other) && !other.includes(one)
    }
    case 'title':
      return nameCore(type, a) !== nameCore(type, b)
  }
}
