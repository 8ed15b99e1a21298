/**
 * Which files there are
 * =====================
 *
 * Files and folders, the folders all the way down, in one fixed order whatever the file system says. A file that is
 * named is taken as it is; in folders hidden entries and foreign extensions are passed over.
 */
import { readdir, realpath, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { CancuError } from '../errors.ts'
import { noSuchFile, readFailure } from './failures.ts'

/** Extensions looked at in folders; what the file really is, its bytes tell. */
export const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set(
  '.txt .md .docx .doc .pdf .png .jpg .jpeg .tif .tiff .bmp .webp'.split(' '),
)

export interface FoundFile {
  /** As the given path leads to it. */
  path: string
  size: number
  /** Whole milliseconds since the epoch. */
  mtime: number
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
    if (!info.isDirectory() && !(info.isFile() && (named || KNOWN_EXTENSIONS.has(extname(path).toLowerCase())))) return
    // The real path makes links back up, and paths given twice, come to an end.
    const real = await realpath(path)
    if (seen.has(real)) return
    seen.add(real)
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
