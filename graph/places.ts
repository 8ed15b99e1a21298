/**
 * Places and bodies in time
 * =========================
 *
 *   provinces   34 since 1 July 2025, 63 before     one successor each
 *   districts   696, ended on 1 July 2025           successors: the communes on their ground
 *   communes    3,321 since, 10,035 before          whole or in part
 *   bodies      ministries, departments             successors by matter
 *
 * The tables lie in `places/` and are read on first use, provinces apart from communes: whoever asks nothing pays
 * nothing. A partial date counts from its first day. A unit is known by era and code, since codes were given again.
 */
import { readFileSync } from 'node:fs'
import type { Level, PartialDate } from '../ingest/record.ts'
import { phraseKey } from '../ingest/words.ts'
import { foldText } from './fold.ts'
import { dateBounds } from './naming.ts'

export interface Unit {
  /** Era and code: "2025/06445", "before/06442". */
  id: string
  level: Exclude<Level, 'central'>
  /** tỉnh, thành phố, huyện, quận, thị xã, xã, phường, thị trấn, đặc khu. */
  rank: string
  /** Without its rank: "Tân Thành". */
  name: string
  code: string
  /** First day, where the data tells. */
  since: string | null
  /** First day without it; null while it lasts. */
  until: string | null
  /** Province of a district or of a commune of 2025, district of a commune before. */
  parent: Unit | null
}

/** One unit's part in another: the older one went there whole, or only in part. */
export interface Share {
  unit: Unit
  whole: boolean
}

export interface BodySuccessor {
  name: string
  /** Part of the work that went there; null for all or most of it. */
  matter: string | null
}

/** The reform of 2025: provinces merged, the district level ended, communes drawn anew. */
export const REFORM = '2025-07-01'

const first = (date: PartialDate): string => dateBounds(date).first
const ended = (until: PartialDate | null, date: PartialDate): boolean =>
  until !== null && (until.length === 10 ? first(date) >= until : first(date) > dateBounds(until).last)
const begun = (unit: Unit, date: PartialDate): boolean => unit.since === null || first(date) >= unit.since
const lives = (unit: Unit, date: PartialDate): boolean => begun(unit, date) && !ended(unit.until, date)

// ---- the tables --------------------------------------------------------------------------------------------------

