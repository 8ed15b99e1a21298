/**
 * 2 · flow: the text as a reader reads it
 * =======================================
 *
 * Lines that only the page broke are joined, runs of spaces become one, decoration (markdown marks, rules, page
 * numbers, running heads) is set apart, so that every later pattern meets one space or one paragraph break:
 *
 *   " "   within a paragraph        "\t"  a gap between columns        "\n"  a paragraph ends
 *
 * A number broken over a line, a blank line or a page number is joined without a space: `265-␤␤3␤␤KH/TU`.
 */
import {
  classAt,
  classBefore,
  CLASS_OF,
  LETTER,
  letterBefore,
  LOWER as LOWER_CASE,
  NUMBER,
  unitsOf,
  UPPER,
} from './chars.ts'
import { MappedBuilder, type MappedText } from './mapped.ts'
import { BEFORE_SHOUTED_ISSUER, SHOUTED_ISSUERS } from './vocab/index.ts'

/** A line that is only a page number, a rule, or a gazette's running head. */
const FURNITURE =
  /^(?:[-–—_*=|:\s]*|[-–—\s]*(?:Trang\s*)?\d{1,4}(?:\s*\/\s*\d{1,4})?[-–—\s]*|\d{0,4}\s*CÔNG BÁO\s*\/?\s*Số.{0,80}|(?:\*\s*){3,})$/
const isFurniture = (line: string): boolean => line.length < 120 && FURNITURE.test(line)

/** A stretch of a source without the page numbers and running heads that stand on lines of their own in it. */
export const withoutFurniture = (text: string): string =>
  text
    .split('\n')
    .filter(
      (line, index, lines) =>
        index === 0 ||
        index === lines.length - 1 ||
        !isFurniture(line.trim()) ||
        /ngày\s*\n\s*\d{1,2}\s*\n\s*tháng/u.test(lines.slice(index - 1, index + 2).join('\n')),
    )
    .join('\n')

/** A line that starts a paragraph of its own, whatever went before. */
const STARTS_ITEM =
  /^(?:[-+•–]\s|\(?\d{1,3}[.)](?:\d{1,2}[.)]?){0,3}\s|\(?[a-zđ]\)\s|[IVX]{1,6}[.)]\s|[A-Z][.)]\s|Điều\s\d|Chương\s[IVX\d]|Mục\s\d|PHỤ LỤC|Phụ lục\s[IVX\d]|Nơi nhận|Kính gửi|Căn cứ|Theo đề nghị|Xét đề nghị|Số\s?:|V\/v\s|Được (?:thay thế|bãi bỏ|sửa đổi)|Bị (?:thay thế|bãi bỏ)|TM\.|KT\.|T\/M|K\/T|TL\.|TUQ\.|\|)/u
/** A list or a letterhead line starts here, even after a word that seems to wait. */
const STARTS_LIST =
  /^(?:[-+•–]\s|\(?[a-zđ]\)\s|[IVX]{1,6}[.)]\s|Nơi nhận|Kính gửi|Được (?:thay thế|bãi bỏ|sửa đổi)|\|)/u
/** "Hiệu lực của Nghị quyết␤1. Nghị quyết này …": a numbered paragraph, unless the line before waits for a number. */
const NUMBERED = /^\d{1,2}\.\s+\p{Lu}/u
const TAKES_NUMBER = /(?:số|Số|Điều|khoản|điểm|ngày|tháng|năm|đến|từ|và|,)$/u
/** "theo khoản 6␤Điều 8 Nghị định …": the margin cut the pinpoint; "Điều 8. Tổ chức" is a heading. */
const PINPOINT_CUT = /(?:[Kk]hoản|[Đđ]iểm|[Tt]iết|Điều|Mục|Chương)\s[^.;:]{1,40}$/u
const PINPOINT_GOES_ON =
  /^(?:[Kk]hoản|[Đđ]iểm|Điều|Mục|Chương|Phụ lục)\s(?:\d{1,3}[a-zđ]?|[IVXLC]{1,6})(?:,|\s(?:và|của|Nghị|Thông|Luật|Bộ|Quyết|Quy|Pháp|Chương|Mục|Điều|này))/u
