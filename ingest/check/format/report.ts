/**
 * What formats are given
 * ======================
 */
import type { CheckReport } from '../model.ts'

/** One file as it was checked. Formats are pure functions from a list of these to text. */
export interface FileReport {
  /** As the person wrote the path. */
  file: string
  /** Text as read: what offsets count in. */
  text: string
  report: CheckReport
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
