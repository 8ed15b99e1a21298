/**
 * Web pages: .html
 * ================
 *
 * Of a portal's page the document is read, not the menu. Left out are scripts, what is hidden, and elements that say of
 * themselves that they are menus, heads, feet or asides, unless the letterhead stands in them. The document is then the
 * innermost block that holds more than half of the words outside links, the letterhead and the list of recipients;
 * and the blocks around it as long as what they add is not links.
 *
 * A block is a line; a table row whose cells hold one line each is one line with tabs between, as in Word files. All
 * offsets count in the decoded file, so the words come with their map.
 */
import { Parser } from 'htmlparser2'
import { MappedBuilder, type MappedText } from '../mapped.ts'
import type { SourceText, Span } from '../record.ts'
import { Unreadable } from './failures.ts'
import { decodeHtml } from './text.ts'

const words = (list: string): Set<string> => new Set(list.split(' '))

/** No words of the page, whatever stands in them. */
const UNREAD = words(
  'head script style title noscript template svg math iframe object select button textarea datalist canvas audio video',
)
/** Not the document, unless the letterhead is in them. */
const ASIDE = words('nav header footer aside menu dialog')
const ASIDE_ROLE = words('navigation banner contentinfo search menu menubar complementary dialog toolbar')
const ASIDE_NAME =
  /(?:^|[^a-z])(?:nav|navbar|navigation|menu|topmenu|mainmenu|footer|sidebar|breadcrumbs?|banner|comments?|related|share|social|toolbar|pagination|copyright)(?![a-z])/i
