/**
 * How fast is reading?
 * ====================
 *
 *   rate       documents of 15 KB from file to JSON, beside reading, decoding and NFC of the same bytes alone
 *   size       one document of 10 MB against that
 *   doubling   time per unit of text while the text doubles: flat for plans and for hostile shapes alike
 *
 * Only ratios within one run say anything; the rates are those of the machine.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ingest } from '../../ingest/index.ts'
import { readSource } from '../../ingest/read/index.ts'
import { figure, inTurns, milliseconds, MB, peakMemory, rate } from './clock.ts'
import { documents, oneDocument } from './corpus.ts'
import { SHAPES } from './shapes.ts'

/** Below this share of plain reading CI fails; the goal is twice that. */
export const FLOOR = 0.15
/** Time per unit at the largest size over the least at smaller ones: what still counts as flat on a busy machine. */
const FLAT = 3
/** Nanoseconds per unit: a text of 5 M units may take a second, whatever it holds. */
const SLOW = 200
/** Shorter times than this are noise. */
const TELLING_MS = 5

export interface ReadingOptions {
  /** To 64 MB and without a limit of time. */
  full: boolean
  print: (line: string) => void
}

/** The whole way of one file: bytes, text, record, JSON. */
async function readWhole(path: string): Promise<number> {
  const source = await readSource(readFileSync(path), { name: path })
  return JSON.stringify({ file: path, format: source.format, ...ingest(source) }).length
}

/** What no reader can do without. */
function readPlain(path: string): number {
  return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)).normalize('NFC').length
}

/** Share of plain reading on 15 KB documents, and of that rate on one of 10 MB. */
export async function measureRate(turns = 5): Promise<{ plain: number; whole: number; large: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'cancu-bench-'))
  try {
    const write = (name: string, text: string): string => {
      const path = join(folder, name)
      writeFileSync(path, text)
      return path
    }
    const texts = documents(200, 15_000)
    const paths = texts.map((text, i) => write(`${i}.txt`, text))
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
    const large = oneDocument(10 * MB)
    const largePath = write('large.txt', large)
    const each = async (read: (path: string) => unknown): Promise<void> => {
      for (const path of paths) await read(path)
    }
    // The first turn is for the compiler.
    await each(readWhole)
    const [plain, whole] = await inTurns(
      turns,
      () => each(readPlain),
      () => each(readWhole),
    )
    const [whole10] = await inTurns(2, () => readWhole(largePath))
    return {
      plain: rate(bytes, plain as number),
      whole: rate(bytes, whole as number),
      large: rate(Buffer.byteLength(large), whole10 as number),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export interface Growth {
  /** Length of the longest text that was read in the time given, in UTF-16 units. */
  longest: number
  /** Time for that one. */
  ms: number
  /** Time per unit of text there, in nanoseconds. */
  perUnit: number
  /** That over the least at smaller sizes. */
  ratio: number
}

const perUnit = (time: { length: number; ms: number }): number => (time.ms * 1e6) / time.length

/** Reads a text of doubling length until it takes too long; a shape that is not linear shows long before. */
export async function measureGrowth(
  make: (length: number) => string,
  sizes: { from: number; to: number; budget: number },
): Promise<Growth> {
  const times: { length: number; ms: number }[] = []
  let spent = 0
  for (let length = sizes.from; length <= sizes.to; length *= 2) {
    const last = times.at(-1)
    // The next one takes twice as long, if all is well.
    if (last && spent + 2 * last.ms > sizes.budget) break
    const text = make(length)
    const read = (): unknown => JSON.stringify(ingest({ format: 'txt', text, pages: [] }))
    let ms = await milliseconds(read)
    if (ms < 10 * TELLING_MS) ms = Math.min(ms, ...(await inTurns(2, read)))
    times.push({ length, ms })
    spent += ms
  }
  const last = times.at(-1) ?? { length: 1, ms: 0 }
  const before = times.slice(0, -1).filter(({ ms }) => ms >= TELLING_MS)
  const least = Math.min(...before.map(perUnit), perUnit(last))
  return { longest: last.length, ms: last.ms, perUnit: perUnit(last), ratio: perUnit(last) / least }
}

const plans = (length: number): string => oneDocument(length * 1.4).slice(0, length)

/** Prints the figures; answers whether they are above what CI asks. */
export async function benchReading({ full, print }: ReadingOptions): Promise<boolean> {
  const { plain, whole, large } = await measureRate()
  const share = whole / plain
  const row = (name: string, value: string, note: string): void =>
    print(`  ${name.padEnd(34)}${value.padStart(8)}   ${note}`)
  print('Reading, one core                       MB/s')
  row('read, decode, NFC (15 KB)', figure(plain), '')
  row('… and record and JSON (15 KB)', figure(whole), `${share.toFixed(3)} of that (goal 0.30, floor ${FLOOR})`)
  row('one document of 10 MB', figure(large), `${(large / whole).toFixed(3)} of that (goal 0.80)`)
  row('memory at most', String(peakMemory()), 'MB')
  print('')
  print('Doubling text                   longest   M units/s   ns/unit   there ÷ least')
  let flat = true
  for (const [name, make] of Object.entries({ plans, ...SHAPES })) {
    const budget = full ? Infinity : name === 'plans' ? 6000 : 700
    const growth = await measureGrowth(make, { from: 1 << 14, to: full ? 1 << 26 : 1 << 23, budget })
    const bad = growth.ratio > FLAT
    flat &&= !bad
    const cells = [
      `${figure(growth.longest / (1 << 20))} M`.padStart(10),
      figure(growth.longest / 1000 / growth.ms).padStart(12),
      figure(growth.perUnit).padStart(10),
      growth.ratio.toFixed(2).padStart(12),
    ]
    const verdict = [bad ? 'NOT FLAT' : '', growth.perUnit > SLOW ? 'slow' : ''].filter(Boolean).join(', ')
    print(`  ${name.padEnd(28).slice(0, 28)}${cells.join('')}   ${verdict}`.trimEnd())
  }
  print(`  memory at most ${peakMemory()} MB`)
  return share >= FLOOR && flat
}
