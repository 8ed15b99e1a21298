#!/usr/bin/env node
/**
 * Building, only what changed
 * ===========================
 *
 *   compile   ingest/ graph/ api/ → dist/            TypeScript to JavaScript
 *   data      vocabulary, schema, samples → dist/    what the program reads beside its code
 *   web       web/ → dist/web/                       the page, by Vite
 *
 * Each step remembers a hash of its inputs in dist/.build.json and is passed over while they are the same.
 * Messages go to standard error: `npm start` keeps standard output for its own table.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = dirname(fileURLToPath(import.meta.url))
const DIST = join(ROOT, 'dist')
const STATE = join(DIST, '.build.json')
const SOURCES = ['ingest', 'graph', 'api']
const DATA = /\.(ya?ml|json|jsonl|csv|tsv|graphql)$/

/** All files under a folder, as full paths. */
function walk(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Files under a folder of the repository, from its root and in a fixed order. */
function list(folder, wanted = /./) {
  return walk(join(ROOT, folder))
    .map((file) => relative(ROOT, file))
    .filter((file) => wanted.test(file))
    .sort()
}

function fingerprint(files) {
  const hash = createHash('sha256')
  for (const file of files) {
    hash.update(`${file}\0`)
    hash.update(readFileSync(join(ROOT, file)))
  }
  return hash.digest('hex')
}

/** Runs one of our Node tools; its output is shown only when it fails. */
function node(tool, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'node_modules', tool), ...args], { cwd: ROOT })
    const output = []
    child.stdout.on('data', (part) => output.push(part))
    child.stderr.on('data', (part) => output.push(part))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) return resolve()
      reject(new Error(`${tool} ${args.join(' ')}\n${Buffer.concat(output).toString()}`))
    })
  })
}

/** What is left in dist/ of a source that is gone would still be found by its old name. */
function removeStale(sources) {
  const made = new Set(sources.map((file) => file.replace(/\.ts$/, '.js')))
  for (const dir of SOURCES) {
    for (const file of walk(join(DIST, dir))) {
      const path = relative(DIST, file)
      if (path.endsWith('.js') && !made.has(path)) rmSync(file)
    }
  }
}

const STEPS = [
  {
    name: 'compile',
    inputs: () => [...SOURCES.flatMap((dir) => list(dir, /\.ts$/)), 'tsconfig.json', 'package-lock.json'],
    output: 'api',
    async run(inputs) {
      await node('typescript/bin/tsc', ['-p', 'tsconfig.json'])
      removeStale(inputs)
      const cli = join(DIST, 'api/cli.js')
      if (existsSync(cli)) chmodSync(cli, 0o755)
    },
  },
  {
    name: 'data',
    inputs: () => [...SOURCES.flatMap((dir) => list(dir, DATA)), ...list('fixtures/plans')],
    output: 'fixtures/plans',
    async run(inputs) {
      rmSync(join(DIST, 'fixtures'), { recursive: true, force: true })
      for (const file of inputs) cpSync(join(ROOT, file), join(DIST, file))
    },
  },
  {
    name: 'web',
    // The page shares a few pure files of graph/ and follows the schema.
    inputs: () => [...list('web'), ...list('graph', /\.ts$/), ...list('api', /\.graphql$/), 'package-lock.json'],
    output: 'web/index.html',
    needs: 'web/index.html',
    run: () => node('vite/bin/vite.js', ['build', 'web', '--outDir', join(DIST, 'web'), '--emptyOutDir']),
  },
]

/** Builds what changed; answers whether every step succeeded. */
export async function build() {
  mkdirSync(DIST, { recursive: true })
  const done = existsSync(STATE) ? JSON.parse(readFileSync(STATE, 'utf8')) : {}
  const results = await Promise.all(STEPS.map((step) => runStep(step, done)))
  writeFileSync(STATE, `${JSON.stringify(done, null, 2)}\n`)
  return results.every(Boolean)
}

async function runStep(step, done) {
  if (step.needs && !existsSync(join(ROOT, step.needs))) {
    console.error(`build: ${step.name} passed over, there is no ${step.needs}`)
    return true
  }
  const inputs = step.inputs()
  const hash = fingerprint(inputs)
  if (done[step.name] === hash && existsSync(join(DIST, step.output))) return true
  delete done[step.name]
  const started = performance.now()
  try {
    await step.run(inputs)
  } catch (error) {
    console.error(`build: ${step.name} failed\n${error.message}`)
    return false
  }
  done[step.name] = hash
  console.error(`build: ${step.name} ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return true
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = (await build()) ? 0 : 1
}
