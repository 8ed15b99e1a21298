/**
 * Identity: which claims speak of one instrument
 * ==============================================
 *
 *   record ─ claimsOf ─ claims, each in a block ─ settle ─ clusters ─ nodes
 *
 * A block gathers the claims that could be one instrument by their number or name; settling tells them apart there,
 * field by field: a contradiction separates, a gap does not; one candidate is a match, several leave an ambiguous
 * node with its candidates, none makes a new node. Nothing is decided by majority or by who came first.
 *
 * Some claims lack what the block of their instrument is made of: a law's number, the province of "UBND tỉnh". They
 * stand in a block of their own, and the claims that could explain them show it as their `door`: they are settled
 * after those, against the nodes that stand in the door. Where a claim has no date or no place, the day and the
 * province of the document that makes it go with it. Numbers meet as follows:
 *
 *   claim                                     block                       door
 *   1336/QĐ-TTg                               n:1336qdttg
 *   39/KH-UBND, tỉnh Hà Tĩnh, 29/01/2026      n:39khubnd|ha tinh|tinh     n:39khubnd|2026-01-29
 *   39/KH-UBND, xã Mai Hoa, Hà Tĩnh           n:39khubnd|ha tinh|mai hoa
 *   39/KH-UBND of 29/01/2026, place unknown   n:39khubnd|2026-01-29
 *   39/2009/QH12, Luật Người cao tuổi         n:39.2009qh12               l:luat nguoi cao tuoi
 *   Luật Người cao tuổi                       l:luat nguoi cao tuoi
 *   Đề án nhân rộng mô hình … đến năm 2035    p:de an nhan rong …
 */
import type { Citation, DocumentRecord, LocalInstrument } from '../ingest/record.ts'
import { order } from './caption.ts'
import type { Claim, ClaimFields, Source, Statement } from './model.ts'
import {
  hash,
  isKnownByName,
  isLawType,
  isLocal,
  nameCore,
  namesLocalBody,
  nameYear,
  numberKey,
  numberScope,
  numberYear,
  placeKey,
  unitOf,
} from './naming.ts'

export { settle, type Settlement } from './settle.ts'

// ---- from a record to claims -----------------------------------------------------------------------------------

/** What the text says; what the document around it adds may be left out. */
type Described = Omit<ClaimFields, keyof Placed> & Partial<Pick<Placed, 'asOf' | 'home'>>
type Placed = Pick<ClaimFields, 'block' | 'door' | 'asOf' | 'home'>

/** What a source says: one claim for each instrument it speaks of and one for itself, and the relations between. */
export function claimsOf(source: Source): { claims: Claim[]; statements: Statement[] } {
  const { record } = source
  const mentions = new Map<string, number>()
  for (const { key } of record.citations) mentions.set(key, (mentions.get(key) ?? 0) + 1)
  const described = new Map(record.instruments.map((instrument) => [instrument.key, describe(instrument, source)]))
  described.set('this', describeDocument(source))
  const claims = [...described].map(([key, fields]): Claim => {
    const placed: ClaimFields = { ...fields, ...blockOf(fields, `${source.sha}:${key}`, record.document.province) }
    return { ...placed, source: source.sha, key, group: groupOf(placed), mentions: mentions.get(key) ?? 0 }
  })
  return { claims, statements: statementsOf(source.sha, record, new Set(claims.map((claim) => claim.key))) }
}

function describeDocument({ record, sample }: Source): Described {
  const { type, number, date, issuer, title, level, province, district } = record.document
  const locality =
    level === 'commune'
      ? (unitOf(issuer) ?? record.document.place)
      : level === 'district'
        ? (district ?? unitOf(issuer))
        : null
  const fields = { number, date, issuer, title, level, province, locality, misprint: null, effectiveFrom: null, sample }
  return { ...fields, self: true, kind: 'Instrument', type: type ?? 'Văn bản' }
}

function describe(instrument: LocalInstrument, { sample, record }: Source): Described {
  const { type, number, date, issuer, title, level, province, locality, programme } = instrument
  const kind = programme && number === null ? 'Programme' : 'Instrument'
  const said = { type, number, date, issuer, title, level, province, locality }
  const misprint = misprintOf(instrument, record)
  return {
    self: false,
    kind,
    ...said,
    ...contextOf(instrument, record.document),
    misprint,
    effectiveFrom: null,
    sample,
  }
}

