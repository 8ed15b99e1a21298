/**
 * 3 · outline: the parts of a document
 * ====================================
 *
 *   header │ legal-basis │ purpose │ body │ assignment │ recipients        (Section)
 *
 * By paragraphs of the flow text: the type line, the trích yếu, the preamble to "như sau", numbered headings, "Nơi nhận".
 * The forms are those of NĐ 30/2020 Phụ lục I and of the Party's HD 36-HD/VPTW.
 */
import { classAt, UPPER } from './chars.ts'
import type { Section, Span } from './record.ts'
import { BEFORE_SHOUTED_ISSUER, SHOUTED_ISSUERS, TYPE_BY_WORDS, type TypeEntry } from './vocab/index.ts'
import { foldWord, memo } from './words.ts'

export interface Outline {
  paragraphs: Span[]
  /** Type line, e.g. "KẾ HOẠCH"; null if the header is missing or the document is a công văn. */
  typeLine: Span | null
  type: TypeEntry | null
  /** The trích yếu, without the type line. */
  title: Span | null
  headerEnd: number
  preambleEnd: number
  purposeEnd: number
  assignmentStart: number
  /** "Nơi nhận" and the signature: from the first of them to an annex or the end. */
  recipientsStart: number
  recipientsEnd: number
}

const SHOUTED = /^[^\p{Ll}]*$/u
const HEADING =
  /^(?:PHẦN|Phần|CHƯƠNG|Chương|[IVX]{1,5}\s?[.)\-/]|[A-E][.)]|Điều 1(?!\d)|1\.(?!\d)|[IVX]{1,5} [\p{Lu}]{3})/u
const ROMAN_HEADING = /^(?:(?:PHẦN|Phần|CHƯƠNG|Chương) |[IVX]{1,5}\s?[.)\-/]\s?|[A-E][.)]\s?)/u
const PREAMBLE_START =
  /^(?:Căn cứ|CĂN CỨ|Thực hiện|Triển khai|Theo đề nghị|Trên cơ sở|Xét|Để |Nhằm|Tiếp tục|Ngày \d|Kính gửi|Thi hành|Quán triệt|Sau khi|Được sự)/u
const ENACTS =
  /(?:như sau|nội dung sau|sau đây|nội dung cụ thể|cụ thể là|nội dung chủ yếu)\s*:?[.;]?$|^(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|KẾ HOẠCH|CHỈ THỊ)\s*:?$/u
const PURPOSE = /muc dich|yeu cau|quan diem/
const ASSIGNMENT =
  /to chuc thuc hien|to chuc trien khai|phan cong (?:nhiem vu|thuc hien|to chuc)|trach nhiem (?:thuc hien|to chuc|thi hanh)|dieu khoan thi hanh/
const RECIPIENTS = /^(?:Nơi nhận|NƠI NHẬN|Nơi gửi)/u
const SIGNATURE = /^(?:TM\.?|T\/M|KT\.?|K\/T|TL\.?|T\/L|TUQ\.?|Q\.) ?\p{Lu}/u
/** Offices whose holder signs, as a line in capitals. */
export const OFFICE_LINE =
  /^(?:PHÓ |QUYỀN |Q\. ?)?(?:CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC|TRƯỞNG (?:BAN|PHÒNG)|CHÁNH VĂN PHÒNG|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|CỤC TRƯỞNG|VỤ TRƯỞNG|TỔNG THƯ KÝ|HIỆU TRƯỞNG|VIỆN TRƯỞNG|CHÁNH ÁN|THỐNG ĐỐC|PHÓ BÍ THƯ|THƯỜNG TRỰC|CHỦ NHIỆM|TỔNG GIÁM ĐỐC|TỔNG CỤC TRƯỞNG|TỔNG THANH TRA|TỔNG KIỂM TOÁN NHÀ NƯỚC|CHÁNH THANH TRA)(?: [\p{Lu} ]+)?$/u
/** Degrees and ranks before a name: "PGS. TS.", "Thượng tướng". */
const HONOURS =
  '(?:(?:ThS|TS|PGS|GS|BS|BSCKII|BSCKI|Ths)\\.? ?|(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy|uý),? |Chuẩn (?:tướng|đô đốc) |(?:Phó )?Đô đốc )*'
