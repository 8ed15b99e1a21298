/**
 * 4 · citations: where a title or a name ends
 * ===========================================
 *
 *   … của Ban Bí thư về tổ chức và hoạt động của Hội Người cao tuổi Việt Nam│để xây dựng tổ chức …
 *   Đề án nhân rộng câu lạc bộ liên thế hệ tự giúp nhau đến năm 2035│trên địa bàn xã Mai Hoa
 *
 * A title runs to the clause's end; inside a sentence also to the first words that only the host sentence can say.
 * Quotation marks are stepped over in pairs. All scans move forward only.
 */
import { lineEnd } from '../lines.ts'

/** "title": a trích yếu. "basis": a trích yếu in a list or heading, where only hard stops count. "name": a programme. */
export type TitleMode = 'title' | 'basis' | 'name'

const SUBJECT =
  '(?:(?:Sở|Ban|Bộ|Phòng) |giao (?!thông|dịch|lưu|ban)|xã (?!hội)|(?:UBND|HĐND|Ủy ban|Uỷ ban|Tỉnh (?:ủy|uỷ)|Thành (?:ủy|uỷ)|Huyện (?:ủy|uỷ)|Đảng (?:ủy|uỷ)|Hội đồng|Chủ tịch|Giám đốc|các (?:bộ|sở|đơn vị|cơ quan|phòng|xã|ngành|địa phương|cấp|thôn|trường)|(?:tỉnh|huyện|phường|thành phố|thị xã)(?! trực thuộc|[,.;)]|$| \\p{Lu}| thuộc tỉnh)|đề nghị|yêu cầu|từ đó|qua đó|đồng thời|trong đó|cụ thể|góp phần|nhằm|theo đó|tại|đến nay|kèm theo|sau khi|viên chức được|công chức được|Văn phòng|Trung tâm|với)(?![\\p{L}]))'
/** Always the end. */
const HARD = `[\\n\\t]|\\.(?=[ ./”"’)]|$)|[)\\]|]|,? ?(?:cụ thể |có căn cứ ban hành )?như sau|, (?=${SUBJECT})|,? (?=có hiệu lực (?:thi hành )?(?:kể )?từ|(?:đã )?được (?:sửa đổi|bổ sung|sửa đổi, bổ sung|thay thế)(?: một số điều)? (?:bởi|theo|tại)[ :])| và (?=theo (?:tinh thần|đề nghị|chỉ đạo|Kết luận|Nghị|Quyết|Kế hoạch|Công văn|quy định))`
/** The end inside a running sentence. */
const SOFT =
  ' (?=(?:để(?! (?:tổ chức, )?hướng dẫn thi hành)|nhằm|góp phần|và các văn bản|và theo|và phù hợp|đến các|bảo đảm nghiêm|đảm bảo nghiêm|đảm bảo theo|đảm bảo quy định|trên cơ sở|gắn với|đã|đang|sẽ|còn hiệu lực|hết hiệu lực|có hiệu lực|được (?:thực hiện|triển khai|ban hành|phổ biến|sao|niêm yết|nhắc|trích|lưu|ký|gửi|học|thay|sửa|áp dụng|xây dựng)|cần|phải|bị(?! (?:thu hồi|thiệt hại|ảnh hưởng|khuyết tật|bạo lực|mua bán))|nêu|yêu cầu|là văn bản|trong cùng|cho đến khi|bằng|từ ngày)(?![\\p{L}]))'
/** The end of a programme's name: what belongs to the one who carries it out, or to the sentence. */
const NAME_HARD =
  ' (?=(?:trên địa bàn|tại|phù hợp|được|đảm bảo|bảo đảm|cần|đã|đang|sẽ|phải|để|nhằm|gắn với|bị|là|do|từ|vào|thuộc|đạt|xong|kết thúc|có|này|nêu trên|gồm|trước|sau|đúng|bằng|cho (?:ban|các|đội|cán|hội|người|chủ)|khi|thì|nêu|ngay|đến các|lúc|đặt|sang|ở|và (?:chế độ|các|Kết luận|Luật|Công văn|Thông|Hướng dẫn|Chiến lược|phát|triển khai|thực hiện|tổ chức|xây dựng|kế hoạch|Kế hoạch|Nghị|Quyết|Chỉ|Đề án|Chương trình|chính sách|quy định|báo cáo))(?![\\p{L}]))|, (?=(?:tỉnh|huyện|xã|phường|thành phố|Kế hoạch|Quyết định|Nghị|Chỉ thị|Đề án|Chương trình|Luật|thích ứng|đề án|kế hoạch))|:|[“"]|\\('
