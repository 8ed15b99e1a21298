/**
 * What is found of mistakes made on purpose, and what is said of drafts that are right
 * ====================================================================================
 *
 *   npm run eval -- check [--seed N] [--verbose]
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bringCatalogue } from '../../api/catalogue.ts'
import { storeKnown } from '../../graph/known.ts'
import { checkText, type Finding } from '../../ingest/check/index.ts'
import { storeOf } from '../graph/store.ts'
import { mistakesIn, type Fact, type Mistake } from './mistakes.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Samples that are wrong on purpose, or unfinished, and so cannot tell what is said of right ones. The others of
 * `fixtures/plans` are right as far as their gold and README say.
 */
const WRONG_ON_PURPOSE: Record<string, string> = {
  'cds-02-ke-hoach-dang-uy-xa.md': '57/NQ-TW for 57-NQ/TW',
  'cds-04-ke-hoach-ubnd-huyen.txt': 'a decision with the code of a plan',
  'cds-08-quyet-dinh-ubnd-tinh.txt': 'laws with and without number in one legal normative document',
  'cds-09-nghi-quyet-hdnd-tinh.txt': 'a law without its number and its amendment in a legal normative document',
  'cds-12-ke-hoach-tinh-doan.md': '9195/KL-TU for 9195-KL/TU',
  'nct-02-ubnd-tinh-thai-binh.txt': '58-KL/TU beside Ban Bí thư',
  'nct-03-huyen-tien-hai.txt': '9002/KHUBND and 58/KL-TW',
  'nct-05-ubnd-tinh-quang-nam.txt': 'no number, day, letterhead and signature of the body',
}

export interface Sample {
  name: string
  text: string
}

/** Drafts and plans that are right. */
export function rightSamples(): Sample[] {
  return ['drafts', 'plans'].flatMap((folder) => {
    const path = join(ROOT, 'fixtures', folder)
    return readdirSync(path)
      .toSorted()
      .filter((name) => !(name in WRONG_ON_PURPOSE))
      .map((name) => ({ name, text: readFileSync(join(path, name), 'utf8').normalize('NFC') }))
  })
}

export function catalogueFacts(): Fact[] {
  const lines = readFileSync(join(ROOT, 'graph/catalogue.jsonl'), 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as Fact)
}

export type Check = (text: string) => Promise<Finding[]>

/** Checks with the catalogue that ships and nothing else. */
export async function openCheck(): Promise<{ check: Check; close: () => Promise<void> }> {
  const store = await storeOf([])
  await bringCatalogue(store, true)
  const known = storeKnown(store)
  const check: Check = async (text) => {
    const report = await checkText({ format: 'txt', text, pages: [] }, known, { today: '2026-11-24' })
    return report.findings
  }
  return { check, close: () => store.close() }
}

export interface Judged extends Mistake {
  sample: string
  /** The right rule on the right place. */
  found: boolean
  /** The right rule, wherever. */
  ruled: boolean
  /** What is said anew, as rule and words. */
  said: string[]
}

/** Longer than this a finding points at nothing. */
const LONGEST = 400

export async function judge(samples: Sample[], seed: number, check: Check): Promise<Judged[]> {
  const facts = catalogueFacts()
  const judged: Judged[] = []
  for (const { name, text } of samples) {
    const before = new Set((await check(text)).map((finding) => said(text, finding)))
    for (const mistake of mistakesIn(text, facts, seed ^ hash(name))) {
      const findings = (await check(mistake.text)).filter((finding) => !before.has(said(mistake.text, finding)))
      const ruled = findings.filter(({ rule }) => rule === mistake.rule)
      const found = ruled.some(
        ({ start, end }) => start <= mistake.end && end >= mistake.start && end - start <= LONGEST,
      )
      judged.push({ ...mistake, sample: name, found, ruled: ruled.length > 0, said: findings.map((each) => said(mistake.text, each)) }) // prettier-ignore
    }
  }
  return judged
}

const said = (text: string, { rule, start, end, message }: Finding): string =>
  `${rule} “${text.slice(start, end)}” ${message}`

const hash = (name: string): number => createHash('sha256').update(name).digest().readUInt32LE()

/** Table by kind, and what was missed. */
export function mistakesTable(judged: Judged[]): string {
  const kinds = [...new Set(judged.map(({ kind }) => kind))]
  const rows = kinds.map((kind) => {
    const all = judged.filter((each) => each.kind === kind)
    const count = (test: (each: Judged) => boolean): number => all.filter(test).length
    return [all[0]?.rule ?? '', kind, all.length, count(({ ruled }) => ruled), count(({ found }) => found)] as const
  })
  const total = ['', 'all', judged.length, judged.filter(({ ruled }) => ruled).length, judged.filter(({ found }) => found).length] as const // prettier-ignore
  const line = ([rule, kind, ...counts]: readonly (string | number)[]): string =>
    `${String(rule).padEnd(4)} ${String(kind).padEnd(44)} ${counts.map((each) => String(each).padStart(6)).join(' ')}`
  return [line(['rule', 'mistake', 'made', 'rule', 'place']), ...rows.map(line), line(total)].join('\n')
}

export const shareFound = (judged: Judged[]): number => judged.filter(({ found }) => found).length / judged.length

export function missedLines(judged: Judged[]): string {
  return judged
    .filter(({ found }) => !found)
    .map(
      ({ kind, sample, text, start, end, said: words }) =>
        `  ${kind} · ${sample} · “${text.slice(Math.max(0, start - 30), end + 30).replaceAll('\n', '⏎')}”\n      said: ${words.map((each) => each.slice(0, 150)).join(' | ') || 'nothing'}`,
    ) // prettier-ignore
    .join('\n')
}

/** What `npm run eval -- check` prints. */
export async function mistakesReport(seed: number, verbose: boolean): Promise<string> {
  const { check, close } = await openCheck()
  try {
    const samples = rightSamples()
    const heavy: string[] = []
    for (const { name, text } of samples)
      for (const { rule, severity, message } of await check(text))
        if (severity !== 'info') heavy.push(`  ${severity} ${rule} · ${name} · ${message}`)
    const judged = await judge(samples, seed, check)
    const share = (100 * shareFound(judged)).toFixed(1)
    return [
      `mistakes of seed ${seed} in ${samples.length} right drafts: ${share} % found`,
      mistakesTable(judged),
      ...(verbose ? [`\nmissed:\n${missedLines(judged)}`] : []),
      `\nerrors and warnings on the drafts as they are: ${heavy.length}`,
      ...heavy,
    ].join('\n')
  } finally {
    await close()
  }
}
