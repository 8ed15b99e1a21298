/**
 * 3 · header: what the document says of itself
 * ============================================
 *
 * Number, type, place and date from the letterhead; issuer from the letterhead, else from the enacting words
 * ("UBND xã ban hành Kế hoạch …") and the place; title, signer, recipients, period. A field that the text does not give
 * is null, never a guess; where one is given, its span is the evidence. Forms: NĐ 30/2020 Phụ lục I, HD 36-HD/VPTW.
 */
import { CLASS_OF, letterBefore, LOWER, UPPER } from './chars.ts'
import { typeBefore } from './citations/typeword.ts'
import { issuerAt } from './citations/issuer.ts'
import type { Designation } from './citations/number.ts'
import { fullDateAt, isoDate } from './dates.ts'
import { HONOURS_BEFORE, isPerson, joinedSignature, OFFICE_LINE, type Outline } from './outline.ts'
import { levelOf, PROVINCE_IN_TEXT, provinceNamed } from './places.ts'
import type { Level, PartialDate, Signer, Span } from './record.ts'
import { bodyOfCode, ISSUERS, TYPE_BY_CODE } from './vocab/index.ts'
import { memo, phraseKey } from './words.ts'

export interface Header {
  /** From the type line, else from the number's code. */
  type: string | null
  number: string | null
  numberSpan: Span | null
  /** Span of "Số: 41/KH-UBND": never a citation. */
  ownNumber: Span | null
  date: PartialDate | null
  dateSpan: Span | null
  place: string | null
  placeSpan: Span | null
  issuer: string | null
  issuerSpan: Span | null
  level: Level | null
  province: string | null
  district: string | null
  signer: Signer | null
  signerSpan: Span | null
  recipients: string[]
  periodFrom: PartialDate | null
  periodTo: PartialDate | null
}

const NAME = "\\p{Lu}[\\p{L}'’]*"
const PLACE_DATE = new RegExp(
  `(?<![\\p{L}\\p{N}/-])((?:TP\\.? ?|Tp\\.? ?|thành phố |Thành phố )?${NAME}(?:(?: - |-| )${NAME}){0,5}),? ?(?:,|\\.)? ?(?:ngày|Ngày)[\\s.…_]*(\\d{0,2})[\\s.…_]*(?:tháng|Tháng)[\\s.…_]*(\\d{0,2})[\\s.…_]*(?:năm|Năm)[\\s.…_]*((?:19|20)\\d{2})?`,
  'u',
)
/** At a line's start, behind a letterhead joined to one line, or "Luật số: 21/2012/QH13". */
const OWN_NUMBER =
  /(?:(?:^|[\n\t]|(?<=[\p{Lu}\d*c] ?))(?:Số|SỐ) ?(?:hiệu ?)?:?|(?<=(?:Luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư) )số ?:)[ \t]?(?=[\d./…_\s-])/gu
const BLANK_NUMBER = /^(?:Số|SỐ) ?:?[\s.…_]*[/-] ?\p{Lu}/u
/** The words beside a letterhead; the marks of a scan are taken as they come ("CỌNG HÒA"). */
const LETTERHEAD_END =
  /(?:C[OÓÒÔỐỘỔỌỎÕƠ]NG H(?:[OÒÓỎ]A|O[ÀÁẢ])|ĐẢNG CỘNG SẢN|ĐỘC LẬP|Độc lập|Độc Lập|Số|SỐ)(?![\p{L}])/u

