/**
 * 4 · citations: every mention of an instrument
 * =============================================
 *
 *   anchors   numbers (`number.ts`) and names (`names.ts`), by position
 *   tails     what follows each: date, issuer, title, read left to right; a title may hold further mentions
 *   drafts    mentions with their parts, nested in a tree, in offsets of the flow text
 *
 * Nothing is resolved here: a mention is kept even if nothing is known of it (`resolve.ts` decides what it denotes).
 */
import { CLASS_OF, LETTER } from '../chars.ts'
import { bareDateAt, fullDateAt, partialDateAt } from '../dates.ts'
import { lineEnd } from '../lines.ts'
import { levelOf } from '../places.ts'
import type { Citation, CitationKind, Level, PartialDate, Span } from '../record.ts'
import { ISSUER_BY_CODE } from '../vocab/index.ts'
import { CHAIR, typeOfCode, type Designation } from './number.ts'
import type { Scan } from './scan.ts'
import { findNames, type NamedAnchor } from './names.ts'
import { issuerAt } from './issuer.ts'
import { pinpointAfter, pinpointBefore, type Pinpoint } from './pinpoint.ts'
import { quotationEnd, titleStop, trimEnd, withPeriod } from './title.ts'
import { typeBefore } from './typeword.ts'
import type { Governed } from '../relations.ts'
import type { Cluster } from '../resolve.ts'

/**
 * A mention in offsets of the flow text. Each stage fills in its own part: one object a mention, from the first look at
 * a number or name to the record.
 */
export interface Draft extends Span {
  /** Type word, "số" and number; the whole name. */
  core: Span
  type: string
  designation: Designation | null
  named: NamedAnchor | null
  kind: CitationKind
  date: PartialDate | null
  dateSpan: Span | null
  /** A date is written that cannot be. */
  badDate: Span | null
  issuer: Span | null
  title: Span | null
  provision: Pinpoint | null
  parent: Draft | null
  rule: string
  confidence: number
  warnings: { code: string; start: number; end: number }[]
  /** What a bare word or a declared short name takes up. */
  antecedent: Draft | null
  /** The instrument it is one mention of (`resolve.ts`). */
  cluster: Cluster | null
  /** How it relates to what (`relations.ts`). */
  governed: Governed | null
  /** Its issuer's name in full (`build.ts`). */
  issuerName: string | null
  /** What the record says of it. */
  citation: Citation | null
}

/** A mention of which nothing is known yet but where it stands and what found it. */
export function newDraft(start: number, end: number, type: string, rule: string, confidence: number): Draft {
  return {
    start,
    end,
    core: { start, end },
    type,
    designation: null,
    named: null,
    kind: 'short',
    date: null,
    dateSpan: null,
    badDate: null,
    issuer: null,
    title: null,
    provision: null,
    parent: null,
    rule,
    confidence,
    warnings: [],
    antecedent: null,
    cluster: null,
    governed: null,
    issuerName: null,
    citation: null,
  }
}

