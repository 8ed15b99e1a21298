/**
 * Text of hostile shape
 * =====================
 *
 * Each makes `length` UTF-16 units of a shape that has brought some extractor to its knees, or would: long runs that
 * a pattern may try from every start, openings that never close, candidates that never become a citation, and
 * references that look back over everything before them.
 */
import { between, randomFrom } from './random.ts'

const fill = (piece: string) => (length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)

/** Pieces that differ by a running number. */
const numbered = (piece: (i: number) => string) => (length: number) => {
  const parts: string[] = []
  let size = 0
  for (let i = 1; size < length; i++) {
    const part = piece(i)
    parts.push(part)
    size += part.length
  }
  return parts.join('').slice(0, length)
}

const after = (head: string, run: string) => (length: number) => (head + fill(run)(length)).slice(0, length)

/** Bytes by chance, each as the letter of its number: control characters, Latin letters, signs. */
function randomBytes(length: number): string {
  const random = randomFrom(3)
  const bytes = Buffer.alloc(length)
  for (let i = 0; i < length; i++) bytes[i] = between(random, 0, 255)
  return bytes.toString('latin1')
}

export const SHAPES: Record<string, (length: number) => string> = {
  'số + spaces': after('Quyết định số', ' '),
  'số 1 + spaces': after('Quyết định số 1', ' '),
  'số 1 + line breaks': after('Quyết định số 1', '\n'),
  'số + spaces, over and over': fill(`Quyết định số${' '.repeat(200)}`),
  'A/A/A/…': fill('A/'),
  '1/A-A-A-…': after('Quyết định số 1/', 'QĐ-'),
  hyphens: fill('-'),
  'words on one line': fill('phát huy vai trò của người cao tuổi trong gia đình và cộng đồng '),
  'line breaks': fill('\n'),
  'a letter a line': fill('Q\nu\ny\nế\nt\n'),
  'random bytes': randomBytes,
  digits: fill('1234567890'),
  'digits and slashes': fill('1/2/'),
  'open brackets': fill('('),
  brackets: fill('()'),
  quotes: fill('“'),
  'straight quotes': fill('"'),
  'nested quotes': (length) => fill('“a ')(length / 2) + fill('” ')(length / 2),
  'Luật …': fill('Luật '),
  'Căn cứ …': fill('Căn cứ '),
  'thực hiện …': fill('thực hiện '),
  'Quyết định số …': fill('Quyết định số '),
  'Đề án …': fill('Đề án '),
  'chương trình …': fill('chương trình '),
  'Kế hoạch này …': fill('Kế hoạch này '),
  'khoản 1 Điều 2 …': fill('khoản 1 Điều 2 '),
  'ngày 31/02/2023 …': fill('ngày 31/02/2023 '),
  'one list of numbers': numbered((i) => `${i === 1 ? 'Các Quyết định ' : ''}số ${i}/QĐ-UBND, `),
  'one list of citations': numbered((i) => `Quyết định số ${i}/QĐ-TTg ngày 01/3/2023 của Thủ tướng Chính phủ; `),
  'titles within titles': numbered((i) => `Kế hoạch số ${i}/KH-UBND của UBND tỉnh về thực hiện `),
  'back references': after('Chỉ thị số 25-CT/TU ngày 19/7/2023. ', 'Thực hiện Chỉ thị. '),
  'declared names': numbered((i) => `Đề án A${i} (sau đây gọi tắt là Đề án). `),
  'laws by name': numbered((i) => `Luật Việc làm ${i}; `),
  'decomposed letters': fill('Quyết định số 1/QĐ-UBND của Ủy ban nhân dân tỉnh; '.normalize('NFD')),
  'marks on one letter': after('a', '\u0301'),
  'marks in a title': after('KẾ HOẠCH\nVề e', '\u0301\u0323'),
  'soft hyphens': fill('Quyết\u00ad định\u00ad số\u00ad 1/\u00adQĐ\u00ad-TTg '),
  'table cells': fill('| số | 1/QĐ |'),
  'markdown marks': fill('**'),
  emoji: fill('👵🏽 '),
}
