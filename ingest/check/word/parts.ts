/**
 * Parts of the package: main text, notes, comments
 * ================================================
 *
 * Where they are is told by relationships, never by their usual names.
 */
import { posix } from 'node:path'
import type { Package } from './package.ts'
import { appended, elementsOf, escapeXml, parseXml, splice } from './xml.ts'

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const STRICT = 'http://purl.oclc.org/ooxml/officeDocument/relationships'
const COMMENTS_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml'

interface Relationship {
  id: string
  type: string
  /** Part it leads to, without a slash in front. */
  target: string
}

const relationshipsPart = (of: string): string => posix.join(posix.dirname(of), '_rels', `${posix.basename(of)}.rels`)

function relationshipsOf(file: Package, part: string): Relationship[] {
  const xml = file.text(relationshipsPart(part))
  if (xml === null) return []
  return [...elementsOf(parseXml(xml))]
    .filter(({ local, attributes }) => local === 'Relationship' && attributes['TargetMode'] !== 'External')
    .map(({ attributes: { Id = '', Type = '', Target = '' } }) => ({
      id: Id,
      type: Type,
      target: posix.resolve('/', posix.dirname(part), Target).slice(1),
    }))
}

const targetOf = (relationships: Relationship[], kind: string): string | undefined =>
  relationships.find(({ type }) => type === `${OFFICE}/${kind}` || type === `${STRICT}/${kind}`)?.target

export interface DocumentParts {
  main: string
  /** Main text and, where there are any, footnotes and endnotes. */
  stories: string[]
  /** The part of comments, where there is one. */
  comments: string | null
}

export function documentParts(file: Package): DocumentParts {
  // The reader takes this name where nothing else is said.
  const main = targetOf(relationshipsOf(file, ''), 'officeDocument') ?? 'word/document.xml'
  const relationships = relationshipsOf(file, main)
  const held = (kind: string): string[] => {
    const target = targetOf(relationships, kind)
    return target !== undefined && file.text(target) !== null ? [target] : []
  }
  return {
    main,
    stories: [main, ...held('footnotes'), ...held('endnotes')],
    comments: held('comments')[0] ?? null,
  }
}

/** Puts comments into the part of comments, or makes one and makes it known. Answers the parts that changed. */
export function withComments(
  file: Package,
  { main, comments }: DocumentParts,
  namespace: string,
  entries: (prefix: string) => string,
): Map<string, string> {
  if (comments !== null) {
    const xml = file.text(comments) ?? ''
    const root = parseXml(xml)
    const prefix = root.name.slice(0, root.name.length - root.local.length)
    return new Map([[comments, splice(xml, [appended(xml, root, entries(prefix))])]])
  }
  const folder = posix.dirname(main)
  const name = free((number) => posix.join(folder, `comments${number}.xml`), (each) => file.text(each) !== null) // prettier-ignore
  return new Map([
    [name, `${DECLARATION}<w:comments xmlns:w="${escapeXml(namespace)}">${entries('w:')}</w:comments>`],
    relationshipAdded(file, main, posix.basename(name), namespace),
    contentTypeAdded(file, name),
  ])
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

function free(name: (number: string) => string, taken: (name: string) => boolean): string {
  for (let number = 1; ; number++) {
    const each = name(number === 1 ? '' : String(number))
    if (!taken(each)) return each
  }
}

function relationshipAdded(file: Package, main: string, target: string, namespace: string): [string, string] {
  const part = relationshipsPart(main)
  const xml = file.text(part) ?? `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships"/>`
  const root = parseXml(xml)
  const ids = new Set([...elementsOf(root)].map(({ attributes }) => attributes['Id']))
  const id = free((number) => `rIdCanCu${number}`, (each) => ids.has(each)) // prettier-ignore
  const type = `${namespace.startsWith('http://purl.oclc.org/') ? STRICT : OFFICE}/comments`
  const prefix = root.name.slice(0, root.name.length - root.local.length)
  const child = `<${prefix}Relationship Id="${id}" Type="${type}" Target="${escapeXml(target)}"/>`
  return [part, splice(xml, [appended(xml, root, child)])]
}

function contentTypeAdded(file: Package, name: string): [string, string] {
  const part = '[Content_Types].xml'
  const xml = file.text(part) ?? `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"/>`
  const root = parseXml(xml)
  const prefix = root.name.slice(0, root.name.length - root.local.length)
  const child = `<${prefix}Override PartName="/${escapeXml(name)}" ContentType="${COMMENTS_TYPE}"/>`
  const known = root.children.some(({ attributes }) => attributes['PartName'] === `/${name}`)
  return [part, known ? xml : splice(xml, [appended(xml, root, child)])]
}
