/**
 * GraphTransaction over Bolt
 * ==========================
 *
 * Before a transaction changes anything that a block is made of, it holds the lock of that block: a (:Block) node of
 * its own, locked in order of its key, so that two processes wait for each other and do not lock each other out. A
 * deadlock that happens all the same (blocks asked for one after the other) is the server's to find and the driver's
 * to run again; hence an object of this class lives for one attempt and keeps nothing outside.
 */
import type { Claim, Group, InstrumentNode, NodeKind, Source, Statement } from '../model.ts'
import type { GraphTransaction } from '../store.ts'
import { order } from '../caption.ts'
import { bodiesOf, linksOf, putLinks, sweep } from './links.ts'
import { chunks, int, type Run } from './connection.ts'
import { apply, discount, nothing, recount } from './derived.ts'
import { TIES } from '../ties.ts'
import { claimOf, claimProperties, groupOf, nodeOf, nodeProperties, packEvidence, sourceProperties } from './rows.ts'

const GROUP = `properties(g) AS claim, COUNT { (g)<-[:CLAIMS]-() } AS claims,
  CASE WHEN g.self THEN [(s:Source)-[:CLAIMS]->(g) | s.sha] ELSE [] END AS holders`

export class Neo4jTransaction implements GraphTransaction {
  readonly #run: Run
  readonly #locked = new Set<string>()
  /** Groups made in this transaction: all their sources are among `#changed`. */
  readonly #made = new Set<string>()
  /** Sources whose claims or statements may count for something else than before. */
  #changed = new Set<string>()
  #difference = nothing()
  /** Blocks that may be without claims now. */
  readonly #left = new Set<string>()

  constructor(run: Run) {
    this.#run = run
  }

  // ---- sources -------------------------------------------------------------------------------------------------

  async present(shas: string[]): Promise<Set<string>> {
    const rows = await this.#run('MATCH (s:Source) WHERE s.sha IN $shas RETURN s.sha AS sha', { shas })
    return new Set(rows.map((row) => row['sha']))
  }

