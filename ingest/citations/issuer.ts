/**
 * 4 · citations: the issuer's words
 * =================================
 *
 *   … ngày 10/8/2023 của Ban Thường vụ Tỉnh ủy Lạng Sơn về …
 *                        └────────── issuer ──────────┘
 *
 * Bodies of the vocabulary are read to their true end, with the place that follows; others to the first word that
 * can only start a title or a new clause.
 */
import { ISSUERS } from '../vocab/index.ts'
import { escapePattern } from '../words.ts'

export interface FoundIssuer {
  start: number
  end: number
}

const PLACE_WORD = "\\p{Lu}[\\p{L}’']*(?![\\p{L}])"
/** "Hữu Lũng", "Bà Rịa - Vũng Tàu", "Hồ Chí Minh", "Thừa Thiên-Huế", "số 1"… */
const PLACE = `${PLACE_WORD}(?:(?: - | -|-| )${PLACE_WORD}){0,5}`
const RANK = '(?:tỉnh|thành phố|Tỉnh|Thành phố|TP\\.?|tp\\.?|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|khu vực)'
const WHERE = `(?:(?: của)? ${RANK}(?: ${PLACE}| \\d{1,2})?| (?!Về|Phê|Quy|Ban hành|Thực|Triển|Hướng|Sửa)${PLACE})?(?:,? ${RANK} ${PLACE}){0,2}`
const OFFICE =
  '(?:(?:Chủ tịch|Phó Chủ tịch|Bộ trưởng, Chủ nhiệm|Bộ trưởng|Thứ trưởng|Chủ nhiệm|Giám đốc|Trưởng ban|Thủ trưởng|Chánh án|Viện trưởng|Tổng Giám đốc|Tổng cục trưởng|Cục trưởng|Thống đốc|Tổng Thanh tra|Tổng Kiểm toán|Thường trực|Ban Thường vụ|Ban thường vụ|BTV|Ban Chấp hành|Ban chấp hành|BCH|Đoàn Chủ tịch|Ban Thường trực|Ban Bí thư|Văn phòng|Đảng đoàn|Ban cán sự đảng|Đảng ủy|Đảng uỷ|Liên ngành) )?'

/** uỷ and ủy, hoá and hóa: either place of the tone mark; hyphens with or without spaces. */
const spelt = (name: string): string =>
  escapePattern(name)
    .replace(/ủy/g, '(?:ủy|uỷ)')
    .replace(/Ủy/g, '(?:Ủy|Uỷ)')
    .replace(/òa/g, '(?:òa|oà)')
    .replace(/óa/g, '(?:óa|oá)')
    .replace(/ - /g, '(?: ?[-–] ?|, | )')

const LOCAL_PARTY = '(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng|tỉnh|thành|huyện|quận|đảng) ?(?:ủy|uỷ|ỦY|UỶ)'
const LOCAL_STATE =
  '(?:(?:[Ủủ]y|[Uu]ỷ) ban [Nn]hân dân|UBND|[Hh]ội đồng [Nn]hân dân|HĐND|(?:Ủy|Uỷ) ban (?:Mặt trận Tổ quốc|MTTQ)(?: Việt Nam)?|UBMTTQ(?:VN)?|Đảng bộ|Tỉnh đoàn|Huyện đoàn|Thành đoàn)'
const CENTRAL = [
  'Thủ tướng Chính phủ',
  'Ủy ban Thường vụ Quốc hội',
  'Ủy ban thường vụ Quốc hội',
  'UBTVQH',
  'Hội đồng Thẩm phán Tòa án nhân dân tối cao',
  'Ban Chấp hành Trung ương Đảng',
  'Ban Chấp hành Trung ương',
  'Ban chấp hành Trung ương',
  'Ban Bí thư Trung ương Đảng',
  'Ban Bí thư Trung ương Đoàn',
  'Ban Bí thư Trung ương',
  'Ban Bí thư',
  'Bộ Chính trị, Ban Bí thư',
  'Bộ Chính trị',
  'Ủy ban Trung ương MTTQ Việt Nam',
  'Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam',
  'Trung ương Hội Người cao tuổi Việt Nam',
  'Quốc hội',
  'Chính phủ',
  'Chủ tịch nước',
  'Trung ương Đảng',
  'Hội Người cao tuổi Việt Nam',
  'Ủy ban Quốc gia về người cao tuổi Việt Nam',
]
const bodies = [
  ...new Set([
    ...CENTRAL,
    ...ISSUERS.filter((entry) => entry.name && entry.name.includes(' ')).flatMap((entry) => [
      entry.name!,
      ...(entry.aka ?? []),
    ]),
  ]),
]
  .filter(
    (name) =>
      !/^(?:Ủy ban nhân dân|Hội đồng nhân dân|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy|Ban Chỉ đạo|Ban Thường|Ban Chấp hành|Đại hội)$/.test(
        name,
      ),
  )
  .sort((a, b) => b.length - a.length)

