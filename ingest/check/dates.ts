/**
 * Days in rules
 * =============
 *
 * A partial date is the interval it spans: "before" and "differ" need both ends.
 */
import { dateBounds } from '../dates.ts'
import type { PartialDate } from '../record.ts'

/** Certainly before. */
export const isBefore = (date: PartialDate, other: PartialDate): boolean =>
  dateBounds(date).last < dateBounds(other).first

/** Certainly on or after. */
export const isFrom = (date: PartialDate, other: PartialDate): boolean =>
  dateBounds(date).first >= dateBounds(other).first

/** No day lies in both. */
export const differ = (date: PartialDate, other: PartialDate): boolean => isBefore(date, other) || isBefore(other, date)

/** "14/01/2011", "01/2011", "2011": day and month below ten, and months one and two, with a zero (NĐ 30/2020). */
export function shown(date: PartialDate): string {
  const [year, month, day] = date.split('-')
  return [day, month && (Number(month) > 2 ? String(Number(month)) : month), year].filter(Boolean).join('/')
}

/** "ngày 14 tháng 01 năm 2011". */
export function inWords(date: PartialDate): string {
  const [year, month, day] = date.split('-')
  const shortMonth = month && (Number(month) > 2 ? String(Number(month)) : month)
  return [day && `ngày ${day}`, shortMonth && `tháng ${shortMonth}`, `năm ${year}`].filter(Boolean).join(' ')
}

/** The same day in the form in which another is written: "11/01/2011" or "ngày 11 tháng 01 năm 2011". */
export function inFormOf(written: string, date: PartialDate): string {
  const lead = /^\(?(?:ký |ban hành )?(?:ngày )?/iu.exec(written)![0].replace(/\s+/g, ' ')
  if (/tháng/iu.test(written)) return `${lead.replace(/ngày $/iu, '')}${inWords(date)}`
  const mark = /\d\s?([/.-])\s?\d/.exec(written)?.[1] ?? '/'
  return `${lead}${shown(date).replaceAll('/', mark)}${written.endsWith(')') ? ')' : ''}`
}
