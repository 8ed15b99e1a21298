/**
 * Places and levels
 * =================
 *
 * Provinces by name and time (34 since 1 July 2025, 63 before), and the level that an issuer's words tell. The district
 * level ended on 1 July 2025 (Luật Tổ chức chính quyền địa phương 72/2025/QH15); documents before that day keep it.
 */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Level } from './record.ts'
import { escapePattern, memo, phraseKey } from './words.ts'

interface Unit {
  code: string
  name: string
  rank: 'tỉnh' | 'thành phố'
}
interface Merged extends Unit {
  from: Unit[]
}

const data = parse(readFileSync(new URL('./vocab/places.yaml', import.meta.url), 'utf8')) as {
  merged: string
  provinces: Merged[]
}

/** Short name and rank by folded name; a province before the merger under the name it had. */
const byKey = new Map<string, Unit>()
for (const province of data.provinces) for (const unit of province.from) byKey.set(phraseKey(unit.name), unit)
for (const province of data.provinces) byKey.set(phraseKey(province.name), province)
byKey.set(phraseKey('Thừa Thiên Huế'), { code: '46', name: 'Thừa Thiên Huế', rank: 'tỉnh' })
byKey.set(phraseKey('Bà Rịa Vũng Tàu'), { code: '77', name: 'Bà Rịa - Vũng Tàu', rank: 'tỉnh' })

export const provinceNames: string[] = [...new Set([...byKey.values()].map((unit) => unit.name))].sort(
  (a, b) => b.length - a.length,
)

/** The province of this name, before or after the merger, or null. */
export function provinceNamed(name: string): Unit | null {
  return byKey.get(phraseKey(name)) ?? null
}

const escape = (text: string): string => escapePattern(text).replace(/ - /g, ' ?- ?')
/** "tỉnh Lạng Sơn", "thành phố Hải Phòng", "TP. Hồ Chí Minh", "Tỉnh ủy Lạng Sơn", "TỈNH LAI CHÂU". */
export const PROVINCE_IN_TEXT = new RegExp(
  `(?:tỉnh|Tỉnh|TỈNH|thành phố|Thành phố|THÀNH PHỐ|TP\\.?|Tỉnh (?:ủy|uỷ)|Thành (?:ủy|uỷ)|TỈNH (?:ỦY|UỶ)|THÀNH (?:ỦY|UỶ)|Tỉnh đoàn|TỈNH ĐOÀN) (${provinceNames.map((name) => `${escape(name)}|${escape(name.toUpperCase())}`).join('|')})(?![\\p{L}])`,
  'gu',
)

const LEVELS: [RegExp, Level][] = [
  [
    /^(?:quốc hội|ủy ban thường vụ quốc hội|chủ tịch nước|chính phủ|thủ tướng|ban bí thư|bộ chính trị|ban chấp hành trung ương|bộ (?!chỉ huy)|văn phòng (?:chính phủ|quốc hội|trung ương|chủ tịch nước)|tổng cục|ban .{2,40} trung ương|hội đồng bộ trưởng|trung ương|thanh tra chính phủ|kiểm toán nhà nước|tòa án nhân dân tối cao|viện kiểm sát nhân dân tối cao|hội đồng thẩm phán|ngân hàng nhà nước việt nam|ủy ban dân tộc|ủy ban quốc gia|ủy ban trung ương|bảo hiểm xã hội việt nam|tổng liên đoàn|đại hội (?:đại biểu toàn quốc|lần thứ)|đảng ủy (?:quốc hội|chính phủ|mặt trận tổ quốc, các đoàn thể trung ương))/u,
    'central',
  ],
  // Names of departments hold words that elsewhere tell a level: "… và Môi trường", "… và Xã hội".
  [/^(?:(?:giám đốc|phó giám đốc|thanh tra) )?sở |^đảng ủy khối/u, 'province'],
  [/(?:^|[^\p{L}])(?:xã(?! hội)|phường|thị trấn|đặc khu|đảng ủy|đảng bộ xã)(?![\p{L}])|^(?:trường|trạm) /u, 'commune'],
  // "Phòng" heads a body only at its start: Hải Phòng is a city.
  [/^phòng(?![\p{L}])/u, 'district'],
  [/(?:^|[^\p{L}])(?:huyện|quận|thị xã|huyện ủy|quận ủy|thị ủy)(?![\p{L}])/u, 'district'],
  [/(?:^|[^\p{L}])(?:tỉnh|sở|tỉnh ủy|thành ủy|tỉnh đoàn|thành phố)(?![\p{L}])/u, 'province'],
  [/việt nam$/u, 'central'],
]

/** Level of an issuer by its words; "thành phố" inside a province is a district's. */
export const levelOf = memo((issuer): Level | null => {
  const text = issuer.normalize('NFC').toLowerCase().replace(/uỷ/g, 'ủy')
  const city = /thành phố (.+?)(?:, tỉnh .+)?$/u.exec(text)
  for (const [pattern, level] of LEVELS) {
    if (!pattern.test(text)) continue
    if (level === 'province' && city && !/sở /u.test(text) && provinceNamed(city[1]!)?.rank !== 'thành phố')
      return 'district'
    return level
  }
  return null
}, 5000)
