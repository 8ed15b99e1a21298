/**
 * XML by position
 * ===============
 *
 * A part is read into a tree of elements that only say where they stand. Changes are splices at those places, so that
 * everything else of the part stays as it was, character by character.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes'

export interface Element {
  /** Name without prefix. */
  local: string
  uri: string
  /** Name as written. */
  name: string
  attributes: Record<string, string>
  parent: Element | null
  children: Element[]
  /** Offset of "<". */
  start: number
  /** Offset after the ">" of the start tag. */
  open: number
  /** Offset of the end tag; equal to `end` where the tag closes itself. */
  close: number
  /** Offset after the element. */
  end: number
}

/** Reads a part; throws where it is no well-formed XML. */
export function parseXml(xml: string): Element {
  const parser = new SaxesParser({ xmlns: true })
  let root: Element | null = null
  let current: Element | null = null
  // In well-formed XML "<" stands nowhere inside a tag but at its start.
  const tagStart = (): number => xml.lastIndexOf('<', parser.position - 1)
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag: SaxesTagNS) => {
    const element: Element = {
      local: tag.local,
      uri: tag.uri,
      name: tag.name,
      attributes: Object.fromEntries(Object.values(tag.attributes).map(({ local, value }) => [local, value])),
      parent: current,
      children: [],
      start: tagStart(),
      open: parser.position,
      close: parser.position,
      end: parser.position,
    }
    current?.children.push(element)
    root ??= element
    current = element
  })
  parser.on('closetag', (tag) => {
    if (!current) return
    if (!tag.isSelfClosing) current.close = tagStart()
    current.end = parser.position
    current = current.parent
  })
  parser.write(xml).close()
  if (!root) throw new Error('no element')
  return root
}

/** All elements, in the order of their start tags. */
export function* elementsOf(root: Element): Generator<Element> {
  const waiting = [root]
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    yield element
    for (let index = element.children.length - 1; index >= 0; index--) waiting.push(element.children[index] as Element)
  }
}

export interface Splice {
  start: number
  end: number
  text: string
}

/** Applies splices that do not overlap; those of one place in the order given. */
export function splice(xml: string, splices: Splice[]): string {
  let out = ''
  let at = 0
  for (const { start, end, text } of splices.toSorted((a, b) => a.start - b.start)) {
    out += xml.slice(at, start) + text
    at = end
  }
  return out + xml.slice(at)
}

/** A child put at the end of an element, which may have closed itself so far. */
export function appended(xml: string, element: Element, child: string): Splice {
  if (element.close < element.end) return { start: element.close, end: element.close, text: child }
  const tag = xml.slice(element.start, element.end).replace(/\s*\/>$/, '>')
  return { start: element.start, end: element.end, text: `${tag}${child}</${element.name}>` }
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text for XML: escaped, and without the characters that XML cannot hold. */
export function escapeXml(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- these are the ones to drop
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\uD800-\uDFFF]/gu, '')
      .replace(/[&<>"]/g, (character) => ESCAPES[character] as string)
  )
}
