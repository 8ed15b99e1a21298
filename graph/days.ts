/**
 * Days between two dates
 * ======================
 *
 * A partial date is the interval it spans, so its distance to another is an interval too.
 */
import type { PartialDate } from '../ingest/record.ts'
import { dateBounds } from './naming.ts'

export interface Days {
  /** Null where a date is partial or not known. */
  days: number | null
  daysMin: number | null
  daysMax: number | null
}

const DAY = 86_400_000

/** Whether it is YYYY, YYYY-MM or YYYY-MM-DD and in the calendar. */
export function isDay(date: string): boolean {
  if (!/^\d{4}(-\d\d){0,2}$/.test(date)) return false
  const [year, month = '01', day = '01'] = date.split('-')
  const real = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return real.toISOString().slice(0, 10) === `${year}-${month}-${day}`
}

/** A date as people write it: YYYY, YYYY-MM, YYYY-MM-DD, or the day first: 31/8/2020, 8/2020. Null for what is none. */
export function readDate(text: string): PartialDate | null {
  const dayFirst = /^(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})$/.exec(text.trim())
  const [, day, month, year] = dayFirst ?? []
  const parts = [year, month, day].filter((part) => part !== undefined).map((part) => part.padStart(2, '0'))
  const date = dayFirst ? parts.join('-') : text.trim()
  return isDay(date) ? date : null
}

/** Today by the machine's clock. */
export function today(): PartialDate {
  const now = new Date()
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

/** From the first to the second; negative where the second is earlier. */
export function daysBetween(from: PartialDate | null, to: PartialDate | null): Days {
  if (from === null || to === null) return { days: null, daysMin: null, daysMax: null }
  const [a, b] = [dateBounds(from), dateBounds(to)]
  const daysMin = Math.round((Date.parse(b.first) - Date.parse(a.last)) / DAY)
  const daysMax = Math.round((Date.parse(b.last) - Date.parse(a.first)) / DAY)
  return { days: daysMin === daysMax ? daysMin : null, daysMin, daysMax }
}
