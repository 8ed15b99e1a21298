/**
 * 4 · citations by number: the designation
 * ========================================
 *
 *   State    1336/QĐ-TTg   06/2011/NĐ-CP   39/2009/QH12   449/HNCT-ĐN   67/CP   66.13/2026/NQ-CP
 *   Party    25-CT/TU      24-BS/UBKTTU
 *   damaged  58/KL-TW   139/KHUBND   08 - KH/ĐU   15/2020/QD-TTg   30-2020-NĐ-CP   3O/2020/NĐ-CP
 *
 * One bounded pattern finds everything of that shape; `parseDesignation` decides by the vocabulary what it is,
 * and brings it into its canonical form (`contract.md`, "number"; NĐ 30/2020 Phụ lục I; HD 36-HD/VPTW §1.3).
 */
import { CLASS_OF, HALF, LETTER } from '../chars.ts'
import { ISSUER_BY_CODE, issuerCode, splitJoinedCode, TYPE_BY_CODE, typeCode, type TypeEntry } from '../vocab/index.ts'

/** A number as found, from its first digit. Offsets into the flow text. */
export interface Designation {
  start: number
  end: number
  /** Canonical: "25-CT/TU". */
  number: string
  /** Digits and letter before the first separator: "12a". */
  ordinal: string
  year: number | null
  /** Type code, where there is one. */
  code: string | null
  /** First issuer code. */
  issuer: string | null
  system: 'state' | 'party'
  /** The vocabulary knows the type or the issuer: it is a number even without a type word before it. */
  certain: boolean
  /** What was mended: codes of warnings. */
  repairs: string[]
}

const GAP = '[ \\t]?'
const SEGMENT = '(?:N Đ|\\p{L}[\\p{L}\\d]{0,23}(?:&\\p{Lu}{1,12})?)'
/** "66.13/2026/NQ-CP", a number within a series: with a year only, so that an amount or a section number is none. */
const SERIES = `\\d{1,3}\\.\\d{1,2}(?=${GAP}/${GAP}(?:19|20)\\d\\d${GAP}/)`
const SHAPE = new RegExp(
  `(?<![\\p{L}\\p{N}/.,\\-+_@=]|\\d:)(${SERIES}|[0-9OolI]{0,4}\\d[0-9OolI]{0,4}|[0-9OolI]{0,3}[lIO]\\d{1,3})([a-zđ]|[A-ZĐ]{2,4}(?=/(?:TW|TU)))?${GAP}([-/])${GAP}` +
    `(?:((?:19|20)\\d\\d)${GAP}([-/])${GAP})?` +
    `(${SEGMENT}(?:${GAP}[-/]${GAP}${SEGMENT}){0,6})(?![\\p{L}\\p{N}])`,
  'uy',
)
const PARTS = new RegExp(`(${GAP})([-/])(${GAP})(${SEGMENT})`, 'gu')
/** Party bodies whose number puts the hyphen first. */
const isParty = (issuer: string | null): boolean => issuer !== null && ISSUER_BY_CODE.get(issuer)?.system === 'party'
const SHOUTS = /^[\p{Lu}\d&]{2,}$/u

const MISWRITTEN_TERM = /^(?:QH\d{3}|UBTV\d{1,3}|UBTVQH\d{3})$/
/** "Quyết định số 87-CT" (1981–1992): of the Chairman of the Council of Ministers. */
export const CHAIR = 'CT'

interface Segment {
  text: string
  separator: string
  spaced: boolean
  end: number
}

/** Cuts the part after the ordinal into segments; stops where a spaced separator leads into ordinary words. */
function segmentsOf(rest: string, first: string): Segment[] {
  const segments: Segment[] = []
  for (const match of `${first}${rest}`.matchAll(PARTS)) {
    const spaced = match[1] !== '' || match[3] !== ''
    const text = match[4]!.replace(' ', '')
    const known = typeCode(text) ?? issuerCode(text)
    if (spaced && segments.length > 0 && !known && !SHOUTS.test(text)) break
    if (spaced && segments.length > 1 && !known) break
    segments.push({ text, separator: match[2]!, spaced, end: match.index + match[0].length - first.length })
  }
  return segments
}

/** Letters that a scanner takes for digits. */
const digitsOf = (ordinal: string): string =>
  /^[\d.]*$/.test(ordinal) ? ordinal : ordinal.replace(/[Oo]/g, '0').replace(/[lI]/g, '1')

/** An unknown code is kept as written, upper case unless it mixes cases on purpose (KGVX, TTg, ThU). */
const tidy = (code: string): string => (/^\p{Ll}/u.test(code) ? code.toUpperCase() : code)
const issuerOrTidy = (code: string): string => issuerCode(code) ?? tidy(code)