/** Ends a name only if no period follows in the same clause: "… trong hệ thống giáo dục giai đoạn 2017 - 2025". */
const NAME_SOFT = ' (?=(?:trong|cho|với|của|theo|và)(?![\\p{L}]))'

const PERIOD =
  '(?:,? ?(?:giai đoạn|thời kỳ|Giai đoạn) (?:đến năm )?\\d{4}(?: ?[-–] ?\\d{4})?(?: và năm \\d{4})?|(?: |, )đến (?:hết )?năm \\d{4}|,? năm \\d{4}(?: ?- ?\\d{4})?)(?:(?:,| và)? (?:tầm nhìn|định hướng)(?: đến)?(?: năm)? \\d{4})?'
const PERIOD_AT = new RegExp(PERIOD, 'uy')
const PERIOD_AHEAD = new RegExp(PERIOD, 'u')

/** In a legal basis: "quy định địa bàn hoạt động hải quan; trách nhiệm phối hợp …" goes on, the next basis does not. */
const SEMICOLON_OF_LIST =
  ';(?! (?:trách nhiệm|giá|mức|chế độ|tiêu chuẩn|xếp lương|thăng hạng|chính sách|trình tự|thủ tục|thẩm quyền|nguyên tắc)(?![\\p{L}]))'
/** In a sentence: only what no sentence says, but trích yếu do. */
const SEMICOLON_OF_TITLE =
  ';(?! (?:tổ chức biên soạn|việc in|giá dịch vụ|trách nhiệm phối hợp|tiêu chuẩn chức danh|xếp lương)(?![\\p{L}]))'

