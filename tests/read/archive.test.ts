/**
 * A .zip is a folder
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listArchive } from '../../ingest/read/archive.ts'
import { bytesOf, listFiles, READ_LIMITS } from '../../ingest/read/index.ts'
import { cli } from '../api/help.ts'
import { docx, paragraph, zip, type ZipEntry } from './made.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cancu-zip-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const plan = (number: string): string =>
  `ỦY BAN NHÂN DÂN\nXÃ MINH TÂN\nSố: ${number}/KH-UBND\n\nKẾ HOẠCH\nThực hiện Quyết định số 1336/QĐ-TTg ngày 31/8/2020 của Thủ tướng Chính phủ\n`

function put(name: string, entries: ZipEntry[]): string {
  const file = join(root, name)
  writeFileSync(file, zip(entries))
  return file
}

async function list(file: string): Promise<{ found: string[]; problems: string[] }> {
  const problems: string[] = []
  const found: string[] = []
  for await (const each of listFiles([file], (at, { code }) => problems.push(`${at.slice(root.length + 1)} ${code}`)))
    found.push(relative(root, each.path))
  return { found, problems }
}

describe('an archive', () => {
  it('is listed with the archives in it, without what is hidden or foreign', async () => {
    const file = put('hồ sơ.zip', [
      { name: 'b/2.txt', data: plan('02') },
      { name: 'a.docx', data: docx(paragraph('Kế hoạch')) },
      { name: 'ảnh.mp4', data: 'x' },
      { name: '__MACOSX/b/._2.txt', data: 'x' },
      { name: '.ẩn.txt', data: 'x' },
      { name: 'trong.zip', data: zip([{ name: 'sâu/3.txt', data: plan('03') }]) },
    ])
    expect(await list(file)).toEqual({
      found: ['hồ sơ.zip/a.docx', 'hồ sơ.zip/b/2.txt', 'hồ sơ.zip/trong.zip/sâu/3.txt'],
      problems: [],
    })
  })

  it('gives each file its own bytes', async () => {
    const inner = zip([
      { name: 'x.txt', data: plan('03') },
      { name: 'y.txt', data: plan('04') },
    ])
    const file = put('a.zip', [
      { name: '1.txt', data: plan('01') },
      { name: 'b.zip', data: inner },
    ])
    const texts: string[] = []
    for await (const each of listFiles([file])) texts.push(Buffer.from(await bytesOf(each)).toString())
    expect(texts).toEqual([plan('01'), plan('03'), plan('04')])
  })

  it('reads names of an old Vietnamese Windows', async () => {
    const bytes = zip([{ name: 'K? ho?ch.txt', data: plan('01') }])
    // "Kế hoạch" in windows-1258: ê and a combining acute; a and a combining dot below.
    const old = Buffer.from('4b ea ec 20 68 6f 61 f2 63 68 2e 74 78 74'.replaceAll(' ', ''), 'hex')
    const name = Buffer.from('K? ho?ch.txt')
    let out = bytes
    for (let at = out.indexOf(name); at >= 0; at = out.indexOf(name)) out = Buffer.concat([out.subarray(0, at), old, out.subarray(at + name.length)]) // prettier-ignore
    // Two bytes longer, twice: the lengths and the offset of the directory move along.
    const grown = old.length - name.length
    const directory = out.indexOf('PK\x01\x02', 0, 'latin1')
    const end = out.indexOf('PK\x05\x06', 0, 'latin1')
    out.writeUInt16LE(old.length, 26)
    out.writeUInt16LE(old.length, directory + 28)
    out.writeUInt32LE(out.readUInt32LE(end + 12) + grown, end + 12)
    out.writeUInt32LE(out.readUInt32LE(end + 16) + grown, end + 16)
    writeFileSync(join(root, 'cũ.zip'), out)
    expect((await list(join(root, 'cũ.zip'))).found).toEqual(['cũ.zip/Kế hoạch.txt'])
  })

  it('is a Word file where it is one', async () => {
    const file = join(root, 'a.zip')
    writeFileSync(file, docx(paragraph('Kế hoạch')))
    expect((await list(file)).found).toEqual(['a.zip'])
  })
})

describe('a hostile archive is reported, and the rest is done', () => {
  it('names that lead out', async () => {
    const file = put('a.zip', [
      { name: '../../x.txt', data: 'x' },
      { name: 'b.txt', data: plan('01') },
    ])
    expect(await list(file)).toEqual({ found: ['a.zip/b.txt'], problems: ['a.zip/../../x.txt damaged_file'] })
  })

  it('a bomb, refused before it is unpacked', async () => {
    const file = put('a.zip', [
      { name: 'bom.txt', data: Buffer.alloc(30_000_000) },
      { name: 'b.txt', data: plan('01') },
    ])
    expect(await list(file)).toEqual({ found: ['a.zip/b.txt'], problems: ['a.zip/bom.txt read_limit'] })
  })

  it('an entry longer than it says', async () => {
    const file = put('a.zip', [{ name: 'b.txt', data: plan('01').repeat(50), claims: 10 }])
    for await (const each of listFiles([file]))
      await expect(bytesOf(each)).rejects.toMatchObject({ code: 'damaged_file' })
    expect.assertions(1)
  })

  it('archives within archives without end', async () => {
    let bytes = zip([{ name: 'a.txt', data: plan('01') }])
    for (let i = 0; i < 5; i++) bytes = zip([{ name: 'z.zip', data: bytes }])
    writeFileSync(join(root, 'a.zip'), bytes)
    const { found, problems } = await list(join(root, 'a.zip'))
    expect(found).toEqual([])
    expect(problems).toEqual([expect.stringMatching(/z\.zip read_limit$/)])
  })

  it('more entries than the limit', async () => {
    const file = put(
      'a.zip',
      Array.from({ length: 12 }, (_, i) => ({ name: `${i}.txt`, data: 'x' })),
    )
    const limits = { ...READ_LIMITS, archive: { entries: 10, unpacked: 1e9, depth: 3 } }
    await expect(listArchive(file, limits, () => {})).rejects.toMatchObject({ code: 'read_limit' })
  })

  it('no archive at all, and one that was cut', async () => {
    writeFileSync(join(root, 'a.zip'), 'không phải zip')
    writeFileSync(join(root, 'b.zip'), zip([{ name: 'a.txt', data: plan('01') }]).subarray(0, -10))
    expect(await list(root)).toEqual({ found: [], problems: ['a.zip damaged_file', 'b.zip damaged_file'] })
  })
})

it('cancu ingest reads an archive, and a second run finds it unchanged', async () => {
  put('hồ sơ.zip', [
    { name: '1.txt', data: plan('01') },
    { name: 'b/2.txt', data: plan('02') },
  ])
  const first = JSON.parse((await cli(['ingest', 'hồ sơ.zip', '--json'], { cwd: root })).out)
  expect(first).toMatchObject({ read: 2, unchanged: 0, failed: 0 })
  const second = JSON.parse((await cli(['ingest', '.', '--json'], { cwd: root })).out)
  expect(second).toMatchObject({ read: 0, unchanged: 2, failed: 0 })
  const shown = await cli(['extract', 'hồ sơ.zip', '--json'], { cwd: root })
  expect(shown.out.trim().split('\n').map((line) => JSON.parse(line).file)).toEqual(['hồ sơ.zip/1.txt', 'hồ sơ.zip/b/2.txt']) // prettier-ignore
  put('hồ sơ.zip', [{ name: '1.txt', data: plan('01') }])
  const third = JSON.parse((await cli(['ingest', '.', '--prune', '--json'], { cwd: root })).out)
  expect(third).toMatchObject({ removed: 1 })
})
