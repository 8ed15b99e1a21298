/**
 * Measuring
 * =========
 *
 * Other programs share the machine. Work that only computes is measured in processor time, which waiting for a turn
 * does not add to; what is compared is run in turns within one run, and the quickest turn counts.
 */

export const MB = 1_000_000

/** Time by the clock. */
export async function elapsed(work: () => unknown): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** Processor time of the whole process, its collector of garbage included, in milliseconds. */
export async function computed(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Runs several works in turns; the quickest turn of each, in processor time. */
export async function inTurns(turns: number, ...works: (() => unknown)[]): Promise<number[]> {
  const best = works.map(() => Infinity)
  for (let turn = 0; turn < turns; turn++) {
    for (const [i, work] of works.entries()) best[i] = Math.min(best[i] as number, await computed(work))
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
