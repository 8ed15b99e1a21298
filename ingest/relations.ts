/**
 * 6 · relations: who relates how to whom
 * ======================================
 *
 *   Thực hiện  A;  B của …;  C            one cue governs the whole list
 *   └─ cue ──┘ └────┴────────┘
 *
 * The cue nearest before a mention governs it, other mentions and their titles stepped over; in a title the cue stands
 * between the outer's designation and the inner mention, and the outer one is the subject: a second hop for free.
 */
import { cuesBetween, type CueHit } from './citations/cues.ts'
import type { Draft } from './citations/index.ts'
import type { RelationType } from './record.ts'

export interface Governed {
  relation: RelationType
  cue: CueHit | null
  /** The sentence's subject is the other end: "được sửa đổi, bổ sung bởi X". */
  passive: boolean
  /** Mention that the passive amends, or that an annex belongs to. */
  of: Draft | null
}

/** A sentence starts after these; a bullet or number does not end the list that a heading opened. */
const SENTENCE_START = /[.!?] (?=[\p{Lu}“])/gu
const REACH = 1200
/** Documents whose own articles amend, replace, repeal and guide; a plan only speaks of it. */
const ENACTING_TYPES = new Set([
  'Quyết định',
  'Nghị quyết',
  'Nghị định',
  'Thông tư',
  'Thông tư liên tịch',
  'Luật',
  'Bộ luật',
  'Pháp lệnh',
  'Chỉ thị',
  'Quy định',
  'Quy chế',
  'Kết luận',
  'Nghị quyết liên tịch',
  'Văn bản hợp nhất',
  'Lệnh',
  'Hướng dẫn',
])
const ACTS = new Set<RelationType>(['AMENDS', 'REPLACES', 'REPEALS', 'GUIDES', 'APPROVES'])

/** Start of the sentence that holds `at`: after the last full stop before a capital, or the paragraph's start. */
function sentenceStart(text: string, at: number, blocks: Draft[]): number {
  const newline = text.lastIndexOf('\n', at - 1) + 1
  const from = Math.max(newline, at - REACH)
  let start = from
  SENTENCE_START.lastIndex = from
  for (let stop = SENTENCE_START.exec(text); stop && stop.index < at; stop = SENTENCE_START.exec(text)) {
    const index = stop.index
    if (
      /(?:TP|Tp|\d|^.)$/.test(text.slice(Math.max(0, index - 2), index)) &&
      /\d$/.test(text.slice(index - 1, index)) &&
      index - from < 6
    )
      continue
    if (!blocks.some((draft) => draft.start <= index && index < draft.end)) start = index + 2
  }
  return start
}

/** The relation that words around a top-level mention give it. */
export function governingCue(
  text: string,
  draft: Draft,
  earlier: Draft[],
  cues: CueHit[],
  context: { ownType: string | null; header: boolean; from: number },
): Governed {
  // An annex or an amendment in brackets or right behind the mention it belongs to.
  const previous = earlier[earlier.length - 1]
  const near =
    previous && draft.start - previous.end < 90 && !text.slice(previous.end, draft.start).includes('\n')
      ? previous
      : null
  const between = near ? cuesBetween(cues, near.end, draft.start) : []
  const attached = between[between.length - 1]
  if (near && attached && draft.start - attached.end <= 30) {
    if (attached.entry.passive) return { relation: attached.entry.type, cue: attached, passive: true, of: near }
    if (attached.entry.type === 'PROMULGATED_WITH')
      return { relation: 'PROMULGATED_WITH', cue: attached, passive: false, of: near }
    if (
      attached.entry.type === 'APPROVES' &&
      /(?:được|đã được) $/u.test(text.slice(Math.max(0, attached.start - 8), attached.start))
    ) {
      return { relation: 'APPROVES', cue: attached, passive: true, of: near }
    }
  }
  let from = sentenceStart(text, draft.start, earlier)
  let candidates = cuesBetween(cues, Math.max(from, context.from), draft.start).filter(
    (cue) => !earlier.some((other) => other.start <= cue.start && cue.end <= other.end),
  )
  // A list item under a heading that ends with a colon takes the heading's cue.
  for (let hops = 0; candidates.length === 0 && hops < 12 && from > 0 && text[from - 1] === '\n'; hops++) {
    const item = text.slice(from, from + 4)
    const above = text.lastIndexOf('\n', from - 2) + 1
    const line = text.slice(above, from - 1)
    if (!/^[-+•–(]|^\d|^[a-zđ]\)/u.test(item)) break
    candidates = /:$/u.test(line) ? cuesBetween(cues, Math.max(above, from - 400), from - 1) : []
    if (/:$/u.test(line)) break
    from = above
  }
  const cue = candidates[candidates.length - 1] ?? null
  if (!cue) return { relation: 'CITES', cue: null, passive: false, of: null }
  let relation = cue.entry.type
  if (relation === 'PROMULGATED_WITH' && !context.header) relation = 'CITES'
  // "… các văn bản hướng dẫn thực hiện Luật" in a plan: others guide, the plan only speaks of it.
  if (ACTS.has(relation) && !(context.ownType && ENACTING_TYPES.has(context.ownType)) && !context.header)
    relation = 'CITES'
  if (relation === 'APPROVES' && !context.header) relation = draft.named ? relation : 'CITES'
  if (cue.entry.passive) return { relation: 'CITES', cue, passive: false, of: null }
  return { relation, cue, passive: false, of: null }
}

/** The relation inside a title: the last cue between the outer designation and the inner mention. */
export function nestedCue(text: string, outer: Draft, inner: Draft, siblings: Draft[], cues: CueHit[]): Governed {
  const candidates = cuesBetween(cues, outer.named ? outer.start : outer.core.end, inner.start).filter(
    (cue) => !siblings.some((other) => other.start <= cue.start && cue.end <= other.end),
  )
  const cue = candidates[candidates.length - 1] ?? null
  const before = [...siblings].reverse().find((other) => other.end <= inner.start)
  if (cue?.entry.passive && before) return { relation: cue.entry.type, cue, passive: true, of: before }
  if (cue?.entry.type === 'PROMULGATED_WITH' && before && cue.start >= before.end)
    return { relation: 'PROMULGATED_WITH', cue, passive: false, of: before }
  if (!cue)
    return {
      relation: /ban hành $/u.test(text.slice(Math.max(0, inner.start - 9), inner.start))
        ? 'PROMULGATED_WITH'
        : 'CITES',
      cue: null,
      passive: false,
      of: null,
    }
  return { relation: cue.entry.type, cue, passive: false, of: null }
}
