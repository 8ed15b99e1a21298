/**
 * 7 · record: drafts become citations, instruments and relations
 * ==============================================================
 *
 * Everything that the stages found is put into the record's shape, spans led back to the text as read. Values are what
 * the text says, tidied (blanks folded, abbreviations of bodies opened, the place added that the document itself gives).
 */
import type { CueHit } from './citations/cues.ts'
import type { Draft } from './citations/index.ts'
import { withoutFurniture } from './flow.ts'
import { openIssuer, type Header } from './header.ts'
import { annexesOf, type Outline } from './outline.ts'
import { clauseStart } from './lines.ts'
import { MOST_MARKS } from './normalise.ts'
import { levelOf, PROVINCE_IN_TEXT, provinceNamed } from './places.ts'
import {
  RECORD_VERSION,
  RELATION_TYPES,
  type Citation,
  type CitationParts,
  type DocumentRecord,
  type LocalInstrument,
  type LocalRelation,
  type Section,
  type Span,
  type Warning,
} from './record.ts'
import { CHANGES, governingCue, isEnacting, nestedCue, type Context, type Governed } from './relations.ts'
import type { Cluster, Resolution } from './resolve.ts'
import { bodyOfCode } from './vocab/index.ts'
import { warningMessage } from './warnings.ts'
import { memo } from './words.ts'

interface Parts {
  source: string
  /** Its pages hold hardly any text. */
  sparse: boolean
  /** The flow text. */
  text: string
  toSource(span: Span): Span
  parts: Outline
  header: Header
  drafts: Draft[]
  /** Citations say where their parts stand. */
  withParts: boolean
  resolution: Resolution
  cues: CueHit[]
  selfReferences: Span[]
  sectionAt(at: number): Section
}

/** Latin and Vietnamese letters, signs, dashes and quotation marks; no blanks, no combining marks, no decoration. */
const PLAIN = '!-)+-^`-\\u009f\\u00a1-\\u02ff\\u1ea0-\\u1ef9\\u2010-\\u2026'
const UNTIDY = new RegExp(`[^ ${PLAIN}]|  `)

/** A value as the source has it: decoration and runs of blanks gone, NFC. */
const tidy = (text: string): string => (UNTIDY.test(text) ? tidied(text) : text.trim())

const tidied = (text: string): string => (ONLY_BLANKS.test(text) ? text.replace(BLANKS, ' ').trim() : mended(text))

const BLANKS = /\s+/g
/** Nothing but blanks to fold. */
const ONLY_BLANKS = new RegExp(`^[\\s${PLAIN}]*$`)

