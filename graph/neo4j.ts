/**
 * GraphStore on Neo4j, over Bolt
 * ==============================
 *
 * The graph as people see it in Neo4j Browser, resting on a layer of what each source says; see `neo4j/schema.ts` for
 * both. Several processes on several machines may write at once. A database that was never written to counts as empty
 * and is not touched by reading.
 */
import type { RelationType } from '../ingest/record.ts'
import type { Claim, Edge, Evidence, InstrumentNode, Source } from './model.ts'
import { chunks, Connection, int, type Account } from './neo4j/connection.ts'
import * as read from './neo4j/read.ts'
import { ensureSchema, isReady } from './neo4j/schema.ts'
import { markStale, Neo4jTransaction, readClaims, readNodes } from './neo4j/transaction.ts'
import type { Counts, FileEntry, GraphStore, GraphTransaction, NodeFilter, NodePage, PageRequest } from './store.ts'

/** `url`: `neo4j://`, `bolt://`, and both with `+s` or `+ssc`. Fails within ten seconds if nobody answers. */
export async function openNeo4j(url: string, account: Account = {}): Promise<GraphStore> {
  const connection = await Connection.open(url, account)
  try {
    return new Neo4jStore(connection, await isReady(connection))
  } catch (error) {
    await connection.close()
    throw error
  }
}

class Neo4jStore implements GraphStore {
  readonly name = 'neo4j'
  readonly capabilities = { concurrentWriters: true, embedded: false }
  readonly #connection: Connection
  #ready: Promise<void> | null
  /** The marks that `pending` has shown, so that `acknowledge` takes away those and not later ones. */
  readonly #marks = new Map<string, string>()

  constructor(connection: Connection, ready: boolean) {
    this.#connection = connection
    this.#ready = ready ? Promise.resolve() : null
  }

  /** The schema is made by the first that writes. */
  async #prepare(): Promise<void> {
    this.#ready ??= ensureSchema(this.#connection)
    try {
      await this.#ready
    } catch (error) {
      this.#ready = null
      throw error
    }
  }

  async transaction<T>(work: (tx: GraphTransaction) => Promise<T>): Promise<T> {
    await this.#prepare()
    return this.#connection.write(async (run) => {
      const tx = new Neo4jTransaction(run)
      const result = await work(tx)
      await tx.finish()
      return result
    })
  }

  // ---- files read ----------------------------------------------------------------------------------------------

  async files(which?: { paths?: string[]; shas?: string[] }): Promise<FileEntry[]> {
    const answer = 'RETURN DISTINCT f.path AS path, f.sha AS sha, f.size AS size, f.mtime AS mtime ORDER BY path'
    const some = 'CALL { MATCH (f:File) WHERE f.path IN $paths RETURN f UNION MATCH (f:File) WHERE f.sha IN $shas RETURN f }' // prettier-ignore
    const rows = await this.#connection.read((run) =>
      which
        ? run(`${some} ${answer}`, { paths: which.paths ?? [], shas: which.shas ?? [] })
        : run(`MATCH (f:File) ${answer}`),
    )
    return rows.map(({ path, sha, size, mtime }) => ({ path, sha, size, mtime }))
  }

  async putFiles(entries: FileEntry[]): Promise<void> {
    await this.#prepare()
    const rows = entries.map(({ path, sha, size, mtime }) => ({ path, said: { sha, size: int(size), mtime } }))
    await this.#connection.write(async (run) => {
      for (const some of chunks(rows)) {
        await run('UNWIND $rows AS row MERGE (f:File {path: row.path}) SET f += row.said', { rows: some })
      }
    })
  }

  async dropFiles(paths: string[]): Promise<void> {
    await this.#connection.write((run) => run('MATCH (f:File) WHERE f.path IN $paths DELETE f', { paths }))
  }

  // ---- outbox of the search index ------------------------------------------------------------------------------

  async pending(limit: number): Promise<string[]> {
    const rows = await this.#connection.read((run) =>
      run('MATCH (s:Stale) WHERE s.id > "" RETURN s.id AS id, s.mark AS mark ORDER BY id LIMIT $limit', {
        limit: int(limit),
      }),
    )
    for (const { id, mark } of rows) this.#marks.set(id, mark)
    return rows.map((row) => row['id'])
  }

  async acknowledge(ids: string[]): Promise<void> {
    const rows = ids.map((id) => ({ id, mark: this.#marks.get(id) ?? null }))
    await this.#connection.write(async (run) => {
      for (const some of chunks(rows)) {
        await run(
          `UNWIND $rows AS row MATCH (s:Stale {id: row.id}) WHERE row.mark IS NULL OR s.mark = row.mark DELETE s`,
          { rows: some },
        )
      }
    })
    for (const id of ids) this.#marks.delete(id)
  }

  async markAllStale(): Promise<void> {
    await this.#prepare()
    for (let after = ''; ;) {
      const rows = await this.#connection.read((run) =>
        run('MATCH (n:Work) WHERE n.id > $after AND n.doc IS NOT NULL RETURN n.id AS id ORDER BY id LIMIT 10000', {
          after,
        }),
      )
      const last = rows.at(-1)
      if (!last) return
      await this.#connection.write((run) =>
        markStale(
          run,
          rows.map((row) => row['id']),
        ),
      )
      after = last['id']
    }
  }

  // ---- reading -------------------------------------------------------------------------------------------------

  source(sha: string): Promise<Source | null> {
    return this.#connection.read((run) => read.source(run, sha))
  }

  sourcesByName(name: string): Promise<string[]> {
    return this.#connection.read((run) => read.sourcesByName(run, name))
  }

  claims(shas: string[]): Promise<Claim[]> {
    return this.#connection.read((run) => readClaims(run, shas))
  }

  nodes(ids: string[]): Promise<InstrumentNode[]> {
    return this.#connection.read((run) => readNodes(run, ids))
  }

  byNumber(folded: string[]): Promise<InstrumentNode[]> {
    return this.#connection.read((run) => read.byNumber(run, folded))
  }

  byOtherNumber(folded: string[]): Promise<InstrumentNode[]> {
    return this.#connection.read((run) => read.byOtherNumber(run, folded))
  }

  byTitle(folded: string[]): Promise<InstrumentNode[]> {
    return this.#connection.read((run) => read.byTitle(run, folded))
  }

  list(filter: NodeFilter, page: PageRequest): Promise<NodePage> {
    return this.#connection.read((run) => read.list(run, filter, page))
  }

  edges(ids: string[], direction: 'out' | 'in', types?: RelationType[]): Promise<Omit<Edge, 'evidence'>[]> {
    return this.#connection.read((run) => read.edges(run, ids, direction, types))
  }

  evidence(from: string, type: RelationType, to: string): Promise<Evidence[]> {
    return this.#connection.read((run) => read.evidence(run, from, type, to))
  }

  mentions(id: string, page: PageRequest): ReturnType<GraphStore['mentions']> {
    return this.#connection.read((run) => read.mentions(run, id, page))
  }

  counts(): Promise<Counts> {
    return this.#connection.read((run) => read.counts(run))
  }

  dump(): ReturnType<GraphStore['dump']> {
    return read.dump(this.#connection)
  }

  close(): Promise<void> {
    return this.#connection.close()
  }
}
