/**
 * 7 · record: drafts become citations, instruments and relations
 * ==============================================================
 *
 * Everything that the stages found is put into the record's shape, spans led back to the text as read. Values are what
 * the text says, tidied (blanks folded, abbreviations of bodies opened, the place added that the document itself gives).
 */
import type { CueHit } from './citations/cues.ts'
import type { Draft } from './citations/index.ts'
import { openIssuer, type Header } from './header.ts'
import { annexesOf, type Outline } from './outline.ts'
import { clauseStart } from './lines.ts'
import { MOST_MARKS } from './normalise.ts'
import { levelOf, PROVINCE_IN_TEXT, provinceNamed } from './places.ts'
import {
  RECORD_VERSION,
  type Citation,
  type CitationParts,
  type DocumentRecord,
  type LocalInstrument,
  type LocalRelation,
  type RelationType,
  type Section,
  type Span,
  type Warning,
} from './record.ts'
import { governingCue, nestedCue, type Governed } from './relations.ts'
import type { Cluster, Resolution } from './resolve.ts'
import { bodyOfCode } from './vocab/index.ts'
import { warningMessage } from './warnings.ts'
import { memo } from './words.ts'

interface Parts {
  source: string
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

/** A value as the source has it: decoration and runs of blanks gone, NFC. */
const tidy = (text: string): string => (isTidy(text) ? text.trim() : tidied(text))

const tidied = (text: string): string =>
  text
    .replace(/\*+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(TOO_MANY_MARKS, '$1')
    .normalize('NFC')

const TOO_MANY_MARKS = new RegExp(`([\\u0300-\\u036f]{${MOST_MARKS}})[\\u0300-\\u036f]+`, 'g')

/** Nothing to tidy: no marks, single blanks, letters that are composed. */
function isTidy(text: string): boolean {
  let before = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 32 ? before === 32 : code === ASTERISK || code === UNDERSCORE || !isPlain(code)) return false
    before = code
  }
  return true
}

const ASTERISK = 42
const UNDERSCORE = 95
/** Latin and Vietnamese letters, signs, dashes and quotation marks; no blanks, no combining marks. */
const isPlain = (code: number): boolean =>
  code < 0x300 ? code > 32 && code !== 0xa0 : (code >= 0x1ea0 && code <= 0x1ef9) || (code >= 0x2010 && code <= 0x2026)

const TITLE_LEAD = /^,? ?(?:[Vv]ề việc|[Vv]ề|V\/v) ?:? ?/u
const OUTER_QUOTES = /^[“"](.*)[”"]$/u