const mended = (text: string): string =>
  text
    .replace(/\*+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(BLANKS, ' ')
    .trim()
    .replace(TOO_MANY_MARKS, '$1')
    .normalize('NFC')

const TOO_MANY_MARKS = new RegExp(`([\\u0300-\\u036f]{${MOST_MARKS}})[\\u0300-\\u036f]+`, 'g')

const TITLE_LEAD = /^,? ?(?:[Vv]ề việc|[Vv]ề|V\/v) ?:? ?/u
const OUTER_QUOTES = /^[“"](.*)[”"]$/u

const mayLead = (code: number): boolean => code === 44 || code === 32 || code === 86 || code === 118

const withoutLead = (title: string): string =>
  title !== '' && mayLead(title.charCodeAt(0)) ? title.replace(TITLE_LEAD, '') : title

/** A trích yếu without the words that lead to it and the marks that wrap it. */
function titleValue(text: string): string {
  let title = withoutLead(tidy(text))
  const quoted = title[0] === '“' || title[0] === '"' ? OUTER_QUOTES.exec(title) : null
  if (quoted && balanced(quoted[1]!)) title = quoted[1]!.trim()
  // Inside the marks the lead may stand again: “về tiêu chuẩn …”.
  return withoutLead(title)
}

function balanced(text: string): boolean {
  let depth = 0
  for (const char of text) {
    if (char === '“') depth++
    else if (char === '”' && --depth < 0) return false
  }
  return depth === 0
}

const BARE_RANK =
  /(?:^| )(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|[Tt]ỉnh ủy|[Tt]hành ủy|[Tt]ỉnh đoàn|[Hh]uyện ủy|[Đđ]ảng ủy)$/u

/** The rank that an issuer's words end with, its place left out; the empty string where there is none. */
const bareRank = memo((issuer) => BARE_RANK.exec(issuer)?.[1]?.toLowerCase() ?? '', 5000)

/** "Ủy ban nhân dân tỉnh" in a document of Hà Tĩnh → "Ủy ban nhân dân tỉnh Hà Tĩnh". */
function placed(issuer: string, header: Header): string {
  const province = header.province
  if (
    province &&
    issuer.includes('Sở ') &&
    /^(?:Giám đốc |Thanh tra )?Sở /u.test(issuer) &&
    !/(?:tỉnh|thành phố) /u.test(issuer)
  ) {
    return `${issuer.replace(/ (?:tỉnh|thành phố)$/u, '')} ${provinceNamed(province)?.rank ?? 'tỉnh'} ${province}`
  }
  const rank = bareRank(issuer)
  if (rank === '') return issuer
  switch (rank) {
    case 'tỉnh':
    case 'tỉnh ủy':
    case 'tỉnh đoàn':
    case 'thành ủy':
      return province ? `${issuer} ${province}` : issuer
    case 'thành phố':
      return province && provinceNamed(province)?.rank === 'thành phố'
        ? `${issuer} ${province}`
        : header.district
          ? `${issuer} ${header.district}`
          : issuer
    case 'huyện':
    case 'quận':
    case 'thị xã':
    case 'huyện ủy':
      return header.district ? `${issuer} ${header.district}` : issuer
    default: {
      const own =
        header.level === 'commune'
          ? /(?:xã|phường|thị trấn|đặc khu|ủy) (\p{Lu}.*)$/u.exec(header.issuer ?? '')?.[1]
          : null
      return own ? `${issuer} ${own}` : issuer
    }
  }
}

/** Issuer that the number alone tells: TTg, CP, a ministry; never a local body, whose place the code does not give. */
function issuerOfCode(draft: Draft, header: Header): string | null {
  const code = draft.designation?.issuer
  // A law is cited without its issuer (NĐ 30/2020, Phụ lục I, II.6): none is added.
  if (!code || !draft.designation || draft.type === 'Luật' || draft.type === 'Bộ luật') return null
  const entry = bodyOfCode(code)
  if (!entry) return null
  // A department's code tells the body; its place is the document's own.
  if (entry.local) return entry.name.startsWith('Sở ') && header.province ? placed(entry.name, header) : null
  return entry.name
}

const PROPOSER = /(?:của|Của) (?:Giám đốc |Trưởng |Chánh |Chủ tịch )?([^,;]{4,80}?) (?:tại|theo|ở)(?: các)?$/u

/** What Vietnamese in Unicode never holds: the words were typed for an older font, and are given as they were read. */
const LEGACY_SIGN =
  /[\u00a2-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00de-\u00df\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fe\u00ff]/u
/** Words of the source, led back from a span of the flow text; a page head between them is none of them. */
function valueOf({ source, text, toSource }: Parts, span: Span): string {
  const at = toSource(span)
  const words = source.slice(at.start, at.end)
  if (LEGACY_SIGN.test(words) && !LEGACY_SIGN.test(text.slice(span.start, span.end)))
    return text.slice(span.start, span.end)
  return words.includes('\n') ? withoutFurniture(words) : words
}

export function buildRecord(input: Parts): DocumentRecord {
  const { text, header, drafts, resolution, toSource } = input
  governAll(input)
  for (const draft of drafts) draft.issuerName = issuerOf(draft, input)
  for (const cluster of resolution.clusters) cluster.issuer = fullest(cluster.drafts)
  const citations = drafts.map((draft) => (draft.citation = citationOf(draft, input)))
  return {
    version: RECORD_VERSION,
    document: documentFields(input),
    instruments: resolution.clusters.map((cluster) => instrumentOf(cluster, header)),
    citations,
    relations: relationsOf(drafts, resolution.clusters.length),
    selfReferences: input.selfReferences.map(toSource),
    annexes: annexesOf(text, input.parts.paragraphs).map(({ heading, label, title }) => ({
      label,
      title: title ? tidy(valueOf(input, title)) : null,
      ...toSource(heading),
    })),
    warnings: warningsOf(input),
  }
}

const UNGOVERNED: Governed = { relation: 'CITES', cue: null, passive: false, of: null }
/** Mentions farther behind do not reach into a sentence. */
const NEAR = 1500

/** What governs each mention: those in titles by the words of the title, the others by their sentence. */
function governAll(input: Parts): void {
  const { text, header, cues, drafts, parts } = input
  const tops: Draft[] = []
  const context: Context = { text, cues, tops, near: 0, enacting: isEnacting(header.type), consumed: new Set() }
  const inner = new Map<Draft, Draft[]>()
  const quoted = quotedProvisions(text)
  const announces = parts.title !== null && ANNOUNCES.test(text.slice(parts.title.start, parts.title.end))
  let consolidated: Draft | null = null
  let grounds: Draft | null = null
  for (const draft of drafts) {
    if (draft.parent) {
      const siblings = inner.get(draft.parent)
      draft.governed = nestedCue(text, draft.parent, draft, siblings ?? NO_DRAFTS, cues)
      if (siblings) siblings.push(draft)
      else inner.set(draft.parent, [draft])
      continue
    }
    while (context.near < tops.length && tops[context.near]!.start <= draft.start - NEAR) context.near++
    const previous = tops[tops.length - 1]
    const inHeader = draft.start < parts.headerEnd
    draft.governed =
      draft.kind === 'alias'
        ? UNGOVERNED
        : governingCue(draft, context, {
            header: inHeader,
            from: inHeader ? 0 : parts.headerEnd,
            basis: draft.start < parts.preambleEnd,
            reported: () => announces || draft.start >= parts.recipientsEnd || quoted(draft.start),
          })
    inheritPassive(text, draft, previous)
    consolidated = consolidatedBy(text, draft, previous, consolidated)
    if (consolidated) draft.governed = { relation: 'AMENDS', cue: null, passive: true, of: consolidated }
    grounds = groundsOf(text, draft, previous, grounds)
    if (grounds) draft.governed = { relation: 'BASED_ON', cue: draft.governed.cue, passive: false, of: grounds }
    tops.push(draft)
  }
  for (const draft of drafts) {
    const { relation, passive, of } = draft.governed!
    if (!CHANGES.has(relation)) continue
    const older = passive ? of : draft
    const newer = passive ? draft : (of ?? draft.parent)
    // What is older changes nothing newer: the words were misread.
    if (older && precedes(newer ? whenOf(newer) : header.date, whenOf(older))) draft.governed = UNGOVERNED
  }
}

const NO_DRAFTS: Draft[] = []

/** Who issued it: as the words have it, as the cue says, or as the number alone tells. */
function issuerOf(draft: Draft, input: Parts): string | null {
  const { header } = input
  if (draft.issuer) return placed(openIssuer(tidy(valueOf(input, draft.issuer))), header)
  const proposed = proposer(draft, draft.governed!, input)
  return proposed ? placed(proposed, header) : issuerOfCode(draft, header)
}

function citationOf(draft: Draft, input: Parts): Citation {
  const cluster = draft.cluster!
  const governed = draft.governed!
  const subject = governed.of ?? draft.parent
  const at = input.toSource(draft)
  const section = input.sectionAt(draft.start)
  const own = draft.issuerName
  const shared = cluster.issuer
  const citation: Citation = {
    start: at.start,
    end: at.end,
    text: input.source.slice(at.start, at.end),
    core: input.toSource(draft.core),
    kind: draft.kind,
    type: draft.type,
    number: draft.designation?.number ?? null,
    date: draft.date,
    issuer: own !== null && shared !== null && shared.startsWith(own) ? shared : (own ?? shared),
    title: titleOf(draft, input),
    provision: draft.provision ? tidy(valueOf(input, draft.provision)) : null,
    section,
    basis: isBasis(draft, governed, section, input),
    relation: governed.relation,
    subject: subject ? subject.cluster!.key : 'this',
    key: cluster.key,
    confidence: draft.confidence,
    rule: draft.rule,
  }
  if (input.withParts) citation.parts = partsOf(draft, input.toSource)
  return citation
}

function partsOf(draft: Draft, toSource: (span: Span) => Span): CitationParts {
  const { designation, dateSpan, badDate, issuer, title, provision } = draft
  const parts: CitationParts = {}
  if (designation) parts.number = toSource(designation)
  if (dateSpan ?? badDate) parts.date = toSource((dateSpan ?? badDate)!)
  if (issuer) parts.issuer = toSource(issuer)
  if (title) parts.title = toSource(title)
  if (provision) parts.provision = toSource(provision)
  return parts
}

function titleOf(draft: Draft, input: Parts): string | null {
  const { named } = draft
  if (draft.title) return titleValue(valueOf(input, draft.title)) || null
  if (!named) return null
  const isName = named.class === 'law' || named.class === 'constitution'
  if (!isName && (draft.kind === 'short' || draft.kind === 'alias')) return null
  return tidy(valueOf(input, { start: draft.start, end: named.nameEnd }))
}

/** One relation per subject, object and type, with every citation that says so. */
function relationsOf(drafts: Draft[], clusters: number): LocalRelation[] {
  const relations = new Map<number, LocalRelation>()
  drafts.forEach((draft, index) => {
    if (draft.kind === 'alias') return
    const { relation, passive, of } = draft.governed!
    const cited = draft.cluster!
    const other = (of ?? draft.parent)?.cluster ?? null
    const from = passive && of ? cited : other
    const to = passive && of ? other! : cited
    if (from === to) return
    const place = from ? from.place + 1 : 0
    const id = (place * (clusters + 1) + to.place) * RELATION_TYPES.length + RELATION_TYPES.indexOf(relation)
    const known = relations.get(id)
    if (known) known.citations.push(index)
    else relations.set(id, { from: from ? from.key : 'this', to: to.key, type: relation, citations: [index] })
  })
  return Array.from(relations.values())
}

const YEAR_IN_NUMBER = /\/((?:19|20)\d\d)\//

/** Date of an instrument as far as its mention tells: written out, or the year in its number. */
const whenOf = (draft: Draft): string | null =>
  draft.date ?? (draft.designation ? (YEAR_IN_NUMBER.exec(draft.designation.number)?.[1] ?? null) : null)

/** Whether the first is surely earlier: compared as far as both are given. */
function precedes(first: string | null, second: string | null): boolean {
  if (!first || !second) return false
  const known = Math.min(first.length, second.length)
  return first.slice(0, known) < second.slice(0, known)
}

/** A list of what other acts ended: the document ends none of it. */
const ANNOUNCES = /^(?:[Vv]ề việc )?[Cc]ông bố (?:(?:các )?[Dd]anh mục|[Kk]ết quả)/u

const QUOTED_PROVISION = /\n[“"](?:Điều \d|Chương [IVX\d]|Mục \d|\d{1,3}[a-zđ]?\. |[a-zđ]\) |Căn cứ )/gu
/** Longest passage quoted: an inserted article. */
const LONGEST_QUOTATION = 20000

/**
 * Tells whether a place stands in the words of a provision that is quoted to be inserted or reported:
 * "… quy định như sau:␤“Điều 6. …␤2. Bãi bỏ …”.". Asked in order of the text.
 */
function quotedProvisions(text: string): (at: number) => boolean {
  let start = -1
  let end = 0
  let done = false
  return (at) => {
    while (!done && end <= at) {
      QUOTED_PROVISION.lastIndex = end
      const found = QUOTED_PROVISION.exec(text)
      done = found === null
      if (!found) break
      start = found.index + 1
      end = closing(text, start)
      // Never closed: nothing tells how far it reaches, and no place is looked at twice.
      if (end < 0) {
        start = -1
        end = found.index + LONGEST_QUOTATION
      }
    }
    return start >= 0 && start <= at && at < end
  }
}

/** End of the quotation opened at `at`; -1 if it is not closed in reach. */
function closing(text: string, at: number): number {
  const straight = text[at] === '"'
  const limit = Math.min(text.length, at + LONGEST_QUOTATION)
  let depth = 0
  for (let i = at; i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x201c) depth++
    else if (straight ? code === 34 && i > at : code === 0x201d && --depth === 0) return i + 1
  }
  return -1
}

/** "được sửa đổi, bổ sung bởi Luật A, Luật B và Luật C": every item of the list amends what the first one does. */
function inheritPassive(text: string, draft: Draft, previous: Draft | undefined): void {
  if (!previous?.governed!.passive || draft.governed!.of || previous.named) return
  // The next item of the host's list: a law by its name, or an act about something else.
  if (draft.named || (draft.title && !CHANGING.test(text.slice(draft.title.start, draft.title.end)))) return
  if (/^(?:, | và |, và )$/u.test(text.slice(previous.end, draft.start))) draft.governed = previous.governed
}

const CHANGING = /sửa đổi|bổ sung|thay thế|bãi bỏ|điều chỉnh|đính chính/u
const AMENDERS_FOLLOW =
  /^[^\n]{0,300}được (?:sửa đổi|bổ sung|sửa đổi, bổ sung)(?: một số điều)? (?:bởi|theo|tại)(?: các [\p{L} ]{4,40})?:[ \n](?:[-+•] |\d{1,2}[.)] )?$/u