/** "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU" → "Ủy ban nhân dân tỉnh Lai Châu". */
export const unshout = memo((text): string => {
  const words = text.toLowerCase().replace(/uỷ/g, 'ủy').replace(/\s+/g, ' ').trim()
  const known: [RegExp, string][] = [
    [/ủy ban nhân dân/g, 'Ủy ban nhân dân'],
    [/hội đồng nhân dân/g, 'Hội đồng nhân dân'],
    [/ubnd/g, 'Ủy ban nhân dân'],
    [/hđnd/g, 'Hội đồng nhân dân'],
    [/ubmttq/g, 'Ủy ban Mặt trận Tổ quốc'],
    [/ủy ban mttq/g, 'Ủy ban Mặt trận Tổ quốc'],
    [/ban thường trực/g, 'Ban Thường trực'],
    [/ban thường vụ/g, 'Ban Thường vụ'],
    [/ban chấp hành/g, 'Ban Chấp hành'],
    [/ủy ban mặt trận tổ quốc/g, 'Ủy ban Mặt trận Tổ quốc'],
    [/mặt trận tổ quốc/g, 'Mặt trận Tổ quốc'],
    [/việt nam/g, 'Việt Nam'],
  ]
  const body = NAMED_BODIES.get(phraseKey(words))
  if (body) return body
  let out = words
  for (const [pattern, name] of known) out = out.replace(pattern, name)
  // The proper name follows the rank: each syllable takes a capital.
  out = out.replace(
    /(^|[ ,])(tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|đảng ủy|đảng bộ|tỉnh đoàn|tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu) ([^,]+?)(?=$|,| (?:tỉnh|huyện|thành phố) )/gu,
    (_, lead: string, rank: string, name: string) =>
      `${lead}${/ủy|bộ|đoàn/.test(rank) ? capital(rank) : rank} ${
        /^(?:ủy|đoàn|bộ)$/.test(name)
          ? name
          : name
              .split(' ')
              .map((word) => word.split('-').map(capital).join('-'))
              .join(' ')
      }`,
  )
  out = out.replace(
    /^(?:sở|bộ|ban|phòng|hội|cục|chi cục|văn phòng|trường|trung tâm|đoàn|liên đoàn|công an|tổng cục|viện|ngân hàng|thủ tướng|chính phủ|quốc hội|đảng)/u,
    capital,
  )
  return properBody(capital(out))
}, 5000)

/** Bodies of the vocabulary by the words of their names. */
const NAMED_BODIES = new Map(
  ISSUERS.filter((entry) => entry.name).flatMap((entry) =>
    [entry.name!, ...(entry.aka ?? [])].map((name) => [phraseKey(name), name] as [string, string]),
  ),
)

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

const BODY_WORDS =
  /\b(nội vụ|y tế|tài chính|tư pháp|xây dựng|công thương|giáo dục và đào tạo|khoa học và công nghệ|văn hóa, thể thao và du lịch|văn hoá, thể thao và du lịch|nông nghiệp và môi trường|dân tộc và tôn giáo|lao động|kế hoạch và đầu tư|thông tin và truyền thông|giao thông vận tải|tài nguyên và môi trường|nông nghiệp và phát triển nông thôn|người cao tuổi)/gu

/** "Sở nội vụ" → "Sở Nội vụ": names of fields of government take a capital at their head (NĐ 30/2020 Phụ lục II). */
function properBody(text: string): string {
  return text
    .replace(BODY_WORDS, (words) =>
      words
        .split(/(, | và )/)
        .map((part) => (/^(?:, | và )$/.test(part) ? part : capital(part)))
        .join(''),
    )
    .replace('lao động - thương binh và xã hội', 'Lao động - Thương binh và Xã hội')
    .replace('Lao động - thương binh và xã hội', 'Lao động - Thương binh và Xã hội')
    .replace(/thủ tướng chính phủ/iu, 'Thủ tướng Chính phủ')
}

/** Abbreviations opened, tone on ủy: "UBND tỉnh" → "Ủy ban nhân dân tỉnh". */
export const openIssuer = memo(
  (text) =>
    text
      .replace(/\s+/g, ' ')
      .replace(/UBND/g, 'Ủy ban nhân dân')
      .replace(/HĐND/g, 'Hội đồng nhân dân')
      .replace(/(?:UBMTTQ|(?<![\p{L}])MTTQ)(?:VN)?(?![\p{L}])/gu, (words) =>
        words.startsWith('UB') ? 'Ủy ban Mặt trận Tổ quốc' : 'Mặt trận Tổ quốc',
      )
      .replace(/(?<![\p{L}])BTV(?![\p{L}])/gu, 'Ban Thường vụ')
      .replace(/(?<![\p{L}])BCH(?![\p{L}])/gu, 'Ban Chấp hành')
      .replace(/(?<![\p{L}])TP\.? /gu, 'thành phố ')
      .replace(/uỷ/g, 'ủy')
      .replace(/Uỷ/g, 'Ủy')
      .replace(/[Ủủ]y ban [Nn]hân dân/g, 'Ủy ban nhân dân')
      .replace(/[Hh]ội đồng [Nn]hân dân/g, 'Hội đồng nhân dân')
      .trim(),
  5000,
)

