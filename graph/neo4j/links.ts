/**
 * Who issued it, where, and which source carries it
 * =================================================
 *
 * (:Issuer) and (:Place) follow from the nodes: made with the first that names them, gone with the last. A place is
 * told apart by rank and province ("Tân Thành" is many), an issuer by its name and place ("Ủy ban nhân dân tỉnh").
 */
import { slug } from '../fold.ts'
import type { InstrumentNode } from '../model.ts'
import { placeKey } from '../naming.ts'
import type { Run } from './connection.ts'
import { order } from '../caption.ts'

interface Body {
  id: string
  name: string
}

type Placed = Pick<InstrumentNode, 'issuer' | 'level' | 'province' | 'locality'>

export function placeOf({
  level,
  province,
  locality,
}: Placed): (Body & { level: string | null; province: string | null }) | null {
  const name = locality ?? province
  if (name === null) return null
  // What stands for a whole province is one place, whoever sits there.
  const rank = locality === null ? 'province' : level
  const parts = [rank, placeKey(province), locality === null ? null : placeKey(locality)]
  const id = parts.flatMap((part) => (part === null ? [] : [slug(part)])).join('/')
  return { id, name, level: rank, province }
}

export function issuerOf(node: Placed): Body | null {
  if (node.issuer === null) return null
  const place = placeOf(node)
  return { id: [slug(node.issuer), ...(place ? [place.id] : [])].join('@'), name: node.issuer }
}

/** All that the links of a node are made of: kept on the node, so that they are only touched when this changes. */
export function linksOf({ issuer, level, province, locality, sources }: InstrumentNode): string {
  return JSON.stringify([issuer, level, province, locality, sources])
}

/** Brings the links of these nodes in line. The nodes exist. */
export async function putLinks(run: Run, nodes: InstrumentNode[]): Promise<void> {
  const rows = nodes
    .map((node) => {
      const [issuer, place] = [issuerOf(node), placeOf(node)]
      const keep = [issuer, place].flatMap((body) => body?.id ?? [])
      return { id: node.id, issuer, place, keep, sources: node.sources }
    })
    // Transactions that meet in a body wait for each other in one order instead of locking each other out.
    .sort((a, b) => order(a.issuer?.id ?? '', b.issuer?.id ?? '') || order(a.place?.id ?? '', b.place?.id ?? ''))
  const left = await run(
    `UNWIND $rows AS row
     MATCH (:Work {id: row.id})-[r:ISSUED_BY|IN_PLACE]->(b) WHERE NOT b.id IN row.keep
     DELETE r
     RETURN DISTINCT b.id AS id`,
    { rows },
  )
  // A body may be spelt in two ways (accents, case): the first by letter is shown, in whatever order they came.
  await run(
    `UNWIND $rows AS row
     MATCH (n:Work {id: row.id})
     FOREACH (x IN CASE WHEN row.issuer IS NULL THEN [] ELSE [row.issuer] END |
       MERGE (i:Issuer {id: x.id})
       FOREACH (_ IN CASE WHEN i.name IS NULL OR x.name < i.name THEN [1] ELSE [] END | SET i += x)
       MERGE (n)-[:ISSUED_BY]->(i))
     FOREACH (y IN CASE WHEN row.place IS NULL THEN [] ELSE [row.place] END |
       MERGE (p:Place {id: y.id})
       FOREACH (_ IN CASE WHEN p.name IS NULL OR y.name < p.name THEN [1] ELSE [] END | SET p += y)
       MERGE (n)-[:IN_PLACE]->(p)
       FOREACH (x IN CASE WHEN row.issuer IS NULL THEN [] ELSE [row.issuer] END |
         MERGE (i:Issuer {id: x.id})
         MERGE (i)-[:IN_PLACE]->(p)))`,
    { rows },
  )
  await run(
    `UNWIND $rows AS row
     MATCH (s:Source)-[r:CARRIES]->(:Work {id: row.id}) WHERE NOT s.sha IN row.sources
     DELETE r`,
    { rows },
  )
  await run(
    `UNWIND $rows AS row UNWIND row.sources AS sha
     MATCH (s:Source {sha: sha}) MATCH (n:Work {id: row.id})
     MERGE (s)-[:CARRIES]->(n)`,
    { rows },
  )
  const bodies = left.map((row) => row['id'] as string)
  await sweep(run, bodies)
}

/** Bodies these nodes have now: to be swept when the nodes are gone. */
export async function bodiesOf(run: Run, ids: string[]): Promise<string[]> {
  const rows = await run(
    'UNWIND $ids AS id MATCH (:Work {id: id})-[:ISSUED_BY|IN_PLACE]->(b) RETURN DISTINCT b.id AS id',
    { ids },
  )
  return rows.map((row) => row['id'] as string)
}

/**
 * Removes those of these bodies that nothing refers to. Not by DETACH: should another transaction have just come to
 * refer to one, the commit must fail and be run again, rather than cut that off.
 */
export async function sweep(run: Run, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const sorted = [...ids].sort()
  await run(
    `UNWIND $ids AS id
     MATCH (i:Issuer {id: id}) WHERE NOT EXISTS { ()-[:ISSUED_BY]->(i) }
     OPTIONAL MATCH (i)-[r:IN_PLACE]->()
     DELETE r, i`,
    { ids: sorted },
  )
  await run('UNWIND $ids AS id MATCH (p:Place {id: id}) WHERE NOT EXISTS { ()-[:IN_PLACE]->(p) } DELETE p', {
    ids: sorted,
  })
}
