/**
 * Rows of the SQLite file, as values
 * ==================================
 */
import { byPlace } from './caption.ts'
import type { Claim, Evidence, InstrumentNode, Mention, Source, Statement } from './model.ts'
import type { Connection } from './sqlite-file.ts'
import type { PageRequest } from './store.ts'

/** Columns of `groups` that are fields of a claim. */
export const FIELDS =
  'block, door, groups.self, groups.kind, groups.type, number, date, groups.issuer, title, groups.level, groups.province, locality, as_of AS asOf, home, misprint, effective_from AS effectiveFrom, groups.sample'

type ClaimRow = Omit<Claim, 'self' | 'sample' | 'node'> & { self: number; sample: number; node: string | null }

/** SQLite has no booleans. */
export function flags({ self, sample }: { self: number; sample: number }): { self: boolean; sample: boolean } {
  return { self: self === 1, sample: sample === 1 }
}

export function readClaims(db: Connection, shas: string[]): Claim[] {
  const sql = `SELECT sha AS source, key, mentions, groups.id AS "group", nodes.id AS node, ${FIELDS}
    FROM sources JOIN claims ON claims.source = sources.n JOIN groups ON groups.n = claims.grp
    LEFT JOIN nodes ON nodes.n = claims.node
    WHERE sha IN (SELECT value FROM json_each(?)) ORDER BY sha, key`
  return db
    .all<ClaimRow>(sql, JSON.stringify(shas))
    .map(({ node, ...row }): Claim => ({ ...row, ...flags(row), ...(node === null ? {} : { node }) }))
}

export interface SourceRow {
  n: number
  sha: string
  format: string
  sample: number
}

export const SOURCES = `SELECT sources.n, sha, format, sample, nodes.id AS document FROM sources
  JOIN claims ON claims.source = sources.n AND claims.key = 'this' JOIN nodes ON nodes.n = claims.node ORDER BY sha`

export function describe(db: Connection, { n, sha, format, sample, document }: SourceRow & { document: string }) {
  return { sha, names: namesOf(db, n), format, sample: sample === 1, document }
}

function namesOf(db: Connection, source: number): string[] {
  return db
    .all<{ name: string }>('SELECT name FROM names WHERE source = ?', source)
    .map((row) => row.name)
    .sort()
}

export function readSource(db: Connection, sha: string): Source | null {
  const sql = `SELECT sources.n, sha, format, sample, text, pages, record FROM sources
    JOIN bodies ON bodies.source = sources.n WHERE sha = ?`
  const row = db.get<SourceRow & { text: string; pages: string; record: string }>(sql, sha)
  if (!row) return null
  const { n, format, sample, text } = row
  const names = namesOf(db, n)
  return {
    sha,
    names,
    format,
    text,
    pages: JSON.parse(row.pages),
    record: JSON.parse(row.record),
    sample: sample === 1,
  }
}

export function parseDocs(rows: { doc: string }[]): InstrumentNode[] {
  return rows.map((row) => JSON.parse(row.doc) as InstrumentNode)
}

export function readNodes(db: Connection, ids: string[]): InstrumentNode[] {
  const sql = 'SELECT id, doc FROM nodes WHERE id IN (SELECT value FROM json_each(?)) AND doc IS NOT NULL'
  const found = new Map(db.all<{ id: string; doc: string }>(sql, JSON.stringify(ids)).map((row) => [row.id, row.doc]))
  return ids.flatMap((id) => {
    const doc = found.get(id)
    return doc === undefined ? [] : (JSON.parse(doc) as InstrumentNode)
  })
}

export function rowOf(db: Connection, id: string): number | null {
  return db.get<{ n: number }>('SELECT n FROM nodes WHERE id = ?', id)?.n ?? null
}

export function readEvidence(db: Connection, from: number, type: string, to: number): Evidence[] {
  const sql = `SELECT sha, evidence FROM support JOIN sources ON sources.n = support.source
    JOIN statements ON statements.source = support.source AND statements.type = support.type
      AND statements.from_node = support.from_node AND statements.to_node = support.to_node
    WHERE support.from_node = ? AND support.to_node = ? AND support.type = ?`
  const found = new Map<string, Evidence>()
  for (const { sha, evidence } of db.all<{ sha: string; evidence: string }>(sql, from, to, type)) {
    for (const { start, end, quote, rule, confidence } of JSON.parse(evidence) as Statement['evidence']) {
      found.set(`${sha}:${start}:${end}:${rule}`, { source: sha, start, end, quote, rule, confidence })
    }
  }
  return [...found.values()].sort(byPlace)
}

/** Mentions live in the records; a claim says in which. Sources are opened one by one until the page is full. */
export function readMentions(db: Connection, id: string, { first, after = ':-1' }: PageRequest) {
  const node = rowOf(db, id)
  if (node === null) return { mentions: [], total: 0, hasNext: false }
  const [afterSha = '', afterStart = '-1'] = after.split(':')
  const { total } = db.get<{ total: number }>(
    'SELECT COALESCE(SUM(mentions), 0) AS total FROM claims WHERE node = ? AND self = 0',
    node,
  )!
  const sql = `SELECT DISTINCT sources.n, sha FROM claims JOIN sources ON sources.n = claims.source
    WHERE node = ? AND self = 0 AND mentions > 0 AND sha >= ? ORDER BY sha`
  const mentions: Mention[] = []
  for (const { n, sha } of db.iterate<{ n: number; sha: string }>(sql, node, afterSha)) {
    const here = mentionsIn(db, n, sha, node, id)
    mentions.push(...here.filter(({ start }) => sha !== afterSha || start > Number(afterStart)))
    if (mentions.length > first) break
  }
  return { mentions: mentions.slice(0, first), total, hasNext: mentions.length > first }
}

function mentionsIn(db: Connection, source: number, sha: string, node: number, id: string): Mention[] {
  const keys = new Set(
    db.all<{ key: string }>('SELECT key FROM claims WHERE source = ? AND node = ?', source, node).map((row) => row.key),
  )
  const { record } = db.get<{ record: string }>('SELECT record FROM bodies WHERE source = ?', source)!
  const { document } = db.get<{ document: string }>(
    `SELECT id AS document FROM claims JOIN nodes ON nodes.n = node WHERE source = ? AND key = 'this'`,
    source,
  )!
  return (JSON.parse(record) as Source['record']).citations
    .filter((citation) => keys.has(citation.key))
    .map(({ start, end, text, relation, provision, kind }) => ({
      start,
      end,
      source: sha,
      document,
      node: id,
      text,
      relation,
      provision,
      kind,
    }))
    .sort((a, b) => a.start - b.start || a.end - b.end)
}
