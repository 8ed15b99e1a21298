#!/usr/bin/env node
/**
 * npm start
 * =========
 *
 * Builds what changed, then runs `cancu start` with the arguments given: the samples, or the user's own files.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'

if (!(await build())) process.exit(1)

const cli = fileURLToPath(new URL('dist/api/cli.js', import.meta.url))
const child = spawn(process.execPath, [cli, 'start', ...process.argv.slice(2)], { stdio: 'inherit' })

// Ctrl-C reaches the child by itself, being of the same terminal; this process only waits for its end. A signal sent
// to this process alone, as service managers do, is handed on.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => child.kill('SIGTERM'))

child.on('error', (error) => {
  console.error(error.message)
  process.exitCode = 70
})
child.on('close', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143)
})
