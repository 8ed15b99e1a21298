/**
 * Marks between letters
 * =====================
 *
 * A comment begins before a letter and ends after one; a correction takes letters out and puts others in. A run in
 * which that happens is cut there, each piece with the properties of the run. Runs that nothing happens to, and all
 * else, stay as they are.
 */
import { around, isWord, type Story, type TextNode } from './story.ts'
import { elementsOf, escapeXml, splice, type Element, type Splice } from './xml.ts'

/** Which of the things at one place comes first: what is put in belongs to the words before, as do ends. */
const ORDER = { insertion: 0, end: 1, start: 2 } as const

interface Mark {
  at: number
  kind: keyof typeof ORDER
  markup: string
}

interface RunEdit {
  marks: Mark[]
  /** Stretches of the part that are taken out. */
  deleted: [from: number, to: number][]
}

/** A letter of the file: before it or after it is a place for a mark. */
export interface Letter {
  node: TextNode
  unit: number
}

/** Attributes of a `w:ins` or `w:del`: an id of its own, who and when. */
export type Stamp = () => string

/** Collects the marks of one story and writes its XML anew. */
export class StoryEdit {
  readonly story: Story
  private readonly runs = new Map<Element, RunEdit>()
  private readonly splices: Splice[] = []

  private readonly stamp: Stamp

  constructor(story: Story, stamp: Stamp) {
    this.story = story
    this.stamp = stamp
  }

  get xml(): string {
    const runs = [...this.runs].map(([run, edit]) => ({
      start: run.start,
      end: run.end,
      text: this.rebuilt(run, edit),
    }))
    return splice(this.story.xml, [...this.splices, ...runs])
  }

  get touched(): boolean {
    return this.runs.size > 0 || this.splices.length > 0
  }

  /** A comment on the letters from one to another, both in runs that may be cut. */
  comment(id: number, from: Letter, to: Letter): void {
    this.mark(from.node.run, { at: offset(from, 0), kind: 'start', markup: this.rangeStart(id) })
    this.mark(to.node.run, { at: offset(to, 1), kind: 'end', markup: this.rangeEnd(id) })
  }

  /** A comment on something else in a run that may be cut, such as the mark of a note. */
  commentElement(id: number, run: Element, element: Element): void {
    this.mark(run, { at: element.start, kind: 'start', markup: this.rangeStart(id) })
    this.mark(run, { at: element.end, kind: 'end', markup: this.rangeEnd(id) })
  }

  /** A comment on a whole paragraph. */
  commentParagraph(id: number, paragraph: Element): void {
    const properties = paragraph.children.find((child) => isWord(child, 'pPr'))
    const start = properties?.end ?? paragraph.open
    this.splices.push({ start, end: start, text: this.rangeStart(id) })
    this.splices.push({ start: paragraph.close, end: paragraph.close, text: this.rangeEnd(id) })
  }

  /**
   * Takes out the letters from one to another and puts others in after them, as a tracked change. False, and nothing
   * done, where that cannot be written: over paragraphs, pictures or fields.
   */
  replace(from: Letter, to: Letter, text: string): boolean {
    const runs = this.runsBetween(from, to)
    if (!runs) return false
    const [begin, end] = [offset(from, 0), offset(to, 1)]
    for (const run of runs) this.editOf(run).deleted.push([begin, end])
    this.insert(to.node.run, end, text)
    return true
  }

  /** Puts letters in after a letter, or before it, as a tracked change. */
  insertBeside(letter: Letter, side: 'before' | 'after', text: string): boolean {
    const { run } = letter.node
    if (!run || !canBeChanged(run)) return false
    this.insert(run, offset(letter, side === 'after' ? 1 : 0), text)
    return true
  }

  private mark(run: Element | null, mark: Mark): void {
    if (!run) throw new Error('a mark needs a run that may be cut')
    this.editOf(run).marks.push(mark)
  }

  private editOf(run: Element): RunEdit {
    const edit = this.runs.get(run) ?? { marks: [], deleted: [] }
    this.runs.set(run, edit)
    return edit
  }

  private tag(name: string, attributes: string, content?: string): string {
    const { prefix } = this.story
    const start = `<${prefix}${name}${attributes}`
    return content === undefined ? `${start}/>` : `${start}>${content}</${prefix}${name}>`
  }

  private id(id: number): string {
    return ` ${this.story.prefix}id="${id}"`
  }

  private rangeStart(id: number): string {
    return this.tag('commentRangeStart', this.id(id))
  }

  private rangeEnd(id: number): string {
    return this.tag('commentRangeEnd', this.id(id)) + this.tag('r', '', this.tag('commentReference', this.id(id)))
  }

