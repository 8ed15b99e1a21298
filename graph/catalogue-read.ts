/**
 * Catalogue files: CSV or JSONL to rows and words
 * ===============================================
 *
 * A row that cannot be used is a problem with its line in the file and the reason; the others go on. A row whose `kind`
 * is "same" or "not-same" is a person's word on who is who (`correction.ts`), any other one a fact of the catalogue.
 */
import type { Words } from '../ingest/errors.ts'
import type { Level } from '../ingest/record.ts'
import {
  CONFIDENCES,
  isRelationType,
  typeOfNumber,
  type CatalogueRelation,
  type CatalogueRow,
  type Confidence,
} from './catalogue.ts'
import { dateFrom, inOrder, numberFrom, oneOf, textFrom, Unusable } from './cells.ts'
import { NO_TYPE } from './consensus.ts'
import type { Correction, Description } from './correction.ts'
import { foldText } from './fold.ts'
import { STATUSES, type Status } from './model.ts'
import { tableRows } from './table-read.ts'
import type { TieKind } from './ties.ts'

/** A row that was left out, and why. */
export interface Problem extends Words {
  /** Line of the file on which the row begins, from 1. */
  row: number
}

/** A person's word as a file has it: an instrument may be called by a REF, which the file alone cannot answer. */
export interface Word extends Omit<Correction, 'a' | 'b'> {
  row: number
  a: Description | string
  b: Description | string
}

export interface ReadCatalogue {
  rows: CatalogueRow[]
  words: Word[]
  problems: Problem[]
  /** Columns that are none of those known; what stands there is not taken. */
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

/** Columns of a person's word; a and b are REFs, or objects of the fields below, or these as "a.number". */
const WORD_COLUMNS = ['kind', 'a', 'b', 'author', 'reason', 'seen']
const END_COLUMNS = ['number', 'type', 'issuer', 'level', 'province', 'locality', 'date', 'title', 'home'] as const

/** Reads a file's text. */
export function readCatalogue(text: string): ReadCatalogue {
  const read: ReadCatalogue = { rows: [], words: [], problems: [], unused: [] }
  const unused = new Set<string>()
  for (const { line, cells } of tableRows(text)) {
    try {
      if (cells instanceof Unusable) throw cells
      const kind = kindFrom(cells['kind'])
      for (const name of Object.keys(cells)) if (kind === null ? !isColumn(name) : !isWordColumn(name)) unused.add(name)
      if (kind === null) read.rows.push(rowFrom(cells as Cells))
      else read.words.push({ row: line, ...wordFrom(kind, cells) })
    } catch (error) {
      if (!(error instanceof Unusable)) throw error
      read.problems.push({ row: line, ...error.words })
    }
  }
  return { ...read, unused: [...unused].sort() }
}

function isColumn(name: string): name is Column {
  return name === 'kind' || (COLUMNS as readonly string[]).includes(name)
}

// ---- a person's word -------------------------------------------------------------------------------------------

function isWordColumn(name: string): boolean {
  const [end, field] = name.split('.')
  if (field === undefined) return WORD_COLUMNS.includes(name)
  return (end === 'a' || end === 'b') && (END_COLUMNS as readonly string[]).includes(field)
}

const KIND_WORDS: Record<string, TieKind> = { 'la mot': 'same', 'khong la mot': 'not-same' }

function kindFrom(value: unknown): TieKind | null {
  const words = KIND_WORDS[foldText(textFrom('kind', value) ?? '')]
  return words ?? oneOf<TieKind>('kind', value, ['same', 'not-same'])
}

function wordFrom(kind: TieKind, cells: Record<string, unknown>): Omit<Word, 'row'> {
  const required = (name: string): string => {
    const text = textFrom(name, cells[name])
    if (text === null) throw new Unusable(`Thiếu ${name}: ý kiến phải có người nêu và lý do.`, `No ${name}: a correction needs an author and a reason.`) // prettier-ignore
    return text
  }
  const [a, b] = [endFrom('a', cells), endFrom('b', cells)]
  return { kind, a, b, author: required('author'), reason: required('reason'), seen: dateFrom('seen', cells['seen']) }
}

function endFrom(end: 'a' | 'b', cells: Record<string, unknown>): Description | string {
  const value = cells[end]
  const fields: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {}
  for (const field of END_COLUMNS) fields[field] ??= cells[`${end}.${field}`]
  const ref = typeof value === 'object' ? null : textFrom(end, value)
  if (ref !== null) return ref
  const name = (field: string): string => `${end}.${field}`
  const number = numberFrom(fields['number'])
  const title = textFrom(name('title'), fields['title'])
  if (number === null && title === null)
    throw new Unusable(`Thiếu ${end}: số, ký hiệu hoặc tên văn bản.`, `No ${end}: a number or a title.`)
  return {
    number,
    title,
    type: textFrom(name('type'), fields['type']) ?? typeOfNumber(number),
    issuer: textFrom(name('issuer'), fields['issuer']),
    level: levelFrom(name('level'), fields['level']),
    province: textFrom(name('province'), fields['province']),
    locality: textFrom(name('locality'), fields['locality']),
    date: dateFrom(name('date'), fields['date']),
    home: textFrom(name('home'), fields['home']),
  }
}

function levelFrom(name: string, value: unknown): Level | null {
  return oneOf<Level>(name, value, ['central', 'province', 'district', 'commune'])
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
    level: levelFrom('level', cells.level),
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