export const HONOURS_BEFORE = new RegExp(`^${HONOURS}`, 'u')
const PERSON = new RegExp(`^${HONOURS}\\p{Lu}\\p{Ll}+(?: \\p{Lu}\\p{Ll}*\\.?){1,4}$`, 'u')
const NOT_PERSON =
  /^(?:Nơi|Lưu|Như|Ban|Sở|Các|Hội|Ủy|Đảng|Công|Phòng|Văn|Trung (?!tướng|tá|úy|uý)|Đài|Báo|Thường|Đã|Phụ|Mẫu|Chủ|Bộ|Tỉnh|Văn bản|Biểu|Trạm)(?![\p{L}])/u
/** A line that is a person's name, and no body or heading. */
export const isPerson = (line: string): boolean => line.length < 45 && PERSON.test(line) && !NOT_PERSON.test(line)

/** "BỘ TRƯỞNG Phạm Thị Thanh Trà": office in capitals and name on one line; before an annex that follows on it. */
const JOINED_SIGNATURE = new RegExp(
  `^([^\\p{Ll}]{6,}?) (${HONOURS}\\p{Lu}\\p{Ll}+(?: \\p{Lu}\\p{Ll}*){1,4}?)(?= ?$| (?:Phụ lục|PHỤ LỤC|DANH MỤC|MẪU|\\())`,
  'u',
)
const ATTESTS = /^XÁC THỰC VĂN BẢN HỢP NHẤT /u
/** Office and name of a signature on one line, and where the name ends in it. */
export function joinedSignature(line: string): { office: string; name: string; end: number } | null {
  const match = JOINED_SIGNATURE.exec(line)
  return match && isPerson(match[2]!)
    ? { office: match[1]!.replace(ATTESTS, ''), name: match[2]!, end: match[0].length }
    : null
}

const ISSUING_BODY =
  /^(?:ỦY BAN|UỶ BAN|HỘI ĐỒNG|CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|THỦ TƯỚNG|CHÍNH PHỦ|BAN |TỈNH ỦY|QUỐC HỘI|BỘ |TỔNG |CHÁNH |VIỆN |THỐNG ĐỐC)/u

/** Letterheads and headings are the same in many documents. */
const fold = memo(
  (text) =>
    text
      .split(/[^\p{L}\p{M}]+/u)
      .filter(Boolean)
      .map(foldWord)
      .join(' '),
  5000,
)

/** Paragraphs of a flow text; cells of a table row stay in one. */
export function paragraphsOf(text: string): Span[] {
  const paragraphs: Span[] = []
  let start = 0
  while (start <= text.length) {
    let end = text.indexOf('\n', start)
    if (end < 0) end = text.length
    if (end > start) paragraphs.push({ start, end })
    start = end + 1
  }
  return paragraphs
}

/** Words that start a trích yếu, in capitals. */
const SHOUTED_TITLE =
  /^(?:VỀ|QUY ĐỊNH|SỬA ĐỔI|BAN HÀNH|PHÊ DUYỆT|HƯỚNG DẪN|CÔNG BỐ|THUẾ|THỰC HIỆN|TRIỂN KHAI|\p{Lu}+ \p{Lu}+ \p{Lu}+)/u

/** Type line: the type's words alone, or in capitals with the title behind them in the same paragraph. */
function typeLineAt(text: string, paragraph: Span): { entry: TypeEntry; line: Span; rest: Span | null } | null {
  const words = text.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 60))
  const isAlone =
    paragraph.end - paragraph.start <= 40 && /^\p{Lu}/u.test(words) && /^[\p{L} ]{4,40}$/u.test(words.trim())
  const alone = isAlone ? TYPE_BY_WORDS.get(fold(words)) : undefined
  if (alone) return { entry: alone, line: paragraph, rest: null }
  const shouted = /^(?:\p{Lu}+ ){1,4}/u.exec(words)?.[0].trimEnd().split(' ') ?? []
  for (let count = shouted.length; count >= 1; count--) {
    const entry = TYPE_BY_WORDS.get(fold(shouted.slice(0, count).join(' ')))
    if (!entry) continue
    const end = paragraph.start + shouted.slice(0, count).join(' ').length
    const after = text.slice(end + 1, Math.min(paragraph.end, end + 40))
    // The title follows at once: in small letters, or in capitals with words that only a title has.
    if (/^(?:Số|SỐ|này)/u.test(after) || !(/^[\p{Lu}“"]\p{Ll}/u.test(after) || SHOUTED_TITLE.test(after))) return null
    return { entry, line: { start: paragraph.start, end }, rest: { start: end + 1, end: paragraph.end } }
  }
  // A joined letterhead runs into the type line: "… năm 2024 LUẬT SỬA ĐỔI …".
  const joined = /năm \d{4}[ \t](?=\p{Lu}{2,})/u.exec(
    text.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 500)),
  )
  const start = joined ? paragraph.start + joined.index + joined[0].length : paragraph.start
  return start > paragraph.start ? typeLineAt(text, { start, end: paragraph.end }) : null
}