function rows(table: string): string[][] {
  const text = readFileSync(new URL(`./places/${table}.tsv`, import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split('\t'))
}

function once<T>(read: () => T): () => T {
  let value: T | undefined
  return () => (value ??= read())
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

interface Provinces {
  all: Unit[]
  byId: Map<string, Unit>
  byName: Map<string, Unit[]>
  successor: Map<Unit, Unit>
  predecessors: Map<Unit, Unit[]>
}

const provinceTable = once((): Provinces => {
  const table: Provinces = {
    all: [],
    byId: new Map(),
    byName: new Map(),
    successor: new Map(),
    predecessors: new Map(),
  }
  const went: [Unit, string][] = []
  for (const [era = '', code = '', rank = '', name = '', since, until, to] of rows('provinces')) {
    const unit: Unit = { id: `${era}/${code}`, level: 'province', rank, name, code, since: since || null, until: until || null, parent: null } // prettier-ignore
    table.all.push(unit)
    table.byId.set(unit.id, unit)
    push(table.byName, phraseKey(name), unit)
    if (to) went.push([unit, `${era === 'earlier' ? 'before' : '2025'}/${to}`])
  }
  for (const [unit, id] of went) {
    const to = table.byId.get(id)!
    table.successor.set(unit, to)
    push(table.predecessors, to, unit)
  }
  return table
})

interface Units {
  districts: Unit[]
  communes: Unit[]
  before: Unit[]
  /** Communes before, by district. */
  within: Map<Unit, Unit[]>
  successors: Map<Unit, Share[]>
  predecessors: Map<Unit, Share[]>
}

const unitTable = once((): Units => {
  const provinces = provinceTable().byId
  const table: Units = { districts: [], communes: [], before: [], within: new Map(), successors: new Map(), predecessors: new Map() } // prettier-ignore
  const byCode = new Map<string, Unit>()
  const districtByCode = new Map<string, Unit>()

  const went = (unit: Unit, codes: string | undefined): void => {
    if (!codes) return
    const targets = codes.length === 5 ? [codes] : codes.split(' ')
    const whole = targets.length === 1
    const to = targets.map((code) => ({ unit: byCode.get(code)!, whole }))
    table.successors.set(unit, to)
    const share = { unit, whole }
    for (const each of to) push(table.predecessors, each.unit, share)
  }

  for (const [code = '', rank = '', name = '', province] of rows('communes')) {
    const parent = provinces.get(`2025/${province}`)!
    const unit: Unit = { id: `2025/${code}`, level: 'commune', rank, name, code, since: REFORM, until: null, parent }
    table.communes.push(unit)
    byCode.set(code, unit)
  }
  for (const [code = '', rank = '', name = '', province, codes] of rows('districts')) {
    const parent = provinces.get(`before/${province}`)!
    const unit: Unit = { id: `before/${code}`, level: 'district', rank, name, code, since: null, until: REFORM, parent }
    table.districts.push(unit)
    districtByCode.set(code, unit)
    went(unit, codes)
  }
  for (const [code = '', rank = '', name = '', district = '', codes] of rows('communes-before')) {
    const parent = districtByCode.get(district)!
    const unit: Unit = { id: `before/${code}`, level: 'commune', rank, name, code, since: null, until: REFORM, parent }
    table.before.push(unit)
    push(table.within, parent, unit)
    went(unit, codes)
  }
  return table
})

/** Units by name under a folding; a name is folded once, however many bear it. */
function indexBy(key: (name: string) => string): Map<string, Unit[]> {
  const { communes, districts, before } = unitTable()
  const byName = new Map<string, Unit[]>()
  for (const list of [communes, districts, before]) for (const unit of list) push(byName, unit.name, unit)
  const index = new Map<string, Unit[]>()
  for (const [name, named] of byName) {
    const folded = key(name)
    const others = index.get(folded)
    index.set(folded, others ? [...others, ...named] : named)
  }
  return index
}
const byKey = once(() => indexBy(phraseKey))
const byFoldedName = once(() => indexBy(foldText))

/** Every unit of a level and era, in order of code. */
export function units(level: Unit['level'], era: '2025' | 'before'): readonly Unit[] {
  if (level === 'province') return provinceTable().all.filter((unit) => unit.id.startsWith(`${era}/`))
  if (level === 'district') return era === 'before' ? unitTable().districts : []
  return era === '2025' ? unitTable().communes : unitTable().before
}

// ---- provinces ---------------------------------------------------------------------------------------------------

const RANK = /^(tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)\s+(?=\S)/iu

function withoutRank(text: string): { rank: string | null; name: string } {
  const clean = text.normalize('NFC').trim()
  const found = RANK.exec(clean)
  if (!found) return { rank: null, name: clean }
  return { rank: found[1]!.toLowerCase().replace(/^tp\.?$/, 'thành phố'), name: clean.slice(found[0].length) }
}

/** What lives on the date: the unit, what came of it, or the one it came of. */
function provinceAt(unit: Unit, date: PartialDate): Unit | null {
  const { successor, predecessors } = provinceTable()
  let at: Unit | undefined = unit
  while (at && ended(at.until, date)) at = successor.get(at)
  while (at && !begun(at, date)) {
    const from: Unit[] = (predecessors.get(at) ?? []).filter((each) => begun(each, date) || predecessors.has(each))
    // One that bore the same name, else the only one there was.
    at = from.find((each) => each.name === at!.name) ?? (from.length === 1 ? from[0] : undefined)
  }
  return at ?? null
}

/**
 * The province of this name as it was on the date: the one of before or of after the merger. A name that had ended
 * gives its successor (Thái Bình in 2026: Hưng Yên), one not yet borne its forerunner (Huế in 2020: Thừa Thiên Huế).
 */
export function provinceOn(name: string, date: PartialDate): Unit | null {
  const named = provinceTable().byName.get(phraseKey(withoutRank(name).name)) ?? []
  return named.find((unit) => lives(unit, date)) ?? (named[0] ? provinceAt(named[0], date) : null)
}

/** Every province that ever bore the name. */
export function provincesNamed(name: string): readonly Unit[] {
  return provinceTable().byName.get(phraseKey(withoutRank(name).name)) ?? []
}

/** Whether two names can mean one place's province: the same, or one came of the other (Quảng Nam and Đà Nẵng). */
export function provincesMeet(one: string, other: string): boolean {
  const { successor } = provinceTable()
  const line = (unit: Unit): Unit[] => {
    const all = [unit]
    for (let at = successor.get(unit); at; at = successor.get(at)) all.push(at)
    return all
  }
  const theirs = new Set(provincesNamed(other))
  const ours = new Set(provincesNamed(one))
  return [...ours].flatMap(line).some((unit) => theirs.has(unit)) || [...theirs].flatMap(line).some((unit) => ours.has(unit)) // prettier-ignore
}

// ---- successors --------------------------------------------------------------------------------------------------

/** What a unit was made of; none for what is older than the data. */
export function predecessors(unit: Unit): readonly Share[] {
  if (unit.level !== 'province') return unitTable().predecessors.get(unit) ?? []
  return (provinceTable().predecessors.get(unit) ?? []).map((each) => ({ unit: each, whole: true }))
}

/** A district went to the communes that took its own; those need not lie on its ground alone. */
function overGround(district: Unit): Share[] {
  const { within, successors: went } = unitTable()
  const targets = new Set((within.get(district) ?? []).flatMap((each) => went.get(each)!.map(({ unit }) => unit)))
  return [...targets].map((unit) => ({ unit, whole: targets.size === 1 }))
}

/** What came of a unit by the date, its main part first; none while it lives. */
export function successors(unit: Unit, date: PartialDate): readonly Share[] {
  if (!ended(unit.until, date)) return []
  if (unit.level !== 'province') return unitTable().successors.get(unit) ?? overGround(unit)
  const to = provinceAt(unit, date)
  return to ? [{ unit: to, whole: true }] : []
}

/** The same unit under the same name: made of one alone, whole, with its rank and name. */
export function continues(unit: Unit, older: Unit): boolean {
  const from = predecessors(unit)
  return from.length === 1 && from[0]!.unit === older && from[0]!.whole && older.name === unit.name && older.rank === unit.rank // prettier-ignore
}

/** The province that a unit's ground lies in on the date; null where its parts lay in several. */
export function provinceOf(unit: Unit, date: PartialDate): Unit | null {
  if (unit.level === 'province') return provinceAt(unit, date)
  if (begun(unit, date)) {
    let top = unit
    while (top.parent) top = top.parent
    return provinceAt(top, date)
  }
  const places = new Set(predecessors(unit).map((each) => provinceOf(each.unit, date)))
  return places.size === 1 ? [...places][0]! : null
}

// ---- names -------------------------------------------------------------------------------------------------------

export interface Where {
  /** Only units that lived then. */
  date?: PartialDate | null | undefined
  /** Province by name, as it was or as it is now: plans written after the merger name the new one. */
  province?: string | null | undefined
  /** District by name, for communes before. */
  district?: string | null | undefined
  level?: Unit['level']
}

/**
 * Districts and communes of a name, with or without its rank: "xã Tân Thành", "Tân Thành". Marks count (Tân Thành is
 * not Tân Thạnh) unless nothing bears the name with them.
 */
export function unitsNamed(text: string, { date, province, district, level }: Where = {}): Unit[] {
  const { rank, name } = withoutRank(text)
  const provinces = province ? new Set(provincesNamed(province)) : null
  const districtName = district ? phraseKey(withoutRank(district).name) : null
  const fits = (unit: Unit): boolean =>
    (!level || unit.level === level) &&
    (!rank || unit.rank === rank) &&
    (!date || lives(unit, date)) &&
    (!provinces || inOneOf(provinces, unit)) &&
    (!districtName || (unit.parent?.level === 'district' && phraseKey(unit.parent.name) === districtName))
  return (byKey().get(phraseKey(name)) ?? byFoldedName().get(foldText(name)) ?? []).filter(fits)
}

function inOneOf(provinces: Set<Unit>, unit: Unit): boolean {
  let at: Unit | undefined = unit
  while (at.parent) at = at.parent
  for (; at; at = provinceTable().successor.get(at)) if (provinces.has(at)) return true
  return false
}

/** Communes of a name: nine Tân Thành since the reform, over thirty before. */
export function communesNamed(name: string, where: Omit<Where, 'level'> = {}): Unit[] {
  return unitsNamed(name, { ...where, level: 'commune' })
}

/**
 * The province that a district or commune lay in on the date, where its name, with the province as it was or is now,
 * tells one: Đại Lộc of "Đà Nẵng" in 2021 lay in Quảng Nam. Null where it does not.
 */
export function provinceOfPlace(text: string, where: Where & { date: PartialDate }): Unit | null {
  const all = new Set(unitsNamed(text, where).map((unit) => provinceOf(unit, where.date)))
  return all.size === 1 ? [...all][0]! : null
}

/** "xã Mai Hoa"; "phường 4"; "thành phố Hải Phòng". */
export function fullName({ rank, name }: Unit): string {
  return `${rank} ${name}`
}

// ---- levels and bodies -------------------------------------------------------------------------------------------

const levelTable = once(() => rows('levels'))

/** Whether places of this level were governed on the date: no district since 1 July 2025. */
export function levelExists(level: Level, date: PartialDate): boolean {
  if (level === 'central') return true
  return levelTable().some(
    ([, each, since, until]) => each === level && (!since || first(date) >= since) && !ended(until || null, date),
  )
}

interface Body {
  name: string
  until: PartialDate
  to: BodySuccessor[]
}

const bodyTable = once(() => {
  const bodies = new Map<string, Body>()
  for (const [name = '', until = '', to = '', matter] of rows('bodies')) {
    const body = bodies.get(phraseKey(name)) ?? { name, until, to: [] }
    bodies.set(phraseKey(name), body)
    body.to.push({ name: to, matter: matter || null })
  }
  return bodies
})

/** All bodies of the table by name, for checks. */
export function endedBodies(): string[] {
  return [...bodyTable().keys()]
}

/** Bodies that had ended by the date, with who carries on their work. */
export function bodiesEndedBy(date: PartialDate): { name: string; until: PartialDate; now: BodySuccessor[] }[] {
  return [...bodyTable().values()]
    .filter(({ until }) => ended(until, date))
    .map(({ name, until }) => ({ name, until, now: successorOfBody(name, date) }))
}

/**
 * Who carries on the work of a body that had ended by the date, the main one first; none for a body that lives, or
 * that the table does not know.
 */
export function successorOfBody(name: string, date: PartialDate): BodySuccessor[] {
  const body = bodyTable().get(phraseKey(name))
  if (!body || !ended(body.until, date)) return []
  return body.to.flatMap((each) => {
    const next = each.matter === null ? successorOfBody(each.name, date) : []
    return next.length > 0 ? next : [each]
  })
}
