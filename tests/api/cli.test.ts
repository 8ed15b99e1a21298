/**
 * The command line, run in this process with streams of its own
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { text } from '../../api/text.ts'
import { cli, closedPipe, folder, PLANS } from './help.ts'

const place = folder()
const { path: cwd } = place
const run = (...argv: string[]) => cli(argv, { cwd })

beforeAll(async () => {
  for (const [name, words] of Object.entries(PLANS)) place.write(name, words)
  const { status, err } = await run('ingest', ...Object.keys(PLANS), '-q')
  expect(err).toBe('')
  expect(status).toBe(0)
  // The first reading of a process loads the reader, which a busy machine takes its time for.
}, 60_000)
afterAll(() => place.remove())

describe('help', () => {
  it('shows five lines of examples when asked nothing', async () => {
    const { status, out } = await run()
    expect(status).toBe(0)
    expect(out.trim().split('\n')).toHaveLength(5)
  })

  it('starts with examples, in Vietnamese, with the exit statuses in one table', async () => {
    const { status, out } = await run('--help')
    expect(status).toBe(0)
    expect(out.startsWith('Ví dụ:')).toBe(true)
    for (const code of [0, 1, 2, 3, 4, 5, 70, 130]) expect(out).toMatch(new RegExp(`^ +${code}  \\S`, 'm'))
  })

  it('speaks English when asked', async () => {
    const { out } = await run('trace', '--help', '--lang', 'en')
    expect(out).toMatch(/^Examples:/)
    expect(out).toMatch(/^Usage: cancu trace/m)
    expect(out).not.toMatch(/Tùy chọn/)
  })

  it.each(Object.keys(text('vi').commands))('%s has examples of its own', async (command) => {
    const { out } = await run(command, '--help')
    expect(out).toMatch(new RegExp(`^Ví dụ:\\n  cancu ${command}`))
  })
})

describe('the page of the faces', () => {
  const page = readFileSync(new URL('../../api/README.md', import.meta.url), 'utf8')

  it.each(Object.keys(text('vi').commands))('names every option of %s', async (command) => {
    const { out } = await run(command, '--help')
    expect(page).toContain(`cancu ${command}`)
    for (const [option] of out.matchAll(/--[a-z-]+/g)) expect(page, option).toContain(option)
  })

  it('has the exit statuses of the help', async () => {
    for (const code of Object.keys(text('vi').help.exitCodes)) expect(page).toMatch(new RegExp(`^\\| ${code} \\|`, 'm'))
  })

  it('names every variable that is read', () => {
    const settings = readFileSync(new URL('../../api/settings.ts', import.meta.url), 'utf8')
    for (const [, name] of settings.matchAll(/env\['([A-Z0-9_]+)'\]/g)) expect(page).toContain(`\`${name}\``)
  })
})

describe('exit statuses', () => {
  it.each([
    ['done', ['show', '1336/QĐ-TTg'], 0],
    ['unknown command', ['serach', 'x'], 2],
    ['unknown option', ['show', 'x', '--josn'], 2],
    ['missing argument', ['trace'], 2],
    ['option without its value', ['serve', '--port'], 2],
    ['too many arguments', ['show', 'a', 'b'], 2],
    ['no such file', ['ingest', 'khong-co.txt'], 2],
    ['both directions', ['trace', 'x', '--up', '--down'], 2],
    ['not a number', ['trace', 'x', '--depth', 'sâu'], 2],
    ['no such level', ['search', 'x', '--level', 'tỉnh'], 2],
    ['no such format', ['export', '--format', 'pdf'], 2],
    ['no such part', ['ingest', '.', '--shard', '17/16'], 2],
    ['several files, and no folder for them', ['export', '--format', 'neo4j-csv'], 2],
    ['a folder that cannot be made', ['export', '--format', 'neo4j-csv', '--out', 'tinh.txt/x'], 2],
    ['no such language', ['doctor', '--lang', 'fr'], 2],
    ['wrong address', ['doctor', '--graph', 'ftp://x'], 2],
    ['server out of reach', ['show', 'x', '--graph', 'bolt://127.0.0.1:1'], 4],
    ['REF not found', ['show', '99999/QĐ-XYZ'], 5],
  ])('%s', async (_, argv, expected) => {
    const { status, err } = await run(...argv)
    expect(err).not.toContain('    at ')
    expect(status, err).toBe(expected)
    if (expected !== 0) expect(err).not.toBe('')
  })

  it('3: some files unreadable, the rest done', async () => {
    place.write('rong.txt', ' \n')
    const { status, json } = await run('ingest', 'rong.txt', 'xa.md', '--json', '-q')
    expect(status).toBe(3)
    expect(json()).toMatchObject({ read: 0, unchanged: 1, failed: 1 })
    expect(json().failures).toEqual([{ file: 'rong.txt', code: 'empty_document', message: expect.any(String) }])
    rmSync(path.join(cwd, 'rong.txt'))
  })

  it('4: not a store', async () => {
    const other = folder()
    writeFileSync(path.join(other.path, 'cancu.db'), 'không phải kho '.repeat(1000))
    const { status, err } = await run('show', 'x', '--data', other.path)
    expect(status, err).toBe(4)
    other.remove()
  })

  it('names the nearest command and option', async () => {
    expect((await run('serach', 'x')).err).toContain('search')
    expect((await run('show', 'x', '--josn')).err).toContain('--json')
  })
})

describe('export', () => {
  it.each([
    ['jsonl', '{"id":'],
    ['csv', '\ufeffkind,id,number,'],
    ['graphml', '<?xml version="1.0" encoding="UTF-8"?>\n<graphml '],
    ['turtle', '@prefix eli: '],
  ])('%s to a file', async (format, start) => {
    const { status, out, err } = await run('export', '--format', format, '--out', `do-thi.${format}`)
    expect([status, out], err).toEqual([0, ''])
    const text = readFileSync(path.join(place.path, `do-thi.${format}`), 'utf8')
    expect(text.startsWith(start)).toBe(true)
    // Programs read standard output, and have no use for the mark that Excel wants.
    expect((await run('export', '--format', format)).out).toBe(text.replace(/^\ufeff/, ''))
  })
})

describe('ingest in parts', () => {
  it('takes every file once, wherever the folder is, and ends where one run ends', async () => {
    const [whole, parts, moved] = [folder(), folder(), folder()]
    for (const each of [whole, parts, moved]) {
      mkdirSync(path.join(each.path, 'lưu trữ/xã'), { recursive: true })
      for (let n = 0; n < 12; n++) each.write(`lưu trữ/${n % 2 ? 'xã/' : ''}${n}.txt`, PLANS['tinh.txt'].replaceAll('1336', String(1336 + n))) // prettier-ignore
    }
    const ingest = async (where: string, ...argv: string[]) =>
      (await cli(['ingest', 'lưu trữ', '--json', '-q', ...argv], { cwd: where })).json().read as number
    const counts: number[] = []
    for (const part of [3, 1, 4, 2]) counts.push(await ingest(parts.path, '--shard', `${part}/4`, '--prune'))
    expect(counts.reduce((sum, count) => sum + count)).toBe(12)
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(1)
    expect(await ingest(moved.path, '--shard', '3/4')).toBe(counts[0])
    expect(await ingest(whole.path)).toBe(12)
    const exported = async (where: string) => (await cli(['export'], { cwd: where })).out
    expect(await exported(parts.path)).toBe(await exported(whole.path))
    expect(await ingest(parts.path)).toBe(0)
    for (const each of [whole, parts, moved]) each.remove()
  })
})

describe('ingest', () => {
  it('changes nothing the second time', async () => {
    const { status, json } = await run('ingest', ...Object.keys(PLANS), '--json', '-q')
    expect(status).toBe(0)
    expect(json()).toMatchObject({ read: 0, unchanged: 3, failed: 0, failures: [] })
  })

  it('replaces what a changed file said, and prunes what is gone', async () => {
    const other = folder()
    other.write('a.txt', PLANS['tinh.txt'])
    other.write('b.txt', PLANS['huyen.txt'])
    const there = (...argv: string[]) => cli([...argv, '-q'], { cwd: other.path })
    const exported = async () => (await there('export', '--no-catalogue')).out

    await there('ingest', '.')
    const before = await exported()
    other.write('a.txt', PLANS['tinh.txt'].replaceAll('1336/QĐ-TTg', '1337/QĐ-TTg'))
    expect((await there('ingest', '.', '--json')).json()).toMatchObject({ read: 1, unchanged: 1, removed: 1 })
    expect(await exported()).not.toContain('1336/QĐ-TTg')
    other.write('a.txt', PLANS['tinh.txt'])
    await there('ingest', '.')
    expect(await exported()).toBe(before)

    rmSync(path.join(other.path, 'b.txt'))
    expect((await there('ingest', '.', '--json')).json()).toMatchObject({ unchanged: 1, removed: 0 })
    expect((await there('ingest', '.', '--prune', '--json')).json()).toMatchObject({ unchanged: 1, removed: 1 })
    other.remove()
  })

  it('knows one content under two names as one, and forgets the name that goes', async () => {
    const other = folder()
    other.write('a.txt', PLANS['tinh.txt'])
    const there = (...argv: string[]) => cli([...argv, '-q'], { cwd: other.path })
    await there('ingest', '.')
    const before = (await there('export')).out
    other.write('b.txt', PLANS['tinh.txt'])
    expect((await there('ingest', '.', '--json')).json()).toMatchObject({ read: 0, unchanged: 2 })
    expect((await there('export')).out).toContain('"b.txt"')
    rmSync(path.join(other.path, 'b.txt'))
    await there('ingest', '.', '--prune')
    expect((await there('export')).out).toBe(before)
    other.remove()
  })

  it('stores what is in hand when interrupted, and goes on the next time', async () => {
    const other = folder()
    for (const [name, words] of Object.entries(PLANS)) other.write(name, words)
    const stop = new AbortController()
    stop.abort()
    const stopped = await cli(['ingest', '.', '--json'], { cwd: other.path, signal: stop.signal })
    expect(stopped.status).toBe(130)
    expect(stopped.json()).toMatchObject({ read: 0 })
    const { status, json } = await cli(['ingest', '.', '--json', '-q'], { cwd: other.path })
    expect(status).toBe(0)
    expect(json()).toMatchObject({ read: 3 })
    other.remove()
  })

  it('keeps samples and own files apart', async () => {
    const { status, err } = await run('ingest', 'xa.md', '--samples', '-q')
    expect(status, err).toBe(0)
    const mixed = await cli(['ingest', 'xa.md', '-q'], { cwd, env: { CANCU_DATA: 'data' } })
    expect(mixed.status).toBe(0)
    const other = folder()
    await cli(['ingest', path.join(cwd, 'xa.md'), '-q', '--samples'], { cwd: other.path })
    const { renameSync } = await import('node:fs')
    for (const end of ['', '-wal', '-shm']) {
      const from = path.join(other.path, 'data', `samples.db${end}`)
      if (existsSync(from)) renameSync(from, path.join(other.path, 'data', `cancu.db${end}`))
    }
    expect((await cli(['ingest', path.join(cwd, 'xa.md'), '-q'], { cwd: other.path })).status).toBe(2)
    other.remove()
  })
})

describe('reading without a store', () => {
  it('does not create one', async () => {
    const other = folder()
    const there = (...argv: string[]) => cli([...argv, '--no-catalogue'], { cwd: other.path })
    expect((await there('search', 'x', '--json')).json()).toMatchObject({ total: 0, results: [] })
    expect((await there('export')).out).toBe('')
    expect((await there('show', 'x')).status).toBe(5)
    expect((await there('doctor')).status).toBe(0)
    expect(existsSync(path.join(other.path, 'data'))).toBe(false)
    other.remove()
  })

  it('knows the catalogue that ships, and creates none either', async () => {
    const other = folder()
    const there = (...argv: string[]) => cli(argv, { cwd: other.path })
    expect((await there('show', 'QD 1648', '--json')).json()).toMatchObject({ number: '1648/QĐ-TTg', held: false })
    expect((await there('search', 'lien the he', '--json')).json().total).toBeGreaterThan(2)
    expect((await there('export')).out).toContain('"kind":"Source"')
    expect((await there('doctor')).status).toBe(0)
    expect(existsSync(path.join(other.path, 'data'))).toBe(false)
    other.remove()
  })
})

describe('extract', () => {
  it('prints one object a line whose spans hold', async () => {
    const { status, out } = await run('extract', 'tinh.txt', 'huyen.txt', '--json', '--text')
    expect(status).toBe(0)
    const records = out.trim().split('\n').map((line) => JSON.parse(line)) // prettier-ignore
    expect(records.map((record) => record.file)).toEqual(['tinh.txt', 'huyen.txt'])
    for (const { text: words, citations } of records) {
      expect(citations.length).toBeGreaterThan(0)
      for (const each of citations) expect(words.slice(each.start, each.end)).toBe(each.text)
    }
  })

  it('prints an object for a file it cannot read, and goes on', async () => {
    place.write('rong.txt', '')
    const { status, out } = await run('extract', 'rong.txt', 'tinh.txt', '--json')
    expect(status).toBe(3)
    const [bad, good] = out.trim().split('\n').map((line) => JSON.parse(line)) // prettier-ignore
    expect(bad).toEqual({
      file: 'rong.txt',
      error: { code: 'empty_document', message: expect.any(String) },
      citations: [],
    })
    expect(good.file).toBe('tinh.txt')
    expect(good.text).toBeUndefined()
    rmSync(path.join(cwd, 'rong.txt'))
  })

  it('lists with line and column for people', async () => {
    const { out } = await run('extract', 'tinh.txt')
    const row = PLANS['tinh.txt'].split('\n').findIndex((words) => words.includes('1336/QĐ-TTg'))
    expect(out).toContain(`  ${row + 1}:11`)
  })
})

describe('trace', () => {
  it('goes down from the centre to the commune', async () => {
    const { json } = await run('trace', '1336/QĐ-TTg', '--down', '--json')
    const root = json()
    expect(root).toMatchObject({ relation: null, days: null, instrument: { number: '1336/QĐ-TTg', level: 'central' } })
    const province = root.children.find((each: any) => each.instrument.number === '139/KH-UBND') // oxlint-disable-line typescript/no-explicit-any
    expect(province).toMatchObject({ relation: 'IMPLEMENTS', days: 15, instrument: { level: 'province', held: true } })
    expect(JSON.stringify(province)).toContain('07/KH-UBND')
  })

  it('goes up from a file', async () => {
    const { json } = await run('trace', 'xa.md', '--up', '--json')
    expect(json().instrument.number).toBe('07/KH-UBND')
    expect(JSON.stringify(json())).toContain('1336/QĐ-TTg')
  })

  it('draws a tree with place and days', async () => {
    const { out } = await run('trace', '1336/QĐ-TTg')
    expect(out).toMatch(/^Quyết định 1336\/QĐ-TTg/)
    expect(out).toContain('└─ ')
    expect(out).toContain('+15 ngày')
    expect(out).toContain('Lạng Sơn')
  })
})

describe('show and search', () => {
  it('finds a number however it is typed', async () => {
    for (const ref of ['QD 1336', '1336/QĐ-TTg', '1336/qd-ttg']) {
      expect((await run('show', ref, '--json')).json().number, ref).toBe('1336/QĐ-TTg')
    }
  })

  it('says who the issuer is now where it has ended', async () => {
    const { out } = await run('show', 'huyen.txt')
    expect(out).toContain('Ủy ban nhân dân huyện Hữu Lũng')
    expect(out).toMatch(/nay là Ủy ban nhân dân xã .+, tỉnh Lạng Sơn \(một phần\)/)
    expect((await run('show', 'huyen.txt', '--json')).json().issuerNow[0]).toMatchObject({ matter: null, part: true })
    expect((await run('show', 'tinh.txt')).out).not.toContain('nay là')
  })

  it('lists the nearest when nothing fits, as data too', async () => {
    const { status, err, json } = await run('show', '1335/QĐ-TTg', '--json')
    expect(status).toBe(5)
    expect(json().error).toMatchObject({ code: 'ref_not_found' })
    expect(err).toContain('1335/QĐ-TTg')
  })

  it('tells the status as of a day, with its evidence', async () => {
    const now = (await run('show', '1336/QĐ-TTg', '--as-of', '2026-01-01', '--json')).json()
    expect(now).toMatchObject({ status: 'period-over', statusAsOf: '2026-01-01' })
    expect(now.statusEvidence.every((each: { source: string | null }) => each.source !== null)).toBe(true)
    expect((await run('show', '1336/QĐ-TTg', '--as-of', '31/12/2025', '--json')).json().status).toBe('unknown')
    expect((await run('show', '1336/QĐ-TTg', '--as-of', '31/02/2025')).status).toBe(2)
    const words = (await run('show', '1336/QĐ-TTg', '--as-of', '2026')).out
    expect(words).toMatch(/hết giai đoạn \(tính đến 2026\)\n\s+← “/)
    expect((await run('trace', '1336/QĐ-TTg', '--as-of', '2019', '--json')).json().instrument.status).toBe(
      'not-yet-in-force',
    )
    const { results } = (await run('search', 'Luật Người cao tuổi', '--json')).json()
    expect(results.find((each: { id: string }) => each.id === '39-2009-qh12').status).toBe('in-force')
  })

  it('finds words without marks, with facets', async () => {
    const { json } = await run('search', 'lien the he', '--json')
    expect(json().total).toBeGreaterThanOrEqual(3)
    expect(json().facets.type['Kế hoạch']).toBeGreaterThanOrEqual(3)
    const narrow = (await run('search', 'lien the he', '--level', 'commune', '--json')).json()
    expect(narrow.results.every((each: { level: string }) => each.level === 'commune')).toBe(true)
  })

  it.each(['"', '*', 'NEAR(', '1579/QĐ-TTg', '-- ;', 'AND OR NOT', "';DROP TABLE"])(
    'takes %s as words',
    async (words) => {
      expect((await run('search', '--json', '--', words)).status).toBe(0)
    },
  )
})

describe('streams', () => {
  it('ends quietly when the reader goes away', async () => {
    const { status, err } = await cli(['export'], { cwd, out: closedPipe() })
    expect(status).toBe(0)
    expect(err).toBe('')
  })

  it('colours a terminal only, and never with NO_COLOR', async () => {
    const argv = ['show', '1336/QĐ-TTg']
    expect((await cli(argv, { cwd, terminal: true })).out).toContain('\u001b[')
    expect((await cli(argv, { cwd, terminal: true, env: { NO_COLOR: '1' } })).out).not.toContain('\u001b[')
    expect((await cli(argv, { cwd })).out).not.toContain('\u001b[')
  })

  it('keeps messages out of standard output', async () => {
    const { out, err } = await run('ingest', 'xa.md', '--json')
    expect(out.trim().split('\n')).toHaveLength(1)
    expect(err).not.toContain('{')
  })
})

describe('start', () => {
  it('reads, prints the table and the cascade, and ends', async () => {
    const { status, out, err } = await run('start', 'tinh.txt', 'huyen.txt', 'xa.md', '--no-serve')
    expect(status, err).toBe(0)
    expect(out).toContain('139/KH-UBND')
    expect(out).toContain('Lan tỏa của')
  })

  it('without a path reads the samples into a store of their own', async () => {
    const other = folder()
    const { status, err } = await cli(['start', '--no-serve', '-q'], { cwd: other.path })
    expect(status, err).toBe(0)
    expect(existsSync(path.join(other.path, 'data', 'samples.db'))).toBe(true)
    expect(existsSync(path.join(other.path, 'data', 'cancu.db'))).toBe(false)
    other.remove()
  })
})

interface Check {
  name: string
  ok: boolean
  value: string
}

describe('doctor', () => {
  it('tells what is set up, and hides what is secret', async () => {
    const { json } = await run('doctor', '--json')
    expect(json().checks.map((check: { name: string }) => check.name)).toEqual(
      expect.arrayContaining(['version', 'data', 'graph', 'search', 'synced']),
    )
    const { out, err } = await cli(['doctor', '--graph', 'bolt://anh:bi-mat@127.0.0.1:1'], { cwd })
    expect(out + err).not.toContain('bi-mat')
  })

  it('goes on to the second store when the first is out of reach', async () => {
    const { status, json } = await run('doctor', '--json', '--graph', 'bolt://127.0.0.1:1')
    expect(status).toBe(4)
    const [graph, search] = ['graph', 'search'].map((name) => json().checks.find((each: Check) => each.name === name))
    expect(graph).toMatchObject({ ok: false, remedy: expect.any(String) })
    expect(search.ok).toBe(true)
    expect(search.value).toMatch(/\d+ văn bản/)
    expect(json().checks.some((each: Check) => each.name === 'synced')).toBe(false)
  })

  it.each([
    ['busy', 503, 'internal', /quá tải/],
    ['full', 507, 'no_space_left_on_device', /hết chỗ/],
    ['locked', 403, 'invalid_api_key', /không nhận khoá/],
  ])('says of the search server that it is %s, and that the graph is well', async (_, status, code, said) => {
    const server = createServer((_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ message: code, code, type: 'internal', link: '' }))
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    try {
      const { port } = server.address() as AddressInfo
      const answer = await run('doctor', '--json', '--search', `http://127.0.0.1:${port}`)
      expect(answer.status).toBe(4)
      const checks: Check[] = answer.json().checks
      expect(checks.filter(({ ok, name }) => !ok && name !== 'web' && name !== 'samples').map(({ name }) => name)).toEqual(['search']) // prettier-ignore
      expect(checks.find(({ name }) => name === 'search')!.value).toMatch(said)
    } finally {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    }
  })

  it('tells that scans can be read, and that no office program is needed', async () => {
    const { out } = await run('doctor')
    expect(out).toMatch(/✓ Đọc bản quét +\S*vie\.traineddata\.gz\n/)
    expect(out).toMatch(/✓ Tệp Word, PDF .*không cần LibreOffice/)
  })
})
