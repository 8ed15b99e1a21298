/**
 * Dates as documents write them
 * =============================
 *
 *   ngày 05 tháng 3 năm 2020 · ngày 05/3/2020 · ngày 5.3.2020 · ngày 28/␤6/2024 · tháng 9 năm 2023 · năm 2009
 *
 * A date that cannot be (31/02) is none: it is kept as written and reported. Days are never rolled over.
 */
import type { PartialDate } from './record.ts'

export interface FoundDate {
  end: number
  /** null: the words are a date that cannot be. */
  date: PartialDate | null
  full: boolean
}

const D = '([0-9lOoI]{1,2})'
const S = ' ?[/.-] ?'
const FULL = new RegExp(
  `(?:ký |ban hành )?(?:ngày|Ngày|NGÀY|ngay) (?:${D}${S}${D}${S}(\\d{4})|${D} ?(?:tháng|THÁNG|thang) ?${D} ?(?:năm|NĂM|nam) ?(\\d{4}))(?!\\d)`,
  'y',
)
const BARE = new RegExp(`\\(?${D}${S}${D}${S}((?:19|20)\\d\\d)\\)?(?!\\d)`, 'y')
const MONTH = /(?:tháng|THÁNG) (\d{1,2})(?: ?\/ ?| năm | NĂM )(\d{4})(?!\d)/y
const YEAR = /(?:năm|NĂM) (\d{4})(?![\d/])/y

/** Letters that a scanner takes for digits are read as those. */
function digits(text: string): number {
  const plain = Number(text)
  return Number.isNaN(plain) ? Number(text.replace(/[lI]/g, '1').replace(/[Oo]/g, '0')) : plain
}
const two = (value: number): string => String(value).padStart(2, '0')

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const daysIn = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : DAYS[month - 1]!)

/** `YYYY-MM-DD`, or null where there is no such day. */
export function isoDate(year: number, month: number, day: number): PartialDate | null {
  if (month < 1 || month > 12 || day < 1 || year < 1900 || year > 2199) return null
  return day > daysIn(year, month) ? null : `${year}-${two(month)}-${two(day)}`
}

/** A full date that starts at `at`. */
export function fullDateAt(text: string, at: number): FoundDate | null {
  if (!'nkbN'.includes(text.charAt(at) || '-')) return null
  FULL.lastIndex = at
  const match = FULL.exec(text)
  if (!match) return null
  const [, d1, m1, y1, d2, m2, y2] = match
  return { end: FULL.lastIndex, date: isoDate(Number(y1 ?? y2), digits(m1 ?? m2!), digits(d1 ?? d2!)), full: true }
}

/** A full date without the word "ngày": "14/8/2024", "(14/8/2024)". */
export function bareDateAt(text: string, at: number): FoundDate | null {
  if (!'(0123456789lOoI'.includes(text.charAt(at) || '-')) return null
  BARE.lastIndex = at
  const match = BARE.exec(text)
  return match
    ? { end: BARE.lastIndex, date: isoDate(Number(match[3]), digits(match[2]!), digits(match[1]!)), full: true }
    : null
}

/** "tháng 9 năm 2023" or "năm 2009". */
export function partialDateAt(text: string, at: number): FoundDate | null {
  if (!'tnTN'.includes(text.charAt(at) || '-')) return null
  MONTH.lastIndex = at
  const month = MONTH.exec(text)
  if (month) {
    const number = Number(month[1])
    return {
      end: MONTH.lastIndex,
      date: number >= 1 && number <= 12 ? `${month[2]}-${two(number)}` : null,
      full: false,
    }
  }
  YEAR.lastIndex = at
  const year = YEAR.exec(text)
  return year ? { end: YEAR.lastIndex, date: year[1]!, full: false } : null
}

/** First and last day of a partial date, as comparable strings. */
export function dateBounds(date: PartialDate): { first: string; last: string } {
  const [year = '', month, day] = date.split('-')
  if (month && day) return { first: date, last: date }
  if (!month) return { first: `${year}-01-01`, last: `${year}-12-31` }
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return { first: `${year}-${month}-01`, last: `${year}-${month}-${String(days).padStart(2, '0')}` }
}
