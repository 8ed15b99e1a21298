/**
 * Facts: what a group of claims says, made comparable
 * ===================================================
 *
 * `factsOf` folds the fields once; `contradiction` compares two. It answers why two claims cannot be one instrument,
 * or null: silence on either side never separates.
 */
import type { PartialDate } from '../ingest/record.ts'
import { memo } from '../ingest/words.ts'
import { foldText } from './fold.ts'
import type { ClaimFields, Group } from './model.ts'
import {
  dateBounds,
  isLawType,
  isPartyNumber,
  nameYear,
  numberKey,
  numberScope,
  numberYear,
  partyTerms,
  periodOf,
  placeKey,
  MOST_NAMES,
} from './naming.ts'
import { predecessors, provinceOn, REFORM } from './places.ts'

export interface Facts {
  /** How a series of numbers starts again: each Party term, each year, or never (the number has its year). */
  series: 'party' | 'yearly' | 'lasting' | 'unnumbered'
  number: string | null
  date: PartialDate | null
  /** Year of the date, else of the number or name. */
  year: string | null
  terms: [number, number] | null
  province: string | null
  locality: string | null
  level: string | null
  body: string | null
  /** One issuer in the country has this code: with the year, the number is enough. */
  oneIssuer: boolean
  /** Which of two bodies of one name: that of before the reform of 2025, or that of after. */
  side: 'before' | 'after' | null
  periodTo: string | null
  type: string
  /** Undated: issued by the end of this month. */
  asOf: PartialDate | null
  /** Not placed: read in this province. */
  home: string | null
  /** Province that its own one, or the one it was read in, is part of today. */
  placeNow: string
  titleWords: Set<string>
  isLaw: boolean
  /** First day in force, of a law, where a catalogue says so. */
  effectiveFrom: PartialDate | null
  /** All that is compared but the title and what the document around adds; and with them. */
  told: string
  said: string
}

export type Contradiction = 'number' | 'type' | 'year' | 'date' | 'term' | 'province' | 'locality' | 'level' | 'issuer' | 'body' | 'home' | 'later' | 'title' | 'period' // prettier-ignore

const remembered = new Map<string, Facts>()
const MOST_REMEMBERED = 50_000

/** Facts of a group, which never change: its id is a hash of what it says. */
export function factsOfGroup(group: Group): Facts {
  const known = remembered.get(group.id)
  if (known) return known
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  const facts = factsOf(group)
  remembered.set(group.id, facts)
  return facts
}

export function factsOf(claim: ClaimFields): Facts {
  const { number, date, title, issuer } = claim
  const party = number !== null && isPartyNumber(number)
  const scope = number === null ? 'open' : numberScope(number)
  const programme = number === null && claim.kind === 'Programme'
  const told = {
    series: number === null ? 'unnumbered' : party ? 'party' : numberYear(number) ? 'lasting' : 'yearly',
    number: number === null ? null : numberKey(number),
    date,
    year: date?.slice(0, 4) ?? numberYear(number) ?? (claim.block.startsWith('l:') ? nameYear(title) : null),
    terms: party && date ? partyTerms(date, scope === 'central') : null,
    province: placeKey(claim.province),
    locality: placeKey(claim.locality),
    level: claim.level,
    body: programme || !issuer ? null : bodyOf(issuer, party && scope === 'central'),
    oneIssuer: scope === 'central',
    side: scope === 'central' || number === null ? null : sideOf(claim),
    periodTo: programme ? periodOf(title).to : null,
    type: foldText(claim.type),
  } as const
  const [asOf, home, words] = [claim.asOf, placeKey(claim.home), title ? foldText(title) : '']
  const key = JSON.stringify(told)
  return {
    ...told,
    asOf,
    home,
    placeNow: nameNow(claim.province ?? claim.home ?? ''),
    titleWords: new Set(words ? words.split(' ') : []),
    isLaw: isLawType(claim.type),
    effectiveFrom: claim.effectiveFrom,
    told: key,
    said: JSON.stringify([key, asOf, home, words, claim.effectiveFrom]),
  }
}

