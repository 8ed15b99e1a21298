/**
 * What the services share: finding and running programs
 * =====================================================
 *
 * Plain Node with built-ins only: these files run before anything is installed or built, on any system.
 */
import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const WINDOWS = process.platform === 'win32'

/** Downloads live in the checkout, so that `git clean -xfd` leaves nothing behind. */
export const CACHE = resolve(dirname(fileURLToPath(import.meta.url)), '../../.cache')

/** One line a service on standard error: how it was had, or what is going on when that takes a while. */
export function say(line) {
  process.stderr.write(`[services] ${line}\n`)
}

/** A service that cannot be had here. The message ends with what to install. */
export class ServiceMissing extends Error {
  constructor(service, remedy) {
    super(`${service} cannot be had here: ${remedy}`)
    this.name = 'ServiceMissing'
    this.service = service
    this.remedy = remedy
  }
}

export function isExecutable(path) {
  try {
    if (!statSync(path).isFile()) return false
    if (!WINDOWS) accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Full path of the first of these names found in PATH, or null. */
export function which(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const endings = WINDOWS ? ['.exe', '.cmd', '.bat'] : ['']
  for (const name of names)
    for (const folder of folders)
      for (const ending of endings) {
        const path = join(folder, name + ending)
        if (isExecutable(path)) return path
      }
  return null
}

/** Runs a program to its end, quietly; both outputs together, for messages. Never throws. */
export function run(path, args, options = {}) {
  // A .cmd file is run by the Windows shell only, which wants spaces quoted.
  const shell = WINDOWS && /\.(cmd|bat)$/i.test(path)
  const quote = (word) => (shell && /\s/.test(word) ? `"${word}"` : word)
  const done = spawnSync(quote(path), args.map(quote), {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell,
    ...options,
  })
  const output = `${done.stdout ?? ''}${done.stderr ?? ''}`.trim()
  return { ok: done.status === 0, output: output || (done.error?.message ?? '') }
}

/** As `run`, without holding up the event loop. */
export function runLong(path, args, options = {}) {
  const shell = WINDOWS && /\.(cmd|bat)$/i.test(path)
  const quote = (word) => (shell && /\s/.test(word) ? `"${word}"` : word)
  return new Promise((done) => {
    const child = spawn(quote(path), args.map(quote), { stdio: ['ignore', 'pipe', 'pipe'], shell, ...options })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part) => {
        output = (output + part).slice(-20_000)
      })
    child.on('error', (error) => done({ ok: false, output: error.message }))
    child.on('close', (status) => done({ ok: status === 0, output: output.trim() }))
  })
}

/** Debian or a child of it, as root: packages may be installed without asking anyone. */
export function canInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

/** Installs Debian packages; the first of the alternatives that can be had. Throws with apt's last words. */
export async function install(...alternatives) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // Several runs at once wait for each other's lock instead of failing.
  const apt = (...args) => runLong('/usr/bin/apt-get', ['-q', '-y', '-o', 'DPkg::Lock::Timeout=600', ...args], { env })
  let last = ''
  // Twice: the lists have a lock that is not waited for, so the first update may have failed beside another's.
  for (const pause of [0, 10_000]) {
    if (pause > 0) await sleep(pause)
    await apt('update')
    for (const packages of alternatives) {
      say(`installing ${packages.join(' ')} with apt-get, once …`)
      const { ok, output } = await apt('install', '--no-install-recommends', ...packages)
      if (ok) return packages
      last = output.split('\n').slice(-3).join(' ')
    }
  }
  throw new Error(`apt-get could not install ${alternatives.map((one) => one.join(' ')).join(' or ')}: ${last}`)
}
