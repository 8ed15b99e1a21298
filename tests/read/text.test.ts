/**
 * Plain text and what is none
 * ===========================
 *
 * Rows 1, 2 and 8 of the list of bad inputs: every file gets its text unchanged or one named error.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assert, asyncProperty, pre, string } from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSource } from '../../ingest/read/index.ts'
import { zip } from './made.ts'

const PLAN = 'Căn cứ Chỉ thị số 25-CT/TU, ngày 19/7/2023;\r\nKế hoạch số 265-\nKH/TU 🙂\t\u{00a0}\n'
/** A byte order mark stays in the text, as every program that decodes the file sees it. */
const MARK = '\u{FEFF}'
const BOM = Buffer.from([0xef, 0xbb, 0xbf])
const utf16le = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
const utf16be = (text: string): Buffer => utf16le(text).swap16()

describe('text is the decoded file, unchanged', () => {
  it.each([
    ['UTF-8', Buffer.from(PLAN), PLAN],
    ['UTF-8 with a byte order mark', Buffer.concat([BOM, Buffer.from(PLAN)]), MARK + PLAN],
    ['UTF-16, little end first', utf16le(PLAN), MARK + PLAN],
    ['UTF-16, big end first', utf16be(PLAN), MARK + PLAN],
  ])('%s', async (_, bytes, text) => {
    expect(await readSource(bytes, { name: 'a.txt' })).toEqual({ format: 'txt', text, pages: [] })
  })

  it('keeps decomposed letters, U+FFFD of the file itself and a mark in the middle', async () => {
    const text = `${'Kế hoạch'.normalize('NFD')} \u{FFFD} \u{FEFF} số 1`
    expect((await readSource(Buffer.from(text))).text).toBe(text)
  })

  it('names Markdown by its extension only', async () => {
    expect((await readSource(Buffer.from('# KẾ HOẠCH'), { name: 'Kế hoạch.MD' })).format).toBe('md')
  })

  it('holds for any text', async () => {
    const property = asyncProperty(string({ unit: 'grapheme', minLength: 1 }), async (text) => {
      // Signatures of other formats, and texts that are empty or none.
      pre(/^\p{L}/u.test(text) && !/^(MZ|GIF8|Rar!|PK)/.test(text) && !text.includes('\0'))
      expect((await readSource(Buffer.from(text))).text).toBe(text)
      for (const bytes of [utf16le(text), utf16be(text)]) expect((await readSource(bytes)).text).toBe(MARK + text)
    })
    await assert(property)
  })
})

describe('nothing in it', () => {
  it.each([
    ['no byte', Buffer.alloc(0)],
    ['only a byte order mark', BOM],
    ['only an UTF-16 mark', utf16le('')],
    ['only white space', Buffer.from(' \r\n\t\u{00a0}\u{3000}\n')],
  ])('%s → empty_document', async (_, bytes) => {
    await expect(readSource(bytes, { name: 'a.txt' })).rejects.toMatchObject({ code: 'empty_document', exit: 3 })
  })
})

describe('no text → undecodable, with the byte', () => {
  const start = Buffer.from('Số: ')
  it.each([
    ['a lone continuation byte', Buffer.concat([start, Buffer.from([0x80, 0x41])]), start.length],
    ['a letter cut short at the end', Buffer.concat([start, Buffer.from([0xe1, 0xba])]), start.length],
    ['Windows-1258', Buffer.from([0x4b, 0xea, 0xec, 0x20, 0x68]), 1],
    ['after an U+FFFD of its own', Buffer.concat([Buffer.from('a\u{FFFD}b'), Buffer.from([0xff])]), 5],
    ['after a byte order mark', Buffer.concat([BOM, Buffer.from([0x41, 0xc0])]), 4],
    ['half a UTF-16 letter', Buffer.concat([utf16le('Số'), Buffer.from([0x41])]), 6],
    ['a lone surrogate', Buffer.concat([utf16le('\u{FFFD}S'), Buffer.from([0x00, 0xd8, 0x41, 0x00])]), 6],
  ])('%s', async (_, bytes, byte) => {
    await expect(readSource(bytes, { name: 'a.txt' })).rejects.toMatchObject({ code: 'undecodable', details: { byte } })
  })
})

describe('the content counts, not the name → unsupported_format', () => {
  it.each([
    ['a program named .pdf', Buffer.from('MZ\x90\0\x03'), 'plan.pdf', 'Windows program'],
    ['an archive named .pdf', zip([{ name: 'a.txt', data: 'a' }]), 'plan.pdf', 'zip'],
    ['a spreadsheet', zip([{ name: 'xl/workbook.xml', data: '<x/>' }]), 'plan.xlsx', 'Excel'],
    ['an old spreadsheet named .doc', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('Workbook', 'utf16le')]), 'plan.doc', 'Excel'], // prettier-ignore
    ['bytes with NUL', Buffer.from('abc\0def'), 'plan.txt', 'binary'],
  ])('%s', async (_, bytes, name, found) => {
    await expect(readSource(bytes, { name })).rejects.toMatchObject({ code: 'unsupported_format', details: { found } })
  })

  it('knows a Word file with a password', async () => {
    const head = Buffer.from('d0cf11e0a1b11ae1', 'hex')
    const bytes = Buffer.concat([head, Buffer.from('EncryptedPackage', 'utf16le')])
    await expect(readSource(bytes)).rejects.toMatchObject({ code: 'encrypted_file' })
  })

  it('reads a text that only mentions %PDF-', async () => {
    expect((await readSource(Buffer.from('Tệp bắt đầu bằng %PDF-1.7'))).format).toBe('txt')
  })
})

describe('from a path', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cancu-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('reads it and is called by its last part', async () => {
    const path = join(folder, 'Kế hoạch.txt')
    writeFileSync(path, PLAN)
    expect((await readSource(path)).text).toBe(PLAN)
  })

  it('says no_such_file, unreadable_file and read_limit', async () => {
    const path = join(folder, 'lớn.txt')
    writeFileSync(path, PLAN)
    await expect(readSource(join(folder, 'không có.txt'))).rejects.toMatchObject({ code: 'no_such_file', exit: 2 })
    await expect(readSource(folder)).rejects.toMatchObject({ code: 'unreadable_file' })
    await expect(readSource(path, { limits: { size: 10 } })).rejects.toMatchObject({ code: 'read_limit' })
  })

  it('says it in both languages, with a remedy', async () => {
    const error = await readSource(Buffer.from([0x41, 0xff]), { name: 'kế hoạch.txt' }).catch((caught) => caught)
    expect(error.say('vi')).toContain('kế hoạch.txt: không phải văn bản UTF-8')
    expect(error.say('en')).toContain('(wrong from byte 1 on)')
    expect(error.say('en')).toContain('→ Open it in an editor')
  })
})
