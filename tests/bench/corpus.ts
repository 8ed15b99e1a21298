/**
 * Text to read against the clock
 * ==============================
 *
 * The sample plans over and over, with other numbers each time, so that no two documents cite the same instruments
 * and nothing is found a second time in a cache. Composed letters: decomposed text is measured on its own.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { between, randomFrom } from './random.ts'

const PLANS = fileURLToPath(new URL('../../fixtures/plans', import.meta.url))
/** The number of a designation: digits before the symbol, or before the year and the symbol. */
const NUMBER = /(?<![\d/.,-])\d{1,4}(?=(?:\/\d{4})?[/-]\p{Lu})/gu

/** Plans without end. */
function* endless(seed: number): Generator<string> {
  const random = randomFrom(seed)
  const plans = readdirSync(PLANS)
    .toSorted()
    .map((file) => readFileSync(join(PLANS, file), 'utf8').normalize('NFC'))
  for (;;) {
    for (const plan of plans) yield plan.replace(NUMBER, () => String(between(random, 1, 9999)))
  }
}

/** Pieces of one endless text, each of about `bytes` bytes of UTF-8, cut between lines. */
function* pieces(seed: number, bytes: number): Generator<string> {
  let lines: string[] = []
  let size = 0
  for (const plan of endless(seed)) {
    for (const line of plan.split('\n')) {
      lines.push(line)
      size += Buffer.byteLength(line) + 1
      if (size < bytes) continue
      yield `${lines.join('\n')}\n`
      lines = []
      size = 0
    }
  }
}

export function documents(count: number, bytes: number, seed = 1): string[] {
  const made: string[] = []
  for (const piece of pieces(seed, bytes)) {
    if (made.push(piece) >= count) break
  }
  return made
}

export function oneDocument(bytes: number, seed = 2): string {
  return documents(1, bytes, seed)[0] as string
}
