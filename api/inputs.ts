/**
 * The files a command is given
 * ============================
 */
import { createHash } from 'node:crypto'
import path from 'node:path'
import { CancuError, type Lang } from '../ingest/errors.ts'
import { text } from './text.ts'
import { listFiles, type FoundFile } from '../ingest/read/index.ts'

export interface Failure {
  file: string
  code: string
  message: string
}

/** Paths as the person wrote them: relative where all were given so. */
export function shownPaths(paths: string[], cwd: string): (file: string) => string {
  const absolute = paths.some((each) => path.isAbsolute(each))
  return (file) => (absolute ? file : path.relative(cwd, file) || file)
}

/** What went wrong with one file, as `failures` and `extract` report it. */
export function failureOf(error: unknown, lang: Lang): { code: string; message: string } {
  if (error instanceof CancuError) return { code: error.code, message: error.words[lang] }
  // A fault of our own in one file must not keep the others out; it is named for what it is.
  return { code: 'internal', message: text(lang).bug(error instanceof Error ? error.message : String(error)) }
}

/** All files under the paths, with those that could not be looked at. A path that does not exist is an error. */
export async function filesUnder(
  paths: string[],
  options: { cwd: string; lang: Lang },
): Promise<{ files: FoundFile[]; failures: Failure[] }> {
  const show = shownPaths(paths, options.cwd)
  const failures: Failure[] = []
  const files: FoundFile[] = []
  const absolute = paths.map((each) => path.resolve(options.cwd, each))
  for await (const file of listFiles(absolute, (at, error) => {
    failures.push({ file: show(at), ...failureOf(error, options.lang) })
  })) {
    files.push(file)
  }
  return { files, failures }
}

/** One part of a folder that several processes share: the third of sixteen. */
export interface Shard {
  /** From 1. */
  part: number
  of: number
}

/**
 * Which files are in a part. By their path relative to the folder given, so that the parts are the same wherever the
 * folder is mounted, each file is in just one of them, and a file stays in its part when others come or go.
 */
export function inShard(paths: string[], cwd: string, { part, of }: Shard): (file: string) => boolean {
  const roots = paths.map((each) => path.resolve(cwd, each))
  return (file) => {
    const root = roots.find((each) => file.startsWith(each.endsWith(path.sep) ? each : each + path.sep))
    const relative = root === undefined ? path.basename(file) : path.relative(root, file)
    // Some systems hand out names in another normal form, and other separators.
    const name = relative.split(path.sep).join('/').normalize('NFC')
    return createHash('sha256').update(name).digest().readUInt32BE(0) % of === part - 1
  }
}
