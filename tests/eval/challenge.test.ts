/** The challenge set is sound, and is scored by its own rules. */
import { describe, expect, it } from 'vitest'
import type { Citation, DocumentRecord } from '../../ingest/record.ts'
import { challengeLines, challengeTally, fieldsOf, judgeLine, spanOf, type ChallengeLine } from './challenge.ts'
import { emptyRecord } from './perfect.ts'
import { f1 } from './tally.ts'

const lines = challengeLines()

/** What a reader without fault yields; nothing longer than the core. */
function perfect(line: ChallengeLine): DocumentRecord {
  const citations = line.mentions.map((mention, i): Citation => {
    const span = spanOf(line, mention)
    return {
      ...span,
      text: mention.text,
      core: span,
      kind: mention.kind as Citation['kind'],
      type: mention.type,
      number: mention.number,
      date: mention.date,
      issuer: null,
      title: mention.refersTo ?? null,
      provision: mention.provision ?? null,
      section: 'body',
      basis: false,
      relation: 'CITES',
      subject: 'this',
      key: `k${i}`,
      confidence: 1,
      rule: 'gold',
    }
  })
  const instruments = citations.map(({ key, type, number, date, issuer, title }) => ({
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
  }))
  return { ...emptyRecord(), citations, instruments }
}

const example: ChallengeLine = {
  id: 'x',
  class: 'state',
  text: 'Theo Quyết định số 1/QĐ-UBND ngày 01/3/2023 và Đề án 06.',
  mentions: [
    {
      text: 'Quyết định số 1/QĐ-UBND',
      occurrence: 1,
      number: '1/QĐ-UBND',
      type: 'Quyết định',
      date: '2023-03-01',
      kind: 'full',
    },
    { text: 'Đề án 06', occurrence: 1, number: null, type: 'Đề án', date: null, kind: 'short', refersTo: '06/QĐ-TTg' },
  ],
  why: 'an example',
}

/** Judges the example with its perfect record changed. */
function judged(change: (first: Citation, second: Citation, record: DocumentRecord) => void) {
  const record = perfect(example)
  const [first, second] = record.citations
  if (!first || !second) throw new Error('the example has two mentions')
  change(first, second, record)
  const result = judgeLine(example, record)
  return { hits: result.hits.size, missed: result.missed.length, extra: result.extra.length, result }
}

function typeIsRight(type: string): boolean | undefined {
  const { result } = judged((first) => void (first.type = type))
  const [[mention, citation] = []] = [...result.hits]
  if (!mention || !citation) return undefined
  return fieldsOf(mention, citation, result.record).find((each) => each.field === 'type')?.right
}

describe('the set', () => {
  it('has at least 300 lines, near half of them without a mention, and ids of their own', () => {
    expect(lines.length).toBeGreaterThanOrEqual(300)
    expect(lines.filter((line) => line.mentions.length === 0).length).toBeGreaterThanOrEqual(lines.length * 0.4)
    expect(new Set(lines.map((line) => line.id)).size).toBe(lines.length)
  })

  it('every mention stands in its passage, no two at one place', () => {
    for (const line of lines) {
      const starts = line.mentions.map((mention) => spanOf(line, mention).start)
      expect(new Set(starts).size, line.id).toBe(starts.length)
    }
  })

  it('is perfect against itself', () => {
    const tally = challengeTally(lines.map((line) => judgeLine(line, perfect(line))))
    for (const [figure, value] of Object.entries(tally)) expect(f1(value), figure).toBe(1)
  })
})

describe('a mention', () => {
  it('is found by overlap of the core and the number', () => {
    expect(judged((first) => void (first.core = { start: first.core.start + 4, end: first.core.end }))).toMatchObject({
      hits: 2,
      extra: 0,
    })
  })

  it('with another number is missed, and its citation is too much', () => {
    expect(judged((first) => void (first.number = '2/QĐ-UBND'))).toMatchObject({ hits: 1, missed: 1, extra: 1 })
    expect(judged((first) => void (first.number = null))).toMatchObject({ hits: 1, missed: 1, extra: 1 })
  })

  it('without a number of its own may have that of what it means, and no other', () => {
    expect(judged((_, second) => void (second.number = '06/QĐ-TTg'))).toMatchObject({ hits: 2, extra: 0 })
    expect(judged((_, second) => void (second.number = '6/QĐ-TTg'))).toMatchObject({ hits: 1, extra: 1 })
  })

  it('is found once', () => {
    expect(judged((first, _, record) => void record.citations.push({ ...first }))).toMatchObject({ hits: 2, extra: 1 })
  })

  it('elsewhere is not found', () => {
    expect(judged((first) => void (first.core = { start: 0, end: 4 }))).toMatchObject({ hits: 1, missed: 1, extra: 1 })
  })

  it('may have a longer type name, not another one', () => {
    expect(typeIsRight('Quyết định phê duyệt')).toBe(true)
    expect(typeIsRight('Quy định')).toBe(false)
  })
})