/** What follows a number's digits, brought into its canonical form: the same for every number of that symbol. */
interface Symbol {
  /** Canonical: "/2021/NĐ-CP", "a-CT/TU". */
  tail: string
  /** Letter of the ordinal: "a" of 12a. */
  letter: string
  /** Length of what was used. */
  length: number
  year: number | null
  code: string | null
  issuer: string | null
  system: 'state' | 'party'
  certain: boolean
  repairs: string[]
}

/** Documents use few symbols over and over: each is read once. */
const symbols = new Map<string, Symbol | null>()
const MOST_SYMBOLS = 5000

/** What a match of the shape is, or null. */
function parseDesignation(match: RegExpExecArray): Designation | null {
  const digits = match[1]!
  const written = match[0].slice(digits.length)
  let symbol = symbols.get(written)
  if (symbol === undefined) {
    symbol = parseSymbol(match)
    if (symbols.size >= MOST_SYMBOLS) symbols.clear()
    symbols.set(written, symbol)
  }
  if (symbol === null) return null
  const plain = digitsOf(digits)
  const ordinal = plain + symbol.letter
  return {
    start: match.index,
    end: match.index + digits.length + symbol.length,
    number: ordinal + symbol.tail,
    ordinal,
    year: symbol.year,
    code: symbol.code,
    issuer: symbol.issuer,
    system: symbol.system,
    certain: symbol.certain,
    repairs: plain === digits ? symbol.repairs : ['ocr-digit', ...symbol.repairs],
  }
}

function parseSymbol(match: RegExpExecArray): Symbol | null {
  const [raw, digits, letter = '', separator, yearText, yearSeparator, rest] = match as unknown as string[]
  const restStart = raw!.length - digits!.length - rest!.length
  const repairs: string[] = []
  if (/\s/.test(raw!)) repairs.push('spaced-number')
  // The first segment's separator is the one before it in the text.
  let segments = segmentsOf(rest!, yearText ? yearSeparator! : separator!)
  if (segments.length === 0) return null
  let joinedLetter = ''
  if (letter.length > 1) {
    // 33CT/TU: the hyphen before the type is missing.
    const type = typeCode(letter)
    if (!type) return null
    repairs.push('missing-hyphen')
    segments = [{ text: type, separator: '-', spaced: false, end: 0 }, ...segments]
  } else joinedLetter = letter
  const year = yearText ? Number(yearText) : null

  const finish = (tail: string, used: number, fields: Partial<Symbol>): Symbol => ({
    tail,
    letter: joinedLetter,
    length: restStart + segments[used - 1]!.end,
    year,
    code: null,
    issuer: null,
    system: 'state',
    certain: true,
    repairs,
    ...fields,
  })

  const first = segments[0]!
  const second = segments[1]
  // 12/2021/NQHĐND, 139/KHUBND: one segment that holds two codes.
  if (!typeCode(first.text) && !issuerCode(first.text)) {
    const joined = splitJoinedCode(first.text)
    if (joined) {
      repairs.push('missing-hyphen')
      const [code, issuer] = joined
      const more = segments.slice(1).map((segment) => issuerOrTidy(segment.text))
      return finish(`/${year ? `${year}/` : ''}${[code, issuer, ...more].join('-')}`, segments.length, {
        code,
        issuer,
      })
    }
  }

  if (year !== null) {
    const term = /^(UBTVQH|QH)\d{1,2}$/.test(issuerCode(first.text) ?? '') ? issuerCode(first.text)! : null
    // 90/2025/QH115, 830/2009/UBTV12: no such term or body; kept as written where a type word stands before it.
    if (!term && MISWRITTEN_TERM.test(first.text))
      return finish(`/${year}/${first.text}`, 1, { issuer: first.text.replace(/\d+$/, ''), certain: false })
    if (term) return finish(`/${year}/${term}`, 1, { issuer: term.replace(/\d+$/, '') })
    const code = typeCode(first.text)
    if (!code || !second) return null
    if (separator !== '/' || yearSeparator !== '/' || segments.slice(1).some((segment) => segment.separator !== '-'))
      repairs.push('wrong-separator')
    const issuers = segments.slice(1).map((segment) => issuerOrTidy(segment.text))
    const known = issuerCode(second.text) !== null
    return finish(`/${year}/${[code, ...issuers].join('-')}`, segments.length, {
      code,
      issuer: issuers[0]!,
      certain: known || code !== 'HĐ',
    })
  }

  const code = typeCode(first.text)
  const firstIsIssuer = issuerCode(first.text) !== null && !ISSUER_BY_CODE.get(issuerCode(first.text)!)?.notFirst
  if (code && second) {
    const issuers = segments.slice(1).map((segment) => issuerOrTidy(segment.text))
    const issuer = issuers[0]!
    const known = issuerCode(second.text) !== null
    const hyphenFirst = first.separator === '-'
    if (isParty(issuer) || (hyphenFirst && second.separator === '/' && !known)) {
      // Party: the hyphen comes first. 58/KL-TW and 18/HD/BTGTW are mended.
      if (!hyphenFirst || second.separator !== '/') repairs.push('swapped-separators')
      return finish(`-${code}/${issuers.join('-')}`, segments.length, {
        code,
        issuer,
        system: 'party',
        certain: known || SHOUTS.test(second.text),
      })
    }
    if (!SHOUTS.test(second.text) && !known) return null
    // 367 - QĐ/TWĐTN-VP: a front that numbers as the Party does keeps its own order.
    if (hyphenFirst && second.separator === '/' && ISSUER_BY_CODE.get(issuer)?.system === 'front') {
      return finish(`-${code}/${issuers.join('-')}`, segments.length, { code, issuer, system: 'party' })
    }
    if (first.separator !== '/' || segments.slice(1).some((segment) => segment.separator !== '-'))
      repairs.push('wrong-separator')
    return finish(`/${[code, ...issuers].join('-')}`, segments.length, {
      code,
      issuer,
      certain: known || code !== 'HĐ',
    })
  }
  if (firstIsIssuer && second && first.separator === '/') {
    // Công văn: issuer, then unit or field.
    const units = segments.map((segment) => issuerOrTidy(segment.text))
    if (!SHOUTS.test(second.text) && !issuerCode(second.text)) return null
    return finish(`/${units.join('-')}`, segments.length, { issuer: units[0]! })
  }
  if (!second && first.text === CHAIR) return finish(`${first.separator}${CHAIR}`, 1, { issuer: CHAIR, certain: false })
  const issuer = issuerCode(first.text)
  if (!second && issuer && ISSUER_BY_CODE.get(issuer)?.old) {
    if (first.separator === '-') return finish(`-${issuer}`, 1, { issuer, certain: false })
    return finish(`/${issuer}`, 1, { issuer, certain: issuer !== 'SL' })
  }
  // Nothing known: a number only if a type word stands before it (decided by the caller).
  const texts = segments.map((segment) => segment.text)
  if (!texts.every((text) => SHOUTS.test(text) || typeCode(text) || issuerCode(text))) return null
  if (first.separator === '-' && (!second || second.separator !== '/')) return null
  const party = first.separator === '-'
  const number = party ? `-${tidy(first.text)}/${texts.slice(1).join('-')}` : `/${texts.map(issuerOrTidy).join('-')}`
  return finish(number, segments.length, {
    issuer: texts[party ? 1 : 0]!,
    system: party ? 'party' : 'state',
    certain: false,
  })
}

