/**
 * N · numbers: their form, and what stands beside them
 * ====================================================
 *
 * From the text alone. What a number was read as stands in `citation.number`; what is written is the slice of the text.
 */
import { foldWord, phraseKey } from '../../words.ts'
import { ISSUER_BY_CODE, ISSUERS, TYPE_BY_CODE, TYPE_BY_NAME } from '../../vocab/index.ts'
import type { Citation, Span } from '../../record.ts'
import { differ, shown } from '../dates.ts'
import type { Context, Evidence, Found, RuleFunction } from '../model.ts'
import { numberSpan, partsOfNumber, type NumberParts } from '../numbers.ts'

interface Numbered {
  citation: Citation
  /** Of the number. */
  span: Span
  written: string
  number: string
  parts: NumberParts
}

/** Worked out once a draft: most rules here ask. */
const numbered = once(({ record, source }: Context): Numbered[] =>
  record.citations.flatMap((citation) => {
    const span = numberSpan(citation)
    const parts = citation.number === null ? null : partsOfNumber(citation.number)
    if (!span || !parts) return []
    return [{ citation, span, written: source.text.slice(span.start, span.end), number: citation.number!, parts }]
  }),
)

function once<T>(work: (context: Context) => T): (context: Context) => T {
  const done = new WeakMap<Context, { value: T }>()
  return (context) => {
    const held = done.get(context) ?? { value: work(context) }
    done.set(context, held)
    return held.value
  }
}

const quoteOf = ({ source }: Context, { start, end }: Span): Evidence => ({
  source: 'this',
  start,
  end,
  quote: source.text.slice(start, end),
})

/** Numbers of which the reader noticed this. */
function noticed(context: Context, ...codes: string[]): Numbered[] {
  const warnings = context.record.warnings.filter(({ code }) => codes.includes(code))
  return numbered(context).filter(({ span }) => warnings.some(({ start, end }) => start < span.end && end > span.start))
}

const rewrite = ({ span, number }: Numbered): Found => ({
  ...span,
  values: { number },
  fix: { ...span, text: number },
})

// ---- N1, N3: the order of marks -----------------------------------------------------------------------------------

const N1: RuleFunction = (context) => {
  const marks = noticed(context, 'missing-hyphen', 'wrong-separator').filter(({ parts }) => parts.system === 'state')
  const spaced = noticed(context, 'spaced-number').filter(
    ({ written, parts }) => parts.system === 'state' && /[ \t]/.test(written) && !/[\r\n]/.test(written),
  )
  const taken = new Set(marks.map(({ span }) => span.start))
  return [
    ...marks.map(rewrite),
    ...spaced
      .filter(({ span }) => !taken.has(span.start))
      .map((each): Found => ({ ...rewrite(each), variant: 'spaced', severity: 'info' })),
  ]
}

const N3: RuleFunction = (context) => {
  const swapped = noticed(context, 'swapped-separators', 'missing-hyphen', 'wrong-separator')
  return swapped.filter(({ parts }) => parts.system === 'party').map(rewrite)
}

// ---- N2: below ten ------------------------------------------------------------------------------------------------

const N2: RuleFunction = (context) =>
  numbered(context)
    .filter(({ written, parts }) => parts.system === 'state' && /^[1-9](?!\d)/.test(written))
    .map(({ span, written }) => ({ ...span, fix: { ...span, text: `0${written}` } }))

// ---- N4: the body of the number and the body of the words -----------------------------------------------------------

/** Heads of offices that sign for their body. */
const HEADS = /^(?:bộ trưởng|chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|tổng kiểm toán|chánh án|viện trưởng|thống đốc|tổng thanh tra|chủ nhiệm|thường trực|trưởng ban|tổng cục trưởng|văn phòng) (?:nhà nước )?/iu // prettier-ignore
/** Where the words beside a number name a body of another kind than its code: kind by code, then by words. */
const KINDS: [string, RegExp, RegExp][] = [
  ['TTg', /^TTg(?:CP)?$/, /^thủ tướng/iu],
  ['CP', /^CP$/, /^chính phủ/iu],
  ['CTN', /^CTN$/, /^chủ tịch nước/iu],
  ['UBTVQH', /^UBTVQH\d*$/, /^(?:ủy|uỷ) ban thường vụ quốc hội/iu],
  ['QH', /^QH\d*$/, /^quốc hội/iu],
  ['HĐND', /^(?:TT)?HĐND$/, /^(?:thường trực )?(?:hội đồng nhân dân|hđnd)/iu],
  ['UBND', /^(?:CT|VP)?UBND$|^UB$/, /^(?:(?:phó )?chủ tịch |văn phòng )?(?:(?:ủy|uỷ) ban nhân dân|ubnd)/iu],
]
const PARTY_CENTRE = /^(?:ban bí thư|bộ chính trị|ban chấp hành trung ương|trung ương)/iu
const PARTY_PLACE = /^(?:ban (?:thường vụ|chấp hành) )?(?:đảng bộ )?(?:tỉnh|thành|huyện|quận|thị|đảng) ?(?:ủy|uỷ)/iu
const kindOfWords = (words: string): string | null =>
  PARTY_CENTRE.test(words)
    ? 'TW'
    : PARTY_PLACE.test(words)
      ? 'TU'
      : (KINDS.find(([, , pattern]) => pattern.test(words))?.[0] ?? null)
