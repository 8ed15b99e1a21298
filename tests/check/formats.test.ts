/** Each format, on a draft whose words would like to be commands */
import { readFileSync } from 'node:fs'
import { Ajv as Ajv04 } from './ajv.ts'
import { describe, expect, it } from 'vitest'
import { checkText } from '../../ingest/check/index.ts'
import { githubOf } from '../../ingest/check/format/github.ts'
import { jsonOf } from '../../ingest/check/format/json.ts'
import { prettyFile, prettyTotal } from '../../ingest/check/format/pretty.ts'
import type { FileReport } from '../../ingest/check/format/report.ts'
import { lineIndex } from '../../ingest/lines.ts'
import { sarifOf } from '../../ingest/check/format/sarif.ts'
import { nothingKnown } from '../../ingest/check/known.ts'
import { RULES } from '../../ingest/check/rules.ts'
import { draftOf } from './examples.ts'

const SENTENCE =
  'Thực hiện Kết luận số 58-KL/TU ngày 23/6/2023 của Ban Bí thư\u001b[31m về “Tổ chức, 100%”; Kế hoạch số 139/KHUBND ngày 31/02/2025 của Ủy ban nhân dân tỉnh Hà Tĩnh về trồng rừng.'

async function reportOf(file = 'dự thảo, số 1.md'): Promise<FileReport> {
  const text = draftOf({ text: SENTENCE }).replaceAll('\n', '\r\n')
  const report = await checkText({ format: 'md', text, pages: [] }, nothingKnown, { today: '2026-11-24' })
  return { file, text, report }
}

describe('SARIF', () => {
  const schema = JSON.parse(readFileSync(new URL('./sarif-schema-2.1.0.json', import.meta.url), 'utf8')) as object
  const validate = new Ajv04(schema)

  it('validates against the schema of OASIS, with findings, fixes and without any', async () => {
    for (const reports of [[await reportOf()], [await reportOf(), await reportOf('a/b c.txt')], []])
      for (const lang of ['vi', 'en'] as const) {
        const log = JSON.parse(JSON.stringify(sarifOf(reports, { lang, version: '0.1.0', rules: RULES })))
        expect(validate.errors(log)).toEqual([])
      }
  })

  it('is found wanting where it is wrong', async () => {
    const log = sarifOf([await reportOf()], { lang: 'vi', version: '0.1.0', rules: RULES }) as { runs: { results: { level: string }[] }[] } // prettier-ignore
    log.runs[0]!.results[0]!.level = 'fatal'
    expect(validate.errors(JSON.parse(JSON.stringify(log)))).not.toEqual([])
  })

  it('points at the words and what to put there', async () => {
    const each = await reportOf()
    const log = sarifOf([each], { lang: 'vi', version: '0.1.0', rules: RULES }) as any // oxlint-disable-line typescript/no-explicit-any
    const result = log.runs[0].results.find(({ ruleId }: { ruleId: string }) => ruleId === 'N4')
    const { charOffset, charLength } = result.locations[0].physicalLocation.region
    expect(each.text.slice(charOffset, charOffset + charLength)).toBe('58-KL/TU')
    expect(result.fixes[0].artifactChanges[0].replacements[0].insertedContent.text).toBe('58-KL/TW')
    expect(log.runs[0].tool.driver.rules[result.ruleIndex].id).toBe('N4')
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe('d%E1%BB%B1%20th%E1%BA%A3o%2C%20s%E1%BB%91%201.md') // prettier-ignore
  })
})

describe('GitHub annotations', () => {
  it('are one command a line, whatever the draft holds', async () => {
    const { file, text, report } = await reportOf()
    const lines = githubOf({ file, text, report }).trimEnd().split('\n')
    expect(lines).toHaveLength(report.findings.length)
    for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) file=dự thảo%2C số 1\.md,line=\d+,col=\d+,endLine=\d+,endColumn=\d+,title=[A-Z]\d+::\S/) // prettier-ignore
    expect(lines.find((line) => line.includes('title=N4'))).toContain('::error ')
  })

  it('escape what the runner would read', () => {
    const finding = { rule: 'N4', severity: 'info', start: 0, end: 1, message: '100%\n::error::x', why: '\r', evidence: [], fixes: [] } as const // prettier-ignore
    const report = { findings: [finding] } as unknown as FileReport['report']
    expect(githubOf({ file: 'a:b', text: 'x', report })).toBe('::notice file=a%3Ab,line=1,col=1,endLine=1,endColumn=2,title=N4::100%25%0A::error::x %0D\n') // prettier-ignore
  })
})

describe('the terminal report', () => {
  const plain = { lang: 'vi', paint: (_: string, text: string) => text, width: 100 } as const

  it('groups by file, with line and column, quote, why, evidence and fix', async () => {
    const each = await reportOf()
    const out = prettyFile(each, plain)
    const { line, column } = lineIndex(each.text)(each.text.indexOf('58-KL/TU'))
    expect(out.split('\n')[0]).toBe('dự thảo, số 1.md  (văn bản hành chính, tính đến 10/4/2026)')
    expect(out).toContain(`  ${`${line}:${column}`.padEnd(7)} lỗi  N4\n`)
    expect(out).toMatch(/│ .*58-KL\/TU ngày 23\/6\/2023/)
    expect(out).toMatch(/vì sao: .*dẫn chứng: trong dự thảo: “Ban Bí thư”.*sửa: .*58-KL\/TU → 58-KL\/TW/s)
    expect(prettyTotal([each], 'vi')).toMatch(/^3 lỗi, 0 cảnh báo, \d+ lưu ý trong 1 tệp\.$/)
    expect(prettyTotal([each], 'en')).toMatch(/^3 errors/)
  })

  it('lets no control character of a draft through', async () => {
    // oxlint-disable-next-line no-control-regex
    expect(prettyFile(await reportOf('a\u001b[2J.md'), plain)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  })

  it('says so where there is nothing to say', async () => {
    const text = draftOf({ text: 'Xã tổ chức chúc thọ người cao tuổi.' })
    const report = await checkText({ format: 'txt', text, pages: [] }, nothingKnown, { today: '2026-11-24' })
    expect(prettyFile({ file: 'a.txt', text, report }, plain)).toMatch(/\n {2}Không có gì phải lưu ý\.\n$/)
  })
})

it('JSON has the shape of the contract', async () => {
  const json = jsonOf(await reportOf()) as Record<string, unknown> & { findings: object[]; authorities: object[] }
  expect(Object.keys(json)).toEqual(['file', 'asOf', 'asOfFrom', 'documentClass', 'findings', 'authorities', 'legalBasis']) // prettier-ignore
  expect(Object.keys(json.findings[0]!)).toEqual(['rule', 'severity', 'start', 'end', 'message', 'why', 'evidence', 'fixes']) // prettier-ignore
  expect(json.authorities[0]).toMatchObject({ key: expect.any(String), number: expect.any(String), status: 'unknown', verdict: 'mismatch' }) // prettier-ignore
})