/** A slash that a scanner took for l or I: "30l2020/NĐ-CP", "1336IQĐ-TTg". */
const LOST_SLASH = /^(\d{1,4})[lI](?=(?:19|20)\d\d ?[-/lI]|\p{Lu}{1,5}§?-\p{Lu})/u
const SECOND_LOST_SLASH = /^(\d{1,4}\/(?:19|20)\d\d)[lI](?=\p{Lu})/u
/** A year with letters for digits: "30/2O20/NĐ-CP". */
const LETTERED_YEAR = /^([\dOolI]{1,4} ?\/ ?)([12lI][0Oo9][\dOolI]{2})(?= ?[-/lI] ?\p{Lu})/u
/** § for Đ: "12/Q§-TTg". */
const LOST_ETH = /^([\d/ ]{2,12}\p{Lu}{1,3})§(?![\p{L}])/u
const LONGEST_DESIGNATION = 60
/** How far in the damage stands that is looked for. */
const DAMAGE_REACH = 14

/** O, o, l, I or § within the first characters: else there is nothing to mend. */
function mayBeDamaged(units: Uint16Array, at: number): boolean {
  for (let i = at; i < at + DAMAGE_REACH && units[i]! > 31; i++) {
    const code = units[i]!
    if ((!isDigit(code) && mayStartNumber(code)) || code === SECTION_SIGN) return true
  }
  return false
}