const NEXT_AMENDER = /^[^\n]{0,160}\n(?:[-+•] |\d{1,2}[.)] )?$/u

/**
 * "Thông tư số 04/2019 …, được sửa đổi, bổ sung bởi:␤Thông tư số 12/2024 …, có hiệu lực …␤": a consolidated text lists,
 * each in its own paragraph, what amended the act it consolidates (Pháp lệnh 01/2012/UBTVQH13, Điều 12).
 */
function consolidatedBy(text: string, draft: Draft, previous: Draft | undefined, current: Draft | null): Draft | null {
  if (!previous || draft.start - previous.end > 400) return null
  const between = text.slice(previous.end, draft.start)
  if (between.includes(':') && AMENDERS_FOLLOW.test(between)) return previous
  return current && NEXT_AMENDER.test(between) ? current : null
}

/**
 * "Thông tư số 12/2024/TT-BNV … có căn cứ ban hành như sau:␤Căn cứ A;␤Căn cứ B;": in a consolidated text the footnote
 * gives what the amending act rests on.
 */
function groundsOf(text: string, draft: Draft, previous: Draft | undefined, current: Draft | null): Draft | null {
  if (draft.governed!.cue?.entry.type !== 'BASED_ON' || !previous || draft.start - previous.end > 400) return null
  return text.slice(previous.end, draft.start).includes('có căn cứ ban hành như sau:') ? previous : current
}