function placeAndDate(
  text: string,
  parts: Outline,
  number: Span | null,
): Pick<Header, 'date' | 'dateSpan' | 'place' | 'placeSpan'> {
  const none = { date: null, dateSpan: null, place: null, placeSpan: null }
  // "SỐ 63/QĐ-TTg NGÀY 13 THÁNG 01 NĂM 2010": right behind the number.
  const behind = number ? number.end + (text[number.end] === ',' ? 2 : 1) : 0
  const dated = number ? fullDateAt(text, behind) : null
  if (dated?.date) return { ...none, date: dated.date, dateSpan: { start: behind, end: dated.end } }
  const limit = Math.min(parts.typeLine?.start ?? parts.headerEnd, 3000) || Math.min(1500, text.length)
  for (const paragraph of parts.paragraphs) {
    // Beside its number, wherever that stands.
    const beside = number !== null && paragraph.start > number.start - 200 && paragraph.start < number.end + 200
    if (paragraph.start >= limit && !beside) {
      if (number === null || paragraph.start > number.end) break
      continue
    }
    const line = text.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 700))
    const match = line.includes('gày') ? PLACE_DATE.exec(line) : null
    if (!match) continue
    const [whole, place, day, month, year] = match
    const start = paragraph.start + match.index
    let name = place!
    // In a joined letterhead the motto runs into the place: "Hạnh phúc Lai Châu, ngày …".
    name = name.replace(/^.*(?:Hạnh [Pp]húc|VIỆT NAM|NAM|[A-ZĐ]{2,}-[A-ZĐ]{2,}[\p{L}]*) (?=\p{Lu})/u, '')
    const dateStart = start + whole.search(/[Nn]gày/)
    let date: PartialDate | null = null
    if (year) {
      if (day && month) date = isoDate(Number(year), Number(month), Number(day))
      else if (month && Number(month) >= 1 && Number(month) <= 12) date = `${year}-${month.padStart(2, '0')}`
      else date = year
    }
    const placeStart = start + place!.length - name.length
    return {
      place: name.replace(/^(?:TP\.? ?|Tp\.? ?|[Tt]hành phố )/u, ''),
      placeSpan: { start: placeStart, end: start + place!.length },
      date,
      dateSpan: { start: dateStart, end: start + whole.trimEnd().length },
    }
  }
  return none
}

function ownNumber(
  text: string,
  parts: Outline,
  designations: Designation[],
): Pick<Header, 'number' | 'numberSpan' | 'ownNumber'> {
  const limit = parts.typeLine ? parts.typeLine.end + 40 : Math.min(Math.max(parts.headerEnd, 600), 1200)
  for (const match of text.slice(0, limit).matchAll(OWN_NUMBER)) {
    const at = match.index + match[0].length
    const start = match.index + match[0].search(/[Ss]/)
    const designation = designations.find((item) => item.start >= at - 1 && item.start <= at + 1)
    // In a document without a type line a number inside a sentence is a citation.
    if (!parts.typeLine && match.index > 250 && !/[\n\t]/.test(match[0][0]!)) continue
    // "TRIỂN KHAI NGHỊ QUYẾT SỐ 21-NQ/TW": in a heading of capitals another's number.
    const word = designation && match[0].includes('SỐ') ? typeBefore(text, designation.start, designation.code) : null
    if (word?.entry && !/[\n\t]/.test(text.charAt(word.start - 1) || '\n')) continue
    if (designation) {
      const span = { start: designation.start, end: designation.end }
      return { number: designation.number, numberSpan: { start, end: designation.end }, ownNumber: span }
    }
    const blank = BLANK_NUMBER.exec(text.slice(start, start + 60))
    if (blank) {
      const end = /^[^\s,;]+/u.exec(text.slice(start + blank[0].length))?.[0].length ?? 0
      return { number: null, numberSpan: { start, end: start + blank[0].length + end }, ownNumber: null }
    }
  }
  return numberElsewhere(text, parts, designations) ?? { number: null, numberSpan: null, ownNumber: null }
}

/**
 * "Số: 41/2026/TT-BTC" alone in its line, of the document's own type: a gazette's page may put the letterhead behind
 * the legal bases, and a consolidated text bears its number at the end.
 */