const kindOfCode = (code: string): string | null =>
  /^(?:TW|TU)$/.test(code) ? code : (KINDS.find(([, pattern]) => pattern.test(code))?.[0] ?? null)

/** A ministry named beside the code of another one. */
function otherBody(code: string, words: string): boolean {
  const entry = ISSUER_BY_CODE.get(code)
  if (!entry?.name || !entry.name.startsWith('Bộ ')) return false
  const said = phraseKey(words.replace(HEADS, ''))
  const named = ISSUERS.filter(({ name }) => name && name.startsWith('Bộ ') && said.startsWith(phraseKey(name)))
  return named.length > 0 && named.every(({ name }) => name !== entry.name)
}

interface Contradiction extends Numbered {
  /** The issuer as the words beside the number give it. */
  issuer: Span
  /** What the number would be by the words; null where that is not certain. */
  suggestion: string | null
}

const contradictions = once((context: Context): Contradiction[] =>
  numbered(context).flatMap((each) => {
    const { citation, parts, number } = each
    const issuer = citation.parts?.issuer
    if (!issuer || parts.issuers.length !== 1) return []
    const words = context.source.text.slice(issuer.start, issuer.end).replace(/^của\s+/iu, '').replace(/\s+/g, ' ').normalize('NFC') // prettier-ignore
    const code = parts.issuers[0]!
    const [written, said] = [kindOfCode(code), kindOfWords(words)]
    if (written !== null && said !== null) {
      if (written === said || (written === 'TU' && said === 'TU')) return []
      // A Party code that is not the centre's or a province's says nothing against the words.
      const party = (kind: string): boolean => kind === 'TW' || kind === 'TU'
      if (party(written) && party(said)) {
        const local = /(?:huyện|quận|thị|đảng) ?(?:ủy|uỷ)/iu.test(words)
        const suggestion = local ? null : number.replace(/\/T[UW]$/, `/${said}`)
        return [{ ...each, issuer, suggestion }]
      }
      return [{ ...each, issuer, suggestion: null }]
    }
    return otherBody(code, words) ? [{ ...each, issuer, suggestion: null }] : []
  }),
)

const N4: RuleFunction = (context) =>
  contradictions(context).map((each) => ({
    ...each.span,
    variant: each.suggestion === null ? 'unsure' : 'main',
    values: {
      issuer: context.source.text.slice(each.issuer.start, each.issuer.end).replace(/\s+/g, ' '),
      suggestion: each.suggestion ?? '',
    },
    evidence: [quoteOf(context, each.issuer)],
    ...(each.suggestion === null ? {} : { fix: { ...each.span, text: each.suggestion } }),
  }))

// ---- N5: one instrument, two numbers or two days ---------------------------------------------------------------------

const N5: RuleFunction = (context) => [...otherSuffix(context), ...bareSuffix(context), ...otherDay(context)]

/** Mentions of one instrument whose numbers differ; those that N4 marks by the words beside them are left to it. */
function otherSuffix(context: Context): Found[] {
  const marked = new Set(contradictions(context).map(({ span }) => span.start))
  const wrong = new Set(contradictions(context).map(({ number }) => plain(number)))
  const byKey = new Map<string, Numbered[]>()
  for (const each of numbered(context)) push(byKey, each.citation.key, each)
  return [...byKey.values()].flatMap((group) => {
    const numbers = [...new Set(group.map(({ number }) => plain(number)))]
    if (numbers.length < 2) return []
    // Where the words beside one of the numbers contradict it, the other one is right.
    const right = numbers.filter((number) => !wrong.has(number))
    const settled = right.length === 1 ? right[0]! : null
    return group
      .filter(({ number, span }) => plain(number) !== settled && !marked.has(span.start))
      .map((each): Found => {
        const other = group.find(({ number }) =>
          settled ? plain(number) === settled : plain(number) !== plain(each.number),
        )!
        return {
          ...each.span,
          values: { number: each.number, other: other.number },
          evidence: [quoteOf(context, other.span)],
          ...(settled ? { fix: { ...each.span, text: settled } } : {}),
        }
      })
  })
}

