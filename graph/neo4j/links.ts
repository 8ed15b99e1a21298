/**
 * Who issued it, and where
 * ========================
 *
 * (:Issuer) and (:Place) follow from the nodes: made with the first that names them, gone with the last. A place is
 * told apart by rank and province ("Tân Thành" is many), an issuer by its name and place ("Ủy ban nhân dân tỉnh").
 */
import { slug } from '../fold.ts'
import type { InstrumentNode } from '../model.ts'
import { placeKey } from '../naming.ts'
import type { Row, Run } from './connection.ts'
import { order } from './rows.ts'

type Placed = Pick<InstrumentNode, 'issuer' | 'level' | 'province' | 'locality'>

export function placeOf({ level, province, locality }: Placed): Row | null {
  const name = locality ?? province
  if (name === null) return null
  // What stands for a whole province is one place, whoever sits there.
  const rank = locality === null ? 'province' : level
  const parts = [rank, placeKey(province), locality === null ? null : placeKey(locality)]
  return {
    id: parts
      .map((part) => slug(part ?? ''))
      .filter((part) => part !== '')
      .join('/'),
    name,
    level: rank,
    province,
  }
}

export function issuerOf(node: Placed): Row | null {
  if (node.issuer === null) return null
  const place = placeOf(node)
  return { id: [slug(node.issuer), place?.['id']].filter(Boolean).join('@'), name: node.issuer }
}

/** Brings the bodies of these nodes in line. The nodes exist. */
export async function putBodies(run: Run, nodes: InstrumentNode[]): Promise<void> {
  const rows = nodes.map((node) => ({ id: node.id, issuer: issuerOf(node), place: placeOf(node) }))
  const left = await detach(run, rows)
  // A body may be spelt in two ways (accents, case): the first by letter is shown, in whatever order they came.
  // In order of id, so that two transactions wait for each other instead of locking each other out.
  const issuers = rows.filter(({ issuer }) => issuer).sort((a, b) => order(a.issuer!['id'], b.issuer!['id']))
  const places = rows.filter(({ place }) => place).sort((a, b) => order(a.place!['id'], b.place!['id']))
  await run(
    `UNWIND $rows AS row
     MATCH (n:Work {id: row.id})
     MERGE (i:Issuer {id: row.issuer.id}) ON CREATE SET i.name = row.issuer.name
     MERGE (n)-[:ISSUED_BY]->(i)
     WITH i, row WHERE row.issuer.name < i.name
     SET i.name = row.issuer.name`,
    { rows: issuers },
  )
  await run(
    `UNWIND $rows AS row
     MATCH (n:Work {id: row.id})
     MERGE (p:Place {id: row.place.id}) ON CREATE SET p += row.place
     MERGE (n)-[:IN_PLACE]->(p)
     WITH p, row WHERE row.place.name < p.name
     SET p.name = row.place.name`,
    { rows: places },
  )
  await run(
    `UNWIND $rows AS row
     MATCH (i:Issuer {id: row.issuer.id}) MATCH (p:Place {id: row.place.id})
     MERGE (i)-[:IN_PLACE]->(p)`,
    { rows: places.filter(({ issuer }) => issuer) },
  )
  await sweep(run, left)
}

/** Bodies these nodes have now: to be swept when the nodes are gone. */
export async function bodiesOf(run: Run, ids: string[]): Promise<string[]> {
  const rows = await run(
    'UNWIND $ids AS id MATCH (:Work {id: id})-[:ISSUED_BY|IN_PLACE]->(b) RETURN DISTINCT b.id AS id',
    { ids },
  )
  return rows.map((row) => row['id'] as string)
}

/** Takes the nodes from bodies that are no longer theirs; returns those bodies. */
async function detach(run: Run, rows: { id: string; issuer: Row | null; place: Row | null }[]): Promise<string[]> {
  const gone = await run(
    `UNWIND $rows AS row
     MATCH (:Work {id: row.id})-[r:ISSUED_BY|IN_PLACE]->(b)
     WHERE NOT b.id IN row.keep
     DELETE r
     RETURN DISTINCT b.id AS id`,
    { rows: rows.map(({ id, issuer, place }) => ({ id, keep: [issuer?.['id'], place?.['id']].filter(Boolean) })) },
  )
  return gone.map((row) => row['id'] as string)
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
  await run(
    `UNWIND $ids AS id
     MATCH (p:Place {id: id}) WHERE NOT EXISTS { ()-[:IN_PLACE]->(p) }
     DELETE p`,
    { ids: sorted },
  )
}
