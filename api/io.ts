/**
 * Streams and colours of one run
 * ==============================
 *
 * Everything a command may touch of the process, passed in, so that tests run commands without a process.
 * Data goes to `out`, progress and messages to `err`. A reader that goes away (`| head`) ends the run quietly.
 */
import type { Readable, Writable } from 'node:stream'
import { styleText } from 'node:util'
import type { Environment } from './settings.ts'

export interface Io {
  /** Standard input; that of the process where absent. */
  in?: Readable
  out: Writable & { isTTY?: boolean; columns?: number }
  err: Writable & { isTTY?: boolean; columns?: number }
  env: Environment
  cwd: string
  /** Aborted by the first Ctrl-C: finish what is in hand, then end. */
  signal: AbortSignal
}

/** Standard output was closed by its reader. Not a failure: there is nobody to tell. */
export class ClosedPipe extends Error {
  override name = 'ClosedPipe'
}

/** Writes and waits for a slow reader, so that a long answer does not pile up in memory. */
export async function write(out: Writable, text: string): Promise<void> {
  if (out.destroyed || out.errored || out.writableEnded) throw new ClosedPipe()
  await new Promise<void>((resolve, reject) => {
    const flushed = out.write(text, (error) => {
      if (!error) resolve()
      else reject((error as NodeJS.ErrnoException).code === 'EPIPE' ? new ClosedPipe() : error)
    })
    if (flushed) resolve()
  })
}

export async function line(out: Writable, text = ''): Promise<void> {
  await write(out, `${text}\n`)
}

type Format = Parameters<typeof styleText>[0]
export type Paint = (format: Format, text: string) => string

/** Colours for a terminal; plain for a file, a pipe, or anyone who set NO_COLOR. */
export function painter(stream: Io['out'], env: Environment): Paint {
  const plain = !stream.isTTY || Boolean(env['NO_COLOR']) || env['TERM'] === 'dumb'
  return plain ? (_, text) => text : (format, text) => styleText(format, text, { validateStream: false })
}