/** "Theo đề nghị của Sở Nội vụ tại Tờ trình …": the issuer stands in the cue. */
function proposer(draft: Draft, relation: Governed, input: Parts): string | null {
  if (relation.relation !== 'PROPOSED_BY' || !relation.cue) return null
  const between = input.text.slice(relation.cue.end, draft.start).trim()
  const match = PROPOSER.exec(between)
  return match ? openIssuer(match[1]!) : null
}

/** The longest issuer, if all others are its beginning or equal; else the first that is given. */
function fullest(drafts: Draft[]): string | null {
  let best: string | null = null
  for (const { issuerName: name } of drafts)
    if (name !== null && (best === null || (name.length > best.length && name.startsWith(best)))) best = name
  return best
}

/** An item of the preamble's list: governed by a cue that opens it, before the enacting words. */
function isBasis(draft: Draft, relation: Governed, section: Section, input: Parts): boolean {
  if (
    section !== 'legal-basis' ||
    draft.parent ||
    draft.kind === 'alias' ||
    draft.kind === 'anaphor' ||
    relation.cue?.entry.type === 'PROPOSED_BY'
  )
    return false
  if (relation.passive || relation.of) return false
  const before = input.text.slice(clauseStart(input.text, draft.start, draft.start - 1500), draft.start)
  // "UBND xã ban hành Kế hoạch thực hiện …": the enacting sentence is no basis.
  return !/(?:ban hành|xây dựng|Ban hành) (?:[Kk]ế hoạch|[Qq]uyết định|[Cc]hương trình|[Hh]ướng dẫn|[Đđ]ề án|[Nn]ghị quyết|Nghị định|Thông tư|Luật|Bộ luật|Pháp lệnh)(?! số)[^;]*$/u.test(
    before,
  )
}

