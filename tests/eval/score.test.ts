/** The scorer is right: gold against itself is perfect, and each fault shows where it should and nowhere else. */
import { describe, expect, it } from 'vitest'
import type { Citation, DocumentRecord } from '../../ingest/record.ts'
import { classOf } from './classes.ts'
import { fixtures, plans, type Annotated } from './corpora.ts'
import { foldIssuer, foldPlace, foldWords } from './fold.ts'
import { misses } from './misses.ts'
import { perfectRecord } from './perfect.ts'
import { score } from './score.ts'
import { f1, sum, type Tally } from './tally.ts'

const documents = [...fixtures().documents, ...plans().documents]
/** Two mentions that a decision of the same file joins differently do not count as one. */
const FREE = new Set(['cluster apart'])

const below = (tally: Tally): string[] =>
  Object.entries(tally)
    .filter(([figure, value]) => !FREE.has(figure) && f1(value) < 1)
    .map(([figure]) => figure)

/** Scores all documents with their perfect records damaged. */
function damaged(damage: (record: DocumentRecord, document: Annotated) => void): string[] {
  const tallies = documents.map((document) => {
    const record = structuredClone(perfectRecord(document.gold))
    damage(record, document)
    return score(document.gold, record)
  })
  return below(sum(tallies))
}

const each = (change: (citation: Citation) => void) => (record: DocumentRecord) => record.citations.forEach(change)

describe('gold against itself', () => {
  it.each(documents.map((document) => [document.name, document] as const))('%s is perfect', (_, document) => {
    const record = perfectRecord(document.gold)
    expect(below(score(document.gold, record))).toEqual([])
    expect(misses(document.gold, record, document.source.text)).toEqual([])
  })

  it('offsets of the gold slice the text', () => {
    for (const { gold, source } of documents) {
      const spans = [...gold.mentions, ...gold.mentions.map((mention) => mention.core), ...gold.exclusions]
      for (const span of [...spans, ...gold.selfReferences])
        expect(source.text.slice(span.start, span.end)).toBe(span.text)
    }
  })
})

/** A citation that stands where the gold has none. */
const extra = (span: { start: number; end: number; text: string }, like: Citation): Citation => ({
  ...like,
  start: span.start,
  end: span.end,
  text: span.text,
  core: { start: span.start, end: span.end },
  kind: 'short',
  number: null,
})