/**
 * Names as one pattern, the longest of those that fit: `Bộ (?:Y tế|Tư pháp|…)`. What they begin with alike is written,
 * and so compared, once; a name with a dash keeps the words on both sides of it together.
 */
function anyOf(names: string[][]): string {
  const byFirst = new Map<string, string[][]>()
  for (const [first, ...rest] of names) {
    const same = byFirst.get(first!)
    if (same) same.push(rest)
    else byFirst.set(first!, [rest])
  }
  const alternatives = Array.from(byFirst, ([first, rests]) => {
    const longer = rests.filter((rest) => rest.length > 0)
    if (longer.length === 0) return spelt(first)
    return `${spelt(first)}(?: ${anyOf(longer)})${longer.length < rests.length ? '?' : ''}`
  })
  return alternatives.length === 1 ? alternatives[0]! : `(?:${alternatives.join('|')})`
}

const BODY = anyOf(bodies.map((name) => name.split(/(?<! -) (?!- )/)))
const TERM = '(?:,? (?:khóa|khoá|nhiệm kỳ) (?:[IVXLC]+|\\d{4} ?- ?\\d{4}))?'

const KNOWN = new RegExp(`${OFFICE}(?:${LOCAL_STATE}|${LOCAL_PARTY}|${BODY}(?! viên))${WHERE}${TERM}(?![\\p{L}])`, 'uy')
/** Heads of bodies that the vocabulary does not name one by one. */
const HEADED = new RegExp(
  `${OFFICE}(?:Bộ|Sở|Ban|Phòng|Hội|Liên hiệp|Liên đoàn|Tổng|Cục|Chi cục|Vụ|Viện|Trung tâm|Văn phòng|Ngân hàng|Tòa án|Toà án|Ủy ban|Uỷ ban|Đoàn|Trường|Bệnh viện|Công ty|Công an|Thanh tra|Kho bạc|Bảo hiểm|Đảng|Tập đoàn|Học viện|Đại học|Hiệp hội|Mặt trận|Quỹ|Giám đốc|Chủ tịch|Bộ trưởng|Tổng Giám đốc)(?= )`,
  'uy',
)
const HEADED_END =
  /[,;.:()\n\t“”"]|(?: (?:về|Về|V\/v|phê|quy|ban hành|thực hiện|triển|hướng|sửa|bổ sung|thay|bãi|công|kiện|thành lập|giao|phân|điều|tăng|đẩy|nâng|tiếp|đổi|để|nhằm|theo|tại|và|đã|được|có|cho|ngày|năm|với|là|trong|trên|yêu|gửi|khi|đối|sẽ|cần|phải|mở|đặt|nêu|ghi|số)(?= ))/gu
const LONGEST = 90

/** The issuer that starts at `at`, or null. */
export function issuerAt(text: string, at: number): FoundIssuer | null {
  KNOWN.lastIndex = at
  if (KNOWN.test(text)) return { start: at, end: KNOWN.lastIndex }
  HEADED.lastIndex = at
  if (!HEADED.test(text)) return null
  const from = HEADED.lastIndex
  const reach = text.slice(from, at + LONGEST + 20)
  HEADED_END.lastIndex = 0
  let stop = HEADED_END.exec(reach)
  // "Bộ Nông nghiệp và Môi trường": an "và" before a capital belongs to the name.
  while (
    stop &&
    stop[0] === ' và' &&
    /^ \p{Lu}\p{Ll}/u.test(text.slice(from + HEADED_END.lastIndex, from + HEADED_END.lastIndex + 3))
  )
    stop = HEADED_END.exec(reach)
  const end = Math.min(stop ? from + stop.index : text.length, at + LONGEST)
  return end > at + 3 ? { start: at, end } : null
}