/** Blocks that may hold a document. */
const HOLDERS = words('body main article section div form td center')
/** Each is a line, or several. */
const BLOCKS = words(
  'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul',
)
/** Marks of footnotes in the running text, where they would cut a citation in two; the notes stand at the end. */
const NOTE_MARK = /^[^#]*#(?:_(?:ftn|edn)\d|sd(?:foot|end)note\d+sym)/
const LETTERHEAD = /Độc lập\s*[-–—]\s*Tự do|ĐẢNG CỘNG SẢN VIỆT NAM|^\s*Số\s*:/u
const RECIPIENTS = /^\s*Nơi nhận/u

/** A page nests some tens of elements. */
const DEEPEST = 5_000

interface Element {
  tag: string
  parent: number
  depth: number
  /** Its events: [from, to). */
  from: number
  to: number
  left: 'never' | 'aside' | 'no'
  /** Characters of its words, in links and outside. */
  linked: number
  prose: number
}

/** In order of the file: words, or an element that begins or ends. `start`, `end`: where in the file. */
interface Event extends Span {
  kind: 'text' | 'open' | 'close'
  element: number
  /** Of text: what it says, where that is not what stands there. */
  text?: string
}

interface Page {
  source: string
  elements: Element[]
  events: Event[]
}

/** Reads a page; runs in the reading process. */
export function readHtml(bytes: Uint8Array): SourceText {
  const text = decodeHtml(bytes)
  const reading = wordsOf(text)
  if (reading.text.trim() === '') throw new Unreadable('empty_document')
  return { format: 'html', text, pages: [], reading }
}

/** The document in a page, with its map to the page's source. */
export function wordsOf(source: string): MappedText {
  const page = parse(source)
  const { from, to } = mainPart(page)
  return layOut(page, from, to)
}

function parse(source: string): Page {
  const elements: Element[] = []
  const events: Event[] = []
  const open: number[] = []
  const parser: Parser = new Parser({
    onopentag(tag, attributes) {
      if (open.length >= DEEPEST) throw new Unreadable('read_limit', { limit: 'depth' })
      const element = { tag, parent: open.at(-1) ?? -1, depth: open.length, from: events.length, to: -1, left: leftOut(tag, attributes), linked: 0, prose: 0 } // prettier-ignore
      open.push(elements.length)
      events.push({ kind: 'open', start: parser.startIndex, end: parser.endIndex + 1, element: elements.length, ...listItem(attributes) }) // prettier-ignore
      elements.push(element)
    },
    onclosetag() {
      const element = open.pop()
      if (element === undefined) return
      events.push({ kind: 'close', start: parser.startIndex, end: parser.endIndex + 1, element })
      elements[element]!.to = events.length
    },
    ontext(text) {
      // A byte order mark is no word, though it counts.
      const start = source.charCodeAt(parser.startIndex) === 0xfeff ? parser.startIndex + 1 : parser.startIndex
      const end = parser.endIndex + 1
      if (end <= start) return
      const decoded = source.startsWith('&', start) && text.length < end - start ? { text } : {}
      events.push({ kind: 'text', start, end, element: open.at(-1) ?? -1, ...decoded })
    },
  })
  parser.write(source)
  parser.end()
  return { source, elements, events }
}

/** Of a list that counts, where it starts. */
const listItem = ({ start }: Record<string, string>): { text?: string } =>
  start !== undefined && /^\d{1,4}$/.test(start) ? { text: start } : {}

function leftOut(tag: string, attributes: Record<string, string>): Element['left'] {
  const { role = '', style = '', href = '' } = attributes
  if (UNREAD.has(tag) || 'hidden' in attributes || /display\s*:\s*none/i.test(style)) return 'never'
  if (tag === 'a' && NOTE_MARK.test(href.slice(0, 500))) return 'never'
  if (ASIDE.has(tag) || ASIDE_ROLE.has(role.toLowerCase())) return 'aside'
  const named = HOLDERS.has(tag) || tag === 'ul' || tag === 'table'
  const name = `${attributes.id ?? ''} ${attributes.class ?? ''}`
  return named && tag !== 'body' && ASIDE_NAME.test(name.slice(0, 500)) ? 'aside' : 'no'
}

const wordsAt = ({ source }: Page, { text, start, end }: Event): string => text ?? source.slice(start, end)

/** Events of the document in a page; decides on the way which elements are left out. */
function mainPart(page: Page): { from: number; to: number } {
  const { elements, events } = page
  const never = markNever(elements)
  const marks = marksOf(page, never)
  for (const element of elements)
    if (element.left === 'aside' && !marks.some((at) => at >= element.from && at < element.to)) element.left = 'never'
  const left = markNever(elements)
  const total = weigh(page, left)
  const whole = { from: 0, to: events.length }
  let main: Element | null = null
  for (const [at, element] of elements.entries()) {
    const holds = HOLDERS.has(element.tag) && !left[at] && element.prose * 2 > total
    if (holds && marks.every((mark) => mark >= element.from && mark < element.to) && element.depth >= (main?.depth ?? 0)) main = element // prettier-ignore
  }
  if (!main) return whole
  for (let around = elements[main.parent]; around; around = elements[around.parent]) {
    const [linked, prose] = [around.linked - main.linked, around.prose - main.prose]
    if (linked * 10 > linked + prose) return main
    main = around
  }
  return whole
}

/** Which elements are left out, themselves or with one around them. Elements come after those around them. */
function markNever(elements: Element[]): boolean[] {
  const never: boolean[] = []
  for (const { left, parent } of elements) never.push(left === 'never' || (parent >= 0 && never[parent]!))
  return never
}

/** Events where the letterhead begins and the recipients are listed. */
function marksOf(page: Page, never: boolean[]): number[] {
  let first = -1
  let last = -1
  for (const [at, event] of page.events.entries()) {
    if (event.kind !== 'text' || never[event.element]) continue
    const text = wordsAt(page, event).normalize('NFC')
    if (first < 0 && LETTERHEAD.test(text)) first = at
    if (RECIPIENTS.test(text)) last = at
  }
  return [first, last].filter((at) => at >= 0)
}

/** Counts the characters of words in each element. */
function weigh(page: Page, left: boolean[]): number {
  const { elements, events } = page
  const inLink: boolean[] = []
  for (const { tag, parent } of elements) inLink.push(tag === 'a' || (parent >= 0 && inLink[parent]!))
  let total = 0
  for (const event of events) {
    if (event.kind !== 'text' || left[event.element]) continue
    const { length } = wordsAt(page, event).replace(/\s+/g, '')
    const holder = elements[event.element]
    if (inLink[event.element]) {
      if (holder) holder.linked += length
    } else {
      if (holder) holder.prose += length
      total += length
    }
  }
  for (const { parent, linked, prose } of elements.toReversed()) {
    const around = elements[parent]
    if (!around) continue
    around.linked += linked
    around.prose += prose
  }
  return total
}

/** A piece of the text laid out: a copy of the file's words, or a sign written in place of a tag. */
interface Piece extends Span {
  text: string | null
}

/** A table row being laid out. */
interface Row {
  /** Signs between its cells, and whether the cell after each has words. */
  gaps: { piece: Piece; filled: boolean }[]
  /** A cell of it has several lines. */
  several: boolean
  cells: number
  /** Of the first cell, and of the one being laid out. */
  firstFilled: boolean
  filled: boolean
}

function layOut(page: Page, from: number, to: number): MappedText {
  const { source, elements, events } = page
  const pieces: Piece[] = []
  const rows: Row[] = []
  const lists: number[] = []
  const left = markNever(elements)
  /** Places of line breaks that are written when words follow. */
  let breaks: number[] = []
  /** Blanks before the next word: as many as they are, they are one space. */
  let blank: Span | null = null
  /** Mark of a list item, which goes with its first words. */
  let marker: Piece | null = null
  let inLine = false
  let preformatted = 0

  /** Empty lines at the top of the page or of a cell are none. */
  const writeBreaks = (): void => {
    const row = rows.at(-1)
    if (row ? row.filled : pieces.length > 0) {
      for (const at of breaks) pieces.push({ start: at, end: at + 1, text: '\n' })
      if (row && breaks.length > 0) row.several = true
    }
    breaks = []
  }
  const fill = (): void => {
    const row = rows.at(-1)
    if (!row || row.filled) return
    row.filled = true
    const gap = row.gaps.at(-1)
    if (gap) gap.filled = true
    else row.firstFilled = true
  }
  const write = (piece: Piece): void => {
    writeBreaks()
    if (blank && inLine) pieces.push({ ...blank, text: ' ' })
    if (marker) pieces.push(marker, { start: marker.end, end: marker.end + 1, text: ' ' })
    blank = marker = null
    pieces.push(piece)
    inLine = true
    fill()
  }
  const breakAt = (at: number): void => {
    breaks.push(at)
    inLine = false
    blank = null
  }
  const endLine = (at: number): void => {
    if (inLine) breakAt(at)
  }
  const say = (start: number, end: number, text: string | undefined): void => {
    const shown = text ?? source.slice(start, end)
    for (const match of shown.matchAll(/[ \t\n\r\f]+|[^ \t\n\r\f]+/g)) {
      const [at, after] = text === undefined ? [start + match.index, start + match.index + match[0].length] : [start, end] // prettier-ignore
      if (!/^[ \t\n\r\f]/.test(match[0])) write({ start: at, end: after, text: text === undefined ? null : match[0] })
      else if (preformatted > 0 && match[0].includes('\n')) for (const _ of match[0].matchAll(/\n/g)) breakAt(at)
      else blank = { start: blank?.start ?? at, end: after }
    }
  }
  const openRow = (): void => {
    writeBreaks()
    rows.push({ gaps: [], several: false, cells: 0, firstFilled: false, filled: false })
  }
  const startCell = (): void => {
    breaks = []
    inLine = false
    blank = marker = null
  }
  const openCell = (at: number): void => {
    const row = rows.at(-1)
    if (!row) return endLine(at)
    startCell()
    row.filled = false
    if (row.cells++ === 0) return
    const piece = { start: at, end: at + 1, text: '\t' }
    pieces.push(piece)
    row.gaps.push({ piece, filled: false })
  }
  const closeRow = (at: number): void => {
    const row = rows.pop()
    if (!row) return
    let filled = row.firstFilled
    for (const gap of row.gaps) {
      if (row.several) gap.piece.text = filled && gap.filled ? '\n' : ''
      filled ||= gap.filled
    }
    startCell()
    if (!filled) return
    fill()
    breaks = [at]
  }

  for (let i = from; i < to; i++) {
    const { kind, start, end, element, text } = events[i]!
    const { tag, to: after } = elements[element] ?? { tag: '', to: 0 }
    if (kind === 'open' && left[element]) {
      i = after - 1
      if (BLOCKS.has(tag)) endLine(start)
    } else if (kind === 'text') say(start, end, text)
    else if (tag === 'br') {
      if (kind === 'open') breakAt(start)
    } else if (tag === 'td' || tag === 'th') {
      if (kind === 'open') openCell(start)
    } else if (BLOCKS.has(tag)) {
      endLine(start)
      if (tag === 'pre') preformatted += kind === 'open' ? 1 : -1
      else if (tag === 'tr' && kind === 'open') openRow()
      else if (tag === 'tr') closeRow(start)
      else if (tag === 'ul' || tag === 'ol') {
        if (kind === 'close') lists.pop()
        else lists.push(tag === 'ul' ? NaN : Number(text ?? 1))
      } else if (tag === 'li' && kind === 'open' && lists.length > 0) {
        const number = lists.at(-1)!
        marker = { start, end: start + 1, text: Number.isNaN(number) ? '-' : `${number}.` }
        lists[lists.length - 1] = number + 1
      }
    }
  }
  const builder = new MappedBuilder(source)
  for (const { start, end, text } of pieces)
    if (text === null) builder.copy(start, end)
    else if (text !== '') builder.put(text, start, end)
  return builder.finish()
}
