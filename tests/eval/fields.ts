/**
 * What a document says of itself, field by field
 * ==============================================
 */
import type { DocumentFields } from '../../ingest/record.ts'
import { foldIssuer, foldPlace, foldWords } from './fold.ts'
import type { GoldDocument } from './gold.ts'

/** The nine that are counted; `null` must be `null`. */
export const MAIN_FIELDS = [
  'type',
  'number',
  'date',
  'place',
  'issuer',
  'level',
  'province',
  'title',
  'signer',
] as const
/** The rest of the record's document. */
export const MORE_FIELDS = ['district', 'periodFrom', 'periodTo', 'signer title', 'authority'] as const

export interface FieldAnswer {
  field: string
  main: boolean
  right: boolean
  gold: string | null
  got: string | null
}

type Fold = (text: string) => string
type Value = string | null | undefined
type Field = (typeof MAIN_FIELDS)[number] | (typeof MORE_FIELDS)[number]

const asIs: Fold = (text) => text.normalize('NFC')

function isSame(fold: Fold, wanted: Value, found: Value): boolean {
  if (wanted == null || found == null) return wanted == null && found == null
  return fold(wanted) === fold(found)
}

function answer(field: Field, fold: Fold, found: Value, wanted: Value): FieldAnswer {
  const main = (MAIN_FIELDS as readonly string[]).includes(field)
  return { field, main, right: isSame(fold, wanted, found), gold: wanted ?? null, got: found ?? null }
}

export function fieldAnswers(gold: GoldDocument, got: DocumentFields): FieldAnswer[] {
  // A misspelt place is as right as the one meant.
  const place = gold.placeAsWritten !== null && isSame(foldWords, gold.placeAsWritten, got.place)
  return [
    answer('type', foldWords, got.type, gold.type),
    answer('number', asIs, got.number, gold.number),
    answer('date', asIs, got.date, gold.date),
    answer('place', foldWords, got.place, place ? gold.placeAsWritten : gold.place),
    answer('issuer', foldIssuer, got.issuer, gold.issuer),
    answer('level', asIs, got.level, gold.level),
    answer('province', foldPlace, got.province, gold.province),
    answer('title', foldWords, got.title, gold.title),
    answer('signer', foldWords, got.signer?.name, gold.signer?.name),
    answer('district', foldPlace, got.district, gold.district),
    answer('periodFrom', asIs, got.periodFrom, gold.periodFrom),
    answer('periodTo', asIs, got.periodTo, gold.periodTo),
    answer('signer title', foldWords, got.signer?.title, gold.signer?.title),
    answer('authority', foldWords, got.signer?.authority, gold.signer?.authority),
  ]
}
