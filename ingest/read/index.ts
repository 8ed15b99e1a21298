/**
 * 1 read: a file becomes text
 * ===========================
 *
 * The format is recognised by the bytes, never by the name: a program called plan.pdf is refused, a Word file called
 * plan.doc is read. All but plain text is opened in a child process (`pool.ts`); plain text is decoded here.
 */
import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { SourceText } from '../record.ts'
import { noSuchFile, readFailure, Unreadable } from './failures.ts'
import { READ_LIMITS, type ReadLimits } from './limits.ts'
import { readInChild } from './pool.ts'
import { recognise } from './recognise.ts'
import { decodeText } from './text.ts'

export { closeReaders } from './pool.ts'
export { READ_LIMITS, type ReadLimits } from './limits.ts'
export { bytesOf, type FileProblem, type FoundFile, listFiles } from './files.ts'

export interface ReadOptions {
  /** What messages call the file, and whether plain text is Markdown. Default: the path's last part. */
  name?: string
  limits?: Partial<ReadLimits>
}

/** Reads a file, by its path or its bytes, or fails with a `CancuError` that says why. */
export async function readSource(file: string | Uint8Array, options: ReadOptions = {}): Promise<SourceText> {
  const name = options.name ?? (typeof file === 'string' ? basename(file) : 'văn bản')
  const limits = { ...READ_LIMITS, ...options.limits }
  try {
    const bytes = typeof file === 'string' ? await readBytes(file, limits) : file
    if (bytes.length > limits.size) throw new Unreadable('read_limit', { limit: 'size' })
    const source = await readBytesAs(bytes, name, limits)
    if (source.text.trim() === '') throw new Unreadable('empty_document')
    return source
  } catch (error) {
    if (error instanceof Unreadable) throw readFailure(error.code, name, error.details, error)
    throw error
  }
}

async function readBytesAs(bytes: Uint8Array, name: string, limits: ReadLimits): Promise<SourceText> {
  const format = await recognise(bytes, limits)
  if (format !== 'text') return readInChild(format, bytes, limits)
  const markdown = ['.md', '.markdown'].includes(extname(name).toLowerCase())
  return { format: markdown ? 'md' : 'txt', text: decodeText(bytes), pages: [] }
}

/** The size is asked for first: a file of many gigabytes is refused without being loaded. */
async function readBytes(path: string, limits: ReadLimits): Promise<Uint8Array> {
  try {
    const { size } = await stat(path)
    if (size > limits.size) throw new Unreadable('read_limit', { limit: 'size' })
    return await readFile(path)
  } catch (error) {
    if (error instanceof Unreadable) throw error
    const code = (error as NodeJS.ErrnoException).code ?? 'EIO'
    if (code === 'ENOENT') throw noSuchFile(path)
    throw new Unreadable('unreadable_file', { detail: code })
  }
}
