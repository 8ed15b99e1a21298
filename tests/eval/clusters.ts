/**
 * Which mentions are one instrument
 * =================================
 *
 * Judged over pairs of mentions that were found. A programme and the decision that approves it may be one or two:
 * "joined" and "apart" count each way strictly, "either" leaves those pairs out.
 */
import type { Citation } from '../../ingest/record.ts'
import type { GoldMention } from './gold.ts'
import type { Count } from './tally.ts'

export interface Clusters {
  either: Count
  joined: Count
  apart: Count
}

function note(figure: Count, gold: boolean, got: boolean): void {
  figure.gold += Number(gold)
  figure.got += Number(got)
  figure.hit += Number(gold && got)
}

export function clusters(pairs: Map<GoldMention, Citation>): Clusters {
  const result: Clusters = {
    either: { hit: 0, got: 0, gold: 0 },
    joined: { hit: 0, got: 0, gold: 0 },
    apart: { hit: 0, got: 0, gold: 0 },
  }
  const matched = [...pairs]
  for (const [i, [a, mine]] of matched.entries()) {
    for (const [b, other] of matched.slice(i + 1)) {
      const got = mine.key === other.key
      const joined = a.key === b.key
      const apart = (a.annexKey ?? a.key) === (b.annexKey ?? b.key)
      note(result.joined, joined, got)
      note(result.apart, apart, got)
      if (joined === apart) note(result.either, joined, got)
    }
  }
  return result
}
