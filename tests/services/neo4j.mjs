/**
 * A real Neo4j for the tests
 * ==========================
 *
 * Tried in this order: the server of NEO4J_URL; Neo4j Community from Maven Central on the Java that is here; the
 * same with Java and Maven from Debian where we may install them; Docker. `npm run neo4j` starts one for a person, on
 * Neo4j's own ports where they are free, with its data kept in data/neo4j, until Ctrl-C.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import {
  CACHE,
  ServiceMissing,
  canInstall,
  install,
  isExecutable,
  run,
  runLong,
  say,
  which,
  WINDOWS,
} from './tools.mjs'

export const NEO4J_VERSION = '5.26.16'
const IMAGE = 'neo4j:5-community'
const ENTRY_POINT = 'org.neo4j.server.CommunityEntryPoint'
const HEAP = ['-Xms256m', '-Xmx768m', '-XX:+UseParallelGC']
/** Code compiled quickly rather than well: a run of tests is over before the better code would pay. */
const QUICK = ['-XX:TieredStopAtLevel=1']
const READY_MS = 120_000

const OPENS = ['java.nio', 'java.io', 'sun.nio.ch'].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`)

/**
 * Starts a Neo4j, or finds one. The data is in a temporary folder and goes with `stop()` or with this process,
 * whichever comes first; with `dir` it is kept there, and with `keepRunning` the server outlives this process.
 * `browser` also serves Neo4j Browser over HTTP; `lasting` is for a server that is to be fast rather than soon up.
 *
 * `ports`: those of Bolt and HTTP to take where they are free.
 *
 * @param {{ dir?: string, keepRunning?: boolean, browser?: boolean, lasting?: boolean, ports?: number[] }} options
 * @returns {Promise<{ url: string, username: string, password: string, how: string, http: string | null,
 *   stop: () => Promise<void> }>}
 */
export async function startNeo4j(options = {}) {
  const given = fromEnvironment()
  if (given) return given
  const before = Date.now()
  const server = await startHere(options)
  say(`Neo4j: ${server.how}, up in ${((Date.now() - before) / 1000).toFixed(1)} s at ${server.url}`)
  return server
}

function fromEnvironment() {
  const url = process.env.NEO4J_URL
  if (!url) return null
  const how = 'the server of NEO4J_URL'
  say(`Neo4j: ${how}`)
  const { NEO4J_USERNAME: username = 'neo4j', NEO4J_PASSWORD: password = '' } = process.env
  return { url, username, password, how, http: null, stop: async () => {} }
}

async function startHere(options) {
  let java = findJava()
  let maven = which('mvn')
  if ((!java || (!maven && !existsSync(jars()))) && canInstall()) {
    const missing = maven ? [] : ['maven']
    await install(
      ['openjdk-17-jre-headless', ...missing],
      ['openjdk-21-jre-headless', ...missing],
      ['default-jre-headless', ...missing],
    )
    java = findJava()
    maven = which('mvn')
  }
  if (java && (maven || existsSync(jars()))) {
    await fetchJars(maven, java)
    return startJava(java.path, `${NEO4J_VERSION} from Maven Central, Java ${java.version}`, options)
  }
  const docker = which('docker')
  if (docker && run(docker, ['version', '--format', '{{.Server.Version}}']).ok) return startDocker(docker)
  throw new ServiceMissing('Neo4j', 'install Java 17 or newer and Maven, or start Docker, or set NEO4J_URL')
}

// ---- Java and the jars -----------------------------------------------------------------------------------------

/** The first Java that is new enough: JAVA_HOME before PATH, as Maven does. */
function findJava() {
  const home = process.env.JAVA_HOME
  const paths = [home ? join(home, 'bin', WINDOWS ? 'java.exe' : 'java') : null, which('java')]
  for (const path of paths) {
    if (!path || !isExecutable(path)) continue
    const version = /version "(\d+)[^"]*"/.exec(run(path, ['-version']).output)?.[1]
    if (version && Number(version) >= 17) return { path, version }
  }
  return null
}

const jars = () => join(CACHE, 'neo4j', NEO4J_VERSION, 'lib')

async function fetchJars(maven, java) {
  if (existsSync(jars())) return
  const folder = join(CACHE, 'neo4j', NEO4J_VERSION)
  // Renamed when complete: what stands under its own name is never half a download, also of two runs at once.
  const partial = join(folder, `lib-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const pom = join(folder, 'pom.xml')
  writeFileSync(pom, POM)
  say(`Neo4j: fetching ${NEO4J_VERSION} from Maven Central (116 MB), once …`)
  const goals = ['-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${partial}`]
  const { ok, output } = await runLong(maven, ['-q', '-B', '-ntp', ...goals])
  if (!ok) {
    rmSync(partial, { recursive: true, force: true })
    throw new ServiceMissing('Neo4j', `Maven with Java ${java.version} failed: ${output.slice(-2000)}`)
  }
  try {
    renameSync(partial, jars())
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    if (!existsSync(jars())) throw error
  }
}

