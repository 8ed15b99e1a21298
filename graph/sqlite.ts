/**
 * GraphStore on one SQLite file: the embedded default
 * ===================================================
 *
 * Reads and writes rows; the schema's triggers keep edges and counts in line. Rows become
 * values in `sqlite-read.ts`; writing is in `sqlite-write.ts`.
 */
import type { RelationType } from '../ingest/record.ts'
import type { Claim, Edge, Evidence, InstrumentNode, Mention, Source } from './model.ts'
import { SqliteFile } from './sqlite-file.ts'
import {
  describe,
  parseDocs,
  readClaims,
  readEvidence,
  readMentions,
  readNodes,
  readSource,
  rowOf,
  SOURCES,
  type SourceRow,
} from './sqlite-read.ts'
import { SqliteTransaction } from './sqlite-write.ts'
import type {
  Counts,
  Dumped,
  FileEntry,
  GraphStore,
  GraphTransaction,
  NodeFilter,
  NodePage,
  PageRequest,
} from './store.ts'

export function openSqliteGraph(path: string): GraphStore {
  return new SqliteGraph(SqliteFile.open(path))
}

class SqliteGraph implements GraphStore {
  readonly name = 'sqlite'
  readonly capabilities = { concurrentWriters: false, embedded: true }
  readonly #file: SqliteFile

  constructor(file: SqliteFile) {
    this.#file = file
  }

