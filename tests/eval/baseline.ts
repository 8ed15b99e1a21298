/**
 * The figures as last committed, and what changed since
 * =====================================================
 *
 * fixtures/scores.json keeps the counts of every document, so that a change is seen where it happened, and so that a
 * document whose text or gold has changed is left out of the comparison instead of passing for a gain or a loss.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './corpora.ts'
import { f1, sum, type Tally } from './tally.ts'

export const SCORES_FILE = join(ROOT, 'fixtures', 'scores.json')

/** Counts of one document. */
export interface Scored {
  fingerprint: string
  tally: Tally
  /** Names of the parts that are not fully right, where a document has named parts. */
  failing?: string[]
}

/** Corpus → document → its counts. */
export type Scores = Record<string, Record<string, Scored>>

export interface Change {
  corpus: string
  /** `null`: the corpus as a whole. */
  document: string | null
  figure: string
  before: number
  after: number
}

export interface Comparison {
  /** Of whole corpora: what decides. */
  totals: Change[]
  /** Of single documents: where it happened. */
  details: Change[]
  /** Parts that were right and are not any more, and the reverse. */
  broken: string[]
  mended: string[]
  compared: number
  /** Not in the committed figures, or with another text or gold. */
  changed: string[]
}

/** Both are right (a programme with its decision or apart), so a move from one to the other is no loss. */
const UNDECIDED = new Set(['cluster joined', 'cluster apart'])

export function compareScores(before: Scores, after: Scores): Comparison {
  const result: Comparison = { totals: [], details: [], broken: [], mended: [], compared: 0, changed: [] }
  for (const [corpus, documents] of Object.entries(after)) {
    const old = before[corpus] ?? {}
    const same = Object.keys(documents).filter((name) => old[name]?.fingerprint === documents[name]?.fingerprint)
    result.changed.push(...Object.keys(documents).filter((name) => !same.includes(name)))
    result.compared += same.length
    const pick = (from: Record<string, Scored>): Tally => sum(same.map((name) => from[name]?.tally ?? {}))
    result.totals.push(...changes(corpus, null, pick(old), pick(documents)))
    for (const name of same) {
      const [was, is] = [old[name] as Scored, documents[name] as Scored]
      result.details.push(...changes(corpus, name, was.tally, is.tally))
      result.broken.push(...without(is.failing, was.failing))
      result.mended.push(...without(was.failing, is.failing))
    }
  }
  return result
}

const without = (these: string[] = [], those: string[] = []): string[] => these.filter((each) => !those.includes(each))

function changes(corpus: string, document: string | null, before: Tally, after: Tally): Change[] {
  return Object.entries(after).flatMap(([figure, now]) => {
    const was = before[figure]
    // A figure that is counted for the first time has nothing to be compared with.
    if (!was || UNDECIDED.has(figure) || f1(was) === f1(now)) return []
    return [{ corpus, document, figure, before: f1(was), after: f1(now) }]
  })
}

export const isLoss = (change: Change): boolean => change.after < change.before

/** The committed figures, or null before the first ones. */
export function readScores(file = SCORES_FILE): Scores | null {
  if (!existsSync(file)) return null
  const stored = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, StoredScore>>
  return mapValues(stored, (documents) =>
    mapValues(documents, ({ fingerprint, figures, failing }) => ({
      fingerprint,
      tally: mapValues(figures, ([hit, got, gold]) => ({ hit, got, gold })),
      ...(failing ? { failing } : {}),
    })),
  )
}

/** Writes the figures; a corpus that was not scored keeps its own. One document a line: a diff shows what moved. */
export function writeScores(scores: Scores, file = SCORES_FILE): void {
  const all = { ...readScores(file), ...scores }
  const corpora = Object.entries(all).map(([corpus, documents]) => {
    const lines = Object.entries(documents).map(([name, { fingerprint, tally, failing }]) => {
      const figures = mapValues(tally, ({ hit, got, gold }) => [hit, got, gold])
      return `    ${JSON.stringify(name)}: ${JSON.stringify({ fingerprint, figures, failing })}`
    })
    return `  ${JSON.stringify(corpus)}: {\n${lines.join(',\n')}\n  }`
  })
  writeFileSync(file, `{\n${corpora.join(',\n')}\n}\n`)
}

interface StoredScore {
  fingerprint: string
  figures: Record<string, [hit: number, got: number, gold: number]>
  failing?: string[]
}

function mapValues<A, B>(from: Record<string, A>, turn: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, turn(value)]))
}
