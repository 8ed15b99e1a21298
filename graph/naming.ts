/**
 * Names and numbers as identity sees them
 * =======================================
 *
 * Pure readings of single fields: what a number, a name, a period, a place or a date says, with everything that
 * varies from one clerk to the next folded away. Nothing here compares two claims; that is `identity.ts`.
 */
import type { Level, PartialDate } from '../ingest/record.ts'
import { dateBounds } from '../ingest/dates.ts'
import { memo } from '../ingest/words.ts'
import { foldNumber, foldText } from './fold.ts'
import type { InstrumentNode } from './model.ts'
import { sha256 } from './sha256.ts'

/** The same few thousand names and places come again in every document. */
export const MOST_NAMES = 20_000

// ---- numbers ---------------------------------------------------------------------------------------------------

/** "06/2011/NĐ-CP" → ["6", "2011", "nd", "cp"]; "139/KHUBND" → ["139", "khubnd"]. */
function numberTokens(number: string): string[] {
  return foldText(number)
    .replace(/^0+(?=\d)/, '')
    .split(' ')
}

/**
 * Identity of a number within its series: separators and case fall away, but digits never run together
 * (12/2020/… is not 122020/…).
 */
export const numberKey = memo(
  (number: string): string =>
    numberTokens(number)
      .join(' ')
      .replace(/(?<=\d) (?=\d)/g, '.')
      .replace(/ /g, ''),
  MOST_NAMES,
)

