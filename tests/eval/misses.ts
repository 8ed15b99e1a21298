/**
 * Each mistake on a line of its own
 * =================================
 *
 * For whoever mends the reader: where it is, what kind of mistake, what the gold has, what was got.
 *
 *   12:5  title  gold "…"  got "…"  ‹Kế hoạch số 265-KH/TU›
 */
import type { Citation, DocumentRecord, Span } from '../../ingest/record.ts'
import { misattributed, numberIsRight, takenWrongly, compare, type Comparison } from './compare.ts'
import { bothEdges, edgeId, pairId, type Edge } from './edges.ts'
import { fieldAnswers } from './fields.ts'
import { foldWords } from './fold.ts'
import type { GoldFile, GoldMention } from './gold.ts'
import { sameSpan } from './match.ts'
import { mentionAnswers } from './mention.ts'

export interface Miss {
  /** Offset in the text; edges and document fields have none. */
  at: number | null
  kind: string
  gold: string | null
  got: string | null
  /** The words concerned, or what stands around them. */
  where: string
}

/** All mistakes of one document: by place in the text, then edges, keys and document fields. */
export function misses(gold: GoldFile, record: DocumentRecord, text: string): Miss[] {
  const compared = compare(gold, record)
  const inText = [...missedAndWrong(compared, text), ...extras(compared, text)]
  return [
    ...inText.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0)),
    ...wrongEdges(compared),
    ...wrongKeys(compared),
    ...wrongFields(compared),
  ]
}

function missedAndWrong(compared: Comparison, text: string): Miss[] {
  const { gold, all } = compared
  const lenient = misattributed(gold)
  return gold.mentions.flatMap((mention): Miss[] => {
    const at = mention.start
    const got = all.get(mention)
    if (!got) return [{ at, kind: 'missed', gold: describe(mention), got: null, where: around(text, mention) }]
    const found: Miss[] = []
    const where = mention.core.text
    if (!sameSpan(mention, got)) found.push(spanMiss('span', mention, got, text, where))
    else if (!sameSpan(mention.core, got.core)) found.push(spanMiss('core', mention.core, got.core, text, where))
    if (!numberIsRight(mention, got.number, lenient)) {
      found.push({ at, kind: 'number', gold: mention.number, got: got.number, where })
    }
    for (const answer of mentionAnswers(compared, mention)) {
      const silent = !answer.asked && !answer.given
      if (!answer.right && !silent) found.push({ at, kind: answer.field, gold: answer.gold, got: answer.got, where })
    }
    return found
  })
}

/** Shows the ends where the two differ; both starts or both ends being equal, only the other side. */
function spanMiss(kind: string, gold: Span, got: Span, text: string, where: string): Miss {
  const from = Math.min(gold.start, got.start)
  const to = Math.max(gold.end, got.end)
  const cut = (span: Span): string => {
    const inside = text.slice(span.start, span.end)
    const head = span.start > from ? '·' : ''
    const tail = span.end < to ? '·' : ''
    return `${head}${shorten(inside, 90)}${tail}`
  }
  return { at: gold.start, kind, gold: cut(gold), got: cut(got), where }
}

function extras({ gold, extra }: Comparison, text: string): Miss[] {
  return extra.map((each) => {
    const why = gold.exclusions.find((span) => takenWrongly([span], [each]).length > 0)?.why
    const self = takenWrongly(gold.selfReferences, [each]).length > 0
    const said = [describe(each), `rule ${each.rule}`, self ? 'self-reference' : '', why ?? '']
      .filter(Boolean)
      .join(', ')
    return { at: each.start, kind: 'extra', gold: null, got: said, where: around(text, each) }
  })
}

/** An edge with the right ends and the wrong type is one mistake, not two. */
function wrongEdges({ gold, record }: Comparison): Miss[] {
  const edges = bothEdges(gold, record)
  const missing = [...edges.gold.values()].filter((edge) => !edges.got.has(edgeId(edge)))
  const surplus = [...edges.got.values()].filter((edge) => !edges.gold.has(edgeId(edge)))
  const found: Miss[] = []
  for (const edge of missing) {
    const i = surplus.findIndex((each) => pairId(each) === pairId(edge))
    const other = i < 0 ? null : (surplus.splice(i, 1)[0] as Edge)
    found.push({
      at: null,
      kind: 'edge',
      gold: edge.type,
      got: other?.type ?? null,
      where: `${edge.from} → ${edge.to}`,
    })
  }
  for (const edge of surplus) {
    found.push({ at: null, kind: 'edge', gold: null, got: edge.type, where: `${edge.from} → ${edge.to}` })
  }
  return found
}

