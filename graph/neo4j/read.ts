/**
 * Reading the graph over Bolt
 * ===========================
 *
 * One query a question; orders are those of the port. Ids and shas are ASCII, so the server's order of strings is
 * JavaScript's.
 */
import { RELATION_TYPES, type RelationType } from '../../ingest/record.ts'
import type { Edge, Evidence, InstrumentNode, Mention, Source } from '../model.ts'
import type { Counts, Dumped, NodeFilter, NodePage, PageRequest } from '../store.ts'
import { int, type Connection, type Row, type Run } from './connection.ts'
import { nodeOf, OTHER_NUMBER_KEYS, sourceOf, TAB, TITLE_KEYS, unpackEvidence } from './rows.ts'

const ANY_TYPE = RELATION_TYPES.join('|')

// ---- nodes -----------------------------------------------------------------------------------------------------

export async function byNumber(run: Run, folded: string[]): Promise<InstrumentNode[]> {
  const starts = folded.filter((one) => one.endsWith('*')).map((one) => one.slice(0, -1))
  const exact = folded.filter((one) => !one.endsWith('*'))
  const rows = await run(
    `CALL {
       MATCH (n:Work) WHERE n.numberKey IN $exact RETURN n
       UNION
       UNWIND $starts AS start MATCH (n:Work) WHERE n.numberKey STARTS WITH start RETURN n
     }
     RETURN n.doc AS doc ORDER BY n.id`,
    { exact, starts },
  )
  return rows.map(nodeOf)
}

export async function byOtherNumber(run: Run, folded: string[]): Promise<InstrumentNode[]> {
  return byKeys(run, OTHER_NUMBER_KEYS, folded)
}

export async function byTitle(run: Run, folded: string[]): Promise<InstrumentNode[]> {
  return byKeys(run, TITLE_KEYS, folded)
}

async function byKeys(run: Run, keys: string[], folded: string[]): Promise<InstrumentNode[]> {
  const rows = await run(
    `CALL {
       ${keys.map((key) => `MATCH (n:Work) WHERE n.${key} IN $folded RETURN n`).join(' UNION ')}
     }
     RETURN n.doc AS doc ORDER BY n.id`,
    { folded },
  )
  return rows.map(nodeOf)
}

export async function list(run: Run, filter: NodeFilter, { first, after }: PageRequest): Promise<NodePage> {
  const { kind, type, level, province, issuer, year, status, held, resolution } = filter
  const among = { type, level, province, issuer, year, status, resolution }
  const label = kind ?? 'Work'
  const wanted = ['n.doc IS NOT NULL']
  const parameters: Row = {}
  for (const [property, values] of Object.entries(among)) {
    if (values === undefined) continue
    wanted.push(`n.${property} IN $${property}`)
    parameters[property] = values
  }
  if (held !== undefined) wanted.push(held ? 'n.held' : 'NOT n.held')
  const where = wanted.join(' AND ')
  const counted = await run(`MATCH (n:${label}) WHERE ${where} RETURN count(n) AS total`, parameters)
  const rows = await run(
    `MATCH (n:Work) WHERE n.id > $after AND n:${label} AND ${where} RETURN n.doc AS doc ORDER BY n.id LIMIT $limit`,
    { ...parameters, after: after ?? '', limit: int(first + 1) },
  )
  return { nodes: rows.slice(0, first).map(nodeOf), total: counted[0]!['total'], hasNext: rows.length > first }
}

export async function counts(run: Run): Promise<Counts> {
  // Labels and types are counted from the store's own totals; only what depends on properties is looked at.
  const rows = await run(
    `CALL { MATCH (n:Instrument) RETURN count(n) AS instruments }
     CALL { MATCH (n:Programme) RETURN count(n) AS programmes }
     CALL { MATCH ()-[r:${ANY_TYPE}]->() RETURN count(r) AS relations }
     CALL { MATCH (s:Source) RETURN sum(CASE WHEN s.format IN ['catalogue', 'correction'] THEN 0 ELSE 1 END) AS sources, sum(s.citations) AS citations }
     CALL {
       MATCH (n:Work) RETURN
         sum(CASE WHEN n.held THEN 1 ELSE 0 END) AS held,
         sum(CASE WHEN n.resolution = 'unresolved' THEN 1 ELSE 0 END) AS unresolved,
         sum(CASE WHEN n.resolution = 'ambiguous' THEN 1 ELSE 0 END) AS ambiguous
     }
     RETURN sources, instruments, programmes, held, citations, relations, unresolved, ambiguous`,
  )
  const { sources, instruments, programmes, held, citations, relations, unresolved, ambiguous } = rows[0] as Counts &
    Row
  return { sources, instruments, programmes, held, citations, relations, unresolved, ambiguous }
}

// ---- edges -----------------------------------------------------------------------------------------------------

