/**
 * Web pages
 * =========
 *
 * The document of a page and not its menu, and offsets that count in the page's source.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { checkText } from '../../ingest/check/index.ts'
import { nothingKnown } from '../../ingest/check/known.ts'
import { ingest } from '../../ingest/index.ts'
import { closeReaders, readSource } from '../../ingest/read/index.ts'
import { wordsOf } from '../../ingest/read/html.ts'
import { plainOf } from '../../ingest/reading.ts'
import { linesOf, numbersOf } from './made.ts'

vi.setConfig({ testTimeout: 40_000 })
afterAll(closeReaders)

const html = (body: string, head = '<meta charset="utf-8">'): Buffer =>
  Buffer.from(`<!DOCTYPE html>\n<html><head>${head}<title>Văn bản</title></head>\n<body>${body}</body></html>`)
const reading = (bytes: Uint8Array, limits = {}) => readSource(bytes, { name: 'trang.html', limits })
const words = (body: string): string => wordsOf(html(body).toString()).text

const PLAN = resolve(import.meta.dirname, '../../fixtures/plans/nct-11-xa-dai-loc.txt')
const plan = readFileSync(PLAN, 'utf8')
const escaped = (line: string): string => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
/** As portals do: numbers of other documents all around the one that is shown. */
const portal = (document: string): string => `
  <header><a href="/">CỔNG THÔNG TIN ĐIỆN TỬ</a></header>
  <nav><ul><li><a href="/1">Quyết định số 11/QĐ-TTg ngày 01/01/2020</a></li></ul></nav>
  <div class="left-menu"><p>Thông tư số 12/2020/TT-BTC</p></div>
  <div id="page"><div id="content"><h1>Xem văn bản</h1><div>${document}</div></div>
  <div class="box"><h3>Văn bản mới</h3>${'<p><a href="/2">Nghị định số 13/2020/NĐ-CP ngày 02/02/2020</a></p>'.repeat(4)}</div></div>
  <script>var a = "<p>Chỉ thị số 14/CT-TTg</p>"</script><style>p { margin: 0 }</style>
  <div style="display: none">Kết luận số 15-KL/TW</div><!-- Công văn số 16/UBND-VP -->
  <footer>Giấy phép số 17/GP-TTĐT ngày 03/3/2019</footer>`

describe('a portal page', () => {
  const lines = plan.split('\n').map((line) => `    <p>${escaped(line)}</p>`)
  const page = html(portal(lines.join('\n')))

  it('cites what its document cites, and nothing of the menu', async () => {
    const source = await reading(page)
    expect(source.format).toBe('html')
    expect(numbersOf(ingest(source))).toEqual(numbersOf(ingest({ format: 'txt', text: plan, pages: [] })))
    // A browser shows runs of blanks as one.
    const shown = linesOf(plan).map((line) => line.trim().replace(/ +/g, ' '))
    expect(linesOf(source.reading!.text)).toEqual(['Xem văn bản', ...shown.filter((line) => line !== '')])
  })

  it('has its offsets in the decoded file, unchanged', async () => {
    const source = await reading(page)
    expect(source.text).toBe(page.toString())
    const { citations, document } = ingest(source, { parts: true })
    expect(citations.length).toBeGreaterThan(5)
    for (const { start, end, text, core } of citations) {
      expect(source.text.slice(start, end)).toBe(text)
      expect(core.start).toBeGreaterThanOrEqual(start)
      expect(core.end).toBeLessThanOrEqual(end)
    }
    const { start, end } = document.spans.number!
    expect(source.text.slice(start, end)).toContain('KH-UBND')
  })

  it('keeps a letterhead that stands in a <header>, and a second part after the longest', () => {
    const article = `<article><header><p>ĐẢNG CỘNG SẢN VIỆT NAM</p><p>Số: 12-KH/TU</p></header><div>${'<p>Nội dung kế hoạch.</p>'.repeat(9)}</div><div><p>Phụ lục I</p></div></article>`
    const text = words(`<div><a href="/">Trang chủ</a> <a href="/b">Liên hệ</a></div>${article}`)
    expect(text.split('\n')[0]).toBe('ĐẢNG CỘNG SẢN VIỆT NAM')
    expect(text).toContain('Phụ lục I')
    expect(text).not.toContain('Trang chủ')
  })
})

