/**
 * No text hangs the reader
 *
 * Shapes that make careless patterns square or worse, of one to five million characters each. What is linear takes a second or
 * two; what is square takes hours, and fails by the time-out of the test. How fast it is, `npm run bench` measures.
 */
import { describe, expect, it } from 'vitest'
import { read, samples, toTcvn3, toVni } from './texts.ts'

const fill = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
const M = 1_000_000

/** The same bytes in every run. */
function noise(length: number): string {
  const bytes = Buffer.alloc(length)
  let state = 0x2545f491
  for (let i = 0; i < length; i++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes[i] = state & 0xff
  }
  return bytes.toString('latin1')
}

const plan = samples[0]!.text
const SHAPES: [string, () => string][] = [
  ['spaces after a type word', () => `Quyết định số${' '.repeat(M)}`],
  ['spaces after a digit', () => `Quyết định số 1${' '.repeat(M)}/QĐ-UBND`],
  ['spaces that do not break', () => `Kế hoạch số${'\u00a0'.repeat(M)}12/KH-UBND`],
  ['“số” again and again', () => fill('số ', M)],
  ['“Quyết định số” again and again', () => fill('Quyết định số ', M)],
  ['hyphens', () => '-'.repeat(M)],
  ['hyphens behind a number', () => `Quyết định số 12/QĐ${'-'.repeat(M)}UBND`],
  ['slashes', () => `12${'/'.repeat(M)}`],
  ['digits', () => '1'.repeat(M)],
  ['letters that are taken for digits', () => fill('O1lI', M)],
  ['digits behind a type word', () => `Nghị định số ${'9'.repeat(M)}`],
  ['A/A/A', () => fill('A/', M)],
  ['1-A/1-A/', () => fill('1-A/', M)],
  ['12/QĐ-12/QĐ-', () => fill('12/QĐ-', M)],
  ['codes without end', () => `Quyết định số 12/${fill('UBND-', M)}`],
  ['a word without end', () => 'a'.repeat(M)],
  ['a word in capitals without end', () => 'Đ'.repeat(M)],
  ['Luật Luật Luật', () => fill('Luật ', M)],
  ['Luật and capitals', () => `Luật ${fill('Tổ Chức ', M)}`],
  ['one law in another', () => fill('Luật Người cao tuổi và ', M)],
  ['laws that amend laws that amend laws', () => fill('Luật sửa đổi ', 200_000)],
  ['one list of amended laws', () => `Luật sửa đổi ${fill('Luật Đất đai số 31/2024/QH15, ', 200_000)}`],
  [
    'quoted articles never closed',
    () => `THÔNG TƯ\nX\n${fill('\n“Điều 5. Bãi bỏ Luật Hải quan số 54/2014/QH13', 200_000)}`,
  ],
  ['Căn cứ Căn cứ', () => fill('Căn cứ ', M)],
  ['Căn cứ on every line', () => fill('Căn cứ Luật Dân số;\n', M)],
  ['Thực hiện Thực hiện', () => fill('Thực hiện ', M)],
  ['Đề án again and again', () => fill('Đề án ', 100_000)],
  ['chương trình again and again', () => fill('chương trình ', M)],
  ['Đề án in Đề án', () => fill('Đề án “', M)],
  ['sau đây gọi tắt là', () => fill('(sau đây gọi tắt là “Đề án 12”) ', M)],
  ['back references', () => fill('Quyết định này, Chỉ thị trên, Kế hoạch nêu trên ', M)],
  ['titles in titles', () => fill('Quyết định số 12/QĐ-UBND về việc triển khai ', M)],
  ['one list of numbers', () => `Quyết định số ${fill('12, ', M)}15/QĐ-UBND`],
  ['one list of instruments', () => `Thực hiện ${fill('Quyết định số 12/QĐ-UBND ngày 01/02/2023, ', M)}`],
  ['pinpoints', () => fill('điểm a khoản 2 Điều 5, ', M)],
  ['nested quotes', () => `Kế hoạch số 12/KH-UBND về “${'“'.repeat(M)}${'”'.repeat(M)}`],
  ['straight quotes', () => `Đề án ${'"'.repeat(M)}`],
  ['open brackets', () => `Quyết định số 12/QĐ-UBND ${'('.repeat(M)}`],
  ['brackets', () => fill('()', M)],
  ['ngày ngày', () => fill('ngày ', M)],
  ['ngày and spaces', () => `ngày${' '.repeat(M)}tháng${' '.repeat(M)}năm 2023`],
  ['dates', () => fill('ngày 01/02/2023 ', M)],
  ['stars', () => '*'.repeat(M)],
  ['underscores', () => fill('_a', M)],
  ['table cells', () => '|'.repeat(M)],
  ['line breaks', () => '\n'.repeat(M)],
  ['lines of one letter', () => fill('a\n', M)],
  ['lines that seem page numbers', () => fill('12\n', M)],
  ['numbers cut at every line', () => fill('12/QĐ-\n', M)],
  ['full stops', () => fill('. Ủ', M)],
  ['semicolons', () => ';'.repeat(M)],
  ['recipients', () => `Nơi nhận:\n${fill('- Như Điều 3;\n', M)}`],
  ['signatures', () => fill('TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\n', M)],
  ['bare signatures', () => fill('BỘ TRƯỞNG\nLê Văn Mẫu\n', M)],
  ['bodies', () => `Kế hoạch số 12/KH-UBND của ${fill('Ủy ban nhân dân tỉnh ', M)}`],
  ['a title without end', () => `Kế hoạch số 12/KH-UBND về ${fill('công tác người cao tuổi ', M)}`],
  ['headings', () => fill('KẾ HOẠCH\n', M)],
  ['soft hyphens', () => `12/QĐ${'\u00ad'.repeat(M)}-UBND`],
  ['combining marks', () => `Quyết định số 12/QĐ-UBND về e${fill('\u0301\u0323', 100_000)}`],
  ['combining marks of one kind', () => `a${'\u0302'.repeat(M)}`],
  ['eight million marks on one letter', () => `a${'\u0301'.repeat(8 * M)}`],
  ['a title full of marks', () => `KẾ HOẠCH\nVề e${fill('\u0301\u0323', M)}`],
  ['marks in the wrong order', () => fill('e\u0301\u0302', M)],
  ['emoji', () => '👨‍👩‍👧'.repeat(M / 8)],
  ['lone surrogates', () => fill('\ud83d ', M)],
  ['NUL', () => '\u0000'.repeat(M)],
  ['noise', () => noise(M)],
  ['signs of TCVN3', () => fill('©®µ¸ ', M)],
  ['TCVN3', () => toTcvn3(fill(plan, M))],
  ['VNI', () => toVni(fill(plan, M))],
  ['a plan in one line of five million', () => fill(plan.replaceAll('\n', ' '), 5 * M)],
]

describe('time is linear in the length of', () => {
  it.each(SHAPES)('%s', { timeout: 20_000 }, (_, make) => {
    const text = make()
    const record = read(text)
    for (const { start, end, text: quote } of record.citations.slice(0, 1000)) {
      expect(text.slice(start, end)).toBe(quote)
    }
  })
})
