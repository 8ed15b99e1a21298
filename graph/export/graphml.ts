/**
 * Export as GraphML
 * =================
 *
 * For Gephi, yEd, networkx and their kind. Nodes and edges carry the fields of the lines of JSON, lists and objects as
 * JSON. What the lines say by reference is drawn as edges too: who issued an instrument (ISSUED_BY), where (IN_PLACE),
 * which file carries it (CARRIES).
 */
import { exportLines, type ExportLine } from '../export.ts'
import type { GraphStore } from '../store.ts'
import { FIELDS, NAMES, wordsOf } from './fields.ts'

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
`
/** Where a field refers to another node: the edge it is drawn as, and whether it leads there or comes from there. */
const DRAWN: [field: 'issuerId' | 'placeId' | 'within' | 'document', kind: string][] = [
  ['issuerId', 'ISSUED_BY'],
  ['placeId', 'IN_PLACE'],
  ['within', 'IN_PLACE'],
  ['document', 'CARRIES'],
]

export async function* exportGraphml(store: GraphStore): AsyncGenerator<string> {
  yield HEAD
  for (const name of NAMES) yield keyOf(name)
  yield '<graph id="cancu" edgedefault="directed">\n'
  for await (const line of exportLines(store)) {
    yield 'from' in line ? edgeOf(line) : nodeOf(line)
    for (const [field, kind] of DRAWN) {
      const to = line[field]
      if (typeof to === 'string') yield edgeOf({ id: `${line.id} ${kind} ${to}`, kind, from: line.id, to })
    }
  }
  yield '</graph>\n</graphml>\n'
}

function keyOf(name: keyof typeof FIELDS): string {
  const type = FIELDS[name] === 'json' ? 'string' : FIELDS[name]
  return `<key id="${name}" for="all" attr.name="${name}" attr.type="${type}"/>\n`
}

function nodeOf(line: ExportLine): string {
  return `<node id="${escaped(line.id)}">${dataOf(line, ['id'])}</node>\n`
}

function edgeOf(line: ExportLine): string {
  const ends = `source="${escaped(line['from'] as string)}" target="${escaped(line['to'] as string)}"`
  return `<edge id="${escaped(line.id)}" ${ends}>${dataOf(line, ['id', 'from', 'to'])}</edge>\n`
}

function dataOf(line: ExportLine, but: string[]): string {
  let data = ''
  for (const name of NAMES) {
    const words = but.includes(name) ? null : wordsOf(line, name)
    if (words !== null) data += `<data key="${name}">${escaped(words)}</data>`
  }
  return data
}

const REFERENCES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Control characters and halves of pairs, which XML cannot hold in any form, become U+FFFD; line breaks are kept from being folded. */
function escaped(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd') // eslint-disable-line no-control-regex
    .replace(/[&<>"]/g, (mark) => REFERENCES[mark]!)
    .replace(/[\t\n\r]/g, (blank) => `&#${blank.charCodeAt(0)};`)
}