function numberElsewhere(
  text: string,
  parts: Outline,
  designations: Designation[],
): Pick<Header, 'number' | 'numberSpan' | 'ownNumber'> | null {
  for (const { start, end, code, number } of designations) {
    if (code !== CONSOLIDATED && (code === null || code !== parts.type?.code)) continue
    if (!/^(?:[\n\t]|$)/.test(text.charAt(end))) continue
    const label = /(?:^|[\n\t])(Số ?: ?)$/u.exec(text.slice(Math.max(0, start - 6), start))
    if (label) return { number, numberSpan: { start: start - label[1]!.length, end }, ownNumber: { start, end } }
  }
  return null
}

/** Văn bản hợp nhất: its type is in its number, the text has that of the act it consolidates. */
const CONSOLIDATED = 'VBHN'

const SHOUTED_BODY =
  /(?:(?:ỦY|UỶ) BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|UBND|HĐND|(?:ỦY|UỶ) BAN (?:MẶT TRẬN|MTTQ|TRUNG ƯƠNG|DÂN TỘC|THƯỜNG VỤ|KIỂM TRA)|TỈNH (?:ỦY|UỶ)|THÀNH (?:ỦY|UỶ)|HUYỆN (?:ỦY|UỶ)|QUẬN (?:ỦY|UỶ)|THỊ (?:ỦY|UỶ)|ĐẢNG (?:ỦY|UỶ)|TỈNH ĐOÀN|BAN CHẤP HÀNH|BỘ |SỞ |PHÒNG |HỘI |BAN |CỤC |TỔNG CỤC|VĂN PHÒNG|CHÍNH PHỦ|THỦ TƯỚNG CHÍNH PHỦ|QUỐC HỘI|LIÊN ĐOÀN|BẢO HIỂM XÃ HỘI|TRƯỜNG |NGÂN HÀNG|CÔNG AN|ĐOÀN |MẶT TRẬN TỔ QUỐC|BCH |MTTQ)/u
const RANKED = /^(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|THỊ TRẤN|XÃ|PHƯỜNG|ĐẶC KHU|VIỆT NAM) ?/u

/** The body that heads the document: the last one named in capitals before the number. */
function letterheadIssuer(text: string, parts: Outline): { issuer: string; span: Span; parent: string | null } | null {
  if (!parts.typeLine && parts.headerEnd === 0) return null
  const limit = parts.typeLine?.start ?? parts.headerEnd
  const bodies: { text: string; span: Span }[] = []
  for (const paragraph of parts.paragraphs) {
    if (paragraph.start >= limit || bodies.length > 6) break
    for (const cell of cellsOf(text, paragraph)) {
      let line = text.slice(cell.start, cell.end)
      const stop = LETTERHEAD_END.exec(line)
      if (stop) line = line.slice(0, stop.index)
      const shouted = /^[^\p{Ll}]+(?![\p{Ll}])/u.exec(line)?.[0].replace(/[\s\d*:;.,-]+$/u, '') ?? ''
      const start = cell.start + (shouted.length - shouted.trimStart().length)
      const words = shouted.trim()
      if (words.length < 3) {
        if (stop && stop[0].startsWith('S')) return pick(bodies)
        continue
      }
      const last = bodies[bodies.length - 1]
      const body = SHOUTED_BODY.exec(words)
      if (body && body.index === 0) bodies.push({ text: words, span: { start, end: start + words.length } })
      else if (
        RANKED.test(words) &&
        last &&
        !RANKED.test(last.text) &&
        !/(?:TỈNH|HUYỆN|XÃ|PHƯỜNG|THÀNH PHỐ) \p{Lu}/u.test(last.text)
      ) {
        last.text += ` ${words}`
        last.span.end = start + words.length
      } else if (last && /^(?:NHÂN DÂN|VIỆT NAM|VÀ |TỔ QUỐC|CAO TUỔI)/u.test(words)) {
        last.text += ` ${words}`
        last.span.end = start + words.length
      }
      if (stop && stop[0].startsWith('S') && bodies.length > 0) return pick(bodies)
    }
  }
  return pick(bodies)
}