/** In capitals below a title in capitals: the body that issues, no part of the title. */
const ISSUING_BODY = new RegExp(`^${SHOUTED_ISSUERS}[\\p{Lu}\\s,-]*$`, 'u')
const TAKES_BODY = new RegExp(`(?:${BEFORE_SHOUTED_ISSUER})$`, 'u')
/** In a narrow column: "12/2016/TTLT-BTC␤ngày␤16/6/2016", "ngày␤14␤tháng 10". */
const DATE_FOLLOWS = /^(?:ngày|tháng)(?:\s|$)/u
/** "Nghị␤định␤74/2020/NĐ-CP": the type word is torn over lines, one syllable each. */
const SYLLABLE = /^\p{Ll}+$/u
const NUMBER_STARTS = /^\d{1,5}\/(?:\d{4}\/)?\p{Lu}/u
/** A cell that is only a date, and words that lead to one. */
const DATE_CELL = /^\d{1,2}\/\d{1,2}\/\d{4}$/
const LEADS_TO_DATE = /(?:ngày|từ|đến|trước|sau|ngay)$/iu
/** Within a sentence these want a name after them: "đối với Đài␤Truyền hình", "của Bộ Lao động␤Thương binh". */
const WANTS_NAME =
  /(?:\p{Ll}|,)\s(?:Đài|Công ty|Tổng công ty|Tập đoàn|Ngân hàng|Tổng cục|Hiệp hội)$|(?:của|do) Thủ tướng$|Bộ Lao động(?: [-–])?$|Ủy ban Trung ương$/u
