/**
 * Runs, texts and paragraphs of a part
 * ====================================
 */
import { elementsOf, parseXml, type Element } from './xml.ts'

const WORD_URIS = [
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  'http://purl.oclc.org/ooxml/wordprocessingml/main',
] as const

/** An element of Word's own. */
export type WordElement = Element & { uri: (typeof WORD_URIS)[number] }

export const isWord = (element: Element | null | undefined, ...names: string[]): element is WordElement =>
  element != null && (WORD_URIS as readonly string[]).includes(element.uri) && names.includes(element.local)

/** One `w:t` whose characters can be told apart. */
export interface TextNode {
  story: Story
  element: Element
  /** The text, decoded. */
  text: string
  /** Offset into the part of each UTF-16 unit of `text`, and of the end. */
  offsets: number[]
  /** Its run, where the run may be cut in two here. */
  run: Element | null
  /** The outermost paragraph. */
  paragraph: Element
}

/** Main text, footnotes or endnotes: a part that is read as text. */
export interface Story {
  name: string
  xml: string
  root: Element
  /** Texts in the order of the part. */
  nodes: TextNode[]
  /** The prefix of Word's names, with its colon. */
  prefix: string
}

/** Where a run may stand so that marks may stand beside it. */
const AROUND_RUNS = ['ins', 'moveTo', 'hyperlink', 'smartTag', 'sdt', 'sdtContent', 'fldSimple', 'customXml', 'dir', 'bdo'] // prettier-ignore

export function readStory(name: string, xml: string): Story {
  const root = parseXml(xml)
  const prefix = root.name.slice(0, root.name.length - root.local.length)
  const story: Story = { name, xml, root, nodes: [], prefix }
  for (const element of elementsOf(root)) {
    if (!isWord(element, 't')) continue
    const decoded = decodeText(xml, element)
    const paragraph = outermost(element, 'p')
    if (decoded && paragraph) story.nodes.push({ story, element, ...decoded, run: runOf(element, paragraph), paragraph }) // prettier-ignore
  }
  return story
}

const ENTITY = /&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(\w+));/y
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Null where markup (CDATA, a comment) stands among the characters: no program writes that. */
function decodeText(xml: string, { open, close }: Element): { text: string; offsets: number[] } | null {
  let text = ''
  const offsets: number[] = []
  for (let at = open; at < close;) {
    let unit = xml.charAt(at)
    if (unit === '<') return null
    const from = at
    if (unit === '&') {
      ENTITY.lastIndex = at
      const [whole = '&', hex, decimal, named = ''] = ENTITY.exec(xml) ?? []
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
      unit = hex || decimal ? String.fromCodePoint(code) : (NAMED[named] ?? '')
      at += whole.length
    } else at++
    for (let index = 0; index < unit.length; index++) offsets.push(from)
    text += unit
  }
  offsets.push(close)
  return { text, offsets }
}

function outermost(element: Element, name: string): Element | null {
  let found: Element | null = null
  for (let above = element.parent; above; above = above.parent) if (isWord(above, name)) found = above
  return found
}

/** The run of a text or mark: none in a text box, a ruby or an equation, where our marks are not allowed. */
function runOf(element: Element, paragraph: Element): Element | null {
  const run = element.parent
  if (!isWord(run, 'r')) return null
  let above = run.parent
  while (isWord(above, ...AROUND_RUNS)) above = above.parent
  return above === paragraph ? run : null
}

/** The nearest element of a name around another one. */
export function around(element: Element, name: string): Element | null {
  for (let above = element.parent; above; above = above.parent) if (isWord(above, name)) return above
  return null
}

/** The mark of a note in the main text, with its run where that may be cut, and its paragraph. */
export interface NoteMark {
  element: Element
  run: Element | null
  paragraph: Element
}

const noteKey = (kind: string, id = ''): string => `${kind} ${id}`

/** Marks of notes in the main text, by kind and id. */
export function noteMarks(main: Story): Map<string, NoteMark> {
  const marks = new Map<string, NoteMark>()
  for (const element of elementsOf(main.root)) {
    if (!isWord(element, 'footnoteReference', 'endnoteReference')) continue
    const paragraph = outermost(element, 'p')
    if (!paragraph) continue
    const key = noteKey(element.local.replace('Reference', ''), element.attributes['id'])
    marks.set(key, { element, run: runOf(element, paragraph), paragraph })
  }
  return marks
}

/** The mark of the note that a text stands in; null for one of the main text. */
export function noteMarkOf({ element }: TextNode, marks: Map<string, NoteMark>): NoteMark | null {
  const note = around(element, 'footnote') ?? around(element, 'endnote')
  return note ? (marks.get(noteKey(note.local, note.attributes['id'])) ?? null) : null
}