function pick(bodies: { text: string; span: Span }[]): { issuer: string; span: Span; parent: string | null } | null {
  const last = bodies[bodies.length - 1]
  if (!last) return null
  // "UBMTTQ VIỆT NAM TỈNH QUẢNG NINH / BAN THƯỜNG TRỰC": the committee of the body above it.
  const above = bodies[bodies.length - 2]
  if (above && /^BAN (?:THƯỜNG (?:TRỰC|VỤ)|CHẤP HÀNH)$/u.test(last.text)) {
    return {
      issuer: `${unshout(last.text)} ${unshout(above.text)}`,
      span: { start: above.span.start, end: last.span.end },
      parent: null,
    }
  }
  // "UBND TỈNH HẢI DƯƠNG SỞ NỘI VỤ" on one line: the second body is the issuer.
  const second = /^(.{8,}?) ((?:SỞ|PHÒNG|BAN|CHI CỤC|TRUNG TÂM) .+)$/u.exec(last.text)
  if (second && /^(?:UBND|(?:ỦY|UỶ) BAN NHÂN DÂN)/u.test(last.text)) {
    return {
      issuer: unshout(second[2]!),
      span: { start: last.span.end - second[2]!.length, end: last.span.end },
      parent: unshout(second[1]!),
    }
  }
  const parent = bodies.length > 1 ? unshout(bodies[bodies.length - 2]!.text) : null
  return { issuer: unshout(last.text), span: last.span, parent }
}

/** Cells of a paragraph: parts between column gaps. */
export function cellsOf(text: string, paragraph: Span): Span[] {
  const cells: Span[] = []
  let start = paragraph.start
  while (start <= paragraph.end) {
    // Looked for within the paragraph only: a text without columns is not searched to its end for each.
    const gap = text.slice(start, paragraph.end).indexOf('\t')
    const end = gap < 0 ? paragraph.end : start + gap
    if (end > start) cells.push({ start, end })
    start = end + 1
  }
  return cells
}

/** A central body by the code at the end of the document's own number; a local one's code does not tell its place. */
function issuerOfNumber(number: string | null): string | null {
  // "…/QH15": the term stands behind the code.
  const code = number?.slice(number.search(/[-/][^-/]*$/) + 1).replace(/^((?:UBTV)?QH)\d+$/, '$1')
  const body = code ? bodyOfCode(code) : null
  return body && !body.local ? body.name : null
}

const ENACTING =
  /(?:ban hành|xây dựng|Ban hành|đề ra|lập|trình|ban hành và triển khai) (?:[Kk]ế hoạch|[Cc]hương trình|[Qq]uyết định|[Cc]hỉ thị|[Hh]ướng dẫn|[Đđ]ề án|[Pp]hương án|[Tt]hông báo|[Tt]ờ trình|[Bb]áo cáo)/gu

/** No body's name is longer: nothing further back ends at the enacting words. */
const LONGEST_BODY = 400

/** "UBND tỉnh Lai Châu ban hành kế hoạch": the body just before the enacting words. */
function enactingIssuer(text: string, parts: Outline): { issuer: string; span: Span } | null {
  const from = parts.headerEnd
  const zone = text.slice(from, Math.max(parts.preambleEnd, from + 400))
  for (const match of zone.matchAll(ENACTING)) {
    const floor = Math.max(0, match.index - LONGEST_BODY)
    const before = zone.slice(floor, match.index).replace(/[, ]+$/u, '')
    const heads = [
      ...before.matchAll(
        /(?:UBND|Ủy ban [Nn]hân dân|Uỷ ban [Nn]hân dân|HĐND|Hội đồng nhân dân|Ban Thường vụ|Ban thường vụ|Ban Chấp hành|Đảng (?:ủy|uỷ)|Tỉnh (?:ủy|uỷ)|Huyện (?:ủy|uỷ)|Sở |Bộ |Phòng |Ban |Hội |Ủy ban Mặt trận|Tỉnh đoàn)/gu,
      ),
    ]
    for (const head of heads.reverse()) {
      const found = issuerAt(zone, floor + head.index)
      if (found && found.end >= floor + before.length - 1)
        return {
          issuer: openIssuer(zone.slice(found.start, found.end)),
          span: { start: from + found.start, end: from + found.end },
        }
    }
  }
  return null
}

/** Province that the words tell: in the title first, then the preamble, then anywhere; the most frequent of the first place that names any. */
function provinceIn(text: string): string | null {
  const counts = new Map<string, number>()
  // A copy starts where the last search with the original ended.
  PROVINCE_IN_TEXT.lastIndex = 0
  for (const match of text.matchAll(PROVINCE_IN_TEXT)) {
    const unit = provinceNamed(match[1]!)
    if (unit) counts.set(unit.name, (counts.get(unit.name) ?? 0) + 1)
  }
  let best: string | null = null
  for (const [name, count] of counts) if (best === null || count > counts.get(best)!) best = name
  return best
}