describe('lines', () => {
  it.each([
    ['a block is a line, a break too', '<p>một\n   hai</p><p>ba<br>bốn<br></p><div>năm</div>', 'một hai\nba\nbốn\nnăm'],
    ['tags within words are nothing', '<p>Số 12/<b>QĐ</b>-<span>UBND</span> <i>ngày</i></p>', 'Số 12/QĐ-UBND ngày'],
    ['an empty line stays', '<p>a</p><p><br></p><p>b</p>', 'a\n\nb'],
    ['entities', '<p>Qu&yacute; &#7841; &amp;&nbsp;&lt;b&gt;</p>', 'Quý ạ &\u00a0<b>'],
    ['unclosed paragraphs', '<p>a<p>b<ul><li>c<li>d</ul>e', 'a\nb\n- c\n- d\ne'],
    ['a list that counts', '<ol start="3"><li><p>c</p><li>d</ol>', '3. c\n4. d'],
    ['as typed', '<pre>a\n\nb  c</pre>', 'a\n\nb c'],
    [
      'a row of single lines',
      '<table><tr><td><p>a</p></td><td></td><td>b</td></tr><tr><td>c</td></tr></table>',
      'a\t\tb\nc',
    ],
    [
      'a row of several lines',
      '<p>x</p><table><tr><td><p>a</p><p>b</p></td><td></td><td><p>c</p><p>d</p></td></tr></table><p>y</p>',
      'x\na\nb\nc\nd\ny',
    ],
    [
      'a table in a cell',
      '<table><tr><td>trước<table><tr><td>a</td><td>b</td></tr></table>sau</td><td>c</td></tr></table>',
      'trước\na\tb\nsau\nc',
    ],
    [
      'marks of footnotes',
      '<p>Kế hoạch số 265-KH/TU<a href="#_ftn1"><sup>[1]</sup></a> ngày 1/1/2020</p><p><a href="#_ftnref1">[1]</a> Thay</p>',
      'Kế hoạch số 265-KH/TU ngày 1/1/2020\n[1] Thay',
    ],
  ])('%s', (_, body, text) => expect(words(body)).toBe(text))

  it('a mention that tags and entities run through is given as the file has it', () => {
    const mention = 'Quy&#7871;t định số 1336/<b>QĐ</b>-TTg ngày\n  31/8/2020'
    const text = html(`<p>Căn cứ ${mention} &nbsp; của Thủ tướng Chính phủ;</p>`).toString()
    const { citations } = ingest({ format: 'html', text, pages: [], reading: wordsOf(text) })
    expect(citations).toMatchObject([{ type: 'Quyết định', number: '1336/QĐ-TTg', date: '2020-08-31' }])
    expect(citations[0]!.text.startsWith(mention)).toBe(true)
    expect(text.slice(citations[0]!.start, citations[0]!.end)).toBe(citations[0]!.text)
  })
})