const dependency = (group, artifact) =>
  `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${NEO4J_VERSION}</version></dependency>`

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>cancu</groupId><artifactId>neo4j-service</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    ${dependency('org.neo4j', 'neo4j')}
    ${dependency('org.neo4j.app', 'neo4j-server')}
  </dependencies>
</project>
`

// ---- a server of our own ---------------------------------------------------------------------------------------

async function startJava(java, how, options) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(java, how, options)
    } catch (error) {
      // Between finding a free port and using it another program may take it.
      if (attempt === 3 || !/address already in use|BindException/i.test(error.message)) throw error
    }
  }
}

async function startOnce(java, how, { dir, keepRunning = false, browser = false, lasting = Boolean(dir), ports = [] }) {
  const home = dir ?? mkdtempSync(join(tmpdir(), 'cancu-neo4j-'))
  const conf = join(home, 'conf')
  mkdirSync(conf, { recursive: true })
  const [bolt, http] = await freePorts(2, ports)
  writeFileSync(join(conf, 'neo4j.conf'), settings(bolt, http, browser))
  const password = setPassword(java, home, conf)
  const log = join(home, 'console.log')
  const program = {
    path: java,
    args: [...HEAP, ...(lasting ? [] : QUICK), ...OPENS, '-cp', join(jars(), '*'), ENTRY_POINT].concat(
      `--home-dir=${home}`,
      `--config-dir=${conf}`,
    ),
    log,
    env: { NEO4J_HOME: home, NEO4J_CONF: conf },
    wipe: dir || keepRunning ? null : home,
  }
  const server = keepRunning ? startFree(program) : startGuarded(program)
  try {
    await ready(bolt, server, () => lastWords(home, log))
  } catch (error) {
    await server.stop()
    throw error
  }
  const address = browser ? `http://127.0.0.1:${http}/browser` : null
  return { url: `bolt://127.0.0.1:${bolt}`, username: 'neo4j', password, how, http: address, stop: server.stop }
}

function settings(bolt, http, browser) {
  return `server.bolt.listen_address=127.0.0.1:${bolt}
server.bolt.advertised_address=127.0.0.1:${bolt}
server.http.enabled=${browser}
server.http.listen_address=127.0.0.1:${http}
server.http.advertised_address=127.0.0.1:${http}
server.https.enabled=false
server.memory.pagecache.size=128m
db.tx_log.preallocate=false
db.logs.query.enabled=OFF
dbms.usage_report.enabled=false
`
}

/** A database keeps the password it was made with, so a kept folder keeps it beside. */
function setPassword(java, home, conf) {
  const file = join(home, 'password')
  if (existsSync(file)) return readFileSync(file, 'utf8')
  const password = randomBytes(12).toString('hex')
  const { ok, output } = run(
    java,
    ['-cp', join(jars(), '*'), 'org.neo4j.cli.AdminTool', 'dbms', 'set-initial-password', password],
    { env: { ...process.env, NEO4J_HOME: home, NEO4J_CONF: conf } },
  )
  if (!ok) throw new Error(`Neo4j's AdminTool failed: ${output.slice(-2000)}`)
  writeFileSync(file, password, { mode: 0o600 })
  return password
}

/**
 * Runs one of Neo4j's own administration commands on a stopped database in `home`, from the folder `cwd`. Null where
 * there is no Neo4j of ours: none was fetched, or the one of NEO4J_URL is used.
 *
 * @param {string} home
 * @param {string[]} args
 * @param {string} cwd
 */
export function administer(home, args, cwd) {
  const java = findJava()
  if (process.env.NEO4J_URL || !java || !existsSync(jars())) return null
  mkdirSync(join(home, 'conf'), { recursive: true })
  const env = { ...process.env, NEO4J_HOME: home, NEO4J_CONF: join(home, 'conf') }
  return run(java.path, [...OPENS, '-cp', join(jars(), '*'), 'org.neo4j.cli.AdminTool', ...args], { env, cwd })
}

/** Runs until stopped, or until this process is gone; see `guard.mjs`. */
function startGuarded(program) {
  const guard = fileURLToPath(new URL('guard.mjs', import.meta.url))
  const child = spawn(process.execPath, [guard, JSON.stringify(program)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // out of reach of the terminal's Ctrl-C
    windowsHide: true,
  })
  const ended = new Promise((done) => child.on('exit', done))
  child.unref()
  child.stdin.unref?.()
  child.stdin.on('error', () => {})
  return {
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    stop: async () => {
      child.ref()
      child.stdin.end()
      await ended
    },
  }
}

