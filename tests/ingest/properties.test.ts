/** What holds for every text, whatever it is */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromLegacy } from '../../ingest/legacy.ts'
import { compose, spanToSource } from '../../ingest/mapped.ts'
import { flow } from '../../ingest/flow.ts'
import { normalise } from '../../ingest/normalise.ts'
import { RECORD_VERSION, type DocumentRecord, type Span } from '../../ingest/record.ts'
import { WARNING_CODES } from '../../ingest/warnings.ts'
import { read, samples, saysByNumber, toTcvn3, toVni, wrongMarkOrder } from './texts.ts'

/** The same texts in every run; CANCU_SEED tries others. */
fc.configureGlobal({ seed: Number(process.env['CANCU_SEED'] ?? 4) })

// --- texts --------------------------------------------------------------------------------------------------------

const PIECES = [
  ['Quyết định', 'quyết định', 'QUYẾT ĐỊNH', 'Kế hoạch', 'KẾ HOẠCH', 'Nghị quyết', 'Chỉ thị', 'Luật', 'Bộ luật'],
  ['Đề án', 'Chương trình', 'Công văn', 'Hiến pháp', 'Điều lệ', 'Các Nghị định', 'Luật Người cao tuổi', 'QĐ', 'NĐ'],
  ['số', 'Số', 'Số:', '12', '1336', '3O', '06/2011/NĐ-CP', '25-CT/TU', '58/KL-TW', '139/KHUBND', '08 - KH/ĐU'],
  ['/', '-', '–', '/QĐ-TTg', '-KL/TW', '/QĐ-\n', 'UBND', 'QĐ', 'TTg', '39/2009/QH12', '449/HNCT-ĐN', '67/CP'],
  ['ngày 01/02/2023', 'ngày 31/02/2023', 'ngày 5 tháng 6 năm 2020', 'ngày', 'tháng', 'năm 2009', ', ngày    tháng'],
  ['của', 'Ủy ban nhân dân tỉnh', 'Thủ tướng Chính phủ', 'Ban Bí thư', 'UBND xã', 'Sở Nội vụ', 'tỉnh Lạng Sơn'],
  ['về việc', 'về', 'phê duyệt', 'ban hành kèm theo', 'Căn cứ', 'Thực hiện', 'thay thế', 'bãi bỏ', 'theo', 'hướng dẫn'],
  ['sửa đổi, bổ sung', 'được sửa đổi, bổ sung bởi', 'hết hiệu lực kể từ', 'Theo đề nghị của', 'tại Tờ trình'],
  ['(sau đây gọi tắt là “Đề án 1336”)', 'gọi tắt là', 'Đề án 1336', 'này', 'nêu trên', 'trên', 'Quyết định này'],
  ['khoản 2 Điều 5', 'Điều 5, 6 và 7', 'điểm a', 'Phụ lục I', 'Chương II', 'giai đoạn 2021 - 2030', 'đến năm 2035'],
  ['Nơi nhận:', '- Như trên;', 'TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'Nguyễn Văn A', 'CỘNG HÒA XÃ HỘI', 'I. MỤC ĐÍCH'],
  ['như sau:', 'TỔ CHỨC THỰC HIỆN', 'Độc lập - Tự do - Hạnh phúc', 'Kính gửi:', 'V/v', 'Điều 1.', '1. ', 'a) '],
  ['“', '”', '"', '(', ')', ';', ',', '.', ':', '*', '**', '_', '|', '#', '---', '/', '\\', '…'],
  [
    ' ',
    '  ',
    '\t',
    '\n',
    '\n\n',
    '\r\n',
    '\n- 5 -\n',
    '\f',
    '\u00a0',
    '\u00ad',
    '\u200b',
    '\ufeff',
    '\u2028',
    '\u0085',
  ],
  [
    '\u0301',
    '\u0302\u0301',
    'e\u0301\u0302',
    'Đ',
    'Ð',
    'ð',
    '１２',
    '\u0000',
    '\u001b',
    '\ud83d',
    '\udc00',
    '😀',
    '𝐐Đ',
    'ﬁ',
    '漢',
  ],
  ['QuyÕt ®Þnh sè', 'Uû ban nh©n d©n', 'Quyeát ñònh soá', 'nhaân daân', 'bÐ', '©', '·', 'h\u00adíng dÉn'],
].flat()

const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 })
const mixtures = fc.oneof(
  pieces.map((list) => list.join(' ')),
  pieces.map((list) => list.join('')),
)
/** Any UTF-16 code units, lone surrogates among them. */
const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 }).map((u) => String.fromCharCode(...u))
const unicode = fc.string({ unit: 'binary', maxLength: 200 })
const graphemes = fc.string({ unit: 'grapheme', maxLength: 200 })
/** A sample with something thrust in. */
const damaged = fc
  .tuple(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(), fc.constantFrom(...PIECES)), { maxLength: 12 }))
  .map(([{ text }, thrusts]) => {
    let result = text.slice(0, 9000)
    for (const [place, piece] of thrusts) {
      const at = place % (result.length + 1)
      result = result.slice(0, at) + piece + result.slice(at)
    }
    return result
  })
