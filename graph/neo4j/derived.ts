/**
 * Counting: edges and citing sources
 * ==================================
 *
 * What a source contributes is recounted from that source's own claims and statements alone, and the difference is
 * added to the totals. So adding a document costs the same however often the laws it cites are cited already.
 *
 *   (:Claim).node ─▶ CLAIMS.node, STATES.edge    what was counted last
 *                └─▶ difference, by source ─▶ Work.citing, edge.sources
 *
 * Everything that a recounted source speaks of is locked (`transaction.ts`), so no one else moves it meanwhile.
 */
import { RELATION_TYPES, type RelationType } from '../../ingest/record.ts'
import { chunks, int, type Row, type Run } from './connection.ts'
import { TAB, unpackEvidence } from './rows.ts'

/** Evidence kept on the relationship itself, for those who look at it in Neo4j Browser; all of it is in STATES. */
const SHOWN = 20

/** Changes of totals, gathered until they are applied. */
export interface Difference {
  /** By node: sources that cite it, more or fewer. */
  citing: Map<string, number>
  /** By edge key: sources that state it. An edge with 0 has other evidence than before. */
  edges: Map<string, number>
}

export function nothing(): Difference {
  return { citing: new Map(), edges: new Map() }
}

/** Recounts these sources and notes what they now count for. */
export async function recount(run: Run, shas: string[], difference: Difference): Promise<void> {
  for (const some of chunks(shas, 500)) {
    const claims = await run(
      `MATCH (s:Source)-[k:CLAIMS]->(g:Claim) WHERE s.sha IN $shas
       WITH s, k, g, k.node AS before, g.node AS after
       CALL { WITH k, before, after WITH k, before, after WHERE before IS NULL OR before <> after SET k.node = after }
       RETURN s.sha AS source, before, after, g.self AS self`,
      { shas: some },
    )
    const citations = claims.filter((row) => !row['self'])
    tally(citations, difference.citing)
    const statements = await run(
      `MATCH (g:Claim)-[t:STATES]->(h:Claim) WHERE t.source IN $shas
       WITH t, t.edge AS before,
         CASE WHEN g.node <> h.node THEN g.node + $tab + t.type + $tab + h.node END AS after
       CALL { WITH t, before, after WITH t, before, after
         WHERE coalesce(before, '') <> coalesce(after, '') SET t.edge = after }
       RETURN t.source AS source, before, after`,
      { shas: some, tab: TAB },
    )
    tally(statements, difference.edges)
  }
}

/** What these sources count for, which is about to go. */
export async function discount(run: Run, shas: string[], difference: Difference): Promise<void> {
  for (const some of chunks(shas, 500)) {
    const claims = await run(
      `MATCH (s:Source)-[k:CLAIMS]->(g:Claim) WHERE s.sha IN $shas AND NOT g.self
       RETURN s.sha AS source, k.node AS before`,
      { shas: some },
    )
    tally(claims, difference.citing)
    const statements = await run(
      'MATCH ()-[t:STATES]->() WHERE t.source IN $shas RETURN t.source AS source, t.edge AS before',
      { shas: some },
    )
    tally(statements, difference.edges)
  }
}

/** A source counts once for a thing, however many of its rows say so. What changed at all is noted, if only with 0. */
function tally(rows: Row[], totals: Map<string, number>): void {
  const before = new Set<string>()
  const after = new Set<string>()
  for (const row of rows) {
    if (row['before']) before.add(`${row['source']}${TAB}${row['before']}`)
    if (row['after']) after.add(`${row['source']}${TAB}${row['after']}`)
    if (row['before'] === row['after']) continue
    for (const key of [row['before'], row['after']]) if (key) totals.set(key, totals.get(key) ?? 0)
  }
  const add = (pair: string, by: number): void => {
    const key = pair.slice(pair.indexOf(TAB) + 1)
    totals.set(key, (totals.get(key) ?? 0) + by)
  }
  for (const pair of after) if (!before.has(pair)) add(pair, 1)
  for (const pair of before) if (!after.has(pair)) add(pair, -1)
}

export async function apply(run: Run, { citing, edges }: Difference): Promise<void> {
  const rows = [...citing]
    .filter(([, by]) => by !== 0)
    .map(([id, by]) => ({ id, by: int(by) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const some of chunks(rows)) {
    await run('UNWIND $rows AS row MERGE (n:Work {id: row.id}) SET n.citing = coalesce(n.citing, 0) + row.by', {
      rows: some,
    })
  }
  const byType = new Map<RelationType, EdgeRow[]>()
  for (const key of [...edges.keys()].sort()) {
    const [from, type, to] = key.split(TAB) as [string, RelationType, string]
    if (!byType.has(type)) byType.set(type, [])
    byType.get(type)!.push({ key, from, to, by: edges.get(key)! })
  }
  for (const type of RELATION_TYPES) {
    for (const some of chunks(byType.get(type) ?? [], 1000)) await applyType(run, type, some)
  }
}

interface EdgeRow {
  key: string
  from: string
  to: string
  by: number
}

/** Types cannot be parameters in Neo4j before 5.26, so each has its own queries; they are our own words, not input. */
async function applyType(run: Run, type: RelationType, rows: EdgeRow[]): Promise<void> {
  const counted = await run(
    `UNWIND $rows AS row
     MERGE (a:Work {id: row.from}) MERGE (b:Work {id: row.to})
     MERGE (a)-[r:${type}]->(b)
     SET r.sources = coalesce(r.sources, 0) + row.by
     RETURN row.key AS key, elementId(r) AS id, r.sources AS sources`,
    { rows: rows.map((row) => ({ ...row, by: int(row.by) })) },
  )
  const gone = counted.filter(({ sources }) => sources <= 0)
  if (gone.length > 0) {
    await run(`UNWIND $ids AS id MATCH ()-[r:${type}]->() WHERE elementId(r) = id DELETE r`, {
      ids: gone.map(({ id }) => id),
    })
  }
  const kept = counted.filter(({ sources }) => sources > 0)
  await showEvidence(run, type, kept)
}

async function showEvidence(run: Run, type: RelationType, edges: Row[]): Promise<void> {
  if (edges.length === 0) return
  const first = await run(
    `UNWIND $edges AS edge
     CALL {
       WITH edge
       MATCH ()-[t:STATES]->() WHERE t.edge = edge.key AND t.source > ''
       WITH t ORDER BY t.source LIMIT $shown
       RETURN collect({source: t.source, evidence: t.evidence}) AS statements
     }
     RETURN edge.id AS id, statements`,
    { edges: edges.map(({ id, key }) => ({ id, key })), shown: int(SHOWN) },
  )
  const rows = first.map(({ id, statements }) => {
    const all = unpackEvidence(statements)
    const { source = null, quote = null, rule = null, confidence = null } = all[0] ?? {}
    return { id, shown: { source, quote, rule, confidence, evidence: all.map((each) => JSON.stringify(each)) } }
  })
  await run(`UNWIND $rows AS row MATCH ()-[r:${type}]->() WHERE elementId(r) = row.id SET r += row.shown`, { rows })
}