/**
 * "58-KL/TW ngày … của Ban Bí thư", and further on a bare "58-KL/TU" of which the draft says nothing else: most likely
 * the same conclusion. There could be two, so it is a warning, and nothing is put in its place.
 */
function bareSuffix(context: Context): Found[] {
  const party = numbered(context).filter(({ parts }) => /^T[UW]$/.test(parts.issuers[0] ?? '') && parts.system === 'party') // prettier-ignore
  const told = ({ citation }: Numbered): boolean => citation.date !== null || citation.issuer !== null || citation.title !== null // prettier-ignore
  const known = new Set(party.filter(told).map(({ number }) => plain(number)))
  return party.flatMap((each): Found[] => {
    const other = party.find((one) => told(one) && sameButSuffix(one, each))
    if (!other || told(each) || known.has(plain(each.number))) return []
    return [{ ...each.span, values: { number: each.number, other: other.number }, evidence: [quoteOf(context, other.span)], severity: 'warning' }] // prettier-ignore
  })
}

const sameButSuffix = (one: Numbered, other: Numbered): boolean =>
  one.citation.key !== other.citation.key &&
  one.citation.type === other.citation.type &&
  plain(one.number) !== plain(other.number) &&
  plain(one.number).slice(0, -1) === plain(other.number).slice(0, -1)

/** A zero before a number below ten makes no other number. */
const plain = (number: string): string => number.replace(/^0+(?=\d)/, '')

/** One number of one body with two days of one year: one of them cannot be. */
function otherDay(context: Context): Found[] {
  const dated = numbered(context).filter(
    ({ citation, parts }) =>
      citation.date?.length === 10 &&
      citation.parts?.date !== undefined &&
      // A day outside the year of its number is N7's.
      (parts.year === null || !differ(citation.date, parts.year)),
  )
  const byNumber = new Map<string, Numbered[]>()
  for (const each of dated) push(byNumber, `${plain(each.number)} ${each.citation.type}`, each)
  const others = new Map([...byNumber].map(([id, group]) => [id, ofEachDay(group)]))
  return dated.flatMap((each): Found[] => {
    const other = others.get(`${plain(each.number)} ${each.citation.type}`)!.find((one) => clash(one, each))
    if (!other) return []
    const [own, theirs] = [each.citation.parts!.date!, other.citation.parts!.date!]
    return [
      {
        ...own,
        variant: 'date',
        values: { number: each.number, date: shown(each.citation.date!), other: shown(other.citation.date!) },
        evidence: [quoteOf(context, theirs)],
      },
    ]
  })
}

/** Days that one number may have before it is no slip any more. */
const MOST_DAYS = 20

/** First mention of each day. */
const ofEachDay = (group: Numbered[]): Numbered[] =>
  [
    ...new Map(group.toReversed().map((each) => [`${each.citation.date} ${each.citation.issuer}`, each])).values(),
  ].slice(-MOST_DAYS)

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** Of two mentions of one number and type: one body, two days that cannot both be. */
function clash(a: Numbered, b: Numbered): boolean {
  if (!differ(a.citation.date!, b.citation.date!)) return false
  const [one, other] = [a.citation.issuer ?? '', b.citation.issuer ?? ''].map(phraseKey) as [string, string]
  const sameBody = one === '' || other === '' || one.startsWith(other) || other.startsWith(one)
  const sameYear = a.citation.date!.slice(0, 4) === b.citation.date!.slice(0, 4)
  return sameBody && (sameYear || sameTitle(a.citation.title, b.citation.title))
}

function sameTitle(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return false
  const [one, other] = [phraseKey(a), phraseKey(b)]
  return one.length > 20 && (one.startsWith(other.slice(0, 40)) || other.startsWith(one.slice(0, 40)))
}

// ---- N6: type word and type code --------------------------------------------------------------------------------------

/** Types that are numbered with codes of others, or of units: nothing follows from a difference. */
const ANY_CODE = new Set(['Công văn', 'Văn bản', 'Phụ lục', 'Văn bản hợp nhất', 'Bản sao', 'Luật', 'Bộ luật', 'Pháp lệnh', 'Hiến pháp', 'Lệnh', 'Sắc lệnh']) // prettier-ignore
/** Codes that stand for several types. */
const SHARED: [string, string][] = [
  ['QĐ', 'Quy định'],
  ['QĐ', 'Quy chế'],
  ['TT', 'Thông tri'],
  ['NQ', 'Nghị quyết liên tịch'],
  ['NQLT', 'Nghị quyết'],
  ['TTLT', 'Thông tư'],
  ['TT', 'Thông tư liên tịch'],
  ['CTr', 'Chương trình hành động'],
  ['CTHĐ', 'Chương trình'],
  ['CTr', 'Chương trình'],
  ['TB', 'Kết luận'],
  ['KL', 'Thông báo'],
  ['TBKL', 'Kết luận'],
]

