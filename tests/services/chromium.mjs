/**
 * A Chromium for the browser tests
 * ================================
 *
 * CHROME_PATH; the user's Chrome, Chromium or Edge; Playwright's own; Debian's where we may install it.
 */
import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { ServiceMissing, canInstall, install, isExecutable, run, say, which } from './tools.mjs'

/** @returns {Promise<{ path: string, how: string }>} */
export async function findChromium() {
  const found = (await search()) ?? (await fromDebian())
  if (!found) throw new ServiceMissing('Chromium', 'install Chrome or Chromium, or set CHROME_PATH to its program')
  if (process.platform === 'linux') await ensureFonts()
  say(`Chromium: ${found.how}`)
  return found
}

async function search() {
  const { CHROME_PATH } = process.env
  if (CHROME_PATH) {
    if (!isExecutable(CHROME_PATH)) throw new ServiceMissing('Chromium', 'CHROME_PATH is no program that can be run')
    return { path: CHROME_PATH, how: 'the program of CHROME_PATH' }
  }
  const own = which('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge')
  if (own) return { path: own, how: `the browser in ${own}` }
  for (const path of [...usualPlaces(), ...playwrightPlaces()])
    if (isExecutable(path)) return { path, how: `the browser in ${path}` }
  return null
}

/** Where the installers of macOS and Windows put browsers, which are not in PATH there. */
function usualPlaces() {
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge']
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      apps.map((app) => join(folder, `${app}.app`, 'Contents', 'MacOS', app)),
    )
  }
  if (process.platform !== 'win32') return ['/snap/bin/chromium', '/opt/google/chrome/chrome']
  const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name]).filter(Boolean)
  const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']
  return folders.flatMap((folder) => programs.map((program) => join(folder, program)))
}

const revision = (name) => Number(name.slice('chromium-'.length))

/** What `playwright install` has fetched: chromium-1234/chrome-linux/chrome and the like, newest first. */
function playwrightPlaces() {
  const home = homedir()
  const usual = {
    darwin: join(home, 'Library', 'Caches', 'ms-playwright'),
    win32: join(process.env.LOCALAPPDATA ?? home, 'ms-playwright'),
  }
  const root = process.env.PLAYWRIGHT_BROWSERS_PATH ?? usual[process.platform] ?? join(home, '.cache', 'ms-playwright')
  const programs = [
    ['chrome-linux', 'chrome'],
    ['chrome-linux64', 'chrome'],
    ['chrome-win', 'chrome.exe'],
    ['chrome-win64', 'chrome.exe'],
    ['chrome-mac', 'Chromium.app', 'Contents', 'MacOS', 'Chromium'],
  ]
  const versions = list(root)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => revision(b) - revision(a))
  return versions.flatMap((version) => programs.map((program) => join(root, version, ...program)))
}

function list(folder) {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

async function fromDebian() {
  if (!canInstall()) return null
  // Ubuntu's "chromium-browser" is a snap and of no use here; plain "chromium" exists on Debian only.
  await install(['chromium', 'fonts-dejavu-core'])
  const path = which('chromium')
  return path ? { path, how: "Debian's chromium" } : null
}

/** Without a font that has ế, ợ and ữ the pages are rows of boxes, and screenshots show nothing. */
async function ensureFonts() {
  const list = which('fc-list')
  if (list && run(list, [':lang=vi', 'family']).output !== '') return
  if (canInstall()) await install(['fonts-dejavu-core', 'fontconfig'])
  else say('Chromium: no font with Vietnamese letters was found; install fonts-dejavu-core')
}
