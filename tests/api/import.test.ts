/**
 * The catalogue: the one that ships, files of others, and what becomes of them
 */
import { readFileSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCatalogue } from '../../graph/catalogue-read.ts'
import { cli, folder, PLANS } from './help.ts'

let place: ReturnType<typeof folder>
const run = (...argv: string[]) => cli([...argv, '-q'], { cwd: place.path })
const exported = async (...argv: string[]): Promise<string> => (await run('export', ...argv)).out

beforeEach(() => {
  place = folder()
})
afterEach(() => place.remove())

const ROW = { number: '136/2013/NĐ-CP', type: 'Nghị định', issuer: 'Chính phủ', date: '2013-10-21', source: 'vbpl.vn' }
const lines = (...rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

describe('the catalogue that ships', () => {
  const shipped = readFileSync(new URL('../../graph/catalogue.jsonl', import.meta.url), 'utf8')

  it('has a source, a day and a confidence in every row, and no general knowledge', () => {
    const { rows, problems, unused } = readCatalogue(shipped)
    expect({ problems, unused }).toEqual({ problems: [], unused: [] })
    expect(rows.length).toBeGreaterThanOrEqual(15)
    for (const { source, seen, confidence } of rows) {
      expect(source).not.toMatch(/general knowledge|kiến thức chung/i)
      expect([seen, confidence].every(Boolean)).toBe(true)
    }
  })

  it('is in force in a store whatever came first, and leaves nothing when it is left out', async () => {
    place.write('tinh.txt', PLANS['tinh.txt'])
    await run('ingest', 'tinh.txt')
    const together = await exported()
    const without = await exported('--no-catalogue')
    expect(without).not.toContain('1648/QĐ-TTg')
    expect(await exported()).toBe(together)

    const other = folder()
    other.write('tinh.txt', PLANS['tinh.txt'])
    await cli(['serve', '-q'], { cwd: other.path, signal: AbortSignal.abort() })
    await cli(['ingest', 'tinh.txt', '-q'], { cwd: other.path })
    expect((await cli(['export'], { cwd: other.path })).out).toBe(together)
    other.remove()

    const bare = folder()
    bare.write('tinh.txt', PLANS['tinh.txt'])
    await cli(['ingest', 'tinh.txt', '-q', '--no-catalogue'], { cwd: bare.path })
    expect((await cli(['export', '--no-catalogue'], { cwd: bare.path })).out).toBe(without)
    bare.remove()
  })

  it('is not counted among the files read or the documents that cite', async () => {
    place.write('tinh.txt', PLANS['tinh.txt'])
    const summary = (await run('ingest', 'tinh.txt', '--json')).json()
    expect(summary).toMatchObject({ read: 1, failed: 0 })
    expect((await run('show', '1336/QĐ-TTg', '--json')).json()).toMatchObject({ citedBy: 1, held: false })
  })

  it('is not taken for the file of the same name', async () => {
    place.write('catalogue.jsonl', lines(ROW))
    await run('import', 'catalogue.jsonl')
    expect(await exported()).toContain('1648/QĐ-TTg')
    await run('import', 'catalogue.jsonl', '--remove')
    expect(await exported()).toContain('1648/QĐ-TTg')
  })
})

describe('import', () => {
  it('changes nothing the second time, and replaces what a file of the name said', async () => {
    place.write('a.jsonl', lines(ROW))
    expect((await run('import', 'a.jsonl', '--json')).json()).toMatchObject({
      added: 1,
      unchanged: 0,
      removed: 0,
      failed: 0,
    })
    const before = await exported()
    expect((await run('import', 'a.jsonl', '--json')).json()).toMatchObject({ added: 0, unchanged: 1, removed: 0 })
    expect(await exported()).toBe(before)
    place.write('a.jsonl', lines({ ...ROW, date: '2013-10-22' }))
    expect((await run('import', 'a.jsonl', '--json')).json()).toMatchObject({ added: 1, unchanged: 0, removed: 1 })
    expect(await exported()).not.toContain('2013-10-21')
  })

  it('takes out just what only that file said', async () => {
    place.write('a.jsonl', lines(ROW))
    await run('import', 'a.jsonl')
    const before = await exported()
    place.write('b.jsonl', lines({ ...ROW, title: 'quy định chính sách trợ giúp xã hội' }, ROW))
    await run('import', 'b.jsonl')
    expect(await exported()).not.toBe(before)
    const { status, json } = await run('import', 'b.jsonl', '--remove', '--json')
    expect({ status, ...json() }).toMatchObject({ status: 0, removed: 2 })
    expect(await exported()).toBe(before)
    expect((await run('import', 'b.jsonl', '--remove')).status).toBe(2)
  })

  it('ends alike in any order of files and documents, as CSV or JSONL', async () => {
    const row = { ...ROW, effectiveFrom: '2014-01-01', relations: [{ type: 'AMENDS', number: '06/2011/NĐ-CP' }] }
    const csv = 'number;type;issuer;date;effectiveFrom;relations;source\n136/2013/NĐ-CP;Nghị định;Chính phủ;21/10/2013;01/01/2014;AMENDS 06/2011/NĐ-CP;"vbpl.vn"\r\n' // prettier-ignore
    place.write('a.jsonl', lines(row))
    place.write('tinh.txt', PLANS['tinh.txt'])
    await run('import', 'a.jsonl')
    await run('ingest', 'tinh.txt')
    const expected = await exported()
    rmSync(`${place.path}/data`, { recursive: true })
    await run('ingest', 'tinh.txt')
    place.write('a.jsonl', csv)
    await run('import', 'a.jsonl')
    expect(await exported()).toBe(expected)
  })

  it('names each row that cannot be used, with its line, and takes in the others', async () => {
    place.write(
      'a.jsonl',
      [
        JSON.stringify(ROW),
        '{"number": "1/KH-UBND"',
        JSON.stringify({ ...ROW, source: '' }),
        '',
        JSON.stringify({ ...ROW, date: '31/02/2013' }),
        JSON.stringify({ ...ROW, status: 'còn hiệu lực một tí' }),
        JSON.stringify({ ...ROW, relations: [{ type: 'LOVES', number: '1/2011/NĐ-CP' }] }),
        JSON.stringify({ source: 'x', type: 'Luật' }),
        '[1]',
      ].join('\n'),
    )
    const { status, json, err } = await run('import', 'a.jsonl', '--json')
    expect(status, err).toBe(3)
    expect(json()).toMatchObject({ added: 1, failed: 7 })
    expect(json().failures.map(({ row }: { row: number }) => row)).toEqual([2, 3, 5, 6, 7, 8, 9])
    expect(json().failures[1].message).toMatch(/Thiếu source/)
    const people = await run('import', 'a.jsonl')
    expect(people.err).toMatch(/dòng 5: date không phải ngày có thật: "31\/02\/2013"/)
  })

  it('keeps what a file said where none of its rows can be used any more', async () => {
    place.write('a.jsonl', lines(ROW))
    await run('import', 'a.jsonl')
    const before = await exported()
    place.write('a.jsonl', '{"number"\n')
    expect((await run('import', 'a.jsonl')).status).toBe(3)
    expect(await exported()).toBe(before)
  })

  it.each([
    ['no such file', 'khong-co.csv', null, 2],
    ['neither UTF-8 nor UTF-16', 'a.csv', Buffer.from([0xff, 0x41, 0x00]), 3],
    ['nothing in it', 'a.csv', '', 0],
  ])('%s', async (_, name, content, expected) => {
    if (content !== null) place.write(name, content as string)
    expect((await run('import', name)).status).toBe(expected)
  })
})

describe('corrections', () => {
  const text = PLANS['tinh.txt']
  const WORDS = [
    'kind,a,b.number,b.type,b.date,author,reason,seen',
    'same,Quyết định số 1366/QĐ-TTg ngày 31/8/2020,1336/QĐ-TTg,Quyết định,31/8/2020,Trần Thị B,"gõ nhầm số, đã đối chiếu",20/11/2026',
  ]

  it('are taken in, shown with author and reason, and taken back by --remove or by a file without the row', async () => {
    place.write('tinh.txt', text)
    place.write('xa.txt', text.replaceAll('1336/QĐ-TTg', '1366/QĐ-TTg'))
    await run('ingest', 'tinh.txt', 'xa.txt')
    const before = await exported()
    place.write('y-kien.csv', WORDS.join('\n'))
    const { status, json, err } = await run('import', 'y-kien.csv', '--json')
    expect(status, err).toBe(0)
    expect(json()).toMatchObject({ added: 1, failed: 0, conflicts: [], unused: [] })
    const shown = (await run('show', '1336/QĐ-TTg', '--json')).json()
    expect(shown.corrections).toMatchObject([
      { kind: 'same', author: 'Trần Thị B', reason: 'gõ nhầm số, đã đối chiếu', seen: '2026-11-20', files: ['y-kien.csv'], conflict: false },
    ]) // prettier-ignore
    expect(shown.reasons).toMatchObject([{ code: 'same', sources: 1 }])
    // The number that only texts write finds it, and is never passed off as its own.
    const asked = await run('show', '1366/QĐ-TTg')
    expect(asked.out).toMatch(/^Quyết định 1336\/QĐ-TTg\n[^]*Không văn bản nào trong kho mang số “1366\/QĐ-TTg”/)
    expect((await run('show', '1366/QĐ-TTg', '--json')).json()).toMatchObject({ id: shown.id, askedAs: '1366/QĐ-TTg' })
    expect((await run('trace', '1366/QĐ-TTg', '--lang', 'en')).out).toMatch(
      /^≠ No instrument here has the number “1366/,
    )
    expect(shown.askedAs).toBeNull()
    expect((await run('show', '1336/QĐ-TTg')).out).toMatch(/Trần Thị B, ngày 20\/11\/2026[^]*gõ nhầm số/)
    expect(await exported()).not.toBe(before)
    await run('import', 'y-kien.csv', '--remove')
    expect(await exported()).toBe(before)
    await run('import', 'y-kien.csv')
    place.write('y-kien.csv', WORDS[0]!)
    expect((await run('import', 'y-kien.csv', '--json')).json()).toMatchObject({ removed: 1 })
    expect(await exported()).toBe(before)
  })

  it('may call an instrument by its id, stand beside facts, and are named where they contradict each other', async () => {
    place.write('tinh.txt', text)
    await run('ingest', 'tinh.txt')
    const said = { author: 'A', reason: 'đã xem bản gốc' }
    place.write(
      'y-kien.jsonl',
      lines(
        ROW,
        { kind: 'là một', a: '1336-qd-ttg-2020', b: { number: '1366/QĐ-TTg', date: '31/8/2020' }, ...said },
        { kind: 'không là một', b: '1336-qd-ttg-2020', a: { number: '1366/QĐ-TTg', date: '31/8/2020' }, ...said },
      ),
    )
    const { json, err } = await run('import', 'y-kien.jsonl', '--json')
    expect(json(), err).toMatchObject({ added: 3, failed: 0 })
    expect(json().conflicts).toHaveLength(2)
    expect((await run('import', 'y-kien.jsonl')).err).toMatch(/Ý kiến trái nhau[^]*đã xem bản gốc/)
  })

  it.each([
    ['no author', { kind: 'same', a: '1/2011/NĐ-CP', b: '2/2011/NĐ-CP', reason: 'x' }, /Thiếu author/],
    ['no reason', { kind: 'same', a: '1/2011/NĐ-CP', b: '2/2011/NĐ-CP', author: 'x' }, /Thiếu reason/],
    [
      'nothing meant',
      { kind: 'same', a: 'cái kia', b: '2/2011/NĐ-CP', author: 'x', reason: 'y' },
      /Không rõ "cái kia"/,
    ],
    ['alike', { kind: 'same', a: '2/2011/NĐ-CP', b: '2/2011/NĐ-CP', author: 'x', reason: 'y' }, /được mô tả như nhau/],
    ['another kind', { kind: 'hay', a: '1/2011/NĐ-CP', b: '2/2011/NĐ-CP', author: 'x', reason: 'y' }, /kind không có/],
  ])('%s: refused with its line', async (_, row, expected) => {
    place.write('y-kien.jsonl', lines(row))
    const { status, json } = await run('import', 'y-kien.jsonl', '--json')
    expect(status).toBe(3)
    expect(json().failures).toMatchObject([{ row: 1, message: expect.stringMatching(expected) }])
  })
})

describe('a file of rows', () => {
  it('is CSV with any separator, quotes, BOM and lines in cells', () => {
    const csv = '\uFEFFnumber\ttitle\tsource\tlạ\n21-NQ/TW\t"về ""dân số""\ntrong tình hình mới"\tvbpl.vn\tx\n'
    const { rows, unused } = readCatalogue(csv)
    expect(unused).toEqual(['lạ'])
    expect(rows).toMatchObject([
      {
        number: '21-NQ/TW',
        type: 'Nghị quyết',
        title: 'về "dân số" trong tình hình mới',
        seen: null,
        confidence: null,
      },
    ])
  })

  it('tells an open quotation mark and a cell too many by their line', () => {
    const csv = 'number,source\n21-NQ/TW,a\n1/2011/NĐ-CP,b,c\n2/2011/NĐ-CP,"d\n'
    expect(readCatalogue(csv).problems.map(({ row }) => row)).toEqual([3, 4])
  })

  it.each([
    ['31/8/2020', '2020-08-31'],
    ['8/2020', '2020-08'],
    ['2020', '2020'],
    [2020, '2020'],
    ['2020-13', null],
    ['29/02/2021', null],
    ['hôm qua', null],
  ])('date %s', (date, expected) => {
    const { rows } = readCatalogue(lines({ ...ROW, date }))
    expect(rows[0]?.date ?? null).toBe(expected)
  })
})
