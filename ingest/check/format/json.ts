/**
 * JSON: one object a file, in the shape of `contract.md`, "check"
 * ===============================================================
 */
import type { FileReport } from './report.ts'

export function jsonOf({ file, report }: FileReport): object {
  const { asOf, asOfFrom, documentClass, findings, authorities, legalBasis } = report
  return { file, asOf, asOfFrom, documentClass, findings, authorities, legalBasis }
}
