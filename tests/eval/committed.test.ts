/**
 * No figure is below the committed ones.
 *
 * In a process of its own: a reader that hangs is ended and fails here, and does not hold up the other tests.
 * The real plans are scored where they are.
 */
import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { ROOT, plans } from './corpora.ts'

it('figures have not fallen (npm run eval shows where; --update takes the new ones)', { timeout: 130_000 }, () => {
  const parts = ['fixtures', 'challenge', ...(plans().documents.length > 0 ? ['plans'] : [])]
  const { status, stdout, stderr, signal } = spawnSync(
    process.execPath,
    ['--import', './tests/ts.mjs', 'tests/eval.ts', '--gate', ...parts],
    { cwd: ROOT, encoding: 'utf8', timeout: 120_000, killSignal: 'SIGKILL' },
  )
  const said = stdout.slice(Math.max(0, stdout.indexOf('Against the committed figures')))
  expect({ status, signal }, `${said}\n${stderr}`).toEqual({ status: 0, signal: null })
})
