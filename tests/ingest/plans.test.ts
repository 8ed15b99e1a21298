/**
 * The five real plans, and the samples, read and scored
 *
 * The plans stand beside the checkout (CANCU_SHARED, else ../shared). They must be there in CI; elsewhere their absence is
 * a skip that can be seen.
 */
import { describe, expect, it } from 'vitest'
import { ingest } from '../../ingest/index.ts'
import type { DocumentRecord } from '../../ingest/record.ts'
import { fixtures, plans, SHARED, type Annotated, type Corpus } from '../eval/corpora.ts'
import { score } from '../eval/score.ts'
import { f1, sum } from '../eval/tally.ts'

const real = plans().documents
const CI = Boolean(process.env['CI'])

const reading = new Map<string, DocumentRecord>()
function read(document: Annotated): DocumentRecord {
  let record = reading.get(document.path)
  if (!record) reading.set(document.path, (record = ingest(document.source)))
  return record
}

function f1Of(documents: Corpus['documents'], figure: string): number {
  return f1(sum(documents.map((document) => score(document.gold, read(document))))[figure]!)
}

const plan = (start: string): { source: string; record: DocumentRecord } => {
  const document = real.find(({ name }) => name.startsWith(start))!
  return { source: document.source.text, record: read(document) }
}

it.runIf(CI)('the real plans are there', () => {
  expect(real, `no plans in ${SHARED}; set CANCU_SHARED`).toHaveLength(5)
})

describe.skipIf(real.length === 0 && !CI)('the five real plans', () => {
  it('every citation is its slice of the text', () => {
    for (const document of real) {
      const { citations } = read(document)
      expect(citations.length, document.name).toBeGreaterThan(5)
      for (const { start, end, text } of citations) expect(document.source.text.slice(start, end)).toBe(text)
    }
  })

  it('are cited by number without a fault', () => {
    expect(f1Of(real, 'numbers')).toBe(1)
    expect(f1Of(real, 'numbers exact')).toBe(1)
  })

  it('one without a header says that it has no number, date, place or province', () => {
    const { record } = plan('001')
    expect(record.document).toMatchObject({ number: null, date: null, place: null, province: null })
    expect(record.warnings.map((warning) => warning.code)).toEqual(expect.arrayContaining(['no-number', 'no-date']))
  })

  it('a number of the wrong authority stays as it is, with a warning, and is the right instrument', () => {
    const { source, record } = plan('001')
    const wrong = record.citations.filter((citation) => citation.number === '58-KL/TU')
    const right = record.citations.filter((citation) => citation.number === '58-KL/TW')
    expect([wrong.length, right.length]).toEqual([4, 3])
    expect(new Set([...wrong, ...right].map((citation) => citation.key)).size).toBe(1)
    const warnings = record.warnings.filter((warning) => warning.code === 'wrong-authority')
    expect(warnings.map((warning) => warning.suggestion)).toEqual(Array.from({ length: 4 }, () => '58-KL/TW'))
    for (const { start, end } of warnings) expect(source.slice(start, end).replaceAll(/\s/g, '')).toBe('58-KL/TU')
    expect(record.instruments.filter((each) => each.number?.startsWith('58-'))).toMatchObject([{ number: '58-KL/TW' }])
  })

  it('a number without its hyphen is mended, with a warning', () => {
    const { source, record } = plan('002')
    expect(record.citations.filter((citation) => citation.number === '139/KH-UBND')).toHaveLength(1)
    const warnings = record.warnings.filter((warning) => warning.code === 'missing-hyphen')
    expect(warnings).toMatchObject([{ suggestion: '139/KH-UBND' }])
    expect(source.slice(warnings[0]!.start, warnings[0]!.end)).toBe('139/KHUBND')
  })
})

describe('the samples', () => {
  const { documents } = fixtures()
  it('are at least 24', () => {
    expect(documents.length).toBeGreaterThanOrEqual(24)
  })
  it('are cited by number without a fault', () => {
    expect(f1Of(documents, 'numbers')).toBe(1)
    expect(f1Of(documents, 'numbers exact')).toBe(1)
  })
})
