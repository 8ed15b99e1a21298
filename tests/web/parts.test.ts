/**
 * The pure parts of the page: spans, addresses, the tree, the words, the queries
 */
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { buildSchema, parse, print, validate, type DocumentNode } from 'graphql'
import { describe, expect, it } from 'vitest'
import { schemaFile } from '../../api/package.ts'
import {
  cascadeAddress,
  edgeName,
  edgeOf,
  parseSearch,
  placeOf,
  searchAddress,
  stringifySearch,
  toggled,
} from '../../web/address.ts'
import { edgeOfRow, linesOf as treeLines, parseFlips, printFlips, SIBLINGS } from '../../web/cascade.ts'
import { CHECK } from '../../web/check-query.ts'
import * as queries from '../../web/queries.ts'
import { headingsOf, linesOf, type Span } from '../../web/spans.ts'
import { dateWords, numberWords, WORDS } from '../../web/text.ts'

describe('spans', () => {
  const anySpans = fc
    .tuple(
      fc.string({ unit: fc.constantFrom('a', 'ế', 'e\u0302', '\n', ' ', '𝒳'), maxLength: 40 }),
      fc.array(fc.tuple(fc.nat(45), fc.nat(45)), { maxLength: 8 }),
    )
    .map(([text, pairs]) => ({
      text,
      spans: pairs.map(([start, end], i): Span => ({ id: `s-${i}`, start, end })),
    }))

  it('cut a text without losing a letter, however they nest, overlap or lie outside', () => {
    fc.assert(
      fc.property(anySpans, ({ text, spans }) => {
        const lines = linesOf(text, spans)
        expect(lines.map((line) => line.parts.map((part) => part.text).join('')).join('\n')).toBe(text)
        const anchors = lines.flatMap((line) => line.parts.flatMap((part) => part.first.map((span) => span.id)))
        expect(new Set(anchors).size).toBe(anchors.length)
        for (const part of lines.flatMap((line) => line.parts)) {
          expect(text.slice(part.start, part.start + part.text.length)).toBe(part.text)
          const covering = spans.filter(
            ({ start, end }) =>
              start < end && end <= text.length && start <= part.start && end >= part.start + part.text.length,
          )
          expect(new Set(part.spans)).toEqual(new Set(covering))
        }
      }),
    )
  })

  it('knows the inner from the outer', () => {
    const [line] = linesOf('abcdef', [
      { id: 'in', start: 2, end: 4 },
      { id: 'out', start: 1, end: 5 },
    ])
    expect(line!.parts.map((part) => [part.text, part.spans.map((span) => span.id)])).toEqual([
      ['a', []],
      ['b', ['out']],
      ['cd', ['out', 'in']],
      ['e', ['out']],
      ['f', []],
    ])
  })

  it('finds headings by their words, with the marks of Markdown left out', () => {
    const text = '## I. MỤC ĐÍCH\n1. Nội dung\n**Điều 2.** Phạm vi\nCHƯƠNG II\nIX'
    expect(headingsOf(text)).toEqual([
      { line: 0, words: 'I. MỤC ĐÍCH', rank: 1 },
      { line: 2, words: 'Điều 2. Phạm vi', rank: 2 },
      { line: 3, words: 'CHƯƠNG II', rank: 1 },
    ])
  })
})

describe('addresses', () => {
  it('read what they wrote', () => {
    const address = { q: 'đầu tư & công', type: ['Luật', 'Kế hoạch'], year: ['2023'], after: ['YTox'] }
    expect(searchAddress(parseSearch(stringifySearch(address)))).toEqual(address)
  })

  it('drop what they do not understand', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string()))), (raw) => {
        const once = cascadeAddress(raw)
        expect(cascadeAddress(parseSearch(stringifySearch(once)))).toEqual(once)
        expect(searchAddress(raw)).toBeTypeOf('object')
      }),
    )
    expect(cascadeAddress({ depth: '7', huong: 'x', 'as-of': 'nay', xep: 'toString' })).toEqual({})
  })

  it('switch a filter on and off, from the first page', () => {
    const on = toggled({ q: 'a', after: ['c'] }, 'type', 'Luật')
    expect(on).toMatchObject({ q: 'a', type: ['Luật'], after: undefined })
    expect(toggled(on, 'type', 'Luật').type).toBeUndefined()
  })

  it('name an edge and a place', () => {
    const edge = { from: '07-kh-ubnd-2020', type: 'BASED_ON', to: '1336-qd-ttg-2020' } as const
    expect(edgeOf(edgeName(edge))).toEqual(edge)
    expect(edgeOf('a~LIKES~b')).toBeNull()
    expect(placeOf('c-12')).toEqual({ kind: 'citation', index: 12 })
    expect(placeOf('t-161-318')).toEqual({ kind: 'passage', start: 161, end: 318 })
    expect(placeOf('f-date')).toEqual({ kind: 'field', name: 'date' })
    expect(placeOf('c-x')).toBeNull()
  })
})

