/**
 * Which files there are
 * =====================
 *
 * Files and folders, the folders all the way down, in one fixed order whatever the file system says. A .zip is a folder
 * too. A file that is named is taken as it is; in folders hidden entries and foreign extensions are passed over.
 */
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import type { CancuError } from '../errors.ts'
import { isArchive, listArchive, readMember, type Within } from './archive.ts'
import { noSuchFile, readFailure, Unreadable } from './failures.ts'
import { READ_LIMITS } from './limits.ts'

/** Extensions looked at in folders; what the file really is, its bytes tell. */
export const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set(
  '.txt .md .docx .doc .odt .pdf .html .htm .png .jpg .jpeg .tif .tiff .bmp .webp'.split(' '),
)

export interface FoundFile {
  /** As the given path leads to it; of a file in an archive "archive.zip/folder/a.docx". */
  path: string
  size: number
  /** Whole milliseconds since the epoch. */
  mtime: number
  /** Where it stands in an archive. */
  within?: Within
}

/** The bytes of a file, on disk or in an archive; one that is too large is refused without being loaded. */
export async function bytesOf({ path, size, within }: FoundFile): Promise<Uint8Array> {
  try {
    if (size > READ_LIMITS.size) throw new Unreadable('read_limit', { limit: 'size' })
    return within ? await readMember(within, READ_LIMITS) : await readFile(path)
  } catch (error) {
    if (error instanceof Unreadable) throw readFailure(error.code, basename(path), error.details, error)
    const { code = 'EIO' } = error as NodeJS.ErrnoException
    throw readFailure('unreadable_file', basename(path), { detail: code }, error)
  }
}

/** A folder or file that could not be looked at; the others are listed all the same. */
export type FileProblem = (path: string, error: CancuError) => void

/**
 * Lists the files under the given paths, each once. A path that does not exist is an error before anything is listed.
 * Without `problem`, an unreadable folder is an error too.
 */
export async function* listFiles(
  paths: readonly string[],
  problem: FileProblem = (_path, error) => {
    throw error
  },
): AsyncGenerator<FoundFile> {
  await Promise.all(paths.map((path) => mustExist(path)))
  const seen = new Set<string>()
  for (const path of paths) yield* visit(path, true, seen, problem)
}

async function mustExist(path: string): Promise<void> {
  try {
    await stat(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') throw noSuchFile(path)
  }
}

async function* visit(
  path: string,
  named: boolean,
  seen: Set<string>,
  problem: FileProblem,
): AsyncGenerator<FoundFile> {
  let names: string[]
  try {
    const info = await stat(path)
    if (!info.isDirectory() && !(info.isFile() && (named || isKnown(path) || isArchive(path)))) return
    // The real path makes links back up, and paths given twice, come to an end.
    const real = await realpath(path)
    if (seen.has(real)) return
    seen.add(real)
    if (info.isFile() && isArchive(path)) {
      yield* members(path, Math.floor(info.mtimeMs), problem)
      return
    }
    if (info.isFile()) {
      yield { path, size: info.size, mtime: Math.floor(info.mtimeMs) }
      return
    }
    names = await readdir(path)
  } catch (error) {
    const { code = 'EIO' } = error as NodeJS.ErrnoException
    // A link that leads nowhere, inside a folder, is no file.
    if (code === 'ENOENT' && !named) return
    problem(path, readFailure('unreadable_file', path, { detail: code }, error))
    return
  }
  for (const name of names.sort()) {
    // "~$plan.docx" is the lock Word leaves beside an open file.
    if (!name.startsWith('.') && !name.startsWith('~$')) yield* visit(join(path, name), false, seen, problem)
  }
}

const isKnown = (name: string): boolean => KNOWN_EXTENSIONS.has(extname(name).toLowerCase())

/** The files of an archive, as old as the archive: one that is packed anew is read anew. */
async function* members(archive: string, mtime: number, problem: FileProblem): AsyncGenerator<FoundFile> {
  const report = (at: string, { code, details }: Unreadable): void => problem(at, readFailure(code, basename(at), details)) // prettier-ignore
  try {
    const found = await listArchive(archive, READ_LIMITS, (name, error) => report(`${archive}/${name}`, error))
    // A Word file or an OpenDocument text that was renamed is one document.
    const names = new Set(found.map(({ name }) => name))
    if (names.has('word/document.xml') || (names.has('content.xml') && names.has('mimetype'))) {
      const { size } = await stat(archive)
      yield { path: archive, size, mtime }
      return
    }
    for (const { name, size, within } of found)
      if (isKnown(name)) yield { path: join(archive, name), size, mtime, within }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    report(archive, error)
  }
}