/** A trích yếu without the words that lead to it and the marks that wrap it. */
function titleValue(text: string): string {
  let title = tidy(text).replace(TITLE_LEAD, '')
  const quoted = title[0] === '“' || title[0] === '"' ? OUTER_QUOTES.exec(title) : null
  if (quoted && balanced(quoted[1]!)) title = quoted[1]!.trim()
  // Inside the marks the lead may stand again: “về tiêu chuẩn …”.
  return title.replace(TITLE_LEAD, '')
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

/** "Ủy ban nhân dân tỉnh" in a document of Hà Tĩnh → "Ủy ban nhân dân tỉnh Hà Tĩnh". */
function placed(issuer: string, header: Header): string {
  const province = header.province
  if (province && /^(?:Giám đốc |Thanh tra )?Sở /u.test(issuer) && !/(?:tỉnh|thành phố) /u.test(issuer)) {
    return `${issuer.replace(/ (?:tỉnh|thành phố)$/u, '')} ${provinceNamed(province)?.rank ?? 'tỉnh'} ${province}`
  }
  const rank = BARE_RANK.exec(issuer)?.[1]?.toLowerCase()
  if (!rank) return issuer
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

export function buildRecord(input: Parts): DocumentRecord {
  const { text, source, header, drafts, resolution, cues, toSource } = input
  const valueOf = (span: Span): string => {
    const at = toSource(span)
    return source.slice(at.start, at.end)
  }
  const ownType = header.type
  const governed = new Map<Draft, Governed>()
  const tops: Draft[] = []
  const consumed = new Set<CueHit>()
  const children = new Map<Draft, Draft[]>()
  const places = new Map(drafts.map((draft, index) => [draft, index]))
  let consolidated: Draft | null = null
  for (const draft of drafts) {
    if (draft.parent) {
      const siblings = children.get(draft.parent) ?? []
      governed.set(draft, nestedCue(text, draft.parent, draft, siblings, cues))
      siblings.push(draft)
      children.set(draft.parent, siblings)
    } else {
      const inHeader = draft.start < input.parts.headerEnd
      // Mentions far behind do not reach into this sentence.
      let near = tops.length
      while (near > 0 && tops[near - 1]!.start > draft.start - 1500) near--
      const earlier = tops.slice(near)
      governed.set(
        draft,
        draft.kind === 'alias'
          ? { relation: 'CITES', cue: null, passive: false, of: null }
          : governingCue(text, draft, earlier, cues, {
              ownType,
              header: inHeader,
              from: inHeader ? 0 : input.parts.headerEnd,
              consumed,
              basis: draft.start < input.parts.preambleEnd,
            }),
      )
      inheritPassive(text, draft, tops[tops.length - 1], governed)
      consolidated = consolidatedBy(text, draft, tops[tops.length - 1], consolidated)
      if (consolidated) governed.set(draft, { relation: 'AMENDS', cue: null, passive: true, of: consolidated })
      tops.push(draft)
    }
  }

  // --- citations
  const keyOf = (draft: Draft): string => resolution.clusterOf.get(draft)!.key
  const issuers = new Map<Draft, string | null>()
  for (const draft of drafts) {
    const words = draft.issuer ? placed(openIssuer(tidy(valueOf(draft.issuer))), header) : null
    const proposed = words ? null : proposer(draft, governed.get(draft)!, input)
    issuers.set(draft, words ?? (proposed ? placed(proposed, header) : issuerOfCode(draft, header)))
  }
  const issuerOfCluster = new Map<Cluster, string | null>()
  for (const cluster of resolution.clusters)
    issuerOfCluster.set(cluster, fullest(cluster.drafts.map((draft) => issuers.get(draft) ?? null)))

  const citations: Citation[] = drafts.map((draft) => {
    const at = toSource(draft)
    const cluster = resolution.clusterOf.get(draft)!
    const relation = governed.get(draft)!
    const section = input.sectionAt(draft.start)
    const own = issuers.get(draft) ?? null
    const shared = issuerOfCluster.get(cluster) ?? null
    return {
      start: at.start,
      end: at.end,
      text: source.slice(at.start, at.end),
      core: toSource(draft.core),
      kind: draft.kind,
      type: draft.type,
      number: draft.designation?.number ?? null,
      date: draft.date,
      issuer: own && shared && shared.startsWith(own) ? shared : (own ?? shared),
      title: draft.title
        ? titleValue(valueOf(draft.title)) || null
        : draft.named && draft.kind !== 'short' && draft.kind !== 'alias'
          ? tidy(valueOf({ start: draft.start, end: draft.named.nameEnd }))
          : draft.named?.class === 'law' || draft.named?.class === 'constitution'
            ? tidy(valueOf({ start: draft.start, end: draft.named.nameEnd }))
            : null,
      provision: draft.provision ? tidy(valueOf(draft.provision)) : null,
      section,
      basis: isBasis(draft, relation, section, input),
      relation: relation.relation,
      subject: draft.parent && !relation.of ? keyOf(draft.parent) : relation.of ? keyOf(relation.of) : 'this',
      key: cluster.key,
      confidence: draft.confidence,
      rule: draft.rule,
      ...(input.withParts ? { parts: partsOf(draft, toSource) } : {}),
    }
  })

  // --- relations: one per subject, object and type, with every citation that says so
  const relations = new Map<string, LocalRelation>()
  const add = (from: string, to: string, type: RelationType, citation: number): void => {
    if (from === to) return
    const id = `${from}\n${to}\n${type}`
    const relation = relations.get(id) ?? { from, to, type, citations: [] }
    relation.citations.push(citation)
    relations.set(id, relation)
  }
  drafts.forEach((draft, index) => {
    const citation = citations[index]!
    if (draft.kind === 'alias') return
    const relation = governed.get(draft)!
    if (relation.passive && relation.of) add(citation.key, keyOf(relation.of), relation.relation, index)
    else add(citation.subject, citation.key, relation.relation, index)
  })

  return {
    version: RECORD_VERSION,
    document: documentFields(input, valueOf),
    instruments: resolution.clusters.map((cluster) =>
      instrumentOf(
        cluster,
        cluster.drafts.map((draft) => citations[places.get(draft)!]!),
        issuerOfCluster.get(cluster) ?? null,
        header,
      ),
    ),
    citations,
    relations: [...relations.values()],
    selfReferences: input.selfReferences.map(toSource),
    annexes: annexesOf(text, input.parts.paragraphs).map(({ heading, label, title }) => ({
      label,
      title: title ? tidy(valueOf(title)) : null,
      ...toSource(heading),
    })),
    warnings: warningsOf(input),
  }
}

/** "được sửa đổi, bổ sung bởi Luật A, Luật B và Luật C": every item of the list amends what the first one does. */
function inheritPassive(text: string, draft: Draft, previous: Draft | undefined, governed: Map<Draft, Governed>): void {
  const before = previous && governed.get(previous)
  if (!before?.passive || governed.get(draft)!.of || previous!.named) return
  if (/^(?:, | và |, và )$/u.test(text.slice(previous!.end, draft.start))) governed.set(draft, before)
}

const AMENDERS_FOLLOW =
  /^[^\n]{0,300}được (?:sửa đổi|bổ sung|sửa đổi, bổ sung)(?: một số điều)? (?:bởi|theo|tại)(?: các [\p{L} ]{4,40})?:[ \n](?:[-+•] |\d{1,2}[.)] )?$/u
const NEXT_AMENDER = /^[^\n]{0,160}\n(?:[-+•] |\d{1,2}[.)] )?$/u

