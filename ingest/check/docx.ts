/**
 * The Word file back, with comments
 * =================================
 *
 *   package ─ stories ─ trace (text → letters of the file) ─ place ─ marks and tracked changes ─ comments ─ package
 *
 * Every finding becomes a comment on its exact words; where those are not words of a run (a text box, a number that
 * Word counts), on their paragraph, and the comment says so. For words of a note the comment stands on the mark of the
 * note: LibreOffice does not open a file with comments in notes. Nothing else of the file changes.
 */
import type { Lang } from '../errors.ts'
import { readFailure, Unreadable } from '../read/failures.ts'
import { readSource } from '../read/index.ts'
import { READ_LIMITS } from '../read/limits.ts'
import type { Finding, Fix } from './model.ts'
import { StoryEdit, type Letter } from './word/edit.ts'
import { openPackage, writePackage, type Package } from './word/package.ts'
import { documentParts, withComments } from './word/parts.ts'
import { around, isWord, noteMarkOf, noteMarks, readStory, type NoteMark, type Story } from './word/story.ts'
import { traceText, type TextMap } from './word/trace.ts'
import { commentLines, type FixState, type Place } from './word/words.ts'
import { elementsOf, escapeXml, parseXml, type Element } from './word/xml.ts'

const AUTHOR = 'Căn Cứ'
const INITIALS = 'CC'

export interface AnnotateOptions {
  /** Also writes the fixes of findings into the text, as tracked changes. */
  fix?: boolean
  lang?: Lang
  /** When the comments were made; now by default. */
  date?: Date
  /** What errors call the file. */
  name?: string
}

/**
 * A Word file with a comment for each finding. Offsets of findings are those of the text that `readSource` gives for
 * the same bytes. Fails with a `CancuError` where the file cannot be read.
 */
export async function annotateDocx(
  bytes: Uint8Array,
  findings: readonly Finding[],
  { fix = false, lang = 'vi', date = new Date(), name = 'văn bản' }: AnnotateOptions = {},
): Promise<Uint8Array> {
  // The reader first: it refuses hostile files in a process of its own.
  const { text } = await readSource(bytes, { name })
  try {
    const file = await openPackage(bytes)
    const parts = documentParts(file)
    const stories = parts.stories.map((part) => readStory(part, file.text(part) ?? ''))
    const map = await traceText(text, stories, (changed) => readTraced(file, changed))
    const ids = nextIds(file, stories, parts.comments)
    const when = date.toISOString().replace(/\.\d+/, '')
    const by = (prefix: string): string => ` ${prefix}author="${AUTHOR}" ${prefix}date="${when}"`
    const edits = stories.map(
      (story) => new StoryEdit(story, () => ` ${story.prefix}id="${ids.change++}"${by(story.prefix)}`),
    )
    const annotator = new Annotator(text, map, stories, edits)
    const fixed = fix ? annotator.fix(findings) : findings.map((): FixState => 'none')
    const comments = findings.map((finding, index) => {
      const id = ids.comment++
      const place = annotator.comment(finding, id)
      const quote = text.slice(finding.start, finding.end)
      return { id, lines: commentLines(finding, quote, place, fixed[index] ?? 'none', lang) }
    })
    if (comments.length === 0) return bytes
    const namespace = stories[0]?.root.uri ?? ''
    const entries = (prefix: string): string =>
      comments.map(({ id, lines }) => commentXml(prefix, id, by(prefix), lines)).join('')
    const changed = withComments(file, parts, namespace, entries)
    for (const edit of edits) if (edit.touched) changed.set(edit.story.name, edit.xml)
    return writePackage(file, changed)
  } catch (error) {
    if (error instanceof Unreadable) throw readFailure(error.code, name, error.details, error)
    throw error
  }
}

