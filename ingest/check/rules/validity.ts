/**
 * V · validity: in force on the day of the draft
 * ==============================================
 *
 * Only what a source says; an instrument of which nobody says that it has ended is not found here, nor called in force.
 */
import type { Words } from '../../errors.ts'
import { fullDateAt } from '../../dates.ts'
import type { Citation, PartialDate, RelationType } from '../../record.ts'
import { slug } from '../../words.ts'
import { isBefore, shown } from '../dates.ts'
import type { KnownInstrument, Successor } from '../known.ts'
import type { Context, Found, RuleFunction } from '../model.ts'
import { partsOfNumber } from '../numbers.ts'
import { evidenceOf, forceOf } from './citation.ts'

/** What a draft ends, changes or carries on need not be in force. */
const PAST: RelationType[] = ['REPLACES', 'REPEALS', 'AMENDS', 'SUCCEEDS']
const LOOKING_BACK = /(?<!\p{L})(?:sơ kết|tổng kết|kết quả|đánh giá|thay thế|bãi bỏ|trước đây|hết hiệu lực|khen thưởng)(?!\p{L})/iu // prettier-ignore

/** First mention of each instrument that the draft rests on, with what is known of it. */
function leaning(context: Context): { citation: Citation; known: KnownInstrument }[] {
  if (LOOKING_BACK.test(context.record.document.title ?? '')) return []
  const seen = new Set<string>()
  // A draft that says itself that an instrument is over does not rest on it anywhere.
  const past = new Set(context.record.citations.filter((citation) => isPast(context, citation)).map(({ key }) => key))
  return context.own.flatMap((citation) => {
    const match = context.known.matches.get(citation.key)
    if (match?.kind !== 'one' || seen.has(match.instrument.id) || past.has(citation.key)) return []
    if (citation.kind === 'anaphor') return []
    seen.add(match.instrument.id)
    return [{ citation, known: match.instrument }]
  })
}

const isPast = ({ source }: Context, { relation, start }: Citation): boolean =>
  PAST.includes(relation) || LOOKING_BACK.test(source.text.slice(Math.max(0, start - 80), start))

function named({ type, number, date, title }: Successor | KnownInstrument): string {
  if (number === null) return title ?? type
  return `${type} ${number}${date ? ` (${shown(date)})` : ''}`
}

/** "nay là Quyết định 1648/QĐ-TTg (01/8/2025)", or that none is known. */
function successorWords({ successors }: KnownInstrument): Words {
  const [first] = successors
  if (!first) return { vi: 'Chưa rõ văn bản thay thế.', en: 'What follows it is not known.' }
  return { vi: `Tiếp nối: ${named(first)}.`, en: `Followed by ${named(first)}.` }
}

/** A programme ends with the decision that approves it: where that one is cited, it is said there. */
function aboveIt(all: { known: KnownInstrument }[], { number, title }: KnownInstrument): boolean {
  if (number !== null || title === null) return false
  const name = slug(title)
  return all.some(({ known }) => known.number !== null && known.title !== null && slug(known.title).includes(name))
}

const over =
  (status: KnownInstrument['status']): RuleFunction =>
  (context) =>
    leaning(context)
      .filter(({ known }) => known.status === status)
      .filter(({ known }, _, all) => !aboveIt(all, known))
      .map(({ citation, known }): Found => ({
        start: citation.core.start,
        end: citation.core.end,
        values: { name: named(known), asOf: shown(context.asOf), successor: successorWords(known) },
        evidence: evidenceOf([...known.statusEvidence, ...(known.successors[0]?.evidence ?? [])].slice(0, 3)),
      }))

const OWN_EFFECT = /(?<!\p{L})này có hiệu lực (?:thi hành )?(?:kể )?từ (?=ngày)/u

/** First day of the draft itself, where it says so: what carries out a new law is often issued before that one begins. */
function ownEffect({ text }: Context): PartialDate | null {
  const words = OWN_EFFECT.exec(text)
  return words ? (fullDateAt(text, words.index + words[0].length)?.date ?? null) : null
}

/** What is of a later day altogether is V5's. */
const V3: RuleFunction = (context) => {
  const effect = ownEffect(context)
  return leaning(context).flatMap(({ citation, known }): Found[] => {
    if (known.status !== 'not-yet-in-force' || known.effectiveFrom === null) return []
    if (effect !== null && !isBefore(effect, known.effectiveFrom)) return []
    if (known.date !== null && isBefore(context.asOf, known.date)) return []
    return [
      {
        start: citation.core.start,
        end: citation.core.end,
        values: { name: named(known), from: shown(known.effectiveFrom) },
        evidence: evidenceOf(known.statusEvidence),
      },
    ]
  })
}

// ---- V4: force of the bases of a legal normative document -------------------------------------------------------------

