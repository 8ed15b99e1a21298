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
}

export const identity = (text: string): MappedText => ({ text, starts: [0], origins: [0] })

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
  return mapped.origins[piece]! + (at - mapped.starts[piece]!)
}

/** Span in the source of a non-empty span: from its first character to just after its last. */
export function spanToSource(mapped: MappedText, start: number, end: number): Span {
  return { start: toSource(mapped, start), end: toSource(mapped, end - 1) + 1 }
}

/** Builds a mapped text from pieces of a source, in order. */
export class MappedBuilder {
  private parts: string[] = []
  private starts: number[] = []
  private origins: number[] = []
  private length = 0
  private readonly source: string

  constructor(source: string) {
    this.source = source
  }

  /** Copies source[start, end). */
  copy(start: number, end: number): void {
    if (end <= start) return
    this.put(this.source.slice(start, end), start)
  }

  /** Writes `text`, which stands for what is at `origin` in the source. */
  put(text: string, origin: number): void {
    this.starts.push(this.length)
    this.origins.push(origin)
    this.parts.push(text)
    this.length += text.length
  }

  finish(): MappedText {
    if (this.starts.length === 0) return { text: '', starts: [0], origins: [0] }
    return { text: this.parts.join(''), starts: this.starts, origins: this.origins }
  }
}

/** The map of `outer`, whose source is the text of `inner`, down to the source of `inner`. */
export function compose(inner: MappedText, outer: MappedText): MappedText {
  if (inner.starts.length === 1 && inner.origins[0] === 0) return outer
  const builder = { starts: [] as number[], origins: [] as number[] }
  for (let i = 0; i < outer.starts.length; i++) {
    const from = outer.starts[i]!
    const to = outer.starts[i + 1] ?? outer.text.length
    const base = outer.origins[i]!
    // A piece of `outer` may span several pieces of `inner`: cut it where they meet.
    let piece = pieceOf(inner, base)
    let at = from
    while (at < to || at === from) {
      const position = base + (at - from)
      builder.starts.push(at)
      builder.origins.push(inner.origins[piece]! + (position - inner.starts[piece]!))
      const next = inner.starts[piece + 1]
      if (next === undefined) break
      const boundary = from + (next - base)
      if (boundary >= to) break
      at = boundary
      piece++
    }
  }
  return { text: outer.text, starts: builder.starts, origins: builder.origins }
}
