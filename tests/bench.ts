/**
 * npm run bench: how fast, and how evenly?
 * ========================================
 *
 *   npm run bench                    all, within two minutes or so
 *   npm run bench -- reading         the reader
 *   npm run bench -- stores          the embedded store
 *   npm run bench -- identity        whether mentions of one instrument meet: 20,000 generated plans, their truth known
 *   npm run bench -- check          a draft of ten pages against 20,000 generated plans
 *   npm run bench -- kill            50 ingests killed at random moments, each run again (only when asked for)
 *   npm run bench -- --full          texts to 64 MB as far as 14 s each reach, 20,000 documents: half an hour
 *
 * Prints and writes nothing. Exit status 1 in CI: reading is under its floor, its time grows faster than its text, or
 * mentions meet that should not, or fail to, or a kill left a trace.
 */
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { benchChecking } from './bench/checking.ts'
import { benchIdentity } from './bench/identity.ts'
import { killIngest } from './bench/kill.ts'
import { benchReading } from './bench/reading.ts'
import { benchStores } from './bench/stores.ts'

const BENCHES = ['reading', 'stores', 'identity', 'check']
/** What is no measure of speed, and takes its time. */
const TRIALS = ['kill']
const KILLS = 50

const print = (line: string): void => console.log(line)

export async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { full: { type: 'boolean', default: false } },
  })
  const unknown = positionals.filter((word) => ![...BENCHES, ...TRIALS].includes(word))
  if (unknown.length > 0) {
    console.error(`Not a benchmark: ${unknown.join(', ')}. There are: ${[...BENCHES, ...TRIALS].join(', ')}.`)
    return 2
  }
  const wanted = positionals.length > 0 ? positionals : BENCHES
  const { full } = values
  let good = true
  if (wanted.includes('reading')) good = (await benchReading({ full, print })) && good
  if (wanted.length > 1) print('')
  if (wanted.includes('stores')) good = (await benchStores({ counts: full ? [2_000, 20_000] : [2_000], print })) && good
  if (wanted.length > 1) print('')
  if (wanted.includes('identity')) good = (await benchIdentity(20_000, print)) && good
  if (wanted.length > 1) print('')
  // Filling the store takes minutes; in the round of all it is a small one.
  const plans = full || positionals.length > 0 ? 20_000 : 2_000
  if (wanted.includes('check')) good = (await benchChecking(plans, print)) && good
  if (wanted.includes('kill')) {
    const { kills, within, equal, damage } = await killIngest(KILLS, 600, Math.random)
    print(
      `killed ${kills} times, ${within} of them half way: ${equal} of ${kills} reruns equal, ${damage.length} files damaged`,
    )
    good = equal === kills && damage.length === 0 && good
  }
  return good || !process.env['CI'] ? 0 : 1
}

// `npm run bench | head` is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2))