const N6: RuleFunction = (context) =>
  numbered(context).flatMap(({ citation, span, parts }) => {
    const { code } = parts
    const word = TYPE_BY_NAME.get(citation.type)
    if (!code || !word || ANY_CODE.has(word.type) || citation.core.start >= span.start) return []
    if (!writesType(context, citation, span, word.words, word.short)) return []
    const entry = TYPE_BY_CODE.get(code)
    if (!entry || entry === word || entry.code === word.code || ANY_CODE.has(entry.type)) return []
    if ([word.code, ...(word.codes ?? [])].includes(code)) return []
    if (SHARED.some(([shared, type]) => shared === code && type === word.type)) return []
    return [
      {
        start: citation.core.start,
        end: span.end,
        values: { type: word.type, code, other: entry.type },
      },
    ]
  })

/** The type word stands before the number, not one that the reader took over from elsewhere. */
function writesType(
  { source }: Context,
  citation: Citation,
  span: Span,
  words: string[],
  short: string[] | undefined,
): boolean {
  const before = source.text.slice(citation.core.start, span.start)
  const said = before.split(/[^\p{L}]+/u).filter(Boolean).map(foldWord).join(' ') // prettier-ignore
  return (
    words.some((word) => said.startsWith(word.split(' ').map(foldWord).join(' '))) ||
    (short ?? []).some((each) => said.startsWith(foldWord(each)))
  )
}

// ---- N7: year in the number, year of the day --------------------------------------------------------------------------

const N7: RuleFunction = (context) =>
  numbered(context).flatMap(({ citation, span, parts, number }) => {
    const { date } = citation
    const at = citation.parts?.date
    if (parts.year === null || date === null || !at || !differ(date, parts.year)) return []
    return [{ ...at, values: { number, year: parts.year, date: shown(date) }, evidence: [quoteOf(context, span)] }]
  })

// ---- N8: a Party number that is not one instrument without its day -----------------------------------------------------

const N8: RuleFunction = (context) =>
  [...context.byKey].flatMap(([key, mentions]) => {
    const match = context.known.matches.get(key)
    const first = mentions.find(({ subject }) => subject === 'this')
    const span = first && numberSpan(first)
    if (!span || match?.kind !== 'several' || mentions.some(({ date }) => date !== null)) return []
    if (partsOfNumber(first.number!)?.system !== 'party') return []
    const days = match.candidates.flatMap(({ date }) => (date ? [shown(date)] : []))
    if (days.length < 2) return []
    return [{ ...span, values: { number: first.number!, days: days.join('; ') } }]
  })

// ---- N9, N11: signs and letters that only look right -------------------------------------------------------------------

const LOOKALIKES = /[\u00d0\u0189\u00f0\u0256\u2010-\u2015\u2212\ufe63\uff0d\u00ad]/u
const BREAK = /[\r\n]/

const N9: RuleFunction = (context) =>
  numbered(context)
    .filter(({ written }) => LOOKALIKES.test(written) || BREAK.test(written))
    .map((each) => ({ ...rewrite(each), variant: LOOKALIKES.test(each.written) ? 'main' : 'broken' }))

const compact = (text: string): string => text.replace(/\s+/g, '')

/** Marks of Đ left out, or a code in the wrong case; nothing else is different. */
const N11: RuleFunction = (context) =>
  numbered(context).flatMap((each) => {
    const { written, number } = each
    const plain = compact(written).normalize('NFC')
    if (plain === number || LOOKALIKES.test(written) || /[OolI]/.test(plain.split(/[/-]/)[0]!)) return []
    const folded = (text: string): string => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, 'd').toLowerCase() // prettier-ignore
    if (folded(plain) !== folded(number)) return []
    const letters = plain.toLowerCase() !== number.toLowerCase()
    return [{ ...rewrite(each), variant: letters ? 'main' : 'case' }]
  })

// ---- N10: a day that cannot be ------------------------------------------------------------------------------------------

const N10: RuleFunction = ({ record }) =>
  record.warnings.filter(({ code }) => code === 'invalid-date').map(({ start, end }) => ({ start, end }))

export const NUMBER_RULES: Record<string, RuleFunction> = { N1, N2, N3, N4, N5, N6, N7, N8, N9, N10, N11 }

export { contradictions }
