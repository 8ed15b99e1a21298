/**
 * An instrument as commands show it
 * =================================
 *
 * The JSON shape of the contract, and the one-line form for people.
 */
import { captionOf } from '../graph/caption.ts'
import { placeOf } from '../graph/indexer.ts'
import type { InstrumentNode } from '../graph/model.ts'
import type { Session } from './session.ts'
import { clip } from './table.ts'

export interface InstrumentJson {
  id: string
  number: string | null
  type: string
  title: string | null
  issuer: string | null
  date: string | null
  level: string | null
  place: string | null
  status: string
  held: boolean
}

export function instrumentJson(node: InstrumentNode): InstrumentJson {
  const { id, number, type, title, issuer, date, level, status, held } = node
  return { id, number, type, title, issuer, date, level, place: placeOf(node), status, held }
}

export { captionOf }

/** "23/11/2009", "11/2009", "2009": the way round that readers expect. */
export function dateWords(date: string | null, t: Session['t']): string {
  return date === null ? t.undated : date.split('-').reverse().join('/')
}

/** Place, level, date and, where it is known, status in one piece. */
export function factsOf(node: InstrumentNode, t: Session['t']): string {
  const level = node.level ? t.level[node.level] : null
  const status = node.status === 'unknown' ? null : t.status[node.status]
  return [placeOf(node), level, dateWords(node.date, t), status, node.held ? null : t.notHeld]
    .filter(Boolean)
    .join(' · ')
}

/** One line of a list: "id  Chỉ thị 25-CT/TU — title (facts)". */
export function listLine(node: InstrumentNode, s: Pick<Session, 't' | 'columns' | 'paint'>): string {
  const title = node.number && node.title ? ` — ${node.title}` : ''
  const facts = ` (${factsOf(node, s.t)})`
  const head = `${captionOf(node)}${title}`
  return `${s.paint('bold', clip(head, Math.max(40, s.columns - facts.length)))}${s.paint('dim', facts)}`
}
