/**
 * Bolt: one driver, short sessions
 * ================================
 *
 * Reads and writes go through the driver's managed transactions, which follow a cluster's leader and run again what
 * failed in passing. Bookmarks are shared, so that a read sees the write before it on any server of a cluster.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import neo4j, { type Driver, type Integer, type ManagedTransaction } from 'neo4j-driver'
import { isCollision, isDriverError, translate, unreachable } from './errors.ts'

/** How long to wait for a server that does not answer at all. */
const REACH_MS = 8000
/** How long the driver keeps running a transaction again that failed in passing. */
const RETRY_MS = 30_000
/** The server gives up a transaction after this: a writer that hangs must not hold its locks for ever. */
const TRANSACTION_MS = 600_000
const COLLISIONS = 8

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- rows are as the query shapes them
export type Row = Record<string, any>
export type Run = (query: string, parameters?: Record<string, unknown>) => Promise<Row[]>

/** JavaScript numbers travel as floats; whole ones that people read in the database should not. */
export const int = (value: number): Integer => neo4j.int(value)

export interface Account {
  username?: string
  password?: string
  /** The user's home database where not given. */
  database?: string
}

export class Connection {
  /** For messages: the address, never the password. */
  readonly where: string
  readonly #driver: Driver
  readonly #database: string | undefined
  readonly #bookmarks = neo4j.bookmarkManager()

  private constructor(driver: Driver, where: string, database: string | undefined) {
    this.#driver = driver
    this.where = where
    this.#database = database
  }

  /** Connects and checks the account, or fails in our words within ten seconds. */
  static async open(url: string, { username = 'neo4j', password = '', database }: Account): Promise<Connection> {
    const driver = neo4j.driver(url, neo4j.auth.basic(username, password), {
      disableLosslessIntegers: true,
      connectionTimeout: REACH_MS,
      connectionAcquisitionTimeout: RETRY_MS,
      maxTransactionRetryTime: RETRY_MS,
      notificationFilter: { minimumSeverityLevel: 'OFF' },
      telemetryDisabled: true,
      userAgent: 'cancu',
    })
    const connection = new Connection(driver, url, database)
    const timer = new AbortController()
    try {
      await Promise.race([
        driver.verifyConnectivity(database === undefined ? {} : { database }),
        sleep(REACH_MS, undefined, { signal: timer.signal }).then(() => Promise.reject(unreachable(url))),
      ])
      return connection
    } catch (error) {
      await driver.close()
      // Whatever else the driver says here means that this is no Neo4j.
      throw isDriverError(error) ? translate(error, url, unreachable(url, error)) : error
    } finally {
      timer.abort()
    }
  }

  /** One transaction that writes. It may run several times, so `work` starts from nothing each time. */
  async write<T>(work: (run: Run) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const session = this.#session('WRITE')
      try {
        return await session.executeWrite((tx) => work(runner(tx)), { timeout: TRANSACTION_MS })
      } catch (error) {
        if (!isCollision(error) || attempt === COLLISIONS) throw translate(error, this.where)
      } finally {
        await session.close()
      }
      await sleep(20 * attempt * (1 + Math.random()))
    }
  }

  async read<T>(work: (run: Run) => Promise<T>): Promise<T> {
    const session = this.#session('READ')
    try {
      return await session.executeRead((tx) => work(runner(tx)))
    } catch (error) {
      throw translate(error, this.where)
    } finally {
      await session.close()
    }
  }

  /** A single query outside managed transactions: schema changes and queries that commit as they go. */
  async command(query: string, parameters: Record<string, unknown> = {}): Promise<Row[]> {
    const session = this.#session('WRITE')
    try {
      const { records } = await session.run(query, parameters)
      return records.map((record) => record.toObject())
    } catch (error) {
      throw translate(error, this.where)
    } finally {
      await session.close()
    }
  }

  /** Rows as they come, without holding them all. */
  async *stream(query: string, parameters: Record<string, unknown> = {}): AsyncGenerator<Row> {
    const session = this.#session('READ')
    try {
      for await (const record of session.run(query, parameters)) yield record.toObject()
    } catch (error) {
      throw translate(error, this.where)
    } finally {
      await session.close()
    }
  }

  close(): Promise<void> {
    return this.#driver.close()
  }

  #session(defaultAccessMode: 'READ' | 'WRITE') {
    return this.#driver.session({
      defaultAccessMode,
      bookmarkManager: this.#bookmarks,
      ...(this.#database === undefined ? {} : { database: this.#database }),
    })
  }
}

function runner(tx: ManagedTransaction): Run {
  return async (query, parameters = {}) => {
    const { records } = await tx.run(query, parameters)
    return records.map((record) => record.toObject())
  }
}

/** Long lists go in pieces: one query's rows are in the server's memory all at once. */
export function* chunks<T>(rows: T[], size = 2000): Generator<T[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size)
}