function instrumentOf(cluster: Cluster, header: Header): LocalInstrument {
  const { issuer, drafts } = cluster
  let numbered: Draft | null = null
  let title: string | null = null
  for (const draft of drafts) {
    if (draft.designation) numbered ??= draft
    const known = draft.citation!.title
    if (known !== null && (title === null || known.length > title.length)) title = known
  }
  const first = numbered ?? drafts[0]!
  const place = issuer ? placeOfIssuer(issuer, header) : { province: null, locality: null }
  return {
    key: cluster.key,
    type: first.type,
    number: cluster.number ?? first.designation?.number ?? null,
    date: cluster.date,
    issuer,
    title,
    programme: cluster.programme,
    province: place.province,
    locality: place.locality,
    level: issuer ? levelOf(issuer) : null,
  }
}

/** The province that an issuer's words name. */
const provinceOf = memo((issuer): string | null => {
  PROVINCE_IN_TEXT.lastIndex = 0
  const named = PROVINCE_IN_TEXT.exec(issuer)
  return named ? (provinceNamed(named[1]!)?.name ?? null) : null
}, 5000)

/** Province and locality that an issuer's words, with the document's own place, tell. */
export function placeOfIssuer(
  issuer: string,
  header: { province: string | null },
): { province: string | null; locality: string | null } {
  const level = levelOf(issuer)
  const province = provinceOf(issuer)
  if (level === 'central' || level === null) return { province, locality: null }
  const locality =
    level === 'province'
      ? null
      : (/(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu|[Hh]uyện ủy|[Đđ]ảng ủy) (\p{Lu}[\p{L}’']*(?: \p{Lu}[\p{L}’']*){0,4})/u.exec(
          issuer,
        )?.[1] ?? null)
  return {
    province:
      province ??
      (level === 'province' && !/(?:tỉnh|thành phố|[Tt]ỉnh ủy|Sở [^,]*)$/u.test(issuer) ? null : header.province),
    locality,
  }
}

