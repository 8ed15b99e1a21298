/**
 * Status as of a date
 * ===================
 *
 *   facts (rows, texts, relations) ─ statusOf(facts, as of) ─ status, and the facts that decide it
 *
 * A pure function. A fact is one thing that one source says: "in force, seen on that day", "in force from", "replaced
 * by". Rules are tried in their order; the first that a fact decides gives the status, and these facts are its
 * evidence. What no fact decides is unknown: that nobody says it has ended does not make it in force. A partial date is
 * the interval it spans, and decides only where both its ends do.
 */
import type { PartialDate } from '../ingest/record.ts'
import { order } from './caption.ts'
import type { Status } from './model.ts'
import { dateBounds } from './naming.ts'

export type FactKind =
  /** A source gives this status; `date` is the day it was seen there. */
  | 'stated'
  /** Issued on `date`. */
  | 'issued'
  /** In force from `date`. */
  | 'effective-from'
  /** No longer in force from `date`. */
  | 'effective-to'
  /** What it is for runs to the end of `date`. */
  | 'period-to'
  /** Replaced or repealed by an instrument in force from `date`; `part`: only parts of it. */
  | 'ended-by'
  /** Amended by an instrument in force from `date`. */
  | 'amended-by'
  /** What it was made to guide, `by`, is no longer in force from `date`; `part`: it guides others that are. */
  | 'parent-ended'
  /** Its place went into another on `date`: what is in force there is so within the old area. */
  | 'old-area'

/** One thing that one source says, and where. */
export interface StatusFact {
  kind: FactKind
  date: PartialDate | null
  /** Of a `stated` fact. */
  status: Status | null
  part: boolean
  /** Instrument that ends or amends it. */
  by: string | null
  /** Id of the source and the words in it; null where only the node's own title says so. */
  source: string | null
  start: number
  end: number
  quote: string
}

export interface StatusAnswer {
  status: Status
  asOf: PartialDate
  /** The rule that decided, null for unknown. */
  rule: string | null
  /**
   * The facts that decide, and where it holds within an old area only; of an unknown status, those that speak of it and
   * do not suffice.
   */
  evidence: StatusFact[]
}

/** A day or longer span against a fact's: certainly before, certainly on or after, or neither. */
class Moment {
  readonly #first: string
  readonly #last: string

  constructor(asOf: PartialDate) {
    const { first, last } = dateBounds(asOf)
    this.#first = first
    this.#last = last
  }

  isBefore(date: PartialDate | null): boolean {
    return date !== null && this.#last < dateBounds(date).first
  }

  /** On or after its last day. */
  isFrom(date: PartialDate | null): boolean {
    return date !== null && this.#first >= dateBounds(date).last
  }

  isPast(date: PartialDate | null): boolean {
    return date !== null && this.#first > dateBounds(date).last
  }
}

interface Rule {
  id: string
  status: Status
  /** The facts that decide it, or none. */
  decide(facts: StatusFact[], asOf: Moment): StatusFact[]
}

const only = (facts: StatusFact[], ...kinds: FactKind[]): StatusFact[] => facts.filter(({ kind }) => kinds.includes(kind)) // prettier-ignore

/** All or nothing: sources that disagree decide nothing. */
function agreed(facts: StatusFact[], holds: (fact: StatusFact) => boolean): StatusFact[] {
  return facts.length > 0 && facts.every(holds) ? facts : []
}

/** What was stated last, as far as it still tells of the day asked about; sources that disagree cancel out. */
function stated(facts: StatusFact[], status: Status, asOf: Moment): StatusFact[] {
  const known = only(facts, 'stated').filter((fact) => fact.status !== null && fact.status !== 'unknown')
  const latest = known.map(({ date }) => date ?? '').sort().at(-1) // prettier-ignore
  const last = known.filter(({ date }) => (date ?? '') === latest)
  if (last.length === 0 || last.some((fact) => fact.status !== status)) return []
  // What has ended by a day was not yet over before it; what is in force on a day may have begun after the one asked.
  const ended = status === 'expired' || status === 'period-over'
  const holds = (fact: StatusFact): boolean => fact.date === null || asOf.isFrom(fact.date)
  if (ended) return last.filter(holds)
  if (status === 'not-yet-in-force') return last.filter(({ date }) => date !== null && !asOf.isPast(date))
  const begun = [...only(facts, 'effective-from'), ...only(facts, 'issued')].some(({ date }) => asOf.isFrom(date))
  return begun || last.every(holds) ? last : []
}

/**
 * What guides a law ends with it: so by the Law on promulgation of 2015 and, unless an authority says that it goes on,
 * from 1 July 2025 (Luật 64/2025/QH15 Điều 57.2, as amended by 87/2025/QH15); what ended from 1 April to 30 June 2025 left
 * its guides in force where they are not contrary to the new one. The day on which the law ends decides.
 */
const GUIDES_OUTLIVE = { first: '2025-04-01', last: '2025-06-30' }