/** "2011" of "06/2011/NĐ-CP": the mark of a legal normative document; null without one. */
export function numberYear(number: string | null): string | null {
  return (number && /^\s*\d+\p{L}?\s*\/\s*(\d{4})\s*\//u.exec(number)?.[1]) || null
}

/** Hyphen first, then slash: the Party's mirror image of the State's form. */
export function isPartyNumber(number: string): boolean {
  return /^\s*\d+\p{L}?\s*-[^/]+\//u.test(number)
}

/**
 * Readable part of an id. At most four pieces, so that what follows (place, year) is never taken for the number's:
 * "91/HD-MTTW-BTT" → "91-hd-mttwbtt". `plain` is false where that does not hold and the id needs a hash.
 */
export function numberSlug(number: string): { slug: string; plain: boolean } {
  const [lead = '', ...rest] = foldText(number).split(' ')
  const year = numberYear(number) ? rest.shift() : undefined
  const [first, ...tail] = rest
  const pieces = [lead, year, first, tail.join('')].filter((piece) => piece)
  return { slug: pieces.join('-'), plain: tail.length > 0 && !rest.some((piece) => /^\d+$/.test(piece)) }
}

const CENTRAL_CODES =
  /^(ttg|cp|tw|vptw|qh\d*|ubtvqh\d*|ctn|vpcp|vpqh|vpctn|tandtc|vksndtc|ktnn|hdbt|hdcp|nhnn|ttcp|tld|ubdt|mttw|b(qp|ca|ng|nv|tp|tc|ct|nnmt|nnptnt|xd|gtvt|vhttdl|khcn|gddt|yt|dttg|ldtbxh|khdt|tttt|tnmt))$/
const LOCAL_CODES = /^(tu|hu|qu|thu|txu|vptu|vphu|ubkttu|btctu|btgtu|ubnd|vpubnd|hdnd|vphdnd|ddbqh)$/
/** Codes that only mean a local body where an issuer stands, after the type: "SYT", "ĐU". */
const LOCAL_ISSUERS = /^(du|vpdu|cb|s[a-z]{2,9})$/

/** Whether the code names one body of the whole country, a body that every place has, or does not tell. */
export const numberScope = memo((number: string): 'central' | 'local' | 'open' => {
  const codes = numberTokens(number).filter((token) => !/^\d+$/.test(token))
  if (codes.some((code) => LOCAL_CODES.test(code)) || codes.slice(1).some((code) => LOCAL_ISSUERS.test(code)))
    return 'local'
  return codes.some((code) => CENTRAL_CODES.test(code)) ? 'central' : 'open'
}, MOST_NAMES)

/** Whether the number names a body that every place has, so that the place is part of its identity. */
export function isLocal(claim: { province: string | null; level: Level | null }, number: string): boolean {
  const scope = numberScope(number)
  if (scope !== 'open') return scope === 'local'
  return claim.province !== null || (claim.level !== null && claim.level !== 'central')
}

// ---- names -----------------------------------------------------------------------------------------------------

const LAW_TYPES = new Set(['luat', 'bo luat', 'phap lenh', 'hien phap'])

/** Laws are cited by name; other types need a number or an approving decision. */
export function isLawType(type: string): boolean {
  return LAW_TYPES.has(foldText(type))
}

/** Says where or when a programme is carried out, not which one it is. Applied to folded text, until none fits. */
const TAILS = [
  / (trong )?(giai doan|thoi ky) (tu )?(den )?(nam )?\d{4}.*$/,
  / (va )?(tam nhin|dinh huong)( den)?( nam)? \d{4}.*$/,
  / (tu |den |toi |trong )+nam \d{4}.*$/,
  / tren dia ban .*$/,
  / (tai|cua) (tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|dac khu) (?!uy )(?!.* ve ).*$/,
  / va (cac |nhung )?nam tiep theo$/,
  /( va)?( nam)? \d{4}( \d{4})*$/,
  / (sua doi|hien hanh)$/,
]
const PLACE_TAIL = /,\s*(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+\p{Lu}.*$/u
const SHORT_FORMS: [RegExp, string][] = [
  [/\bclb\b/g, 'cau lac bo'],
  [/\bnct\b/g, 'nguoi cao tuoi'],
  [/\bmo hinh /g, ''],
]

/** Whether a name goes on to say where its programme is carried out. */
export function namesWhere(name: string): boolean {
  return PLACE_TAIL.test(name) || /\btrên địa bàn\b/u.test(name)
}

/** What is left of a name once type word, period, place and filler are off: the meeting point of its variants. */
export function nameCore(type: string, name: string): string {
  return coreOf(`${type}\n${name}`)
}

const coreOf = memo((typeAndName: string): string => {
  const [type = '', ...lines] = typeAndName.split('\n')
  const name = lines.join('\n')
  const kind = foldText(type)
  let core = foldText(name.normalize('NFC').replace(PLACE_TAIL, ''))
  core = core.replace(/^(ve viec |ve )/, '')
  if (core.startsWith(`${kind} `)) core = core.slice(kind.length + 1)
  core = core.replace(/^(ve viec |ve )/, '')
  for (const [form, full] of SHORT_FORMS) core = core.replace(form, full)
  for (let before = ''; before !== core;) {
    before = core
    for (const tail of TAILS) core = ` ${core}`.replace(tail, '').trim()
  }
  return `${kind} ${core}`.trim()
}, MOST_NAMES)

/** Folded forms by which a node is found: its title without and with the type word, and the core of that. */
export function titleKeys({ type, title }: { type: string; title: string | null }): string[] {
  if (title === null) return []
  const folded = foldText(title)
  const kind = foldText(type)
  const bare = folded.startsWith(`${kind} `) ? folded.slice(kind.length + 1) : folded
  return [...new Set([bare, `${kind} ${bare}`, nameCore(type, title)])].sort()
}

/** Other numbers by which a node is looked up; a text that is cited under more is a curiosity. */
const MOST_NUMBERS = 4

/** Numbers other than its own under which sources cite a node, as written; what most write comes first. */
export function otherNumbers({ number, variants, reasons = [] }: InstrumentNode): string[] {
  const written = [...variants.number.map(({ value }) => value), ...reasons.flatMap((reason) => reason.written ?? [])]
  const own = foldNumber(number ?? '')
  const found = new Map<string, string>()
  for (const value of written) {
    const key = foldNumber(value)
    if (key !== own && key !== '' && !found.has(key)) found.set(key, value)
  }
  return [...found.values()].slice(0, MOST_NUMBERS)
}

/** Years a name gives for its programme: "giai đoạn 2021 - 2030", "đến năm 2035". A vision beyond it is no end. */
export function periodOf(name: string | null): { from: string | null; to: string | null } {
  const text = foldText(name ?? '').replace(/ (va )?(tam nhin|dinh huong) .*$/, '')
  const span = /\b(\d{4}) (?:den )?(?:nam )?(\d{4})\b/.exec(text)
  if (span) return { from: span[1]!, to: span[2]! }
  return { from: null, to: /\b(?:den|toi)(?: het)? nam (\d{4})\b/.exec(text)?.[1] ?? null }
}

/** "Luật Người cao tuổi năm 2009" → "2009". */
export function nameYear(name: string | null): string | null {
  return /\b(?:nam )?(\d{4})$/.exec(foldText(name ?? ''))?.[1] ?? null
}

// ---- places ----------------------------------------------------------------------------------------------------

const RANKS = /^(tinh|thanh pho|tp|huyen|quan|thi xa|tx|xa|phuong|thi tran|tt|dac khu) (?=[a-z])/

const NAMED_TYPES = new Set([
  'de an',
  'chuong trinh',
  'chien luoc',
  'du an',
  'quy hoach',
  'dieu le',
  'cuong linh',
  'nghi quyet',
])

/**
 * Whether the name alone may tell which one it is: there is one Điều lệ Đảng, but a "Kế hoạch thực hiện …" of every
 * province.
 */
export function isKnownByName(type: string): boolean {
  return NAMED_TYPES.has(foldText(type)) || isLawType(type)
}

const LOCAL_BODY =
  /(?<!\p{L})(?<!(?:cấp|mỗi|một số) )(?:(?:[Tt]ỉnh|[Tt]hành|[Hh]uyện|[Qq]uận|[Tt]hị|[Đđ]ảng) (?:ủy|uỷ)|(?:[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Xx]ã(?! hội))(?! (?:ủy|uỷ))|thành phố|thị xã|phường|thị trấn)(?! \p{Lu})(?!\p{L})/u

/**
 * Whether a name speaks of a local body that it does not name: "Nghị quyết Đại hội Đảng bộ tỉnh". Every place has one,
 * so such a name says something only together with the place of the document it stands in.
 */
export function namesLocalBody(name: string): boolean {
  return LOCAL_BODY.test(name.normalize('NFC'))
}

/** "TP. Hồ Chí Minh" and "Hồ Chí Minh" are one place. */
export function placeKey(place: string | null): string | null {
  return place === null ? null : placeOf(place)
}

const placeOf = memo((place: string): string => foldText(place).replace(RANKS, ''), MOST_NAMES)

/** Name of the lower unit in an issuer: "Ủy ban nhân dân xã Tân Thành" → "Tân Thành". */
export function unitOf(issuer: string | null): string | null {
  const unit = /(?:^|\s)(?:huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+(\p{Lu}[^,;(]*)/u.exec(issuer ?? '')
  return unit ? unit[1]!.trim() : null
}

// ---- dates and terms -------------------------------------------------------------------------------------------

export { dateBounds }

/** Close of the national congresses: Party numbers of the centre start again here. */
const CENTRAL_TERMS = ['1991-06-27', '1996-07-01', '2001-04-22', '2006-04-25', '2011-01-19', '2016-01-28', '2021-02-01', '2026-01-23'] // prettier-ignore
/** Local congresses fall in the second half of these years; the day differs from place to place. */
const LOCAL_CONGRESS = [1991, 1996, 2000, 2005, 2010, 2015, 2020, 2025]

/** First and last term, as indexes, in which a Party paper of this date may have been numbered. */
export function partyTerms(date: PartialDate, central: boolean): [first: number, last: number] {
  const { first, last } = dateBounds(date)
  const started = (day: string, month: string): number =>
    central
      ? CENTRAL_TERMS.filter((close) => close < day).length
      : LOCAL_CONGRESS.filter((year) => `${year}-${month}-31` < day).length
  // Locally: no earlier than the end of May, no later than the end of December of the congress year.
  return [started(first, '12'), started(last, '05')]
}

/** First digits of a hash of any plain value: the same on every machine. */
export function hash(value: unknown, length: number): string {
  return sha256(JSON.stringify(value)).slice(0, length)
}
