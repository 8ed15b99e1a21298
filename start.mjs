#!/usr/bin/env node
/**
 * npm start
 * =========
 *
 * Builds what changed, then runs `cancu start` with the arguments given: the samples, or the user's own files. The
 * program runs in this same process, so that Ctrl-C and the signals of a service manager reach it as ever.
 */
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'

const CLI = new URL('dist/api/cli.js', import.meta.url)

if (await build()) {
  const [node, , ...args] = process.argv
  process.argv = [node, fileURLToPath(CLI), 'start', ...args]
  await import(CLI.href)
} else {
  process.exitCode = 1
}
