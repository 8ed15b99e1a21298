/**
 * How fast is reading?
 * ====================
 *
 *   rate       documents of 15 KB from file to JSON, beside reading, decoding and NFC of the same bytes alone; for
 *              information the same of documents that cite four times as much as real ones do
 *   size       one document of 10 MB against that
 *   doubling   time per unit of text while the text doubles: flat for plans and for hostile shapes alike
 *
 * Only ratios within one run say anything; the rates are those of the machine.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jsonPieces } from '../../api/json.ts'
import { ingest } from '../../ingest/index.ts'
import { readSource } from '../../ingest/read/index.ts'
import type { DocumentRecord } from '../../ingest/record.ts'
import { figure, inTurns, computed, MB, peakMemory, rate } from './clock.ts'
import { dense, documents, oneDocument } from './corpus.ts'
import { SHAPES } from './shapes.ts'

/** Below this share of plain reading CI fails; the goal is twice that. */
export const FLOOR = 0.15
/** Time per unit at the largest size over the least at smaller ones: what still counts as flat on a busy machine. */
const FLAT = 3
/** From here on a shape gets more time, to show which it is. */
const SUSPICIOUS = 1.5
/** No shape is given more time than this, whatever its figures. */
const LONGEST_MS = 120_000
/** Nanoseconds per unit: a text of 5 M units may take a second, whatever it holds. */
const SLOW = 200
/** For the documents of 15 KB, in all. */
const SECONDS = 8
/** Shorter times than this are noise. */
const TELLING_MS = 5

export interface ReadingOptions {
  /** To 64 M units of text, with more time for each shape. */
  full: boolean
  print: (line: string) => void
}

/** The whole way of one file: bytes, text, record, JSON. */
async function readWhole(path: string): Promise<number> {
  const source = await readSource(readFileSync(path), { name: path })
  return writtenLength({ file: path, format: source.format, ...ingest(source) })
}

/** Length of the JSON, made piece by piece as it is printed: of a long text it is more than one string may hold. */
function writtenLength(value: object): number {
  let length = 0
  for (const piece of jsonPieces(value)) length += piece.length
  return length
}

/** What no reader can do without. */
function readPlain(path: string): number {
  return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)).normalize('NFC').length
}

async function measureOne(path: string): Promise<{ bytes: number; ms: number }> {
  const read = (): unknown => readWhole(path)
  let ms = await computed(read)
  if (ms < 1000 * SECONDS) ms = Math.min(ms, ...(await inTurns(1, read)))
  return { bytes: statSync(path).size, ms }
}

interface Rates {
  /** Read, decode, NFC alone, in MB/s. */
  plain: number
  /** All of it, in MB/s. */
  whole: number
  /** Citations found in each KB. */
  density: number
}

/** How fast these documents are read, plainly and wholly, in turns. */
async function measureDocuments(folder: string, texts: string[]): Promise<Rates> {
  const paths = texts.map((text, i) => writeText(join(folder, `${i}.txt`), text))
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  const each = async (read: (path: string) => unknown): Promise<void> => {
    for (const path of paths) await read(path)
  }
  // The first turns are for the compiler; the second tells how many more there is time for.
  await computed(() => each(readWhole))
  const second = await computed(() => each(readWhole))
  const turns = Math.min(30, Math.max(2, Math.floor((SECONDS * 1000) / second)))
  const [plain, whole] = await inTurns(
    turns,
    () => each(readPlain),
    () => each(readWhole),
  )
  const citations = texts.reduce((sum, text) => sum + recordOf(text).citations.length, 0)
  return {
    plain: rate(bytes, plain as number),
    whole: rate(bytes, whole as number),
    density: citations / (bytes / 1000),
  }
}

const recordOf = (text: string): DocumentRecord => ingest({ format: 'txt', text, pages: [] })

function writeText(path: string, text: string): string {
  writeFileSync(path, text)
  return path
}

