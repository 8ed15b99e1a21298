/**
 * Progress on standard error
 * ==========================
 *
 * A bar where a person watches; a line every five seconds where a log does; nothing when asked to be quiet.
 */
import type { Io } from './io.ts'
import { clip } from './table.ts'

export interface Progress {
  update(done: number, total: number, label: string): void
  /** Takes the bar away, so that what follows starts on a clean line. */
  end(): void
}

const BAR = 24

export function progress(io: Io, quiet: boolean, title: string): Progress {
  if (quiet) return { update: () => {}, end: () => {} }
  const terminal = Boolean(io.err.isTTY)
  let last = terminal ? 0 : Date.now()
  let drawn = false
  return {
    update(done, total, label) {
      const now = Date.now()
      if (now - last < (terminal ? 80 : 5_000) && !(terminal && done === total)) return
      last = now
      if (!terminal) {
        io.err.write(`${title} ${done}/${total}\n`)
        return
      }
      const filled = total === 0 ? BAR : Math.round((done / total) * BAR)
      const head = `${title} ${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${done}/${total}  `
      io.err.write(`\r\u001b[K${head}${clip(label, Math.max(0, (io.err.columns ?? 80) - head.length - 1))}`)
      drawn = true
    },
    end() {
      if (drawn) io.err.write('\r\u001b[K')
    },
  }
}
