/**
 * 4 · citations by name
 * =====================
 *
 *   Luật Người cao tuổi năm 2009 · Hiến pháp · Nghị quyết Đại hội lần thứ XIII của Đảng · Điều lệ Đảng
 *   Chương trình hành động quốc gia về người cao tuổi giai đoạn 2021 - 2030 · Đề án 06 · Nghị định 100
 *
 * Each trigger word has its own reader; a reader either knows where its name ends or gives nothing. A type word alone
 * names nothing here: bare words are back references (`back.ts`).
 */
import { CLASS_OF, LOWER, UPPER } from '../chars.ts'
import { LAWS } from '../vocab/index.ts'
import { toneKey } from '../words.ts'
import type { WordHit } from './scan.ts'
import { nameEnd } from './title.ts'

export type NameClass = 'law' | 'constitution' | 'congress' | 'charter' | 'programme' | 'nickname'

export interface NamedAnchor {
  start: number
  end: number
  class: NameClass
  type: string
  /** Where the name proper ends, without year: for comparing. */
  nameEnd: number
  /** Digits of a nickname: "06" of "Đề án 06". */
  ordinal?: string
  /** Counts only inside another's title: "Quyết định số … ban hành Quy chế …". */
  nestedOnly?: boolean
  /** Known only by its words, without period, number or other proof: kept if the document knows it otherwise. */
  weak?: boolean
}

/** Words that may start a name, each with what must follow it. */
export const NAME_TRIGGERS = new Map<string, string>([
  ...['Bộ luật', 'bộ luật', 'Luật', 'LUẬT', 'Pháp lệnh', 'pháp lệnh', 'Hiến pháp', 'HIẾN PHÁP'].map(
    (word) => [word, ''] as const,
  ),
  ['luật', ' người cao tuổi'],
  ...[
    'Nghị quyết',
    'NGHỊ QUYẾT',
    'Nghị định',
    'Chỉ thị',
    'Kết luận',
    'Quyết định',
    'Thông tư',
    'Hướng dẫn',
    'Quy định',
    'Kế hoạch',
    'Công văn',
    'Văn kiện',
    'Điều lệ',
    'Cương lĩnh',
    'Chiến lược',
    'chiến lược',
    'Chương trình',
    'chương trình',
    'CHƯƠNG TRÌNH',
    'Đề án',
    'đề án',
    'ĐỀ ÁN',
    'CHIẾN LƯỢC',
    'Quy hoạch',
    'Quy chế',
  ].map((word) => [word, ' '] as const),
])

// --- laws ------------------------------------------------------------------------------------------------------

/** Law names by their first word's key, longest first: compared word by word, whatever the case and tone placement. */
const lawTable = new Map<string, Map<string, string[][]>>()
for (const [type, names] of Object.entries(LAWS)) {
  const byFirst = new Map<string, string[][]>()
  for (const name of names) {
    const words = name
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .map(toneKey)
    const list = byFirst.get(words[0]!) ?? []
    list.push(words)
    byFirst.set(words[0]!, list)
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.length - a.length)
  lawTable.set(type, byFirst)
}

const NAME_WORD = /[,;]? ?[-–/(]? ?([\p{L}\p{N}]+)\)?/uy

interface NameWord {
  key: string
  start: number
  end: number
  /** Where the next one is looked for. */
  next: number
}

/** The word at `at`, behind no more than one separator; null where something else stands. */
function nameWordAt(text: string, at: number): NameWord | null {
  NAME_WORD.lastIndex = at
  const match = NAME_WORD.exec(text)
  if (!match) return null
  const next = NAME_WORD.lastIndex
  const end = text[next - 1] === ')' ? next - 1 : next
  return { key: toneKey(match[1]!), start: end - match[1]!.length, end, next }
}

/** End of a known law name that starts at `at`, or -1. */
function knownLawEnd(text: string, type: string, at: number): number {
  const first = nameWordAt(text, at)
  const names = first && lawTable.get(type)?.get(first.key)
  if (!names) return -1
  // Words are read as far as some name needs them.
  const words: (NameWord | null)[] = [first]
  const keyAt = (i: number): string | undefined => {
    while (words.length <= i) {
      const last = words[words.length - 1]
      words.push(last ? nameWordAt(text, last.next) : null)
    }
    return words[i]?.key
  }
  const known = names.find((name) => name.every((key, i) => keyAt(i) === key))
  return known ? words[known.length - 1]!.end : -1
}

