/**
 * LibreOffice for the tests that turn plans into .docx and .pdf
 * =============================================================
 *
 * SOFFICE_PATH; the one in PATH or in the usual places; Debian's writer without a screen where we may install it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ServiceMissing, canInstall, install, isExecutable, runLong, say, which } from './tools.mjs'

const USUAL = [
  '/usr/lib/libreoffice/program/soffice',
  '/opt/libreoffice/program/soffice',
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
  'C:\\Program Files\\LibreOffice\\program\\soffice.com',
  'C:\\Program Files (x86)\\LibreOffice\\program\\soffice.com',
]

/** @returns {Promise<{ path: string, how: string }>} */
export async function findOffice() {
  const found = search() ?? (await fromDebian())
  if (!found) throw new ServiceMissing('LibreOffice', 'install LibreOffice Writer, or set SOFFICE_PATH to its program')
  say(`LibreOffice: ${found.how}`)
  return found
}

function search() {
  const { SOFFICE_PATH } = process.env
  if (SOFFICE_PATH) {
    if (!isExecutable(SOFFICE_PATH)) throw new ServiceMissing('LibreOffice', 'SOFFICE_PATH is no program')
    return { path: SOFFICE_PATH, how: 'the program of SOFFICE_PATH' }
  }
  const path = which('soffice', 'libreoffice') ?? USUAL.find(isExecutable)
  return path ? { path, how: `the program in ${path}` } : null
}

async function fromDebian() {
  if (!canInstall()) return null
  // With a font that has Vietnamese letters: a .pdf made without one has no text to read.
  const font = 'fonts-dejavu-core'
  await install(['libreoffice-writer-nogui', font], ['libreoffice-writer', font])
  const path = which('soffice', 'libreoffice')
  return path ? { path, how: "Debian's LibreOffice Writer" } : null
}

/**
 * Turns files into another format, in one start of the program. `from` names the reader where the ending does not
 * tell: plain text in UTF-8 needs "Text (encoded):UTF8"; `filter` the writer, with its settings.
 *
 * @param {{ path: string }} office
 * @param {string[]} files
 * @param {string} to "docx", "pdf"
 * @param {string} folder
 * @param {{ from?: string, filter?: string }} options
 * @returns {Promise<string[]>} the files made
 */
export async function convert(office, files, to, folder, options = {}) {
  // A profile of its own: LibreOffice hands a second start to the first one's process and returns at once.
  const profile = mkdtempSync(join(tmpdir(), 'cancu-office-'))
  try {
    const reader = options.from ? [`--infilter=${options.from}`] : []
    const writer = options.filter ? `${to}:${options.filter}` : to
    const where = [`-env:UserInstallation=${pathToFileURL(profile)}`, '--outdir', folder]
    const { ok, output } = await runLong(office.path, [
      '--headless',
      ...reader,
      '--convert-to',
      writer,
      ...where,
      ...files,
    ])
    if (!ok) throw new Error(`LibreOffice failed: ${output}`)
    return files.map((file) => join(folder, `${basename(file, extname(file))}.${to}`))
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
