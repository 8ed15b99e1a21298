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
import { cuesBetween, lastCue, type CueHit } from './citations/cues.ts'
import type { Draft } from './citations/index.ts'
import { lineStart } from './lines.ts'
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
const SENTENCE_START = /^[.!?] [\p{Lu}“]/u
const NEWLINE = 10
const isFullStop = (code: number): boolean => code === 46 || code === 33 || code === 63
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
/** "Quyết định số … hết hiệu lực kể từ ngày …": the cue follows. */
const TRAILING =
  /^,? (?:và (?:Quyết định|Nghị quyết|Nghị định|Thông tư|Chỉ thị) [^,;.]{1,40} )?hết hiệu lực(?: thi hành)?(?: kể)? (?:từ|khi)/u
const APPROVABLE = new Set(['Đề án', 'Chương trình', 'Chiến lược', 'Quy hoạch', 'Kế hoạch'])
const APPROVING = new Set(['Quyết định', 'Nghị quyết'])
const ACTS = new Set<RelationType>(['AMENDS', 'REPLACES', 'REPEALS', 'GUIDES', 'APPROVES'])
/** What an act changes was there before it. */
export const CHANGES = new Set<RelationType>(['AMENDS', 'REPLACES', 'REPEALS'])
/** Acts are put forward in a submission, an opinion or a letter, never in an act. */
const NEVER_PROPOSES = new Set([
  'Luật',
  'Bộ luật',
  'Pháp lệnh',
  'Hiến pháp',
  'Nghị quyết',
  'Nghị định',
  'Thông tư',
  'Quyết định',
  'Chỉ thị',
])
/** "Chính phủ ban hành Nghị quyết …": the sentence that enacts, no item of the preamble's list. */
const ENACTS = /(?:^|\p{L} )[Bb]an hành /u
/** "Quy chế này thay thế …": an annex speaks of itself. */
const THIS_ONE = / này /u

/** What the top-level mentions of one document are governed in. */
export interface Context {
  text: string
  cues: CueHit[]
  /** The top-level mentions before this one. */
  tops: Draft[]
  /** The first of them that may reach into its sentence. */
  near: number
  /** The document's own articles amend, replace, repeal and guide. */
  enacting: boolean
  /** Cues that bind an annex or an amendment to the mention before it govern nothing else. */
  consumed: Set<CueHit>
}

/** Where one of them stands. */
interface Place {
  /** In letterhead or title. */
  header: boolean
  /** Cues before this are not its own. */
  from: number
  /** In the preamble. */
  basis: boolean
  /** In a list or form behind the signature, or in the quoted words of another act: not the document itself speaks. */
  reported: () => boolean
}

/** Whether a near mention covers [start, end). */
function isCovered({ tops, near }: Context, start: number, end: number): boolean {
  for (let i = near; i < tops.length; i++) if (tops[i]!.start <= start && end <= tops[i]!.end) return true
  return false
}

/**
 * Start of the sentence that holds `at`: after the last full stop before a capital, or the paragraph's start; looked for
 * no further than `floor`.
 */
function sentenceStart(context: Context, at: number, floor: number): number {
  const { text } = context
  for (let index = at - 1; index >= floor; index--) {
    const code = text.charCodeAt(index)
    if (code === NEWLINE) return index + 1
    if (!isFullStop(code) || !SENTENCE_START.test(text.slice(index, index + 4))) continue
    // "1. Căn cứ": the number of a paragraph.
    if (/\d/.test(text.charAt(index - 1)) && index - lineStart(text, index, Math.max(0, at - REACH)) < 6) continue
    if (!isCovered(context, index, index + 1)) return index + 2
  }
  return floor
}

export const isEnacting = (type: string | null): boolean => type !== null && ENACTING_TYPES.has(type)

