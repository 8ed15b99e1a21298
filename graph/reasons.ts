/**
 * Reasons: why a node is what it is, where that is not plain
 * ==========================================================
 *
 * What may be several says in what each candidate agrees with it and what that one says more; what is not known says
 * what it lacks; what was read under another number says which and why; words of persons say what they did.
 */
import { order } from './caption.ts'
import { titleShare, type Facts } from './facts.ts'
import type { Group, Reason, ReasonField } from './model.ts'

const PLAIN: Omit<Reason, 'code'> = { node: null, agrees: [], silent: [], written: null, corrections: [], sources: 0 }

/** Of each field, what it is made of. */
const FIELDS: [ReasonField, (facts: Facts) => string | null][] = [
  ['number', ({ number }) => number],
  ['date', ({ date, year }) => date ?? year],
  ['issuer', ({ body }) => body],
  ['place', ({ province, locality }) => locality ?? province],
  ['level', ({ level }) => level],
  ['period', ({ periodTo }) => periodTo],
]

/** Nothing contradicts between a candidate and what is cited; `said`: what those say who cite it. */
export function candidateReason(node: string, said: Facts[], candidate: Facts[]): Reason {
  const agrees: ReasonField[] = []
  const silent: ReasonField[] = []
  for (const [field, valueOf] of FIELDS) {
    if (candidate.every((facts) => valueOf(facts) === null)) continue
    if (said.every((facts) => valueOf(facts) === null)) silent.push(field)
    else agrees.push(field)
  }
  const shares = said.flatMap((one) => candidate.flatMap((other) => titleShare(one.titleWords, other.titleWords) ?? []))
  if (shares.some((share) => share >= 0.8)) agrees.push('title')
  return { ...PLAIN, code: 'may-be', node, agrees, silent }
}

export function incompleteReason(lacking: ReasonField[]): Reason {
  return { ...PLAIN, code: 'incomplete', silent: lacking }
}

/** `code`: same, not-same or conflict. */
export function wordReason(code: string, corrections: string[]): Reason {
  return { ...PLAIN, code, corrections: corrections.toSorted(order), sources: corrections.length }
}

/** Numbers that sources write otherwise, with the reader's reason to take them for this one. */
export function misprintReasons(groups: Group[]): Reason[] {
  const counted = new Map<string, number>()
  for (const { misprint, claims } of groups)
    if (misprint !== null) counted.set(misprint, (counted.get(misprint) ?? 0) + claims)
  return [...counted].toSorted(([a], [b]) => order(a, b)).map(([misprint, sources]): Reason => {
    const cut = misprint.indexOf(' ')
    return { ...PLAIN, code: misprint.slice(0, cut), written: misprint.slice(cut + 1), sources }
  }) // prettier-ignore
}
