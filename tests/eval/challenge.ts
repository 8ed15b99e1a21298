/**
 * The challenge set, line by line
 * ===============================
 *
 * Each passage is a document of its own. A mention is found when the core of a citation lies on it and the number is
 * the same; whatever else is cited is wrong, on every line (`fixtures/challenge.md`).
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Citation, DocumentRecord, SourceText, Span } from '../../ingest/record.ts'
import { ROOT } from './corpora.ts'
import { foldWords } from './fold.ts'
import { overlap, pairUp } from './match.ts'
import { answer, count, type Tally } from './tally.ts'

export interface ChallengeMention {
  text: string
  /** Which occurrence of these words, from 1. */
  occurrence: number
  number: string | null
  type: string
  date: string | null
  kind: string
  provision?: string
  /** What a back reference or short name means: a number or a name. */
  refersTo?: string
}

export interface ChallengeLine {
  id: string
  class: string
  text: string
  mentions: ChallengeMention[]
  why: string
}

export interface LineResult {
  line: ChallengeLine
  record: DocumentRecord
  hits: Map<ChallengeMention, Citation>
  missed: ChallengeMention[]
  extra: Citation[]
}

export function challengeLines(): ChallengeLine[] {
  const file = readFileSync(join(ROOT, 'fixtures', 'challenge.jsonl'), 'utf8')
  return file
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ChallengeLine)
}

/** Where a labelled mention stands in its passage. */
export function spanOf(line: ChallengeLine, mention: ChallengeMention): Span {
  let start = -1
  for (let i = 0; i < mention.occurrence; i++) start = line.text.indexOf(mention.text, start + 1)
  if (start < 0) throw new Error(`${line.id}: "${mention.text}" does not occur ${mention.occurrence} times`)
  return { start, end: start + mention.text.length }
}

/** A nickname has no number of its own; the number of what it means is as right. */
function numberIsRight(mention: ChallengeMention, number: string | null): boolean {
  return number === mention.number || (mention.number === null && number !== null && number === mention.refersTo)
}

export function judgeLine(line: ChallengeLine, record: DocumentRecord): LineResult {
  const spans = new Map(line.mentions.map((mention) => [mention, spanOf(line, mention)]))
  const hits = pairUp(line.mentions, record.citations, (mention, citation) =>
    numberIsRight(mention, citation.number) ? overlap(spans.get(mention) as Span, citation.core) : 0,
  )
  const right = new Set(hits.values())
  return {
    line,
    record,
    hits,
    missed: line.mentions.filter((mention) => !hits.has(mention)),
    extra: record.citations.filter((citation) => !right.has(citation)),
  }
}

/** Reads every line by itself. */
export function judgeAll(lines: ChallengeLine[], read: (source: SourceText) => DocumentRecord): LineResult[] {
  return lines.map((line) => judgeLine(line, read({ format: 'txt', text: line.text, pages: [] })))
}

export function challengeTally(results: LineResult[]): Tally {
  const tally: Tally = {}
  for (const { line, record, hits, missed, extra } of results) {
    const counts = { hit: hits.size, got: hits.size + extra.length, gold: line.mentions.length }
    count(tally, 'challenge', counts)
    count(tally, `challenge ${line.class}`, counts)
    answer(tally, 'challenge lines', missed.length === 0 && extra.length === 0)
    for (const [mention, citation] of hits) {
      for (const { field, right } of fieldsOf(mention, citation, record))
        answer(tally, `challenge field ${field}`, right)
    }
  }
  return tally
}

/** Type, date, kind and pinpoint of a mention that was found; what a back reference means, where the passage says. */
export function fieldsOf(
  mention: ChallengeMention,
  citation: Citation,
  record: DocumentRecord,
): { field: string; right: boolean; gold: string | null; got: string | null }[] {
  const provision = mention.provision ?? null
  const answers = [
    {
      field: 'type',
      right: foldWords(citation.type).startsWith(foldWords(mention.type)),
      gold: mention.type,
      got: citation.type,
    },
    { field: 'date', right: citation.date === mention.date, gold: mention.date, got: citation.date },
    { field: 'kind', right: citation.kind === mention.kind, gold: mention.kind, got: citation.kind },
    {
      field: 'provision',
      right: foldWords(provision) === foldWords(citation.provision),
      gold: provision,
      got: citation.provision,
    },
  ]
  if (mention.refersTo === undefined) return answers
  const names = namesOf(citation.key, record)
  const right = names.some((name) => foldWords(name).includes(foldWords(mention.refersTo)))
  return [...answers, { field: 'refersTo', right, gold: mention.refersTo, got: names.join(' | ') }]
}

/** All that the record calls an instrument. */
function namesOf(key: string, record: DocumentRecord): string[] {
  const own = record.instruments.filter((each) => each.key === key).flatMap(({ number, title }) => [number, title])
  const mentions = record.citations.filter((each) => each.key === key).map((each) => each.text)
  return [...own, ...mentions].filter((name) => name !== null)
}
