/**
 * Limits of safe reading
 * ======================
 *
 * A plan has tens of pages; a file beyond these numbers is a mistake or an attack, and stops nothing but itself.
 */
export interface ReadLimits {
  /** Bytes of the file itself. */
  size: number
  /** Milliseconds one file may take in the reading process. */
  time: number
  /** Megabytes of JavaScript heap of the reading process. */
  heap: number
  /** Megabytes of resident memory of the reading process, where the system tells it. */
  resident: number
  /** Pages of a PDF. */
  pages: number
  /** Pages that are read as pictures, which takes seconds each. */
  ocrPages: number
  /** Milliseconds that one such page may take. */
  ocrTime: number
  /** Bytes a zip may unpack to, over all entries. */
  unpacked: number
  /** Unpacked bytes to packed bytes, looked at only above `ratioFrom` unpacked bytes. */
  ratio: number
  ratioFrom: number
  /** Entries of a zip. */
  entries: number
}

const MB = 1_000_000

export const READ_LIMITS: ReadLimits = {
  size: 200 * MB,
  time: 30_000,
  heap: 512,
  resident: 1_024,
  pages: 5_000,
  ocrPages: 300,
  ocrTime: 120_000,
  unpacked: 100 * MB,
  ratio: 100,
  ratioFrom: 10 * MB,
  entries: 2_000,
}
