/**
 * The embedded file: connections, transactions, versions, errors
 * ==============================================================
 *
 * Graph and search index share one SQLite file, so they share this. One connection writes, one transaction at a time
 * (work between BEGIN and COMMIT is asynchronous, hence the queue); another only reads and never sees unfinished work.
 * A file that does not exist counts as empty and is made by the first write, never by a read.
 */
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { CancuError, type ErrorCode, type Words } from '../ingest/errors.ts'
import { foldNumber } from './fold.ts'
import { MIGRATIONS } from './sqlite-schema.ts'

/** How long a write waits for another process to finish its own. */
const PATIENCE_MS = 15_000

const opened = new Map<string, SqliteFile>()

export class SqliteFile {
  readonly path: string
  #users = 0
  #reader: Connection | null = null
  #writer: Connection | null = null
  #queue: Promise<unknown> = Promise.resolve()

  private constructor(path: string) {
    this.path = path
  }

  /** All users of one path in this process share its connections. */
  static open(path: string): SqliteFile {
    const absolute = resolve(path)
    const file = opened.get(absolute) ?? new SqliteFile(absolute)
    opened.set(absolute, file)
    file.#users += 1
    return file
  }

  /** Reads committed rows; `empty` answers where there is no file yet. */
  read<T>(empty: T, query: (db: Connection) => T): T {
    return this.#translate(() => {
      this.#reader ??= this.#openReader()
      return this.#reader === null ? empty : query(this.#reader)
    })
  }

  /** One transaction: all or nothing, one after the other. */
  write<T>(work: (db: Connection) => T | Promise<T>): Promise<T> {
    const turn = this.#queue.then(() => this.#transaction(work))
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  /** A connection of its own that sees one moment, whatever is written meanwhile. The caller closes it. */
  snapshot(): Connection | null {
    return this.#translate(() => {
      const db = this.#openReader()
      db?.exec('BEGIN')
      return db
    })
  }

  async close(): Promise<void> {
    this.#users -= 1
    if (this.#users > 0) return
    await this.#queue
    opened.delete(this.path)
    this.#reader?.close()
    this.#writer?.close()
    this.#reader = null
    this.#writer = null
  }

  async #transaction<T>(work: (db: Connection) => T | Promise<T>): Promise<T> {
    try {
      const db = (this.#writer ??= this.#openWriter())
      await begin(db)
      try {
        const result = await work(db)
        db.exec('COMMIT')
        return result
      } catch (error) {
        if (db.inTransaction) db.exec('ROLLBACK')
        throw error
      }
    } catch (error) {
      throw translate(error, this.path)
    }
  }

  #openReader(): Connection | null {
    if (!existsSync(this.path)) return null
    const db = new Connection(this.path, true)
    try {
      const version = db.version()
      if (version === 0 && db.isBare()) {
        db.close()
        return null
      }
      checkVersion(db, this.path)
      db.setUp()
      if (version < MIGRATIONS.length) migrate(db, this.path)
      db.exec('PRAGMA query_only = ON')
      return db
    } catch (error) {
      db.close()
      throw error
    }
  }

  #openWriter(): Connection {
    mkdirSync(dirname(this.path), { recursive: true })
    const db = new Connection(this.path, false)
    try {
      checkVersion(db, this.path)
      db.setUp()
      migrate(db, this.path)
      return db
    } catch (error) {
      db.close()
      throw error
    }
  }

  #translate<T>(query: () => T): T {
    try {
      return query()
    } catch (error) {
      throw translate(error, this.path)
    }
  }
}

/** A connection that prepares each statement once. */
export class Connection {
  readonly #db: Database.Database
  readonly #prepared = new Map<string, Database.Statement<unknown[]>>()

  constructor(path: string, mustExist: boolean) {
    this.#db = new Database(path, { fileMustExist: mustExist, timeout: 5000 })
  }

  /** Settings that write to the file: only once it is known to be ours. */
  setUp(): void {
    this.exec('PRAGMA journal_mode = WAL')
    this.exec('PRAGMA synchronous = FULL')
    this.exec('PRAGMA foreign_keys = ON')
    this.exec('PRAGMA cache_size = -32000')
    this.exec('PRAGMA wal_autocheckpoint = 4000')
    this.exec('PRAGMA busy_timeout = 250') // see `begin`: longer waits must not block the process
  }

  get inTransaction(): boolean {
    return this.#db.inTransaction
  }

  /** A function of one value that SQL can call. */
  define(name: string, of: (value: unknown) => unknown): void {
    this.#db.function(name, { deterministic: true }, of)
  }

  exec(sql: string): void {
    this.#db.exec(sql)
  }

  run(sql: string, ...values: unknown[]): { lastInsertRowid: number; changes: number } {
    const { lastInsertRowid, changes } = this.#prepare(sql).run(...values)
    return { lastInsertRowid: Number(lastInsertRowid), changes }
  }

