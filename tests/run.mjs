#!/usr/bin/env node
/**
 * npm test
 * ========
 *
 *   build ─ types ─ lint ─ format ─ vitest (unit, property, contract, services, browser)
 *
 * Every step runs, whatever the one before it said; the exit status is 1 when any failed. The services are set up by
 * the tests that need them and say in one line how they were had; with CI set, a missing one is a failure.
 * The last line counts the tests, as Vitest does, and every failed step as one more.
 * Arguments go to Vitest: `npm test -- tests/read`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from '../build.mjs'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const REPORT = join(ROOT, '.cache/vitest.json')
const failed = []

/** Runs a step and notes whether it failed. */
async function step(name, act) {
  const started = performance.now()
  const ok = await act()
  if (!ok) failed.push(name)
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}  ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

function tool(path, args) {
  const { status } = spawnSync(process.execPath, [join(ROOT, 'node_modules', path), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  return status === 0
}

/** What Vitest counted; a test file that could not even be loaded has no tests and counts as one that failed. */
function counts() {
  if (!existsSync(REPORT)) return { passed: 0, failed: 0, skipped: 0 }
  const report = JSON.parse(readFileSync(REPORT, 'utf8'))
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

await step('build', build)
for (const project of ['tests', 'web']) {
  const config = `${project}/tsconfig.json`
  if (!existsSync(join(ROOT, config))) continue
  await step(`types ${project}`, () => tool('typescript/bin/tsc', ['--noEmit', '-p', config]))
}
await step('lint', () => tool('oxlint/bin/oxlint', ['--quiet']))
await step('format', () => tool('oxfmt/bin/oxfmt', ['--check']))

mkdirSync(dirname(REPORT), { recursive: true })
rmSync(REPORT, { force: true })
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`]
await step('tests', () => tool('vitest/vitest.mjs', ['run', ...reporters, ...process.argv.slice(2)]))

const total = counts()
// A test that failed has made its step fail as well; it is counted once.
const steps = failed.filter((name) => name !== 'tests' || total.failed === 0)
if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`)
if (total.skipped > 0) console.log(`skipped: ${total.skipped}`)
console.log(`${total.passed} passed, ${total.failed + steps.length} failed`)
process.exitCode = failed.length > 0 ? 1 : 0
