/**
 * SearchIndex on SQLite FTS5: the embedded default
 * ================================================
 *
 *   search_documents   one row an instrument: facets, order, the document as JSON
 *   search_words       contentless FTS5, two columns of folded words: head (number, title, issuer, place) and body
 *   search_passages    the texts, for highlights
 *
 * FTS5 folds neither đ nor reliably anything else, so both sides come folded (`fold.ts`). Every word of a query must
 * stand somewhere in a document. An instrument whose number was typed leads; then documents with the marks as typed;
 * then by rank.
 */
import { foldNumber, foldText } from './fold.ts'
import { highlightsOf } from './highlight.ts'
import { answersTo } from './number-query.ts'
import { accentPattern, isNeighbour, parseQuery, type SearchQuery, type Term } from './search-query.ts'
import {
  FACETS,
  type Facet,
  type SearchDocument,
  type SearchFilter,
  type SearchHit,
  type SearchIndex,
  type SearchRequest,
  type SearchResult,
} from './search.ts'
import { SqliteFile, type Connection } from './sqlite-file.ts'
import { sha256 } from './sha256.ts'

/** Totals and facets are exact up to here. */
const MOST_COUNTED = 10_000
/** How many of the best are looked at for marks. */
const MOST_COMPARED = 100
const MOST_NEIGHBOURS = 5
/** Shorter syllables all have neighbours: "mai", "hai", "lai" are three words. */
const MISSPELT = 5

export function openFts5(path: string): SearchIndex {
  return new Fts5(SqliteFile.open(path))
}

class Fts5 implements SearchIndex {
  readonly name = 'fts5'
  readonly capabilities = { typoTolerance: true }
  readonly #file: SqliteFile

  constructor(file: SqliteFile) {
    this.#file = file
  }

  async put(documents: SearchDocument[]): Promise<void> {
    if (documents.length === 0) return
    await this.#file.write((db) => {
      for (const document of documents) putDocument(db, document)
    })
  }

  async remove(ids: string[]): Promise<void> {
    if (ids.length === 0) return
    await this.#file.write((db) => {
      for (const id of ids) {
        const row = db.get<{ n: number }>('DELETE FROM search_documents WHERE id = ? RETURNING n', id)
        if (row) dropWords(db, row.n)
      }
    })
  }

  async search(request: SearchRequest): Promise<SearchResult> {
    const none: SearchResult = { total: 0, totalIsExact: true, hits: [], facets: facetsOf([]) }
    return this.#file.read(none, (db) => search(db, request))
  }

  async count(): Promise<number> {
    return this.#file.read(
      0,
      (db) => db.get<{ count: number }>('SELECT COUNT(*) AS count FROM search_documents')!.count,
    )
  }

  async clear(): Promise<void> {
    await this.#file.write((db) => {
      db.run('DELETE FROM search_documents')
      db.run('DELETE FROM search_passages')
      db.run(`INSERT INTO search_words (search_words) VALUES ('delete-all')`)
    })
  }

  async rebuild<T>(fill: (next: SearchIndex) => Promise<T>): Promise<T> {
    await this.clear()
    return fill(this)
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}

// ---- writing ---------------------------------------------------------------------------------------------------

function putDocument(db: Connection, { passages, ...document }: SearchDocument): void {
  const head = foldText([document.number, document.type, document.title, document.issuer, document.place].join(' '))
  const said = JSON.stringify([head, passages.map(({ source, start, text }) => [source, start, text])])
  const hash = sha256(said)
  const before = db.get<{ words_hash: string }>('SELECT words_hash FROM search_documents WHERE id = ?', document.id)
  const facets = facetValues(document)
  const number = document.number === null ? null : foldNumber(document.number)
  const values = [document.id, number, document.citedBy, ...COLUMNS.map((name) => facets[name]), JSON.stringify(document), hash] // prettier-ignore
  const { n } = db.get<{ n: number }>(PUT, ...values)!
  // What changes most is how often a law is cited; its words stay.
  if (before?.words_hash === hash) return
  if (before) dropWords(db, n)
  const body = passages.map(({ text }) => foldText(text)).join(' ')
  db.run('INSERT INTO search_words (rowid, head, body) VALUES (?, ?, ?)', n, head, body)
  for (const { source, start, text } of passages)
    db.run('INSERT INTO search_passages (document, source, start, text) VALUES (?, ?, ?, ?)', n, source, start, text)
}

