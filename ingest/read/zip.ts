/**
 * What a zip file says it holds
 * =============================
 *
 * Only the central directory is read: names and sizes, nothing is unpacked. A file that would unpack to too much is
 * refused here; a file that lies about its sizes is caught by `verifyEntries`, which unpacks no more than declared.
 */
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { Unreadable } from './failures.ts'
import type { ReadLimits } from './limits.ts'

export interface ZipListing {
  names: Set<string>
  unpacked: number
}

/** Lists a zip, within the limits. */
export async function listZip(bytes: Uint8Array, limits: ReadLimits): Promise<ZipListing> {
  const names = new Set<string>()
  let unpacked = 0
  await eachEntry(bytes, limits.entries, async (entry) => {
    names.add(entry.fileName)
    unpacked += entry.uncompressedSize
    if (entry.isEncrypted()) throw new Unreadable('encrypted_file')
  })
  if (unpacked > limits.unpacked) throw new Unreadable('read_limit', { limit: 'unpacked' })
  // A small file may compress well by nature; a large one that does is made to.
  if (unpacked > limits.ratioFrom && unpacked / bytes.length > limits.ratio) {
    throw new Unreadable('read_limit', { limit: 'ratio' })
  }
  return { names, unpacked }
}

/**
 * Unpacks every entry once and drops it: yauzl stops at the declared size, so a lying size fails here in a few
 * kilobytes and not in the reader, which would unpack it whole. `look` sees the XML parts piece by piece.
 */
export async function verifyEntries(bytes: Uint8Array, look: (name: string, part: Buffer) => void): Promise<void> {
  await eachEntry(bytes, Number.POSITIVE_INFINITY, async (entry, zip) => {
    if (entry.fileName.endsWith('/')) return
    const xml = /\.(xml|rels)$/i.test(entry.fileName)
    const stream = await zip.openReadStreamPromise(entry)
    for await (const part of stream) if (xml) look(entry.fileName, part as Buffer)
  })
}

/** No office program writes a document type; one that is there declares entities, to expand or to fetch. */
export function refuseDoctype(_name: string, part: Buffer): void {
  if (part.includes('<!DOCTYPE') || part.includes('<!ENTITY')) throw new Unreadable('damaged_file', { detail: 'DTD' })
}

/** Visits the entries one after the other. The count stands at the end of the file; yauzl reads no more than it says. */
export async function eachEntry(
  bytes: Uint8Array,
  most: number,
  visit: (entry: Entry, zip: ZipFile) => Promise<void>,
): Promise<void> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const zip = await yauzl.fromBufferPromise(buffer, { lazyEntries: true })
    if (zip.entryCount > most) throw new Unreadable('read_limit', { limit: 'entries' })
    for await (const entry of zip.eachEntry()) await visit(entry, zip)
  } catch (error) {
    if (error instanceof Unreadable) throw error
    throw new Unreadable('damaged_file', { detail: error instanceof Error ? error.message : String(error) })
  }
}