const anything = fc.oneof(
  { weight: 6, arbitrary: mixtures },
  { weight: 2, arbitrary: units },
  { weight: 1, arbitrary: unicode },
  { weight: 1, arbitrary: graphemes },
  { weight: 2, arbitrary: fc.tuple(mixtures, units, mixtures).map((list) => list.join(' ')) },
)

// --- what holds ---------------------------------------------------------------------------------------------------

const within = (span: Span, text: string): boolean =>
  0 <= span.start && span.start < span.end && span.end <= text.length

/** What is wrong with a record of this text; nothing, if all is well. */
function faults(text: string, record: DocumentRecord): string[] {
  const found: string[] = []
  const must = (right: boolean, what: string): void => void (right || found.push(what))
  const keys = new Set(record.instruments.map(({ key }) => key))
  must(record.version === RECORD_VERSION, 'version')
  must(keys.size === record.instruments.length, 'keys of instruments differ')
  must(!keys.has('this'), '"this" is no key')
  const open: Span[] = []
  let before = 0
  for (const [i, citation] of record.citations.entries()) {
    const { start, end, core } = citation
    const name = `citation ${i} “${citation.text}”`
    must(within(citation, text), `${name} inside the text`)
    must(citation.text === text.slice(start, end), `${name} is its slice`)
    must(start <= core.start && core.start < core.end && core.end <= end, `${name} holds its core`)
    must(before <= start, `${name} stands after the one before`)
    before = start
    while (open.length > 0 && open.at(-1)!.end <= start) open.pop()
    must(
      open.every((outer) => end <= outer.end),
      `${name} crosses no other`,
    )
    open.push(citation)
    must(keys.has(citation.key), `${name} has a key that is there`)
    must(citation.subject === 'this' || keys.has(citation.subject), `${name} has a subject that is there`)
    must(citation.confidence > 0 && citation.confidence <= 1, `${name} has a confidence`)
    must(citation.number === null || /^\d+\p{L}?[/-]\S+$/u.test(citation.number), `${name} has a tidy number`)
    must(citation.date === null || /^\d{4}(?:-\d\d(?:-\d\d)?)?$/.test(citation.date), `${name} has a date`)
  }
  for (const { from, to, citations } of record.relations) {
    must(from === 'this' || keys.has(from), `relation from ${from}`)
    must(keys.has(to), `relation to ${to}`)
    must(citations.length > 0 && citations.every((index) => index in record.citations), 'relation has its evidence')
  }
  for (const key of keys)
    must(
      record.citations.some((each) => each.key === key),
      `${key} is mentioned`,
    )
  for (const span of record.selfReferences) must(within(span, text), 'self-reference inside the text')
  for (const [name, span] of Object.entries(record.document.spans)) must(within(span, text), `${name} inside the text`)
  for (const { code, start, end, message } of record.warnings) {
    must(0 <= start && start <= end && end <= text.length, `warning ${code} inside the text`)
    must(WARNING_CODES.includes(code) && message !== '', `warning ${code} is known`)
  }
  return found
}