/** Rates of documents of 15 KB and of one of 10 MB. */
export async function measureRate(): Promise<{ real: Rates; dense: Rates; large: number; megabytes: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'cancu-bench-'))
  try {
    const real = await measureDocuments(folder, documents(200, 15_000))
    // A tenth of it first: a reader that is not linear would take minutes for the whole.
    const path = join(folder, 'large.txt')
    let megabytes = 1
    let large = await measureOne(writeText(path, oneDocument(MB)))
    if (10 * large.ms < 1000 * SECONDS) {
      megabytes = 10
      large = await measureOne(writeText(path, oneDocument(10 * MB)))
    }
    return {
      real,
      dense: await measureDocuments(folder, dense(60, 15_000)),
      large: rate(large.bytes, large.ms),
      megabytes,
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
  /** What the reader failed with, at twice the longest. */
  failure: string | null
}

interface Reading {
  length: number
  ms: number
}

const perUnit = ({ length, ms }: Reading): number => (ms * 1e6) / length

/** Reads a text of doubling length until it takes too long; a shape that is not linear shows long before. */
export async function measureGrowth(
  make: (length: number) => string,
  sizes: { from: number; to: number; budget: number },
): Promise<Growth> {
  const times: Reading[] = []
  let spent = 0
  let failure: string | null = null
  for (let length = sizes.from; length <= sizes.to; length *= 2) {
    const last = times.at(-1)
    // The next one takes twice as long, if all is well. Where it may not be, more time is given to make sure.
    const budget = steepness(times) > SUSPICIOUS ? Math.min(6 * sizes.budget, LONGEST_MS) : sizes.budget
    if (last && spent + 2 * last.ms > budget) break
    const text = make(length)
    const read = (): unknown => writtenLength(recordOf(text))
    try {
      let ms = await computed(read)
      if (ms < 10 * TELLING_MS) ms = Math.min(ms, ...(await inTurns(2, read)))
      times.push({ length, ms })
      spent += ms
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error)
      break
    }
  }
  const last = times.at(-1) ?? { length: 1, ms: 0 }
  return { longest: last.length, ms: last.ms, perUnit: perUnit(last), ratio: steepness(times), failure }
}

/** Time per unit of the longest text over the least of the shorter ones. */
function steepness(times: Reading[]): number {
  const last = times.at(-1)
  if (!last) return 1
  const before = times.slice(0, -1).filter(({ ms }) => ms >= TELLING_MS)
  return perUnit(last) / Math.min(...before.map(perUnit), perUnit(last))
}

const plans = (length: number): string => oneDocument(length * 1.4).slice(0, length)

/** Prints the figures; answers whether they are above what CI asks. */
export async function benchReading({ full, print }: ReadingOptions): Promise<boolean> {
  const { real, dense: denser, large, megabytes } = await measureRate()
  const share = real.whole / real.plain
  const row = (name: string, value: string, note: string): void =>
    print(`  ${name.padEnd(34)}${value.padStart(8)}   ${note}`.trimEnd())
  const density = (rates: Rates): string => `${rates.density.toFixed(1)} citations per KB`
  print('Reading, one core, processor time       MB/s')
  row('read, decode, NFC (15 KB)', figure(real.plain), '')
  row(
    '… and record and JSON (15 KB)',
    figure(real.whole),
    `${share.toFixed(3)} of that (goal 0.30, floor ${FLOOR}); ${density(real)}, as real plans`,
  )
  row(
    `one document of ${megabytes} MB`,
    figure(large),
    `${(large / real.whole).toFixed(3)} of that (goal 0.80${megabytes < 10 ? ' of 10 MB, which would take too long' : ''})`,
  )
  row(
    'dense documents (15 KB)',
    figure(denser.whole),
    `${(denser.whole / denser.plain).toFixed(3)} of plain reading; ${density(denser)}, for information`,
  )
  row('memory at most', String(peakMemory()), 'MB')
  print('')
  print('Doubling text                   longest   M units/s   ns/unit   there ÷ least')
  let good = share >= FLOOR
  for (const [name, make] of Object.entries({ plans, ...SHAPES })) {
    const budget = (full ? 20 : 1) * (name === 'plans' ? 6000 : 700)
    const growth = await measureGrowth(make, { from: 1 << 12, to: full ? 1 << 26 : 1 << 23, budget })
    const uneven = growth.ratio > FLAT
    good &&= !uneven && growth.failure === null
    const cells = [
      `${figure(growth.longest / (1 << 20))} M`.padStart(10),
      figure(growth.longest / 1000 / growth.ms).padStart(12),
      figure(growth.perUnit).padStart(10),
      growth.ratio.toFixed(2).padStart(12),
    ]
    const verdict = [
      uneven ? 'NOT FLAT' : growth.ratio > SUSPICIOUS ? 'growing' : '',
      growth.failure === null ? '' : `FAILS at twice that: ${growth.failure}`,
      growth.perUnit > SLOW ? 'slow' : '',
    ]
    print(`  ${name.padEnd(28).slice(0, 28)}${cells.join('')}   ${verdict.filter(Boolean).join(', ')}`.trimEnd())
  }
  print(`  memory at most ${peakMemory()} MB`)
  return good
}
