/**
 * Nay là: who an issuer is now
 * ============================
 *
 *   Sở Lao động - Thương binh và Xã hội tỉnh Thái Bình  →  Sở Nội vụ tỉnh Hưng Yên (lao động, người có công), …
 *   Ủy ban nhân dân huyện Vũ Quang                      →  Ủy ban nhân dân xã Mai Hoa, tỉnh Hà Tĩnh (a part), …
 *
 * Shown beside the issuer, never in its place: a dead issuer does not end its instruments. Says nothing where the place
 * is not known for sure, where the name has stayed, and of bodies that no one took over.
 */
import { phraseKey } from '../ingest/words.ts'
import type { InstrumentNode } from './model.ts'
import { continues, provinceOf, provincesNamed, successorOfBody, successors, unitsNamed, type Unit } from './places.ts'

export type Issuer = Pick<InstrumentNode, 'issuer' | 'date' | 'level' | 'province' | 'locality'>

export interface Successor {
  /** In full: "Ủy ban nhân dân xã Mai Hoa, tỉnh Hà Tĩnh". */
  name: string
  /** Part of the work that went there; null for all or most of it. */
  matter: string | null
  /** Only a part of the place went there. */
  part: boolean
}

const RANKS = 'tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu'
const PARTY = '(?:tỉnh|thành|huyện|quận|thị) (?:ủy|uỷ)'
const YOUTH = '(?:tỉnh|thành) đoàn'
/** Bodies that a district had and a commune has; the offices of a district went many ways. */
const OF_EVERY_PLACE =
  /^(?:(?:phó )?chủ tịch|thường trực|ban thường trực|ban thường vụ|ban chấp hành)? ?(?:ủy ban nhân dân|hội đồng nhân dân|ủy ban mặt trận tổ quốc việt nam|đảng bộ)?$/
const HEAD = new RegExp(`(?<!\\p{L})(đảng ủy (?:${RANKS})|${PARTY}|${YOUTH}|${RANKS}) (?=([^,(]+))`, 'giu')

/** Where an issuer names its place: "Ban Thường vụ | Huyện ủy Tiền Hải". */
function placeIn(issuer: string, name: string): { body: string; head: string; after: string } | null {
  const key = phraseKey(name)
  for (const found of issuer.matchAll(HEAD)) {
    const [whole, head = '', named = ''] = found
    if (phraseKey(named) !== key) continue
    const end = found.index + whole.length + named.length
    return { body: issuer.slice(0, found.index).trim(), head: head.toLowerCase(), after: issuer.slice(end) }
  }
  return null
}

/** The same kind of body in another place; null where that place has no such body. */
function headIn(head: string, { level, rank, name }: Unit): string | null {
  if (head.endsWith('đoàn')) return level === 'province' ? `${rank === 'tỉnh' ? 'Tỉnh' : 'Thành'} đoàn ${name}` : null
  if (!/(?:ủy|uỷ)(?: |$)/.test(head)) return `${rank} ${name}`
  if (level === 'province') return `${rank === 'tỉnh' ? 'Tỉnh' : 'Thành'} ủy ${name}`
  return `Đảng ủy ${rank} ${name}`
}

/** The province of the issuer as it was; null where the name alone does not tell which of two it is. */
function provinceThen({ province, date }: Issuer): Unit | null {
  const named = province ? provincesNamed(province) : []
  const then = date ? named.filter((unit) => provinceOf(unit, date) === unit) : named
  return then.length === 1 ? then[0]! : null
}

/** Who carries on the work of an issuer on a day; none where it lives or that is not known. */
export function issuerNow(node: Issuer, today: string): Successor[] {
  const { issuer, locality, level } = node
  if (!issuer) return []
  if (!node.province && !locality) return successorOfBody(issuer, today).map((each) => ({ ...each, part: false }))
  return locality && (level === 'commune' || level === 'district') ? lowerNow(node, today) : provinceNow(node, today)
}

function provinceNow(node: Issuer, today: string): Successor[] {
  const then = provinceThen(node)
  const place = node.province ? placeIn(node.issuer!, then?.name ?? node.province) : null
  if (!place || place.after) return []
  // Without a date the place stays as it is called; the body may still have ended.
  const now = then ? provinceOf(then, today) : null
  const moved = then !== null && now !== null && (now.name !== then.name || now.rank !== then.rank)
  const head = moved ? headIn(place.head, now) : node.issuer!.slice(place.body.length).trim()
  if (!head) return []
  const bodies = place.body ? successorOfBody(place.body, today) : []
  if (bodies.length > 0) return bodies.map(({ name, matter }) => ({ name: `${name} ${head}`, matter, part: false }))
  return moved ? [{ name: `${place.body} ${head}`.trim(), matter: null, part: false }] : []
}

function lowerNow({ issuer, date, level, province, locality }: Issuer, today: string): Successor[] {
  const place = placeIn(issuer!, locality!)
  if (!place || (level !== 'commune' && level !== 'district')) return []
  const rank = new RegExp(`(${RANKS})$`).exec(place.head)?.[1]
  const found = unitsNamed(rank ? `${rank} ${locality}` : locality!, { date, province, level })
  const unit = found.length === 1 ? found[0]! : null
  if (!unit || (unit.level === 'district' && !OF_EVERY_PLACE.test(place.body.toLowerCase().replace(/uỷ/g, 'ủy'))))
    return []
  const then = provinceOf(unit, unit.since ?? '2025-06-30')
  return successors(unit, today).flatMap(({ unit: to, whole }) => {
    const now = provinceOf(to, today)
    const head = headIn(place.head, to)
    if (!head || !now || (continues(to, unit) && now.name === then?.name)) return []
    return [{ name: `${place.body} ${head}, ${now.rank} ${now.name}`.trim(), matter: null, part: !whole }]
  })
}
