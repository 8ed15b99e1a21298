/**
 * Files inside .zip archives
 * ==========================
 *
 * An archive is a folder: its entries are listed from the central directory, archives in it too, and each is unpacked
 * into memory when its turn comes, never onto the disk, so that a name like "../x" leads nowhere. What an archive may
 * unpack to is looked at before anything is.
 */
import { extname } from 'node:path'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { Unreadable } from './failures.ts'
import type { ReadLimits } from './limits.ts'

/** Where a file stands in an archive on disk: one entry, or one for each archive on the way to it. */
export interface Within {
  archive: string
  entries: Entry[]
}

export interface Member {
  /** With slashes, as the archive has it: "Kế hoạch/2026/a.docx"; of a nested archive "b.zip/a.docx". */
  name: string
  size: number
  within: Within
}

export interface ArchiveLimits {
  /** Entries, those of nested archives among them. */
  entries: number
  /** Bytes that all of them may unpack to. */
  unpacked: number
  /** Archives in archives. */
  depth: number
}

export const ARCHIVE_LIMITS: ArchiveLimits = { entries: 20_000, unpacked: 4_000_000_000, depth: 3 }

export const isArchive = (name: string): boolean => extname(name).toLowerCase() === '.zip'

const WINDOWS = new TextDecoder('windows-1258')
const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Names are UTF-8, said or unsaid, or else in the code page of a Vietnamese Windows. */
function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw
  let name: string
  try {
    name = UTF8.decode(raw)
  } catch {
    name = WINDOWS.decode(raw).normalize('NFC')
  }
  // Control characters would break a message apart; Windows programs write the other slash.
  // eslint-disable-next-line no-control-regex -- they are what is taken out
  return name.replace(/[\x00-\x1f\x7f]/g, ' ').replaceAll('\\', '/')
}

/** Hidden entries, and what a Mac adds beside each file. */
const isHidden = (name: string): boolean => name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX' || part.startsWith('~$')) // prettier-ignore

/** A name that leads out of the archive says that somebody made it to. */
const leadsOut = (name: string): boolean => /^([/]|[a-z]:)|(^|\/)\.\.(\/|$)/i.test(name)

/** An entry, or a nested archive, that could not be looked at. */
export type MemberProblem = (name: string, error: Unreadable) => void

/** Lists the files of an archive and of the archives in it, in order of their names. */
export async function listArchive(
  archive: string,
  limits: ReadLimits & { archive?: ArchiveLimits },
  problem: MemberProblem,
): Promise<Member[]> {
  const left = { ...(limits.archive ?? ARCHIVE_LIMITS) }
  const visit = async (zip: ZipFile, prefix: string, above: Entry[]): Promise<Member[]> => {
    const members: Member[] = []
    const nested: { name: string; entry: Entry }[] = []
    if (zip.entryCount > left.entries) throw new Unreadable('read_limit', { limit: 'entries' })
    left.entries -= zip.entryCount
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry)
      if (name.endsWith('/') || isHidden(name.replace(/^(\.\.?\/)+/, ''))) continue
      if (leadsOut(name)) {
        problem(prefix + name, new Unreadable('damaged_file', { detail: 'path' }))
        continue
      }
      left.unpacked -= entry.uncompressedSize
      if (left.unpacked < 0) throw new Unreadable('read_limit', { limit: 'unpacked' })
      if (entry.uncompressedSize > limits.ratioFrom && entry.uncompressedSize > entry.compressedSize * limits.ratio) {
        problem(prefix + name, new Unreadable('read_limit', { limit: 'ratio' }))
        continue
      }
      if (isArchive(name)) nested.push({ name, entry })
      else members.push({ name: prefix + name, size: entry.uncompressedSize, within: { archive, entries: [...above, entry] } }) // prettier-ignore
    }
    for (const { name, entry } of nested) {
      try {
        if (above.length + 1 >= left.depth) throw new Unreadable('read_limit', { limit: 'depth' })
        const bytes = await unpack(zip, entry, limits)
        members.push(...(await visit(await open(bytes), `${prefix}${name}/`, [...above, entry])))
      } catch (error) {
        problem(prefix + name, asUnreadable(error))
      }
    }
    return members.sort((a, b) => (a.name < b.name ? -1 : 1))
  }
  const zip = await open(archive)
  try {
    return await visit(zip, '', [])
  } catch (error) {
    throw asUnreadable(error)
  } finally {
    zip.close()
  }
}

/** The bytes of one file in an archive. */
export async function readMember({ archive, entries }: Within, limits: ReadLimits): Promise<Uint8Array> {
  const zip = await open(archive)
  try {
    let from = zip
    for (const entry of entries.slice(0, -1)) from = await open(await unpackOnce(archive, from, entry, limits))
    return await unpack(from, entries.at(-1)!, limits)
  } catch (error) {
    throw asUnreadable(error)
  } finally {
    zip.close()
  }
}

/** The nested archive read last: its files come one after the other. */
let last: { key: string; bytes: Buffer } | null = null

async function unpackOnce(archive: string, zip: ZipFile, entry: Entry, limits: ReadLimits): Promise<Buffer> {
  const key = `${archive}\n${entry.fileNameRaw.toString('hex')}\n${entry.relativeOffsetOfLocalHeader}`
  if (last?.key !== key) last = { key, bytes: await unpack(zip, entry, limits) }
  return last.bytes
}

async function open(source: string | Buffer): Promise<ZipFile> {
  // Names are decoded here; yauzl would refuse the whole archive for one that leads out of it.
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false } as const
  try {
    return typeof source === 'string'
      ? await yauzl.openPromise(source, options)
      : await yauzl.fromBufferPromise(source, options)
  } catch (error) {
    throw asUnreadable(error)
  }
}

/** yauzl stops where an entry turns out longer than it said. */
async function unpack(zip: ZipFile, entry: Entry, limits: ReadLimits): Promise<Buffer> {
  if (entry.isEncrypted()) throw new Unreadable('encrypted_file')
  if (entry.uncompressedSize > limits.size) throw new Unreadable('read_limit', { limit: 'size' })
  const parts: Buffer[] = []
  for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function asUnreadable(error: unknown): Unreadable {
  if (error instanceof Unreadable) return error
  const { code, message } = error as NodeJS.ErrnoException
  return code === 'EACCES' || code === 'EPERM'
    ? new Unreadable('unreadable_file', { detail: code })
    : new Unreadable('damaged_file', { detail: message })
}
