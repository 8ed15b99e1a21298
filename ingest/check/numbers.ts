/**
 * What a canonical number is made of
 * ==================================
 *
 *   1336/QĐ-TTg   06/2011/NĐ-CP   39/2009/QH12   25-CT/TU   449/HNCT-ĐN
 */
import { TYPE_BY_CODE } from '../vocab/index.ts'
import type { Citation, Span } from '../record.ts'

export interface NumberParts {
  ordinal: string
  year: string | null
  /** Type code; null where the number has none ("449/HNCT-ĐN", "39/2009/QH12"). */
  code: string | null
  /** Codes of the bodies, in their order. */
  issuers: string[]
  system: 'state' | 'party'
}

const PARTY = /^(\d+\p{L}?)-([^/]+)\/(.+)$/u
const STATE = /^(\d+\p{L}?)\/(?:(\d{4})\/)?(.+)$/u

/** Null for what is no number of an instrument. */
export function partsOfNumber(number: string): NumberParts | null {
  const party = PARTY.exec(number)
  if (party) return { ordinal: party[1]!, year: null, code: party[2]!, issuers: party[3]!.split(/[-,]\s*/), system: 'party' } // prettier-ignore
  const state = STATE.exec(number)
  if (!state) return null
  const [first = '', ...rest] = state[3]!.split('-')
  const coded = TYPE_BY_CODE.has(first) && rest.length > 0
  return {
    ordinal: state[1]!,
    year: state[2] ?? null,
    code: coded ? first : null,
    issuers: coded ? rest : [first, ...rest],
    system: 'state',
  }
}

/** Where the number of a mention stands; null for a mention by name. */
export function numberSpan(citation: Citation): Span | null {
  return citation.number !== null ? (citation.parts?.number ?? null) : null
}
