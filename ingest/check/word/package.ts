/**
 * The zip around a Word file
 * ==========================
 *
 * Parts are kept packed as they came and written back bit by bit, in their order; only parts that were changed are
 * packed anew, in their place, and parts that were added stand at the end.
 */
import { crc32 } from 'node:zlib'
import { Zip, ZipDeflate, ZipPassThrough, type ZipInputFile } from 'fflate'
import type { Entry } from 'yauzl'
import { Unreadable } from '../../read/failures.ts'
import { READ_LIMITS } from '../../read/limits.ts'
import { eachEntry, listZip } from '../../read/zip.ts'

export interface Part {
  name: string
  /** Packed as it came. */
  packed: Buffer<ArrayBuffer>
  entry: Entry
}

export interface Package {
  parts: Part[]
  /** Text of a part; null where there is none of that name. */
  text(name: string): string | null
}

/** Opens a Word file within the limits of reading. Throws `Unreadable`. */
export async function openPackage(bytes: Uint8Array): Promise<Package> {
  if (bytes.length > READ_LIMITS.size) throw new Unreadable('read_limit', { limit: 'size' })
  await listZip(bytes, READ_LIMITS)
  const parts: Part[] = []
  const texts = new Map<string, string>()
  await eachEntry(bytes, READ_LIMITS.entries, async (entry, zip) => {
    const packed = await collect(await zip.openReadStreamPromise(entry, { decodeFileData: false }))
    parts.push({ name: entry.fileName, packed, entry })
    // Every part is unpacked once, and no further than it declares; a wrong sum means a damaged file.
    if (!/\.(xml|rels)$/i.test(entry.fileName)) return
    const data = await collect(await zip.openReadStreamPromise(entry))
    if (crc32(data) !== entry.crc32) throw new Unreadable('damaged_file', { detail: 'CRC' })
    texts.set(entry.fileName, decode(data))
  })
  return { parts, text: (name) => texts.get(name) ?? null }
}

async function collect(stream: AsyncIterable<unknown>): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** The byte order mark is kept: a part that is not changed elsewhere must not lose it. */
function decode(data: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data)
  } catch {
    throw new Unreadable('damaged_file', { detail: 'UTF-8' })
  }
}

/** The file again, with the texts of some parts changed and others added. `packed: false` stores them unpacked. */
export function writePackage(
  { parts }: Package,
  changed: ReadonlyMap<string, string>,
  { packed = true }: { packed?: boolean } = {},
): Uint8Array {
  const chunks: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    chunks.push(chunk)
  })
  const encoder = new TextEncoder()
  const write = (name: string, text: string, mtime: Date): void => {
    const file = packed ? new ZipDeflate(name) : new ZipPassThrough(name)
    file.mtime = mtime
    zip.add(file)
    file.push(encoder.encode(text), true)
  }
  for (const { name, packed: data, entry } of parts) {
    const text = changed.get(name)
    if (text === undefined) copy(zip, data, entry)
    else write(name, text, timeOf(entry))
  }
  const known = new Set(parts.map(({ name }) => name))
  for (const [name, text] of changed) if (!known.has(name)) write(name, text, FIRST_DAY)
  zip.end()
  return Buffer.concat(chunks)
}

/** Times of a zip begin here, and Word itself writes this one for all its parts. */
const FIRST_DAY = new Date(1980, 0, 1)

function timeOf(entry: Entry): Date {
  const time = entry.getLastModDate()
  return time.getFullYear() >= 1980 && time.getFullYear() < 2100 ? time : FIRST_DAY
}

function copy(zip: Zip, data: Buffer<ArrayBuffer>, entry: Entry): void {
  const file: ZipInputFile = {
    filename: entry.fileName,
    size: entry.uncompressedSize,
    crc: entry.crc32,
    compression: entry.compressionMethod,
    mtime: timeOf(entry),
    os: entry.versionMadeBy >> 8,
    attrs: entry.externalFileAttributes,
  }
  zip.add(file)
  file.ondata?.(null, data, true)
}
