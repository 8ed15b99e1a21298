/**
 * Killed while ingesting
 * ======================
 *
 * `cancu ingest` in a process of its own, killed with SIGKILL at a moment drawn at random, then run again to its end:
 * the store is whole, and its export is that of a run nobody disturbed. Kills fall anywhere between start and end, as
 * the undisturbed run took; one that comes too late is drawn again.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { makePlans } from './plans.ts'

const TS = fileURLToPath(new URL('../ts.mjs', import.meta.url))
const CLI = fileURLToPath(new URL('../../api/cli.ts', import.meta.url))

export interface Kills {
  kills: number
  /** Kills at which something had been stored, but not all. */
  within: number
  /** Reruns whose export is that of the undisturbed run. */
  equal: number
  /** What SQLite says of the file right after the kill, where it is not "ok". */
  damage: string[]
}

export async function killIngest(kills: number, plans: number, random: () => number): Promise<Kills> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cancu-kill-'))
  try {
    mkdirSync(path.join(folder, 'plans'))
    for (const { name, text } of makePlans(plans)) writeFileSync(path.join(folder, 'plans', name), text)
    const started = performance.now()
    await cli(folder, 'whole', ['ingest', 'plans'])
    const whole = performance.now() - started
    const expected = await cli(folder, 'whole', ['export'])
    const result: Kills = { kills: 0, within: 0, equal: 0, damage: [] }
    while (result.kills < kills) {
      const data = `killed-${result.kills}`
      if (!(await killed(folder, data, random() * whole))) continue
      result.kills++
      const { integrity, sources } = stateOf(path.join(folder, data, 'cancu.db'))
      if (integrity !== 'ok') result.damage.push(integrity)
      if (sources > 0 && sources < plans) result.within++
      await cli(folder, data, ['ingest', 'plans'])
      if ((await cli(folder, data, ['export'])) === expected) result.equal++
      rmSync(path.join(folder, data), { recursive: true, force: true })
    }
    return result
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function start(folder: string, data: string, argv: string[]) {
  const args = ['--import', TS, CLI, ...argv, '--data', data, '--no-catalogue', '-q']
  return spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
}

/** Standard output. */
async function cli(folder: string, data: string, argv: string[]): Promise<string> {
  const child = start(folder, data, argv)
  let out = ''
  for await (const part of child.stdout.setEncoding('utf8')) out += part
  const status = child.exitCode ?? (await new Promise((done) => child.once('exit', done)))
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}`)
  return out
}

/** False where it had ended before. */
async function killed(folder: string, data: string, after: number): Promise<boolean> {
  const child = start(folder, data, ['ingest', 'plans'])
  child.stdout.resume()
  const ended = new Promise<NodeJS.Signals | null>((done) => child.once('exit', (_, signal) => done(signal)))
  await Promise.race([sleep(after), ended])
  child.kill('SIGKILL')
  return (await ended) === 'SIGKILL'
}

/** Of a file that may not be there yet. */
function stateOf(file: string): { integrity: string; sources: number } {
  let db: Database.Database
  try {
    db = new Database(file, { fileMustExist: true })
  } catch {
    return { integrity: 'ok', sources: 0 }
  }
  try {
    const integrity = String(db.pragma('integrity_check', { simple: true }))
    const made = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sources'").get() !== undefined
    const sources = made ? (db.prepare('SELECT COUNT(*) AS n FROM sources').get() as { n: number }).n : 0
    return { integrity, sources }
  } finally {
    db.close()
  }
}
