/**
 * The reading pipeline on one screen
 * ==================================
 *
 *   normalise ─ flow ─ outline ─ header ─ citations ─ resolve ─ relations ─ record
 *
 * Text in, record out: pure, no network, no database. All stages work on the flow text; spans are led back to the text
 * as read at the end, so that `text === source.slice(start, end)` holds by construction.
 */
import { findBackReferences, findBareAliases, type BareWord } from './citations/back.ts'
import { pinpointBefore } from './citations/pinpoint.ts'
import { lineEnd } from './lines.ts'
import { findCitations, newDraft, type Draft } from './citations/index.ts'
import { scan } from './citations/scan.ts'
import { flow } from './flow.ts'
import { readHeader } from './header.ts'
import { compose, spanToSource, type MappedText } from './mapped.ts'
import { normalise } from './normalise.ts'
import { outline, sectionAt } from './outline.ts'
import { buildRecord } from './build.ts'
import { plainOf, recordInFile } from './reading.ts'
import { resolve } from './resolve.ts'
import { warningMessage } from './warnings.ts'
import { phraseKey } from './words.ts'
import type { DocumentRecord, SourceText, Span } from './record.ts'

/** A page with fewer letters, page heads left out, is a picture of a page with nothing to read on it. */
const FEWEST_LETTERS = 150

/** The text that all stages work on, with its way back to the text as read. */
export function flowOf(source: string): MappedText {
  const normal = normalise(source)
  return compose(normal, flow(normal.text))
}

/**
 * Reads one document. Never throws on text, whatever it holds; time is linear in its length. `parts`: each citation
 * also says where its number, date, issuer and title stand.
 */
export function ingest(source: SourceText, { parts: withParts = false } = {}): DocumentRecord {
  if (source.reading) return recordInFile(ingest(plainOf(source), { parts: withParts }), source)
  const mapped = flowOf(source.text)
  const text = mapped.text
  const parts = outline(text)
  const scanned = scan(text)
  const header = readHeader(text, parts, scanned.designations)
  const inBasis = (at: number): boolean => at < parts.preambleEnd
  const found = findCitations(text, scanned, inBasis, header.ownNumber)
  // A mention of the document's own number is the document itself: "(Ban hành kèm theo Quyết định số …)" in its annex.
  const own = new Set(
    found.filter(
      (draft) =>
        header.number !== null &&
        draft.designation?.number === header.number &&
        (!draft.date || !header.date || header.date.startsWith(draft.date)),
    ),
  )
  for (const draft of ownAnnexes(text, found)) own.add(draft)
  if (LAWS.has(parts.type?.type ?? header.type ?? ''))
    for (const draft of found) if (isOwnLaw(text, draft)) own.add(draft)
  const drafts = own.size > 0 ? found.filter((draft) => !own.has(draft)) : found
  for (const draft of drafts) if (draft.parent && own.has(draft.parent)) draft.parent = null
  const aliases = findBareAliases(text, drafts)
  const back = findBackReferences(
    text,
    scanned.words,
    drafts,
    // A consolidated text speaks as the act it consolidates: "Thông tư này".
    parts.type?.type ?? header.type,
    header.issuer,
    parts.headerEnd,
    parts.preambleEnd,
    { start: parts.recipientsStart, end: parts.recipientsEnd },
  )
  const taken = new Set(aliases.map((item) => item.start))
  const all = [
    ...drafts,
    ...aliases.map((item) => bareMention(text, item, 'alias')),
    ...back.anaphors.filter((item) => !taken.has(item.start)).map((item) => bareMention(text, item, 'anaphor')),
  ].sort((a, b) => a.start - b.start || b.end - a.end)
  linkAliases(all)
  const toSource = (span: Span): Span => spanToSource(mapped, span.start, span.end)
  const resolution = resolve(all, text)
  const record = buildRecord({
    source: source.text,
    text,
    sparse: source.pages.length > 1 && text.length < source.pages.length * FEWEST_LETTERS,
    toSource,
    parts,
    header,
    drafts: all,
    withParts,
    resolution,
    cues: scanned.cues,
    selfReferences: [...back.selfReferences, ...own]
      .map(({ start, end }) => ({ start, end }))
      .sort((a, b) => a.start - b.start),
    sectionAt: (at) => sectionAt(parts, at),
  })
  if (source.ocr !== undefined) {
    const message = warningMessage('ocr-text', String(source.ocr))
    record.warnings.unshift({ code: 'ocr-text', message, start: 0, end: 0 })
  }
  return record
}

const WITH_THIS =
  /^[”"]?,? ?\(?(?:được )?[Bb]an hành kèm theo (?:\p{Lu}\p{Ll}+ ){0,1}(?:\p{Lu}|\p{Ll})\p{Ll}+ này(?![\p{L}])/u

/** "Chương trình đào tạo … ban hành kèm theo Thông tư này": the document's own annex, by whatever words it is named. */
function ownAnnexes(text: string, drafts: Draft[]): Draft[] {
  const named = drafts.filter((draft) => draft.named?.class === 'programme')
  const nameOf = (draft: Draft): string => phraseKey(text.slice(draft.start, draft.named!.nameEnd))
  const own = new Set(
    named.filter((draft) => WITH_THIS.test(text.slice(draft.end, draft.end + 60))).map((draft) => nameOf(draft)),
  )
  return own.size === 0 ? [] : named.filter((draft) => own.has(nameOf(draft)))
}

const LAWS = new Set(['Luật', 'Bộ luật', 'Pháp lệnh', 'Văn bản hợp nhất'])
const ENACTED = 'Quốc hội ban hành '
const REST_OF_CAPTION = /^(?: sửa đổi)?(?: \d{4})?$/u

/** A law's own name where it is enacted ("Quốc hội ban hành Luật …"), and in the caption that a portal puts on top. */
function isOwnLaw(text: string, draft: Draft): boolean {
  if (draft.named?.class !== 'law') return false
  if (draft.start === 0)
    return REST_OF_CAPTION.test(text.slice(draft.end, Math.min(lineEnd(text, 0, text.length), draft.end + 20)))
  const lead = draft.start - ENACTED.length
  return text.startsWith(ENACTED, lead) && (lead === 0 || '\n“"'.includes(text[lead - 1]!))
}

/** A bare word that takes up another mention. */
function bareMention(text: string, found: BareWord, kind: 'alias' | 'anaphor'): Draft {
  const rule = kind === 'alias' ? 'declared-name' : 'back-reference'
  const draft = newDraft(found.start, found.end, found.type, rule, kind === 'alias' ? 0.95 : 0.75)
  draft.kind = kind
  draft.antecedent = found.antecedent
  draft.provision = pinpointBefore(text, found.start, 0)
  return draft
}

/** An alias that no words declare stands for the outer mention just before it. */
function linkAliases(all: Draft[]): void {
  const outer: Draft[] = []
  for (const draft of all) {
    if (draft.kind === 'alias' && !draft.antecedent) {
      let i = outer.length - 1
      while (i >= 0 && outer[i]!.end > draft.start) i--
      const before = outer[i]
      if (before && draft.start - before.end < 60) draft.antecedent = before
    }
    if (!draft.parent && draft.kind !== 'alias') outer.push(draft)
  }
}