const COLUMNS = [...FACETS]
const PUT = `INSERT INTO search_documents (id, number_key, cited, ${COLUMNS.join(', ')}, doc, words_hash)
  VALUES (?, ?, ?, ${COLUMNS.map(() => '?').join(', ')}, ?, ?) ON CONFLICT (id) DO UPDATE SET
  ${['number_key', 'cited', ...COLUMNS, 'doc', 'words_hash'].map((name) => `${name} = excluded.${name}`).join(', ')}
  RETURNING n`

function dropWords(db: Connection, document: number): void {
  db.run('DELETE FROM search_words WHERE rowid = ?', document)
  db.run('DELETE FROM search_passages WHERE document = ?', document)
}

function facetValues(document: Omit<SearchDocument, 'passages'>): Record<Facet, string | null> {
  const { type, level, place, issuer, year, status, held } = document
  return { type, level, place, issuer, year: year === null ? null : String(year), status, held: String(held) }
}

// ---- searching -------------------------------------------------------------------------------------------------

interface Row extends Record<Facet, string | null> {
  n: number
  id: string
  cited: number
  score: number
}

const ROW = `d.n, d.id, d.cited, ${COLUMNS.map((name) => `d.${name}`).join(', ')}`

function search(db: Connection, { query: text, filter = {}, first, offset = 0 }: SearchRequest): SearchResult {
  const query = parseQuery(text)
  const terms = query.terms.map((term) => withNeighbours(db, term))
  const exact = numbered(db, query, filter)
  const rest = query.empty ? everything(db, filter) : matching(db, terms, filter)
  const leading = new Set(exact.map((row) => row.n))
  const rows = [...exact, ...withMarksFirst(db, query, rest.filter((row) => !leading.has(row.n)))] // prettier-ignore
  const counted = rows.slice(0, MOST_COUNTED)
  const hits = rows.slice(offset, offset + Math.max(0, first)).map((row) => hitOf(db, row, terms.flat()))
  return {
    total: counted.length,
    totalIsExact: rows.length <= MOST_COUNTED,
    hits,
    facets: facetsOf(counted),
  }
}

/** A word that stands nowhere is taken for its neighbours one letter away, the most frequent first. */
function withNeighbours(db: Connection, term: Term): Pick<Term, 'words'>[] {
  const [word = '', ...more] = term.words
  if (more.length > 0 || term.quoted || word.length < MISSPELT || /\d/.test(word)) return [term]
  if (db.get('SELECT 1 FROM search_vocabulary WHERE term = ?', word)) return [term]
  const sql = 'SELECT term, doc FROM search_vocabulary WHERE length(term) BETWEEN ? AND ?'
  const neighbours = db
    .all<{ term: string; doc: number }>(sql, word.length - 1, word.length + 1)
    .filter(({ term }) => isNeighbour(word, term))
    .sort((a, b) => b.doc - a.doc || (a.term < b.term ? -1 : 1))
  return [term, ...neighbours.slice(0, MOST_NEIGHBOURS).map(({ term }) => ({ words: [term] }))]
}

/** Only letters and digits are left in words, and they are quoted all the same. */
function expressionOf(terms: Pick<Term, 'words'>[][]): string {
  const quote = ({ words }: Pick<Term, 'words'>): string => `"${words.join(' ').replaceAll('"', '""')}"`
  return terms.map((readings) => `(${readings.map(quote).join(' OR ')})`).join(' AND ')
}

function matching(db: Connection, terms: Pick<Term, 'words'>[][], filter: SearchFilter): Row[] {
  if (terms.length === 0) return []
  const { where, values } = conditions(filter)
  const sql = `SELECT ${ROW}, bm25(search_words, 10.0, 1.0) AS score
    FROM search_words JOIN search_documents AS d ON d.n = search_words.rowid
    WHERE search_words MATCH ? ${where} ORDER BY score, d.cited DESC, d.id LIMIT ?`
  return db.all(sql, expressionOf(terms), ...values, MOST_COUNTED + 1)
}

