/**
 * Ends of lines, looked for no further than they matter
 * =====================================================
 *
 * A document may be one line of 50 MB: whoever asks where a line starts or ends says how far it may look, or each
 * mention would read the whole text again.
 */

const NEWLINE = 10
const SEMICOLON = 59

/** Where the line that holds `at` starts, at least `floor`: the place after the last line end in [floor, at). */
export function lineStart(text: string, at: number, floor: number): number {
  for (let i = at - 1; i >= floor; i--) if (text.charCodeAt(i) === NEWLINE) return i + 1
  return Math.max(0, floor)
}

/** Where the line begins, for places asked in ascending order: each line is walked once, however long. */
export class LineStarts {
  private readonly text: string
  private start = 0
  private next: number

  constructor(text: string) {
    this.text = text
    this.next = text.indexOf('\n')
  }

  /** Start of the line that holds `at`, or that ends there. */
  at(at: number): number {
    while (this.next >= 0 && this.next < at) {
      this.start = this.next + 1
      this.next = this.text.indexOf('\n', this.start)
    }
    return this.start
  }
}

/** Where the line that holds `at` ends, at most `ceiling`. */
export function lineEnd(text: string, at: number, ceiling: number): number {
  const limit = Math.min(text.length, ceiling)
  for (let i = at; i < limit; i++) if (text.charCodeAt(i) === NEWLINE) return i
  return limit
}

/** Where the clause that holds `at` starts, at least `floor`: after a line end or a semicolon. */
export function clauseStart(text: string, at: number, floor: number): number {
  for (let i = at - 1; i >= floor; i--) {
    const code = text.charCodeAt(i)
    if (code === NEWLINE || code === SEMICOLON) return i + 1
  }
  return Math.max(0, floor)
}

/** Line and column of an offset, both from 1; columns in UTF-16 units. */
export function lineIndex(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
}
