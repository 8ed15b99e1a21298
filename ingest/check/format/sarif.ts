/**
 * SARIF 2.1.0 (OASIS): for code scanning and editors
 * ==================================================
 *
 * Columns count UTF-16 code units, as all offsets here do. Fixes are replacements by offset and length.
 */
import type { Lang } from '../../errors.ts'
import type { Finding, Rule, Severity } from '../model.ts'
import { lineIndex } from '../../lines.ts'
import type { FileReport } from './report.ts'

const LEVELS: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' }

export interface SarifOptions {
  lang: Lang
  version: string
  rules: readonly Rule[]
}

export function sarifOf(reports: FileReport[], { lang, version, rules }: SarifOptions): object {
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cancu',
            version,
            language: lang,
            rules: rules.map(({ id, name, severity, words, basis }) => ({
              id,
              shortDescription: { text: name[lang] },
              fullDescription: { text: Object.values(words)[0]!.why[lang] },
              help: { text: basis.map(({ text }) => text).join('\n') },
              defaultConfiguration: { level: LEVELS[severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        artifacts: reports.map(({ file }) => ({ location: { uri: uriOf(file) } })),
        results: reports.flatMap((each, index) => each.report.findings.map((finding) => resultOf(finding, each, index, rules))), // prettier-ignore
      },
    ],
  }
}

/** A relative reference: every part of the path is escaped. */
const uriOf = (file: string): string => file.split(/[\\/]/).map(encodeURIComponent).join('/') // prettier-ignore

function resultOf(finding: Finding, { file, text }: FileReport, index: number, rules: readonly Rule[]): object {
  const artifactLocation = { uri: uriOf(file), index }
  const at = lineIndex(text)
  const region = ({ start, end }: { start: number; end: number }): object => {
    const [from, to] = [at(start), at(end)]
    return {
      startLine: from.line,
      startColumn: from.column,
      endLine: to.line,
      endColumn: to.column,
      charOffset: start,
      charLength: end - start,
    }
  }
  const here = finding.evidence.filter(({ source }) => source === 'this')
  return {
    ruleId: finding.rule,
    ruleIndex: rules.findIndex(({ id }) => id === finding.rule),
    level: LEVELS[finding.severity],
    message: { text: `${finding.message} ${finding.why}` },
    locations: [{ physicalLocation: { artifactLocation, region: region(finding) } }],
    ...(here.length === 0
      ? {}
      : {
          relatedLocations: here.map((each, id) => ({
            id,
            physicalLocation: { artifactLocation, region: region(each) },
            message: { text: each.quote },
          })),
        }),
    ...(finding.fixes.length === 0
      ? {}
      : {
          fixes: finding.fixes.map((fix) => ({
            description: { text: fix.title },
            artifactChanges: [
              {
                artifactLocation,
                replacements: [{ deletedRegion: region(fix), insertedContent: { text: fix.text } }],
              },
            ],
          })),
        }),
  }
}
