/**
 * npm run eval: how exactly does the reader read?
 * ===============================================
 *
 *   npm run eval                          fixtures, real plans and challenge set; gains and losses
 *   npm run eval -- fixtures | plans | challenge
 *   npm run eval -- formats               the same plans as Word, PDF and other encodings
 *   npm run eval -- check [--seed N]      mistakes made on purpose in right drafts: how many are found
 *   npm run eval -- --verbose [NAME…]     every mistake; of files or challenge lines whose name holds NAME
 *   npm run eval -- --files               one line a document
 *   npm run eval -- --update              makes the figures the committed ones
 *   npm run eval -- --gate                exit status 1 if a figure has fallen, as in CI
 *
 * Exit status 1 in CI: a figure has fallen, or the real plans are not there.
 */
import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { ingest } from '../ingest/index.ts'
import type { DocumentRecord, SourceText } from '../ingest/record.ts'
import { compareScores, isLoss, readScores, writeScores, type Scores } from './eval/baseline.ts'
import { challengeLines, challengeTally, judgeAll, type LineResult } from './eval/challenge.ts'
import { fixtures, plans, SHARED, type Annotated, type Corpus } from './eval/corpora.ts'
import { formatsReport } from './eval/formats.ts'
import { formatLine } from './eval/lines.ts'
import { formatMiss, misses } from './eval/misses.ts'
import { emptyRecord } from './eval/perfect.ts'
import { challengeTable, comparisonText, corpusTables, documentTable, type Column } from './eval/report.ts'
import { score } from './eval/score.ts'
import { sum, type Tally } from './eval/tally.ts'

const DEFAULT_PARTS = ['fixtures', 'plans', 'challenge']
const PARTS = new Set([...DEFAULT_PARTS, 'formats', 'check'])

/** What is being read, on a terminal: a reader that hangs is seen to hang, and on what. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text.replaceAll('\n', ' ').slice(0, 79)}`)
}

/** A reader that fails has found nothing; the scorecard goes on and says so. */
function reader(failures: string[], name: string): (source: SourceText) => DocumentRecord {
  return (source) => {
    progress(`${name} ${source.text.slice(0, 60)}`)
    try {
      return ingest(source)
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.stack : String(error)}`)
      return emptyRecord()
    }
  }
}

interface Read {
  document: Annotated
  record: DocumentRecord
  tally: Tally
}

function readAll({ documents }: Corpus, failures: string[]): Read[] {
  return documents.map((document) => {
    const record = reader(failures, document.name)(document.source)
    return { document, record, tally: score(document.gold, record) }
  })
}

function printMisses(reads: Read[]): void {
  for (const { document, record } of reads) {
    const { text } = document.source
    const found = misses(document.gold, record, text)
    const names = [...new Set(found.map((miss) => miss.kind))]
    const kinds = names.map((name) => `${found.filter((miss) => miss.kind === name).length} ${name}`)
    console.log(`\n${document.name}: ${kinds.length === 0 ? 'nothing wrong' : kinds.join(', ')}`)
    for (const miss of found) console.log(`  ${formatMiss(miss, text)}`)
  }
}

function printLines(results: LineResult[]): void {
  const faults = results.map(formatLine).filter((fault) => fault !== '')
  console.log(`\nchallenge set: ${faults.length} of ${results.length} lines with a mistake`)
  for (const fault of faults) console.log(`\n  ${fault}`)
}

const scoresOf = (reads: Read[]): Scores[string] =>
  Object.fromEntries(reads.map(({ document, tally }) => [document.name, { fingerprint: document.fingerprint, tally }]))

function challengeScores(results: LineResult[]): Scores[string] {
  const fingerprint = createHash('sha256').update(JSON.stringify(results.map((result) => result.line)))
  const failing = results.filter((result) => result.missed.length + result.extra.length > 0).map(({ line }) => line.id)
  return {
    challenge: { fingerprint: fingerprint.digest('hex').slice(0, 12), tally: challengeTally(results), failing },
  }
}

export async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      verbose: { type: 'boolean', short: 'v', default: false },
      files: { type: 'boolean', default: false },
      update: { type: 'boolean', default: false },
      gate: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
    },
  })
  const ci = Boolean(process.env['CI'])
  const parts = positionals.filter((word) => PARTS.has(word))
  const names = positionals.filter((word) => !PARTS.has(word))
  const wanted = parts.length > 0 ? parts : DEFAULT_PARTS
  const isNamed = (name: string): boolean => names.length === 0 || names.some((word) => name.includes(word))

  if (wanted.includes('check')) {
    const { mistakesReport } = await import('./check/mistakes-score.ts')
    console.log(await mistakesReport(Number(values.seed), values.verbose))
    if (wanted.length === 1) return 0
  }
  if (wanted.includes('formats')) {
    console.log(await formatsReport())
    if (wanted.length === 1) return 0
  }
  let status = 0
  const failures: string[] = []
  const scores: Scores = {}
  const columns: Column[] = []
  const reads: Read[] = []
  for (const corpus of [fixtures(), plans()].filter(({ name }) => wanted.includes(name))) {
    if (corpus.documents.length === 0) {
      console.log(`The five real plans are not at ${SHARED} (set CANCU_SHARED): not scored.`)
      if (ci) status = 1
      continue
    }
    const documents = corpus.documents.filter((document) => isNamed(document.name))
    const read = readAll({ ...corpus, documents }, failures)
    if (read.length === 0) continue
    reads.push(...read)
    scores[corpus.name] = scoresOf(read)
    columns.push({ title: `${corpus.name} (${read.length})`, tally: sum(read.map((each) => each.tally)) })
  }
  const lines = wanted.includes('challenge') ? challengeLines().filter((line) => isNamed(line.id)) : []
  const results = judgeAll(lines, reader(failures, 'challenge set'))

  progress('')

  if (values.verbose) {
    printMisses(reads)
    if (results.length > 0) printLines(results)
    console.log('')
  }
  if (columns.length > 0) console.log(corpusTables(columns))
  if (reads.length > 0 && (values.files || values.verbose)) {
    console.log(`\n${documentTable(reads.map(({ document, tally }) => [document.name, tally]))}`)
  }
  if (results.length > 0) {
    scores['challenge'] = challengeScores(results)
    console.log(`\n${challengeTable(challengeTally(results))}`)
  }
  for (const failure of failures) console.log(`\nThe reader failed on ${failure}`)
  if (failures.length > 0) status = 1

  // Figures of a few documents say nothing of the whole.
  if (names.length > 0) return status
  const committed = readScores()
  if (committed) {
    const comparison = compareScores(committed, scores)
    console.log(`\n${comparisonText(comparison)}`)
    if ((ci || values.gate) && comparison.totals.some(isLoss)) status = 1
  } else {
    console.log('\nNo committed figures yet (fixtures/scores.json); --update writes them.')
  }
  if (values.update) writeScores(scores)
  return status
}

// `npm run eval -- --verbose | head` is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2))
