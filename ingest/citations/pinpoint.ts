/**
 * 4 · citations: pinpoints
 * ========================
 *
 *   điểm a khoản 2 Điều 103 Luật Đất đai      khoản 1, 2, 3 và khoản 5 Điều 21 của Luật Xây dựng
 *   └───── before the citation ─┘             Nghị định số 120/2020/NĐ-CP (Điều 5, khoản 1)
 *
 * As written, from the first unit to the last; the units follow NĐ 30/2020 Phụ lục I, II.6.
 */
import { letterBefore } from '../chars.ts'
import { lineStart } from '../lines.ts'

const UNIT =
  '(?:[Đđ]iểm|[Tt]iết|[Kk]hoản|[Đđ]iều|[Mm]ục|[Tt]iểu mục|[Cc]hương|[Pp]hần|[Pp]hụ lục|[Mm]ẫu số|[Bb]iểu số|[Gg]ạch đầu dòng)'
const VALUE = '(?:thứ \\p{L}+|\\d{1,3}(?:\\.\\d{1,2})*[a-zđ]?|[IVXLC]{1,6}|[A-EĐ]|[a-zđ])'
const LIST = `${VALUE}(?:(?:, | và | hoặc | đến | - |-)${VALUE}(?![\\p{L}\\d]))*`
const ITEM = `${UNIT} ${LIST}(?![\\p{L}\\d])`
/** "các khoản 2, 3 và 5 Điều 30", "từ Điều 7 đến Điều 11": the words of plural and range belong to the pinpoint. */
const RUN = `(?:(?:các|từ) )?${ITEM}(?:(?:[,;]? | và (?:tại )?|, tại | hoặc | đến |,? của |,? thuộc )(?:các )?${ITEM})*`
/** A run that ends where the citation starts, with the words that may stand between. */
const BEFORE = new RegExp(
  `(?:^|[^\\p{L}])(${RUN})(?:,? (?:của|thuộc|tại|trong|kèm theo|ban hành kèm theo|được ban hành kèm theo)| ?,)? ?$`,
  'u',
)
const AFTER = new RegExp(`^(?: ?\\(|, tại |,? tại )(${RUN})`, 'u')
const REACH = 120
const CHEAP = /(?:[Đđ]iểm|[Tt]iết|[Kk]hoản|[Đđ]iều|[Mm]ục|[Cc]hương|[Pp]hần|[Pp]hụ lục|[Mm]ẫu số) /

/** Words that may stand between a pinpoint and its citation, by the last of them. */
const LINKS = new Set(['của', 'thuộc', 'tại', 'trong', 'theo'])

/** Whether the last word before `at` is a value, a link or a comma: nearly always it is none, and no pattern is run. */
function mayEndPinpoint(text: string, at: number): boolean {
  const end = text.charCodeAt(at - 1) === 32 ? at - 1 : at
  if (!letterBefore(text, end)) return /[\d,]/.test(text.charAt(end - 1))
  let start = end - 1
  while (end - start < 8 && letterBefore(text, start)) start--
  const word = text.slice(start, end)
  return (
    word.length === 1 || LINKS.has(word) || /^[IVXLC]+$/.test(word) || word.length > 7 || text.endsWith('thứ ', start)
  )
}

export interface Pinpoint {
  start: number
  end: number
}

/** Pinpoint that leads to a citation at `at`; never reaches over `from` or a paragraph's start. */
export function pinpointBefore(text: string, at: number, from: number): Pinpoint | null {
  if (!mayEndPinpoint(text, at)) return null
  const base = lineStart(text, at, Math.max(from, at - REACH))
  const before = text.slice(base, at)
  if (!CHEAP.test(before)) return null
  const match = BEFORE.exec(before)
  if (!match) return null
  const start = base + match.index + match[0].indexOf(match[1]!)
  return { start, end: start + match[1]!.length }
}

/** Pinpoint that follows a citation at once: "(Điều 5, khoản 1)", ", tại Điều 3". */
export function pinpointAfter(text: string, at: number): Pinpoint | null {
  const first = text[at] === ' ' ? text[at + 1] : text[at]
  if (first !== '(' && first !== ',' && first !== 't') return null
  const after = text.slice(at, at + REACH)
  if (!CHEAP.test(after.slice(0, 20))) return null
  const match = AFTER.exec(after)
  if (!match) return null
  const start = at + match[0].length - match[1]!.length
  return { start, end: start + match[1]!.length }
}
