/**
 * What a project says about checking: cancu.yaml
 * ==============================================
 *
 *   check:
 *     fail-on: warning
 *     ignore:
 *       - N9
 *       - { rule: C6, file: 'du-thao-*.docx', text: 1336/QĐ-TTg, because: tên gọi theo tỉnh }
 *
 * Read from the working folder, or from the file that --config names. Options of the command line come first.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import type { Ignore } from '../ingest/check/index.ts'
import { SEVERITIES, type Severity } from '../ingest/check/model.ts'
import { ruleOf } from '../ingest/check/rules.ts'
import { CancuError } from '../ingest/errors.ts'

export interface CheckConfig {
  failOn: Severity | 'never' | null
  ignore: Ignore[]
}

export const CONFIG_FILE = 'cancu.yaml'
export const FAIL_ON = [...SEVERITIES, 'never'] as const

export function readCheckConfig(cwd: string, named: string | undefined): CheckConfig {
  const file = path.resolve(cwd, named ?? CONFIG_FILE)
  if (!existsSync(file)) {
    if (named !== undefined) throw bad(named, { vi: 'không có tệp này', en: 'there is no such file' })
    return { failOn: null, ignore: [] }
  }
  const name = path.basename(file)
  let whole: unknown
  try {
    whole = parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw bad(name, { vi: 'không phải YAML', en: 'it is not YAML' }, error)
  }
  const section = (whole as { check?: unknown } | null)?.check ?? {}
  if (typeof section !== 'object' || Array.isArray(section))
    throw bad(name, { vi: '“check” phải là một bảng', en: '"check" must be a mapping' })
  const { 'fail-on': failOn = null, ignore = [], ...others } = section as Record<string, unknown>
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) throw bad(name, { vi: `không có mục “${unknown}”`, en: `there is no "${unknown}"` })
  if (failOn !== null && !FAIL_ON.includes(failOn as Severity))
    throw bad(name, { vi: `“fail-on” là ${FAIL_ON.join(', ')}`, en: `"fail-on" is ${FAIL_ON.join(', ')}` })
  if (!Array.isArray(ignore)) throw bad(name, { vi: '“ignore” phải là một danh sách', en: '"ignore" must be a list' })
  return { failOn: failOn as CheckConfig['failOn'], ignore: ignore.map((entry) => ignoreOf(entry, name)) }
}

function ignoreOf(entry: unknown, name: string): Ignore {
  const given = (typeof entry === 'string' ? { rule: entry } : entry) as Record<string, unknown> | null
  const { rule, file, text } = given ?? {}
  const known = typeof rule === 'string' && ruleOf(rule)
  if (!known) throw bad(name, { vi: `không có quy tắc “${String(rule)}”`, en: `there is no rule "${String(rule)}"` })
  return {
    rule: known.id,
    ...(typeof file === 'string' ? { file } : {}),
    ...(typeof text === 'string' ? { text } : {}),
  }
}

/** Entries that hold for a file: `*` stands for any characters of its base name. */
export function ignoredIn(ignore: Ignore[], file: string): Ignore[] {
  const name = path.basename(file)
  return ignore.filter((entry) => entry.file === undefined || matches(entry.file, name))
}

/** By pieces between the stars, so that no pattern is slow. */
function matches(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return name === pattern
  const last = rest.pop()!
  if (!name.startsWith(first) || name.length < first.length + last.length) return false
  let at = first.length
  const end = name.length - last.length
  for (const piece of rest) {
    const found = name.indexOf(piece, at)
    if (found < 0 || found + piece.length > end) return false
    at = found + piece.length
  }
  return name.endsWith(last)
}

function bad(file: string, what: { vi: string; en: string }, cause?: unknown): CancuError {
  return new CancuError(
    'bad_config',
    { vi: `Không dùng được ${file}: ${what.vi}.`, en: `${file} cannot be used: ${what.en}.` },
    { vi: 'Xem mẫu ở api/README.md, mục check; danh sách quy tắc: cancu rules.', en: 'See api/README.md, check; the rules: cancu rules.' }, // prettier-ignore
    { cause },
  )
}
