/**
 * cancu check PATH… — what in a draft's citations does not agree, why, and what to write instead
 *
 * Reads only: nothing of a draft is stored, logged or sent. "-" reads a text from standard input.
 */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { text as streamText } from 'node:stream/consumers'
import type { Command } from 'commander'
import { sha256 } from '../../graph/sha256.ts'
import { CancuError, EXIT } from '../../ingest/errors.ts'
import type { Finding, Ignore, Severity } from '../../ingest/check/index.ts'
import type { FileReport } from '../../ingest/check/format/report.ts'
import type { SourceText } from '../../ingest/record.ts'
import { reject } from '../options.ts'
import type { Session } from '../session.ts'
import { asOfOption } from '../status.ts'
import type { Text } from '../text.ts'
import { VERSION } from '../package.ts'
import { openStores } from '../wire.ts'
import type { WordFiles } from '../word-files.ts'

export const FORMATS = ['pretty', 'json', 'sarif', 'github', 'docx'] as const
type Format = (typeof FORMATS)[number]

interface Options {
  format?: string
  out?: string
  asOf?: string
  only?: string
  ignore?: string
  failOn?: string
  config?: string
  fix?: boolean
}

export function define(command: Command, t: Text): string[] {
  command
    .argument('<PATH...>')
    .option('--format <FORMAT>', t.options.checkFormat)
    .option('--out <FILE>', t.options.out)
    .option('--fix', t.options.fix)
    .option('--as-of <DATE>', t.options.checkAsOf)
    .option('--only <RULES>', t.options.only)
    .option('--ignore <RULES>', t.options.ignore)
    .option('--fail-on <SEVERITY>', t.options.failOn)
    .option('--config <FILE>', t.options.config)
    .option('--samples', t.options.samples)
    .option('--json', t.options.json)
  return ['check du-thao.docx', 'check du-thao.docx --as-of 01/12/2026', 'check du-thao.docx --format docx --out da-soat.docx --fix', 'check ke-hoach/ --format sarif --out ra-soat.sarif'] // prettier-ignore
}

interface Draft {
  file: string
  source: SourceText
  sha: string
  /** The file and its path; absent for standard input. */
  given?: { path: string; bytes: Uint8Array }
}

export async function run(s: Session, [paths]: [string[]], options: Options): Promise<number> {
  const { io, settings } = s
  const format = formatOf(options, s)
  const commented = await wordFiles(format, paths, options, s)
  const asOf = options.asOf === undefined ? undefined : asOfOption(options.asOf)
  const { FAIL_ON, ignoredIn, readCheckConfig } = await import('../check-config.ts')
  const { RULES } = await import('../../ingest/check/rules.ts')
  const ids = new Set(RULES.map(({ id }) => id))
  const only = rulesIn(options.only, ids)
  const config = readCheckConfig(io.cwd, options.config)
  const ignore: Ignore[] = [...config.ignore, ...rulesIn(options.ignore, ids).map((rule) => ({ rule }))]
  const failOn = options.failOn ?? config.failOn ?? 'error'
  if (!(FAIL_ON as readonly string[]).includes(failOn))
    reject((t) => t.usage.noSeverity(failOn), (t) => t.usage.severities) // prettier-ignore

  const { checkDraft } = await import('../check.ts')
  const { failureOf } = await import('../inputs.ts')
  const failures: { file: string; code: string; message: string }[] = []
  const reports: FileReport[] = []
  const stores = await openStores(settings)
  try {
    for await (const draft of drafts(s, paths, failures)) {
      const { file, source, sha } = draft
      const report = await checkDraft(stores.graph, source, {
        asOf,
        lang: settings.lang,
        only,
        ignore: ignoredIn(ignore, file),
        sha,
      })
      reports.push({ file, text: source.text, report })
      try {
        await commented?.write(draft, report.findings)
      } catch (error) {
        if (!(error instanceof CancuError) || error.code === 'bad_usage') throw error
        failures.push({ file, ...failureOf(error, settings.lang) })
      }
    }
  } finally {
    await stores.close()
  }
  const output = await written(format, reports, failures, s, commented?.done ?? [])
  if (options.out === undefined || commented !== null) {
    if (output !== '') await s.print(output.replace(/\n$/, ''))
  } else await put(path.resolve(io.cwd, options.out), options.out, output)
  for (const { file, code, message } of failures) if (format !== 'json') io.err.write(`${file}  ${code}  ${message}\n`)
  if (failures.length > 0) return EXIT.unreadable
  return reports.some(({ report }) => report.findings.some((each) => counts(each, failOn))) ? EXIT.findings : EXIT.done
}

