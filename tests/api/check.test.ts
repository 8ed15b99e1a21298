/** cancu check, rules, explain: outcomes, options, configuration; nothing of a draft is left behind */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../api/cli.ts'
import { draftOf } from '../check/examples.ts'
import { cli, folder, Sink } from './help.ts'

const place = folder()
const { path: cwd } = place
const run = (...argv: string[]) => cli(argv, { cwd })

const WRONG = draftOf({ text: 'Thực hiện Kết luận số 58-KL/TU ngày 23/6/2023 của Ban Bí thư về tổ chức và hoạt động của Hội Người cao tuổi Việt Nam.' }) // prettier-ignore
const RIGHT = WRONG.replace('58-KL/TU', '58-KL/TW')

beforeAll(() => {
  place.write('sai.txt', WRONG)
  place.write('dung.txt', RIGHT)
})
afterAll(() => place.remove())

describe('outcomes', () => {
  it('ends with 1 where there is an error, with 0 where there is none', async () => {
    expect((await run('check', 'sai.txt')).status).toBe(1)
    expect((await run('check', 'dung.txt')).status).toBe(0)
    expect((await run('check', 'sai.txt', 'dung.txt')).status).toBe(1)
  })

  it.each([
    ['never', 0],
    ['error', 1],
    ['warning', 1],
    ['info', 1],
  ])('--fail-on %s ends with %i', async (severity, status) => {
    expect((await run('check', 'sai.txt', '--fail-on', severity)).status).toBe(status)
  })

  it.each([
    ['a file that is not there', ['check', 'khong-co.txt'], 2],
    ['a rule that is not there', ['check', 'sai.txt', '--only', 'N99'], 2],
    ['a format that is not there', ['check', 'sai.txt', '--format', 'pdf'], 2],
    ['a severity that is not there', ['check', 'sai.txt', '--fail-on', 'fatal'], 2],
    ['no day', ['check', 'sai.txt', '--as-of', 'hôm qua'], 2],
    ['explaining no rule', ['explain', 'N99'], 2],
  ])('%s', async (_, argv, status) => {
    const outcome = await run(...argv)
    expect(outcome.status).toBe(status)
    expect(outcome.err).toMatch(/→/)
  })

  it('goes on past a file that cannot be read, and ends with 3', async () => {
    place.write('rong.txt', '')
    const { status, out } = await run('check', 'rong.txt', 'sai.txt', '--json')
    expect(status).toBe(3)
    const lines = out.trim().split('\n').map((each) => JSON.parse(each) as { file: string; error?: { code: string } }) // prettier-ignore
    expect(lines.map(({ file, error }) => [file, error?.code])).toEqual([
      ['sai.txt', undefined],
      ['rong.txt', 'empty_document'],
    ])
  })
})

describe('options', () => {
  const rules = async (...argv: string[]): Promise<string[]> =>
    (await run('check', 'sai.txt', '--json', ...argv)).json().findings.map(({ rule }: { rule: string }) => rule)

  it('keeps to some rules, or leaves some out', async () => {
    expect(await rules('--only', 'n4,C7')).toEqual(['N4'])
    expect(await rules('--ignore', 'N4')).not.toContain('N4')
  })

  it('prints the shape of the contract, with offsets into the file', async () => {
    const report = (await run('check', 'sai.txt', '--json')).json()
    expect(report).toMatchObject({ file: 'sai.txt', asOf: '2026-04-10', documentClass: 'administrative' })
    const [n4] = report.findings.filter(({ rule }: { rule: string }) => rule === 'N4')
    expect(WRONG.slice(n4.start, n4.end)).toBe('58-KL/TU')
    expect(n4.fixes).toMatchObject([{ start: n4.start, end: n4.end, text: '58-KL/TW' }])
    expect(report.authorities).toMatchObject([{ number: '58-KL/TW', verdict: 'mismatch' }])
  })

  it('speaks English when asked', async () => {
    expect((await run('check', 'sai.txt', '--lang', 'en')).out).toContain('does not agree with')
  })

  it('reads standard input, and writes where it is told', async () => {
    const out = new Sink()
    const io = { in: Readable.from([WRONG]), out, err: new Sink(), env: {}, cwd, signal: new AbortController().signal }
    expect(await main(['check', '-', '--format', 'github', '--out', 'ghi-chu.txt'], io)).toBe(1)
    expect(out.text).toBe('')
    expect(readFileSync(path.join(cwd, 'ghi-chu.txt'), 'utf8')).toMatch(/^::error file=-,line=\d+,/m)
  })
})

describe('cancu.yaml', () => {
  const configured = async (words: string): Promise<{ status: number; err: string }> => {
    place.write('rieng.yaml', words)
    return run('check', 'sai.txt', '--config', 'rieng.yaml', '--json')
  }

  it('silences what is known and accepted, by rule, words and file', async () => {
    expect((await configured('check: { ignore: [N4] }')).status).toBe(0)
    expect((await configured('check: { ignore: [{ rule: N4, text: 58-KL/TU, file: "s*i.txt", because: x }] }')).status).toBe(0) // prettier-ignore
    expect((await configured('check: { ignore: [{ rule: N4, text: 59-KL/TU }] }')).status).toBe(1)
    expect((await configured('check: { ignore: [{ rule: N4, file: "khac*.txt" }] }')).status).toBe(1)
    expect((await configured('check: { fail-on: never }')).status).toBe(0)
  })

  it.each([
    'check: [',
    'check: 3',
    'check: { ignore: [N99] }',
    'check: { ignore: N4 }',
    'check: { fail-on: fatal }',
    'check: { faillon: error }',
  ])(
    // prettier-ignore
    'says what is wrong with %s',
    async (words) => {
      const { status, err } = await configured(words)
      expect([status, err]).toEqual([2, expect.stringContaining('rieng.yaml')])
    },
  )
})

describe('rules', () => {
  it('lists every rule with its legal source, as text and as data', async () => {
    const { out } = await run('rules')
    const data = (await run('rules', '--json')).out.trim().split('\n').map((each) => JSON.parse(each)) // prettier-ignore
    for (const { id, basis } of data) {
      expect(out).toContain(`${id} `)
      expect(out).toContain(basis[0].text)
    }
    expect(data.length).toBeGreaterThan(30)
  })

  it('explains one, in any case', async () => {
    const { status, out } = await run('explain', 'n4')
    expect(status).toBe(0)
    expect(out).toMatch(/58-KL\/TU → 58-KL\/TW/)
    expect((await run('explain', 'N4', '--lang', 'en')).out).toContain('Body in the number')
  })
})

it('leaves nothing of a draft behind', async () => {
  const before = readdirSync(cwd).sort()
  await run('check', 'sai.txt')
  expect(readdirSync(cwd).sort()).toEqual(before)
  expect(existsSync(path.join(cwd, 'data'))).toBe(false)
})