const RANK_OF_LEVEL: Record<Level, string> = {
  central: '',
  province: 'tỉnh|thành phố',
  district: 'huyện|quận|thị xã|thành phố',
  commune: 'xã|phường|thị trấn|đặc khu',
}

const PROPER_NAME = /\p{Lu}\p{L}*(?: \p{Lu}\p{L}*){0,3}/uy

/** Proper names that follow these words, and how often. The words are found first: a pattern would try every letter. */
function namesAfter(text: string, words: string): Map<string, number> {
  const counts = new Map<string, number>()
  let next = 0
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, next)) {
    next = at + 1
    PROPER_NAME.lastIndex = at + words.length
    const name = letterBefore(text, at) ? undefined : PROPER_NAME.exec(text)?.[0]
    if (name === undefined) continue
    counts.set(name, (counts.get(name) ?? 0) + 1)
    next = PROPER_NAME.lastIndex
  }
  return counts
}

/** Completes a body that names its rank but no place: "UBND xã" + "Tân Thành" → "UBND xã Tân Thành". */
function completeIssuer(
  issuer: string,
  level: Level | null,
  place: string | null,
  province: string | null,
  text: string,
): string {
  const bare =
    /^(.*(?:^| )(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|[Tt]ỉnh ủy|[Tt]hành ủy))$/u.exec(issuer)
  if (!bare || !level) return issuer
  if (level === 'province') {
    const unit = province ?? (place && provinceNamed(place)?.name) ?? null
    return unit ? `${issuer} ${unit}` : issuer
  }
  const rank = bare[2]!
  const counts = namesAfter(text, `${rank} `)
  if (place && counts.has(place)) return `${issuer} ${place}`
  const most = [...counts].sort((a, b) => b[1] - a[1])[0]
  if (most) return `${issuer} ${most[0]}`
  return place && RANK_OF_LEVEL[level] ? `${issuer} ${place}` : issuer
}

const AUTHORITY = /^(?:TM\.?|T\/M|KT\.?|K\/T|TL\.?|T\/L|TUQ\.?|Q\.) ?[\p{Lu} ,-]+/u
/** No signature starts with a small letter, a digit or a sign, as the recipients beside it do: "- Như trên;". */
const maySign = (code: number): boolean =>
  (CLASS_OF[code]! & UPPER) !== 0 || ((CLASS_OF[code]! & LOWER) === 0 && (code <= SPACE || code > LAST_ASCII))

const SPACE = 32
const LAST_ASCII = 0x7f

function signatureOf(text: string, parts: Outline): { signer: Signer | null; span: Span | null } {
  const authority: string[] = []
  let office: string | null = null
  let name: string | null = null
  let span: Span | null = null
  for (const paragraph of parts.paragraphs) {
    if (paragraph.end <= parts.recipientsStart - 400 || paragraph.start >= parts.recipientsEnd) continue
    for (const cell of cellsOf(text, paragraph)) {
      if (!maySign(text.charCodeAt(cell.start))) continue
      const whole = text
        .slice(cell.start, Math.min(cell.end, parts.recipientsEnd))
        .replace(/[*;.]+$/u, '')
        .trim()
      const joined = whole.length < 160 ? joinedSignature(whole) : null
      const line = joined ? whole.slice(0, joined.end) : whole
      if (AUTHORITY.test(line) && line.length < 80) {
        const more = splitSignature(line)
        for (const part of more) {
          if (AUTHORITY.test(part)) authority.push(part)
          else if (OFFICE_LINE.test(part)) office = part
        }
        name = more.find(isPerson) ?? null
        if (name) span = { start: cell.start, end: cell.start + line.length }
      } else if (joined && OFFICE_LINE.test(joined.office)) {
        office = joined.office
        name = joined.name
        span = { start: cell.start, end: cell.start + line.length }
      } else if (OFFICE_LINE.test(line) && line.length < 60) {
        office = line
        name = null
      } else if ((authority.length > 0 || office) && !name && isPerson(line)) {
        name = line
        span = { start: cell.start, end: cell.end }
      }
    }
  }
  if (!authority.length && !office && !name) return { signer: null, span: null }
  return {
    signer: {
      name: name?.replace(HONOURS_BEFORE, '') ?? null,
      title: office ? officeName(office) : null,
      authority: authority.length ? authority.join('; ') : null,
    },
    span,
  }
}