const WEIGHT: Record<Severity, number> = { error: 2, warning: 1, info: 0 }
const counts = ({ severity }: Finding, failOn: string): boolean =>
  failOn !== 'never' && WEIGHT[severity] >= WEIGHT[failOn as Severity]

function formatOf(options: Options, s: Session): Format {
  const given = options.format ?? (s.json ? 'json' : 'pretty')
  if ((FORMATS as readonly string[]).includes(given)) return given as Format
  return reject((t) => t.usage.noFormat(given), (t) => t.usage.checkFormats) // prettier-ignore
}

/** Word files with comments, where they are asked for. Corrections are written into nothing else. */
async function wordFiles(format: Format, paths: string[], options: Options, s: Session): Promise<WordFiles | null> {
  const { out, fix = false } = options
  if (format !== 'docx') return fix ? reject((t) => t.usage.fixNeedsDocx, (t) => t.usage.docxExample) : null // prettier-ignore
  if (out === undefined) return reject((t) => t.usage.docxNeedsOut, (t) => t.usage.docxExample) // prettier-ignore
  const { WordFiles } = await import('../word-files.ts')
  return WordFiles.to(out, paths, { cwd: s.io.cwd, fix, lang: s.settings.lang })
}

/** "N4,C7" → ids; one that does not exist is refused. */
function rulesIn(given: string | undefined, ids: Set<string>): string[] {
  const wanted = (given ?? '').split(/[,\s]+/).filter(Boolean).map((each) => each.toUpperCase()) // prettier-ignore
  const unknown = wanted.find((each) => !ids.has(each))
  return unknown === undefined ? wanted : reject((t) => t.usage.noRule(unknown), (t) => t.usage.seeRules) // prettier-ignore
}

/** Drafts one after the other; what cannot be read goes to `failures`. */
async function* drafts(
  s: Session,
  paths: string[],
  failures: { file: string; code: string; message: string }[],
): AsyncGenerator<Draft> {
  const { io, settings } = s
  const { bytesOf, readSource } = await import('../../ingest/read/index.ts')
  const { failureOf, filesUnder, shownPaths } = await import('../inputs.ts')
  if (paths.includes('-')) {
    const text = await streamText(io.in ?? process.stdin)
    const source = { format: 'txt', text, pages: [] }
    yield { file: '-', source, sha: sha256(text) }
  }
  const onDisk = paths.filter((each) => each !== '-')
  if (onDisk.length === 0) return
  const found = await filesUnder(onDisk, { cwd: io.cwd, lang: settings.lang })
  failures.push(...found.failures)
  const show = shownPaths(onDisk, io.cwd)
  for (const file of found.files) {
    const { path: at } = file
    let draft: Draft
    try {
      const bytes = await bytesOf(file)
      const source = await readSource(bytes, { name: path.basename(at) })
      draft = { file: show(at), source, sha: sha256(bytes), given: { path: at, bytes } }
    } catch (error) {
      failures.push({ file: show(at), ...failureOf(error, settings.lang) })
      continue
    }
    yield draft
  }
}

async function written(
  format: Format,
  reports: FileReport[],
  failures: { file: string; code: string; message: string }[],
  s: Session,
  wordFiles: string[],
): Promise<string> {
  const { lang } = s.settings
  switch (format) {
    case 'json': {
      const { jsonOf } = await import('../../ingest/check/format/json.ts')
      const failed = failures.map(({ file, ...error }) => ({ file, error, findings: [], authorities: [] }))
      return [...reports.map(jsonOf), ...failed].map((each) => `${JSON.stringify(each)}\n`).join('')
    }
    case 'github': {
      const { githubOf } = await import('../../ingest/check/format/github.ts')
      return reports.map(githubOf).join('')
    }
    case 'sarif': {
      const { sarifOf } = await import('../../ingest/check/format/sarif.ts')
      const { RULES } = await import('../../ingest/check/rules.ts')
      return `${JSON.stringify(sarifOf(reports, { lang, version: VERSION, rules: RULES }), null, 2)}\n`
    }
    case 'docx': {
      const { prettyTotal } = await import('../../ingest/check/format/pretty.ts')
      return [...wordFiles, prettyTotal(reports, lang)].join('\n')
    }
    case 'pretty': {
      const { prettyFile, prettyTotal } = await import('../../ingest/check/format/pretty.ts')
      const options = { lang, paint: s.paint, width: Math.min(s.columns, 120) }
      return [...reports.map((each) => prettyFile(each, options)), prettyTotal(reports, lang)].join('\n')
    }
  }
}

async function put(file: string, shown: string, output: string): Promise<void> {
  try {
    await writeFile(file, output)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    reject((t) => `${t.usage.cannotWrite(shown)} (${code})`, (t) => t.usage.chooseOut) // prettier-ignore
  }
}
