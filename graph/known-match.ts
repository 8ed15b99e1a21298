/**
 * Which known instrument a draft means
 * ====================================
 *
 * Identity keeps apart what contradicts itself (`identity.ts`); checking asks the other way round: which instrument is
 * so much the same that a difference is a slip. A number with its year, or with the year of its day, and its body tell
 * that; a name tells it where there is no number. Several that fit are several, never one of them.
 */
import type { LocalInstrument, PartialDate } from '../ingest/record.ts'
import { foldText } from './fold.ts'
import type { InstrumentNode } from './model.ts'
import { dateBounds, isLawType, isPartyNumber, nameCore, nameYear, numberKey, numberScope, numberYear, partyTerms, periodOf, placeKey } from './naming.ts' // prettier-ignore
import { provincesMeet } from './places.ts'

/** Nodes the instrument may be: one is a match, several are not told apart by what the draft says. */
export function candidatesOf(local: LocalInstrument, nodes: InstrumentNode[], asOf: PartialDate): InstrumentNode[] {
  const fitting = local.number === null ? byName(local, nodes, asOf) : byNumber(local, local.number, nodes)
  const resolved = fitting.filter(({ resolution }) => resolution !== 'ambiguous')
  return narrowed(local, resolved.length > 0 ? resolved : fitting)
}

/** Of several, those that agree where others do not: in the day, then in the name. */
function narrowed(local: LocalInstrument, nodes: InstrumentNode[]): InstrumentNode[] {
  if (nodes.length < 2) return nodes
  const tests: ((node: InstrumentNode) => boolean)[] = [
    ({ date }) => local.date !== null && date !== null && !apart(local.date, date),
    ({ title, type }) => isTelling(local) && alike(local, title, type) >= ALIKE,
    ({ catalogue, held }) => (catalogue?.length ?? 0) > 0 || held,
  ]
  let left = nodes
  for (const test of tests) {
    const kept = left.filter(test)
    if (kept.length > 0) left = kept
  }
  return left
}

/** Enough words of its own to be told by them: "về công tác hội" is the end of many names. */
const isTelling = ({ type, title }: LocalInstrument): boolean => title !== null && wordsOf(type, title).size > 3

const ALIKE = 0.75
const apart = (a: PartialDate, b: PartialDate): boolean => {
  const [one, other] = [dateBounds(a), dateBounds(b)]
  return one.last < other.first || other.last < one.first
}

function byNumber(local: LocalInstrument, number: string, nodes: InstrumentNode[]): InstrumentNode[] {
  const key = numberKey(number)
  return nodes.filter((node) => {
    if (node.number === null || numberKey(node.number) !== key) return false
    if (numberScope(number) === 'local' && !samePlace(local, node)) return false
    if (numberYear(number) !== null) return true
    if (local.date === null || node.date === null) return alike(local, node.title, node.type) > FOREIGN
    if (!apart(local.date, node.date)) return true
    if (alike(local, node.title, node.type) >= ALIKE) return true
    if (isPartyNumber(number) && numberScope(number) === 'central') return sameTerm(local.date, node.date)
    return local.date.slice(0, 4) === node.date.slice(0, 4) && alike(local, node.title, node.type) > FOREIGN
  })
}

const FOREIGN = 0.2

function sameTerm(a: PartialDate, b: PartialDate): boolean {
  const [[first], [, last], [from], [, to]] = [partyTerms(a, true), partyTerms(a, true), partyTerms(b, true), partyTerms(b, true)] // prettier-ignore
  return first === last && from === to && first === from
}

/** What names one body of many: nothing may contradict, and the place must be known on both sides. */
function samePlace(local: LocalInstrument, node: InstrumentNode): boolean {
  if (local.level !== null && node.level !== null && local.level !== node.level) return false
  const [here, there] = [placeKey(local.locality), placeKey(node.locality)]
  if (here !== null && there !== null && here !== there) return false
  if ((here === null) !== (there === null) && (local.level === 'commune' || local.level === 'district')) return false
  if (local.province !== null && node.province !== null) return provincesMeet(local.province, node.province)
  return local.date?.length === 10 && local.date === node.date
}

/** How much of the names is the same, 0…1; where one is not given, nothing speaks against it. */
export function alike(local: Pick<LocalInstrument, 'type' | 'title'>, title: string | null, type: string): number {
  if (local.title === null || title === null) return 0.5
  const [one, other] = [wordsOf(local.type, local.title), wordsOf(type, title)]
  if (one.size === 0 || other.size === 0) return 0.5
  const shared = [...one].filter((word) => other.has(word)).length
  // A clipped name is the same name.
  return shared / Math.min(one.size, other.size)
}

const COMMON = new Set(['ve', 'viec', 'cua', 'va', 'cac', 'tren', 'dia', 'ban', 'tai', 'den', 'nam', 'giai', 'doan', 'thuc', 'hien', 'phe', 'duyet', 'trien', 'khai']) // prettier-ignore
/** Words of a name without its type and what many names share. */
function wordsOf(type: string, title: string): Set<string> {
  const core = nameCore(type, title).slice(foldText(type).length)
  return new Set(core.split(' ').filter((word) => word !== '' && !COMMON.has(word) && !/^\d+$/.test(word)))
}

function byName(local: LocalInstrument, nodes: InstrumentNode[], asOf: PartialDate): InstrumentNode[] {
  if (local.title === null) return []
  const core = nameCore(local.type, local.title)
  const law = isLawType(local.type)
  const year = local.date?.slice(0, 4) ?? (law ? nameYear(local.title) : null)
  const period = periodOf(local.title)
  return nodes.filter((node) => {
    if (node.title === null || nameCore(node.type, node.title) !== core) return false
    if (law) {
      if (foldText(node.type) !== foldText(local.type)) return false
      const dated = node.date?.slice(0, 4) ?? numberYear(node.number) ?? nameYear(node.title)
      if (year !== null && dated !== null && dated !== year) return false
      return dated === null || dated <= dateBounds(asOf).last.slice(0, 4)
    }
    if (node.kind !== 'Programme') return false
    const own = periodOf(node.title).to
    return period.to === null || own === null || period.to === own
  })
}