/** The number as the text has it, where the reader knew which one is meant and said why. */
function misprintOf({ key, number }: LocalInstrument, { citations, warnings }: DocumentRecord): string | null {
  if (number === null) return null
  const found = citations.flatMap((citation) => {
    if (citation.key !== key || citation.number === null || citation.number === number) return []
    const why = warnings.filter(({ start, end, suggestion }) => start >= citation.start && end <= citation.end && suggestion === number) // prettier-ignore
    return why.map(({ code }) => `${code} ${citation.number}`)
  })
  return found.toSorted(order)[0] ?? null
}

/** What the citing document adds where its words leave a gap, and only there: all that cite alike stay one group. */
function contextOf(
  { type, number, date, title, level, province }: LocalInstrument,
  document: DocumentRecord['document'],
): Pick<Placed, 'asOf' | 'home'> {
  const dated = date !== null || (number === null ? !isLawType(type) || nameYear(title) : numberYear(number)) !== null
  const placed = number === null || province !== null || level === 'central' || numberScope(number) !== 'local'
  return { asOf: dated ? null : (document.date?.slice(0, 7) ?? null), home: placed ? null : document.province }
}

function statementsOf(source: string, record: DocumentRecord, keys: Set<string>): Statement[] {
  const merged = new Map<string, Statement>()
  for (const { from, to, type, citations } of record.relations) {
    if (from === to || !keys.has(from) || !keys.has(to)) continue
    const id = JSON.stringify([from, to, type])
    const statement = merged.get(id) ?? { source, from, to, type, evidence: [] }
    for (const citation of citations.flatMap((index) => record.citations[index] ?? [])) {
      statement.evidence.push(evidenceOf(source, citation))
    }
    merged.set(id, statement)
  }
  return [...merged.values()]
}

function evidenceOf(source: string, { start, end, text, rule, confidence }: Citation): Statement['evidence'][number] {
  return { source, start, end, quote: text, rule, confidence }
}

// ---- blocks ----------------------------------------------------------------------------------------------------

/**
 * Where a claim is settled; see the table above. `own` is unique: for what nothing could ever be compared with. `home`
 * is the province of the document that makes the claim.
 */
export function blockOf(claim: Described, own: string, home: string | null): Placed {
  const { asOf = null, home: readIn = null } = claim
  return { ...whereOf(claim, own, home), asOf, home: readIn }
}

type Where = Pick<Placed, 'block' | 'door'>

function whereOf(claim: Described, own: string, home: string | null): Where {
  const name = claim.title ? nameCore(claim.type, claim.title) : null
  if (claim.number) return numberBlock(claim, claim.number, name)
  if (!name || name.split(' ').length < 2) return { block: `u:${own}`, door: null }
  if (isLawType(claim.type)) return { block: `l:${name}`, door: null }
  const said = [placeKey(claim.province), placeKey(claim.locality)].filter((part) => part)
  const local = !claim.self && claim.level !== 'central' && (!isKnownByName(claim.type) || namesLocalBody(claim.title!))
  const place = said.length === 0 && local ? [placeKey(home) ?? own] : said
  // A programme of the whole country has no place; a plan or resolution by name is known by its place as well.
  const kind = claim.kind === 'Programme' ? 'p' : 't'
  return { block: [`${kind}:${name}`, ...place].join('|'), door: null }
}

function numberBlock(claim: Described, number: string, name: string | null): Where {
  const block = `n:${numberKey(number)}`
  if (isLawType(claim.type)) return { block, door: name && `l:${name}` }
  if (!isLocal(claim, number)) return { block, door: null }
  const day = claim.date?.length === 10 ? claim.date : null
  const province = placeKey(claim.province)
  const unit = claim.level === 'province' ? 'tinh' : placeKey(claim.locality)
  if (province && unit) return { block: `${block}|${province}|${unit}`, door: day && `${block}|${day}` }
  // Known by its day alone, or by too little to be compared with more than its like.
  return { block: `${block}|${day ?? province ?? `?${placeKey(claim.home ?? null) ?? ''}`}`, door: null }
}

/** Blocks whose claims may join a node of another block; they are settled after all others. */
export function isDoor(block: string): boolean {
  return block.startsWith('l:') || /\|\d{4}-\d\d-\d\d$/.test(block)
}

/** Claims with equal fields form one group, whatever their source. */
export function groupOf(fields: ClaimFields): string {
  const { block, door, self, kind, type, number, date, issuer, title, level, province, locality } = fields
  const said = [block, door, self, kind, type, number, date, issuer, title, level, province, locality]
  said.push(fields.asOf, fields.home, fields.sample)
  if (fields.misprint !== null) said.push(fields.misprint)
  // The empty word: a misprint may be absent.
  if (fields.effectiveFrom !== null) said.push('', fields.effectiveFrom)
  return hash(said, 20)
}
