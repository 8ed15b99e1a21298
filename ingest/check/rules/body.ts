/**
 * G · bodies: of their day
 * ========================
 *
 * A body that has ended ends none of its instruments; it only cannot act any more. So a cited issuer is looked at as of
 * the day of what is cited, and everything else as of the day of the draft.
 */
import { ISSUERS } from '../../vocab/index.ts'
import { dateBounds } from '../../dates.ts'
import type { Citation, PartialDate, Span } from '../../record.ts'
import { isBefore, isFrom, shown } from '../dates.ts'
import type { EndedBody } from '../known.ts'
import type { Context, Found, RuleFunction } from '../model.ts'
import type { Words } from '../../errors.ts'
import { phraseKey } from '../../words.ts'

// ---- G1: the issuer on the day of what it issued ------------------------------------------------------------------------

const DISTRICT = /(?:^|\s)(?:huyện|quận|thị xã)(?=\s+\p{Lu})|(?:huyện|quận|thị) (?:ủy|uỷ)/iu

const G1: RuleFunction = (context) =>
  context.record.citations.flatMap((citation): Found[] => {
    const at = citation.parts?.issuer
    const date = citation.date
    if (!at || date === null || citation.issuer === null) return []
    const words = context.source.text.slice(at.start, at.end).replace(/\s+/g, ' ').normalize('NFC')
    const body = bodyBegins(words, context)
    if (body?.since && isBefore(date, body.since)) return [{ ...at, values: { date: shown(date), since: body.since }, variant: 'early' }] // prettier-ignore
    if (body?.until && isFrom(date, body.until)) return [{ ...at, values: { date: shown(date), until: shown(body.until), now: nowWords(body) } }] // prettier-ignore
    if (DISTRICT.test(words) && !context.known.levelExists('district', date))
      return [{ ...at, variant: 'district', values: { date: shown(date) } }]
    return []
  })

interface Lifetime {
  since: string | null
  until: string | null
  now: EndedBody['now']
}

/** The body that the words begin with, as far as its days are known. */
function bodyBegins(words: string, { known }: Context): Lifetime | null {
  const key = phraseKey(words.replace(/^của /iu, '').replace(/^(?:Bộ trưởng|Giám đốc|Phó Giám đốc) (?=Bộ|Sở)/u, ''))
  const ended = known.endedBodies.find(({ name }) => beginsWith(key, phraseKey(name)))
  if (ended) return { since: null, until: ended.until.length === 4 ? String(Number(ended.until) + 1) : ended.until, now: ended.now } // prettier-ignore
  const young = ISSUERS.find(
    ({ name, since }) => since !== undefined && name !== null && beginsWith(key, phraseKey(name)),
  )
  return young ? { since: String(young.since), until: null, now: [] } : null
}

const beginsWith = (key: string, name: string): boolean => key === name || key.startsWith(`${name} `)

function nowWords({ now }: Pick<EndedBody, 'now'>): Words {
  const names = now.map(({ name, matter }) => (matter ? `${name} (${matter})` : name)).join('; ')
  return names === ''
    ? { vi: 'Chưa rõ cơ quan tiếp nhận.', en: 'Who carries on its work is not known.' }
    : { vi: `Nay là ${names}.`, en: `Now ${names}.` }
}

// ---- G2: who is to act now ------------------------------------------------------------------------------------------

/** Bodies of the district level, and how they are written; the level ended on 1 July 2025. */
const DISTRICT_BODIES =
  /(?<!\p{L})(?:(?:Chủ tịch )?(?:UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân)(?: các)? (?:cấp huyện|(?:huyện|quận|thị xã)(?: \p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){0,2})?)|(?:Huyện|Quận|Thị) (?:ủy|uỷ)(?: \p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){0,2})?)(?!\p{L})/gu
/** Words by which a text speaks of what has been. */
const OF_THE_PAST = /(?:trước đây|nguyên|cũ|trước khi|sáp nhập|nay là|đã|hợp nhất|kế thừa|tiếp nhận|giải thể|chuyển giao|kết thúc hoạt động)(?!\p{L})/iu // prettier-ignore
/** Body before its place or kind is told: "Sở Lao động – Thương binh và Xã hội". */
const LONGEST_BODY = 60
const FULL = /(?<!\p{L})(?:(?:Sở|Bộ|Ban|Ủy ban|Uỷ ban) (?=\p{Lu})|Ban cán sự (?=[đĐ]ảng))/gu
/** "Sở LĐ-TB&XH", "Bộ KH và ĐT", "BCSĐ UBND tỉnh"; not the end of a number. */
const SHORT = /(?<![\p{L}\p{N}/-])(?:(Sở|Bộ) (?=\p{Lu}{2}|\p{Lu}[&-])(\p{Lu}[\p{Lu}&.–-]{0,12}\p{Lu}(?: (?:và|&) \p{Lu}{2,5})?)|BCSĐ)(?![\p{L}/])/gu // prettier-ignore
const WHOLE_DISTRICT_LEVEL = '2025-07-01'

