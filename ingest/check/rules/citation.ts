/**
 * C · citations: complete, in form, and as others know them
 * =========================================================
 */
import type { Citation, LocalInstrument, Span } from '../../record.ts'
import { otherCentralBody, titleDifference, titleEdit, weightOf } from '../compare.ts'
import { differ, inFormOf, isBefore, shown } from '../dates.ts'
import type { KnownEvidence, KnownInstrument, KnownValue } from '../known.ts'
import type { Context, Edit, Evidence, Found, RuleFunction } from '../model.ts'
import { partsOfNumber } from '../numbers.ts'
import { contradictions } from './number.ts'
import { foldWord } from '../../words.ts'
import type { Words } from '../../errors.ts'

const LAWS = new Set(['Luật', 'Bộ luật', 'Pháp lệnh', 'Hiến pháp'])

export const evidenceOf = (evidence: KnownEvidence[]): Evidence[] => evidence.map(({ source, start, end, quote, label }) => ({ source, start, end, quote, label })) // prettier-ignore

/** Mentions by number or name that are no short form, with the one instrument each is. */
function matched(context: Context): { citation: Citation; known: KnownInstrument }[] {
  return context.record.citations.flatMap((citation) => {
    const match = context.known.matches.get(citation.key)
    return match?.kind === 'one' ? [{ citation, known: match.instrument }] : []
  })
}

const slice = ({ source }: Context, { start, end }: Span): string => source.text.slice(start, end)

/** Whose word it is, in words. */
function voice({ by, sources }: KnownValue): Words {
  if (by === 'document') return { vi: 'chính văn bản ấy', en: 'that document itself' }
  if (by === 'catalogue') return { vi: 'danh mục', en: 'the catalogue' }
  return { vi: `${sources} văn bản khác trong kho`, en: `${sources} other documents in the store` }
}

// ---- C1, C2: first in full, then short ------------------------------------------------------------------------------

const MISSING: Record<'date' | 'issuer' | 'title', Words> = {
  date: { vi: 'ngày ban hành', en: 'day' },
  issuer: { vi: 'cơ quan ban hành', en: 'issuer' },
  title: { vi: 'trích yếu', en: 'title' },
}

/** The first mention in the list of bases; what it lacks may stand in the draft's own title above it. */
const C1: RuleFunction = (context) => {
  const done = new Set<string>()
  const above = new Map<string, Set<string>>()
  return context.own.flatMap((citation): Found[] => {
    const { key, parts: stretches, basis, type, kind, relation } = citation
    const earlier = above.get(key) ?? new Set()
    above.set(key, new Set([...earlier, ...Object.keys(stretches ?? {})]))
    if (done.has(key) || !basis) return []
    done.add(key)
    if (!stretches?.number || LAWS.has(type) || kind === 'anaphor') return []
    if (relation !== 'BASED_ON' && relation !== 'IMPLEMENTS') return []
    const parts = partsOfNumber(citation.number!)
    const lacking = (['date', 'issuer', 'title'] as const).filter((field) => !stretches[field] && !earlier.has(field))
    // What the National Assembly passed is told by its number.
    const told = (field: string): boolean => field === 'issuer' && /^QH\d*$/.test(parts?.issuers[0] ?? '')
    // A legal normative document gives no day beside a number that holds the year (NĐ 78/2025/NĐ-CP, Điều 68).
    const dated = context.documentClass === 'qppl' && parts?.year != null
    const missing = lacking.filter((field) => !told(field) && !(dated && field === 'date'))
    if (missing.length === 0) return []
    const list = (lang: 'vi' | 'en'): string => missing.map((field) => MISSING[field][lang]).join(', ')
    return [{ start: citation.core.start, end: citation.core.end, values: { missing: { vi: list('vi'), en: list('en') } } }] // prettier-ignore
  })
}

/** One finding an instrument: the first time it is repeated in full. */
const C2: RuleFunction = (context) => {
  const full = new Map<string, Citation>()
  const told = new Set<string>()
  return context.own.flatMap((citation): Found[] => {
    const { parts, key, section, number } = citation
    if (section === 'header' || number === null || !parts?.title || !parts.date || !parts.issuer) return []
    const first = full.get(key)
    if (!first) full.set(key, citation)
    if (!first || told.has(key)) return []
    told.add(key)
    return [{ start: citation.start, end: citation.end, values: { type: citation.type, number } }]
  })
}

// ---- C3: laws -------------------------------------------------------------------------------------------------------

/** Of a legal normative document once: one way of citing goes through it all. */
const C3: RuleFunction = (context) => {
  const found = lawsWritten(context)
  return context.documentClass === 'qppl' ? found.slice(0, 1) : found
}