/** An annex, an amendment or an approval, in brackets or right behind the mention it belongs to. */
function attachedCue(draft: Draft, { text, cues, tops, near, consumed }: Context): Governed | null {
  const previous = near < tops.length ? tops[tops.length - 1]! : null
  if (!previous || draft.start - previous.end >= 90) return null
  const between = text.slice(previous.end, draft.start)
  const lineBreak = between.indexOf('\n')
  if (lineBreak >= 0) {
    // In a table: "Thông tư số 36/2017 …␤Được thay thế bởi Thông tư số 05/2023 …".
    const reason = cuesBetween(cues, previous.end + lineBreak, draft.start)[0]
    const binds = reason?.entry.passive && reason.start === previous.end + lineBreak + 1 && draft.start - reason.end < 8
    if (!binds || between.includes('\n', lineBreak + 1)) return null
    consumed.add(reason)
    return { relation: reason.entry.type, cue: reason, passive: true, of: previous }
  }
  // "Đề án 06 theo Quyết định số 06/QĐ-TTg", "Đề án … (Quyết định số 1533/QĐ-TTg)": the decision that approves it.
  const approvable = previous.named !== null && APPROVABLE.has(previous.type) && draft.designation !== null
  if (approvable && APPROVING.has(draft.type) && /^ (?:theo|tại) $|^ ?\($/u.test(between)) {
    for (const cue of cuesBetween(cues, previous.end, draft.start)) consumed.add(cue)
    return { relation: 'APPROVES', cue: null, passive: true, of: previous }
  }
  const cue = lastCue(cues, previous.end, draft.start)
  if (!cue || draft.start - cue.end > 30) return null
  const lead = text.slice(previous.end, cue.start)
  const binds =
    cue.entry.passive ||
    cue.entry.type === 'PROMULGATED_WITH' ||
    (cue.entry.type === 'APPROVES' && /^ (?:tại|theo|bởi|trong)(?: các)? $/u.test(text.slice(cue.end, draft.start))) ||
    (cue.entry.type === 'REPLACES' && /\((?:đã )?$/u.test(lead))
  if (!binds) return null
  consumed.add(cue)
  const passive = cue.entry.passive === true || cue.entry.type === 'APPROVES'
  return { relation: cue.entry.type, cue, passive, of: previous }
}

/** The cue of its own sentence that stands nearest before a mention, other mentions and their titles stepped over. */
function cueOfSentence(draft: Draft, context: Context, place: Place): CueHit | null {
  const { consumed } = context
  const floor = Math.max(0, draft.start - REACH)
  const cue = lastCue(
    context.cues,
    Math.max(floor, place.from),
    draft.start,
    (hit) =>
      !consumed.has(hit) &&
      (place.header || hit.entry.type !== 'PROMULGATED_WITH') &&
      !isCovered(context, hit.start, hit.end),
  )
  // No sentence may start between the two; what stands farther off does not matter.
  return cue && sentenceStart(context, draft.start, Math.max(floor, cue.start - 1)) <= cue.start ? cue : null
}

/** A list item under a heading that ends with a colon takes the heading's cue. */
function cueOfHeading(draft: Draft, context: Context, place: Place): CueHit | null {
  const { text, cues } = context
  let from = sentenceStart(context, draft.start, Math.max(0, draft.start - REACH))
  for (let hops = 0; hops < 12 && from > 0 && text[from - 1] === '\n'; hops++) {
    const item = text.slice(from, from + 4)
    const above = text.lastIndexOf('\n', from - 2) + 1
    const line = text.slice(above, from - 1)
    if (place.basis && line.endsWith(';')) {
      if (ENACTS.test(text.slice(from, draft.start))) return null
      // "Căn cứ A;␤B;": an item of the preamble without a cue of its own takes the one that opened the list.
      const opening = cuesBetween(cues, above, above + 24)[0]
      if (opening) return opening
    } else if (!/^[-+•–(]|^\d|^[a-zđ]\)/u.test(item)) return null
    else if (line.endsWith(':')) return lastCue(cues, Math.max(above, from - 400), from - 1)
    from = above
  }
  return null
}

/** "thay thế Nghị quyết số 9 … điều chỉnh Nghị định số 46 … và Nghị quyết số 66": it may be replaced, or what number 9 adjusted. */
function maySitInTitle(draft: Draft, { text, tops, near }: Context): boolean {
  const previous = near < tops.length ? tops[tops.length - 1]! : null
  if (!previous?.designation || draft.title || draft.start - previous.end > 5) return false
  return (
    text.slice(previous.end, draft.start) === ' và ' &&
    previous.title !== null &&
    /sửa đổi|bổ sung|điều chỉnh|tạm ngưng/u.test(text.slice(previous.title.start, previous.end)) &&
    /(?:số|\p{L}) \d[\d.]*\/[^.;]*$/u.test(text.slice(previous.title.start, previous.end))
  )
}

/** The relation that words around a top-level mention give it. */
export function governingCue(draft: Draft, context: Context, place: Place): Governed {
  const { text, enacting } = context
  const attached = attachedCue(draft, context)
  if (attached) return attached
  if (enacting && TRAILING.test(text.slice(draft.end, draft.end + 60))) {
    return { relation: 'REPEALS', cue: null, passive: false, of: null }
  }
  const cue = cueOfSentence(draft, context, place) ?? cueOfHeading(draft, context, place)
  if (!cue) return { relation: 'CITES', cue: null, passive: false, of: null }
  let relation = cue.entry.type
  if (relation === 'PROPOSED_BY' && (NEVER_PROPOSES.has(draft.type) || text.slice(cue.end, draft.start).includes(';')))
    relation = 'CITES'
  // Only a preamble rests on what it cites; elsewhere "căn cứ Hướng dẫn số …" says what to go by.
  if (relation === 'BASED_ON' && !place.basis) relation = 'APPLIES'
  // "… các văn bản hướng dẫn thực hiện Luật" in a plan: others guide, the plan only speaks of it.
  if (ACTS.has(relation) && !enacting && !place.header) relation = 'CITES'
  if (ACTS.has(relation) && enacting && place.reported()) {
    const from = sentenceStart(context, draft.start, Math.max(0, draft.start - REACH))
    if (!THIS_ONE.test(text.slice(from, cue.start))) relation = 'CITES'
  }
  if (CHANGES.has(relation) && maySitInTitle(draft, context)) relation = 'CITES'
  if (relation === 'APPROVES' && !place.header) relation = draft.named ? relation : 'CITES'
  // "được sửa đổi theo quy định tại Điều 6 Thông tư …": the sentence's subject is what is amended, not what amends.
  const suffered = ACTS.has(relation) && /(?:được|bị) $/u.test(text.slice(Math.max(0, cue.start - 5), cue.start))
  if (cue.entry.passive || suffered) return { relation: 'CITES', cue, passive: false, of: null }
  return { relation, cue, passive: false, of: null }
}

/** The relation inside a title: the last cue between the outer designation and the inner mention. */
export function nestedCue(text: string, outer: Draft, inner: Draft, siblings: Draft[], cues: CueHit[]): Governed {
  let cue = lastCue(
    cues,
    outer.named ? outer.start : outer.core.end,
    inner.start,
    // "hướng dẫn một số quy định của Nghị định …": what is guided, no cue.
    (hit) =>
      !text.startsWith('một số ', hit.start - 7) &&
      !siblings.some((other) => other.start <= hit.start && hit.end <= other.end),
  )
  let before: Draft | null = null
  for (const other of siblings) if (other.end <= inner.start) before = other
  if (cue?.entry.passive && before && before.start >= cue.end) {
    // "… đã được sửa đổi theo Luật số 32/2013/QH13, Luật Hải quan số 54/2014/QH13": another amender, or the next item.
    if (inner.named === null) return before.governed!
    cue = lastCue(cues, outer.named ? outer.start : outer.core.end, cue.start, (hit) => !hit.entry.passive)
  }
  if (cue?.entry.passive) return { relation: cue.entry.type, cue, passive: true, of: before ?? outer }
  if (cue?.entry.type === 'PROMULGATED_WITH' && before && cue.start >= before.end)
    return { relation: 'PROMULGATED_WITH', cue, passive: false, of: before }
  if (!cue)
    return {
      relation: text.slice(Math.max(0, inner.start - 9), inner.start).endsWith('ban hành ')
        ? 'PROMULGATED_WITH'
        : 'CITES',
      cue: null,
      passive: false,
      of: null,
    }
  return { relation: cue.entry.type, cue, passive: false, of: null }
}