/** The number at `at` with what a scanner misread put right, if the vocabulary then knows it whole. */
function readDamaged(text: string, at: number): Designation | null {
  const written = text.slice(at, at + LONGEST_DESIGNATION)
  const repairs: string[] = []
  let mended = written
  const mend = (pattern: RegExp, by: (...parts: string[]) => string, repair: string): void => {
    const after = mended.replace(pattern, (_, ...parts: string[]) => by(...parts))
    if (after !== mended && !repairs.includes(repair)) repairs.push(repair)
    mended = after
  }
  mend(LOST_SLASH, (digits) => `${digits}/`, 'wrong-separator')
  mend(LETTERED_YEAR, (before, year) => before! + digitsOf(year!), 'ocr-digit')
  mend(SECOND_LOST_SLASH, (before) => `${before}/`, 'wrong-separator')
  mend(LOST_ETH, (before) => `${before}Đ`, 'ocr-letter')
  if (repairs.length === 0) return null
  SHAPE.lastIndex = 0
  const match = SHAPE.exec(mended)
  const designation = match && parseDesignation(match)
  if (!designation?.certain || (designation.code ?? designation.year) === null) return null
  if (issuerCode(designation.issuer ?? '') === null) return null
  return {
    ...designation,
    start: at + designation.start,
    end: at + designation.end,
    repairs: [...new Set([...repairs, ...designation.repairs])],
  }
}

const SECOND_BODY = /^, ?(\p{Lu}{2,}TW)(?![\p{L}\p{N}])/u

const SLASH = 47
const HYPHEN = 45
const DOT = 46
const SECTION_SIGN = 167
/** Longer ordinals may hold a lost slash. */
const MOST_DIGITS = 5
const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isBlank = (code: number): boolean => code === 32 || code === 9
const isSeparator = (code: number): boolean => code === SLASH || code === HYPHEN

/** A digit, or a letter that a scanner takes for one. */
export const mayStartNumber = (code: number): boolean =>
  isDigit(code) || code === 79 || code === 111 || code === 108 || code === 73

/** Before these a digit belongs to something else: a date, an amount, an address. */
const isJoint = (code: number): boolean => (code >= 43 && code <= 47) || code === 95 || code === 64 || code === 61

/**
 * Collects the designations of one text, which the scanner offers every place where one may start. What cannot be one
 * is told by its first few characters; only the rest is matched.
 */
export class Designations {
  readonly found: Designation[] = []
  /** A match reaches to here: nothing starts before it. */
  private end = 0
  private readonly text: string
  private readonly units: Uint16Array

  constructor(text: string, units: Uint16Array) {
    this.text = text
    this.units = units
  }

  tryAt(at: number): void {
    const { text, units } = this
    if (at < this.end || (at > 0 && isJoint(units[at - 1]!)) || !this.looksLikeOne(at)) return
    SHAPE.lastIndex = at
    const match = SHAPE.exec(text)
    if (match) this.end = SHAPE.lastIndex
    // "30l2020" is not the number 3012020.
    const plain = match && match[1]!.length <= MOST_DIGITS ? parseDesignation(match) : null
    const designation =
      plain ?? (mayBeDamaged(units, at) ? readDamaged(text, at) : null) ?? (match && parseDesignation(match))
    if (!designation) return
    this.end = Math.max(this.end, designation.end)
    // 03-TTr/ĐUMTTQ, CĐTTW: a Party body whose symbol itself holds a comma.
    const tail =
      designation.system === 'party' ? SECOND_BODY.exec(text.slice(designation.end, designation.end + 20)) : null
    if (tail) {
      designation.number += `,${tail[1]}`
      designation.end += tail[0].length
    }
    this.found.push(designation)
  }

  /** Digits, at most four letters, a separator, then a letter or a year: what every designation has. */
  private looksLikeOne(start: number): boolean {
    const { units } = this
    let at = start
    let code = units[at]!
    let digits = 0
    for (; at < start + 9 && mayStartNumber(code); code = units[++at]!) if (isDigit(code)) digits++
    if (digits === 0) return false
    // 66.13/2026: the number within its series, which the pattern takes only before a year.
    if (code === DOT && isDigit(units[at + 1]!))
      for (code = units[++at]!; isDigit(code) && at < start + 8;) code = units[++at]!
    for (const most = at + 4; at < most && (CLASS_OF[code]! & LETTER) !== 0;) code = units[++at]!
    if (isBlank(code)) code = units[++at]!
    if (!isSeparator(code)) return false
    code = units[++at]!
    if (isBlank(code)) code = units[++at]!
    // A pair may be a letter: the pattern knows. The zero after the last unit is none.
    return code === 49 || code === 50 ? mayStartNumber(units[at + 1]!) : (CLASS_OF[code]! & (LETTER | HALF)) !== 0
  }
}

/** Type that a code stands for. "QĐ" of a Party body may be quyết định or quy định: the type word decides. */
export function typeOfCode(designation: Designation): TypeEntry | null {
  if (designation.code) return TYPE_BY_CODE.get(designation.code) ?? null
  if (designation.issuer === 'SL') return TYPE_BY_CODE.get('SL') ?? null
  return null
}
