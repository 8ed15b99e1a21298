/**
 * Check a draft
 * =============
 *
 *   record ─ class ─ as-of day ─ known ─ rules ─ fill words ─ ignore ─ once each ─ in order ─ report
 *
 * Rules only say where they strike; what follows is done once for all of them here. Pure: the draft goes in, the report
 * comes out, nothing is stored, logged or sent.
 */
import type { Lang, Words } from '../errors.ts'
import { flowOf, ingest } from '../index.ts'
import { spanToSource } from '../mapped.ts'
import { placedInFile, plainOf } from '../reading.ts'
import type { Citation, DocumentRecord, PartialDate, SourceText, Span } from '../record.ts'
import { authoritiesOf, legalBasisOf } from './authorities.ts'
import { classOf } from './class.ts'
import { isBefore, isFrom } from './dates.ts'
import type { Known, Knowledge } from './known.ts'
import type { CheckOptions, CheckReport, Context, DraftClass, Edit, Finding, Found, Rule, RuleWords, Severity } from './model.ts' // prettier-ignore
import { RULES } from './rules.ts'

export type * from './model.ts'
export type { Known, Knowledge } from './known.ts'

/** Reads and checks one draft. `sha`: hash of its bytes, by which its own copy in a store is told. */
export async function checkText(
  source: SourceText,
  known: Known,
  options: CheckOptions & { sha?: string },
): Promise<CheckReport> {
  if (source.reading) return reportInFile(await checkText(plainOf(source), known, options), source)
  const record = ingest(source, { parts: true })
  const { asOf } = asOfDay(record, options)
  return check(source, record, await known.look({ record, asOf, sha: options.sha }), options)
}

/** A report on a page's words, with its spans in the file; an edit that would take a tag along is not offered. */
function reportInFile(report: CheckReport, source: SourceText): CheckReport {
  const placed = placedInFile(report, source)
  const plain = ({ start, end }: Span): boolean => !/[<>&]/.test(source.text.slice(start, end))
  const findings = placed.findings.map((finding) => ({ ...finding, fixes: finding.fixes.filter(plain) }))
  const { legalBasis } = placed
  return { ...placed, findings, legalBasis: legalBasis && plain(legalBasis) ? legalBasis : null }
}

/** Checks one draft against what is known. The record must have been read with its parts. */
export function check(
  source: SourceText,
  record: DocumentRecord,
  known: Knowledge,
  options: CheckOptions,
): CheckReport {
  const { asOf, asOfFrom } = asOfDay(record, options)
  const documentClass = classOf(record, source.text)
  const mapped = flowOf(source.text)
  const context: Context = {
    source,
    record,
    text: mapped.text,
    toSource: ({ start, end }) => spanToSource(mapped, start, end),
    documentClass,
    asOf,
    dated: asOfFrom !== 'today',
    known,
    own: record.citations.filter(({ subject, kind }) => subject === 'this' && kind !== 'alias'),
    byKey: grouped(record.citations),
  }
  const only = options.only?.map((id) => id.toUpperCase())
  const findings: Finding[] = []
  for (const rule of RULES) {
    if (only && only.length > 0 && !only.includes(rule.id)) continue
    if (!applies(rule, documentClass, asOf)) continue
    for (const found of rule.find(context)) findings.push(findingOf(rule, found, context, options.lang ?? 'vi'))
  }
  const kept = onceEach(findings.filter((finding) => !isIgnored(finding, source.text, options.ignore ?? [])))
  return {
    asOf,
    asOfFrom,
    documentClass,
    findings: kept,
    authorities: authoritiesOf(context, kept),
    legalBasis: legalBasisOf(context, kept),
  }
}

/** The day asked for, else the draft's own, else today. */
function asOfDay(
  { document }: DocumentRecord,
  { asOf, today }: CheckOptions,
): { asOf: PartialDate; asOfFrom: CheckReport['asOfFrom'] } {
  if (asOf !== undefined) return { asOf, asOfFrom: 'given' }
  return document.date === null ? { asOf: today, asOfFrom: 'today' } : { asOf: document.date, asOfFrom: 'draft' }
}

