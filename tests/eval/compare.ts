/**
 * Gold beside a record: who is whom
 * =================================
 *
 * All pairings that scoring and the list of misses need, made once.
 */
import type { Citation, DocumentRecord } from '../../ingest/record.ts'
import { tidyNumber } from './fold.ts'
import type { GoldFile, GoldMention } from './gold.ts'
import { half, overlap, pairUp, touches } from './match.ts'

export interface Comparison {
  gold: GoldFile
  record: DocumentRecord
  /** Mentions with a number, paired by half of the core and the very same number. */
  numbered: { gold: GoldMention[]; got: Citation[]; pairs: Map<GoldMention, Citation> }
  /** All but back references, paired by half of the span. */
  spans: { gold: GoldMention[]; got: Citation[]; pairs: Map<GoldMention, Citation> }
  /** The same, paired by half of the core. */
  cores: Map<GoldMention, Citation>
  /** Back references, paired by half of the span. */
  back: { gold: GoldMention[]; got: Citation[]; pairs: Map<GoldMention, Citation> }
  /** Everything, paired by span or core, whichever is nearer: on these the fields are judged. */
  all: Map<GoldMention, Citation>
  /** Citations that are no mention of the gold. */
  extra: Citation[]
}

/** Mentions whose number was written with another authority than the one meant: both readings are right. */
export function misattributed(gold: GoldFile): Set<number> {
  return new Set(
    gold.issues.filter((issue) => issue.kind === 'wrong-issuer-suffix').map((issue) => issue.mention ?? -1),
  )
}

/** The number of the gold; or, where its authority was written wrongly, that number as written. */
export function numberIsRight(mention: GoldMention, number: string | null, lenient: Set<number>): boolean {
  if (number === mention.number) return true
  return number !== null && lenient.has(mention.index) && number === tidyNumber(mention.numberAsWritten)
}

export function compare(gold: GoldFile, record: DocumentRecord): Comparison {
  const lenient = misattributed(gold)
  const { citations } = record
  const anaphors = gold.mentions.filter((mention) => mention.kind === 'anaphor')
  const others = gold.mentions.filter((mention) => mention.kind !== 'anaphor')

  const numbered = {
    gold: gold.mentions.filter((mention) => mention.number !== null),
    got: citations.filter((each) => each.number !== null && each.kind !== 'anaphor' && each.kind !== 'unnumbered'),
  }
  const named = citations.filter((each) => each.kind !== 'anaphor')
  const spans = pairUp(others, named, half)
  const hit = new Set(spans.values())
  // A name that stands where the gold has a back reference is neither right nor wrong here.
  const counted = named.filter((each) => hit.has(each) || !anaphors.some((mention) => half(mention, each) > 0))
  const back = citations.filter((each) => each.kind === 'anaphor')
  const all = pairUp(gold.mentions, citations, (mention, each) => {
    const value = Math.max(overlap(mention, each), overlap(mention.core, each.core))
    return value >= 0.5 ? value : 0
  })
  const known = new Set(all.values())
  return {
    gold,
    record,
    numbered: {
      ...numbered,
      pairs: pairUp(numbered.gold, numbered.got, (mention, each) =>
        numberIsRight(mention, each.number, lenient) ? half(mention.core, each.core) : 0,
      ),
    },
    spans: { gold: others, got: counted, pairs: spans },
    cores: pairUp(others, counted, (mention, each) => half(mention.core, each.core)),
    back: { gold: anaphors, got: back, pairs: pairUp(anaphors, back, half) },
    all,
    extra: citations.filter((each) => !known.has(each)),
  }
}

/** What the gold says is no citation, and was taken as one. */
export function takenWrongly<T extends { start: number; end: number }>(spans: T[], extra: Citation[]): T[] {
  return spans.filter((span) => extra.some((each) => touches(each.core, span)))
}
