/**
 * Schema of a Neo4j database
 * ==========================
 *
 * Made on first use. One entry a version; the (:Schema) node says how many have run. Each command may run twice, as
 * when two processes are first at the same time. An entry that was released is never edited.
 *
 *   what people see    (:Instrument|Programme)-[:BASED_ON …]->(:Instrument|Programme)
 *                      (:Instrument)-[:ISSUED_BY]->(:Issuer)-[:IN_PLACE]->(:Place)
 *                      (:Source)-[:CARRIES]->(:Instrument)
 *   what it rests on   (:Source)-[:CLAIMS]->(:Claim)-[:STATES]->(:Claim)
 *   our own affairs    (:Block) to lock, (:File) read, (:Stale) for the search index, (:Schema)
 *
 * A (:Claim) is a group of the port: all that describe an instrument in the same words share it. Instruments and
 * programmes have the label Work as well, under which their ids are unique.
 */
import type { Connection, Row } from './connection.ts'
import { tooNew } from './errors.ts'
import { nodeOf, OTHER_NUMBER_KEYS, otherNumberKeys, TITLE_KEYS } from './rows.ts'

const unique = (label: string, property: string): string =>
  `CREATE CONSTRAINT cancu_${label.toLowerCase()}_${property} IF NOT EXISTS FOR (n:${label}) REQUIRE n.${property} IS UNIQUE`

const index = (label: string, property: string): string =>
  `CREATE INDEX cancu_${label.toLowerCase()}_${property} IF NOT EXISTS FOR (n:${label}) ON (n.${property})`

const MIGRATIONS: string[][] = [
  [
    unique('Schema', 'name'),
    unique('Source', 'sha'),
    unique('Claim', 'id'),
    unique('Work', 'id'),
    unique('Issuer', 'id'),
    unique('Place', 'id'),
    unique('Block', 'key'),
    unique('File', 'path'),
    unique('Stale', 'id'),
    index('Claim', 'block'),
    index('Claim', 'door'),
    index('Claim', 'node'),
    index('Work', 'numberKey'),
    ...TITLE_KEYS.map((key) => index('Work', key)),
    // For those who write Cypher: MATCH (i:Instrument {number: '1336/QĐ-TTg'}).
    index('Instrument', 'number'),
    'CREATE INDEX cancu_states_edge IF NOT EXISTS FOR ()-[s:STATES]-() ON (s.edge)',
    'CREATE INDEX cancu_states_source IF NOT EXISTS FOR ()-[s:STATES]-() ON (s.source)',
  ],
  [index('File', 'sha')],
  OTHER_NUMBER_KEYS.map((key) => index('Work', key)),
]

/** The version that looks nodes up by the numbers under which sources cite them beside their own. */
const OTHER_NUMBERS = 3

/** Gives nodes of an older version their keys; no more than a few have any. */
async function keyOtherNumbers(connection: Connection): Promise<void> {
  const rows: Row[] = []
  for await (const row of connection.stream('MATCH (n:Work) WHERE n.doc IS NOT NULL RETURN n.doc AS doc')) {
    const node = nodeOf(row)
    const keys = otherNumberKeys(node)
    if (keys[OTHER_NUMBER_KEYS[0]!] !== null) rows.push({ id: node.id, keys })
  }
  await connection.write((run) => run('UNWIND $rows AS row MATCH (n:Work {id: row.id}) SET n += row.keys', { rows }))
}

/** Whether the schema is there, of a version we know. Only looks. */
export async function isReady(connection: Connection): Promise<boolean> {
  const version = await readVersion(connection)
  if (version > MIGRATIONS.length) throw tooNew(connection.where)
  return version === MIGRATIONS.length
}

export async function ensureSchema(connection: Connection): Promise<void> {
  const version = await readVersion(connection)
  if (version === MIGRATIONS.length) return
  if (version > MIGRATIONS.length) throw tooNew(connection.where)
  for (const command of MIGRATIONS.slice(version).flat()) await connection.command(command)
  await connection.command('CALL db.awaitIndexes(300)')
  if (version > 0 && version < OTHER_NUMBERS) await keyOtherNumbers(connection)
  await connection.write(async (run) => {
    await run(
      `MERGE (s:Schema {name: 'cancu'})
       SET s.version = CASE WHEN s.version > $version THEN s.version ELSE toInteger($version) END`,
      { version: MIGRATIONS.length },
    )
  })
}

async function readVersion(connection: Connection): Promise<number> {
  const rows = await connection.read((run) => run(`MATCH (s:Schema {name: 'cancu'}) RETURN s.version AS version`))
  return (rows[0]?.['version'] as number | undefined) ?? 0
}