const STOPS: Record<TitleMode, RegExp> = {
  basis: new RegExp(`${HARD}|${SEMICOLON_OF_LIST}|[“"«(”»]|:`, 'gu'),
  title: new RegExp(`${HARD}|${SEMICOLON_OF_TITLE}|${SOFT}|[“"«(”»]|:`, 'gu'),
  name: new RegExp(`${HARD}|;|${NAME_HARD}|${NAME_SOFT}|${PERIOD}`, 'gu'),
}
const LONGEST = 900
const CLOSING: Record<string, string> = { '“': '”', '"': '"', '«': '»' }
/** A bracket that explains the citation and is no part of its title. */
const ASIDE =
  /^\((?:sau đây|gọi tắt|viết tắt|sau đây|ban hành|được|đã|kèm|Kèm|nay|thay|sửa|bổ sung|trước đây|phê duyệt|tại|có hiệu|Điều|khoản|đợt|gọi|dưới đây|trừ|Chỉ thị|Nghị|Quyết|Kế hoạch|Kết luận|Đề án|Chương trình|Luật|số|Công văn|Thông)/u

/** Index just after the mark that closes the quotation opened at `at`, nesting counted; -1 if none in reach. */
export function quotationEnd(text: string, at: number): number {
  const open = text[at]!
  const close = CLOSING[open]
  if (!close) return -1
  const limit = Math.min(text.length, at + LONGEST)
  let depth = 1
  for (let i = at + 1; i < limit; i++) {
    const char = text[i]!
    if (char === '\n') return -1
    if (char === close && --depth === 0) return i + 1
    if (char === open && open !== close) depth++
  }
  return -1
}

function bracketEnd(text: string, at: number): number {
  const limit = Math.min(text.length, at + 120)
  for (let i = at + 1; i < limit; i++) {
    if (text[i] === ')') return i + 1
    if (text[i] === '(' || text[i] === '\n') return -1
  }
  return -1
}

/** What a stop may need to see beyond its place: the longest period. */
const SLACK = 128

/** The first match at or after `at` as [start, text], looked for no further than `limit`; null if there is none. */
function stopIn(stops: RegExp, text: string, at: number, limit: number): { at: number; mark: string } | null {
  stops.lastIndex = 0
  const stop = stops.exec(text.slice(at, limit + SLACK))
  return stop && at + stop.index < limit ? { at: at + stop.index, mark: stop[0] } : null
}

/** The first stop at or after `from`, before `limit`; `limit` if there is none. */
export function titleStop(text: string, from: number, limit: number, mode: 'title' | 'basis'): number {
  const stops = STOPS[mode]
  let at = from
  while (at < limit) {
    const stop = stopIn(stops, text, at, limit)
    if (!stop) return limit
    const { mark } = stop
    if (mark === '.' && /(?:TP|Tp|ThS|TS|PGS|GS|St|Mr)$/.test(text.slice(Math.max(0, stop.at - 3), stop.at)))
      at = stop.at + 1
    else if (mark in CLOSING) {
      const end = quotationEnd(text, stop.at)
      if (end < 0) return stop.at
      at = end
    } else if (mark === '(') {
      const end = ASIDE.test(text.slice(stop.at, stop.at + 14)) ? -1 : bracketEnd(text, stop.at)
      if (end < 0) return stop.at
      at = end
    } else return stop.at
  }
  return limit
}

/** The word alone, within six units: what follows it does not matter. */
const SOFT_WORD = /^ (trong|cho|với|của|theo|và)(?: .*)?$/u
/** "… và các …": another matter, not a part of the name. */
const GOES_ON =
  /^ và (?:chế độ|các|Kết luận|Luật|Công văn|Thông|Hướng dẫn|Chiến lược|phát|triển khai|thực hiện|tổ chức|xây dựng|kế hoạch|Kế hoạch|Nghị|Quyết|Chỉ|Đề án|Chương trình|chính sách|quy định|báo cáo)/u

/** End of a name that starts at `from` (just after the type word and its space). */
export function nameEnd(text: string, from: number, mode: 'name' | 'title'): number {
  const limit = lineEnd(text, from, from + LONGEST)
  if (mode === 'title') return trimEnd(text, from, titleStop(text, from, limit, 'title'))
  if (text[from] === '“' || text[from] === '"') {
    const end = quotationEnd(text, from)
    if (end > 0) return withPeriod(text, end)
  }
  const stops = STOPS.name
  let at = from
  let soft = -1
  for (;;) {
    const stop = stopIn(stops, text, at, limit)
    if (!stop) return trimEnd(text, from, soft >= 0 ? soft : limit)
    if (/\d{4}/.test(stop.mark)) return stop.at + stop.mark.length
    const word = stop.mark === ' ' ? SOFT_WORD.exec(text.slice(stop.at, stop.at + 6))?.[1] : undefined
    const isSoft = word !== undefined && !(word === 'và' && GOES_ON.test(text.slice(stop.at, stop.at + 20)))
    if (!isSoft) return trimEnd(text, from, soft >= 0 ? soft : stop.at)
    // "Chương trình hành động của Tỉnh ủy về chuyển đổi số": the body that made it is part of its name.
    const maker =
      word === 'của' && /^ của \p{Lu}[^,;.:\n]{2,40}? (?:về|thực hiện) /u.exec(text.slice(stop.at, stop.at + 60))
    if (maker) {
      at = stop.at + maker[0].length - 1
      continue
    }
    if (word === 'và') {
      at = stop.at + 3
      continue
    }
    if (soft < 0) {
      soft = stop.at
      // Read on over it only if the clause holds a period.
      const clause = text.slice(stop.at, Math.min(limit, stop.at + 220))
      const period = PERIOD_AHEAD.exec(clause)
      if (!period || /[;.:()\n]/.test(clause.slice(0, period.index))) return trimEnd(text, from, soft)
    }
    at = stop.at + 2
  }
}

/** Takes in a period that follows at once: "… tự giúp nhau” giai đoạn 2021 - 2025". */
export function withPeriod(text: string, end: number): number {
  PERIOD_AT.lastIndex = end
  return PERIOD_AT.test(text) ? PERIOD_AT.lastIndex : end
}

export function trimEnd(text: string, from: number, end: number): number {
  while (end > from && /[\s,;:.\-–*]/.test(text[end - 1]!)) end--
  // A cell that breaks off: what the word joins is not there.
  return text.endsWith(' và', end) ? trimEnd(text, from, end - 3) : end
}