describe('the tree', () => {
  const row = (parent: number, depth: number, relation: queries.RelationType = 'IMPLEMENTS'): queries.CascadeRow => ({
    parent,
    depth,
    relation,
    instrument: { id: `n${depth}` } as queries.Brief,
    sources: 1,
    days: null,
    daysMin: null,
    daysMax: null,
    repeated: false,
  })

  it('folds many siblings into a count, and unfolds them', () => {
    const rows = Array.from({ length: 34 }, () => row(-1, 1))
    const folded = treeLines(rows, parseFlips(undefined))
    expect(folded).toHaveLength(SIBLINGS + 1)
    expect(folded.at(-1)).toMatchObject({ kind: 'more', parent: -1 })
    expect(treeLines(rows, parseFlips('m0'))).toHaveLength(34)
  })

  it('closes a branch that is named', () => {
    const rows = [row(-1, 1), row(0, 2), row(-1, 1)]
    expect(treeLines(rows, parseFlips(undefined))).toHaveLength(3)
    expect(treeLines(rows, parseFlips('0'))).toHaveLength(2)
    expect(printFlips(parseFlips('0.12.m0.m3'))).toBe('0.12.m0.m3')
  })

  it('knows which way an edge points: approvals down, all others up', () => {
    const rows = [row(-1, 1, 'APPROVES'), row(0, 2)]
    expect(edgeOfRow(rows, 'root', rows[0]!, 'DOWN')).toEqual({ from: 'root', type: 'APPROVES', to: 'n1' })
    expect(edgeOfRow(rows, 'root', rows[1]!, 'DOWN')).toEqual({ from: 'n2', type: 'IMPLEMENTS', to: 'n1' })
    expect(edgeOfRow(rows, 'root', rows[1]!, 'UP')).toEqual({ from: 'n1', type: 'IMPLEMENTS', to: 'n2' })
  })
})

describe('words', () => {
  it('are there in both languages', () => {
    const blank = (value: unknown, at: string): string[] =>
      typeof value === 'string'
        ? value.trim() === ''
          ? [at]
          : []
        : value !== null && typeof value === 'object'
          ? Object.entries(value).flatMap(([key, each]) => blank(each, `${at}.${key}`))
          : []
    expect(blank(WORDS, '')).toEqual([])
  })

  it('write dates and numbers the way of the language', () => {
    expect(dateWords('2020-08-31', 'vi')).toBe('31/08/2020')
    expect(dateWords('2023-10', 'vi')).toBe('10/2023')
    expect(dateWords('2021', 'vi')).toBe('2021')
    expect(dateWords('2020-08-31', 'en')).toBe('31 Aug 2020')
    expect(dateWords('2023-10', 'en')).toBe('Oct 2023')
    expect(dateWords('mai', 'vi')).toBe('mai')
    expect(numberWords(1240, 'vi')).toBe('1.240')
  })
})

describe('queries', () => {
  const schema = buildSchema(readFileSync(schemaFile(), 'utf8'))
  const documents = Object.entries({ ...queries, CHECK }).filter(
    (entry): entry is [string, DocumentNode & never] => typeof entry[1] === 'object' && 'kind' in entry[1],
  )

  it.each(documents)('%s is one that the schema answers', (_, document) => {
    expect(validate(schema, parse(print(document)))).toEqual([])
  })
})