/** Ends of what it guides that end it, or may; whoever saw it in force afterwards knows better. */
function orphaned(facts: StatusFact[], asOf: Moment, since: 'before' | 'after'): StatusFact[] {
  return only(facts, 'parent-ended').filter(({ date, part }) => {
    if (part || !asOf.isFrom(date)) return false
    const { first, last } = dateBounds(date!)
    if (!(since === 'before' ? last < GUIDES_OUTLIVE.first : first > GUIDES_OUTLIVE.last)) return false
    return !only(facts, 'stated').some(
      (fact) =>
        (fact.status === 'in-force' || fact.status === 'partly-in-force') &&
        fact.date !== null &&
        new Moment(fact.date).isFrom(date),
    )
  })
}

/** In the order in which they are tried. */
export const STATUS_RULES: readonly Rule[] = [
  {
    id: 'not-yet-effective',
    status: 'not-yet-in-force',
    decide: (facts, asOf) => agreed(only(facts, 'effective-from'), ({ date }) => asOf.isBefore(date)),
  },
  {
    id: 'not-yet-issued',
    status: 'not-yet-in-force',
    decide: (facts, asOf) =>
      only(facts, 'effective-from').length > 0 ? [] : agreed(only(facts, 'issued'), ({ date }) => asOf.isBefore(date)),
  },
  {
    id: 'ended-on',
    status: 'expired',
    decide: (facts, asOf) => agreed(only(facts, 'effective-to'), ({ date }) => asOf.isFrom(date)),
  },
  {
    id: 'ended-by',
    status: 'expired',
    decide: (facts, asOf) => only(facts, 'ended-by').filter(({ part, date }) => !part && asOf.isFrom(date)),
  },
  { id: 'parent-ended', status: 'expired', decide: (facts, asOf) => orphaned(facts, asOf, 'before') },
  // It may have been published as going on, and nobody here would know.
  { id: 'parent-ended-lately', status: 'unknown', decide: (facts, asOf) => orphaned(facts, asOf, 'after') },
  { id: 'stated-expired', status: 'expired', decide: (facts, asOf) => stated(facts, 'expired', asOf) },
  { id: 'stated-period-over', status: 'period-over', decide: (facts, asOf) => stated(facts, 'period-over', asOf) },
  {
    id: 'period-over',
    status: 'period-over',
    decide: (facts, asOf) => {
      const over = agreed(only(facts, 'period-to'), ({ date }) => asOf.isPast(date))
      // Whoever saw it in force after its period knows better than its name.
      const living = only(facts, 'stated').some(
        ({ status, date }) =>
          (status === 'in-force' || status === 'partly-in-force') &&
          date !== null &&
          over.every((fact) => new Moment(date).isPast(fact.date)),
      )
      return living ? [] : over
    },
  },
  {
    id: 'partly-ended',
    status: 'partly-in-force',
    decide: (facts, asOf) => only(facts, 'ended-by').filter(({ part, date }) => part && asOf.isFrom(date)),
  },
  {
    id: 'stated-partly',
    status: 'partly-in-force',
    decide: (facts, asOf) => stated(facts, 'partly-in-force', asOf),
  },
  {
    id: 'amended',
    status: 'partly-in-force',
    decide: (facts, asOf) => only(facts, 'amended-by').filter(({ date }) => asOf.isFrom(date)),
  },
  { id: 'stated-in-force', status: 'in-force', decide: (facts, asOf) => stated(facts, 'in-force', asOf) },
  {
    id: 'stated-not-yet',
    status: 'not-yet-in-force',
    decide: (facts, asOf) => stated(facts, 'not-yet-in-force', asOf),
  },
]

/** First day on which these facts certainly have it ended as a whole, by what says the latest; null if none does. */
export function endOf(facts: StatusFact[]): PartialDate | null {
  const ends = facts.flatMap(({ kind, date, part }) =>
    date !== null && !part && (kind === 'effective-to' || kind === 'ended-by') ? [date] : [],
  )
  return ends.toSorted((a, b) => order(dateBounds(a).last, dateBounds(b).last)).at(-1) ?? null
}

/** The status on a day (or in a month or year), with what decides it. */
export function statusOf(facts: StatusFact[], asOf: PartialDate): StatusAnswer {
  const moment = new Moment(asOf)
  for (const { id, status, decide } of STATUS_RULES) {
    const evidence = decide(facts, moment)
    if (evidence.length === 0) continue
    const lives = status === 'in-force' || status === 'partly-in-force'
    const area = lives ? only(facts, 'old-area').filter(({ date }) => moment.isFrom(date)) : []
    return { status, asOf, rule: id, evidence: inOrder([...evidence, ...area]) }
  }
  const undecided = facts.filter(
    ({ kind, date }) => kind !== 'issued' && kind !== 'effective-from' && (kind !== 'old-area' || moment.isFrom(date)),
  )
  return { status: 'unknown', asOf, rule: null, evidence: inOrder(undecided) }
}

function inOrder(facts: StatusFact[]): StatusFact[] {
  const key = ({ source, start, ...rest }: StatusFact): string => {
    const { kind, date, status, by, quote } = rest
    return JSON.stringify([source ?? '', String(start).padStart(9, '0'), kind, date, status, by, quote])
  }
  return facts.toSorted((a, b) => order(key(a), key(b)))
}
