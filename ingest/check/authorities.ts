/**
 * Table of authorities, and the list of legal bases as it should stand
 * ====================================================================
 *
 * One line for every instrument that the draft names. Unknown is a verdict of its own and never a tick: what could not
 * be compared is named beside what was.
 */
import type { Citation, LocalInstrument } from '../record.ts'
import type { KnownInstrument } from './known.ts'
import type { Authority, ComparedField, Context, Finding } from './model.ts'

const FIELDS: readonly ComparedField[] = ['number', 'date', 'issuer', 'title']
/** Rules that say that a mention does not agree with what is known or with itself. */
const MISMATCH = new Set(['N1', 'N3', 'N4', 'N5', 'N6', 'N7', 'N10', 'C6', 'C7', 'G1'])

export function authoritiesOf(context: Context, findings: Finding[]): Authority[] {
  return context.record.instruments.map((local) => {
    const match = context.known.matches.get(local.key)
    const known = match?.kind === 'one' ? match.instrument : null
    const mentions = context.byKey.get(local.key) ?? []
    const differs = findings.some(
      (finding) => MISMATCH.has(finding.rule) && mentions.some((at) => touches(at, finding)),
    )
    const checked = known === null ? [] : FIELDS.filter((field) => given(local, field) && isKnown(known, field))
    const unchecked = FIELDS.filter((field) => given(local, field) && !checked.includes(field))
    return {
      key: local.key,
      type: local.type,
      number: local.number,
      title: local.title ?? known?.title ?? null,
      status: known?.status ?? 'unknown',
      verdict: differs ? 'mismatch' : isSure(local, checked) ? 'match' : 'unknown',
      checked,
      unchecked,
      id: known?.id ?? null,
    }
  })
}

const touches = (citation: Citation, { start, end }: Finding): boolean => start < citation.end && end > citation.start

const given = (local: LocalInstrument, field: ComparedField): boolean => local[field] !== null

const isKnown = (known: KnownInstrument, field: ComparedField): boolean =>
  field === 'number' ? known.number !== null : known.values[field] !== undefined

/** By number with its day or title, or by name. */
function isSure(local: LocalInstrument, checked: ComparedField[]): boolean {
  if (local.number === null) return checked.includes('title')
  return checked.includes('number') && (checked.includes('date') || checked.includes('title'))
}

export function legalBasisOf(_context: Context): null {
  return null
}
