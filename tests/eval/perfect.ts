/**
 * A record made of gold
 * =====================
 *
 * What a reader without fault would yield: with it the scorer is tested, perfect and then damaged.
 */
import { RECORD_VERSION, type Citation, type DocumentRecord } from '../../ingest/record.ts'
import { TYPE_OF_CODE, type GoldFile } from './gold.ts'

export function perfectRecord(gold: GoldFile): DocumentRecord {
  const { document, instruments, mentions, edges, selfReferences } = gold
  const typeOf = new Map(instruments.map(({ key, type }) => [key, type]))
  const citations = mentions.map((mention): Citation => {
    const { start, end, text, core, kind, number, date, issuer, title, provision } = mention
    const { section, basis, relation, subject, key, typeCode } = mention
    return {
      start,
      end,
      text,
      core: { start: core.start, end: core.end },
      kind,
      type: mention.annexKey === null ? (typeOf.get(key) ?? '') : (TYPE_OF_CODE[typeCode] ?? ''),
      number,
      date,
      issuer,
      title,
      provision,
      section,
      basis,
      relation,
      subject,
      key,
      confidence: 1,
      rule: 'gold',
    }
  })
  return {
    version: RECORD_VERSION,
    document: {
      type: document.type,
      number: document.number,
      date: document.date,
      place: document.place,
      issuer: document.issuer,
      level: document.level,
      province: document.province,
      district: document.district,
      title: document.title,
      signer: document.signer,
      recipients: document.recipients,
      periodFrom: document.periodFrom ?? null,
      periodTo: document.periodTo ?? null,
      spans: {},
    },
    instruments: instruments.map(({ key, type, number, date, issuer, title }) => ({
      key,
      type,
      number,
      date,
      issuer,
      title,
      programme: false,
      province: null,
      locality: null,
      level: null,
    })),
    citations,
    relations: edges.map(({ from, to, relation }) => ({ from, to, type: relation, citations: [] })),
    selfReferences,
    warnings: [],
  }
}

/** A record of a reader that found nothing at all. */
export function emptyRecord(): DocumentRecord {
  return {
    version: RECORD_VERSION,
    document: {
      type: null,
      number: null,
      date: null,
      place: null,
      issuer: null,
      level: null,
      province: null,
      district: null,
      title: null,
      signer: null,
      recipients: [],
      periodFrom: null,
      periodTo: null,
      spans: {},
    },
    instruments: [],
    citations: [],
    relations: [],
    selfReferences: [],
    warnings: [],
  }
}