const V4: RuleFunction = (context) => {
  const { type, number, level } = context.record.document
  const own = type === null ? null : (forceOf({ type, number }) ?? (level === 'province' || level === 'commune' ? LOCAL : null)) // prettier-ignore
  if (own === null) return []
  return context.own.flatMap((citation): Found[] => {
    if (!citation.basis || citation.relation !== 'BASED_ON' || citation.number === null) return []
    const span = { start: citation.core.start, end: citation.core.end }
    const parts = partsOfNumber(citation.number)
    if (!parts) return []
    // A number without its year is that of an administrative or Party document.
    const central = /^(?:QH|UBTVQH)\d*$/.test(parts.issuers[0] ?? '')
    if (parts.year === null && !central) return [{ ...span, variant: 'administrative' }]
    // A law may rest on a law: only the Constitution stands above.
    const force = own === LAW ? null : forceOf(citation)
    if (force === null || force < own) return []
    return [{ ...span, ...(force === own ? { severity: 'warning' } : {}) }]
  })
}

const LAW = 20
const LOCAL = 90

// ---- V5: days that run backwards --------------------------------------------------------------------------------------

const V5: RuleFunction = (context) => [...afterDraft(context), ...beforeSource(context)]

function afterDraft({ record }: Context): Found[] {
  const own = record.document.date
  if (own === null) return []
  return record.citations.flatMap((citation): Found[] => {
    const at = citation.parts?.date
    if (!at || citation.date === null || !isBefore(own, citation.date)) return []
    // Texts of portals say what came later: "được sửa đổi bởi …", "hết hiệu lực theo …".
    const leans = citation.basis || RESTS.includes(citation.relation)
    const sure = leans && citation.date.length === 10
    return [
      {
        ...at,
        values: { number: citation.number ?? citation.title ?? citation.type, own: shown(own) },
        ...(sure ? {} : { severity: leans ? 'warning' : 'info' }),
      },
    ]
  })
}

const RESTS: RelationType[] = ['BASED_ON', 'IMPLEMENTS', 'GUIDES', 'APPLIES', 'PROPOSED_BY']

/** "Kế hoạch … ngày A thực hiện Kết luận … ngày B", B after A: what carries it out is the older one. */
function beforeSource({ record, source }: Context): Found[] {
  const byKey = new Map(record.instruments.map((each) => [each.key, each]))
  return record.citations.flatMap((citation): Found[] => {
    const host = citation.subject === 'this' ? undefined : byKey.get(citation.subject)
    const at = citation.parts?.date
    if (!host?.date || !at || citation.date === null) return []
    if (citation.relation !== 'IMPLEMENTS' && citation.relation !== 'BASED_ON') return []
    if (!isBefore(host.date, citation.date)) return []
    const outer = record.citations.find((each) => each.key === host.key && each.start <= citation.start && each.end >= citation.end) // prettier-ignore
    if (!outer?.parts?.date) return []
    const { start, end } = outer.parts.date
    return [
      {
        ...at,
        variant: 'source',
        severity: 'warning',
        values: {
          host: host.number ?? host.type,
          hostDate: shown(host.date),
          number: citation.number ?? citation.type,
        },
        evidence: [{ source: 'this', start, end, quote: source.text.slice(start, end) }],
      },
    ]
  })
}

// ---- V6: in part ------------------------------------------------------------------------------------------------------

const V6: RuleFunction = (context) =>
  leaning(context)
    .filter(
      ({ citation, known }) => known.status === 'partly-in-force' && citation.basis && known.amendedBy.length === 0,
    )
    .map(({ citation, known }): Found => ({
      start: citation.core.start,
      end: citation.core.end,
      values: { name: named(known), parts: touched(known) },
      evidence: evidenceOf(known.statusEvidence),
    }))

const ARTICLE = /(?:(?:điểm \p{L}{1,2}(?:, \p{L}{1,2}){0,9},? )?khoản \d{1,3}(?:, \d{1,3}){0,9},? )?Điều \d{1,4}[a-zđ]?(?:(?:, | và )\d{1,4}[a-zđ]?(?![\p{L}\d/]))*/giu // prettier-ignore

/** Articles and clauses that have ended, in the words of the sources that say so; nothing where none names them. */
function touched({ statusEvidence }: KnownInstrument): string {
  const parts = new Set(statusEvidence.flatMap(({ quote }) => [...quote.normalize('NFC').replace(/\s+/g, ' ').matchAll(ARTICLE)].map(([part]) => part))) // prettier-ignore
  return parts.size === 0 ? '' : ` (${[...parts].join('; ')})`
}

export const VALIDITY_RULES: Record<string, RuleFunction> = {
  V1: over('expired'),
  V2: over('period-over'),
  V3,
  V4,
  V5,
  V6,
}
