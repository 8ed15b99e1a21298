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