/** Runs on when this process ends. */
function startFree({ path, args, env }) {
  const child = spawn(path, args, {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, ...env },
    windowsHide: true,
  })
  const ended = new Promise((done) => child.on('exit', done))
  child.unref()
  return {
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    stop: async () => {
      child.ref()
      child.kill('SIGTERM')
      await ended
    },
  }
}

function lastWords(home, log) {
  const files = [log, join(home, 'logs', 'neo4j.log')]
  return files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8').slice(-2000) : '')).join('\n')
}

/** Waits until the port answers a Bolt handshake, which Neo4j does only once its database is there. */
async function ready(port, server, words) {
  const end = Date.now() + READY_MS
  while (Date.now() < end) {
    if (await answersBolt(port)) return
    if (server.hasEnded()) throw new Error(`Neo4j ended while starting:\n${words()}`)
    await sleep(100)
  }
  throw new Error(`Neo4j did not answer within ${READY_MS / 1000} s:\n${words()}`)
}

/** Bolt's magic, then four proposals: 5.8 down to 5.0, 4.4, and two blanks. The answer is the version chosen. */
const HANDSHAKE = Buffer.from('6060b0170008080500000404'.padEnd(40, '0'), 'hex')

function answersBolt(port) {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    const end = (answer) => {
      socket.destroy()
      done(answer)
    }
    socket.setTimeout(2000, () => end(false))
    socket.on('error', () => end(false))
    socket.on('close', () => end(false))
    socket.on('connect', () => socket.write(HANDSHAKE))
    socket.on('data', (data) => end(data.length >= 4 && data.readUInt32BE(0) !== 0))
  })
}

/** Ports nobody listens on: those wanted, where they are free, else any. */
async function freePorts(count, wanted = []) {
  const servers = await Promise.all(Array.from({ length: count }, (_, index) => listen(wanted[index] ?? 0)))
  const ports = servers.map((server) => server.address().port)
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
  return ports
}

function listen(port) {
  return new Promise((done, failed) => {
    const server = createServer()
    server.on('error', (error) => (port === 0 ? failed(error) : done(listen(0))))
    server.listen(port, '127.0.0.1', () => done(server))
  })
}

// ---- Docker ----------------------------------------------------------------------------------------------------

async function startDocker(docker) {
  const password = randomBytes(12).toString('hex')
  say(`Neo4j: starting ${IMAGE} with Docker …`)
  const memory = ['NEO4J_server_memory_heap_max__size=768m', 'NEO4J_server_memory_pagecache_size=128m']
  const variables = [`NEO4J_AUTH=neo4j/${password}`, ...memory].flatMap((one) => ['-e', one])
  const started = await runLong(docker, ['run', '-d', '--rm', '-p', '127.0.0.1::7687', ...variables, IMAGE])
  const container = started.output.split('\n').at(-1)
  if (!started.ok) throw new ServiceMissing('Neo4j', `Docker could not start ${IMAGE}: ${started.output.slice(-1000)}`)
  const remove = () => run(docker, ['rm', '-f', '-v', container])
  process.once('exit', remove)
  const port = Number(/:(\d+)\s*$/m.exec(run(docker, ['port', container, '7687/tcp']).output)?.[1])
  const stop = async () => {
    process.off('exit', remove)
    remove()
  }
  const hasEnded = () => !run(docker, ['inspect', container]).ok
  try {
    await ready(port, { hasEnded }, () => run(docker, ['logs', '--tail', '20', container]).output)
  } catch (error) {
    await stop()
    throw error
  }
  const url = `bolt://127.0.0.1:${port}`
  return { url, username: 'neo4j', password, how: `${IMAGE} with Docker`, http: null, stop }
}

// ---- started by hand -------------------------------------------------------------------------------------------

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const dir = fileURLToPath(new URL('../../data/neo4j', import.meta.url))
  try {
    const server = await startNeo4j({ dir, browser: true, ports: [7687, 7474] })
    const words = { CANCU_GRAPH_URL: server.url, NEO4J_USERNAME: server.username, NEO4J_PASSWORD: server.password }
    for (const [name, value] of Object.entries(words)) console.log(`export ${name}=${value}`)
    if (server.http) console.log(`# Neo4j Browser: ${server.http}`)
    console.log('# Ctrl-C stops it; the data stays in data/neo4j.')
    const alive = setInterval(() => {}, 60_000)
    for (const signal of ['SIGINT', 'SIGTERM'])
      process.once(signal, async () => {
        clearInterval(alive)
        await server.stop()
        process.exit(0)
      })
  } catch (error) {
    if (!(error instanceof ServiceMissing)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