/** "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH" joined on one line. */
function splitSignature(whole: string): string[] {
  // "TM. HỘI ĐỒNG THẨM PHÁN CHÁNH ÁN Nguyễn Hòa Bình": all on one line.
  const named = joinedSignature(whole)
  return named ? [named.name, ...partsOfSignature(named.office)] : partsOfSignature(whole)
}

function partsOfSignature(line: string): string[] {
  return line
    .split(
      / (?=(?:KT\.?|K\/T|TL\.|TUQ\.) ?\p{Lu})|(?<=(?:CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG|THỐNG ĐỐC|CHÁNH ÁN|VIỆN TRƯỞNG|CHỦ NHIỆM|NHÂN DÂN|THƯỜNG VỤ|TRƯỞNG BAN|THẨM PHÁN|CHÍNH PHỦ)) (?=(?:PHÓ |CHỦ TỊCH|CHÁNH ÁN|THỦ TƯỚNG|THỨ TRƯỞNG|BÍ THƯ))/u,
    )
    .map((part) => part.trim())
}

const officeName = memo((office): string => {
  const words = office.toLowerCase()
  return words
    .replace(/chủ tịch/u, 'Chủ tịch')
    .replace(/bí thư/u, 'Bí thư')
    .replace(/giám đốc/u, 'Giám đốc')
    .replace(/bộ trưởng/u, 'Bộ trưởng')
    .replace(/quốc hội/u, 'Quốc hội')
    .replace(/^./u, (char) => char.toUpperCase())
}, 5000)

const ADDRESSED = /^Kính gửi ?: ?(.*?)[;.,]*$/u
/** "- Sở Nội vụ;": one of a list of addressees or recipients. */
const LISTED = /^[-–+•] ?(.+?)[;.,]*$/u

/** "Kính gửi: Ủy ban nhân dân tỉnh", or the items below it: a công văn or tờ trình is addressed to them. */
function addressees(text: string, paragraphs: Span[]): string[] {
  const start = paragraphs
    .slice(0, 40)
    .findIndex((paragraph) => text.slice(paragraph.start, paragraph.start + 8) === 'Kính gửi')
  if (start < 0) return []
  const line = (index: number): string => {
    const paragraph = paragraphs[index]
    return paragraph ? text.slice(paragraph.start, paragraph.end).trim() : ''
  }
  const first = ADDRESSED.exec(line(start))?.[1]
  if (first) return [first]
  const list: string[] = []
  for (let next = start + 1; list.length < 40; next++) {
    const item = LISTED.exec(line(next))
    if (!item) break
    list.push(item[1]!)
  }
  return list
}

function recipientsOf(text: string, parts: Outline): string[] {
  const list = addressees(text, parts.paragraphs)
  let seen = false
  for (const paragraph of parts.paragraphs) {
    if (paragraph.start < parts.recipientsStart || paragraph.start >= parts.recipientsEnd) continue
    for (const cell of cellsOf(text, paragraph)) {
      const line = text.slice(cell.start, cell.end).trim()
      if (/^(?:Nơi nhận|NƠI NHẬN)/u.test(line)) {
        seen = true
        continue
      }
      const item = LISTED.exec(line)
      if (seen && item) list.push(item[1]!)
    }
  }
  return list
}

const YEARS =
  /(?:giai đoạn|thời kỳ|Giai đoạn) (?:đến năm )?(\d{4})(?: ?- ?(\d{4}))?|đến (?:hết )?năm (\d{4})|năm (\d{4})/gu