/** All that tells a paper agrees but the year: number, day, month, and a title with the same words and figures. */
export function isSameButYear(a: Facts, b: Facts): boolean {
  if (a.series !== 'yearly' || a.date?.length !== 10 || a.date.slice(4) !== b.date?.slice(4)) return false
  const figures = ({ titleWords }: Facts): string => [...titleWords].filter((word) => /^\d+$/.test(word)).join()
  const share = Math.min(a.titleWords.size, b.titleWords.size) < 4 ? null : titleShare(a.titleWords, b.titleWords)
  return share !== null && share >= 0.9 && figures(a) === figures(b)
}

/** First and last day on which it may have been issued, as far as its date or its number tells. */
export function issuedBounds({ date, year }: Facts): { first: string; last: string } | null {
  const issued = date ?? year
  return issued === null ? null : dateBounds(issued)
}

/** A body that the reform made anew starts its numbers again on that day, under the name of one that ended. */
function sideOf({ date, level, province }: ClaimFields): Facts['side'] {
  if (date === null || province === null) return null
  if (level !== 'commune' && !(level === 'province' && isReborn(province))) return null
  const { first, last } = dateBounds(date)
  return last < REFORM ? 'before' : first >= REFORM ? 'after' : null
}

const isReborn = memo((province): boolean => {
  const now = provinceOn(province, REFORM)
  return now !== null && predecessors(now).length > 1
}, MOST_NAMES)

/** What became of a province: its own name, or that of the one it went into. */
const nameNow = memo((province): string => placeKey(provinceOn(province, REFORM)?.name ?? province)!, MOST_NAMES)

/** At the centre of the Party one code stands for three bodies; elsewhere the code says it and words only vary. */
function bodyOf(issuer: string, centralParty: boolean): string | null {
  const body = foldText(issuer)
    .replace(/\bubnd\b/g, 'uy ban nhan dan')
    .replace(/\bhdnd\b/g, 'hoi dong nhan dan')
  if (!centralParty) return body
  return /bo chinh tri|ban bi thu|ban chap hanh/.exec(body)?.[0] ?? null
}

export function contradiction(a: Facts, b: Facts): Contradiction | null {
  if (differ(a.number, b.number)) return 'number'
  if (differ(a.province, b.province)) return 'province'
  if (differ(a.level, b.level)) return 'level'
  if (differ(a.locality, b.locality)) return 'locality'
  if (differ(a.periodTo, b.periodTo)) return 'period'
  if (differ(a.side, b.side)) return 'body'
  if (homesDiffer(a, b)) return 'home'
  if (isLater(a, b) || isLater(b, a)) return 'later'
  return typesDiffer(a, b) ?? datesDiffer(a, b) ?? issuersDiffer(a, b) ?? titlesDiffer(a, b)
}

/**
 * "Kế hoạch số 39/KH-UBND" without its body, read in Hà Tĩnh, is of a body there; read in Đà Nẵng it may be of Quảng Nam,
 * which is part of it today.
 */
function homesDiffer(a: Facts, b: Facts): boolean {
  const [one, other] = [a.home ?? a.province, b.home ?? b.province]
  if ((a.home === null && b.home === null) || one === null || other === null || one === other) return false
  return !(a.home !== null && a.home === b.placeNow) && !(b.home !== null && b.home === a.placeNow)
}

/** Nothing cites what was not yet issued. */
function isLater({ asOf }: Facts, other: Facts): boolean {
  if (asOf === null) return false
  const issued = issuedBounds(other)
  return issued !== null && issued.first > dateBounds(asOf).last
}