const holds = (text: string): void => {
  const record = read(text)
  expect(faults(text, record)).toEqual([])
  const written = JSON.stringify(record)
  expect(JSON.parse(written)).toEqual(record)
  expect(JSON.stringify(read(text))).toBe(written)
}

const once = (text: string): void => {
  const { text: normal } = normalise(text)
  const again = normalise(normal)
  expect(again.text).toBe(normal)
}

describe('a record', () => {
  it('holds for any text', () => {
    fc.assert(fc.property(anything, holds), { numRuns: 1500 })
  })
  it('holds for samples with anything thrust in', () => {
    fc.assert(fc.property(damaged, holds), { numRuns: 120 })
  })
  it('holds for the samples, cut anywhere', () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.nat(), fc.nat(), ({ text }, a, b) => {
        const from = a % text.length
        holds(text.slice(from, from + (b % 4000)))
      }),
      { numRuns: 120 },
    )
  })
  it('holds for the samples', () => {
    for (const { name, text } of samples) expect(faults(text, read(text)), name).toEqual([])
  })
})

describe('normalising', () => {
  it('twice is once', () => {
    fc.assert(fc.property(anything, once), { numRuns: 3000 })
    for (const { text } of samples)
      for (const each of [text, text.normalize('NFD'), toTcvn3(text), toVni(text)]) once(each)
  })

  it('leads every character back, in order', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const normal = normalise(text)
        const mapped = compose(normal, flow(normal.text))
        let before = 0
        for (let at = 0; at < mapped.text.length; at++) {
          const { start, end } = spanToSource(mapped, at, at + 1)
          expect(start).toBeGreaterThanOrEqual(before)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          before = start
        }
      }),
      { numRuns: 600 },
    )
  })

  it('gives what NFC gives of plain Vietnamese', () => {
    for (const { text } of samples) {
      const plain = text.normalize('NFC').replace(/[^\p{L}\n ]|[Ðð]/gu, '')
      expect(normalise(plain.normalize('NFD')).text).toBe(plain)
      expect(normalise(wrongMarkOrder(plain)).text).toBe(plain)
      expect(fromLegacy(plain)).toBeNull()
    }
  })

  it.each([
    ['e\u0301\u0302', 'ế'],
    ['é\u0302', 'ế'],
    ['e\u0323\u0302', 'ệ'],
    ['o\u0301\u031b', 'ớ'],
    ['a\u00ad\u0301', 'á'],
    ['Qu\u200by\u00adết', 'Quyết'],
    ['N\u0000', 'N\u0000'],
  ])('%j is %s', (written, meant) => {
    expect(normalise(written).text).toBe(meant)
  })
})

describe('a sample in another dress says the same', () => {
  const dresses: [string, (text: string) => string][] = [
    ['NFC', (text) => text.normalize('NFC')],
    ['NFD', (text) => text.normalize('NFD')],
    ['marks in the wrong order', wrongMarkOrder],
    ['TCVN3', (text) => toTcvn3(normalise(text).text)],
    ['VNI', (text) => toVni(normalise(text).text)],
    ['Windows line ends', (text) => text.replaceAll(/\r?\n/g, '\r\n')],
    ['a byte order mark', (text) => `\ufeff${text}`],
    ['soft hyphens', (text) => text.replaceAll(/(?<=\p{Ll})(?=\p{Ll})/gu, '\u00ad')],
    ['zero-width spaces', (text) => text.replaceAll(/(?<=[\p{L}\d/-])(?=[\p{L}\d/-])/gu, '\u200b')],
    ['spaces that do not break', (text) => text.replaceAll(' ', '\u00a0')],
    ['hyphens that do not break', (text) => text.replaceAll('-', '\u2011')],
    ['en dashes in numbers', (text) => text.replaceAll(/(?<=[\p{L}\d])-(?=[\p{L}\d])/gu, '\u2013')],
    [
      'fullwidth digits',
      (text) => text.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
    ],
    ['Eth', (text) => text.replaceAll('Đ', 'Ð')],
  ]
  it.each(dresses)('%s', (_, dress) => {
    for (const { name, text } of samples) {
      const dressed = dress(text)
      const record = read(dressed)
      expect(faults(dressed, record), name).toEqual([])
      expect(saysByNumber(record), name).toEqual(saysByNumber(read(text)))
    }
  })
})

