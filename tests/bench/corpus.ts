/**
 * Text to read against the clock
 * ==============================
 *
 * Documents as offices write them. The sample plans are made to hold what a reader may get wrong: they are short and
 * cite something every 200 bytes. A real plan of 15 KB (five were measured) has its letterhead, its preamble and its
 * recipients once, and cites something every 820 bytes; the rest says who does what. So each document is one of the
 * sample plans, with all it cites, its body filled up to length with sentences that cite nothing (`prose.ts`).
 * Its numbers are others each time, so that no two documents cite the same instruments and nothing is found a second
 * time in a cache. Composed letters: decomposed text is measured on its own.
 *
 *                    mentions   designations   cues   lines   "- …"   long lines     each per KB
 *   five real plans      1.22           0.56    6.5     5.4     2.0          1.4
 *   documents            1.29           0.79    5.6     5.1     1.9          1.1
 *   dense                5.4            3.1     5.7     9.7     2.6          0.7
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { paragraph } from './prose.ts'
import { between, randomFrom } from './random.ts'

const PLANS = fileURLToPath(new URL('../../fixtures/plans', import.meta.url))
/** The number of a designation: digits before the symbol, or before the year and the symbol. */
const NUMBER = /(?<![\d/.,-])\d{1,4}(?=(?:\/\d{4})?[/-]\p{Lu})/gu
const RECIPIENTS = /^[*#\s]*Nơi nhận/u
/** A task or a paragraph, behind which another may stand; not a table's row, nor a heading. */
const TASK = /^(?:[-+•*] |\d+\.|[a-zđ]\)|\p{Lu}\p{Ll}).*[.;]$/u

/** Plans without end. */
function* endless(random: () => number): Generator<string> {
  const plans = readdirSync(PLANS)
    .toSorted()
    .map((file) => readFileSync(join(PLANS, file), 'utf8').normalize('NFC'))
  for (;;) {
    for (const plan of plans) yield plan.replace(NUMBER, () => String(between(random, 1, 9999)))
  }
}

/** A plan of at least `bytes` bytes: paragraphs that cite nothing stand between those of its body. */
function filled(plan: string, bytes: number, random: () => number): string {
  const lines = plan.split('\n')
  const end = lines.findIndex((line) => RECIPIENTS.test(line))
  const places = lines
    .map((line, i) => (TASK.test(line) && i > lines.length * 0.3 && i < (end < 0 ? lines.length : end) ? i : -1))
    .filter((i) => i >= 0)
  if (places.length === 0) places.push(Math.floor(lines.length / 2))
  const added = new Map<number, string[]>()
  let number = 1
  for (let size = Buffer.byteLength(plan); size < bytes;) {
    const text = paragraph(random, number)
    if (/^\d/.test(text)) number++
    const place = places[between(random, 0, places.length - 1)] as number
    const here = added.get(place) ?? []
    added.set(place, here)
    here.push('')
    here.push(text)
    size += Buffer.byteLength(text) + 2
  }
  return lines.flatMap((line, i) => [line, ...(added.get(i) ?? [])]).join('\n')
}

/** Documents that cite as much as real plans do. */
export function documents(count: number, bytes: number, seed = 1): string[] {
  const random = randomFrom(seed)
  const made: string[] = []
  for (const plan of endless(random)) {
    if (made.push(filled(plan, bytes, random)) >= count) break
  }
  return made
}

/** Documents that cite four times as much: the sample plans one behind the other, cut between lines. */
export function dense(count: number, bytes: number, seed = 1): string[] {
  const made: string[] = []
  let lines: string[] = []
  let size = 0
  for (const plan of endless(randomFrom(seed))) {
    for (const line of plan.split('\n')) {
      lines.push(line)
      size += Buffer.byteLength(line) + 1
      if (size < bytes) continue
      made.push(`${lines.join('\n')}\n`)
      if (made.length >= count) return made
      lines = []
      size = 0
    }
  }
  return made
}

/** One document of this length: plans of 15 KB one behind the other. */
export function oneDocument(bytes: number, seed = 2): string {
  const random = randomFrom(seed)
  const plans: string[] = []
  let size = 0
  for (const plan of endless(random)) {
    const text = filled(plan, 15_000, random)
    plans.push(text)
    size += Buffer.byteLength(text) + 1
    if (size >= bytes) break
  }
  return `${plans.join('\n')}\n`
}