function documentFields(input: Parts): DocumentRecord['document'] {
  const { header, parts, toSource } = input
  const spans: DocumentRecord['document']['spans'] = {}
  const put = (name: keyof DocumentRecord['document']['spans'], span: Span | null): void => {
    if (span && span.end > span.start) spans[name] = toSource(span)
  }
  put('type', parts.typeLine)
  put('number', header.numberSpan)
  put('date', header.dateSpan)
  put('place', header.placeSpan)
  put('issuer', header.issuerSpan)
  put('title', parts.title)
  put('signer', header.signerSpan)
  return {
    type: header.type,
    number: header.number,
    date: header.date,
    place: header.place,
    issuer: header.issuer,
    level: header.level,
    province: header.province,
    district: header.district,
    title: parts.title ? tidy(valueOf(input, parts.title)) : null,
    signer: header.signer,
    recipients: header.recipients.map(tidy),
    periodFrom: header.periodFrom,
    periodTo: header.periodTo,
    spans,
  }
}

function warningsOf(input: Parts): Warning[] {
  const warnings: Warning[] = []
  const add = (code: string, span: Span, suggestion?: string): void => {
    const at = input.toSource(span)
    const quote = input.source.slice(at.start, at.end)
    warnings.push({
      code,
      message: warningMessage(code, quote, suggestion),
      start: at.start,
      end: at.end,
      ...(suggestion ? { suggestion } : {}),
    })
  }
  for (const draft of input.drafts)
    for (const warning of draft.warnings) add(warning.code, warning, draft.designation?.number)
  for (const { draft, suggestion } of input.resolution.wrongAuthorities)
    add('wrong-authority', draft.designation!, suggestion)
  if (input.sparse) add('few-words', { start: 0, end: Math.min(1, input.text.length) })
  if (!input.parts.typeLine) add('no-type-line', { start: 0, end: Math.min(1, input.text.length) })
  if (!input.header.number)
    add(
      input.header.numberSpan ? 'blank-number' : 'no-number',
      input.header.numberSpan ?? { start: 0, end: Math.min(1, input.text.length) },
    )
  if (!input.header.date) add('no-date', { start: 0, end: Math.min(1, input.text.length) })
  return warnings
    .filter((warning) => warning.end > warning.start)
    .sort((a, b) => a.start - b.start || a.end - b.end || (a.code < b.code ? -1 : 1))
}
