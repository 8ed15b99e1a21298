/**
 * Mapped text: a rewritten text that knows where each piece came from
 * ===================================================================
 *
 * Normalising and laying out never lose a position: they copy pieces of the text as read, and remember them.
 * Within a piece offsets run in step, so a lookup is one binary search and no character is ever searched for again.
 *
 *   source   Quyết định số 12/QĐ-␤UBND ngày        pieces: [0,0,19] [19,20,…]
 *   mapped   Quyết định số 12/QĐ-UBND ngày
 */
import type { Span } from './record.ts'

export interface MappedText {
  text: string
  /** Start of each piece in `text`, ascending. */
  starts: number[]
  /** Where that piece starts in the source. */
  origins: number[]
  /** How long the piece is in the source, where it was rewritten; 0 for a piece that was copied. */
  widths: number[]
}

export const identity = (text: string): MappedText => ({ text, starts: [0], origins: [0], widths: [0] })

/** Index of the piece that holds `at`. */
function pieceOf(mapped: MappedText, at: number): number {
  const { starts } = mapped
  if (starts.length === 1) return 0
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= at) low = middle
    else high = middle - 1
  }
  return low
}

/** Offset in the source of the character at `at`. */
export function toSource(mapped: MappedText, at: number): number {
  const piece = pieceOf(mapped, at)
  return mapped.origins[piece]! + (mapped.widths[piece]! > 0 ? 0 : at - mapped.starts[piece]!)
}

/** Offset in the source just after the character at `at`. */
function afterInSource(mapped: MappedText, at: number): number {
  const piece = pieceOf(mapped, at)
  const width = mapped.widths[piece]!
  return mapped.origins[piece]! + (width > 0 ? width : at - mapped.starts[piece]! + 1)
}

/** Span in the source of a non-empty span: from its first character to just after its last, with all its marks. */
export function spanToSource(mapped: MappedText, start: number, end: number): Span {
  return { start: toSource(mapped, start), end: afterInSource(mapped, end - 1) }
}

/** Builds a mapped text from pieces of a source, in order. */
export class MappedBuilder {
  private parts: string[] = []
  private starts: number[] = []
  private origins: number[] = []
  private widths: number[] = []
  private length = 0
  /** Copied but not yet cut out of the source: [from, to). */
  private from = 0
  private to = 0
  private readonly source: string

  constructor(source: string) {
    this.source = source
  }

  /** Copies source[start, end). */
  copy(start: number, end: number): void {
    if (end <= start) return
    this.piece(start, 0)
    if (start !== this.to) {
      this.flush()
      this.from = start
    }
    this.to = end
    this.length += end - start
  }

  /** Writes `text` in place of source[start, end). One character for one stays in step: no piece of its own. */
  put(text: string, start: number, end: number): void {
    if (end - start === 1 && text.length === 1) {
      if (this.source.startsWith(text, start)) return this.copy(start, end)
      this.piece(start, 0)
    } else this.piece(start, Math.max(1, end - start))
    this.flush()
    this.parts.push(text)
    this.length += text.length
  }

  /** Starts a piece here, unless the one before goes on in step. */
  private piece(origin: number, width: number): void {
    const last = this.starts.length - 1
    if (
      width === 0 &&
      last >= 0 &&
      this.widths[last] === 0 &&
      origin - this.origins[last]! === this.length - this.starts[last]!
    )
      return
    this.starts.push(this.length)
    this.origins.push(origin)
    this.widths.push(width)
  }

  private flush(): void {
    if (this.to > this.from) this.parts.push(this.source.slice(this.from, this.to))
    this.from = this.to = 0
  }

  finish(): MappedText {
    if (this.starts.length === 0) return identity('')
    this.flush()
    return { text: this.parts.join(''), starts: this.starts, origins: this.origins, widths: this.widths }
  }
}

/** The map of `outer`, whose source is the text of `inner`, down to the source of `inner`. */
export function compose(inner: MappedText, outer: MappedText): MappedText {
  if (inner.starts.length === 1 && inner.origins[0] === 0 && inner.widths[0] === 0) return outer
  const starts: number[] = []
  const origins: number[] = []
  const widths: number[] = []
  for (let i = 0; i < outer.starts.length; i++) {
    const from = outer.starts[i]!
    const to = outer.starts[i + 1] ?? outer.text.length
    const base = outer.origins[i]!
    if (outer.widths[i]! > 0) {
      starts.push(from)
      origins.push(toSource(inner, base))
      widths.push(Math.max(1, afterInSource(inner, base + outer.widths[i]! - 1) - toSource(inner, base)))
      continue
    }
    // A copied piece may lie over several pieces of `inner`: it is cut where they meet.
    let piece = pieceOf(inner, base)
    for (let at = from; at < to; piece++) {
      const position = base + (at - from)
      const width = inner.widths[piece]!
      starts.push(at)
      origins.push(inner.origins[piece]! + (width > 0 ? 0 : position - inner.starts[piece]!))
      widths.push(width)
      const next = inner.starts[piece + 1]
      if (next === undefined) break
      at = from + (next - base)
    }
  }
  return { text: outer.text, starts, origins, widths }
}
