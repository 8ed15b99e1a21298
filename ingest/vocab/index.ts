/**
 * The law's vocabulary, compiled
 * ==============================
 *
 * Reads the YAML beside it once and builds the tables that the engine looks things up in. No word of the law stands
 * in the engine: to teach it a ministry, a type, a law or a cue, add a line to the data.
 */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { foldWord } from '../words.ts'
import type { Level, RelationType } from '../record.ts'

const load = <T>(name: string): T => parse(readFileSync(new URL(`./${name}.yaml`, import.meta.url), 'utf8')) as T

export interface TypeEntry {
  type: string
  code: string
  /** Other codes in use for the same type. */
  codes?: string[]
  words: string[]
  /** Abbreviations that may stand for the word before a number. */
  short?: string[]
  programme?: boolean
  rank?: number
  since?: number
  until?: number
  examples: string[]
  not: string[]
}

export interface IssuerEntry {
  code: string
  name: string | null
  aka?: string[]
  level?: Level
  system: 'state' | 'party' | 'front'
  local?: boolean
  /** May stand alone after the slash in old numbers: 67/CP. */
  old?: boolean
  /** Is an issuer only after another segment (a type code otherwise). */
  notFirst?: boolean
  since?: number
  until?: number
  now?: string
}

export interface CueEntry {
  type: RelationType
  passive?: boolean
  forward: string
  back: string
  cues: string[]
  not?: string[]
  examples: string[]
  nots?: string[]
}

export const TYPES = load<TypeEntry[]>('types')
export const ISSUERS = load<IssuerEntry[]>('issuers')
export const CUES = load<CueEntry[]>('relations')
export const LAWS = load<Record<'Luật' | 'Bộ luật' | 'Pháp lệnh', string[]>>('laws')

const index = <T>(pairs: Iterable<[string, T]>): Map<string, T> => {
  const map = new Map<string, T>()
  for (const [key, value] of pairs) if (!map.has(key)) map.set(key, value)
  return map
}

/** Folded type words → entry: "ke hoach" → Kế hoạch. */
export const TYPE_BY_WORDS = index(
  TYPES.flatMap((entry) =>
    entry.words.map((words) => [words.split(' ').map(foldWord).join(' '), entry] as [string, TypeEntry]),
  ),
)
/** Abbreviations as written: "QĐ" → Quyết định. */
export const TYPE_BY_SHORT = index(
  TYPES.flatMap((entry) => (entry.short ?? []).map((short) => [short, entry] as [string, TypeEntry])),
)
export const TYPE_BY_NAME = index(TYPES.map((entry) => [entry.type, entry] as [string, TypeEntry]))

/** Codes of types and issuers, exact and folded (upper case, no marks): "QD" → "QĐ". */
const typeCodes = TYPES.flatMap((entry) =>
  [entry.code, ...(entry.codes ?? [])].map((code) => [code, entry] as [string, TypeEntry]),
)
export const TYPE_BY_CODE = index(typeCodes)
const foldCode = (code: string): string => foldWord(code).toUpperCase()
const TYPE_CODE_FOLDED = index(typeCodes.map(([code]) => [foldCode(code), code] as [string, string]))
export const ISSUER_BY_CODE = index(ISSUERS.map((entry) => [entry.code, entry] as [string, IssuerEntry]))
/** The one body, or kind of body, that a code names; null for a Party code, which several share, and an unknown one. */
export function bodyOfCode(code: string): (IssuerEntry & { name: string }) | null {
  const entry = ISSUER_BY_CODE.get(code)
  return entry?.name && entry.system !== 'party' ? (entry as IssuerEntry & { name: string }) : null
}

/** Bodies as they stand in capitals below a title in capitals, by how they begin; and words that lead to one in a title. */
export const SHOUTED_ISSUERS =
  '(?:HỘI ĐỒNG (?:NHÂN DÂN|THẨM PHÁN)|(?:ỦY|UỶ) BAN (?:NHÂN DÂN|THƯỜNG VỤ)|CHÍNH PHỦ|BỘ TRƯỞNG|THỦ TƯỚNG CHÍNH PHỦ|CHỦ TỊCH|QUỐC HỘI|GIÁM ĐỐC|CHÁNH ÁN|VIỆN TRƯỞNG|THỐNG ĐỐC)'
export const BEFORE_SHOUTED_ISSUER = 'CỦA|VÀ|THUỘC|TẠI|CHO|VỚI|DO|,|-'

const ISSUER_CODE_FOLDED = index(ISSUERS.map((entry) => [foldCode(entry.code), entry.code] as [string, string]))

/** The standard letters of a type code, or null: "QD" → "QĐ", "TTR" → "TTr". */
export function typeCode(code: string): string | null {
  if (TYPE_BY_CODE.has(code)) return code === 'QYĐ' ? 'QyĐ' : code
  const found = TYPE_CODE_FOLDED.get(foldCode(code)) ?? null
  return found === 'QYĐ' ? 'QyĐ' : found
}

/** The standard letters of an issuer code, or null: "HDND" → "HĐND", "TTG" → "TTg", "QH15" → "QH15". */
export function issuerCode(code: string): string | null {
  if (ISSUER_BY_CODE.has(code)) return code
  const term = /^(UBTVQH|QH)(\d{1,2})$/i.exec(code)
  if (term) return `${term[1]!.toUpperCase()}${term[2]}`
  return ISSUER_CODE_FOLDED.get(foldCode(code)) ?? null
}

/** Type code and issuer code written as one: "KHUBND" → ["KH", "UBND"]. */
export function splitJoinedCode(code: string): [string, string] | null {
  for (let cut = code.length - 2; cut >= 2; cut--) {
    const type = typeCode(code.slice(0, cut))
    const issuer = type && issuerCode(code.slice(cut))
    if (type && issuer) return [type, issuer]
  }
  return null
}
