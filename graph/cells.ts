/**
 * Cells of a table: what one of them says
 * =======================================
 *
 * Nothing is guessed: a date is given the one form, a word is one of those known, and what is neither is refused with
 * its reason, in both languages.
 */
import type { Words } from '../ingest/errors.ts'
import type { PartialDate } from '../ingest/record.ts'
import { readDate } from './days.ts'

/** A row or cell that cannot be used, and why. */
export class Unusable extends Error {
  readonly words: Words

  constructor(vi: string, en: string) {
    super(en)
    this.words = { vi, en }
  }
}

/** One line, composed letters, no bar (it separates the parts of a relation). Numbers of a spreadsheet are words. */
export function textFrom(name: string, value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new Unusable(`${name} phải là chữ.`, `${name} must be text.`)
  const text = String(value)
    .normalize('NFC')
    .replace(/[\s\u00A0\u200B]+/g, ' ')
    .replaceAll('|', '/')
    .trim()
  return text === '' ? null : text
}

export function numberFrom(value: unknown): string | null {
  const number = textFrom('number', value)
  if (number === null) return null
  if (!/^\d+\p{L}?\s*[-/]\s*\p{L}/u.test(number) && !/^\d+\/\d{4}\/\p{L}/u.test(number))
    throw new Unusable(`Không phải số, ký hiệu văn bản: "${number}".`, `Not a number of an instrument: "${number}".`)
  return number.replace(/[ÐƉ]/g, 'Đ').replace(/\s*([/-])\s*/g, '$1')
}

/** YYYY, YYYY-MM, YYYY-MM-DD, or the Vietnamese day first: 31/8/2020. A slip of the pen is no year. */
export function dateFrom(name: string, value: unknown): PartialDate | null {
  const text = textFrom(name, value)
  if (text === null) return null
  const date = readDate(text)
  if (date === null || !/^(1[89]|20)/.test(date))
    throw new Unusable(
      `${name} không phải ngày có thật: "${text}" (dạng YYYY, YYYY-MM, YYYY-MM-DD hoặc NN/TT/NNNN).`,
      `${name} is no date: "${text}" (YYYY, YYYY-MM, YYYY-MM-DD or DD/MM/YYYY).`,
    )
  return date
}

export function inOrder(before: string, from: PartialDate | null, after: string, to: PartialDate | null): void {
  if (from === null || to === null) return
  const length = Math.min(from.length, to.length)
  if (from.slice(0, length) > to.slice(0, length))
    throw new Unusable(`${before} (${from}) sau ${after} (${to}).`, `${before} (${from}) is after ${after} (${to}).`)
}

export function oneOf<T extends string>(name: string, value: unknown, known: readonly T[]): T | null {
  const text = textFrom(name, value)
  const found = known.find((each) => each === text?.toLowerCase())
  if (text !== null && found === undefined)
    throw new Unusable(`${name} không có giá trị "${text}" (${known.join(', ')}).`, `${name} knows no "${text}" (${known.join(', ')}).`) // prettier-ignore
  return found ?? null
}