describe('what a file may be written in', () => {
  const line = '<p>Căn cứ Quyết định số 1336/QĐ-TTg ngày 31/8/2020</p>'
  it.each([
    ['UTF-8 that calls itself something else', html(line, '<meta charset="windows-1252">')],
    ['UTF-16', Buffer.from(`\u{FEFF}${html(line).toString()}`, 'utf16le')],
    [
      'windows-1258',
      Buffer.concat([
        Buffer.from('<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1258"></head><p>'),
        // ă; ê, and a tone that follows its letter.
        Buffer.from('43e36e2063f9ec', 'hex'),
        Buffer.from(' Quy'),
        Buffer.from('eaec7420f0f26e68', 'hex'),
      ]),
    ],
  ])('%s', async (_, bytes) => {
    expect((await reading(bytes)).reading!.text.normalize('NFC')).toMatch(/^C(ăn cứ|ăn cù́) Quyết đ/)
  })

  it('bytes that are no text are told', async () => {
    const bytes = Buffer.concat([Buffer.from('<html><body>'), Buffer.from([0xe3, 0x6e]), Buffer.from('</body></html>')])
    await expect(reading(bytes)).rejects.toMatchObject({ code: 'undecodable' })
  })

  it.each([
    '<!-- x --><html><p>Số 1',
    '<?xml version="1.0"?>\n<!DOCTYPE html><p>Số 1',
    '<meta charset="utf-8"><p>Số 1',
  ])('is a page: %s', async (text) => expect((await reading(Buffer.from(text))).format).toBe('html'))

  it('named .doc, as portals hand out their documents, is a page', async () => {
    expect((await readSource(html('<p>Số 1</p>'), { name: 'plan.doc' })).format).toBe('html')
  })

  it.each(['<div align="center">\n\n# Kế hoạch\n</div>', 'Thẻ <html> là gì', '< html'])('is none: %s', async (text) =>
    expect((await readSource(Buffer.from(text), { name: 'a.md' })).format).toBe('md'),
  )
})

describe('hostile pages', () => {
  it('without words, such as one that a script fills', async () => {
    const bytes = html('<div id="app"></div><script>render("Số 1")</script>')
    await expect(reading(bytes)).rejects.toMatchObject({ code: 'empty_document' })
  })

  it('nested without end', async () => {
    await expect(reading(html('<div>'.repeat(100_000) + 'a'))).rejects.toMatchObject({
      code: 'read_limit',
      details: { limit: 'depth' },
    })
  })

  it('wide ones take linear time', () => {
    const started = performance.now()
    for (const piece of ['<td>a', '<tr><td>', '</p>', '<a href="x">b', '&nbsp; ', '<', '<li>a<br>', '<!--'])
      wordsOf(`<html><body><table>${piece.repeat(100_000)}`.slice(0, 900_000))
    expect(performance.now() - started).toBeLessThan(15_000)
  })

  it('cut anywhere, it is read or refused with a reason', async () => {
    const whole = html(portal(`<table><tr><td>Số: 1/KH-UBND</td><td>&amp;</td></tr></table>`)).toString()
    for (let end = 30; end < whole.length; end += 97) expect(typeof wordsOf(whole.slice(0, end)).text).toBe('string')
  })
})

it('findings about a page stand in its source, and no edit takes a tag along', async () => {
  const line = (number: string): string =>
    `<p>Căn cứ Quyết định số ${number} ngày 31/8/2020 của Thủ tướng Chính phủ;</p>`
  const source = await reading(html(portal(`<p>KẾ HOẠCH</p>${line('1336/QĐTTg')}${line('1337/<b>QĐTTg</b>')}`)))
  const { findings } = await checkText(source, nothingKnown, { today: '2026-11-24', only: ['N1'] })
  expect(findings.map(({ start, end }) => source.text.slice(start, end))).toEqual([
    expect.stringContaining('1336/QĐTTg'),
    expect.stringContaining('1337/<b>QĐTTg'),
  ])
  expect(findings.map(({ fixes }) => fixes.length)).toEqual([1, 0])
})

it('the graph keeps the words of a page, and the marks in them', async () => {
  const source = await reading(html(portal(`<p>Kế hoạch thực hiện Quyết định số 1336/<b>QĐ</b>-TTg</p>`)))
  const plain = plainOf(source)
  const { citations } = ingest(plain)
  expect(citations.map(({ start, end }) => plain.text.slice(start, end))).toEqual(['Quyết định số 1336/QĐ-TTg'])
})