// --- one number, broken -------------------------------------------------------------------------------------------

const NUMBERS = [
  ['Quyết định', '1336/QĐ-TTg'],
  ['Nghị định', '06/2011/NĐ-CP'],
  ['Luật', '39/2009/QH12'],
  ['Chỉ thị', '25-CT/TU'],
  ['Kế hoạch', '285/KH-UBND'],
  ['Công văn', '449/HNCT-ĐN'],
  ['Thông tư liên tịch', '55/2005/TTLT-BNV-VPCP'],
  ['Hướng dẫn', '36-HD/VPTW'],
] as const
const BREAKS: [string, string][] = [
  ['a line', '\n'],
  ['a line with spaces', '  \n   '],
  ['a blank line', '\n\n'],
  ['two blank lines', ' \n\n\n'],
  ['a page number', '\n\n3\n\n'],
  ['a page number in hyphens', '\n- 12 -\n'],
  ['a form feed', '\n\f\n'],
]
const sentence = (type: string, number: string): string =>
  `Ủy ban nhân dân xã xây dựng nội dung này để thực hiện ${type} số ${number} ngày 13/10/2020 về công tác người cao tuổi.`

describe.each(BREAKS)('a number broken by %s', (_, gap) => {
  it.each(NUMBERS)('%s số %s', (type, number) => {
    const whole = read(sentence(type, number))
    expect(whole.citations).toHaveLength(1)
    for (const separator of number.matchAll(/[/-]/g)) {
      const at = separator.index + 1
      const text = sentence(type, number.slice(0, at) + gap + number.slice(at))
      const record = read(text)
      expect(saysByNumber(record), JSON.stringify(text)).toEqual(saysByNumber(whole))
      expect(record.citations[0]?.number).toBe(number)
      expect(faults(text, record)).toEqual([])
    }
  })
  it.each(NUMBERS)('before %s số, and before the number %s', (type, number) => {
    for (const [head, tail] of [
      [`${type} số`, number],
      [type, `số ${number}`],
    ]) {
      const text = sentence(type, number).replace(`${type} số ${number}`, `${head}${gap}${tail}`)
      expect(saysByNumber(read(text)), JSON.stringify(text)).toEqual(saysByNumber(read(sentence(type, number))))
    }
  })
})

describe('a number in disguise', () => {
  const number = '1336/QĐ-TTg'
  const disguises: [string, string][] = [
    ['en dash', '1336/QĐ–TTg'],
    ['em dash', '1336/QĐ—TTg'],
    ['minus', '1336/QĐ\u2212TTg'],
    ['non-breaking hyphen', '1336/QĐ\u2011TTg'],
    ['soft hyphen', '13\u00ad36/QĐ\u00ad-TTg'],
    ['zero-width space', '1336\u200b/\u200bQĐ-\u200bTTg'],
    ['zero-width joiner', '1336/Q\u200dĐ-TTg'],
    ['word joiner', '1336/QĐ\u2060-TTg'],
    ['space that does not break', '1336\u00a0/\u00a0QĐ-TTg'],
    ['narrow space', '1336/\u202fQĐ-TTg'],
    ['fullwidth', '１３３６／ＱĐ－ＴＴｇ'],
    ['Eth', '1336/QÐ-TTg'],
    ['African D', '1336/QƉ-TTg'],
    ['ASCII', '1336/QD-TTg'],
    ['capitals', '1336/QĐ-TTG'],
    ['small', '1336/QĐ-Ttg'],
  ]
  it.each(disguises)('%s', (_, disguise) => {
    const text = `Thực hiện Quyết định số ${disguise} ngày 31/8/2020 của Thủ tướng Chính phủ.`
    const { citations } = read(text)
    expect(citations).toMatchObject([{ number, date: '2020-08-31', type: 'Quyết định' }])
    expect(citations[0]!.text).toContain(disguise)
  })
})