  async insert(rows: { source: Source; claims: Claim[]; statements: Statement[] }[]): Promise<void> {
    await this.#lock(blocksOf(rows.flatMap(({ claims }) => claims)))
    const fresh = await this.#insertSources(rows.map(({ source }) => source))
    const added = rows.filter(({ source }) => fresh.delete(source.sha))
    const claims = added.flatMap((row) => row.claims)
    await this.#insertClaims(claims)
    const groups = new Map(claims.map(({ source, key, group }) => [`${source}:${key}`, group]))
    const statements = added.flatMap((row) => row.statements).map((statement) => {
      const { source, from, to, type } = statement
      const [a, b] = [groups.get(`${source}:${from}`), groups.get(`${source}:${to}`)]
      return { from: a, to: b, said: { source, type, evidence: packEvidence(statement) } }
    }) // prettier-ignore
    for (const some of chunks(statements)) {
      await this.#run(
        `UNWIND $rows AS row
         MATCH (g:Claim {id: row.from}) MATCH (h:Claim {id: row.to})
         CREATE (g)-[t:STATES]->(h) SET t = row.said`,
        { rows: some },
      )
    }
    for (const { source } of added) this.#changed.add(source.sha)
  }

  /** Returns those that were not there: also where another process was first a moment ago. */
  async #insertSources(sources: Source[]): Promise<Set<string>> {
    const fresh = new Set<string>()
    for (const some of chunks(sources, 50)) {
      const rows = await this.#run(
        `UNWIND $rows AS row
         MERGE (s:Source {sha: row.sha})
         ON CREATE SET s += row.properties, s.fresh = true
         WITH s WHERE s.fresh
         REMOVE s.fresh
         RETURN s.sha AS sha`,
        { rows: some.map((source) => ({ sha: source.sha, properties: sourceProperties(source) })) },
      )
      for (const { sha } of rows) fresh.add(sha)
    }
    return fresh
  }

  async #insertClaims(claims: Claim[]): Promise<void> {
    const groups = new Map(claims.map((claim) => [claim.group, claimProperties(claim)]))
    const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, properties]) => ({ id, properties }))
    for (const some of chunks(sorted)) {
      const made = await this.#run(
        `UNWIND $rows AS row
         MERGE (g:Claim {id: row.id}) ON CREATE SET g += row.properties
         WITH g WHERE g.node IS NULL
         RETURN g.id AS id`,
        { rows: some },
      )
      for (const { id } of made) this.#made.add(id)
    }
    const rows = claims.map(({ source, key, group, mentions }) => ({ source, key, group, mentions: int(mentions) }))
    for (const some of chunks(rows)) {
      await this.#run(
        `UNWIND $rows AS row
         MATCH (s:Source {sha: row.source}) MATCH (g:Claim {id: row.group})
         CREATE (s)-[:CLAIMS {key: row.key, mentions: row.mentions}]->(g)`,
        { rows: some },
      )
    }
  }

  async rename(sha: string, names: string[]): Promise<void> {
    // Written before it is read: the lock comes with the write, and nobody adds a name in between.
    const rows = await this.#run('MATCH (s:Source {sha: $sha}) SET s.sha = s.sha RETURN s.names AS names', { sha })
    const before = (rows[0]?.['names'] ?? []) as string[]
    const after = [...new Set([...before, ...names])].sort()
    if (rows.length === 0 || after.length === before.length) return
    await this.#run('MATCH (s:Source {sha: $sha}) SET s.names = $after', { sha, after })
  }

  async claimsOfSources(shas: string[]): Promise<Claim[]> {
    return readClaims(this.#run, shas)
  }

  async remove(shas: string[]): Promise<void> {
    await this.#lockSources(shas)
    await discount(this.#run, shas, this.#difference)
    for (const sha of shas) this.#changed.delete(sha)
    await this.#run('MATCH ()-[t:STATES]->() WHERE t.source IN $shas DELETE t', { shas })
    const groups = await this.#run(
      `MATCH (s:Source)-[k:CLAIMS]->(g:Claim) WHERE s.sha IN $shas
       DELETE k RETURN DISTINCT g.id AS id, g.block AS block, g.door AS door`,
      { shas },
    )
    await this.#run('MATCH (s:Source) WHERE s.sha IN $shas DETACH DELETE s', { shas })
    await this.#run('UNWIND $ids AS id MATCH (g:Claim {id: id}) WHERE NOT EXISTS { (g)<-[:CLAIMS]-() } DELETE g', {
      ids: groups.map(({ id }) => id),
    })
    for (const block of blocksOf(groups as Claim[])) this.#left.add(block)
  }

  // ---- identity ------------------------------------------------------------------------------------------------

  async groupsInBlocks(blocks: string[]): Promise<Group[]> {
    await this.#lock(blocks)
    const rows = await this.#run(
      `UNWIND $blocks AS block
       CALL {
         WITH block MATCH (g:Claim {block: block}) RETURN g
         UNION
         WITH block MATCH (g:Claim {door: block}) RETURN g
       }
       WITH DISTINCT g
       RETURN ${GROUP} ORDER BY g.id`,
      { blocks: [...new Set(blocks)] },
    )
    return rows.map(groupOf)
  }

  async anchors(): Promise<Group[]> {
    const rows = await this.#run(
      `UNWIND $marks AS mark
       MATCH (g:Claim) WHERE g.door STARTS WITH mark
       RETURN ${GROUP} ORDER BY g.id`,
      { marks: TIES },
    )
    return rows.map(groupOf)
  }

  async groupsOfNodes(ids: string[]): Promise<Group[]> {
    const rows = await this.#run(`MATCH (g:Claim) WHERE g.node IN $ids RETURN ${GROUP} ORDER BY g.id`, { ids })
    return rows.map(groupOf)
  }

  async assign(rows: { group: string; node: string }[]): Promise<void> {
    const moving: string[] = []
    for (const some of chunks(rows)) {
      const found = await this.#run(
        `UNWIND $rows AS row
         MATCH (g:Claim {id: row.group}) WHERE g.node IS NULL OR g.node <> row.node
         WITH g, row, g.id IN $made AS fresh
         FOREACH (_ IN CASE WHEN fresh THEN [1] ELSE [] END | SET g.node = row.node)
         WITH g, fresh WHERE NOT fresh
         RETURN g.id AS id`,
        { rows: some, made: some.map(({ group }) => group).filter((group) => this.#made.delete(group)) },
      )
      for (const { id } of found) moving.push(id)
    }
    if (moving.length > 0) await this.#move(moving, new Map(rows.map(({ group, node }) => [group, node])))
  }

  /** Groups that others have settled before. All that their sources speak of is held, then counted again. */
  async #move(groups: string[], nodes: Map<string, string>): Promise<void> {
    const sources = await this.#run(
      'MATCH (s:Source)-[:CLAIMS]->(g:Claim) WHERE g.id IN $groups RETURN DISTINCT s.sha AS sha',
      { groups },
    )
    const others = sources.map((row) => row['sha'] as string).filter((sha) => !this.#changed.has(sha))
    await this.#lockSources(others)
    for (const sha of others) this.#changed.add(sha)
    const rows = groups.map((group) => ({ group, node: nodes.get(group) }))
    for (const some of chunks(rows)) {
      await this.#run('UNWIND $rows AS row MATCH (g:Claim {id: row.group}) SET g.node = row.node', { rows: some })
    }
  }

  async citing(ids: string[]): Promise<Map<string, number>> {
    await this.#settle()
    const rows = await this.#run('MATCH (n:Work) WHERE n.id IN $ids RETURN n.id AS id, n.citing AS citing', { ids })
    const counts = new Map(rows.map(({ id, citing }) => [id as string, citing as number | null]))
    return new Map(ids.map((id) => [id, counts.get(id) ?? 0]))
  }

  // ---- nodes ---------------------------------------------------------------------------------------------------

  async nodes(ids: string[]): Promise<InstrumentNode[]> {
    return readNodes(this.#run, ids)
  }

  async putNodes(nodes: InstrumentNode[]): Promise<void> {
    const sorted = [...nodes].sort((a, b) => order(a.id, b.id))
    for (const kind of ['Instrument', 'Programme'] as const) {
      const ofKind = sorted.filter((node) => node.kind === kind)
      for (const some of chunks(ofKind, 1000)) {
        const relinked = await this.#putProperties(kind, some)
        const links = some.filter((node) => relinked.has(node.id))
        if (links.length > 0) await putLinks(this.#run, links)
      }
    }
  }

  /** Returns the nodes whose issuer, place or sources are not what they were. */
  async #putProperties(kind: NodeKind, nodes: InstrumentNode[]): Promise<Set<string>> {
    const rows = await this.#run(
      `UNWIND $rows AS row
       MERGE (n:Work {id: row.id})
       WITH n, row, n.links AS before
       SET n += row, n:${kind}
       REMOVE n:${kind === 'Instrument' ? 'Programme' : 'Instrument'}
       WITH n, before WHERE before IS NULL OR before <> n.links
       RETURN n.id AS id`,
      { rows: nodes.map((node) => ({ ...nodeProperties(node), links: linksOf(node) })) },
    )
    return new Set(rows.map((row) => row['id']))
  }

  async dropNodes(ids: string[]): Promise<void> {
    if (ids.length === 0) return
    await this.#settle()
    const bodies = await bodiesOf(this.#run, ids)
    await this.#run(
      `MATCH (n:Work) WHERE n.id IN $ids AND NOT EXISTS { MATCH (g:Claim) WHERE g.node = n.id } DETACH DELETE n`,
      { ids },
    )
    await sweep(this.#run, bodies)
  }

  async markStale(ids: string[]): Promise<void> {
    await markStale(this.#run, ids)
  }

  /** The last thing before the commit. */
  async finish(): Promise<void> {
    await this.#settle()
    if (this.#left.size > 0) await this.#dropBlocks([...this.#left])
  }

  /** Applies what has been gathered. Called before totals are read, and at the end. */
  async #settle(): Promise<void> {
    const changed = [...this.#changed].sort()
    const difference = this.#difference
    this.#changed = new Set()
    this.#difference = nothing()
    await recount(this.#run, changed, difference)
    await apply(this.#run, difference)
  }

  // ---- locks ---------------------------------------------------------------------------------------------------

  async #lock(blocks: string[]): Promise<void> {
    const keys = [...new Set(blocks)].filter((key) => !this.#locked.has(key)).sort()
    for (const some of chunks(keys)) {
      // Setting a property takes the lock even where the value stays the same.
      await this.#run('UNWIND $keys AS key MERGE (b:Block {key: key}) SET b.locked = true', { keys: some })
      for (const key of some) this.#locked.add(key)
    }
  }

  /** Locks all that these sources speak of, so that what they count for stands still while it is recounted. */
  async #lockSources(shas: string[]): Promise<void> {
    if (shas.length === 0) return
    const rows = await this.#run(
      `MATCH (s:Source)-[:CLAIMS]->(g:Claim) WHERE s.sha IN $shas
       UNWIND CASE WHEN g.door IS NULL THEN [g.block] ELSE [g.block, g.door] END AS block
       RETURN DISTINCT block`,
      { shas },
    )
    await this.#lock(rows.map((row) => row['block']))
  }

  /** Blocks without claims need no lock any more. Who waits for one of them meanwhile is run again. */
  async #dropBlocks(blocks: string[]): Promise<void> {
    await this.#run(
      `UNWIND $keys AS key
       MATCH (b:Block {key: key})
       WHERE NOT EXISTS { MATCH (g:Claim) WHERE g.block = key } AND NOT EXISTS { MATCH (g:Claim) WHERE g.door = key }
       DELETE b`,
      { keys: blocks.sort() },
    )
  }
}

