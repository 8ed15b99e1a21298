/**
 * Terminal report: by file, one finding after the other
 * =====================================================
 *
 *   du-thao.docx  (Kế hoạch hành chính, tính đến 04/2026)
 *     25:9  lỗi  N4  Số “58-KL/TU” không khớp với “Ban Bí thư” ghi ngay sau …
 *                    │ … Kết luận số 58-KL/TU ngày 23/6/2023 của Ban Bí thư …
 *                    vì sao: …
 *                    dẫn chứng: …
 *                    sửa: 58-KL/TU → 58-KL/TW
 *
 * Words of documents are made harmless before they are shown: control characters never reach a terminal.
 */
import type { Lang } from '../../errors.ts'
import { shown } from '../dates.ts'
import type { DraftClass, Evidence, Finding, Severity, Verdict } from '../model.ts'
import { CHECK_WORDS } from '../words.ts'
import { lineIndex } from '../../lines.ts'
import type { FileReport } from './report.ts'

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'blue'

export interface PrettyOptions {
  lang: Lang
  /** Colours, or nothing. */
  paint(style: Style, text: string): string
  /** Columns of the terminal. */
  width: number
}

const WORDS = {
  vi: {
    ...CHECK_WORDS.vi,
    asOf: (day: string, today: boolean) => `tính đến ${day}${today ? ', dự thảo không ghi ngày' : ''}`,
    why: 'vì sao',
    evidence: 'dẫn chứng',
    fix: 'sửa',
    here: 'trong dự thảo',
    clean: 'Không có gì phải lưu ý.',
    verdict: { match: 'khớp', mismatch: 'không khớp', unknown: 'chưa đối chiếu được' },
    authorities: (n: number) => `${n} văn bản được viện dẫn`,
    total: (e: number, w: number, i: number, files: number) =>
      `${e} lỗi, ${w} cảnh báo, ${i} lưu ý trong ${files} tệp.`,
  },
  en: {
    ...CHECK_WORDS.en,
    asOf: (day: string, today: boolean) => `as of ${day}${today ? ', the draft gives no day' : ''}`,
    why: 'why',
    evidence: 'evidence',
    fix: 'fix',
    here: 'in the draft',
    clean: 'Nothing to report.',
    verdict: { match: 'match', mismatch: 'mismatch', unknown: 'could not be compared' },
    authorities: (n: number) => `${n} instruments cited`,
    total: (e: number, w: number, i: number, files: number) => `${e} errors, ${w} warnings, ${i} notes in ${files} files.`, // prettier-ignore
  },
} satisfies Record<
  Lang,
  {
    severity: Record<Severity, string>
    class: Record<DraftClass, string>
    verdict: Record<Verdict, string>
    [key: string]: unknown
  }
>

const COLOURS: Record<Severity, Style> = { error: 'red', warning: 'yellow', info: 'blue' }

/** One line, without control characters. */
// oxlint-disable-next-line no-control-regex
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '') // prettier-ignore

export function prettyFile({ file, text, report }: FileReport, options: PrettyOptions): string {
  const { lang, paint } = options
  const words = WORDS[lang]
  const at = lineIndex(text)
  const about = [words.class[report.documentClass], words.asOf(shown(report.asOf), report.asOfFrom === 'today')]
  const lines = [`${paint('bold', plain(file))}  ${paint('dim', `(${about.join(', ')})`)}`]
  for (const finding of report.findings) {
    const { line, column } = at(finding.start)
    lines.push(...findingLines(finding, text, `${line}:${column}`, options))
  }
  if (report.findings.length === 0) lines.push(`  ${words.clean}`)
  const verdicts = (['match', 'mismatch', 'unknown'] as const).flatMap((verdict) => {
    const count = report.authorities.filter((each) => each.verdict === verdict).length
    return count > 0 ? [`${count} ${words.verdict[verdict]}`] : []
  })
  if (report.authorities.length > 0)
    lines.push(paint('dim', `  ${words.authorities(report.authorities.length)}: ${verdicts.join(', ')}`))
  return `${lines.join('\n')}\n`
}

function findingLines(finding: Finding, text: string, place: string, { lang, paint, width }: PrettyOptions): string[] {
  const words = WORDS[lang]
  const { severity, rule, message, why, evidence, fixes, start, end } = finding
  const indent = ' '.repeat(10)
  const body = (lead: string, said: string): string[] => wrap(`${lead}${plain(said)}`, width - indent.length).map((each) => paint('dim', indent + each)) // prettier-ignore
  const head = wrap(plain(message), Math.max(30, width - indent.length))
  return [
    `  ${place.padEnd(7)} ${paint(COLOURS[severity], words.severity[severity])}  ${paint('bold', rule)}`,
    ...head.map((line) => indent + line),
    ...(end > start ? [`${indent}${paint('dim', '│ ')}${excerpt(text, start, end, paint)}`] : []),
    ...body(`${words.why}: `, why),
    ...evidence.slice(0, MOST_EVIDENCE).flatMap((each) => body(`${words.evidence}: `, evidenceWords(each, words.here))),
    ...fixes.flatMap(
      (fix) =>
      body(`${words.fix}: `, `${fix.title}${fix.end > fix.start ? ` (${text.slice(fix.start, fix.end)} → ${fix.text})` : ''}`), // prettier-ignore
    ),
  ]
}

const MOST_EVIDENCE = 3
const evidenceWords = ({ label, quote }: Evidence, here: string): string => `${label ?? here}: “${clip(plain(quote), 160)}”` // prettier-ignore
const clip = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`)

/** The marked words with a little of what stands around them. */
function excerpt(text: string, start: number, end: number, paint: PrettyOptions['paint']): string {
  const before = plain(text.slice(Math.max(0, start - 40), start)).replace(/^\S* /, start > 40 ? '… ' : '$&')
  const after = plain(text.slice(end, end + 40)).replace(/ \S*$/, end + 40 < text.length ? ' …' : '$&')
  return `${paint('dim', before)}${paint('bold', clip(plain(text.slice(start, end)), 120))}${paint('dim', after)}`
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** The last line: how many of each. */
export function prettyTotal(reports: FileReport[], lang: Lang): string {
  const count = (severity: Severity): number =>
    reports.flatMap(({ report }) => report.findings).filter((each) => each.severity === severity).length
  return WORDS[lang].total(count('error'), count('warning'), count('info'), reports.length)
}