  private insert(run: Element | null, at: number, text: string): void {
    if (text === '' || !run) return
    const { xml } = this.story
    const words = this.tag('t', ' xml:space="preserve"', escapeXml(text))
    const inserted = this.tag('ins', this.stamp(), this.tag('r', '', propertiesOf(run, xml) + words))
    // Within somebody else's insertion ours is our own: theirs is closed before it and goes on after it.
    const theirs = isWord(run.parent, 'ins') ? run.parent : null
    const markup = theirs ? `</${theirs.name}>${inserted}${xml.slice(theirs.start, theirs.open)}` : inserted
    this.mark(run, { at, kind: 'insertion', markup })
  }

  /** Runs from one letter to another; null where something between them is no plain text. */
  private runsBetween(from: Letter, to: Letter): Element[] | null {
    const { paragraph, run: first } = from.node
    const last = to.node.run
    if (!first || !last || to.node.paragraph !== paragraph) return null
    const runs: Element[] = []
    for (const element of elementsOf(paragraph)) {
      if (element.start < first.start || element.start > last.start || !isWord(element, 'r')) continue
      if (around(element, 'del') || around(element, 'moveFrom')) continue
      // References to notes and to other people's comments stay where they are.
      if (element.children.every((child) => isWord(child, 'rPr', ...STAYING))) continue
      if (!canBeChanged(element)) return null
      runs.push(element)
    }
    return runs
  }

  /** The run in pieces, with the marks between them. */
  private rebuilt(run: Element, { marks, deleted }: RunEdit): string {
    const { xml } = this.story
    const properties = propertiesOf(run, xml)
    const sorted = marks.toSorted((a, b) => a.at - b.at || ORDER[a.kind] - ORDER[b.kind])
    const cuts = [...sorted.map(({ at }) => at), ...deleted.flat()]
    const isDeleted = (at: number): boolean => deleted.some(([from, to]) => at >= from && at < to)
    let out = ''
    let piece = ''
    let taken = false
    const flush = (): void => {
      if (piece !== '') {
        const whole = xml.slice(run.start, run.open) + properties + piece + `</${run.name}>`
        out += taken ? this.tag('del', this.stamp(), whole) : whole
      }
      piece = ''
    }
    const add = (at: number, content: string): void => {
      if (isDeleted(at) !== taken) flush()
      taken = isDeleted(at)
      piece += content
    }
    const emitUpTo = (at: number): void => {
      while (sorted[0] && sorted[0].at <= at) {
        flush()
        out += sorted.shift()?.markup
      }
    }
    for (const child of run.children) {
      if (isWord(child, 'rPr')) continue
      emitUpTo(child.start)
      if (!isWord(child, 't') || child.close === child.end) {
        add(child.start, xml.slice(child.start, child.end))
        continue
      }
      const inside = cuts.filter((at) => at > child.open && at < child.close)
      const bounds = [...new Set([child.open, ...inside, child.close])].sort((a, b) => a - b)
      for (const [index, from] of bounds.slice(0, -1).entries()) {
        emitUpTo(from)
        const name = isDeleted(from) ? 'delText' : 't'
        const whole = bounds.length === 2 && name === 't'
        const letters = xml.slice(from, bounds[index + 1])
        add(from, whole ? xml.slice(child.start, child.end) : this.tag(name, ' xml:space="preserve"', letters))
      }
      emitUpTo(child.close)
    }
    flush()
    emitUpTo(run.end)
    return out
  }
}

/** What a run may hold beside letters and still be taken out or written into. */
const PLAIN = ['rPr', 't', 'tab', 'noBreakHyphen', 'softHyphen', 'sym', 'lastRenderedPageBreak']
const STAYING = ['commentReference', 'footnoteReference', 'endnoteReference', 'annotationRef', 'footnoteRef', 'endnoteRef', 'lastRenderedPageBreak'] // prettier-ignore

/** A run of plain text, inserted by somebody at most directly around it, and moved by nobody. */
function canBeChanged(run: Element): boolean {
  if (!run.children.every((child) => isWord(child, ...PLAIN))) return false
  const above = isWord(run.parent, 'ins') ? run.parent.parent : run.parent
  for (let each = above; each && !isWord(each, 'p'); each = each.parent) if (isWord(each, 'ins', 'moveTo')) return false
  return true
}

/** Offset before a letter, or with `after` 1 behind it. */
const offset = ({ node, unit }: Letter, after: 0 | 1): number => node.offsets[unit + after] as number

function propertiesOf(run: Element, xml: string): string {
  const properties = run.children.find((child) => isWord(child, 'rPr'))
  return properties ? xml.slice(properties.start, properties.end) : ''
}