  get<T>(sql: string, ...values: unknown[]): T | undefined {
    return this.#prepare(sql).get(...values) as T | undefined
  }

  all<T>(sql: string, ...values: unknown[]): T[] {
    return this.#prepare(sql).all(...values) as T[]
  }

  iterate<T>(sql: string, ...values: unknown[]): IterableIterator<T> {
    return this.#prepare(sql).iterate(...values) as IterableIterator<T>
  }

  version(): number {
    return this.#db.pragma('user_version', { simple: true }) as number
  }

  isBare(): boolean {
    return this.get('SELECT 1 FROM sqlite_master LIMIT 1') === undefined
  }

  close(): void {
    this.#db.close()
  }

  #prepare(sql: string): Database.Statement<unknown[]> {
    let statement = this.#prepared.get(sql)
    if (!statement) {
      statement = this.#db.prepare(sql)
      this.#prepared.set(sql, statement)
    }
    return statement
  }
}

/** Waits for other processes without blocking this one. */
async function begin(db: Connection): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; ;) {
    try {
      db.exec('BEGIN IMMEDIATE')
      return
    } catch (error) {
      if (!isCode(error, 'SQLITE_BUSY') || Date.now() > deadline) throw error
      await sleep(50)
    }
  }
}

function migrate(db: Connection, path: string): void {
  if (db.version() === MIGRATIONS.length) return
  db.exec('PRAGMA busy_timeout = 15000')
  db.define('fold_number', (number) => (typeof number === 'string' ? foldNumber(number) : null))
  db.exec('BEGIN IMMEDIATE')
  try {
    checkVersion(db, path)
    // Another process may have been first.
    for (const sql of MIGRATIONS.slice(db.version())) db.exec(sql)
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`)
    db.exec('COMMIT')
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
  db.exec('PRAGMA busy_timeout = 250')
}

function checkVersion(db: Connection, path: string): void {
  const version = db.version()
  const foreign = version === 0 && !db.isBare()
  if (version <= MIGRATIONS.length && !foreign) return
  const words = foreign
    ? { vi: `Tệp ${path} không phải kho của Căn Cứ.`, en: `${path} is not a store of Căn Cứ.` }
    : { vi: `Kho ${path} do phiên bản mới hơn tạo ra.`, en: `The store ${path} was made by a newer version.` }
  const remedy = {
    vi: 'Cập nhật cancu, hoặc chọn kho khác bằng --data.',
    en: 'Update cancu, or choose another store with --data.',
  }
  throw new CancuError('store_schema', words, remedy)
}

// ---- errors ----------------------------------------------------------------------------------------------------

function isCode(error: unknown, prefix: string): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith(prefix)
}

const FAULTS: { codes: string[]; as: ErrorCode; words: (path: string) => Words; remedy: Words }[] = [
  {
    codes: ['SQLITE_BUSY', 'SQLITE_LOCKED'],
    as: 'store_busy',
    words: (path) => ({ vi: `Kho ${path} đang được ghi.`, en: `The store ${path} is being written to.` }),
    remedy: { vi: 'Đợi lệnh đang chạy xong rồi thử lại.', en: 'Wait for the running command, then try again.' },
  },
  {
    codes: ['SQLITE_FULL', 'ENOSPC', 'EDQUOT'],
    as: 'storage_full',
    words: (path) => ({ vi: `Hết chỗ trên đĩa khi ghi ${path}.`, en: `The disk is full: ${path}.` }),
    remedy: {
      vi: 'Giải phóng dung lượng hoặc chuyển kho bằng --data.',
      en: 'Free some space, or move the store with --data.',
    },
  },
  {
    codes: ['SQLITE_NOTADB', 'SQLITE_CORRUPT'],
    as: 'store_schema',
    words: (path) => ({ vi: `Tệp kho ${path} hỏng hoặc không phải kho.`, en: `${path} is damaged or not a store.` }),
    remedy: {
      vi: 'Xoá tệp rồi nạp lại, hoặc chọn kho khác bằng --data.',
      en: 'Remove the file and ingest again, or choose another store with --data.',
    },
  },
  {
    codes: ['SQLITE_CANTOPEN', 'SQLITE_READONLY', 'SQLITE_PERM', 'SQLITE_IOERR', 'EACCES', 'EPERM', 'ENOTDIR', 'EROFS', 'EEXIST'], // prettier-ignore
    as: 'store_unreachable',
    words: (path) => ({ vi: `Không mở được kho ${path}.`, en: `The store ${path} cannot be opened.` }),
    remedy: {
      vi: 'Kiểm tra quyền ghi, hoặc chọn thư mục khác bằng --data.',
      en: 'Check the permissions, or choose another folder with --data.',
    },
  },
]

function translate(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (error instanceof CancuError || code === '') return error
  const fault = FAULTS.find(({ codes }) => codes.some((prefix) => code.startsWith(prefix)))
  return fault ? new CancuError(fault.as, fault.words(path), fault.remedy, { cause: error }) : error
}