  transaction<T>(work: (tx: GraphTransaction) => Promise<T>): Promise<T> {
    return this.#file.write(async (db) => {
      const tx = new SqliteTransaction(db)
      const result = await work(tx)
      tx.flush()
      return result
    })
  }

  // -- files read -------------------------------------------------------------------------------------------------

  async files(which?: { paths?: string[]; shas?: string[] }): Promise<FileEntry[]> {
    const all = 'SELECT path, sha, size, mtime FROM files'
    if (!which) return this.#file.read([], (db) => db.all(`${all} ORDER BY path`))
    const [paths, shas] = [JSON.stringify(which.paths ?? []), JSON.stringify(which.shas ?? [])]
    const some = `${all} WHERE path IN (SELECT value FROM json_each(?))
      UNION ${all} WHERE sha IN (SELECT value FROM json_each(?)) ORDER BY path`
    return this.#file.read([], (db) => db.all(some, paths, shas))
  }

  async putFiles(entries: FileEntry[]): Promise<void> {
    await this.#file.write((db) => {
      for (const { path, sha, size, mtime } of entries)
        db.run('INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)', path, sha, size, mtime)
    })
  }

  async dropFiles(paths: string[]): Promise<void> {
    await this.#file.write((db) => {
      db.run('DELETE FROM files WHERE path IN (SELECT value FROM json_each(?))', JSON.stringify(paths))
    })
  }

  // -- outbox of the search index ---------------------------------------------------------------------------------

  async pending(limit: number): Promise<string[]> {
    return this.#file.read([], (db) =>
      db.all<{ id: string }>('SELECT id FROM stale ORDER BY id LIMIT ?', limit).map((row) => row.id),
    )
  }

  async acknowledge(ids: string[]): Promise<void> {
    await this.#file.write((db) => {
      db.run('DELETE FROM stale WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(ids))
    })
  }

  async markAllStale(): Promise<void> {
    await this.#file.write((db) => {
      db.run('INSERT OR IGNORE INTO stale SELECT id FROM nodes')
    })
  }

  // -- reading ----------------------------------------------------------------------------------------------------

  async source(sha: string): Promise<Source | null> {
    return this.#file.read(null, (db) => readSource(db, sha))
  }

  async sourcesByName(name: string): Promise<string[]> {
    const sql = 'SELECT sha FROM names JOIN sources ON sources.n = names.source WHERE name = ? ORDER BY sha'
    return this.#file.read([], (db) => db.all<{ sha: string }>(sql, name).map((row) => row.sha))
  }

  async claims(shas: string[]): Promise<Claim[]> {
    return this.#file.read([], (db) => readClaims(db, shas))
  }

  async nodes(ids: string[]): Promise<InstrumentNode[]> {
    return this.#file.read([], (db) => readNodes(db, ids))
  }

  async byNumber(folded: string[]): Promise<InstrumentNode[]> {
    const exact = folded.filter((number) => !number.endsWith('*'))
    const prefixes = folded.filter((number) => number.endsWith('*')).map((number) => number.slice(0, -1))
    return this.#file.read([], (db) => {
      const found = new Map<string, InstrumentNode>()
      const keep = (rows: { doc: string }[]): void => {
        for (const { doc } of rows) {
          const node = JSON.parse(doc) as InstrumentNode
          found.set(node.id, node)
        }
      }
      keep(db.all('SELECT doc FROM nodes WHERE number_key IN (SELECT value FROM json_each(?))', JSON.stringify(exact)))
      for (const prefix of prefixes)
        keep(db.all('SELECT doc FROM nodes WHERE number_key >= ? AND number_key < ?', prefix, `${prefix}\u{10ffff}`))
      return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
    })
  }

  async byOtherNumber(folded: string[]): Promise<InstrumentNode[]> {
    const sql = `SELECT DISTINCT id, doc FROM other_numbers JOIN nodes ON nodes.n = other_numbers.node
      WHERE key IN (SELECT value FROM json_each(?)) ORDER BY id`
    return this.#file.read([], (db) => parseDocs(db.all(sql, JSON.stringify(folded))))
  }

  async byTitle(folded: string[]): Promise<InstrumentNode[]> {
    const sql = `SELECT DISTINCT id, doc FROM titles JOIN nodes ON nodes.n = titles.node
      WHERE key IN (SELECT value FROM json_each(?)) ORDER BY id`
    return this.#file.read([], (db) => parseDocs(db.all(sql, JSON.stringify(folded))))
  }

  async list(filter: NodeFilter, page: PageRequest): Promise<NodePage> {
    const { where, values } = conditions(filter)
    return this.#file.read({ nodes: [], total: 0, hasNext: false }, (db) => {
      const { total } = db.get<{ total: number }>(`SELECT COUNT(*) AS total FROM nodes WHERE ${where}`, ...values)!
      const sql = `SELECT doc FROM nodes WHERE ${where} AND id > ? ORDER BY id LIMIT ?`
      const rows = db.all<{ doc: string }>(sql, ...values, page.after ?? '', page.first + 1)
      return { nodes: parseDocs(rows.slice(0, page.first)), total, hasNext: rows.length > page.first }
    })
  }

  async edges(ids: string[], direction: 'out' | 'in', types?: RelationType[]): Promise<Omit<Edge, 'evidence'>[]> {
    const end = direction === 'out' ? 'from_node' : 'to_node'
    const sql = `SELECT a.id AS "from", b.id AS "to", edges.type, edges.sources
      FROM nodes AS own CROSS JOIN edges ON edges.${end} = own.n
      JOIN nodes AS a ON a.n = from_node JOIN nodes AS b ON b.n = to_node
      WHERE own.id IN (SELECT value FROM json_each(?))${types ? ' AND edges.type IN (SELECT value FROM json_each(?))' : ''}
      ORDER BY a.id, edges.type, b.id`
    const values = types ? [JSON.stringify(ids), JSON.stringify(types)] : [JSON.stringify(ids)]
    return this.#file.read([], (db) => db.all(sql, ...values))
  }

  async evidence(from: string, type: RelationType, to: string): Promise<Evidence[]> {
    return this.#file.read([], (db) => {
      const [a, b] = [rowOf(db, from), rowOf(db, to)]
      return a === null || b === null ? [] : readEvidence(db, a, type, b)
    })
  }

  async mentions(id: string, page: PageRequest): Promise<{ mentions: Mention[]; total: number; hasNext: boolean }> {
    return this.#file.read({ mentions: [], total: 0, hasNext: false }, (db) => readMentions(db, id, page))
  }

  async counts(): Promise<Counts> {
    const empty = { sources: 0, instruments: 0, programmes: 0, held: 0, citations: 0, relations: 0, unresolved: 0, ambiguous: 0 } // prettier-ignore
    return this.#file.read(empty, (db) => db.get<Counts>(COUNTS)!)
  }

  async *dump(): AsyncGenerator<Dumped> {
    const db = this.#file.snapshot()
    if (db === null) return
    try {
      for (const row of db.iterate<{ doc: string }>('SELECT doc FROM nodes WHERE doc IS NOT NULL ORDER BY id'))
        yield { node: JSON.parse(row.doc) as InstrumentNode }
      const edges = `SELECT a.id AS "from", b.id AS "to", edges.type, sources, from_node AS a, to_node AS b
        FROM nodes AS a CROSS JOIN edges ON edges.from_node = a.n JOIN nodes AS b ON b.n = to_node
        ORDER BY a.id, edges.type, b.id`
      for (const { a, b, ...edge } of db.iterate<Omit<Edge, 'evidence'> & { a: number; b: number }>(edges))
        yield { edge: { ...edge, evidence: readEvidence(db, a, edge.type, b) } }
      for (const source of db.iterate<SourceRow & { document: string }>(SOURCES)) yield { source: describe(db, source) }
    } finally {
      db.close()
    }
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}

// ---- questions ---------------------------------------------------------------------------------------------------

const COUNTS = 'SELECT sources, instruments, programmes, held, citations, relations, unresolved, ambiguous FROM totals'

function conditions(filter: NodeFilter): { where: string; values: unknown[] } {
  const where = ['doc IS NOT NULL']
  const values: unknown[] = []
  const among = (column: string, wanted: readonly unknown[] | undefined): void => {
    if (wanted === undefined) return
    where.push(`${column} IN (SELECT value FROM json_each(?))`)
    values.push(JSON.stringify(wanted))
  }
  among('kind', filter.kind && [filter.kind])
  among('type', filter.type)
  among('level', filter.level)
  among('province', filter.province)
  among('issuer', filter.issuer)
  among('year', filter.year)
  among('status', filter.status)
  among('resolution', filter.resolution)
  among('held', filter.held === undefined ? undefined : [Number(filter.held)])
  return { where: where.join(' AND '), values }
}
