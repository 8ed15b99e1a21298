/**
 * Listing files and folders
 * =========================
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FileProblem, listFiles } from '../../ingest/read/files.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cancu-files-'))
  for (const folder of ['b/sâu', 'b/.ẩn', 'rỗng']) mkdirSync(join(root, folder), { recursive: true })
  const files = ['b/2.txt', 'b/10.MD', 'b/sâu/x.docx', 'b/.ẩn/y.txt', 'b/.z.txt', 'b/~$x.docx', 'b/phim.mp4', 'a.pdf']
  for (const file of files) writeFileSync(join(root, file), file)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

async function list(paths: string[], problem?: FileProblem): Promise<string[]> {
  const found: string[] = []
  for await (const { path } of listFiles(
    paths.map((path) => join(root, path)),
    problem,
  )) {
    found.push(relative(root, path).replaceAll('\\', '/'))
  }
  return found
}

describe('listFiles', () => {
  it('goes down all folders in one order, past hidden, locked and foreign files', async () => {
    expect(await list(['.'])).toEqual(['a.pdf', 'b/10.MD', 'b/2.txt', 'b/sâu/x.docx'])
  })

  it('tells size and whole milliseconds', async () => {
    for await (const { size, mtime } of listFiles([join(root, 'a.pdf')])) {
      expect(size).toBe(5)
      expect(Number.isInteger(mtime)).toBe(true)
    }
  })

  it('takes a named file as it is, and each file once', async () => {
    expect(await list(['b/phim.mp4', 'b/.z.txt', 'b', 'b/2.txt'])).toEqual([
      'b/phim.mp4',
      'b/.z.txt',
      'b/10.MD',
      'b/2.txt',
      'b/sâu/x.docx',
    ])
  })

  it('comes to an end where links go round, and passes over links to nothing', async () => {
    symlinkSync(join(root, 'b'), join(root, 'b/sâu/vòng'))
    symlinkSync(join(root, 'không có'), join(root, 'b/chết.txt'))
    symlinkSync(join(root, 'a.pdf'), join(root, 'b/nối.pdf'))
    expect(await list(['b'])).toEqual(['b/10.MD', 'b/2.txt', 'b/nối.pdf', 'b/sâu/x.docx'])
  })

  it('says no_such_file before it lists anything', async () => {
    await expect(listFiles([join(root, 'b'), join(root, 'không có')]).next()).rejects.toMatchObject({
      code: 'no_such_file',
      exit: 2,
    })
  })

  it('an empty folder is no error', async () => {
    expect(await list(['rỗng'])).toEqual([])
  })

  it('reports what it cannot look at and goes on', async () => {
    // A link to itself: closed to everyone, even to root.
    symlinkSync(join(root, 'b/kín.txt'), join(root, 'b/kín.txt'))
    const problems: string[] = []
    const found = await list(['.'], (path, error) => problems.push(`${relative(root, path)} ${error.code}`))
    expect(found).toEqual(['a.pdf', 'b/10.MD', 'b/2.txt', 'b/sâu/x.docx'])
    expect(problems).toEqual([`${join('b', 'kín.txt')} unreadable_file`])
    await expect(list(['.'])).rejects.toMatchObject({ code: 'unreadable_file', details: { detail: 'ELOOP' } })
  })
})