const list = (group: Map<string, GoldMention>): string => [...group.keys()].join(' + ')

/** One key that the reader has split, or several it has joined; a programme with its decision is neither. */
function wrongKeys({ all }: Comparison): Miss[] {
  const keysOf = new Map<string, Map<string, GoldMention>>()
  const goldOf = new Map<string, Map<string, GoldMention>>()
  for (const [mention, { key }] of all) {
    const exact = mention.annexKey ?? mention.key
    const mine = keysOf.get(exact) ?? new Map<string, GoldMention>()
    keysOf.set(exact, mine.has(key) ? mine : mine.set(key, mention))
    const theirs = goldOf.get(key) ?? new Map<string, GoldMention>()
    goldOf.set(key, theirs.has(mention.key) ? theirs : theirs.set(mention.key, mention))
  }
  const split = [...keysOf].filter(([, group]) => group.size > 1)
  const joined = [...goldOf].filter(([, group]) => group.size > 1)
  return [
    ...split.map(([key, group]): Miss => ({
      at: null,
      kind: 'key',
      gold: key,
      got: list(group),
      where: firstWords(group),
    })),
    ...joined.map(([key, group]): Miss => ({
      at: null,
      kind: 'key',
      gold: list(group),
      got: key,
      where: firstWords(group),
    })),
  ]
}

const firstWords = (group: Map<string, GoldMention>): string =>
  [...group.values()].map((mention) => `${mention.line}: ${shorten(mention.core.text, 30)}`).join(' | ')

const without = (a: string[], b: string[]): string[] => a.filter((x) => !b.some((y) => foldWords(x) === foldWords(y)))

function wrongFields({ gold, record }: Comparison): Miss[] {
  const found = fieldAnswers(gold.document, record.document)
    .filter((answer) => !answer.right)
    .map((answer): Miss => ({ at: null, kind: 'field', gold: answer.gold, got: answer.got, where: answer.field }))
  const wanted = gold.document.recipients
  const got = record.document.recipients
  return [
    ...found,
    ...without(wanted, got).map((each): Miss => ({
      at: null,
      kind: 'field',
      gold: each,
      got: null,
      where: 'recipients',
    })),
    ...without(got, wanted).map((each): Miss => ({
      at: null,
      kind: 'field',
      gold: null,
      got: each,
      where: 'recipients',
    })),
  ]
}

const describe = ({ kind, number, relation }: GoldMention | Citation): string =>
  [kind, number, relation].filter((part) => part !== null).join(' ')

/** White space shown, the middle left out where it is long. */
export function shorten(text: string, most: number): string {
  const line = text.replace(/\r?\n/gu, '⏎').replace(/[\t\u00a0 ]+/gu, ' ')
  if (line.length <= most) return line
  const head = Math.ceil(most * 0.6)
  return `${line.slice(0, head)}…${line.slice(line.length - (most - head))}`
}

function around(text: string, span: Span): string {
  const before = shorten(text.slice(Math.max(0, span.start - 40), span.start), 40)
  const after = shorten(text.slice(span.end, span.end + 25), 25)
  return `${before}‹${shorten(text.slice(span.start, span.end), 100)}›${after}`
}

/** "line:column" of an offset, both from 1. */
export function position(text: string, at: number): string {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  return `${line}:${at - before.lastIndexOf('\n')}`
}

export function formatMiss(miss: Miss, text: string): string {
  const at = (miss.at === null ? '' : position(text, miss.at)).padEnd(8)
  const kind = miss.kind.padEnd(9)
  if (miss.kind === 'missed') return `${at}${kind} ${miss.where}  [${miss.gold}]`
  if (miss.kind === 'extra') return `${at}${kind} ${miss.where}  [${miss.got}]`
  const show = (value: string | null): string => (value === null ? '–' : `"${shorten(value, 110)}"`)
  return `${at}${kind} ${shorten(miss.where, 70)}  gold ${show(miss.gold)}  got ${show(miss.got)}`
}
