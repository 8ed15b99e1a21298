/**
 * Numbers as people type them
 * ===========================
 *
 *   1336 · QD 1336 · QĐ 1336/QĐ-TTg · 1336 qd ttg · Quyết định số 1336 · 25 ct tu · ND 06/2011 · 58-KL/TW 2023
 *
 * `parseNumberQuery` says which folded numbers (`foldNumber`) may be meant; `answersTo` keeps of what is found under
 * them what the other words allow. Used by REFs and by both search engines.
 */
import { foldText } from './fold.ts'
import type { InstrumentNode } from './model.ts'

export interface NumberQuery {
  /** The running number, without leading zeros. */
  lead: string
  /** Folded numbers it may be, the fullest first; exact. */
  exact: string[]
  /** Beginnings of folded numbers it may be, each ending in "*". */
  beginnings: string[]
  /** Type code before the number: "qd" of "QĐ 1336". */
  code: string | null
  /** Everything behind the running number. */
  rest: string[]
}

/** Type words and codes that may stand before a number; words stand for their code. */
const CODES: Record<string, string> = {
  'quyet dinh': 'qd',
  'quy dinh': 'qd',
  'chi thi': 'ct',
  'ket luan': 'kl',
  'ke hoach': 'kh',
  'nghi quyet': 'nq',
  'nghi dinh': 'nd',
  'thong tu': 'tt',
  'to trinh': 'ttr',
  'huong dan': 'hd',
  'bao cao': 'bc',
  'thong bao': 'tb',
  'chuong trinh': 'ctr',
}
const OTHER_WORDS = /^(cong van|de an|luat|bo luat|phap lenh|van ban|cv|so)\b ?/

/** Null where the text is not about a number: no number first, or too many words before it. */
export function parseNumberQuery(text: string): NumberQuery | null {
  const { code, rest } = takeCode(foldText(text))
  const [lead = '', ...tail] = rest.split(' ')
  if (!/^\d{1,5}[a-z]?$/.test(lead)) return null
  const number = lead.replace(/^0+(?=\d)/, '')
  // The code may be followed by a place or a year: every shorter reading is tried too.
  const exact: string[] = []
  for (let end = tail.length; end > 0; end -= 1) {
    for (const digits of spellings(number)) exact.push(digits + tail.slice(0, end).join(''))
  }
  const starts = [...(code === null ? [] : [code, '19', '20']), ...tail.slice(0, 1)]
  const begin = starts.length > 0 ? starts : ['']
  const beginnings = spellings(number).flatMap((digits) => begin.map((start) => `${digits}${start}*`))
  return { lead: number, exact, beginnings, code, rest: tail }
}

function takeCode(folded: string): { code: string | null; rest: string } {
  let rest = folded
  let code: string | null = null
  for (const [word, meaning] of [...Object.entries(CODES), ...Object.values(CODES).map((c) => [c, c] as const)]) {
    if (!rest.startsWith(`${word} `)) continue
    code = meaning
    rest = rest.slice(word.length + 1)
    break
  }
  for (let before = ''; before !== rest;) {
    before = rest
    rest = rest.replace(OTHER_WORDS, '')
  }
  return { code, rest }
}

/** Numbers below ten are written with a zero, or without. */
function spellings(number: string): string[] {
  return /^\d$/.test(number) ? [number, `0${number}`] : [number]
}

type Numbered = Pick<InstrumentNode, 'number' | 'date' | 'issuer' | 'title'> & {
  place?: string | null
  province?: string | null
  locality?: string | null
}

/**
 * Of nodes found under the numbers of a query, those that its other words fit. Where the number was typed in full and
 * nothing fits, the other words were about something else; where only its beginning was typed, they must fit.
 */
export function answersTo<T extends Numbered>(query: NumberQuery, nodes: T[], typed: 'in full' | 'begun'): T[] {
  const sameLead = nodes.filter(({ number }) => leadOf(number) === query.lead)
  const coded = sameLead.filter(
    ({ number }) => query.code === null || foldText(number!).split(' ').includes(query.code),
  )
  const fitting = coded.filter((node) => fits(query.rest, node))
  return fitting.length > 0 || typed === 'begun' ? fitting : sameLead
}

/** The running number of a number as written, without leading zeros: "06/2011/NĐ-CP" → "6". */
export function leadOf(number: string | null): string | undefined {
  return foldText(number ?? '')
    .split(' ')[0]
    ?.replace(/^0+(?=\d)/, '')
}

/** Words that say what the next one is. */
const FILLERS = ['ngay', 'thang', 'nam', 'cua', 'so', 've', 'tinh', 'huyen', 'xa', 'phuong', 'thanh', 'pho']

function fits(words: string[], { number, date, issuer, title, place, province, locality }: Numbered): boolean {
  const said = [number, issuer, title, place, province, locality].filter((part) => part).join(' ')
  const day = date?.split('-').flatMap((part) => [part, String(Number(part))]) ?? []
  const own = new Set([...foldText(said).split(' '), ...day, ...FILLERS])
  // Two letters begin too many words: the TU of 58-KL/TU is no "tuổi" in a title.
  const beginnings = (word: string): Iterable<string> => (word.length > 2 ? own : foldText(number ?? '').split(' '))
  return words.every(
    (word) => own.has(word) || (/^[a-z]/.test(word) && [...beginnings(word)].some((one) => one.startsWith(word))),
  )
}