/** The file with signs for letters. It is ours, stored unpacked and up to three times as large, so the limits follow. */
async function readTraced(file: Package, changed: ReadonlyMap<string, string>): Promise<string | null> {
  try {
    const traced = writePackage(file, changed, { packed: false })
    const limits = { size: 4 * READ_LIMITS.size, unpacked: 4 * READ_LIMITS.unpacked, ratio: Number.POSITIVE_INFINITY }
    return (await readSource(traced, { limits })).text
  } catch {
    // Without a map every comment goes to a paragraph, which is said in it.
    return null
  }
}

/** Ids that nothing in the file has. */
function nextIds(file: Package, stories: Story[], comments: string | null): { comment: number; change: number } {
  const ids = { comment: 0, change: 1 }
  const see = (root: Element): void => {
    for (const element of elementsOf(root)) {
      const id = Number(element.attributes['id'])
      if (!Number.isSafeInteger(id) || !isWord(element, element.local)) continue
      const kind = element.local.startsWith('comment') ? 'comment' : 'change'
      ids[kind] = Math.max(ids[kind], id + 1)
    }
  }
  for (const { root } of stories) see(root)
  const xml = comments === null ? null : file.text(comments)
  if (xml !== null) see(parseXml(xml))
  return ids
}

function commentXml(prefix: string, id: number, by: string, lines: string[]): string {
  const paragraphs = lines.map((line, index) => {
    const reference = index === 0 ? `<${prefix}r><${prefix}annotationRef/></${prefix}r>` : ''
    const run = `<${prefix}r><${prefix}t xml:space="preserve">${escapeXml(line)}</${prefix}t></${prefix}r>`
    return `<${prefix}p>${reference}${run}</${prefix}p>`
  })
  const attributes = ` ${prefix}id="${id}"${by} ${prefix}initials="${INITIALS}"`
  return `<${prefix}comment${attributes}>${paragraphs.join('')}</${prefix}comment>`
}

/** Finds places for comments and fixes. */
class Annotator {
  private readonly text: string
  private readonly map: TextMap
  private readonly edits: Map<Story, StoryEdit>
  private readonly first: Story | undefined
  private readonly noteMarks: Map<string, NoteMark>

  constructor(text: string, map: TextMap, stories: Story[], edits: StoryEdit[]) {
    this.text = text
    this.map = map
    this.edits = new Map(edits.map((edit) => [edit.story, edit]))
    this.first = stories[0]
    this.noteMarks = this.first ? noteMarks(this.first) : new Map()
  }

  /** Puts the marks of a comment, on the words, their cell or their paragraph. */
  comment({ start, end }: Finding, id: number): Place {
    const [from, to] = start < end ? this.trimmed(start, end) : this.wordBeside(start)
    const begin = this.letter(from)
    const last = this.letter(to - 1)
    const main = this.first
    if (main && begin && begin.node.story !== main) return this.commentNote(begin, id, main)
    if (begin?.node.run && last?.node.run && this.inOrder(begin, last)) {
      const edit = this.edits.get(begin.node.story)
      const whole = sameCell(begin, last)
      const stop = whole ? last : this.lastBeside(begin, from, to)
      edit?.comment(id, begin, stop)
      return whole ? 'exact' : 'truncated'
    }
    const nearest = this.nearest(start)
    if (main && nearest && nearest.node.story !== main) return this.commentNote(nearest, id, main)
    if (main) this.edits.get(main)?.commentParagraph(id, nearest?.node.paragraph ?? anyParagraph(main))
    return 'paragraph'
  }

  /** A note has its mark in the main text. */
  private commentNote({ node }: Letter, id: number, main: Story): Place {
    const mark = noteMarkOf(node, this.noteMarks)
    const edit = this.edits.get(main)
    if (mark?.run) edit?.commentElement(id, mark.run, mark.element)
    else edit?.commentParagraph(id, mark?.paragraph ?? anyParagraph(main))
    return 'note'
  }

