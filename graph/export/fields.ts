/**
 * Fields of an export line, flat: what a table or GraphML declares beforehand
 * ===========================================================================
 */
import type { ExportLine } from '../export.ts'

/** "json": lists and objects, which neither a cell nor a GraphML value can hold otherwise. */
export type FieldType = 'string' | 'int' | 'boolean' | 'json'

/** In the order of the columns. Every key of every line of `exportLines` is here. */
export const FIELDS = {
  kind: 'string',
  id: 'string',
  number: 'string',
  type: 'string',
  issuer: 'string',
  date: 'string',
  title: 'string',
  level: 'string',
  province: 'string',
  locality: 'string',
  issuerId: 'string',
  placeId: 'string',
  held: 'boolean',
  citedBy: 'int',
  resolution: 'string',
  candidates: 'json',
  reasons: 'json',
  sources: 'json',
  catalogue: 'json',
  corrections: 'json',
  variants: 'json',
  name: 'string',
  within: 'string',
  from: 'string',
  to: 'string',
  evidence: 'json',
  names: 'json',
  format: 'string',
  document: 'string',
  sample: 'boolean',
} as const satisfies Record<string, FieldType>

export const NAMES = Object.keys(FIELDS) as (keyof typeof FIELDS)[]

/** A value as words; null where the line has none. */
export function wordsOf(line: ExportLine, name: keyof typeof FIELDS): string | null {
  const value = line[name]
  if (value === undefined || value === null) return null
  return FIELDS[name] === 'json' ? JSON.stringify(value) : String(value)
}