function periodOf(title: string): { from: PartialDate | null; to: PartialDate | null } {
  let found: { from: PartialDate | null; to: PartialDate | null } = { from: null, to: null }
  // "… Đề án … giai đoạn 2022 - 2025 trên địa bàn tỉnh năm 2024": the year after the place is the plan's own.
  const own = /(?:trên địa bàn|tại) [^,;\d]{3,60} năm (\d{4})$/u.exec(title.slice(-90))
  if (own) return { from: own[1]!, to: own[1]! }
  for (const match of title.matchAll(YEARS)) {
    const [whole, first, last, until, year] = match
    const before = title.slice(Math.max(0, match.index - 14), match.index)
    if (
      /ngày \S+ tháng \S+ $|tháng \d+ $|(?:cuối|đầu|giữa|quý \S+) $|tầm nhìn (?:đến )?$|định hướng (?:đến )?$/u.test(
        before,
      )
    )
      continue
    if (first && last) return { from: first, to: last }
    if (first) found = { from: null, to: first }
    else if (until) found = { from: null, to: until }
    else if (year && !found.to && !/Luật|Nghị|Quyết/u.test(before))
      found = whole.startsWith('năm') ? { from: year, to: year } : found
  }
  return found
}

/** The type that the document's own number tells; "9105/UBND-KGVX" has no type code: a công văn. */
function typeOfOwnNumber(number: string): string | null {
  const codes = number
    .split(/[/-]/)
    .slice(1)
    .filter((code) => !/^\d+$/.test(code))
  const entry = TYPE_BY_CODE.get(codes[0] ?? '')
  if (entry) return entry.type
  return codes.length > 1 ? 'Công văn' : null
}

/** Reads a document's own fields from its flow text. */
export function readHeader(text: string, parts: Outline, designations: Designation[]): Header {
  const number = ownNumber(text, parts, designations)
  const place = placeAndDate(text, parts, number.ownNumber)
  const title = parts.title ? text.slice(parts.title.start, parts.title.end) : ''
  const letterhead = letterheadIssuer(text, parts)
  const enacting = enactingIssuer(text, parts)
  const { signer, span: signerSpan } = signatureOf(text, parts)
  const ministry = (letterhead ?? enacting) ? null : issuerOfNumber(number.number)
  let issuer = letterhead?.issuer ?? enacting?.issuer ?? ministry
  // A Party committee decides through its standing committee: the signature and the enacting words say so.
  if (
    issuer &&
    /^(?:(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ủy|(?:Tỉnh|Huyện|Thành) đoàn)/u.test(issuer) &&
    /BAN THƯỜNG VỤ/.test(signer?.authority ?? '')
  )
    issuer = `Ban Thường vụ ${issuer}`
  const evidence = letterhead?.span ?? enacting?.span ?? (ministry ? number.numberSpan : null)
  const level = issuer ? levelOf(issuer) : null
  let province: string | null = null
  for (const zone of [
    letterhead ? `${letterhead.parent ?? ''} ${letterhead.issuer}` : '',
    issuer ?? '',
    title,
    // Without an issuer the text tells of provinces, but not whose document it is.
    issuer ? text.slice(parts.headerEnd, parts.preambleEnd) : '',
    issuer ? text : '',
  ]) {
    province ??= level === 'central' ? null : provinceIn(zone)
  }
  if (level === 'province' && place.place) province ??= provinceNamed(place.place)?.name ?? null
  if (issuer && province && issuer.startsWith('Sở ') && !/(?:tỉnh|thành phố) /u.test(issuer))
    issuer += ` ${provinceNamed(province)?.rank ?? 'tỉnh'} ${province}`
  if (issuer) issuer = issuer.replace(/, (?:tỉnh|thành phố|huyện|quận|thị xã) \p{Lu}.*$/u, '')
  if (issuer) issuer = completeIssuer(issuer, level, place.place, province, text)
  let district: string | null = null
  if (level === 'commune' || level === 'district') {
    const zone = [letterhead?.parent, issuer, title, text.slice(parts.headerEnd, parts.preambleEnd)].join('\n')
    district =
      /(?:huyện|quận|thị xã|Huyện ủy|Quận ủy|thành phố) (\p{Lu}\p{L}*(?: \p{Lu}\p{L}*){0,3})/u.exec(zone)?.[1] ?? null
    if (district && provinceNamed(district)) district = null
  }
  const period = periodOf(title)
  return {
    type: number.number?.includes(`/${CONSOLIDATED}-`)
      ? 'Văn bản hợp nhất'
      : (parts.type?.type ?? (number.number ? typeOfOwnNumber(number.number) : null)),
    ...number,
    ...place,
    issuer,
    issuerSpan: evidence,
    level,
    province,
    district,
    signer,
    signerSpan,
    recipients: recipientsOf(text, parts),
    periodFrom: period.from,
    periodTo: period.to,
  }
}