/** NĐ 78/2025/NĐ-CP, Điều 68, as amended; before it a law was cited without number in these documents too. */
const NUMBERED_LAWS = '2025-08-01'

const lawsWritten = (context: Context): Found[] =>
  context.own.flatMap((citation): Found[] => {
    const { type, parts, kind } = citation
    if (!LAWS.has(type) || type === 'Hiến pháp' || kind === 'anaphor' || kind === 'alias') return []
    const span = { start: citation.core.start, end: citation.core.end }
    if (context.documentClass === 'qppl')
      return parts?.number || !citation.basis || isBefore(context.asOf, NUMBERED_LAWS) ? [] : [{ ...span, variant: 'number' }] // prettier-ignore
    return parts?.number && citation.basis ? [{ ...span, variant: 'main' }] : []
  })

// ---- C4: the list of bases -------------------------------------------------------------------------------------------

const C4: RuleFunction = (context) => {
  const { type } = context.record.document
  const listed = basisParagraphs(context)
  if (listed.length < 2) return []
  const severity = type === 'Quyết định' || type === 'Nghị quyết' ? undefined : 'info'
  return listed.flatMap(({ text, span, goesOn }, index): Found[] => {
    const last = index === listed.length - 1 && !goesOn
    const wanted = last ? /[.;,]$/ : /;$/
    if (wanted.test(text)) return []
    // The older form closed with a comma (TT 01/2011/TT-BNV), and a list may go on in the enacting sentence.
    const at = { start: span.end - 1, end: span.end }
    return [{ ...at, ...(severity ? { severity } : {}), values: { mark: last ? '.' : ';' } }]
  })
}

interface BasisParagraph {
  text: string
  span: Span
  /** Another reason follows on the next line, without a mark between. */
  goesOn?: true
}

/** Paragraphs of the preamble that open with "Căn cứ", each with its span in the text as read. */
export function basisParagraphs({ text, toSource, record, source }: Context): BasisParagraph[] {
  const from = record.document.spans.title?.end ?? record.document.spans.type?.end ?? 0
  const found: BasisParagraph[] = []
  let start = 0
  for (const line of text.split('\n')) {
    const end = start + line.length
    const trimmed = line.trimEnd()
    if (trimmed !== '') {
      const span = toSource({ start, end: start + trimmed.length })
      if (span.start >= from) {
        if (/^(?:Căn cứ|CĂN CỨ) \p{L}/u.test(trimmed)) found.push(withoutNext(source.text, { text: trimmed, span }))
        else if (found.length > 0) return found.filter(({ span: each }) => isPlain(source.text, each))
      }
    }
    start = end + 1
  }
  return found
}

/** A line without its mark was joined to the one below, where the next reason begins with its own cue. */
const NEXT_REASON = /[ \t]*\r?\n\s*(?=(?:Căn cứ|Thực hiện|Theo đề nghị|Xét đề nghị) \p{L})/u

function withoutNext(source: string, paragraph: BasisParagraph): BasisParagraph {
  const { start, end } = paragraph.span
  const at = source.slice(start, end).search(NEXT_REASON)
  if (at < 0) return paragraph
  return { text: source.slice(start, start + at), span: { start, end: start + at }, goesOn: true }
}

