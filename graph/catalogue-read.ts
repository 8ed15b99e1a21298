/**
 * Catalogue files: CSV or JSONL to rows
 * =====================================
 *
 * Takes a file's text apart, row by row. A row that cannot be used is a problem with its line in the file and the
 * reason, in both languages; the others go on. Nothing is guessed: a date is given the one form, a status its code,
 * and what is neither is refused.
 */
import type { Words } from '../ingest/errors.ts'
import type { Level, PartialDate } from '../ingest/record.ts'
import {
  CONFIDENCES,
  isRelationType,
  typeOfNumber,
  type CatalogueRelation,
  type CatalogueRow,
  type Confidence,
} from './catalogue.ts'
import { NO_TYPE } from './consensus.ts'
import { isDay } from './days.ts'
import { foldText } from './fold.ts'
import { STATUSES, type Status } from './model.ts'

/** A row that was left out, and why. */
export interface Problem extends Words {
  /** Line of the file on which the row begins, from 1. */
  row: number
}

export interface ReadCatalogue {
  rows: CatalogueRow[]
  problems: Problem[]
  /** Columns that are none of the catalogue's; what stands there is not taken. */
  unused: string[]
}

/** The columns, in their order. */
export const COLUMNS = [
  'number',
  'type',
  'issuer',
  'level',
  'province',
  'date',
  'effectiveFrom',
  'effectiveTo',
  'title',
  'signer',
  'status',
  'periodFrom',
  'periodTo',
  'relations',
  'source',
  'confidence',
  'seen',
  'note',
] as const
type Column = (typeof COLUMNS)[number]

type Cells = Partial<Record<Column, unknown>>

class Unusable extends Error {
  readonly words: Words

  constructor(vi: string, en: string) {
    super(en)
    this.words = { vi, en }
  }
}

