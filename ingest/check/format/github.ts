/**
 * GitHub annotations: one workflow command a finding
 * ==================================================
 *
 *   ::error file=du-thao.md,line=25,col=9,endLine=25,endColumn=17,title=N4::Số “58-KL/TU” …
 *
 * Properties and message are escaped as the runner unescapes them, so that no text of a draft is a command.
 */
import type { Severity } from '../model.ts'
import { lineIndex } from '../../lines.ts'
import type { FileReport } from './report.ts'

const LEVELS: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' }

const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C')

export function githubOf({ file, text, report }: FileReport): string {
  const at = lineIndex(text)
  return report.findings
    .map(({ rule, severity, message, why, start, end }) => {
      const [from, to] = [at(start), at(end)]
      const place = { file, line: from.line, col: from.column, endLine: to.line, endColumn: to.column, title: rule }
      const properties = Object.entries(place).map(([name, value]) => `${name}=${property(String(value))}`)
      return `::${LEVELS[severity]} ${properties.join(',')}::${data(`${message} ${why}`)}\n`
    })
    .join('')
}