/** In Markdown a mark of emphasis may follow the semicolon. */
const isPlain = (text: string, { end }: Span): boolean => /[\p{L}\p{N};.,”")]/u.test(text[end - 1] ?? '')

// ---- C6, C7: as others know it ---------------------------------------------------------------------------------------

const C6: RuleFunction = (context) => {
  const told = new Set<string>()
  return matched(context).flatMap(({ citation, known }): Found[] => {
    const span = citation.parts?.title
    const value = known.values.title
    if (!span || !value || citation.title === null || LAWS.has(citation.type)) return []
    const weight = weightOf(value)
    const difference = titleDifference(citation.title, value.value)
    if (weight === null || difference === null) return []
    const id = `${citation.key} ${difference.missing} | ${difference.added}`
    if (told.has(id)) return []
    told.add(id)
    const other = difference.similarity < OTHER_TITLE
    const fix = other || weight !== 'error' ? null : titleFix(context, citation, span, value.value)
    return [
      {
        ...span,
        variant: other ? 'other' : 'main',
        values: { voice: voice(value), known: value.value, difference: differenceWords(difference) },
        evidence: evidenceOf(value.evidence),
        ...(fix ? { fix } : {}),
      },
    ]
  })
}

const OTHER_TITLE = 0.4

/** Only the words that differ, and none that is in another mention by its number. */
function titleFix(context: Context, citation: Citation, span: Span, known: string): Edit | null {
  const edit = titleEdit(slice(context, span), known)
  if (!edit) return null
  const [start, end] = [span.start + edit.start, span.start + edit.end]
  const isInOther = context.record.citations.some(
    (each) => each !== citation && each.key !== citation.key && each.number !== null && each.start > citation.start && each.start <= end && each.end >= start, // prettier-ignore
  )
  return isInOther ? null : { start, end, text: edit.text }
}

function differenceWords({ missing, added }: { missing: string; added: string }): Words {
  const say = (lacks: string, has: string): string => [missing && `${lacks} “${missing}”`, added && `${has} “${added}”`].filter(Boolean).join('; ') // prettier-ignore
  return { vi: say('thiếu', 'thêm'), en: say('without', 'with') }
}

const C7: RuleFunction = (context) => {
  const contradicted = new Set(contradictions(context).map(({ citation }) => citation))
  return matched(context).flatMap(({ citation, known }): Found[] => {
    const found: Found[] = []
    const { date, issuer } = known.values
    const at = citation.parts?.date
    const label = citation.number ?? citation.title ?? citation.type
    const weight = date && weightOf(date)
    if (date && weight && at && citation.date !== null && differ(citation.date, date.value))
      found.push({
        ...at,
        values: { number: label, date: shown(citation.date), known: shown(date.value), voice: voice(date) },
        evidence: evidenceOf(date.evidence),
        ...(weight === 'error' ? {} : { severity: weight }),
        ...(weight === 'error' && date.value.length === 10 && citation.date.length === 10
          ? { fix: { ...at, text: inFormOf(slice(context, at), date.value) } }
          : {}),
      })
    const body = citation.parts?.issuer
    const sure = issuer && weightOf(issuer)
    if (issuer && sure && body && !contradicted.has(citation)) {
      const words = slice(context, body).replace(/\s+/g, ' ')
      if (otherCentralBody(words, issuer.value))
        found.push({
          ...body,
          variant: 'issuer',
          values: { number: label, known: issuer.value, voice: voice(issuer) },
          evidence: evidenceOf(issuer.evidence),
          ...(sure === 'error' ? {} : { severity: sure }),
        })
    }
    return found
  })
}

// ---- C8, C9: which place, and twice -----------------------------------------------------------------------------------

/** Once a draft: the place is missing for all of them. */
const C8: RuleFunction = (context) => {
  const { province } = context.record.document
  if (province !== null) return []
  const open = new Map(context.record.instruments.filter(isNowhere).map((each) => [each.key, each]))
  const first = context.own.find(({ key, parts }) => open.has(key) && parts?.issuer)
  return first ? [{ ...first.parts!.issuer!, values: { number: first.number ?? first.type } }] : []
}

const isNowhere = ({ number, level, province, issuer }: LocalInstrument): boolean =>
  number !== null && (level === 'province' || level === 'district' || level === 'commune') && province === null && issuer !== null // prettier-ignore

const C9: RuleFunction = (context) => [...twice(context), ...doubledType(context)]

function twice({ own }: Context): Found[] {
  const seen = new Set<string>()
  return own.flatMap((citation): Found[] => {
    if (!citation.basis || citation.kind !== 'full' || citation.relation !== 'BASED_ON') return []
    const id = `${citation.key}|${citation.provision ?? ''}`
    if (!seen.has(id)) {
      seen.add(id)
      return []
    }
    return [{ start: citation.start, end: citation.end, variant: 'main' }]
  })
}

/** "Kế hoạch số 76/KH-SYT … về Kế hoạch thực hiện …". */
function doubledType(context: Context): Found[] {
  return context.record.citations.flatMap((citation): Found[] => {
    const span = citation.parts?.title
    if (!span || citation.number === null) return []
    const words = slice(context, span).replace(/\s+/g, ' ')
    const doubled = /^,? ?(?:về việc|về) (\p{L}+ \p{L}+)(?! số)/iu.exec(words)
    const same = doubled && fold(doubled[1]!) === fold(citation.type)
    if (!same) return []
    const start = span.start + slice(context, span).toLowerCase().indexOf(doubled[1]!.split(' ')[0]!.toLowerCase())
    return [{ start, end: start + doubled[1]!.length, variant: 'type', values: { type: citation.type } }]
  })
}

const fold = (words: string): string => words.split(' ').map(foldWord).join(' ')

// ---- C10: pinpoints ---------------------------------------------------------------------------------------------------

/** Not a list whose next item is of its own article: "Điều 18, khoản 4 Điều 22". */
const LARGE_FIRST = /^[ĐđD]iều \d+[a-zđ]?,? (?:khoản|điểm)(?!.* [Đđ]iều )|^khoản \d+,? điểm(?!.* khoản )/u

const C10: RuleFunction = (context) =>
  context.record.citations.flatMap((citation): Found[] => {
    const span = citation.parts?.provision
    if (!span || citation.provision === null) return []
    const words = citation.provision
    if (LARGE_FIRST.test(words)) return [{ ...span, values: { provision: words } }]
    const absent = absentArticle(context, citation, words)
    if (absent) return [{ ...span, variant: 'absent', ...absent }]
    const small = /(?:^|[\s,])(điều) \d/u.exec(words)
    if (!small) return []
    const at = slice(context, span).search(/điều/u)
    if (at < 0) return []
    const start = span.start + at
    return [{ start, end: start + 4, variant: 'capital', severity: 'info', fix: { start, end: start + 4, text: 'Điều' } }] // prettier-ignore
  })

/** An article past the last one of the text that is held. */
function absentArticle({ known }: Context, { key }: Citation, provision: string): Omit<Found, 'start' | 'end'> | null {
  const match = known.matches.get(key)
  if (match?.kind !== 'one' || match.instrument.lastArticle === null) return null
  const { id, type, number, title, lastArticle } = match.instrument
  const article = [...provision.matchAll(/điều (\d{1,4})(?![\p{L}\d])/giu)].find(
    ([, each]) => Number(each) > lastArticle,
  )?.[1]
  if (article === undefined) return null
  const name = [type, number ?? title].filter(Boolean).join(' ')
  return {
    values: { article, name, last: String(lastArticle) },
    evidence: [{ source: `graph:${id}`, start: 0, end: 0, quote: name, label: name }],
  }
}

// ---- C11: amended ------------------------------------------------------------------------------------------------------

const SAYS_AMENDED = /sửa đổi|bổ sung|hợp nhất/iu

const C11: RuleFunction = (context) => {
  const seen = new Set<string>()
  return context.own.flatMap((citation): Found[] => {
    const match = context.known.matches.get(citation.key)
    if (!citation.basis || seen.has(citation.key) || match?.kind !== 'one') return []
    seen.add(citation.key)
    const { amendedBy } = match.instrument
    if (amendedBy.length === 0 || citation.relation === 'AMENDS') return []
    if (SAYS_AMENDED.test(context.source.text.slice(citation.start, citation.end + 60))) return []
    const amender = amendedBy[0]!
    if (amender.date !== null && isBefore(context.asOf, amender.date)) return []
    return [
      {
        start: citation.core.start,
        end: citation.core.end,
        values: { amender: `${amender.type} ${amender.number ?? amender.title ?? ''}`.trim() },
        evidence: evidenceOf(amender.evidence),
      },
    ]
  })
}

// ---- C12: order of bases by force ----------------------------------------------------------------------------------------

const C12: RuleFunction = (context) => {
  const bases = context.own.filter(({ basis, relation }) => basis && relation === 'BASED_ON')
  let highest: { citation: Citation; rank: number } | null = null
  for (const citation of bases.toReversed()) {
    const rank = forceOf(citation)
    if (rank === null) continue
    if (highest && rank > highest.rank)
      return [
        {
          start: highest.citation.core.start,
          end: highest.citation.core.end,
          values: { other: slice(context, citation.core).replace(/\s+/g, ' ') },
        },
      ]
    if (!highest || rank < highest.rank) highest = { citation, rank }
  }
  return []
}

/** Place in the order of force (Luật 64/2025/QH15, Điều 4); null where the number does not tell. */
export function forceOf({ type, number }: Pick<Citation, 'type' | 'number'>): number | null {
  if (type === 'Hiến pháp') return 10
  if (type === 'Luật' || type === 'Bộ luật') return 20
  if (type === 'Pháp lệnh') return 30
  const parts = number === null ? null : partsOfNumber(number)
  if (!parts || parts.system === 'party') return null
  const body = parts.issuers[0] ?? ''
  if (/^QH\d*$/.test(body)) return 20
  if (/^UBTVQH\d*$/.test(body)) return 30
  if (body === 'CTN') return 40
  if (body === 'CP') return parts.code === 'NĐ' || parts.year !== null ? 50 : null
  if (body === 'TTg') return parts.year !== null ? 60 : null
  if (parts.code === 'TT' || parts.code === 'TTLT') return 70
  return null
}

export const CITATION_RULES: Record<string, RuleFunction> = { C1, C2, C3, C4, C6, C7, C8, C9, C10, C11, C12 }