const NAME_CONTINUES = /^\p{Lu}\p{Ll}/u
/** No paragraph begins so: "của Tập đoàn Điện lực␤Việt Nam", "nắm giữ␤100% vốn điều lệ". */
const GOES_ON = /^(?:Việt Nam(?![\p{L}])|\d{1,3}\s?%\s\p{Ll})/u
const MAY_GO_ON = /\p{Ll}$/u
/** A line of a narrow column that holds this much is cut by the margin; a shorter one may be a cell of its own. */
const SHORTEST_CUT = 12
/** A line that ends with one of these ends its paragraph. */
const STOPS = new Set([...'.;:!?…|'].map((stop) => stop.charCodeAt(0)))
const ENDS_SENTENCE = /[.;:!?…|]["”’»)\]]*$/u
/** Shorter lines were ended by their author, not by the margin. */
const WRAPPED_LINE = 45
const LOWER = /^["“‘(]?\p{Ll}/u
const SHOUTED = /^[^\p{Ll}]*$/u
/** A designation cut after its hyphen or slash, and what may follow the cut. */
const CUT_NUMBER = /(?:\d[a-zđ]?|[\p{Lu}\d])\s?[-/]$/u
const CUT_CONTINUES = /^(?:\d|\p{Lu}|TTg)/u
/** Words that cannot end anything: the margin cut the line. By their last word. */
const WAITING = new Map<string, string[]>()
for (const words of [
  'số',
  'Số',
  'ngày',
  'tháng',
  'năm',
  'của',
  'và',
  'theo',
  'tại',
  'Điều',
  'khoản',
  'điểm',
  'về',
  'cho',
  'với',
  'các',
  'hoặc',
  'từ',
  'đến',
  'do',
  'bởi',
  'trong',
  'là',
  'được',
  'Luật',
  'Bộ luật',
  'Pháp lệnh',
  'Nghị định',
  'Nghị quyết',
  'Quyết định',
  'Chỉ thị',
  'Kết luận',
  'Kế hoạch',
  'Thông tư',
  'Bộ',
  'Sở',
  'Tổng',
  'Bộ trưởng',
]) {
  const last = words.slice(words.lastIndexOf(' ') + 1)
  WAITING.set(last, [...(WAITING.get(last) ?? []), words])
}

/** Whether a line, without blanks at its end, waits for the next one. */
function waits(line: string): boolean {
  if (line.endsWith(',')) return true
  let start = line.length
  while (start > 0 && letterBefore(line, start)) start--
  const known = WAITING.get(line.slice(start))
  return (
    known !== undefined &&
    known.some(
      (words) => line.endsWith(words) && (line.length === words.length || /\s/.test(line.at(-words.length - 1)!)),
    )
  )
}

/** The type line starts a paragraph even where no blank line stands before it. */
const TYPE_LINE =
  /^(?:KẾ HOẠCH|QUYẾT ĐỊNH|NGHỊ QUYẾT|NGHỊ ĐỊNH|CHỈ THỊ|CHƯƠNG TRÌNH|TỜ TRÌNH|BÁO CÁO|THÔNG BÁO|THÔNG TƯ|HƯỚNG DẪN|ĐỀ ÁN|PHƯƠNG ÁN|CÔNG ĐIỆN|KẾT LUẬN|QUY CHẾ|QUY ĐỊNH)(?=\s+[\p{Lu}“]\p{Ll}|$)/u

interface Line {
  start: number
  end: number
  /** Blank lines before it. */
  gap: number
  /** A page ended before it. */
  page: boolean
  /** It holds decoration or runs of blanks: it is not copied as it is. */
  decorated: boolean
}

/** What makes a line be looked at closely: decoration, and blanks that stand together. */
const DECORATION = 1
const SPACE_MARK = 2
const LINE_END = 4
const MARK_OF = new Uint8Array(0x10000)
for (const char of '*\\\t\f\v|_') MARK_OF[char.charCodeAt(0)] = DECORATION
MARK_OF[32] = SPACE_MARK
MARK_OF[10] = LINE_END

function isDecorated(units: Uint16Array, start: number, end: number): boolean {
  let seen = 0
  let before = 0
  for (let i = start; i < end; i++) {
    const mark = MARK_OF[units[i]!]!
    seen |= (mark & DECORATION) | (mark & before)
    before = mark
  }
  return seen !== 0
}

/** Non-empty lines without decoration at their ends; furniture left out. */
function linesOf(text: string): Line[] {
  const units = unitsOf(text)
  const lines: Line[] = []
  let gap = 0
  let page = false
  const { length } = text
  let from = 0
  while (from <= length) {
    // One look at each character finds the line's end, and whether it may hold decoration.
    let to = from
    let seen = 0
    for (let before = 0; to < length; to++) {
      const mark = MARK_OF[units[to]!]!
      if (mark === LINE_END) break
      seen |= (mark & DECORATION) | (mark & before)
      before = mark
    }
    let start = from
    let end = to
    while (start < end && isBlank(units[start]!)) start++
    while (end > start && isBlank(units[end - 1]!)) end--
    const heading =
      start < end && units[start] === HASH ? /^#{1,6}\s+/.exec(text.slice(start, Math.min(end, start + 12))) : null
    if (heading) start += heading[0].length
    if (start === end) gap++
    else if (
      mayBeFurniture(units[start]!) &&
      isFurniture(text.slice(start, end)) &&
      !(gap === 0 && isDayOfDate(text, lines.at(-1), start, end))
    ) {
      gap++
      page ||= /\d/.test(text.slice(start, end))
    } else {
      lines.push({ start, end, gap, page, decorated: seen !== 0 && isDecorated(units, start, end) })
      gap = 0
      page = false
    }
    from = to + 1
  }
  return lines
}

/** "ngày␤14␤tháng 10 năm 2013": in a narrow column the day is no page number. */
const isDayOfDate = (text: string, before: Line | undefined, start: number, end: number): boolean =>
  before !== undefined &&
  end - start <= 2 &&
  text.slice(before.start, before.end).endsWith('ngày') &&
  /^\s*\n\s*tháng\s/u.test(text.slice(end, end + 12))

/** What furniture starts with: a digit, "Trang", "CÔNG BÁO", or no letter at all. */
const mayBeFurniture = (code: number): boolean => code === 84 || code === 67 || (CLASS_OF[code]! & LETTER) === 0

const isBlank = (code: number): boolean => code === 32 || code === 9 || code === 13 || code === 12 || code === 11

/** Emphasis marks do not count when a line's first or last words are looked at. */
const bare = (text: string): string => (text.includes('*') ? text.replace(/\*+/g, '') : text)

/** Class of the character at `at`, 0 after the end. */
const kindAt = (text: string, at: number): number => (at < text.length ? CLASS_OF[text.charCodeAt(at)]! : 0)

type Break = 'join' | 'space' | 'paragraph'

/** What the break between two lines means to a reader. */
function breakBetween(text: string, before: Line, after: Line): Break {
  // Nearly all paragraphs end with a stop, and whatever follows starts another.
  if (STOPS.has(text.charCodeAt(before.end - 1))) return 'paragraph'
  const left = bare(text.slice(Math.max(before.start, before.end - 80), before.end)).trimEnd()
  const right = bare(text.slice(after.start, Math.min(after.end, after.start + 80))).trimStart()
  const last = left.charCodeAt(left.length - 1)
  if ((last === 45 || last === 47) && CUT_NUMBER.test(left) && CUT_CONTINUES.test(right)) return 'join'
  const [first, second] = [kindAt(right, 0), kindAt(right, 1)]
  if (first & second & UPPER && TYPE_LINE.test(right)) return 'paragraph'
  if ((first & NUMBER) !== 0 && DATE_CELL.test(right) && !LEADS_TO_DATE.test(left) && LETTER & CLASS_OF[last]!)
    return 'paragraph'
  if (
    waits(left) &&
    !STARTS_LIST.test(right) &&
    !(NUMBERED.test(right) && !TAKES_NUMBER.test(left)) &&
    (after.gap === 0 || (left.at(-1) !== ',' && !SHOUTED.test(right)))
  )
    return 'space'
  if (PINPOINT_GOES_ON.test(right) && PINPOINT_CUT.test(left)) return 'space'
  // A word in small letters starts nothing, unless it is "a)".
  if (!(first & second & LOWER_CASE) && STARTS_ITEM.test(right)) return 'paragraph'
  if ((CLASS_OF[last]! & LETTER) === 0 && ENDS_SENTENCE.test(left)) return 'paragraph'
  const lower = (first & LOWER_CASE) !== 0 || ((first & LETTER) === 0 && LOWER.test(right))
  if (lower && /[\p{Lu}\d]$/u.test(left) && DATE_FOLLOWS.test(right)) return 'space'
  if (after.gap === 0 && goesOn(left, right, first)) return 'space'
  if (SHOUTED.test(left) && (!SHOUTED.test(right) || (ISSUING_BODY.test(right) && !TAKES_BODY.test(left))))
    return 'paragraph'
  if (after.gap > 0)
    return lower || (after.page && before.end - before.start >= WRAPPED_LINE && /[\p{Ll},]$/u.test(left))
      ? 'space'
      : 'paragraph'
  if (lower) return 'space'
  return before.end - before.start >= WRAPPED_LINE ? 'space' : 'paragraph'
}

/** Whether the margin of a narrow column cut these words, which no word at the line's end tells. */
function goesOn(left: string, right: string, first: number): boolean {
  if (first & NUMBER && SYLLABLE.test(left) && NUMBER_STARTS.test(right)) return true
  if (left.length >= SHORTEST_CUT && GOES_ON.test(right) && MAY_GO_ON.test(left)) return true
  return NAME_CONTINUES.test(right) && WANTS_NAME.test(left)
}

/** Copies a line without emphasis marks, with runs of blanks folded: up to three are a space, more a column gap. */
function copyLine(builder: MappedBuilder, text: string, line: Line): void {
  if (!line.decorated) {
    builder.copy(line.start, line.end)
    return
  }
  let done = line.start
  let at = line.start
  while (at < line.end) {
    const code = text.charCodeAt(at)
    if (code === STAR || code === UNDERSCORE || code === BACKSLASH) {
      const end = code === BACKSLASH ? at + 1 : runEnd(text, at, line.end, code)
      if (code === STAR || (code === UNDERSCORE ? isEmphasis(text, at, end, line) : isEscape(text, end, line))) {
        builder.copy(done, at)
        done = end
      }
      at = end
    } else if (code === BAR || isBlank(code)) {
      const end = gapEnd(text, at, line.end)
      if (code !== SPACE || end > at + 1) {
        builder.copy(done, at)
        builder.put(isColumnGap(text, at, end) ? '\t' : ' ', at, end)
        done = end
      }
      at = end
    } else at++
  }
  builder.copy(done, line.end)
}

const HASH = 35
const STAR = 42
const UNDERSCORE = 95
const BACKSLASH = 92
const BAR = 124
const TAB = 9
const SPACE = 32

function runEnd(text: string, at: number, limit: number, code: number): number {
  let end = at
  while (end < limit && text.charCodeAt(end) === code) end++
  return end
}

/** End of the blanks at `at`, and of a table's bars with the blanks around them. */
function gapEnd(text: string, at: number, limit: number): number {
  let end = at
  while (end < limit && isBlank(text.charCodeAt(end))) end++
  if (end < limit && text.charCodeAt(end) === BAR)
    while (end < limit && (isBlank(text.charCodeAt(end)) || text.charCodeAt(end) === BAR)) end++
  return end
}

function isColumnGap(text: string, start: number, end: number): boolean {
  if (end - start > 3) return true
  for (let i = start; i < end; i++) if (text.charCodeAt(i) === TAB || text.charCodeAt(i) === BAR) return true
  return false
}

const ALNUM = LETTER | NUMBER

/** Underscores around words, not within one. */
function isEmphasis(text: string, start: number, end: number, line: Line): boolean {
  const before = start > line.start ? classBefore(text, start) & ALNUM : 0
  const after = end < line.end ? classAt(text, end) : 0
  if (!before && (after & LETTER || (end < line.end && '“"('.includes(text[end]!)))) return true
  return !(after & ALNUM) && (before !== 0 || (start > line.start && '.,;)”"'.includes(text[start - 1]!)))
}

/** A backslash before a sign: the sign is meant. */
const isEscape = (text: string, at: number, line: Line): boolean =>
  at < line.end && !(classAt(text, at) & ALNUM) && !/\s/.test(text[at]!)

/** Lays a normalised text out for reading; its map leads to the text given. */
export function flow(text: string): MappedText {
  const builder = new MappedBuilder(text)
  let previous: Line | null = null
  for (const line of linesOf(text)) {
    if (previous) {
      const kind = breakBetween(text, previous, line)
      if (kind !== 'join') builder.put(kind === 'space' ? ' ' : '\n', previous.end, line.start)
    }
    copyLine(builder, text, line)
    previous = line
  }
  return builder.finish()
}
