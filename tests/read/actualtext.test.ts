/**
 * Letters a PDF draws in parts
 * ============================
 */
import { deflateSync } from 'node:zlib'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { applyActualText, revealActualText, type TextItem } from '../../ingest/read/actualtext.ts'
import { closeReaders, readSource } from '../../ingest/read/index.ts'
import { pdf } from './made.ts'

// Starting the reading process is slow on a machine with other work.
vi.setConfig({ testTimeout: 40_000 })
afterAll(closeReaders)

/** A content stream as LibreOffice writes it: "số 61" with "ố" drawn as "o" and an apostrophe of full width. */
const drawn = (mark: string, glyphs = '[<6F>2<27>]TJ'): Buffer =>
  Buffer.from(
    `BT\n72 720 Td /F1 12 Tf[<73>]TJ\n${mark}\nBDC\n1 0 0 1 78 720 Tm\n/F1 12 Tf${glyphs}\nEMC\n1 0 0 1 84.7 720 Tm\n/F1 12 Tf[<20>2<36>2<31>]TJ\nET`,
  )

const read = async (content: Buffer): Promise<string> => (await readSource(pdf([content]), { name: 'a.pdf' })).text

describe('a letter drawn in parts', () => {
  it.each([
    ['hexadecimal', drawn('/Span<</ActualText<FEFF1ED1>>>')],
    ['among other entries', drawn('/Span <</Lang (vi-VN)/MCID 3 /ActualText <FEFF 1ED1> /E (a \\) b)>>')],
    ['a literal string', drawn('/Span<</ActualText(\\376\\377\\036\\321)>>')],
    ['UTF-8', drawn('/Span<</ActualText<EFBBBFE1BB91>>>')],
    ['decomposed', drawn('/Span<</ActualText<FEFF006F03020301>>>')],
    ['one string of two glyphs', drawn('/Span<</ActualText<FEFF1ED1>>>', '<6F27>Tj')],
  ])('is read as the letter, and the space behind it stays: %s', async (_, content) => {
    expect((await read(content)).normalize('NFC')).toBe('số 61')
  })

  it('without a mark is read as drawn', async () => {
    expect(await read(drawn('/Span<</MCID 3>>'))).toContain("so'")
  })

  it('a word keeps its glyphs', async () => {
    const content = drawn('/Span<</ActualText<FEFF00E000E1>>>', '<6F27>Tj')
    expect(await read(content)).toMatch(/^sàá/)
  })
})

describe('in place', () => {
  it('changes nothing but the stream, and nothing at all without such letters', () => {
    const plain = pdf(['So: 1'])
    expect(Buffer.from(revealActualText(plain)).equals(plain)).toBe(true)
    const marked = pdf([drawn('/Span<</ActualText<FEFF1ED1>>>')])
    const revealed = Buffer.from(revealActualText(marked))
    expect(revealed.length).toBe(marked.length)
    expect(revealed.subarray(0, 200).equals(marked.subarray(0, 200))).toBe(true)
    expect(revealed.equals(marked)).toBe(false)
  })

  it('leaves a stream alone that would not fit, and one that is no zlib', () => {
    const cut = deflateSync(Buffer.from('/ActualText')).subarray(0, 6)
    const broken = Buffer.concat([Buffer.from('stream\n'), cut, Buffer.from('\0\0\0\nendstream')])
    expect(Buffer.from(revealActualText(broken)).equals(broken)).toBe(true)
  })
})

const begin = (tag: string): TextItem => ({ type: 'beginMarkedContent', tag })
const end: TextItem = { type: 'endMarkedContent' }
const textOf = (items: TextItem[]): string => items.map((item) => item.str ?? '').join('')

describe('applyActualText', () => {
  it.each<[string, TextItem[], string]>([
    [
      'the first piece has the letter, the others nothing',
      [begin('ActualText_1ed1'), { str: 'o' }, { str: '´' }, end],
      'ố',
    ],
    ['white space before it stays', [{ str: 'a' }, begin('ActualText_1ed1'), { str: ' ' }, { str: 'o' }, end], 'a ố'],
    ['nothing drawn: it joins the piece before', [{ str: 's' }, begin('ActualText_1ed1'), end, { str: ' 6' }], 'số 6'],
    [
      'marks inside it',
      [begin('ActualText_1ed1'), begin('P'), { str: 'o' }, end, { str: '´' }, end, { str: '6' }],
      'ố6',
    ],
    ['it inside marks', [begin('P'), begin('ActualText_1ed1'), { str: 'o' }, end, { str: '6' }, end], 'ố6'],
    ['ends too many', [end, { str: 'a' }, end], 'a'],
    ['other marks', [begin('P'), { str: 'a' }, end], 'a'],
  ])('%s', (_, items, expected) => {
    expect(textOf(applyActualText(items))).toBe(expected)
  })
})