const G2: RuleFunction = (context) => {
  const found: Found[] = []
  const told = new Set<string>()
  const sign = context.dated ? null : latestSign(context)
  const inCitation = (span: Span): boolean => context.record.citations.some((each) => isInside(span, each))
  const add = (
    start: number,
    end: number,
    until: PartialDate,
    body: string | null,
    rest: Omit<Found, 'start' | 'end'>,
  ): void => {
    // prettier-ignore
    const around = context.text.slice(Math.max(0, start - 40), end + 40)
    const span = context.toSource({ start, end })
    if (OF_THE_PAST.test(around.replace(/đã ban hành/giu, '')) || inCitation(span) || isHeader(context, span)) return
    const id = phraseKey(body ?? context.text.slice(start, end))
    if (told.has(id)) return
    told.add(id)
    // Who reads an old plan without its day is not told that it was wrong: the bodies lived when it was written.
    const old = sign !== null && isBefore(sign, yearBefore(until))
    found.push({ ...span, ...rest, values: { ...rest.values, asOf: context.dated ? NOTHING : TODAY }, ...(old ? { severity: 'info' } : {}) }) // prettier-ignore
  }
  if (!context.known.levelExists('district', context.asOf))
    for (const match of context.text.matchAll(DISTRICT_BODIES)) add(match.index, match.index + match[0].length, WHOLE_DISTRICT_LEVEL, null, { variant: 'district' }) // prettier-ignore
  const ended = ({ name, until, now }: EndedBody, start: number, end: number): void => add(start, end, until, name, { values: { until: shown(until), now: nowWords({ now }) } }) // prettier-ignore
  const bodies = context.known.endedBodies.map((body) => ({ body, key: phraseKey(body.name) }))
  for (const match of context.text.matchAll(FULL)) {
    const key = phraseKey(context.text.slice(match.index, match.index + LONGEST_BODY))
    const named = bodies.find(({ key: name }) => beginsWith(key, name))
    if (named) ended(named.body, match.index, bodyEnd(context.text, match.index, named.body.name))
  }
  for (const match of context.text.matchAll(SHORT)) {
    const code = match[2] === undefined ? match[0] : match[1]![0] + match[2].replace(/ và |[^\p{L}]/gu, '')
    const name = NAME_BY_CODE.get(code)
    const named = name && bodies.find(({ key }) => key === name)
    if (named) ended(named.body, match.index, match.index + match[0].length)
  }
  return found
}

const LIVING = ISSUERS.filter(({ until }) => until === undefined).map(({ code }) => code)

/**
 * Code of a body that has ended → its name as a key: "SLĐTBXH", "BCSĐ". Not one that begins the code of a body of
 * today: "Sở NN" may go on as "Sở NN, MT".
 */
const NAME_BY_CODE = new Map(
  ISSUERS.flatMap(({ code, name, until }) => {
    const ended = name !== null && until !== undefined && !LIVING.some((each) => each.startsWith(code))
    return ended ? [[code, phraseKey(name)] as const] : []
  }),
)

const TODAY: Words = { vi: ', tính đến hôm nay (dự thảo không ghi ngày)', en: ', as of today (the draft gives no day)' }
const NOTHING: Words = { vi: '', en: '' }

/** The latest day that an undated draft itself tells of its time: of what it cites, or the year it is for. */
function latestSign({ own, record }: Context): PartialDate | null {
  const days = own.flatMap(({ date }) => date ?? [])
  const { periodFrom } = record.document
  if (periodFrom !== null) days.push(periodFrom)
  return days.reduce<PartialDate | null>((latest, day) => (latest === null || dateBounds(day).last > dateBounds(latest).last ? day : latest), null) // prettier-ignore
}

const yearBefore = (date: PartialDate): PartialDate => `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`

const isInside = ({ start, end }: Span, citation: Citation): boolean => start >= citation.start && end <= citation.end

/** The letterhead names whoever issues; an old one is that of an old document. */
const isHeader = ({ record }: Context, { start }: Span): boolean => {
  const at = record.document.spans.title?.start ?? record.document.spans.type?.start
  return at !== undefined && start < at
}

/** Where a name of so many words ends that starts here. */
function bodyEnd(text: string, start: number, name: string): number {
  const count = name.split(/[^\p{L}]+/u).filter(Boolean).length // prettier-ignore
  const words = [...text.slice(start, start + LONGEST_BODY + 20).matchAll(/\p{L}+/gu)]
  const last = words[count - 1]
  return last ? start + last.index + last[0].length : start
}

// ---- G3: nay là --------------------------------------------------------------------------------------------------------

const G3: RuleFunction = (context) => {
  const told = new Set<string>()
  return context.own.flatMap((citation): Found[] => {
    const match = context.known.matches.get(citation.key)
    const at = citation.parts?.issuer
    if (!at || !citation.basis || match?.kind !== 'one' || match.instrument.issuerNow.length !== 1) return []
    const [now] = match.instrument.issuerNow
    if (told.has(now!) || /nay là/iu.test(context.source.text.slice(at.end, at.end + 40))) return []
    told.add(now!)
    return [{ ...at, values: { now: now! } }]
  })
}

// ---- G4: a rule of an old place for the whole new one ------------------------------------------------------------------

const MERGED = '2025-07-01'

const G4: RuleFunction = (context) => {
  const { level } = context.record.document
  if (level !== 'province' || !isFrom(context.asOf, MERGED)) return []
  const applied = new Set(
    context.record.citations.filter(({ relation }) => relation === 'APPLIES').map(({ key }) => key),
  )
  const byKey = new Map(context.record.instruments.map((each) => [each.key, each]))
  const told = new Set<string>()
  return context.own.flatMap((citation): Found[] => {
    const local = byKey.get(citation.key)
    if (!local?.province || local.level !== 'province' || local.date === null || local.number === null) return []
    if (!/\/(?:19|20)\d\d\/(?:NQ-HĐND|QĐ-UBND)/u.test(local.number) || told.has(local.key)) return []
    if (!isBefore(local.date, MERGED) || applied.has(local.key)) return []
    if (citation.relation !== 'BASED_ON' && citation.relation !== 'IMPLEMENTS') return []
    if (!context.known.provinceMerged(local.province, local.date)) return []
    told.add(local.key)
    return [{ start: citation.core.start, end: citation.core.end, values: { province: local.province } }]
  })
}

export const BODY_RULES: Record<string, RuleFunction> = { G1, G2, G3, G4 }
