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
import { order } from '../caption.ts'
import type { Evidence } from '../model.ts'
import { chunks, int, type Row, type Run } from './connection.ts'
import { TAB, unpackEvidence } from './rows.ts'

/** Sources whose evidence stands on the relationship itself, for Neo4j Browser; all of it is in STATES. */
export const SHOWN = 20

interface Change {
  /** Sources more or fewer. */
  by: number
  /** The first source whose contribution changed. */
  first: string
  /** A source has less to say here than before. */
  lost: boolean
}

/** Changes of totals, gathered until they are applied: of nodes by id, of edges by key. */
export interface Difference {
  citing: Map<string, Change>
  edges: Map<string, Change>
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
      `MATCH (g:Claim)-[t:STATES]->(h:Claim)
       USING INDEX t:STATES(source)
       WHERE t.source IN $shas
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

/** A source counts once for a thing, however many of its rows say so. */
function tally(rows: Row[], totals: Map<string, Change>): void {
  const before = new Set<string>()
  const after = new Set<string>()
  for (const row of rows) {
    if (row['before']) before.add(`${row['source']}${TAB}${row['before']}`)
    if (row['after']) after.add(`${row['source']}${TAB}${row['after']}`)
    if (row['before'] === row['after']) continue
    // What changed is noted even where the number stays: the evidence is another.
    if (row['after']) note(totals, row['after'], row['source'], 0, false)
    if (row['before']) note(totals, row['before'], row['source'], 0, true)
  }
  const add = (pair: string, by: number): void => {
    const cut = pair.indexOf(TAB)
    note(totals, pair.slice(cut + 1), pair.slice(0, cut), by, by < 0)
  }
  for (const pair of after) if (!before.has(pair)) add(pair, 1)
  for (const pair of before) if (!after.has(pair)) add(pair, -1)
}

function note(totals: Map<string, Change>, key: string, source: string, by: number, lost: boolean): void {
  const change = totals.get(key)
  if (!change) totals.set(key, { by, first: source, lost })
  else {
    change.by += by
    change.lost ||= lost
    if (source < change.first) change.first = source
  }
}

// ---- totals ----------------------------------------------------------------------------------------------------

export async function apply(run: Run, { citing, edges }: Difference): Promise<void> {
  const rows = [...citing]
    .filter(([, { by }]) => by !== 0)
    .map(([id, { by }]) => ({ id, by: int(by) }))
    .sort((a, b) => order(a.id, b.id))
  for (const some of chunks(rows)) {
    await run('UNWIND $rows AS row MERGE (n:Work {id: row.id}) SET n.citing = coalesce(n.citing, 0) + row.by', {
      rows: some,
    })
  }
  const counted: Counted[] = []
  for (const [type, ofType] of edgesByType(edges)) {
    for (const some of chunks(ofType, 1000)) counted.push(...(await count(run, type, some)))
  }
  const gone = counted.filter(({ sources }) => sources <= 0).map(({ id }) => id)
  for (const ids of chunks(gone)) {
    await run('UNWIND $ids AS id MATCH ()-[r]->() WHERE elementId(r) = id DELETE r', { ids })
  }
  const dated = counted.filter((edge) => edge.sources > 0 && !isStillShown(edge, edges.get(edge.key)!))
  for (const some of chunks(dated, 500)) await showEvidence(run, some)
}

interface EdgeRow {
  key: string
  from: string
  to: string
  by: ReturnType<typeof int>
}

interface Counted {
  key: string
  id: string
  sources: number
  /** The last source shown, where there are more. */
  until: string | null
}

/** In order of the types and of the ends, so that transactions lock nodes in one order. */
function edgesByType(edges: Difference['edges']): [RelationType, EdgeRow[]][] {
  const byType = new Map<RelationType, EdgeRow[]>(RELATION_TYPES.map((type) => [type, []]))
  for (const key of [...edges.keys()].sort()) {
    const [from, type, to] = key.split(TAB) as [string, RelationType, string]
    byType.get(type)!.push({ key, from, to, by: int(edges.get(key)!.by) })
  }
  return [...byType]
}

/** Types cannot be parameters in Neo4j before 5.26, so each has its own query; they are our own words, not input. */
async function count(run: Run, type: RelationType, rows: EdgeRow[]): Promise<Counted[]> {
  const counted = await run(
    `UNWIND $rows AS row
     MERGE (a:Work {id: row.from}) MERGE (b:Work {id: row.to})
     MERGE (a)-[r:${type}]->(b)
     SET r.sources = coalesce(r.sources, 0) + row.by
     RETURN row.key AS key, elementId(r) AS id, r.sources AS sources, r.until AS until`,
    { rows },
  )
  return counted as Counted[]
}

// ---- evidence on the relationship ------------------------------------------------------------------------------

/** What is shown of an edge with many sources stays as it is when one is added behind it. */
function isStillShown({ until }: Counted, { first, lost }: Change): boolean {
  return until !== null && !lost && first > until
}

async function showEvidence(run: Run, edges: Counted[]): Promise<void> {
  const found = await run(
    `UNWIND $edges AS edge
     CALL {
       WITH edge
       MATCH ()-[t:STATES]->() WHERE t.edge = edge.key
       WITH t ORDER BY t.source LIMIT $limit
       RETURN collect({source: t.source, evidence: t.evidence}) AS statements
     }
     RETURN edge.id AS id, statements`,
    // A source may have several statements for one edge; one more than is ever shown tells whether there are more.
    { edges: edges.map(({ id, key }) => ({ id, key })), limit: int(2 * SHOWN + 1) },
  )
  const rows = found.map(({ id, statements }) => ({ id, shown: shownOf(statements) }))
  await run('UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row.id SET r += row.shown', { rows })
}

function shownOf(statements: { source: string; evidence: string }[]): Row {
  const sources = [...new Set(statements.map((statement) => statement.source))].sort()
  // Where the list was cut, its last source may lack some of its statements.
  const cut = statements.length > 2 * SHOWN
  const shown = sources.slice(0, Math.min(SHOWN, Math.max(1, cut ? sources.length - 1 : sources.length)))
  const until = cut || sources.length > SHOWN ? (shown.at(-1) ?? null) : null
  return shownProperties(unpackEvidence(statements.filter(({ source }) => shown.includes(source))), until)
}

/** `until`: the last source shown, where there are more. */
export function shownProperties(all: Evidence[], until: string | null): Row {
  const { source = null, quote = null, rule = null, confidence = null } = all[0] ?? {}
  return { source, quote, rule, confidence, until, evidence: all.map((each) => JSON.stringify(each)) }
}