/** Words that start a title right after number, date or issuer. */
const TITLE_START =
  /^,? ?(?:[“"]|(?:[Vv]ề(?: việc)?|V\/v|phê duyệt|quy định|ban hành|thực hiện|triển khai|hướng dẫn|sửa đổi|bổ sung|thay thế|bãi bỏ|công bố|kiện toàn|thành lập|phân công|tạm ngưng hiệu lực|tăng cường|đẩy mạnh|nâng cao|điều chỉnh|áp dụng|tiếp tục|đổi mới|kéo dài|thông qua|quy hoạch|phân cấp|tổ chức triển khai|tổ chức thực hiện|chấp thuận|đính chính|hợp nhất|giao chỉ tiêu|giao dự toán|một số|quy chế|đẩy nhanh|xử lý|cho phép|đồng ý|gia hạn|(?:tạm )?ngưng hiệu lực|tạm dừng|đình chỉ)(?![\p{L}])|(?:Phê duyệt|Quy định chi tiết|Ban hành|Sửa đổi, bổ sung)(?= ))/u
/** The first words are no part of the title's text, only lead to it. */
const OWNERSHIP = /^,? ?(?:của|do)(?: đồng chí)? /u
/** "của" or "do" may stand here. */
function mayOwn(text: string, at: number): boolean {
  let first = at
  if (text[first] === ',') first++
  if (text[first] === ' ') first++
  return text[first] === 'c' || text[first] === 'd'
}
/** A letter or a quotation mark may start a title, behind a comma and a blank. */
function mayStartTitle(text: string, at: number): boolean {
  let first = at
  if (text[first] === ',') first++
  if (text[first] === ' ') first++
  const code = text.charCodeAt(first)
  return code === 34 || code === 0x201c || (CLASS_OF[code]! & LETTER) !== 0
}
const BY_ISSUE = /^ ban hành(?: năm \d{4})?/u
/** After a list item's separator another item may start. */
const LIST_BETWEEN = /^(?:[,;]|,? và|,? hoặc)? ?$/u
const LONGEST_TAIL = 1200
/** What the laws that follow are amended by. */
const AMENDS_LAWS = /^[^;:\n]{0,100}?sửa đổi[^;:.\n]{0,40}? (?:Luật|Bộ luật|Pháp lệnh) /u
/** Titles within titles: honest documents have three. */
const DEEPEST = 24
const LOCAL_TAIL = /,? trên địa bàn (tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn)(?: [^;]*)?$/u
const PLACE_LEVEL: Record<string, Level> = {
  tỉnh: 'province',
  'thành phố': 'province',
  huyện: 'district',
  quận: 'district',
  'thị xã': 'district',
  xã: 'commune',
  phường: 'commune',
  'thị trấn': 'commune',
}
const RANK: Record<Level, number> = { central: 0, province: 1, district: 2, commune: 3 }

/** Level that an issuer's code tells without words: TW and ministries are central, TU and departments are a province's. */
function levelOfCode(designation: Designation | null): Level | null {
  return designation?.issuer ? (ISSUER_BY_CODE.get(designation.issuer)?.level ?? null) : null
}

/** Number anchors with their type words; a number nothing vouches for is dropped. */
function numberAnchors(text: string, designations: Designation[]): Draft[] {
  const anchors: Draft[] = []
  let previous: Draft | null = null
  for (const designation of designations) {
    const before = typeBefore(text, designation.start, designation.code)
    let type = before?.entry?.type ?? null
    let rule = 'number'
    const inList: boolean =
      previous !== null &&
      designation.start - previous.end < 160 &&
      !text.slice(previous.end, designation.start).includes('\n') &&
      previous.designation!.code === designation.code
    const sameShape =
      inList && (previous!.designation!.issuer === designation.issuer || designation.certain || before?.marked)
    if (
      !type &&
      !designation.certain &&
      !(before?.generic && designation.end - designation.start > 5) &&
      !(inList && sameShape && previous!.type !== 'Hợp đồng')
    )
      continue
    if (before?.foreign && !type && !designation.certain) continue
    const fromCode = typeOfCode(designation)
    if (!type && inList && sameShape) {
      type = previous!.type
      rule = 'number-in-list'
    }
    type ??=
      fromCode?.type ?? (designation.issuer === 'QH' || /\/QH\d+$/.test(designation.number) ? 'Luật' : 'Công văn')
    if (type === 'Hợp đồng' && !designation.certain) continue
    if (designation.issuer === CHAIR && type !== 'Quyết định') continue
    const start = before && (before.entry || before.generic || before.marked) ? before.start : designation.start
    const confidence = designation.certain ? (designation.repairs.length > 0 ? 0.9 : 0.98) : 0.8
    const anchor: Draft = newDraft(start, designation.end, type, rule, confidence)
    anchor.designation = designation
    for (const code of designation.repairs)
      anchor.warnings.push({ code, start: designation.start, end: designation.end })
    for (const earlier of listBefore(text, anchor)) anchors.push(earlier)
    anchors.push(anchor)
    previous = anchor
  }
  return anchors
}

const BARE_LIST = /(?:^|[^\p{L}\d/.-])(\d{1,5}[a-zđ]?(?:, ?\d{1,5}[a-zđ]?){0,9}),?(?: và|,|;| hoặc) (?:số )?$/u

/** "Quyết định số 12, 13 và 15/QĐ-UBND": the numbers before the last take its symbol. */
function listBefore(text: string, last: Draft): Draft[] {
  const designation = last.designation!
  if (last.start !== designation.start) return []
  const from = Math.max(0, designation.start - 90)
  const match = BARE_LIST.exec(text.slice(from, designation.start))
  if (!match) return []
  const at = from + match.index + match[0].indexOf(match[1]!)
  const before = typeBefore(text, at, designation.code)
  if (!before?.entry) return []
  const symbol = designation.number.slice(designation.ordinal.length)
  const anchors: Draft[] = []
  for (const item of match[1]!.matchAll(/\d{1,5}[a-zđ]?/g)) {
    const start = at + item.index
    const end = start + item[0].length
    const first = anchors.length === 0 ? before.start : start
    const anchor = newDraft(first, end, before.entry.type, 'number-list', 0.9)
    anchor.designation = { ...designation, start, end, number: item[0] + symbol, ordinal: item[0] }
    anchors.push(anchor)
  }
  last.type = before.entry.type
  return anchors
}

/** All anchors by position; a name that a numbered citation covers gives way, except that a law takes its number in. */
function findAnchors(text: string, scanned: Scan): Draft[] {
  const numbered = numberAnchors(text, scanned.designations)
  const starts = new Set(numbered.map((anchor) => anchor.start))
  const names = findNames(text, scanned.triggers, (start) => starts.has(start)).map((named) => {
    const anchor = newDraft(named.start, named.end, named.type, named.class, named.weak ? 0.7 : 0.95)
    anchor.named = named
    return anchor
  })
  return [...numbered, ...names].sort((a, b) => a.start - b.start || b.end - a.end)
}

/** Reads tails from left to right and nests mentions that stand in another's title. */
class Assembler {
  readonly drafts: Draft[] = []
  private next = 0
  /** How many mentions are being read, each in the title of the one before. */
  private depth = 0
  private readonly text: string
  private readonly anchors: Draft[]
  /** Where a trích yếu runs to its clause's end: headings and lists of legal bases. */
  private readonly isBasis: (at: number) => boolean
  private lastEnd = 0

  constructor(text: string, anchors: Draft[], isBasis: (at: number) => boolean) {
    this.text = text
    this.anchors = anchors
    this.isBasis = isBasis
  }

  run(): Draft[] {
    while (this.next < this.anchors.length) this.mention(null)
    return this.drafts
  }

  private mention(parent: Draft | null): Draft {
    const draft = this.anchors[this.next++]!
    const { text } = this
    draft.parent = parent
    draft.provision = pinpointBefore(text, draft.start, parent ? parent.start : this.lastEnd)
    this.drafts.push(draft)
    const limit = lineEnd(text, draft.end, draft.end + LONGEST_TAIL)
    this.depth++
    if (draft.named) this.namedTail(draft, limit)
    else this.numberedTail(draft, limit)
    this.depth--
    draft.provision ??= pinpointAfter(text, draft.end)
    draft.kind = kindOf(draft)
    if (!parent) this.lastEnd = draft.end
    return draft
  }

  /** Names end where `names.ts` says; mentions inside are nested; laws take in year, date and number. */
  private namedTail(draft: Draft, limit: number): void {
    const named = draft.named!
    while (this.next < this.anchors.length && this.depth < DEEPEST && this.anchors[this.next]!.start < named.end) {
      const inner = this.anchors[this.next]!
      if (inner.end > named.end + 40 || (inner.designation && inner.designation.start >= named.end)) break
      const child = this.mention(draft)
      if (child.end > draft.end) draft.end = child.end
    }
    if (named.class === 'law' || named.class === 'constitution') {
      this.lawNumber(draft)
      this.takeDateOver(draft)
      this.lawDate(draft)
      draft.core = { start: draft.start, end: draft.end }
    } else if (named.class === 'nickname') {
      this.dateAndIssuer(draft, limit)
    } else if (named.class === 'programme' || named.class === 'congress' || named.class === 'charter') {
      draft.end = Math.max(draft.end, named.class === 'programme' ? withPeriod(this.text, draft.end) : draft.end)
      draft.core = { start: draft.start, end: draft.end }
    }
  }

  /** "Luật sửa đổi … của Luật X ngày 25/6/2025": the date at the end is the amending law's. */
  private takeDateOver(draft: Draft): void {
    const inner = this.drafts[this.drafts.length - 1]!
    if (inner.parent !== draft || inner.end !== draft.end || !inner.dateSpan || inner.designation) return
    draft.date = inner.date
    draft.dateSpan = inner.dateSpan
    inner.end = inner.named?.nameEnd ?? inner.end
    inner.core = { start: inner.start, end: inner.end }
    inner.date = null
    inner.dateSpan = null
    inner.kind = kindOf(inner)
  }

  /** "Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15". */
  private lawNumber(draft: Draft): void {
    const next = this.anchors[this.next]
    if (
      !next?.designation ||
      !/\/(?:QH\d+|PL-UBTVQH\d*|UBTVQH\d*|L-CTN|\d{4}\/QH\d*)$|PL-/.test(next.designation.number)
    )
      return
    const between = this.text.slice(draft.end, next.designation.start)
    if (!/^(?:,? ?\(?(?:số|Số|Luật số)?:? ?)$/u.test(between)) return
    this.next++
    draft.designation = next.designation
    draft.end = next.end
    if (this.text[draft.end] === ')' && between.includes('(')) draft.end++
  }

  private lawDate(draft: Draft): void {
    const { text } = this
    let at = draft.end
    if (text[at] === ',') at++
    if (text[at] === ' ') at++
    if (text[at] === '(') at++
    if (text.charCodeAt(at) === 98 && text.startsWith('ban hành ngày ', at)) at += 9
    const found = fullDateAt(text, at) ?? partialDateAt(text, at) ?? yearAlone(text, at)
    if (!found) return
    this.setDate(draft, { start: at, end: found.end }, found.date)
    draft.end = text[found.end] === ')' && text[at - 1] === '(' ? found.end + 1 : found.end
    const issuer = /^ của Quốc hội(?: khóa [IVXL]+)?/u.exec(text.slice(draft.end, draft.end + 30))
    if (issuer) {
      draft.issuer = { start: draft.end + 5, end: draft.end + issuer[0].length }
      draft.end += issuer[0].length
    }
  }

  private numberedTail(draft: Draft, limit: number): void {
    // The type word, "số" and number of another item right behind: no tail of its own.
    this.dateAndIssuer(draft, limit)
    this.title(draft, limit)
  }

  private dateAndIssuer(draft: Draft, limit: number): void {
    const { text } = this
    for (let round = 0; round < 3; round++) {
      let at = draft.end
      if (!draft.dateSpan) {
        let from = at
        if (text[from] === ',' || text[from] === '.') from++
        if (text[from] === ' ') from++
        if (text[from] === '(') from++
        const found =
          fullDateAt(text, from) ??
          (text[from - 1] === '(' || /[ ,]/.test(text[from - 1] ?? '') ? bareDateAt(text, from) : null) ??
          (draft.issuer || draft.named ? null : partialDateAt(text, from))
        if (found && found.end <= limit) {
          this.setDate(draft, { start: from, end: found.end }, found.date)
          draft.end = text[from - 1] === '(' && text[found.end] === ')' ? found.end + 1 : found.end
          continue
        }
      }
      if (!draft.issuer) {
        at = draft.end
        const lead = mayOwn(text, at) ? OWNERSHIP.exec(text.slice(at, at + 20)) : null
        if (lead) {
          const issuer = issuerAt(text, at + lead[0].length)
          if (issuer && issuer.end <= limit && !this.startsMention(issuer.start)) {
            draft.issuer = { start: issuer.start, end: issuer.end }
            draft.end = issuer.end
            this.jointIssuers(draft, limit)
            if (lead[0].includes('do')) {
              const issued = BY_ISSUE.exec(text.slice(draft.end, draft.end + 20))
              if (issued) draft.end += issued[0].length
            }
            continue
          }
        }
      }
      break
    }
  }

  /** "của Chính phủ và Đoàn Chủ tịch …": only a joint instrument has several issuers. */
  private jointIssuers(draft: Draft, limit: number): void {
    if (!draft.type.includes('liên tịch')) return
    for (
      let lead = /^(?:, | và | - )/u.exec(this.text.slice(draft.end, draft.end + 4));
      lead;
      lead = /^(?:, | và | - )/u.exec(this.text.slice(draft.end, draft.end + 4))
    ) {
      const issuer = issuerAt(this.text, draft.end + lead[0].length)
      if (!issuer || issuer.end > limit) return
      draft.issuer = { start: draft.issuer!.start, end: issuer.end }
      draft.end = issuer.end
    }
  }

  private startsMention(at: number): boolean {
    return this.anchors[this.next]?.start === at
  }

  private setDate(draft: Draft, span: Span, date: PartialDate | null): void {
    draft.dateSpan = span
    draft.date = date
    if (date === null) {
      draft.badDate = span
      draft.warnings.push({ code: 'invalid-date', start: span.start, end: span.end })
    }
  }

  private title(draft: Draft, limit: number): void {
    const { text } = this
    if (!mayStartTitle(text, draft.end)) return
    const lead = TITLE_START.exec(text.slice(draft.end, Math.min(limit, draft.end + 30)))
    if (!lead) return
    // Without date or issuer only "về …" and the verbs of decisions are sure to start a title.
    if (
      !draft.dateSpan &&
      !draft.issuer &&
      !/^,? ?(?:[“"]|[Vv]ề|V\/v|phê duyệt|ban hành|quy định|sửa đổi|hướng dẫn|thực hiện|triển khai|Phê duyệt|Ban hành)/u.test(
        lead[0],
      )
    )
      return
    if (!draft.dateSpan && !draft.issuer && lead[0].startsWith(',')) return
    const start =
      draft.end +
      (lead[0].startsWith(',') ? 1 : 0) +
      (text[draft.end + (lead[0].startsWith(',') ? 1 : 0)] === ' ' ? 1 : 0)
    const mode = this.isBasis(draft.start) ? 'basis' : 'title'
    let end = start
    let at = start
    const quote = /^(?:(?:[Vv]ề(?: việc)?|phê duyệt|ban hành) )?[“"]/u.exec(text.slice(start, start + 14))
    if (quote) {
      const close = quotationEnd(text, start + quote[0].length - 1)
      if (close > 0) {
        this.nestUpTo(draft, close)
        end = this.tailOfQuote(close, limit, mode)
        draft.title = { start, end }
        draft.end = end
        return
      }
    }
    for (;;) {
      const stop = titleStop(text, at === start && quote ? start + quote[0].length : at, limit, mode)
      const anchor = this.anchors[this.next]
      if (!anchor || anchor.start >= stop) {
        // A colon leads on only to a mention.
        end = trimEnd(text, start, stop)
        break
      }
      if (anchor.start < at) {
        this.next++
        continue
      }
      const between = text.slice(at, anchor.start)
      const goesOn = at > start && this.goesOnInTitle(draft, anchor, between)
      // ", Kế hoạch số …" and "; Luật …" start the next item of the host's list, unless nothing was said yet.
      if (at > start && LIST_BETWEEN.test(between) && !goesOn) {
        end = trimEnd(text, start, at)
        break
      }
      const separator = /(?:[,;]| và| hoặc) $/u.exec(between)
      if (separator && at === start && separator.index > 0) {
        end = trimEnd(text, start, at + separator.index)
        break
      }
      if (this.depth >= DEEPEST || (separator && at > start && mode === 'title' && !goesOn)) {
        end = trimEnd(text, start, separator ? at + separator.index : anchor.start)
        break
      }
      const child = this.mention(draft)
      at = Math.max(at, child.end)
      end = at
      // A nested mention followed by a colon or bracket ends the title as it ends the clause.
      if (text[at] === ':' && this.anchors[this.next]?.start === at + 2) at += 2
    }
    // "về Kế hoạch thực hiện công tác người cao tuổi: Đề án …": the colon leads to the title's own object.
    const anchor = this.anchors[this.next]
    if (
      anchor &&
      this.depth < DEEPEST &&
      text[end] === ':' &&
      anchor.start === end + 2 &&
      anchor.named &&
      mode === 'basis'
    ) {
      const child = this.mention(draft)
      end = child.end
    }
    end = this.withoutForeignPlace(draft, start, end)
    if (end <= start) return
    draft.title = { start, end }
    draft.end = end
  }

  /** "triển khai Nghị quyết số 03/NQ-CP và Nghị quyết số 71/NQ-CP": two alike, told by their numbers alone, stay together. */
  private goesOnInTitle(host: Draft, anchor: Draft, between: string): boolean {
    const inner = this.drafts[this.drafts.length - 1]!
    // "Luật số 43/2024/QH15 sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15 …".
    if (
      host.type === 'Luật' &&
      inner.parent === host &&
      inner.named?.class === 'law' &&
      inner.designation !== null &&
      anchor.named?.class === 'law' &&
      AMENDS_LAWS.test(this.text.slice(host.core.end, host.core.end + 160))
    )
      return true
    return (
      between.endsWith(' và ') &&
      inner.parent === host &&
      inner.designation !== null &&
      inner.end === inner.core.end &&
      inner.designation.issuer === anchor.designation?.issuer &&
      inner.type === anchor.type &&
      host.type !== anchor.type
    )
  }

  /** "… của Bộ Chính trị về chuyển đổi số quốc gia│trên địa bàn tỉnh Cao Bằng": a lower unit's place is the host's. */
  private withoutForeignPlace(draft: Draft, start: number, end: number): number {
    const title = this.text.slice(start, end)
    const tail = title.includes('trên địa bàn') ? LOCAL_TAIL.exec(title) : null
    if (!tail) return end
    const issuer = draft.issuer
      ? levelOf(this.text.slice(draft.issuer.start, draft.issuer.end))
      : levelOfCode(draft.designation)
    const place = PLACE_LEVEL[tail[1]!.toLowerCase()]!
    let inside = false
    for (let i = this.drafts.length - 1; !inside && this.drafts[i] !== draft; i--)
      inside = this.drafts[i]!.parent === draft && this.drafts[i]!.end > start + tail.index
    return issuer && RANK[issuer] < RANK[place] && !inside ? start + tail.index : end
  }

  /** After a quoted title a period or nothing: "… “Chuyển đổi số” giai đoạn 2021 - 2025". */
  private tailOfQuote(close: number, limit: number, mode: 'title' | 'basis'): number {
    const after = withPeriod(this.text, close)
    if (after > close) return after
    return mode === 'basis' &&
      /^ (?:trên địa bàn|tại|năm|giai đoạn|cho|trong)/u.test(this.text.slice(close, close + 14))
      ? trimEnd(this.text, close, titleStop(this.text, close, limit, mode))
      : close
  }

  private nestUpTo(parent: Draft, end: number): void {
    while (this.next < this.anchors.length && this.anchors[this.next]!.start < end) {
      if (this.anchors[this.next]!.end > end || this.depth >= DEEPEST) {
        this.next++
        continue
      }
      const child = this.mention(parent)
      if (child.end > end) cutTo(child, end)
    }
  }
}

/** A nested mention never leaves its outer one. */
function cutTo(draft: Draft, end: number): void {
  draft.end = end
  if (draft.title && draft.title.end > end) draft.title = { start: draft.title.start, end }
}

function yearAlone(text: string, at: number): { end: number; date: string } | null {
  const match = /^((?:19|20)\d\d)(?![\d/-])/.exec(text.slice(at, at + 5))
  return match ? { end: at + 4, date: match[1]! } : null
}

function kindOf(draft: Draft): CitationKind {
  if (draft.named) {
    switch (draft.named.class) {
      case 'law':
      case 'constitution':
        return draft.date || draft.badDate || draft.designation ? 'full' : 'short'
      case 'nickname':
        return draft.issuer || draft.date ? 'full' : 'short'
      default:
        return 'unnumbered'
    }
  }
  return draft.dateSpan || draft.issuer || draft.title ? 'full' : 'short'
}

const ALIAS_BEFORE = /\((?:[*“"]|sau đây |dưới đây |gọi |viết |được |là |tắt |chung |:)*$/u

/** "(sau đây gọi tắt là Đề án 06)", "(Chỉ thị số 25-CT/TU)": a short name where it is defined. */
function markAliases(text: string, drafts: Draft[]): void {
  for (const draft of drafts) {
    if (draft.kind !== 'short' && draft.kind !== 'unnumbered') continue
    if (!'*”")'.includes(text.charAt(draft.end) || '-')) continue
    if (!ALIAS_BEFORE.test(text.slice(Math.max(0, draft.start - 50), draft.start))) continue
    if (!/^[*”"]{0,2}\)/u.test(text.slice(draft.end, draft.end + 3))) continue
    if (draft.designation && draft.type === 'Luật') continue
    draft.kind = 'alias'
    draft.parent = null
  }
}

/** Every mention of a flow text, by position; an outer mention stands before what its title holds. */
export function findCitations(
  text: string,
  scanned: Scan,
  isBasis: (at: number) => boolean,
  ownNumber: Span | null,
): Draft[] {
  const anchors = findAnchors(text, scanned).filter(
    (anchor) => !ownNumber || !anchor.designation || anchor.designation.start !== ownNumber.start,
  )
  const drafts = new Assembler(text, anchors, isBasis).run()
  markAliases(text, drafts)
  const stands = (draft: Draft): boolean => !draft.named?.nestedOnly || draft.parent !== null
  // What stood in the name of one that does not stand is on its own.
  for (const draft of drafts) if (draft.parent && !stands(draft.parent)) draft.parent = null
  const kept = withoutCrossings(drafts.filter(stands).sort((a, b) => a.start - b.start || b.end - a.end))
  if (kept.length === drafts.length) return kept
  const known = new Set(kept)
  for (const draft of kept) if (draft.parent && !known.has(draft.parent)) draft.parent = null
  return kept
}

/** Spans nest or are disjoint. Of two that cross ("Luật Quy định số 2/QĐ") the number stands, else the first. */
function withoutCrossings(ordered: Draft[]): Draft[] {
  const open: Draft[] = []
  const dropped = new Set<Draft>()
  for (const draft of ordered) {
    while (open.length > 0 && open[open.length - 1]!.end <= draft.start) open.pop()
    for (let outer = open[open.length - 1]; outer && draft.end > outer.end; outer = open[open.length - 1]) {
      if (draft.parent === outer && draft.core.end <= outer.end) {
        cutTo(draft, outer.end)
        break
      }
      if (outer.designation || !draft.designation) {
        dropped.add(draft)
        break
      }
      dropped.add(outer)
      open.pop()
    }
    if (!dropped.has(draft)) open.push(draft)
  }
  return dropped.size === 0 ? ordered : ordered.filter((draft) => !dropped.has(draft))
}