function everything(db: Connection, filter: SearchFilter): Row[] {
  const { where, values } = conditions(filter)
  const sql = `SELECT ${ROW}, 0 AS score FROM search_documents AS d WHERE TRUE ${where} ORDER BY d.cited DESC, d.id LIMIT ?`
  return db.all(sql, ...values, MOST_COUNTED + 1)
}

/** Instruments whose number was typed, the most cited first. */
function numbered(db: Connection, { number: query }: SearchQuery, filter: SearchFilter): Row[] {
  if (query === null) return []
  const { where, values } = conditions(filter)
  const look = (condition: string, keys: string[], typed: 'in full' | 'begun'): Row[] => {
    const sql = `SELECT ${ROW}, 0 AS score, d.doc FROM search_documents AS d WHERE ${condition} ${where}
      ORDER BY d.cited DESC, d.id LIMIT 500`
    const rows = db.all<Row & { doc: string }>(sql, ...keys, ...values)
    const documents = rows.map((row) => ({ ...(JSON.parse(row.doc) as SearchDocument), row }))
    return answersTo(query, documents, typed).map(({ row: { doc: _doc, ...row } }) => row)
  }
  for (const key of query.exact) {
    const rows = look('d.number_key = ?', [key], 'in full')
    if (rows.length > 0) return rows
  }
  const begun = query.beginnings.flatMap((beginning) => {
    const prefix = beginning.slice(0, -1)
    return look('d.number_key >= ? AND d.number_key < ?', [prefix, `${prefix}\u{10ffff}`], 'begun')
  })
  return [...new Map(begun.map((row) => [row.n, row])).values()]
}

/** Of the best rows, those that have every term with its marks; a query without marks asks for none. */
function withMarksFirst(db: Connection, { accented, terms }: SearchQuery, rows: Row[]): Row[] {
  if (!accented) return rows
  const patterns = terms.map(accentPattern)
  const [marked, other]: [Row[], Row[]] = [[], []]
  for (const row of rows.slice(0, MOST_COMPARED)) {
    const text = textOf(db, row.n).normalize('NFC')
    if (patterns.every((pattern) => pattern.test(text))) marked.push(row)
    else other.push(row)
  }
  return [...marked, ...other, ...rows.slice(MOST_COMPARED)]
}

function textOf(db: Connection, n: number): string {
  const { doc } = db.get<{ doc: string }>('SELECT doc FROM search_documents WHERE n = ?', n)!
  const { number, type, title, issuer, place } = JSON.parse(doc) as SearchDocument
  return [number, type, title, issuer, place, ...passagesOf(db, n).map(({ text }) => text)].join('\n')
}

function passagesOf(db: Connection, n: number): SearchDocument['passages'] {
  const sql = 'SELECT source, start, text FROM search_passages WHERE document = ? ORDER BY n'
  return db
    .all<{ source: string; start: number; text: string }>(sql, n)
    .map(({ source, start, text }) => ({ source, start, end: start + text.length, text }))
}

function hitOf(db: Connection, { n }: Row, terms: Pick<Term, 'words'>[]): SearchHit {
  const { doc } = db.get<{ doc: string }>('SELECT doc FROM search_documents WHERE n = ?', n)!
  const document = JSON.parse(doc) as SearchHit['document']
  const passages = terms.length === 0 ? [] : passagesOf(db, n)
  return { document, highlights: highlightsOf({ ...document, passages }, terms) }
}

function conditions(filter: SearchFilter): { where: string; values: string[] } {
  const chosen = FACETS.flatMap((facet) => (filter[facet] ? [[facet, filter[facet]] as const] : []))
  return {
    where: chosen.map(([facet]) => `AND d.${facet} IN (SELECT value FROM json_each(?))`).join(' '),
    values: chosen.map(([, values]) => JSON.stringify(values)),
  }
}

/** Counts by value, most first, then by value. */
function facetsOf(rows: Row[]): SearchResult['facets'] {
  const count = (facet: Facet): { value: string; count: number }[] => {
    const counts = new Map<string, number>()
    for (const row of rows) {
      const value = row[facet]
      if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    return [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  }
  return Object.fromEntries(FACETS.map((facet) => [facet, count(facet)])) as SearchResult['facets']
}