/** A number that comes again each year or term says little without its date: there the title has to fit as well. */
function titlesDiffer(a: Facts, b: Facts): Contradiction | null {
  if ((a.series !== 'yearly' && a.series !== 'party') || (a.year !== null && b.year !== null)) return null
  return sameTitle(a.titleWords, b.titleWords) === false ? 'title' : null
}

function differ(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b
}

/** One code, two series: QĐ is both quyết định and quy định in the Party. Other type words beside a number only vary. */
function typesDiffer(a: Facts, b: Facts): Contradiction | null {
  const pair = [a.type, b.type].sort().join('/')
  return a.series === 'party' && pair === 'quy dinh/quyet dinh' ? 'type' : null
}

function datesDiffer(a: Facts, b: Facts): Contradiction | null {
  const lasting = a.series === 'lasting' && b.series === 'lasting'
  if (lasting) return null // the number holds the year: another date is a misprint
  if (a.terms && b.terms && (a.terms[1] < b.terms[0] || b.terms[1] < a.terms[0])) return 'term'
  if (differ(a.year, b.year)) {
    const slip = a.series === 'party' && a.date?.length === 10 && a.date.slice(4) === b.date?.slice(4)
    return slip ? null : 'year' // within one term a number comes once: same day, other year is a misprint
  }
  if (a.date === null || b.date === null || overlap(a.date, b.date)) return null
  // Same year, other day. Where the issuer is certain the number comes once a year, so the day is a misprint; in the
  // year of a congress it may come twice, and only the day of one month is.
  if (a.series === 'party') return inOneTerm(a, b) || a.date.slice(0, 7) === b.date.slice(0, 7) ? null : 'date'
  return sameIssuer(a, b) ? null : 'date'
}

function inOneTerm(a: Facts, b: Facts): boolean {
  const terms = new Set([a.terms, b.terms].flatMap((span) => span ?? []))
  return terms.size === 1
}

function overlap(a: PartialDate, b: PartialDate): boolean {
  const [one, other] = [dateBounds(a), dateBounds(b)]
  return one.first <= other.last && other.first <= one.last
}

function sameIssuer(a: Facts, b: Facts): boolean {
  if (a.number === null || b.number === null) return false
  if (a.oneIssuer && b.oneIssuer) return true
  const known = a.province !== null && a.level !== null && (a.level === 'province' || a.locality !== null)
  return known && a.province === b.province && a.level === b.level && a.locality === b.locality
}

function issuersDiffer(a: Facts, b: Facts): Contradiction | null {
  if (a.body === null || b.body === null || a.body.includes(b.body) || b.body.includes(a.body)) return null
  if (a.series === 'unnumbered' || b.series === 'unnumbered') return 'issuer'
  const centralParty = a.series === 'party' && a.oneIssuer
  return centralParty && !(a.date !== null && a.date === b.date) ? 'issuer' : null
}

/** How much a claim pins down, to settle the telling ones first: dates above places, places above the rest. */
export function specificity({ date, year, province, locality, level, body, periodTo, number }: Facts): number {
  const dated = date === null ? (year === null ? 0 : 5) : 4 + date.length / 2
  const placed = (province === null ? 0 : 3) + (locality === null ? 0 : 1)
  return 100 * dated + 10 * placed + (periodTo ? 500 : 0) + (number ? 4 : 0) + (level ? 2 : 0) + (body ? 1 : 0)
}

/** Words of the shorter title that the other has as well, from 0 to 1; null where one says too little. */
export function titleShare(a: Set<string>, b: Set<string>): number | null {
  const smaller = Math.min(a.size, b.size)
  if (smaller < 3) return null
  let shared = 0
  for (const word of a) if (b.has(word)) shared += 1
  return shared / smaller
}

/** Whether two titles are one title clipped or reworded (true), two titles (false), or cannot tell (null). */
export function sameTitle(a: Set<string>, b: Set<string>): boolean | null {
  const share = titleShare(a, b)
  return share === null ? null : share >= 0.8 ? true : share <= 0.5 ? false : null
}
