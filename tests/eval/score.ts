/**
 * The scorecard of one document
 * =============================
 *
 *   numbers     instruments cited by number: half of the core and the very number; "exact": the same core
 *   mentions    all but back references, by half of the span; "exact", and by core
 *   kind, class the same by kind and by class of citation
 *   relations   edges between instruments, with type and without
 *   field       on mentions that were found; the gold counts those that were missed too
 *   document    fields of the document itself
 *   cluster     which mentions are one instrument
 *   taken       what the gold names as no citation: hits are those left alone
 *
 * Pure: gold and record in, counts out. Nothing is averaged, so documents add up.
 */
import type { Citation, CitationKind, DocumentRecord } from '../../ingest/record.ts'
import { CLASSES, classOf } from './classes.ts'
import { clusters } from './clusters.ts'
import { compare, takenWrongly, type Comparison } from './compare.ts'
import { bothEdges, pairId } from './edges.ts'
import { fieldAnswers } from './fields.ts'
import { foldWords } from './fold.ts'
import type { GoldFile, GoldMention } from './gold.ts'
import { mentionAnswers } from './mention.ts'
import { sameSpan } from './match.ts'
import { answer, count, type Tally } from './tally.ts'

const KINDS: CitationKind[] = ['full', 'short', 'alias', 'unnumbered', 'anaphor']

export function score(gold: GoldFile, record: DocumentRecord): Tally {
  const tally: Tally = {}
  const compared = compare(gold, record)
  scoreNumbers(tally, compared)
  scoreMentions(tally, compared)
  scoreGroups(tally, compared)
  scoreEdges(tally, compared)
  scoreFields(tally, compared)
  for (const { field, main, right } of fieldAnswers(gold.document, record.document)) {
    answer(tally, `${main ? 'document' : 'document+'} ${field}`, right)
  }
  scoreRecipients(tally, compared)
  const { either, joined, apart } = clusters(compared.all)
  count(tally, 'cluster', either)
  count(tally, 'cluster joined', joined)
  count(tally, 'cluster apart', apart)
  for (const [figure, spans] of [
    ['taken exclusions', gold.exclusions],
    ['taken self-references', gold.selfReferences],
  ] as const) {
    const left = spans.length - takenWrongly([...spans], compared.extra).length
    count(tally, figure, { hit: left, got: spans.length, gold: spans.length })
  }
  return tally
}

function scoreNumbers(tally: Tally, { numbered }: Comparison): void {
  const pairs = [...numbered.pairs]
  const size = { got: numbered.got.length, gold: numbered.gold.length }
  count(tally, 'numbers', { hit: pairs.length, ...size })
  count(tally, 'numbers exact', { hit: pairs.filter(([g, p]) => sameSpan(g.core, p.core)).length, ...size })
}

function scoreMentions(tally: Tally, { spans, cores }: Comparison): void {
  const pairs = [...spans.pairs]
  const size = { got: spans.got.length, gold: spans.gold.length }
  count(tally, 'mentions', { hit: pairs.length, ...size })
  count(tally, 'mentions exact', { hit: pairs.filter(([g, p]) => sameSpan(g, p)).length, ...size })
  count(tally, 'mentions core', { hit: cores.size, ...size })
}

/**
 * By kind and by class. What was found counts where the gold puts it; only what is no mention at all counts where the
 * reader puts it, so that one mistake is not two.
 */
function scoreGroups(tally: Tally, { gold, record, spans, back }: Comparison): void {
  const pairs = new Map([...spans.pairs, ...back.pairs])
  const right = new Set(pairs.values())
  const counted = new Set([...spans.got, ...back.got])
  const wrong = record.citations.filter((each) => counted.has(each) && !right.has(each))
  const group = (name: string, of: (each: GoldMention | Citation) => boolean): void => {
    const here = gold.mentions.filter(of)
    const hits = here.filter((mention) => pairs.has(mention))
    const size = { got: hits.length + wrong.filter(of).length, gold: here.length }
    count(tally, name, { hit: hits.length, ...size })
    const exact = hits.filter((mention) => sameSpan(mention, pairs.get(mention) as Citation))
    count(tally, `${name} exact`, { hit: exact.length, ...size })
  }
  for (const kind of KINDS) group(`kind ${kind}`, (each) => each.kind === kind)
  for (const name of CLASSES) group(`class ${name}`, (each) => classOf(each) === name)
}

function scoreEdges(tally: Tally, { gold, record }: Comparison): void {
  const edges = bothEdges(gold, record)
  const hit = [...edges.got.keys()].filter((id) => edges.gold.has(id)).length
  count(tally, 'relations', { hit, got: edges.got.size, gold: edges.gold.size })
  const wanted = new Set([...edges.gold.values()].map(pairId))
  const found = new Set([...edges.got.values()].map(pairId))
  const joined = [...found].filter((id) => wanted.has(id)).length
  count(tally, 'relations untyped', { hit: joined, got: found.size, gold: wanted.size })
}

function scoreFields(tally: Tally, compared: Comparison): void {
  for (const mention of compared.gold.mentions) {
    for (const { field, asked, given, right } of mentionAnswers(compared, mention)) {
      count(tally, `field ${field}`, { hit: Number(right), got: Number(given), gold: Number(asked) })
    }
  }
}

function scoreRecipients(tally: Tally, { gold, record }: Comparison): void {
  const wanted = gold.document.recipients.map(foldWords)
  const found = record.document.recipients.map(foldWords)
  const hit = new Set(found.filter((each) => wanted.includes(each))).size
  count(tally, 'document+ recipients', { hit, got: found.length, gold: wanted.length })
}
