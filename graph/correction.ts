/**
 * Corrections: a person's word on who is who
 * ==========================================
 *
 * "These two are one", "these two are not": with who says so, why, and when. A word is a source of its own, known by a
 * hash of what it says, and goes the way of every source; taken away, the graph is what it was without it. What it
 * describes by its two ends are claims, the anchors of `ties.ts`, which tell nothing of the instruments but which two
 * are meant. The text of a word is written from its fields, one a line, so that it can be read back:
 *
 *   Ý kiến: same
 *   Thứ nhất — Số, ký hiệu: 58-KL/TW
 *   Người nêu: Nguyễn Văn A
 */
import { RECORD_VERSION, type Level, type PartialDate } from '../ingest/record.ts'
import { order } from './caption.ts'
import { instrumentOf, ROW_LABELS } from './catalogue.ts'
import { blockOf, groupOf } from './identity.ts'
import { isWord, WORD_MARK, type Claim, type ClaimFields, type Source } from './model.ts'
import { tieDoor, type TieKind } from './ties.ts'
import { sha256 } from './sha256.ts'

/** Which instrument is meant: by its number or, where it has none, its title; the rest as far as needed. */
export interface Description {
  number: string | null
  type: string
  issuer: string | null
  level: Level | null
  province: string | null
  locality: string | null
  date: PartialDate | null
  title: string | null
  /** Of what is cited without its place: province of the documents that cite it so. */
  home: string | null
}

export interface Correction {
  kind: TieKind
  a: Description
  b: Description
  author: string
  reason: string
  /** The day it was said. */
  seen: PartialDate | null
}

/** `format` of a source that is a person's word. */
export const CORRECTION_FORMAT = 'correction'

const { number, type, issuer, level, province, date, title } = ROW_LABELS
/** In this order they are written, and hashed. */
const LABELS = {
  number,
  type,
  issuer,
  level,
  province,
  locality: 'Huyện, xã',
  date,
  title,
  home: 'Nơi viện dẫn',
} as const satisfies Record<keyof Description, string>
const FIELDS = Object.keys(LABELS) as (keyof Description)[]
const ENDS = { a: 'Thứ nhất', b: 'Thứ hai' } as const
const REST = { kind: 'Ý kiến', author: 'Người nêu', reason: 'Lý do', seen: 'Ngày nêu' } as const

function linesOf(end: Description, label: string): string[] {
  return FIELDS.flatMap((field) => (end[field] === null ? [] : [`${label} — ${LABELS[field]}: ${end[field]}`]))
}

/** What tells two descriptions apart; equal for two that say the same. */
export function descriptionKey(end: Description): string {
  return linesOf(end, '').join('\n')
}

function write({ kind, a, b, author, reason, seen }: Correction): string {
  const ends = [a, b].toSorted((one, other) => order(descriptionKey(one), descriptionKey(other)))
  const lines = [`${REST.kind}: ${kind}`, ...linesOf(ends[0]!, ENDS.a), ...linesOf(ends[1]!, ENDS.b)]
  lines.push(`${REST.author}: ${author}`, `${REST.reason}: ${reason}`)
  if (seen !== null) lines.push(`${REST.seen}: ${seen}`)
  return lines.map((line) => `${line}\n`).join('')
}

/** The source that a word is, under the base names of the files that have it. */
export function sourceOfCorrection(correction: Correction, names: string[]): Source {
  const text = write(correction)
  const sha = WORD_MARK + sha256(`${RECORD_VERSION}\n${text}`)
  const { type, number, date, issuer, title, level, province } = correction.a
  const said = { type, number, date, issuer, title, level, province, periodFrom: null, periodTo: null }
  const document = { ...said, place: null, district: null, signer: null, recipients: [], spans: {} }
  const record = { version: RECORD_VERSION, document, instruments: [], citations: [], relations: [], selfReferences: [], warnings: [] } // prettier-ignore
  return { sha, names, format: CORRECTION_FORMAT, text, pages: [], record, sample: false }
}

/** The word that a source is; null for another source. */
export function correctionOf(source: Pick<Source, 'sha' | 'text'>): Correction | null {
  if (!isWord(source.sha)) return null
  const found = new Map(
    source.text.split('\n').map((line): [string, string] => {
      const at = line.indexOf(': ')
      return [line.slice(0, at), line.slice(at + 2)]
    }),
  )
  const end = (label: string): Description =>
    Object.fromEntries(FIELDS.map((field) => [field, found.get(`${label} — ${LABELS[field]}`) ?? null])) as never
  return {
    kind: found.get(REST.kind) as TieKind,
    a: end(ENDS.a),
    b: end(ENDS.b),
    author: found.get(REST.author)!,
    reason: found.get(REST.reason)!,
    seen: found.get(REST.seen) ?? null,
  }
}

/** The two anchors: "this" and "other", in an order that does not matter. */
export function claimsOfCorrection(source: Source): Claim[] {
  const correction = correctionOf(source)
  if (!correction) throw new Error(`${source.sha} is no correction`)
  const { kind, a, b } = correction
  return ([['this', a], ['other', b]] as const).map(([key, end]): Claim => {
    const { locality, home, level } = end
    const plain = instrumentOf(end)
    const fields = { ...plain, level: level ?? plain.level, locality: locality ?? plain.locality, home }
    const { block } = blockOf(fields, `${source.sha}:${key}`, home ?? fields.province)
    const placed: ClaimFields = { ...fields, asOf: null, block, door: tieDoor(kind, source.sha) }
    return { ...placed, source: source.sha, key, group: groupOf(placed), mentions: 0 }
  }) // prettier-ignore
}
