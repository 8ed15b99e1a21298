/**
 * A program that ends with the one who started it
 * ===============================================
 *
 * `node guard.mjs '{"path","args","log","env","wipe"}'` runs a program and keeps it for as long as its own standard
 * input is open. The starter holds the other end: however it ends, even by `kill -9`, the pipe closes, the program is
 * killed and its folder wiped. No other way does that on every system.
 */
import { spawn } from 'node:child_process'
import { openSync, rmSync } from 'node:fs'

const { path, args, log, env, wipe } = JSON.parse(process.argv[2])
const out = openSync(log, 'a')
const child = spawn(path, args, { stdio: ['ignore', out, out], env: { ...process.env, ...env }, windowsHide: true })

process.stdin.resume()
for (const event of ['end', 'close', 'error']) process.stdin.on(event, stop)
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, stop)
// Ctrl-C is for the starter, which may still want the service while it ends.
process.on('SIGINT', () => {})

child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`)
  leave(1)
})
child.on('exit', (status) => leave(status ?? 0))

function stop() {
  // The data is thrown away, so nothing is worth an orderly end (which takes Neo4j ten seconds).
  child.kill(wipe ? 'SIGKILL' : 'SIGTERM')
}

function leave(status) {
  // Windows lets go of files a little after the process that held them.
  if (wipe) rmSync(wipe, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  process.exit(status)
}
