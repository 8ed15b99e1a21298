/**
 * Measuring
 * =========
 *
 * Other programs share the machine, so what is compared is measured in turns within one run, and the quickest turn
 * counts: noise only ever adds.
 */

export const MB = 1_000_000

export async function milliseconds(work: () => unknown): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** Runs several works in turns; the quickest turn of each. */
export async function inTurns(turns: number, ...works: (() => unknown)[]): Promise<number[]> {
  const best = works.map(() => Infinity)
  for (let turn = 0; turn < turns; turn++) {
    for (const [i, work] of works.entries()) best[i] = Math.min(best[i] as number, await milliseconds(work))
  }
  return best
}

/** Bytes in so many milliseconds, as MB/s. */
export const rate = (bytes: number, ms: number): number => bytes / MB / (ms / 1000)

/** The most memory this process has held so far, in MB. */
export const peakMemory = (): number => Math.round((process.resourceUsage().maxRSS * 1024) / MB)

/** Three figures that matter, whatever the size. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
