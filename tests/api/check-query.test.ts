/**
 * check(text | file) through GraphQL: what the page asks
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '../../api/limits.ts'
import { createGraphql, type Yoga } from '../../api/server.ts'
import { readSettings } from '../../api/settings.ts'
import { openStores, type Stores } from '../../api/wire.ts'
import { cli, folder, PLANS } from './help.ts'

const place = folder()
const logged: string[] = []
let stores: Stores
let yoga: Yoga

beforeAll(async () => {
  for (const [name, words] of Object.entries(PLANS)) place.write(name, words)
  await cli(['ingest', '.', '-q'], { cwd: place.path })
  stores = await openStores(readSettings({}, {}, place.path))
  yoga = createGraphql({ stores, log: (message) => void logged.push(message) })
})
afterAll(async () => {
  await stores.close()
  place.remove()
})

const CHECK = `query ($text: String, $file: DraftFile, $asOf: String, $lang: Language) {
  check(text: $text, file: $file, asOf: $asOf, lang: $lang) {
    text asOf asOfFrom documentClass
    findings { rule severity start end message why evidence { source label quote } fixes { title start end text } }
    authorities { key number verdict status instrument { id number } }
  }
}`

const DRAFT = `ỦY BAN NHÂN DÂN
XÃ MINH TÂN

KẾ HOẠCH
Chăm sóc người cao tuổi năm 2026

Thực hiện Kết luận số 58/KL-TW ngày 23/6/2023 của Ban Bí thư, Ủy ban nhân dân xã ban hành Kế hoạch.
`

async function ask(variables: object) {
  const response = await yoga.fetch('http://localhost/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-graphql-yoga-csrf': 'cancu' },
    body: JSON.stringify({ query: CHECK, variables }),
  })
  return (await response.json()) as { data?: { check: any }; errors?: { message: string; extensions: any }[] }
}

describe('check(text)', () => {
  it('marks the words, says why, and its fix makes the finding go', async () => {
    const { check } = (await ask({ text: DRAFT })).data!
    const finding = check.findings.find((each: any) => each.rule === 'N3')
    expect(DRAFT.slice(finding.start, finding.end)).toContain('58/KL-TW')
    expect(finding.severity).toBe('ERROR')
    const [fix] = finding.fixes
    const mended = DRAFT.slice(0, fix.start) + fix.text + DRAFT.slice(fix.end)
    expect(mended).toContain('58-KL/TW')
    const again = (await ask({ text: mended })).data!.check
    expect(again.findings.map((each: any) => each.rule)).not.toContain('N3')
  })

  it('speaks English when asked', async () => {
    const [vi, en] = await Promise.all([ask({ text: DRAFT }), ask({ text: DRAFT, lang: 'EN' })])
    const messages = [vi, en].map(({ data }) => data!.check.findings.find((each: any) => each.rule === 'N3').message)
    expect(messages[0]).not.toBe(messages[1])
  })

  it('leaves nothing behind: neither in the store nor in the log', async () => {
    const before = await stores.graph.counts()
    await ask({ text: DRAFT })
    await ask({ file: { name: 'dự thảo.txt', base64: Buffer.from(DRAFT).toString('base64') } })
    expect(await stores.graph.counts()).toEqual(before)
    expect(logged).toEqual([])
  })
})

describe('check(file)', () => {
  it('answers for the text it read, which comes along', async () => {
    const name = Object.keys(PLANS)[0]!
    const bytes = readFileSync(path.join(place.path, name))
    const { check } = (await ask({ file: { name, base64: bytes.toString('base64') } })).data!
    expect(check.text).toBe(bytes.toString('utf8'))
    for (const { start, end } of check.findings) expect(start <= end && end <= check.text.length).toBe(true)
  })

  it.each([
    ['neither', {}],
    ['both', { text: DRAFT, file: { name: 'a.txt', base64: 'YQ==' } }],
    ['no base64', { file: { name: 'a.txt', base64: '***' } }],
    ['an impossible day', { text: DRAFT, asOf: '2026-13-40' }],
  ])('refuses %s', async (_, variables) => {
    const { errors } = await ask(variables)
    expect(errors?.[0]?.extensions.code).toBe('bad_input')
  })

  it('names what it cannot read, and what to do', async () => {
    const { errors } = await ask({ file: { name: 'ảnh.png', base64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ' } })
    expect(errors?.[0]?.message).toContain('ảnh.png')
    expect(logged).toEqual([])
  })

  it('refuses a text beyond its limit', async () => {
    const { errors } = await ask({ text: 'a'.repeat(LIMITS.draft + 1) })
    expect(errors?.[0]?.extensions.code).toBe('read_limit')
  })
})
