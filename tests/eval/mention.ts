/**
 * What a found mention says: its fields against the gold
 * ======================================================
 *
 * Date, issuer, type and title are asked of full citations only; the others of every mention.
 */
import type { Citation } from '../../ingest/record.ts'
import type { Comparison } from './compare.ts'
import { foldIssuer, foldWords } from './fold.ts'
import { TYPE_OF_CODE, type GoldMention } from './gold.ts'

export interface MentionAnswer {
  field: string
  /** The gold has a value, or the answer is owed in any case. */
  asked: boolean
  /** The reader gave one. */
  given: boolean
  right: boolean
  gold: string | null
  got: string | null
}

/** A value that may be absent on either side. */
function optional(
  field: string,
  fold: (text: string | null) => string,
  gold: string | null,
  got: string | null,
): MentionAnswer {
  const right = gold !== null && got !== null && fold(gold) === fold(got)
  return { field, asked: gold !== null, given: got !== null, right, gold, got }
}

/** A value that every mention has. */
function owed(field: string, right: boolean, gold: string, got: string | undefined): MentionAnswer {
  return { field, asked: true, given: got !== undefined, right: right && got !== undefined, gold, got: got ?? null }
}

const asIs = (text: string | null): string => text ?? ''

/** The answers about one mention; of a missed one, what it leaves unanswered. */
export function mentionAnswers({ gold, all }: Comparison, mention: GoldMention): MentionAnswer[] {
  const got: Citation | undefined = all.get(mention)
  const same = (field: 'kind' | 'section' | 'relation'): MentionAnswer =>
    owed(field, mention[field] === got?.[field], mention[field], got?.[field])
  const answers = [
    same('kind'),
    same('section'),
    owed('basis', mention.basis === got?.basis, String(mention.basis), got && String(got.basis)),
    same('relation'),
    optional('provision', foldWords, mention.provision, got?.provision ?? null),
  ]
  if (mention.kind !== 'full') return answers
  // What the words name may be of another type than the decision whose key they carry.
  const types = [gold.instruments.find((each) => each.key === mention.key)?.type ?? '']
  if (mention.annexKey !== null) types.push(TYPE_OF_CODE[mention.typeCode] ?? '')
  const typeIsRight = types.some((type) => foldWords(type) === foldWords(got?.type))
  return [
    ...answers,
    owed('type', typeIsRight, types.at(-1) ?? '', got?.type),
    optional('date', asIs, mention.date, got?.date ?? null),
    optional('issuer', foldIssuer, mention.issuer, got?.issuer ?? null),
    optional('title', foldWords, mention.title, got?.title ?? null),
  ]
}
