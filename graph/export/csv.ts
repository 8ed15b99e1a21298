/**
 * Export as CSV
 * =============
 *
 * One table: a row a node or relationship, in the order of the lines of JSON, a column a field (`fields.ts`), lists
 * and objects as JSON. RFC 4180: lines end in CR LF, a cell with a comma, quote or line break stands in quotes. An
 * empty cell means none.
 */
import { exportLines, type ExportLine } from '../export.ts'
import type { GraphStore } from '../store.ts'
import { FIELDS, NAMES, wordsOf } from './fields.ts'

/**
 * A spreadsheet runs a cell that begins like a formula. Words of documents are not to run, so such a cell gets an
 * apostrophe before it; one that begins with an apostrophe gets another, so that taking one away gives the words back.
 */
const RUNS = /^['=+\-@\t\r]/

export async function* exportCsv(store: GraphStore): AsyncGenerator<string> {
  let headed = false
  for await (const line of exportLines(store)) {
    if (!headed) yield csvLine(NAMES)
    headed = true
    yield rowOf(line)
  }
}

function rowOf(line: ExportLine): string {
  return csvLine(
    NAMES.map((name) => {
      const words = wordsOf(line, name) ?? ''
      return FIELDS[name] === 'string' && RUNS.test(words) ? `'${words}` : words
    }),
  )
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? quoted(cell) : cell)).join(',')}\r\n`
}

export function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}
