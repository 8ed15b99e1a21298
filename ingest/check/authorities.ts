/**
 * Table of authorities, and the list of legal bases as it should stand
 * ====================================================================
 *
 * One line for every instrument that the draft names. Unknown is a verdict of its own and never a tick: what could not
 * be compared is named beside what was.
 */
import type { Citation, LocalInstrument } from '../record.ts'
import { shown } from './dates.ts'
import type { KnownInstrument, KnownName } from './known.ts'
import type { Authority, CheckReport, ComparedField, Context, Finding } from './model.ts'
import { forceOf } from './rules/citation.ts'

const FIELDS: readonly ComparedField[] = ['number', 'date', 'issuer', 'title']
/** Rules that say that a mention does not agree with what is known or with itself. */
const MISMATCH = new Set(['N1', 'N3', 'N4', 'N5', 'N6', 'N7', 'N10', 'C6', 'C7', 'G1'])

export function authoritiesOf(context: Context, findings: Finding[]): Authority[] {
  const differing = new Set(
    findings.filter(({ rule }) => MISMATCH.has(rule)).flatMap((finding) => innermost(context, finding)?.key ?? []),
  )
  return context.record.instruments.map((local) => {
    const match = context.known.matches.get(local.key)
    const known = match?.kind === 'one' ? match.instrument : null
    const differs = differing.has(local.key)
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

/** The mention that a finding is about: of those that hold it, the shortest. */
function innermost({ record }: Context, { start, end }: Finding): Citation | null {
  const holding = record.citations.filter((each) => start < each.end && end > each.start)
  return holding.sort((a, b) => a.end - a.start - (b.end - b.start))[0] ?? null
}

const given = (local: LocalInstrument, field: ComparedField): boolean => local[field] !== null

const isKnown = (known: KnownInstrument, field: ComparedField): boolean =>
  field === 'number' ? known.number !== null : known.values[field] !== undefined

/** By number with its day or title, or by name. */
function isSure(local: LocalInstrument, checked: ComparedField[]): boolean {
  if (local.number === null) return checked.includes('title')
  return checked.includes('number') && (checked.includes('date') || checked.includes('title'))
}

// ---- the list of bases ---------------------------------------------------------------------------------------------

/** What may stand between two bases of one list. */
const BETWEEN = /^\s*[;,.]?\s*(?:và\s+)?(?:(?:Căn cứ|Thực hiện)\s+)?(?:các\s+)?$/u
const LONGEST_GAP = 40

/**
 * The run of bases as it should stand: with the fixes of the findings, in the order of force, with what is missing above
 * them. Null where the draft has no list or the list is right. Words around it (“Căn cứ”, the last mark) stay.
 */
export function legalBasisOf(context: Context, findings: Finding[]): CheckReport['legalBasis'] {
  const run = basisRun(context)
  const [first, last] = [run[0], run.at(-1)]
  if (!first || !last) return null
  const { text } = context.source
  const gaps = run.slice(1).map((each, i) => text.slice(run[i]!.end, each.start))
  const between = gaps[0] ?? (text.slice(0, first.start).endsWith('Căn cứ ') ? ';\nCăn cứ ' : '; ')
  const items = byForce(run).map((each) => mended(context, each, findings))
  const missing = context.known.missing.flatMap((each) => (each.relation === 'APPROVES' ? nameInFull(each) : []))
  const above = 1 + byForce(run).findLastIndex((each) => forceOf(each) !== null)
  const wanted = items.toSpliced(above, 0, ...missing).join(between)
  const same = gaps.every((gap) => gap === between) ? text.slice(first.start, last.end) : run.map((each) => text.slice(each.start, each.end)).join(between) // prettier-ignore
  return wanted === same ? null : { start: first.start, end: last.end, text: wanted }
}

function basisRun({ own, source, record }: Context): Citation[] {
  const bases = own.filter(({ basis }) => basis && record.document.title !== null)
  const run: Citation[] = []
  for (const citation of bases) {
    const before = run.at(-1)
    if (before) {
      const gap = source.text.slice(before.end, Math.min(citation.start, before.end + LONGEST_GAP))
      if (before.end + gap.length < citation.start || !BETWEEN.test(gap)) break
    }
    run.push(citation)
  }
  return run
}

/** In the order of force; what has no place in it stays where it is. */
function byForce(run: Citation[]): Citation[] {
  const placed = run.filter((each) => forceOf(each) !== null).sort((a, b) => forceOf(a)! - forceOf(b)!)
  return run.map((each) => (forceOf(each) === null ? each : placed.shift()!))
}

/** The words of a mention with the fixes that lie in it. */
function mended({ source }: Context, citation: Citation, findings: Finding[]): string {
  const fixes = findings
    .flatMap((finding) => finding.fixes.slice(0, 1))
    .filter(({ start, end }) => start >= citation.start && end <= citation.end)
    .sort((a, b) => a.start - b.start)
  let words = ''
  let at = citation.start
  for (const { start, end, text } of fixes) {
    if (start < at) continue
    words += source.text.slice(at, start) + text
    at = end
  }
  return words + source.text.slice(at, citation.end)
}

/** "Quyết định số 1648/QĐ-TTg ngày 01/8/2025 của Thủ tướng Chính phủ phê duyệt …", where all of it is known. */
function nameInFull({ type, number, date, issuer, title }: KnownName): string[] {
  if (number === null || date === null || issuer === null || title === null) return []
  return [`${type} số ${number} ngày ${shown(date)} của ${issuer} ${title}`]
}