export async function edges(
  run: Run,
  ids: string[],
  direction: 'out' | 'in',
  types?: RelationType[],
): Promise<Omit<Edge, 'evidence'>[]> {
  const wanted = types ? RELATION_TYPES.filter((type) => types.includes(type)) : RELATION_TYPES
  if (wanted.length === 0) return []
  const pattern = direction === 'out' ? '(n)-[r]->(m)' : '(m)-[r]->(n)'
  const [from, to] = direction === 'out' ? ['n', 'm'] : ['m', 'n']
  const rows = await run(
    `MATCH (n:Work) WHERE n.id IN $ids
     MATCH ${pattern.replace('[r]', `[r:${wanted.join('|')}]`)}
     RETURN ${from}.id AS from, ${to}.id AS to, type(r) AS type, r.sources AS sources ORDER BY from, type, to`,
    { ids },
  )
  return rows.map(({ from: a, to: b, type, sources }) => ({ from: a, to: b, type, sources }))
}

export async function evidence(run: Run, from: string, type: RelationType, to: string): Promise<Evidence[]> {
  const rows = await run(
    'MATCH ()-[t:STATES]->() WHERE t.edge = $edge RETURN t.source AS source, t.evidence AS evidence',
    { edge: [from, type, to].join(TAB) },
  )
  return unpackEvidence(rows as { source: string; evidence: string }[])
}

// ---- sources ---------------------------------------------------------------------------------------------------

export async function source(run: Run, sha: string): Promise<Source | null> {
  const rows = await run('MATCH (s:Source {sha: $sha}) RETURN properties(s) AS source', { sha })
  return rows[0] ? sourceOf(rows[0]['source']) : null
}

export async function sourcesByName(run: Run, name: string): Promise<string[]> {
  const rows = await run('MATCH (s:Source) WHERE $name IN s.names RETURN s.sha AS sha ORDER BY sha', { name })
  return rows.map((row) => row['sha'])
}

/** The mentions themselves stand in the sources' records; the graph knows which sources to open. */
export async function mentions(
  run: Run,
  id: string,
  { first, after }: PageRequest,
): Promise<{ mentions: Mention[]; total: number; hasNext: boolean }> {
  const [sha = '', start = '-1'] = after?.split(':') ?? []
  const counted = await run(
    'MATCH (:Source)-[k:CLAIMS]->(g:Claim {node: $id}) WHERE NOT g.self RETURN sum(k.mentions) AS total',
    { id },
  )
  // Each source has at least one, but those of the first may be behind us.
  const rows = await run(
    `MATCH (s:Source)-[k:CLAIMS]->(g:Claim {node: $id}) WHERE k.mentions > 0 AND NOT g.self AND s.sha >= $sha
     WITH s, collect(k.key) AS keys ORDER BY s.sha LIMIT $limit
     MATCH (s)-[:CLAIMS {key: 'this'}]->(self:Claim)
     RETURN s.sha AS source, s.record AS record, keys, self.node AS document ORDER BY source`,
    { id, sha, limit: int(first + 2) },
  )
  const all = rows
    .flatMap((row) => mentionsIn(row, id))
    .filter((mention) => mention.source > sha || mention.start > Number(start))
  return { mentions: all.slice(0, first), total: counted[0]!['total'], hasNext: all.length > first }
}

function mentionsIn({ source: sha, record, keys, document }: Row, node: string): Mention[] {
  const { citations } = JSON.parse(record) as Source['record']
  return citations
    .filter((citation) => keys.includes(citation.key))
    .map(({ start, end, text, relation, provision, kind }): Mention => {
      return { start, end, source: sha, document, node, text, relation, provision, kind }
    })
    .sort((a, b) => a.start - b.start || a.end - b.end)
}

// ---- everything ------------------------------------------------------------------------------------------------

export async function* dump(connection: Connection): AsyncGenerator<Dumped> {
  const nodes = connection.stream(
    "MATCH (n:Work) WHERE n.id > '' AND n.doc IS NOT NULL RETURN n.doc AS doc ORDER BY n.id",
  )
  for await (const row of nodes) yield { node: nodeOf(row) }
  for await (const edge of dumpEdges(connection)) yield { edge }
  const sources = connection.stream(
    `MATCH (s:Source) WHERE s.sha > ''
     WITH s ORDER BY s.sha
     MATCH (s)-[:CLAIMS {key: 'this'}]->(self:Claim) WHERE self.node IS NOT NULL
     RETURN s.sha AS sha, s.names AS names, s.format AS format, s.sample AS sample, self.node AS document ORDER BY sha`,
  )
  for await (const { sha, names, format, sample, document } of sources) {
    yield { source: { sha, names, format, sample, document } }
  }
}

/** From the statements, which the index hands out edge by edge. */
async function* dumpEdges(connection: Connection): AsyncGenerator<Edge> {
  const rows = connection.stream(
    `MATCH ()-[t:STATES]->() WHERE t.edge > ''
     RETURN t.edge AS edge, t.source AS source, t.evidence AS evidence ORDER BY edge`,
  )
  let key = ''
  let statements: { source: string; evidence: string }[] = []
  for await (const row of rows) {
    if (row['edge'] !== key && statements.length > 0) {
      yield edgeOf(key, statements)
      statements = []
    }
    key = row['edge']
    statements.push({ source: row['source'], evidence: row['evidence'] })
  }
  if (statements.length > 0) yield edgeOf(key, statements)
}

function edgeOf(key: string, statements: { source: string; evidence: string }[]): Edge {
  const [from, type, to] = key.split(TAB) as [string, RelationType, string]
  const sources = new Set(statements.map((statement) => statement.source)).size
  return { from, to, type, sources, evidence: unpackEvidence(statements) }
}
