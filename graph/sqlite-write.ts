/**
 * A transaction on the SQLite file
 * ================================
 *
 * Runs inside BEGIN IMMEDIATE, so all writers are serialised and blocks need no locks of their own.
 */
import { order } from './caption.ts'
import { foldNumber } from './fold.ts'
import type { Claim, Group, InstrumentNode, Source, Statement } from './model.ts'
import { otherNumbers, titleKeys } from './naming.ts'
import { TIES } from './ties.ts'
import type { Connection } from './sqlite-file.ts'
import { FIELDS, flags, readClaims, readNodes } from './sqlite-read.ts'
import type { GraphTransaction } from './store.ts'

export class SqliteTransaction implements GraphTransaction {
  readonly #db: Connection
  readonly #statements: { source: number; statements: Statement[] }[] = []

  constructor(db: Connection) {
    this.#db = db
  }

  async present(shas: string[]): Promise<Set<string>> {
    const sql = 'SELECT sha FROM sources WHERE sha IN (SELECT value FROM json_each(?))'
    return new Set(this.#db.all<{ sha: string }>(sql, JSON.stringify(shas)).map((row) => row.sha))
  }

  async insert(rows: { source: Source; claims: Claim[]; statements: Statement[] }[]): Promise<void> {
    for (const { source, claims, statements } of rows) {
      const { sha, format, sample, record, names } = source
      const { changes, lastInsertRowid: n } = this.#db.run(
        'INSERT INTO sources (sha, format, sample, citations) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
        sha,
        format,
        Number(sample),
        record.citations.length,
      )
      if (changes === 0) continue
      this.#db.run(
        'INSERT INTO bodies VALUES (?, ?, ?, ?)',
        n,
        source.text,
        JSON.stringify(source.pages),
        JSON.stringify(record),
      )
      this.#addNames(n, names)
      for (const claim of claims) this.#insertClaim(n, claim)
      this.#statements.push({ source: n, statements })
    }
  }

  /** Statements are written last, when their claims know their nodes; what moves later moves by trigger. */
  flush(): void {
    for (const { source, statements } of this.#statements.splice(0)) {
      for (const { from, to, type, evidence } of statements) {
        const said = JSON.stringify(evidence.map(({ source: _source, ...rest }) => rest))
        this.#db.run(
          `INSERT INTO statements SELECT a.source, a.key, b.key, ?, a.node, b.node, ?
            FROM claims AS a JOIN claims AS b ON b.source = a.source AND b.key = ? WHERE a.source = ? AND a.key = ?`,
          type,
          said,
          to,
          source,
          from,
        )
      }
    }
  }

  #insertClaim(source: number, claim: Claim): void {
    const { n } = this.#db.get<{ n: number }>(
      `INSERT INTO groups (id, claims, block, door, self, kind, type, number, date, issuer, title, level, province,
        locality, as_of, home, misprint, effective_from, sample) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET claims = claims + 1 RETURNING n`,
      claim.group,
      claim.block,
      claim.door,
      Number(claim.self),
      claim.kind,
      claim.type,
      claim.number,
      claim.date,
      claim.issuer,
      claim.title,
      claim.level,
      claim.province,
      claim.locality,
      claim.asOf,
      claim.home,
      claim.misprint,
      claim.effectiveFrom,
      Number(claim.sample),
    )!
    this.#db.run(
      'INSERT INTO claims (source, key, grp, self, mentions) VALUES (?, ?, ?, ?, ?)',
      source,
      claim.key,
      n,
      Number(claim.self),
      claim.mentions,
    )
  }

  #addNames(source: number, names: string[]): void {
    for (const name of names) this.#db.run('INSERT OR IGNORE INTO names VALUES (?, ?)', name, source)
  }

  async rename(sha: string, names: string[]): Promise<void> {
    const row = this.#db.get<{ n: number }>('SELECT n FROM sources WHERE sha = ?', sha)
    if (row) this.#addNames(row.n, names)
  }

  async claimsOfSources(shas: string[]): Promise<Claim[]> {
    return readClaims(this.#db, shas)
  }

  async remove(shas: string[]): Promise<void> {
    this.flush()
    for (const sha of shas) {
      const row = this.#db.get<{ n: number }>('DELETE FROM sources WHERE sha = ? RETURNING n', sha)
      if (!row) continue
      this.#db.run(
        `UPDATE groups SET claims = claims - (SELECT COUNT(*) FROM claims WHERE source = ? AND grp = groups.n)
          WHERE n IN (SELECT grp FROM claims WHERE source = ?)`,
        row.n,
        row.n,
      )
      this.#db.run('DELETE FROM groups WHERE claims = 0 AND n IN (SELECT grp FROM claims WHERE source = ?)', row.n)
      for (const table of ['statements', 'claims', 'names', 'bodies'])
        this.#db.run(`DELETE FROM ${table} WHERE source = ?`, row.n)
    }
  }

  async groupsInBlocks(blocks: string[]): Promise<Group[]> {
    const found = new Map<string, Group>()
    for (const column of ['block', 'door']) {
      const sql = `${GROUPS} WHERE ${column} IN (SELECT value FROM json_each(?))`
      for (const group of this.#groups(sql, blocks)) found.set(group.id, group)
    }
    return [...found.values()].sort(byId)
  }

  async anchors(): Promise<Group[]> {
    const sql = `${GROUPS} WHERE door >= ? AND door < ?`
    return TIES.flatMap((mark) => this.#db.all<GroupRow>(sql, mark, `${mark}~`).map((row) => this.#group(row))).sort(
      byId,
    )
  }

  async groupsOfNodes(ids: string[]): Promise<Group[]> {
    const sql = `${GROUPS} WHERE groups.node IN (SELECT n FROM nodes WHERE id IN (SELECT value FROM json_each(?)))`
    return this.#groups(sql, ids).sort(byId)
  }

  #groups(sql: string, values: string[]): Group[] {
    return this.#db.all<GroupRow>(sql, JSON.stringify(values)).map((row) => this.#group(row))
  }

  #group({ n, ...row }: GroupRow): Group {
    return { ...row, ...flags(row), holders: row.self ? this.#holders(n) : [] }
  }

  #holders(group: number): string[] {
    const sql = 'SELECT sha FROM claims JOIN sources ON sources.n = claims.source WHERE grp = ? ORDER BY sha'
    return this.#db.all<{ sha: string }>(sql, group).map((row) => row.sha)
  }

  async assign(rows: { group: string; node: string }[]): Promise<void> {
    for (const { group, node } of rows) {
      const n = this.#nodeRow(node)
      const row = this.#db.get<{ n: number; node: number | null }>('SELECT n, node FROM groups WHERE id = ?', group)
      if (!row) continue
      this.#db.run('UPDATE claims SET node = ? WHERE grp = ? AND node IS NULL', n, row.n)
      if (row.node === n) continue
      this.#db.run('UPDATE groups SET node = ? WHERE n = ?', n, row.n)
      if (row.node !== null) this.#db.run('UPDATE claims SET node = ? WHERE grp = ? AND node <> ?', n, row.n, n)
    }
  }

  /** A node may be assigned to before it is put: its row is there first, its values follow. */
  #nodeRow(id: string): number {
    const row = this.#db.get<{ n: number }>('SELECT n FROM nodes WHERE id = ?', id)
    return row?.n ?? this.#db.run('INSERT INTO nodes (id) VALUES (?)', id).lastInsertRowid
  }

  async citing(ids: string[]): Promise<Map<string, number>> {
    const sql = `SELECT id, COALESCE(cited, 0) AS cited FROM nodes LEFT JOIN tallies ON tallies.node = nodes.n
      WHERE id IN (SELECT value FROM json_each(?))`
    return new Map(
      this.#db.all<{ id: string; cited: number }>(sql, JSON.stringify(ids)).map((row) => [row.id, row.cited]),
    )
  }

  async nodes(ids: string[]): Promise<InstrumentNode[]> {
    return readNodes(this.#db, ids)
  }

  async putNodes(nodes: InstrumentNode[]): Promise<void> {
    for (const node of nodes) {
      const number = node.number === null ? null : foldNumber(node.number)
      const year = node.date === null ? null : Number(node.date.slice(0, 4))
      const { n } = this.#db.get<{ n: number }>(
        `INSERT INTO nodes (id, kind, type, number_key, issuer, level, province, year, status, held, resolution, doc)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind,
          type = excluded.type, number_key = excluded.number_key, issuer = excluded.issuer, level = excluded.level,
          province = excluded.province, year = excluded.year, status = excluded.status, held = excluded.held,
          resolution = excluded.resolution, doc = excluded.doc RETURNING n`,
        node.id,
        node.kind,
        node.type,
        number,
        node.issuer,
        node.level,
        node.province,
        year,
        node.status,
        Number(node.held),
        node.resolution,
        JSON.stringify(node),
      )!
      this.#putKeys('titles', n, titleKeys(node))
      this.#putKeys('other_numbers', n, otherNumbers(node).map(foldNumber).toSorted())
    }
  }

  #putKeys(table: 'titles' | 'other_numbers', node: number, keys: string[]): void {
    const before = this.#db.all<{ key: string }>(`SELECT key FROM ${table} WHERE node = ? ORDER BY key`, node)
    if (before.length === keys.length && before.every(({ key }, index) => key === keys[index])) return
    this.#db.run(`DELETE FROM ${table} WHERE node = ?`, node)
    for (const key of keys) this.#db.run(`INSERT OR IGNORE INTO ${table} VALUES (?, ?)`, key, node)
  }

  async dropNodes(ids: string[]): Promise<void> {
    for (const id of ids) {
      const row = this.#db.get<{ n: number }>(
        `DELETE FROM nodes WHERE id = ? AND NOT EXISTS (SELECT 1 FROM claims WHERE node = nodes.n) RETURNING n`,
        id,
      )
      if (!row) continue
      this.#db.run('DELETE FROM titles WHERE node = ?', row.n)
      this.#db.run('DELETE FROM other_numbers WHERE node = ?', row.n)
      this.#db.run('DELETE FROM tallies WHERE node = ?', row.n)
    }
  }

  async markStale(ids: string[]): Promise<void> {
    for (const id of ids) this.#db.run('INSERT OR IGNORE INTO stale VALUES (?)', id)
  }
}

// ---- rows to values --------------------------------------------------------------------------------------------

const GROUPS = `SELECT groups.n, groups.id, nodes.id AS node, claims, ${FIELDS} FROM groups LEFT JOIN nodes ON nodes.n = groups.node`

type GroupRow = Omit<Group, 'self' | 'sample' | 'holders'> & { n: number; self: number; sample: number }
function byId(a: Group, b: Group): number {
  return order(a.id, b.id)
}