function grouped(citations: Citation[]): Map<string, Citation[]> {
  const byKey = new Map<string, Citation[]>()
  for (const citation of citations) {
    const mentions = byKey.get(citation.key)
    if (mentions) mentions.push(citation)
    else byKey.set(citation.key, [citation])
  }
  return byKey
}

function applies({ classes, since, until }: Rule, documentClass: DraftClass, asOf: PartialDate): boolean {
  if (classes && !classes.includes(documentClass)) return false
  return (since === undefined || isFrom(asOf, since)) && (until === undefined || isBefore(asOf, until))
}

const LIGHTER: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

/** The lighter of two. */
const atMost = (severity: Severity, most: Severity | undefined): Severity =>
  most !== undefined && LIGHTER[most] > LIGHTER[severity] ? most : severity

function findingOf(rule: Rule, found: Found, context: Context, lang: Lang): Finding {
  const { variant = 'main', values = {}, evidence = [], fix, severity: most, start, end } = found
  const words = rule.words[variant] as RuleWords
  const quote = context.source.text.slice(start, end).replace(/\s+/g, ' ')
  const say = (template: Words): string =>
    template[lang].replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = name === 'quote' ? quote : (values[name] ?? (name === 'suggestion' ? fix?.text : undefined))
      if (value === undefined) throw new Error(`rule ${rule.id} does not fill {${name}}`)
      return typeof value === 'string' ? value : value[lang]
    })
  const heavy = atMost(rule.severities?.[context.documentClass] ?? rule.severity, most)
  return {
    rule: rule.id,
    severity: rule.dated && !context.dated ? atMost(heavy, 'warning') : heavy,
    start,
    end,
    message: say(words.message),
    why: say(words.why),
    evidence,
    fixes: fix ? [{ title: titleOf(fix, context.source.text)[lang], ...fix }] : [],
  }
}

/** What a fix does, in words: puts something in, takes something out, or writes it otherwise. */
function titleOf({ start, end, text }: Edit, source: string): Words {
  const old = quoted(source.slice(start, end))
  const words = quoted(text)
  if (old === '') return { vi: `Thêm ${words}`, en: `Add ${words}` }
  return words === '' ? { vi: `Bỏ ${old}`, en: `Drop ${old}` } : { vi: `Sửa thành ${words}`, en: `Write ${words}` }
}

/** In quotation marks, one pair; nothing for nothing. */
function quoted(words: string): string {
  const bare = words.replace(/\s+/g, ' ').trim()
  return bare === '' || /^“[^“”]*”$/u.test(bare) ? bare : `“${bare}”`
}

function isIgnored(finding: Finding, text: string, ignore: NonNullable<CheckOptions['ignore']>): boolean {
  const quote = text.slice(finding.start, finding.end).replace(/\s+/g, ' ')
  return ignore.some((entry) => entry.rule.toUpperCase() === finding.rule && (!entry.text || quote.includes(entry.text))) // prettier-ignore
}

/**
 * In order of place. A rule marks the same words once for one reason; and what is said of how a number is written gives
 * way to what is said of the same number being another one.
 */
function onceEach(findings: Finding[]): Finding[] {
  const sorted = findings.toSorted(
    (a, b) => a.start - b.start || a.end - b.end || ORDER.get(a.rule)! - ORDER.get(b.rule)!,
  )
  const seen = new Set<string>()
  const heavy = new Set(sorted.filter(({ severity }) => severity === 'error').map(placeOf))
  return sorted.filter((finding) => {
    if (SPELLING.has(finding.rule) && finding.severity === 'info' && heavy.has(placeOf(finding))) return false
    const id = `${finding.rule} ${placeOf(finding)} ${finding.message}`
    return !seen.has(id) && seen.add(id)
  })
}

const ORDER = new Map(RULES.map(({ id }, index) => [id, index]))
const SPELLING = new Set(['N1', 'N2', 'N9', 'N11'])
const placeOf = ({ start, end }: Finding): string => `${start}-${end}`
