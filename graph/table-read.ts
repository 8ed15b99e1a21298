/**
 * Tables: CSV or JSONL to cells
 * =============================
 *
 * Takes a file's text apart, row by row, each with the line of the file on which it begins. What is no row is a
 * problem with its reason, in both languages; the others go on.
 */
import { parse, type InfoRecord } from 'csv-parse/sync'
import { Unusable } from './cells.ts'

export interface Row {
  /** Line of the file, from 1. */
  line: number
  cells: Record<string, unknown> | Unusable
}

/** Reads a file's text. A first letter "{" makes it JSONL, anything else CSV. */
export function tableRows(text: string): Iterable<Row> {
  const body = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  return /^\s*\{/.test(body) ? jsonRows(body) : csvRows(body)
}

function* jsonRows(body: string): Generator<Row> {
  for (const [index, words] of body.split('\n').entries()) {
    if (words.trim() === '') continue
    let cells: Row['cells']
    try {
      const value: unknown = JSON.parse(words)
      const plain = typeof value === 'object' && value !== null && !Array.isArray(value)
      cells = plain ? (value as Record<string, unknown>) : new Unusable('Không phải một đối tượng JSON.', 'Not a JSON object.') // prettier-ignore
    } catch {
      cells = new Unusable('Không phải JSON hợp lệ.', 'Not valid JSON.')
    }
    yield { line: index + 1, cells }
  }
}

/** RFC 4180, with the separator that the first line has most of: Excel in Vietnamese writes semicolons. */
function* csvRows(body: string): Generator<Row> {
  const first = body.slice(0, body.search(/\n|$/))
  const counted = [',', ';', '\t'].map((mark) => [mark, first.split(mark).length] as const)
  const [delimiter] = counted.reduce((best, each) => (each[1] > best[1] ? each : best))
  let open = false
  const records = parse(body, {
    delimiter,
    info: true,
    raw: true,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    skip_records_with_error: true,
    // With quotes and cells as lax as this, only a quotation mark that is never closed is left to go wrong.
    on_skip: () => {
      open = true
      return undefined
    },
  }) as unknown as { record: string[]; info: InfoRecord; raw: string }[]
  let header: string[] | null = null
  for (const { record: values, info, raw } of records) {
    if (values.every((value) => value.trim() === '')) continue
    if (header === null) {
      header = values.map((value) => value.trim())
      continue
    }
    const line = info.lines - raw.trimEnd().split('\n').length + 1
    if (values.length > header.length)
      yield { line, cells: new Unusable(`Có ${values.length} ô, dòng tiêu đề có ${header.length}.`, `${values.length} cells, the heading has ${header.length}.`) } // prettier-ignore
    else yield { line, cells: Object.fromEntries(header.map((name, at) => [name, values[at] ?? ''])) }
  }
  if (!open) return
  const line = (records.at(-1)?.info.lines ?? 0) + 1
  yield { line, cells: new Unusable('Dấu ngoặc kép mở mà không đóng.', 'A quotation mark is never closed.') }
}
