/**
 * The files a command is given
 * ============================
 */
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