function blocksOf(claims: Pick<Claim, 'block' | 'door'>[]): string[] {
  return claims.flatMap(({ block, door }) => (door ? [block, door] : [block]))
}

/** Claims as their sources made them, by source, then key. */
export async function readClaims(run: Run, shas: string[]): Promise<Claim[]> {
  const rows = await run(
    `MATCH (s:Source)-[k:CLAIMS]->(g:Claim) WHERE s.sha IN $shas
     RETURN s.sha AS source, k.key AS key, k.mentions AS mentions, properties(g) AS claim ORDER BY source, key`,
    { shas },
  )
  return rows.map(claimOf)
}

/** Nodes in the order asked. A Work that has no document yet is only spoken of in this transaction. */
export async function readNodes(run: Run, ids: string[]): Promise<InstrumentNode[]> {
  const rows = await run('MATCH (n:Work) WHERE n.id IN $ids AND n.doc IS NOT NULL RETURN n.id AS id, n.doc AS doc', {
    ids,
  })
  const found = new Map(rows.map((row) => [row['id'] as string, nodeOf(row)]))
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** Each marking has its own word, so that acknowledging an earlier one does not take away a later one. */
export async function markStale(run: Run, ids: string[]): Promise<void> {
  const rows = [...new Set(ids)].sort()
  for (const some of chunks(rows)) {
    await run('UNWIND $ids AS id MERGE (s:Stale {id: id}) SET s.mark = randomUUID()', { ids: some })
  }
}
