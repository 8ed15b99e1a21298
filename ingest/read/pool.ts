/**
 * Readers that can be killed
 * ==========================
 *
 * Files go one after another to one child process, which is kept for the next file. On time-out (of the file, or of a
 * page that is read as a picture) or too much memory it is killed, the file fails with `read_limit`, and the next file gets a fresh process. An idle process does not keep
 * the program running.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { SourceText } from '../record.ts'
import { Unreadable } from './failures.ts'
import type { ReadLimits } from './limits.ts'
import type { ChildFormat, ReadAnswer, ReadRequest } from './worker.ts'

/** Run from source, as the tests do, Node 20 needs help with types; the build is plain JavaScript. */
const FROM_SOURCE = import.meta.url.endsWith('.ts')
const WORKER = fileURLToPath(new URL(FROM_SOURCE ? './worker.ts' : './worker.js', import.meta.url))
const LOADER = FROM_SOURCE ? ['--import', new URL('../../tests/ts.mjs', import.meta.url).href] : []

/** What a program needs to start; no passwords and no settings go to a process that opens strangers' files. */
const ENVIRONMENT = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR']

let child: ChildProcess | null = null
let childHeap = 0
let queue: Promise<unknown> = Promise.resolve()
let lastId = 0

/** Reads one file in the reading process, after those asked for before it. */
export function readInChild(format: ChildFormat, bytes: Uint8Array, limits: ReadLimits): Promise<SourceText> {
  const result = queue.then(() => ask({ id: ++lastId, format, bytes, limits }))
  queue = result.catch(() => {})
  return result
}

/** Ends the idle process at once. It ends by itself with the program; tests and servers may want it gone before. */
export function closeReaders(): void {
  child?.kill('SIGKILL')
  child = null
}

function ask(request: ReadRequest): Promise<SourceText> {
  const { limits } = request
  if (child && childHeap !== limits.heap) closeReaders()
  const worker = (child ??= start(limits.heap))
  worker.ref()
  worker.channel?.ref()

  return new Promise((resolve, reject) => {
    const stop = (limit: string): void => {
      if (child === worker) child = null
      worker.kill('SIGKILL')
      settle(() => reject(new Unreadable('read_limit', { limit })))
    }
    let timer = setTimeout(() => stop('time'), limits.time)
    const watch = setInterval(() => {
      if (residentMegabytes(worker) > limits.resident) stop('memory')
    }, 100)
    const settle = (act: () => void): void => {
      clearTimeout(timer)
      clearInterval(watch)
      worker.off('message', onMessage)
      worker.off('exit', onExit)
      worker.unref()
      worker.channel?.unref()
      act()
    }
    const onMessage = (answer: ReadAnswer): void => {
      if (answer.id !== request.id) return
      if ('grant' in answer) {
        clearTimeout(timer)
        timer = setTimeout(() => stop('time'), answer.grant)
        return
      }
      settle(() => ('source' in answer ? resolve(answer.source) : reject(new Unreadable(answer.code, answer.details))))
    }
    const onExit = (code: number | null, signal: string | null): void => {
      if (child === worker) child = null
      // V8 aborts when the heap is full: SIGABRT, or 134 where a shell stands between.
      const memory = signal === 'SIGABRT' || signal === 'SIGKILL' || code === 134
      const why = memory ? ({ limit: 'memory' } as const) : { detail: `exit ${signal ?? code}` }
      settle(() => reject(new Unreadable(memory ? 'read_limit' : 'damaged_file', why)))
    }
    worker.on('message', onMessage)
    worker.on('exit', onExit)
    worker.send(request, (error) => {
      // A process that is gone also reports its exit, which says more than the failed write.
      if (error && worker.exitCode === null && worker.signalCode === null && !worker.connected) onExit(1, null)
    })
  })
}

function start(heap: number): ChildProcess {
  childHeap = heap
  return fork(WORKER, [], {
    execArgv: [`--max-old-space-size=${heap}`, ...LOADER],
    env: Object.fromEntries(ENVIRONMENT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  })
}

/** Memory outside the JavaScript heap (inflated streams) escapes V8's limit; Linux tells how much a process holds. */
function residentMegabytes(worker: ChildProcess): number {
  if (process.platform !== 'linux') return 0
  try {
    const pages = Number(readFileSync(`/proc/${worker.pid}/statm`, 'latin1').split(' ')[1])
    return (pages * 4096) / 1_000_000
  } catch {
    return 0
  }
}