/**
 * "Thông tư số 04/2019 …, được sửa đổi, bổ sung bởi:␤Thông tư số 12/2024 …, có hiệu lực …␤": a consolidated text lists,
 * each in its own paragraph, what amended the act it consolidates (Pháp lệnh 01/2012/UBTVQH13, Điều 12).
 */
function consolidatedBy(text: string, draft: Draft, previous: Draft | undefined, current: Draft | null): Draft | null {
  if (!previous) return null
  const between = text.slice(previous.end, Math.min(draft.start, previous.end + 400))
  if (previous.end + between.length < draft.start) return null
  if (AMENDERS_FOLLOW.test(between)) return previous
  return current && NEXT_AMENDER.test(between) ? current : null
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

/** "Theo đề nghị của Sở Nội vụ tại Tờ trình …": the issuer stands in the cue. */
function proposer(draft: Draft, relation: Governed, input: Parts): string | null {
  if (relation.relation !== 'PROPOSED_BY' || !relation.cue) return null
  const between = input.text.slice(relation.cue.end, draft.start).trim()
  const match = PROPOSER.exec(between)
  return match ? openIssuer(match[1]!) : null
}

/** The longest issuer, if all others are its beginning or equal; else the first that is given. */
function fullest(values: (string | null)[]): string | null {
  const given = values.filter((value): value is string => value !== null)
  let best = given[0] ?? null
  for (const value of given) if (value.length > best!.length && value.startsWith(best!)) best = value
  return best
}

/** An item of the preamble's list: governed by a cue that opens it, before the enacting words. */
function isBasis(draft: Draft, relation: Governed, section: Section, input: Parts): boolean {
  if (
    section !== 'legal-basis' ||
    draft.parent ||
    draft.kind === 'alias' ||
    draft.kind === 'anaphor' ||
    relation.relation === 'PROPOSED_BY'
  )
    return false
  if (relation.passive || relation.of) return false
  const before = input.text.slice(clauseStart(input.text, draft.start, draft.start - 1500), draft.start)
  // "UBND xã ban hành Kế hoạch thực hiện …": the enacting sentence is no basis.
  return !/(?:ban hành|xây dựng|Ban hành) (?:[Kk]ế hoạch|[Qq]uyết định|[Cc]hương trình|[Hh]ướng dẫn|[Đđ]ề án|[Nn]ghị quyết)(?! số)[^;]*$/u.test(
    before,
  )
}

function instrumentOf(cluster: Cluster, mine: Citation[], issuer: string | null, header: Header): LocalInstrument {
  const first = mine.find((citation) => citation.number !== null) ?? mine[0]!
  const titles = mine.map((citation) => citation.title).filter((title): title is string => title !== null)
  const dates = mine.map((citation) => citation.date).filter((date): date is string => date !== null)
  const longestDate = dates.reduce<string | null>(
    (best, date) => (best === null || date.length > best.length ? date : best),
    null,
  )
  const place = issuer ? placeOfIssuer(issuer, header) : { province: null, locality: null }
  return {
    key: cluster.key,
    type: first.type,
    number: cluster.number ?? first.number,
    date: longestDate,
    issuer,
    title: titles.reduce<string | null>(
      (best, title) => (best === null || title.length > best.length ? title : best),
      null,
    ),
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

function documentFields(input: Parts, valueOf: (span: Span) => string): DocumentRecord['document'] {
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
    title: parts.title ? tidy(valueOf(parts.title)) : null,
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
  for (const warning of input.resolution.warnings)
    add('wrong-authority', warning.draft.designation!, warning.suggestion)
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