/** An unknown law's name runs over words until one that only a sentence has. */
const LAW_STOP =
  /[;:.,()\n\t“”"]| (?:năm|ngày|số|số:|ban hành|và|được|đã|có|của|này|trong|tại|để|theo|cho|quy định|khi|là|do|từ|thì|hoặc|nêu|trên|về việc|cũng|đang|sẽ|cần|phải|với|vào|đến|các|những|mới|hiện|ra đời)(?![\p{L}])/u
const LONGEST_LAW = 120
const BODY_BEFORE =
  /(?:Trường|Đại học|Công ty|Văn phòng|Khoa|Tạp chí|Báo|Hội|Đoàn|Viện|Ủy ban|Vụ|học|kỷ|quy|phạm|Thị|Văn|Công) $/u
/** Law amending others: "Luật sửa đổi, bổ sung một số điều của Luật X [và Luật Y]", "Luật sửa đổi Luật X, Luật Y 2024". */
const AMENDING =
  /^ sửa đổi(?:,? (?:và )?bổ sung)?(?: (?:một số (?:điều|nội dung) của|(?:Điều|khoản) [^,;.\n]{1,60}?))?(?: các)?(?= (?:Luật|Bộ luật|Pháp lệnh)(?![\p{L}]))/u
const AMENDED = /^ (Luật|Bộ luật|Pháp lệnh)(?![\p{L}])/u
const NEXT_AMENDED = /^(?:,|,? và) (Luật|Bộ luật|Pháp lệnh)(?![\p{L}])/u

/** A law still to be made is none: "dự án Luật X", "Luật X (sửa đổi)" without the year or number of one that was passed. */
const DRAFT_BEFORE = /(?:dự án|Dự án|dự thảo|Dự thảo) $/u
const DRAFT_AFTER = /^ \(sửa đổi(?:, bổ sung)?\)(?!,? (?:năm|số|ngày) ?\d| \d)/u

const AMENDED_NUMBER = /^ số \d{1,3}\/\d{4}\/(?:UBTV)?QH\d{1,2}(?=(?:,|,? và) (?:Luật|Bộ luật|Pháp lệnh) \p{Lu})/u

/** So many laws an amending law names, and one that it amends: the time of hostile texts is bound. */
const MOST_AMENDED = [40, 1, 0]

/** End of the laws that an amending law names, from just before the first. */
function amendedEnd(text: string, from: number, depth: number): number {
  let end = from
  for (let count = 0; count < MOST_AMENDED[depth]!; count++) {
    const inner = (count === 0 ? AMENDED : NEXT_AMENDED).exec(text.slice(end, end + 16))
    if (!inner) return end
    const start = end + inner[0].length - inner[1]!.length
    const law = readLaw(text, inner[1]!, start, end + inner[0].length, depth + 1)
    if (!law) return end
    end = law.end
    // "của Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15 và Luật …": numbers do not end the list.
    const number = text.charCodeAt(end + 1) === 115 ? AMENDED_NUMBER.exec(text.slice(end, end + 40)) : null
    if (number) end += number[0].length
  }
  return end
}

function readLaw(text: string, type: string, start: number, at: number, depth: number): NamedAnchor | null {
  const before = text.slice(Math.max(0, start - 10), start)
  if (BODY_BEFORE.test(before) || DRAFT_BEFORE.test(before)) return null
  const law = readLawName(text, type, start, at, depth)
  if (law && text.charCodeAt(law.end + 1) === 40 && DRAFT_AFTER.test(text.slice(law.end, law.end + 40))) return null
  return law
}

function readLawName(text: string, type: string, start: number, at: number, depth: number): NamedAnchor | null {
  // "các Luật: Ngân sách nhà nước …; Đầu tư công …"
  const from = text.startsWith(': ', at) ? at + 2 : text[at] === ' ' ? at + 1 : -1
  if (from < 0) return null
  const known = knownLawEnd(text, type, from)
  if (known > 0) return { start, end: known, nameEnd: known, class: 'law', type }
  const amending = AMENDING.exec(text.slice(at, at + 220))
  if (amending) {
    const end = amendedEnd(text, at + amending[0].length, depth)
    return { start, end, nameEnd: end, class: 'law', type }
  }
  if (!/^\p{Lu}\p{Ll}/u.test(text.slice(from, from + 2))) return null
  const stop = LAW_STOP.exec(text.slice(from, from + LONGEST_LAW + 20))
  const end = Math.min(stop ? from + stop.index : text.length, from + LONGEST_LAW)
  const words = text.slice(from, end).split(' ')
  // Two capitals in a row name a person or a firm, one word is too little to be sure of.
  if (
    words.length < 2 ||
    words.length > 14 ||
    /^\p{Lu}/u.test(words[1]!) ||
    /^(?:TNHH|sư|gia|học|pháp)/.test(words[0]!)
  )
    return null
  return { start, end, nameEnd: end, class: 'law', type, weak: true }
}

function readConstitution(text: string, start: number, at: number): NamedAnchor | null {
  const tail = /^ nước Cộng h(?:òa|oà) [Xx]ã hội chủ nghĩa Việt Nam/u.exec(text.slice(at, at + 60))
  const end = at + (tail ? tail[0].length : 0)
  if (!tail && /^ (?:hóa|hoá)/u.test(text.slice(at, at + 6))) return null
  return { start, end, nameEnd: end, class: 'constitution', type: 'Hiến pháp' }
}

// --- resolutions of congresses and plenums, charters -------------------------------------------------------------

const ROMAN = '(?:[IVXL]{1,7}|\\d{1,2})'
const CONGRESS = new RegExp(
  `^ (?:Đại hội(?: đại biểu)?(?: Đảng)?(?: bộ)?(?: toàn quốc)?(?: (?:tỉnh|thành phố|huyện|xã|phường|Đảng|Hội|Đoàn|Công đoàn|Mặt trận)[^,;.:()“”\\n]{0,60}?)?(?:,? (?:lần thứ|khóa|khoá) (?:${ROMAN}|nhất)|(?= nhiệm kỳ \\d{4}| \\(nhiệm kỳ|, nhiệm kỳ))(?: của (?:Đảng|Đảng bộ)(?: (?:tỉnh|thành phố|huyện|xã|phường)(?: \\p{Lu}\\p{L}*(?: \\p{Lu}\\p{L}*){0,3})?)?)?(?:,? \\(?nhiệm kỳ \\d{4} ?- ?\\d{4}\\)?)?` +
    `|(?:Hội nghị )?(?:lần thứ \\S{1,6}(?: \\S{1,5})? )?(?:Ban Chấp hành )?Trung ương(?: Đảng)?(?: lần thứ \\S{1,6}| \\d{1,2})?(?:,? \\(?(?:khóa|khoá) ${ROMAN}\\)?)(?: của Đảng)?)`,
  'u',
)
const CHARTER =
  /^ (?:Đảng(?: Cộng sản Việt Nam)?|Công đoàn Việt Nam|Hội [\p{L} ]{3,50}?(?=[,;.:()\n“”]| (?:và|để|được|đã|khóa|nhiệm|tại|trong|theo|về|năm)|$)|Đoàn [\p{L} ]{3,50}?(?=[,;.:()\n“”]| (?:và|để|được|đã|khóa|nhiệm|tại|trong|theo|về|năm)|$)|Mặt trận Tổ quốc Việt Nam|Hội)(?: (?:khóa|khoá) [IVXL]+)?(?![\p{L}])/u
const PLATFORM = /^ xây dựng đất nước trong thời kỳ quá độ lên chủ nghĩa xã hội/u

// --- nicknames ---------------------------------------------------------------------------------------------------

const NICKNAME =
  /^(?: (?:số|QH))? (\d{1,4}[a-zđ]?)(?![\p{L}\d]|[.,]\d| ?[-–/] ?[\p{L}\d]| ?(?:%|đồng|triệu|tỷ|năm(?! \d{4})|tháng|ngày|người|hộ|nội dung|đơn vị|nhiệm vụ|mục tiêu|chỉ tiêu|lớp|điểm|m2|ha|km|giờ|buổi|đợt|lượt|trường|cơ quan|tổ chức|sai phạm|quý|hồ sơ|dự án|công trình|tiết mục|kỳ|lần|phần|chương|điều|khoản|mô hình|sản phẩm|loại|lĩnh vực|văn bản|tỉnh|huyện|xã))/u

// --- programmes --------------------------------------------------------------------------------------------------

const BODY_OF =
  /(?:Ban Chỉ đạo|Ban chỉ đạo|BCĐ|Ban Quản lý|Ban quản lý|Ban Điều hành|Hội đồng thẩm định|Tổ công tác(?: triển khai)?|Trung tâm Điều hành|Văn phòng điều phối|Văn phòng|Tổ giúp việc|Vụ|Sở|Phòng|Ủy ban|Điều hành)(?: các| triển khai| thực hiện| thực hiện các| triển khai thực hiện)? $/u
const PERIOD = /(?:giai đoạn|đến năm|thời kỳ|năm|định hướng) ?(?:đến năm )?\d{4}/u
const NATIONAL =
  /^ (?:tổng thể|Chuyển đổi số quốc gia|mục tiêu quốc gia|mục tiêu Quốc gia|MTQG|hành động quốc gia|hành động Quốc gia|quốc gia|Quốc gia|phát triển thanh niên Việt Nam)/u
/** Longer than the longest of those. */
const LONGEST_NATIONAL = 40
const GOVERNED =
  /(?:\p{Ll}\p{Ll} |phê duyệt|thực hiện|triển khai|ban hành|nội dung|thực hiện hiệu quả|thực hiện có hiệu quả|hiệu quả|nhiệm vụ của|giải pháp|của|tập huấn|Tập huấn|tuyên truyền|thuộc|theo|với|và|:|;|,|“|\(|-) ?$/u
/** "Kế hoạch … (ban hành kèm theo Quyết định số …)", "Quy chế … ban hành kèm theo …": named by what promulgates it. */
const ANNEXED =
  /^ ([^;.:()\n\t]{8,260}?) ?[*”]? ?\(?(?:được )?(?:ban hành )?kèm theo (?:Quyết định|Nghị quyết|Thông tư|Nghị định|Công văn|Kế hoạch)/u
const SELF_TAIL =
  /^ (?:này|bằng|tại|cho|theo|với|ở|nhằm|trên|nêu trên|nói trên|đã|được|số|của|và|để|là|cần|phải|có|vào|đến|do|bao gồm|gồm|phù hợp|trong)(?![\p{L}])/u

const isLower = (word: string): boolean => (CLASS_OF[word.charCodeAt(0)]! & LOWER) !== 0
/** A capital, then a small letter. */
const isCapitalised = (word: string): boolean =>
  (CLASS_OF[word.charCodeAt(0)]! & UPPER) !== 0 && (CLASS_OF[word.charCodeAt(1)]! & LOWER) !== 0
/** A digit, or "số", or "QH" before one. */
const mayNumber = (code: number): boolean => (code >= 48 && code <= 57) || code === 115 || code === 81

function readAnnexed(text: string, type: string, start: number, at: number): NamedAnchor | null {
  if (SELF_TAIL.test(text.slice(at, at + 12))) return null
  const ahead = text.slice(at, at + 320)
  const annexed = ahead.includes('kèm theo ') ? ANNEXED.exec(ahead) : null
  if (
    annexed &&
    annexed[1]!.trim().split(/\s+/).length >= 3 &&
    !/(?:số|Số) \d/u.test(annexed[1]!.slice(0, 12)) &&
    !ANNEXED_TYPE.test(annexed[1]!)
  ) {
    const end = at + 1 + annexed[1]!.trimEnd().length
    return { start, end, nameEnd: end, class: 'programme', type }
  }
  const act = ['ban hành ', 'cập nhật '].find((words) => text.endsWith(words, start))
  const promulgated = act !== undefined && !text.endsWith('chủ trương ', start - act.length)
  if (promulgated && type !== 'Kế hoạch') {
    const end = nameEnd(text, at + 1, type === 'Chương trình' || type === 'Đề án' ? 'name' : 'title')
    if (text.slice(at, end).trim().split(/\s+/).length >= 3)
      return { start, end, nameEnd: end, class: 'programme', type, nestedOnly: true }
  }
  return null
}

/** Another instrument between: that one is annexed, not this. */
const ANNEXED_TYPE =
  /[,;] (?:Kế hoạch|Quyết định|Quy chế|Chương trình|Đề án|Nghị quyết|Quy định|Chiến lược)(?![\p{L}])|(?:Kế hoạch|Quyết định|Nghị quyết|Công văn|Thông tư|Nghị định)(?: số)? \d/u

function readProgramme(text: string, type: string, word: string, start: number, at: number): NamedAnchor | null {
  const approved = text.endsWith('phê duyệt ', start)
  const lower = isLower(word)
  if (lower && !approved && !NATIONAL.test(text.slice(at, at + LONGEST_NATIONAL))) return null
  if (SELF_TAIL.test(text.slice(at, at + 12))) return null
  const before = text.slice(Math.max(0, start - 40), start)
  if (BODY_OF.test(before)) return null
  const quoted = /^ ?[“"]/.test(text.slice(at, at + 2))
  const end = nameEnd(text, at + 1, 'name')
  const name = text.slice(at, end)
  // More than six make no difference.
  const words = name.trim().split(/\s+/, 6).length
  if (words < 2) return null
  const period = PERIOD.test(name)
  const national = NATIONAL.test(name)
  if (type === 'Quy hoạch' && !period) return null
  if (lower) {
    if (!(approved && words >= 4) && !(national && words >= 5)) return null
  } else if (type === 'Kế hoạch') return null
  else if (!period && !national && !quoted && !approved) {
    // Nothing proves it but its capital inside a sentence: kept if enough is said.
    if (words < 4 || !(GOVERNED.test(before) || /\p{Ll} $/u.test(before))) return null
    return { start, end, nameEnd: end, class: 'programme', type, weak: true }
  }
  return { start, end, nameEnd: end, class: 'programme', type }
}

const TITLECASE: Record<string, string> = {
  LUẬT: 'Luật',
  luật: 'Luật',
  'bộ luật': 'Bộ luật',
  'pháp lệnh': 'Pháp lệnh',
  'HIẾN PHÁP': 'Hiến pháp',
  'NGHỊ QUYẾT': 'Nghị quyết',
  'chiến lược': 'Chiến lược',
  'CHIẾN LƯỢC': 'Chiến lược',
  'chương trình': 'Chương trình',
  'CHƯƠNG TRÌNH': 'Chương trình',
  'đề án': 'Đề án',
  'ĐỀ ÁN': 'Đề án',
}
const ANNEXABLE = new Set(['Kế hoạch', 'Quy chế', 'Quy định', 'Chương trình', 'Đề án', 'Chiến lược', 'Quy hoạch'])
const PROGRAMMES = new Set(['Chiến lược', 'Chương trình', 'Đề án', 'Quy hoạch'])

const LAW_WORD = /luật|lệnh/iu

/** Every citation by name in a flow text, in order; `taken` tells which positions a numbered citation starts at. */
export function findNames(text: string, triggers: WordHit[], taken: (start: number) => boolean): NamedAnchor[] {
  const found: NamedAnchor[] = []
  // What an amending law names is read again for itself, its own list no further.
  let amendedUntil = 0
  for (const { start, word } of triggers) {
    const before = found[found.length - 1]
    // Words of a law's own name are no programme: "Luật Quy hoạch".
    if (taken(start) || (before?.class === 'law' && start < before.nameEnd && !LAW_WORD.test(word))) continue
    const type = TITLECASE[word] ?? word
    const at = start + word.length
    const anchor = readName(text, type, word, start, at, start < amendedUntil ? 1 : 0)
    if (!anchor) continue
    found.push(anchor)
    if (anchor.class === 'law' && anchor.nameEnd > amendedUntil) amendedUntil = anchor.nameEnd
  }
  return found
}

function readName(
  text: string,
  type: string,
  word: string,
  start: number,
  at: number,
  depth: number,
): NamedAnchor | null {
  if (type === 'Luật' || type === 'Bộ luật' || type === 'Pháp lệnh') return readLaw(text, type, start, at, depth)
  if (type === 'Hiến pháp') return readConstitution(text, start, at)
  if ((type === 'Nghị quyết' || type === 'Văn kiện') && 'ĐHlBT'.includes(text.charAt(at + 1) || '-')) {
    const congress = CONGRESS.exec(text.slice(at, at + 200))
    if (congress)
      return { start, end: at + congress[0].length, nameEnd: at + congress[0].length, class: 'congress', type }
  }
  if (type === 'Điều lệ') {
    const charter = CHARTER.exec(text.slice(at, at + 90))
    return charter
      ? { start, end: at + charter[0].length, nameEnd: at + charter[0].length, class: 'charter', type }
      : null
  }
  if (type === 'Cương lĩnh') {
    const platform = PLATFORM.exec(text.slice(at, at + 90))
    return platform
      ? { start, end: at + platform[0].length, nameEnd: at + platform[0].length, class: 'charter', type }
      : null
  }
  const nickname = mayNumber(text.charCodeAt(at + 1)) ? NICKNAME.exec(text.slice(at, at + 24)) : null
  if (nickname) {
    if (isLower(word) || BODY_OF.test(text.slice(Math.max(0, start - 40), start))) return null
    // "Hướng dẫn 20 hội viên": what is done, unless something is done by it.
    if (
      type === 'Hướng dẫn' &&
      !/(?:theo|tại|của|và|thực hiện|Căn cứ|căn cứ) $/u.test(text.slice(Math.max(0, start - 10), start))
    )
      return null
    const end = at + nickname[0].length
    return { start, end, nameEnd: end, class: 'nickname', type, ordinal: nickname[1]! }
  }
  if (ANNEXABLE.has(type) && isCapitalised(word)) {
    const annexed = readAnnexed(text, type, start, at)
    if (annexed) return annexed
  }
  return PROGRAMMES.has(type) ? readProgramme(text, type, word, start, at) : null
}