/** How many paragraphs may stand before the type line: letterhead, motto, number, place and date, marks. */
const HEADER_REACH = 24

export function outline(text: string): Outline {
  const paragraphs = paragraphsOf(text)
  const slice = (span: Span): string => text.slice(span.start, span.end)
  let typeLine: Span | null = null
  let type: TypeEntry | null = null
  let title: Span | null = null
  let next = 0
  for (let i = 0; i < Math.min(paragraphs.length, HEADER_REACH); i++) {
    const paragraph = paragraphs[i]!
    if (HEADING.test(slice(paragraph)) && i > 0 && !/^[IVX]+ /.test(slice(paragraph))) break
    const found = typeLineAt(text, paragraph)
    if (!found) continue
    typeLine = found.line
    type = found.entry
    next = i + 1
    if (found.rest) title = found.rest
    break
  }
  const starts = (index: number, pattern: RegExp): boolean =>
    index < paragraphs.length && pattern.test(slice(paragraphs[index]!))
  if (typeLine && !title && next < paragraphs.length && !starts(next, /^(?:Kính gửi|Căn cứ|I\.|Điều 1|-{2,})/u)) {
    title = paragraphs[next]!
    next++
  }
  // The trích yếu may run over more lines; it ends where the preamble, a body in capitals or a heading starts.
  while (title && next < paragraphs.length) {
    const line = slice(paragraphs[next]!)
    const done = slice(title)
    if (
      PREAMBLE_START.test(line) ||
      HEADING.test(line) ||
      line.length > 220 ||
      /[.;:]$/.test(line) ||
      SHOUTED.test(line) ||
      done.length > 500
    )
      break
    if (/^(?:\(|-|\*|Phần|Số)/u.test(line) || /^(?:UBND|Ủy ban nhân dân|Ban Thường vụ|Đảng ủy)/u.test(line)) break
    title = { start: title.start, end: paragraphs[next]!.end }
    next++
  }
  if (!typeLine) title = subjectLine(text, paragraphs)
  else if (title) {
    const rest = withoutNumberLine(text, title)
    const below = paragraphs[next]
    if (rest.start < rest.end) title = withoutIssuer(text, rest)
    else if (below && !starts(next, PREAMBLE_START) && !starts(next, HEADING)) title = withoutIssuer(text, below)
  }
  const headerEnd = title?.end ?? typeLine?.end ?? letterheadEnd(text, paragraphs)
  let index = paragraphs.findIndex((paragraph) => paragraph.start >= headerEnd)
  if (index < 0) index = paragraphs.length
  let preambleEnd = headerEnd
  for (let i = index; i < paragraphs.length && i < index + 60; i++) {
    const line = slice(paragraphs[i]!)
    if (HEADING.test(line) && !ISSUING_BODY.test(line)) break
    preambleEnd = paragraphs[i]!.end
    if (ENACTS.test(line) && !/^(?:Căn cứ|Thực hiện) các/u.test(line)) break
  }
  const { recipientsStart, recipientsEnd } = closingOf(text, paragraphs, preambleEnd)
  let purposeEnd = preambleEnd
  let assignmentStart = recipientsStart
  let seenFirst = false
  for (const paragraph of paragraphs) {
    if (paragraph.start < preambleEnd || paragraph.start >= recipientsStart) continue
    const line = slice(paragraph)
    if (line.length > 160) continue
    const roman = ROMAN_HEADING.test(line)
    if (roman && !seenFirst) {
      seenFirst = true
      if (PURPOSE.test(fold(line))) {
        purposeEnd = recipientsStart
        continue
      }
    } else if (roman && purposeEnd === recipientsStart) purposeEnd = paragraph.start
    if ((roman || SHOUTED.test(line) || /^Điều \d/u.test(line)) && ASSIGNMENT.test(fold(line))) {
      assignmentStart = paragraph.start
      if (purposeEnd === recipientsStart) purposeEnd = paragraph.start
      break
    }
  }
  return {
    paragraphs,
    typeLine,
    type,
    title,
    headerEnd,
    preambleEnd,
    purposeEnd,
    assignmentStart,
    recipientsStart,
    recipientsEnd,
  }
}

/** Where "Nơi nhận" and the signature stand: the first of them after the preamble, up to an annex. */
function closingOf(
  text: string,
  paragraphs: Span[],
  preambleEnd: number,
): { recipientsStart: number; recipientsEnd: number } {
  const lineOf = ({ start, end }: Span): string => text.slice(start, Math.min(end, start + 120))
  let recipientsStart = text.length
  for (const [index, paragraph] of paragraphs.entries()) {
    if (paragraph.start < preambleEnd) continue
    if (recipientsStart === text.length) {
      if (!mayClose(text, paragraph.start)) continue
      const line = lineOf(paragraph)
      const joined = joinedSignature(line)
      const below = paragraphs[index + 1]
      if (
        RECIPIENTS.test(line) ||
        (SIGNATURE.test(line) && paragraph.end - paragraph.start < 100) ||
        (joined && (SIGNATURE.test(line) || OFFICE_LINE.test(joined.office))) ||
        (below && OFFICE_LINE.test(line) && isPerson(lineOf(below).trim()))
      )
        recipientsStart = paragraph.start
      // An annex may follow in the same paragraph.
      if (joined && recipientsStart === paragraph.start && joined.end < line.trimEnd().length)
        return { recipientsStart, recipientsEnd: paragraph.start + joined.end + 1 }
    } else if (STARTS_ANNEX.test(lineOf(paragraph))) return { recipientsStart, recipientsEnd: paragraph.start }
  }
  return { recipientsStart, recipientsEnd: text.length }
}

/** A closing starts with "Nơi nhận", or in capitals: "TM.", "KT.", "BỘ TRƯỞNG". */
const mayClose = (text: string, at: number): boolean =>
  text.charCodeAt(at) === 78 ||
  (classAt(text, at) & classAt(text, at + 1) & UPPER) !== 0 ||
  'TKQ'.includes(text.charAt(at) || '-')
const STARTS_ANNEX =
  /^(?:(?:PHỤ LỤC|Phụ lục)(?![\p{L}])|\(?(?:Ban hành )?[Kk]èm theo |(?:DANH MỤC|QUY CHẾ|QUY ĐỊNH|CHƯƠNG TRÌNH|KẾ HOẠCH|ĐỀ ÁN|CHIẾN LƯỢC|BIỂU|MẪU|DANH SÁCH|ĐIỀU LỆ|CHƯƠNG I)(?![\p{L}]))/u

/** "Phụ lục II", "PHỤ LỤC", "Phụ lục 1: Biểu mẫu báo cáo": a heading, not "Phụ lục V ban hành kèm theo …" in a sentence. */
const ANNEX =
  /^((?:PHỤ LỤC|Phụ lục)(?: (?:số )?(?:[IVXLC]{1,6}|\d{1,2})[a-zđA-E]?)?)(?:[.:] (.+)| ((?![IVXLC]{1,6}(?:[, ]|$))\p{Lu}\P{Ll}{3,})|$)/u
/** A form starts with its own letterhead: no title. */
const TITLES_ANNEX = /^(?!CỘNG H|ĐẢNG CỘNG|NGÂN HÀNG|SỞ |BỘ |ỦY BAN|UỶ BAN|HỘI ĐỒNG|TÊN |ĐƠN VỊ|CƠ QUAN)\p{L}/u
const LONGEST_HEADING = 300

export interface AnnexHeading {
  heading: Span
  label: string
  title: Span | null
}

/** Headings of annexes with their titles: behind the label, or the line below it. */
export function annexesOf(text: string, paragraphs: Span[]): AnnexHeading[] {
  const annexes: AnnexHeading[] = []
  paragraphs.forEach(({ start, end }, index) => {
    if (text[start] !== 'P' || end - start > LONGEST_HEADING) return
    const line = text.slice(start, end)
    const match = /[;,]$/.test(line) ? null : ANNEX.exec(line)
    if (!match) return
    const rest = match[2] ?? match[3]
    // "(Ban hành kèm theo Kế hoạch số …)" may stand between.
    const aside = paragraphs[index + 1] && text[paragraphs[index + 1]!.start] === '('
    const below = paragraphs[index + (aside ? 2 : 1)]
    const title = rest
      ? { start: end - rest.length, end }
      : below &&
          below.end - below.start <= LONGEST_HEADING &&
          TITLES_ANNEX.test(text.slice(below.start, below.start + 12))
        ? below
        : null
    annexes.push({ heading: { start, end }, label: match[1]!, title })
  })
  return annexes
}

/** "CỦA BỘ TÀI CHÍNH SỐ 05/2010/TT-BTC NGÀY 13 THÁNG 01 NĂM 2010": how a collection heads an act, above its trích yếu. */
const NUMBER_LINE =
  /^CỦA \P{Ll}{4,90}? SỐ:? ?\S{1,30},? NGÀY \d{1,2}(?: THÁNG |[/-])\d{1,2}(?: NĂM |[/-])\d{4}(?!\d)\s*/u

function withoutNumberLine(text: string, title: Span): Span {
  const head = NUMBER_LINE.exec(text.slice(title.start, Math.min(title.end, title.start + 200)))
  return head ? { start: title.start + head[0].length, end: title.end } : title
}

const BODY_IN_CAPITALS = new RegExp(`(?<!${BEFORE_SHOUTED_ISSUER}) ${SHOUTED_ISSUERS}[\\p{Lu} ,-]*$`, 'u')

/** Where a portal put title and issuer on one line: "HƯỚNG DẪN … NGOÀI HỢP ĐỒNG│HỘI ĐỒNG THẨM PHÁN TÒA ÁN …". */
function withoutIssuer(text: string, title: Span): Span {
  const tail = BODY_IN_CAPITALS.exec(text.slice(title.start, Math.min(title.end, title.start + 1000)))
  return tail && tail.index > 10 ? { start: title.start, end: title.start + tail.index } : title
}

/** The next column, or place and date or addressee on the same line. */
const SUBJECT_ENDS = /\t| (?=Kính gửi|\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){0,3}, ngày )/u

/** "V/v đôn đốc …": the trích yếu of a công văn, under its number. */
function subjectLine(text: string, paragraphs: Span[]): Span | null {
  for (const paragraph of paragraphs.slice(0, HEADER_REACH)) {
    const match = /(?:^|[\t ])V\/v:? /u.exec(
      text.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 200)),
    )
    if (!match) continue
    const start = paragraph.start + match.index + match[0].length
    const stop = SUBJECT_ENDS.exec(text.slice(start, paragraph.end))
    return { start, end: stop ? start + stop.index : paragraph.end }
  }
  return null
}

/** A công văn has no type line: its header runs to "Kính gửi", else over the leading short lines. */
function letterheadEnd(text: string, paragraphs: Span[]): number {
  const head = paragraphs.slice(0, HEADER_REACH)
  const to = head.find((paragraph) => text.slice(paragraph.start, paragraph.start + 10).startsWith('Kính gửi'))
  return to ? Math.max(0, to.start - 1) : 0
}

export function sectionAt(parts: Outline, at: number): Section {
  if (at < parts.headerEnd) return 'header'
  if (at >= parts.recipientsEnd) return 'body'
  if (at >= parts.recipientsStart) return 'recipients'
  if (at < parts.preambleEnd) return 'legal-basis'
  if (at >= parts.assignmentStart) return 'assignment'
  return at < parts.purposeEnd ? 'purpose' : 'body'
}