describe('a fault shows in its own figure', () => {
  const fields: [string, (record: DocumentRecord) => void, string[]][] = [
    ['date', each((c) => void (c.date &&= '1999-01-01')), ['field date']],
    ['issuer', each((c) => void (c.issuer &&= 'Bộ Công an')), ['field issuer']],
    ['title', each((c) => void (c.title &&= `${c.title} thêm`)), ['field title']],
    ['provision', each((c) => void (c.provision &&= 'Điều 99')), ['field provision']],
    ['section', each((c) => void (c.section = c.section === 'body' ? 'purpose' : 'body')), ['field section']],
    ['basis', each((c) => void (c.basis = !c.basis)), ['field basis']],
    ['type', each((c) => void (c.type = 'Lệnh')), ['field type']],
    ['relation of a mention', each((c) => void (c.relation = 'SUCCEEDS')), ['field relation']],
    ['type of an edge', (r) => r.relations.forEach((e) => void (e.type = 'SUCCEEDS')), ['relations']],
    ['end of an edge', (r) => r.relations.forEach((e) => void (e.to = 'nowhere')), ['relations', 'relations untyped']],
    ['edges gone', (r) => void (r.relations = []), ['relations', 'relations untyped']],
    [
      'one key for all',
      each((c) => void (c.key = 'one')),
      ['cluster', 'cluster joined', 'relations', 'relations untyped'],
    ],
  ]
  it.each(fields)('%s', (_, damage, figures) => expect(damaged(damage)).toEqual(expect.arrayContaining(figures)))

  it('touches nothing else', () => {
    for (const [name, damage, figures] of fields) {
      if (name === 'one key for all') continue
      expect(damaged(damage), name).toEqual(figures)
    }
  })

  it('a number', () => {
    const figures = damaged((record) => {
      for (const citation of record.citations) citation.number &&= `9${citation.number}`
    })
    expect(figures).toEqual(['numbers', 'numbers exact'])
  })

  it('a core that is too long is no exact number', () => {
    const longer = each((c) => void (c.core.end = Math.min(c.core.end + 2, c.end + 2)))
    expect(damaged(longer)).toEqual(['numbers exact'])
  })

  it('a span that is too short is found, not exact', () => {
    const figures = damaged(each((c) => void (c.end -= 1)))
    expect(figures).toContain('mentions exact')
    expect(figures).toContain('class Party exact')
    expect(figures).not.toContain('mentions')
    expect(figures).not.toContain('class Party')
  })

  it('a missed mention lowers the recall of every figure it was part of', () => {
    const figures = damaged((record) => void (record.citations = record.citations.filter((c) => c.kind !== 'full')))
    for (const figure of ['numbers', 'mentions', 'kind full', 'class State', 'field date', 'field title']) {
      expect(figures).toContain(figure)
    }
    expect(figures).not.toContain('kind short')
    expect(figures).not.toContain('class back reference')
  })

  it('an exclusion and a self-reference taken as citations', () => {
    const figures = damaged((record, { gold }) => {
      const [like] = record.citations
      if (!like) return
      const inMention = (span: { start: number; end: number }): boolean =>
        gold.mentions.some((m) => m.start < span.end && span.start < m.end)
      const free = [...gold.exclusions, ...gold.selfReferences].filter((span) => !inMention(span))
      record.citations.push(...free.map((span) => extra(span, like)))
    })
    expect(figures).toEqual(expect.arrayContaining(['mentions', 'taken exclusions', 'taken self-references']))
    expect(figures).not.toContain('numbers')
  })

  it('document fields', () => {
    const figures = damaged(({ document }) => {
      document.place = 'Nơi khác'
      document.signer = null
      document.recipients = []
    })
    expect(figures).toEqual([
      'document place',
      'document signer',
      'document+ signer title',
      'document+ authority',
      'document+ recipients',
    ])
  })

  it('an empty record has nothing right and does not fail', () => {
    const figures = damaged((record) => {
      record.citations = []
      record.relations = []
      record.instruments = []
    })
    expect(figures).toEqual(expect.arrayContaining(['numbers', 'mentions', 'relations']))
  })
})

describe('programmes with a key of their own', () => {
  it('cost nothing', () => {
    const figures = damaged((record, { gold }) => {
      for (const [i, mention] of gold.mentions.entries()) {
        const citation = record.citations[i]
        if (citation && mention.annexKey !== null) citation.key = mention.annexKey
      }
    })
    expect(figures).toEqual(['cluster joined'])
  })
})

describe('folding', () => {
  it('leaves out case, tone placement, punctuation and abbreviations, and nothing else', () => {
    expect(foldWords('Uỷ ban  “Nhân dân”')).toBe(foldWords('ủy ban nhân dân'))
    expect(foldWords('hoà')).toBe(foldWords('hòa'))
    expect(foldWords('ma')).not.toBe(foldWords('má'))
    expect(foldWords('đề án')).not.toBe(foldWords('de an'))
    expect(foldIssuer('UBND tỉnh')).toBe(foldIssuer('Ủy ban nhân dân tỉnh'))
    expect(foldPlace('tỉnh Lạng Sơn')).toBe(foldPlace('Lạng Sơn'))
  })
})

describe('classes', () => {
  it.each([
    ['1336/QĐ-TTg', 'State'],
    ['449/HNCT-ĐN', 'State'],
    ['184/2014/BC-NCT', 'State'],
    ['58-KL/TW', 'Party'],
    ['39/2009/QH12', 'normative'],
    ['06/2011/NĐ-CP', 'normative'],
    ['23/VBHN-VPQH', 'normative'],
    [null, 'named'],
  ])('%s is %s', (number, name) => expect(classOf({ kind: 'full', number })).toBe(name))
})
