/**
 * npm run bench: how fast, and how evenly?
 * ========================================
 *
 *   npm run bench                    all, within two minutes or so
 *   npm run bench -- reading         the reader
 *   npm run bench -- stores          the embedded store
 *   npm run bench -- identity        whether mentions of one instrument meet: 20,000 generated plans, their truth known
 *   npm run bench -- check          a draft of ten pages against 20,000 generated plans
 *   npm run bench -- --full          texts to 64 MB as far as 14 s each reach, 20,000 documents: half an hour
 *
 * Prints and writes nothing. Exit status 1 in CI: reading is under its floor, its time grows faster than its text, or
 * mentions meet that should not, or fail to.
 */
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { benchChecking } from './bench/checking.ts'
import { benchIdentity } from './bench/identity.ts'
import { benchReading } from './bench/reading.ts'
import { benchStores } from './bench/stores.ts'

const BENCHES = ['reading', 'stores', 'identity', 'check']

const print = (line: string): void => console.log(line)

export async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { full: { type: 'boolean', default: false } },
  })
  const unknown = positionals.filter((word) => !BENCHES.includes(word))
  if (unknown.length > 0) {
    console.error(`Not a benchmark: ${unknown.join(', ')}. There are: ${BENCHES.join(', ')}.`)
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
  return good || !process.env['CI'] ? 0 : 1
}

// `npm run bench | head` is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2))
