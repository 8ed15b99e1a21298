/**
 * cancu check --format docx: the drafter's own file back, with comments
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { closeReaders, readSource } from '../../ingest/read/index.ts'
import { docx, paragraph } from '../read/made.ts'
import { cli, folder } from './help.ts'

// Starting the reading process is slow on a machine with other work.
vi.setConfig({ testTimeout: 40_000 })

const place = folder()
const { path: cwd } = place
const at = (name: string): string => path.join(cwd, name)
const run = (...argv: string[]) => cli(['check', ...argv], { cwd })
const draft = docx(
  ['KẾ HOẠCH', 'Triển khai Kết luận số 58/KL-TW ngày 23/6/2023 của Ban Bí thư'].map(paragraph).join(''),
)
const comments = (name: string): string =>
  Buffer.from(unzipSync(readFileSync(at(name)))['word/comments.xml'] ?? []).toString()
const textOf = async (name: string): Promise<string> => (await readSource(at(name))).text

beforeAll(() => {
  writeFileSync(at('du-thao.docx'), draft)
  writeFileSync(at('du-thao.txt'), 'KẾ HOẠCH\nTriển khai Kết luận số 58/KL-TW ngày 23/6/2023 của Ban Bí thư\n')
  mkdirSync(at('khac'))
  writeFileSync(at('khac/du-thao.docx'), draft)
})
afterAll(() => {
  closeReaders()
  place.remove()
})

describe('check --format docx', () => {
  it('writes the file with the findings of the check, and leaves the draft alone', async () => {
    const { status, out } = await run('du-thao.docx', '--format', 'docx', '--out', 'ra.docx')
    expect(status).toBe(1)
    expect(out).toContain('du-thao.docx → ra.docx')
    expect(comments('ra.docx')).toContain('[N3 · lỗi]')
    expect(await textOf('ra.docx')).toBe(await textOf('du-thao.docx'))
    expect(readFileSync(at('du-thao.docx')).equals(draft)).toBe(true)
    const english = await run('du-thao.docx', '--format', 'docx', '--out', 'en.docx', '--lang', 'en')
    expect(english.status).toBe(1)
    expect(comments('en.docx')).toContain('[N3 · error]')
  })

  it('--fix writes the safe corrections as tracked changes', async () => {
    await run('du-thao.docx', '--format', 'docx', '--out', 'sua.docx', '--fix')
    expect(await textOf('sua.docx')).toContain('Kết luận số 58-KL/TW ngày')
    const again = await run('sua.docx', '--json')
    expect(again.json().findings.filter(({ rule }: { rule: string }) => rule === 'N3')).toEqual([])
  })

  it('several drafts go into a folder, two of one name beside each other; what is no Word file is named', async () => {
    const { status, out, err } = await run(
      'du-thao.docx',
      'khac',
      'du-thao.txt',
      '--format',
      'docx',
      '--out',
      'ket-qua',
    )
    expect(status).toBe(3)
    expect(out).toContain(path.join('ket-qua', 'du-thao.docx'))
    expect(comments('ket-qua/du-thao-2.docx')).toContain('[N3')
    expect(err).toContain('du-thao.txt')
    expect(err).toContain('chỉ ghi được chú thích vào tệp .docx')
  })

  it.each([
    [['du-thao.docx', '--format', 'docx'], '--format docx cần --out'],
    [['du-thao.docx', '--fix'], '--fix chỉ dùng với --format docx'],
    [['du-thao.docx', '--format', 'docx', '--out', './du-thao.docx'], 'không bị ghi đè'],
    [['du-thao.docx', '--format', 'docx', '--out', 'khong/co/ra.docx'], 'Không ghi được'],
  ])('%j is refused, and says why', async (argv, why) => {
    const { status, err } = await run(...argv)
    expect(status).toBe(2)
    expect(err).toContain(why)
    expect(readFileSync(at('du-thao.docx')).equals(draft)).toBe(true)
  })
})
