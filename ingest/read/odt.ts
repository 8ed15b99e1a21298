/**
 * OpenDocument texts: .odt
 * ========================
 *
 * Only content.xml is read, element by element: paragraphs, tables and footnotes as in Word files (`laid.ts`), text boxes
 * before the paragraph they hang on. What was deleted under tracked changes stands apart in the file and is left out, so
 * that the changes are read as accepted. Numbers that the program counts by itself are not in the file and so not in
 * the text.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes'
import type { SourceText } from '../record.ts'
import { Unreadable } from './failures.ts'
import { LaidText } from './laid.ts'
import { refuseDoctype, verifyEntries } from './zip.ts'

const TEXT = 'urn:oasis:names:tc:opendocument:xmlns:text:1.0'
const TABLE = 'urn:oasis:names:tc:opendocument:xmlns:table:1.0'
const OFFICE = 'urn:oasis:names:tc:opendocument:xmlns:office:1.0'
const DRAW = 'urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'
const PREFIXES = new Map([[TEXT, 'text'], [TABLE, 'table'], [OFFICE, 'office'], [DRAW, 'draw']]) // prettier-ignore

/** Nothing in these is a word of the document. */
const UNREAD = new Set(['text:tracked-changes', 'office:annotation', 'text:note-citation', 'office:forms', 'text:ruby-text', 'draw:object']) // prettier-ignore

const DEEPEST = 5_000
/** An element may ask for any number of spaces. */
const MOST_SPACES = 1_000

/** Reads an .odt; runs in the reading process. */
export async function readOdt(bytes: Uint8Array): Promise<SourceText> {
  const parts: Buffer[] = []
  await verifyEntries(bytes, (name, part) => {
    refuseDoctype(name, part)
    if (name === 'META-INF/manifest.xml' && part.includes('encryption-data')) throw new Unreadable('encrypted_file')
    if (name === 'content.xml') parts.push(part)
  })
  const xml = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
  return { format: 'odt', text: contentToText(xml), pages: [] }
}

/** content.xml as lines. */
export function contentToText(xml: string): string {
  const laid = new LaidText()
  const open: string[] = []
  /** Text boxes of the paragraphs that are open. */
  const boxes: string[] = []
  /** Styles of lists that are open; the style of a list within a list is that of the outer one. */
  const lists: string[] = []
  const bullets = new Set<string>()
  let style = ''
  let bullet = false
  let unread = 0
  let isText = false

  const begin: Record<string, (attribute: (uri: string, local: string) => string) => void> = {
    'office:text': () => void (isText = true),
    'text:p': () => {
      boxes.push('')
      laid.open()
      if (bullet) laid.text = '- '
      bullet = false
    },
    'text:list': (attribute) => void lists.push(attribute(TEXT, 'style-name') || (lists.at(-1) ?? '')),
    'text:list-item': () => void (bullet = bullets.has(`${lists.at(-1)} ${lists.length}`)),
    'text:note-body': () => laid.open(),
    'draw:text-box': () => laid.open(),
    'text:tab': () => void (laid.text += '\t'),
    'text:line-break': () => void (laid.text += '\n'),
    'text:s': (attribute) => void (laid.text += ' '.repeat(Math.min(Number(attribute(TEXT, 'c') || 1) || 1, MOST_SPACES))), // prettier-ignore
    'table:table-row': () => laid.openRow(),
    'table:table-cell': () => laid.openCell(),
    'text:list-style': (attribute) => void (style = attribute('urn:oasis:names:tc:opendocument:xmlns:style:1.0', 'name')), // prettier-ignore
    'text:list-level-style-bullet': (attribute) => void bullets.add(`${style} ${attribute(TEXT, 'level')}`),
  }
  const end: Record<string, () => void> = {
    'text:p': () => {
      const words = laid.close()
      laid.text += `${boxes.pop() ?? ''}${words}\n`
    },
    'text:list': () => void lists.pop(),
    'text:list-item': () => void (bullet = false),
    'text:note-body': () => laid.addNote(laid.close()),
    'draw:text-box': () => {
      const box = laid.close()
      if (boxes.length > 0) boxes[boxes.length - 1] += box
      else laid.text += box
    },
    'table:table-row': () => laid.closeRow(),
    'table:table-cell': () => laid.closeCell(),
  }

  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw new Unreadable('damaged_file', { detail: error.message.slice(0, 200) })
  })
  parser.on('doctype', () => {
    throw new Unreadable('damaged_file', { detail: 'DTD' })
  })
  parser.on('opentag', ({ uri, local, attributes }: SaxesTagNS) => {
    if (open.length >= DEEPEST) throw new Unreadable('read_limit', { limit: 'depth' })
    const name = nameOf(uri, local)
    open.push(name)
    if (UNREAD.has(name)) unread++
    if (unread > 0) return
    begin[name]?.((space, key) => Object.values(attributes).find((each) => each.local === key && each.uri === space)?.value ?? '') // prettier-ignore
  })
  parser.on('closetag', () => {
    const name = open.pop() ?? ''
    if (unread === 0) end[name]?.()
    if (UNREAD.has(name)) unread--
  })
  parser.on('text', (text) => {
    // Blanks between paragraphs are none of the text's.
    if (unread === 0 && boxes.length > 0) laid.text += text.replace(/[ \t\r\n]+/g, ' ')
  })
  parser.write(xml).close()
  if (!isText) throw new Unreadable('unsupported_format', { found: 'OpenDocument' })
  return laid.finish()
}

/** A heading is a paragraph. */
const nameOf = (uri: string, local: string): string => `${PREFIXES.get(uri) ?? ''}:${uri === TEXT && local === 'h' ? 'p' : local}` // prettier-ignore