  /** Writes the fixes that do not touch one another; one that several findings ask for is written once. */
  fix(findings: readonly Finding[]): FixState[] {
    const done: Fix[] = []
    return findings.map(({ fixes: [wanted] }): FixState => {
      if (!wanted) return 'none'
      if (done.some(({ start, end, text }) => start === wanted.start && end === wanted.end && text === wanted.text)) return 'done' // prettier-ignore
      if (done.some((other) => touches(other, wanted))) return 'not-done'
      if (!this.write(wanted)) return 'not-done'
      done.push(wanted)
      return 'done'
    })
  }

  private write({ start, end, text }: Fix): boolean {
    if (/[\r\n\t]/.test(text) || /[\r\n\t]/.test(this.text.slice(start, end))) return false
    if (start === end) {
      const before = this.text.charAt(start - 1) === '\n' ? null : this.letter(start - 1)
      const letter = before ?? this.letter(start)
      if (!letter) return false
      return this.edits.get(letter.node.story)?.insertBeside(letter, before ? 'after' : 'before', text) ?? false
    }
    const from = this.letter(start)
    const to = this.letter(end - 1)
    if (!from || !to || !this.inOrder(from, to)) return false
    return this.edits.get(from.node.story)?.replace(from, to, text) ?? false
  }

  private letter(at: number): Letter | null {
    const node = this.map.nodes[this.map.node[at] ?? -1]
    return node ? { node, unit: this.map.unit[at] as number } : null
  }

  private inOrder(from: Letter, to: Letter): boolean {
    return from.node.story === to.node.story && place(from) <= place(to)
  }

  /** Without spaces at the ends, and without signs there that the file has no letter for. */
  private trimmed(start: number, end: number): [number, number] {
    const skip = (at: number): boolean => /\s/.test(this.text.charAt(at))
    let [from, to] = [start, end]
    while (from < to && skip(from)) from++
    while (to > from && skip(to - 1)) to--
    while (from < to && this.isSign(from)) from++
    while (to > from && this.isSign(to - 1)) to--
    return [from, to]
  }

  /** A hyphen, bullet or bracket of the reader, which stands for no `w:t`. */
  private isSign(at: number): boolean {
    return (this.map.node[at] ?? -1) < 0 && !/[\p{L}\p{N}]/u.test(this.text.charAt(at))
  }

  /** The word that ends at a place, or begins there. */
  private wordBeside(at: number): [number, number] {
    const isLetter = (index: number): boolean => /\S/.test(this.text.charAt(index)) && this.letter(index) !== null
    let from = at
    while (isLetter(from - 1)) from--
    let to = at
    if (from === at) while (isLetter(to)) to++
    return [from, to]
  }

  private lastBeside(begin: Letter, from: number, to: number): Letter {
    let last = begin
    for (let at = from; at < to; at++) {
      const letter = this.letter(at)
      if (letter?.node.run && sameCell(begin, letter) && this.inOrder(last, letter)) last = letter
    }
    return last
  }

  /** The nearest letter of the file: on the same line first, then before, then after. */
  private nearest(at: number): Letter | null {
    const lineStart = this.text.lastIndexOf('\n', at - 1) + 1
    const lineEnd = this.text.indexOf('\n', at)
    const rest = lineEnd < 0 ? this.text.length : lineEnd
    for (let index = lineStart; index < rest; index++) if (this.letter(index)) return this.letter(index)
    for (let index = lineStart - 1; index >= 0; index--) if (this.letter(index)) return this.letter(index)
    for (let index = rest; index < this.text.length; index++) if (this.letter(index)) return this.letter(index)
    return null
  }
}

/** The first paragraph that is not empty. */
function anyParagraph({ name, root }: Story): Element {
  for (const element of elementsOf(root)) if (isWord(element, 'p') && element.close < element.end) return element
  throw new Unreadable('damaged_file', { detail: `no paragraph in ${name}` })
}

const place = ({ node, unit }: Letter): number => node.offsets[unit] as number

const sameCell = (one: Letter, other: Letter): boolean =>
  around(one.node.element, 'tc') === around(other.node.element, 'tc')

const touches = (one: Fix, other: Fix): boolean => one.start <= other.end && other.start <= one.end