/** Reads a file's text. A first letter "{" makes it JSONL, anything else CSV. */
export function readCatalogue(text: string): ReadCatalogue {
  const read: ReadCatalogue = { rows: [], problems: [], unused: [] }
  const unused = new Set<string>()
  const body = text.replace(/^\uFEFF/, '')
  for (const { line, cells } of /^\s*\{/.test(body) ? jsonLines(body) : csvRows(body)) {
    try {
      if (cells instanceof Unusable) throw cells
      for (const name of Object.keys(cells)) if (!isColumn(name)) unused.add(name)
      read.rows.push(rowFrom(cells as Cells))
    } catch (error) {
      if (!(error instanceof Unusable)) throw error
      read.problems.push({ row: line, ...error.words })
    }
  }
  return { ...read, unused: [...unused].sort() }
}

function isColumn(name: string): name is Column {
  return (COLUMNS as readonly string[]).includes(name)
}

// ---- taking apart ----------------------------------------------------------------------------------------------

interface Line {
  line: number
  cells: Record<string, unknown> | Unusable
}

function* jsonLines(body: string): Generator<Line> {
  for (const [index, words] of body.split(/\r\n|\n|\r/).entries()) {
    if (words.trim() === '') continue
    let cells: Line['cells']
    try {
      const value: unknown = JSON.parse(words)
      const plain = typeof value === 'object' && value !== null && !Array.isArray(value)
      cells = plain ? (value as Record<string, unknown>) : new Unusable('Không phải một đối tượng JSON.', 'Not a JSON object.') // prettier-ignore
    } catch {
      cells = new Unusable('Không phải JSON hợp lệ.', 'Not valid JSON.')
    }
    yield { line: index + 1, cells }
  }
}

/** RFC 4180, with the separator that the first line has most of: Excel in Vietnamese writes semicolons. */
function* csvRows(body: string): Generator<Line> {
  const first = body.slice(0, body.search(/[\r\n]|$/))
  const counted = [',', ';', '\t'].map((mark) => [mark, first.split(mark).length] as const)
  const [separator] = counted.reduce((best, each) => (each[1] > best[1] ? each : best))
  let header: string[] | null = null
  for (const { line, values, open } of csvValues(body, separator)) {
    if (values.every((value) => value.trim() === '')) continue
    if (header === null) {
      header = values.map((value) => value.trim())
      continue
    }
    if (open)
      yield { line, cells: new Unusable('Dấu ngoặc kép mở mà không đóng.', 'A quotation mark is never closed.') }
    else if (values.length > header.length)
      yield { line, cells: new Unusable(`Có ${values.length} ô, dòng tiêu đề có ${header.length}.`, `${values.length} cells, the heading has ${header.length}.`) } // prettier-ignore
    else yield { line, cells: Object.fromEntries(header.map((name, at) => [name, values[at] ?? ''])) }
  }
}

function* csvValues(body: string, separator: string): Generator<{ line: number; values: string[]; open: boolean }> {
  let values: string[] = []
  let value = ''
  let quoted = false
  let begun = 1
  let line = 1
  for (let at = 0; at < body.length; at += 1) {
    const letter = body[at]!
    if (letter === '\n') line += 1
    if (quoted) {
      if (letter !== '"') value += letter
      else if (body[at + 1] === '"') value += body[(at += 1)]
      else quoted = false
    } else if (letter === '"' && value.trim() === '') {
      quoted = true
      value = ''
    } else if (letter === separator) {
      values.push(value)
      value = ''
    } else if (letter === '\n') {
      yield { line: begun, values: [...values, value.replace(/\r$/, '')], open: false }
      values = []
      value = ''
      begun = line
    } else value += letter
  }
  if (value !== '' || values.length > 0) yield { line: begun, values: [...values, value], open: quoted }
}

// ---- one row ---------------------------------------------------------------------------------------------------

function rowFrom(cells: Cells): CatalogueRow {
  const number = numberFrom(cells.number)
  const title = textFrom('title', cells.title)
  const type = textFrom('type', cells.type) ?? typeOfNumber(number)
  const source = textFrom('source', cells.source)
  if (number === null && title === null) throw new Unusable('Thiếu number (số, ký hiệu) và title (tên).', 'Neither number nor title.') // prettier-ignore
  if (type === NO_TYPE) throw new Unusable('Thiếu type (loại văn bản).', 'No type.')
  if (source === null) throw new Unusable('Thiếu source: mỗi dòng phải nói đã đọc ở đâu.', 'No source: a row must say where it was read.') // prettier-ignore
  const row: CatalogueRow = {
    number,
    type,
    title,
    source,
    issuer: textFrom('issuer', cells.issuer),
    level: oneOf<Level>('level', cells.level, ['central', 'province', 'district', 'commune']),
    province: textFrom('province', cells.province),
    date: dateFrom('date', cells.date),
    effectiveFrom: dateFrom('effectiveFrom', cells.effectiveFrom),
    effectiveTo: dateFrom('effectiveTo', cells.effectiveTo),
    signer: textFrom('signer', cells.signer),
    status: statusFrom(cells.status),
    periodFrom: dateFrom('periodFrom', cells.periodFrom),
    periodTo: dateFrom('periodTo', cells.periodTo),
    relations: relationsFrom(cells.relations),
    confidence: confidenceFrom('confidence', cells.confidence),
    seen: dateFrom('seen', cells.seen),
    note: textFrom('note', cells.note),
  }
  inOrder('effectiveFrom', row.effectiveFrom, 'effectiveTo', row.effectiveTo)
  inOrder('periodFrom', row.periodFrom, 'periodTo', row.periodTo)
  return row
}

/** One line, composed letters, no bar (it separates the parts of a relation). Numbers of a spreadsheet are words. */
function textFrom(name: string, value: unknown): string | null {
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

function numberFrom(value: unknown): string | null {
  const number = textFrom('number', value)
  if (number === null) return null
  if (!/^\d+\p{L}?\s*[-/]\s*\p{L}/u.test(number) && !/^\d+\/\d{4}\/\p{L}/u.test(number))
    throw new Unusable(`Không phải số, ký hiệu văn bản: "${number}".`, `Not a number of an instrument: "${number}".`)
  return number.replace(/[ÐƉ]/g, 'Đ').replace(/\s*([/-])\s*/g, '$1')
}

/** YYYY, YYYY-MM, YYYY-MM-DD, or the Vietnamese day first: 31/8/2020. */
function dateFrom(name: string, value: unknown): PartialDate | null {
  const text = textFrom(name, value)
  if (text === null) return null
  const dayFirst = /^(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})$/.exec(text)
  const [, day, month, year] = dayFirst ?? []
  const date = dayFirst ? [year, month, day].filter((part) => part !== undefined).map((part) => part.padStart(2, '0')).join('-') : text // prettier-ignore
  if (!isDate(date))
    throw new Unusable(
      `${name} không phải ngày có thật: "${text}" (dạng YYYY, YYYY-MM, YYYY-MM-DD hoặc NN/TT/NNNN).`,
      `${name} is no date: "${text}" (YYYY, YYYY-MM, YYYY-MM-DD or DD/MM/YYYY).`,
    )
  return date
}

/** Of the centuries that instruments are of: a slip of the pen is no year. */
function isDate(date: string): boolean {
  return /^(1[89]|20)/.test(date) && isDay(date)
}

function inOrder(before: string, from: PartialDate | null, after: string, to: PartialDate | null): void {
  if (from === null || to === null) return
  const length = Math.min(from.length, to.length)
  if (from.slice(0, length) > to.slice(0, length))
    throw new Unusable(`${before} (${from}) sau ${after} (${to}).`, `${before} (${from}) is after ${after} (${to}).`)
}

function oneOf<T extends string>(name: string, value: unknown, known: readonly T[]): T | null {
  const text = textFrom(name, value)
  const found = known.find((each) => each === text?.toLowerCase())
  if (text !== null && found === undefined)
    throw new Unusable(`${name} không có giá trị "${text}" (${known.join(', ')}).`, `${name} knows no "${text}" (${known.join(', ')}).`) // prettier-ignore
  return found ?? null
}

/** Labels of the portals, folded. */
const STATUS_WORDS: Record<string, Status> = {
  'con hieu luc': 'in-force',
  'het hieu luc': 'expired',
  'het hieu luc toan bo': 'expired',
  'het hieu luc mot phan': 'partly-in-force',
  'chua co hieu luc': 'not-yet-in-force',
  'het giai doan': 'period-over',
  'khong ro': 'unknown',
}

function statusFrom(value: unknown): Status | null {
  const words = STATUS_WORDS[foldText(textFrom('status', value) ?? '')]
  return words ?? oneOf('status', value, STATUSES)
}

const CONFIDENCE_WORDS: Record<string, Confidence> = { cao: 'high', 'trung binh': 'medium', thap: 'low' }

function confidenceFrom(name: string, value: unknown): Confidence | null {
  const words = CONFIDENCE_WORDS[foldText(textFrom(name, value) ?? '')]
  return words ?? oneOf(name, value, CONFIDENCES)
}

/** A list of objects; in a cell of CSV the same as JSON, or "REPLACES 58-KL/TW 2019-09-12; BASED_ON 39/2009/QH12". */
function relationsFrom(value: unknown): CatalogueRelation[] {
  if (Array.isArray(value)) return value.map(relationFrom)
  const text = textFrom('relations', value)
  if (text === null) return []
  if (!text.startsWith('[')) return text.split(';').filter((part) => part.trim()).map(relationWritten) // prettier-ignore
  try {
    const list: unknown = JSON.parse(text)
    if (Array.isArray(list)) return list.map(relationFrom)
  } catch {
    // said below
  }
  throw new Unusable('relations không phải danh sách JSON hợp lệ.', 'relations is no valid JSON list.')
}

function relationFrom(value: unknown): CatalogueRelation {
  if (typeof value !== 'object' || value === null) throw new Unusable('relations: mỗi mục phải là một đối tượng.', 'relations: each must be an object.') // prettier-ignore
  const { type, number, date, title, confidence } = value as Record<string, unknown>
  const relation = {
    number: numberFrom(number),
    date: dateFrom('relations.date', date),
    title: textFrom('relations.title', title),
    confidence: confidenceFrom('relations.confidence', confidence),
  }
  if (relation.number === null && relation.title === null)
    throw new Unusable('relations: thiếu number hoặc title.', 'relations: neither number nor title.')
  return { type: typeFrom(type), ...relation }
}

function relationWritten(words: string): CatalogueRelation {
  const match = /^\s*([A-Za-z_]+)\s+(.+?)(?:\s+\(?(\d{4}(?:-\d\d){0,2}|\d{1,2}\/\d{1,2}\/\d{4})\)?)?\s*$/.exec(words)
  if (!match) throw new Unusable(`relations không đọc được: "${words.trim()}".`, `relations cannot be read: "${words.trim()}".`) // prettier-ignore
  return relationFrom({ type: match[1], number: match[2], date: match[3] })
}

function typeFrom(value: unknown): CatalogueRelation['type'] {
  const type = textFrom('relations.type', value)?.toUpperCase() ?? ''
  if (isRelationType(type)) return type
  throw new Unusable(`relations: không có loại liên hệ "${type}".`, `relations: no such type "${type}".`)
}
