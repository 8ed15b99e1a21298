/** Texts typed for the fonts of before Unicode */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectLegacy, fromLegacy, TCVN3, VNI } from '../../ingest/legacy.ts'
import { spanToSource, toSource } from '../../ingest/mapped.ts'
import { normalise } from '../../ingest/normalise.ts'
import { read, samples, toTcvn3, toVni } from './texts.ts'

const VOWELS = [...'aăâeêioôơuưy']
const LETTERS = VOWELS.flatMap((vowel) =>
  ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((tone) => `${vowel}${tone}`.normalize('NFC')),
).filter((letter) => !'aeiouy'.includes(letter))

describe('the tables', () => {
  it('hold every letter of Vietnamese once', () => {
    const small = [...LETTERS, 'đ']
    // VN3 has capitals for seven letters, and none with a tone.
    expect([...TCVN3.values()].toSorted()).toEqual([...small, ...'ĂÂĐÊÔƠƯ'].toSorted())
    const vni = new Set(VNI.values())
    expect([...vni].toSorted()).toEqual([...small, ...small.map((letter) => letter.toUpperCase())].toSorted())
  })

  it('are those of TCVN 5712:1993 and of VNI for Windows in the places that are easily confused', () => {
    const tcvn3 = {
      '\u00a7': 'Đ',
      '\u00ad': 'ư',
      '\u00ae': 'đ',
      '\u00c6': 'ặ',
      '\u00d0': 'é',
      '\u00d6': 'ệ',
      '\u00fe': 'ỵ',
    }
    for (const [char, letter] of Object.entries(tcvn3)) expect(TCVN3.get(char)).toBe(letter)
    const vni = { aù: 'á', aá: 'ấ', aé: 'ắ', aú: 'ẳ', Ñ: 'Đ', ó: 'ĩ', ò: 'ị', æ: 'ỉ', î: 'ỵ', ôï: 'ợ', Öï: 'Ự' }
    for (const [key, letter] of Object.entries(vni)) expect(VNI.get(key)).toBe(letter)
  })
})

describe('TCVN3', () => {
  it.each([
    ['Uû ban nh©n d©n', 'Uỷ ban nhân dân'],
    ['QuyÕt ®Þnh', 'Quyết định'],
    ['C¨n cø NghÞ ®Þnh sè 06/2011/N§-CP cña ChÝnh phñ', 'Căn cứ Nghị định số 06/2011/NĐ-CP của Chính phủ'],
    ['h\u00adíng dÉn thùc hiÖn', 'hướng dẫn thực hiện'],
    ['KÕ ho¹ch cña nhµ n-íc, ph-¬ng h-íng', 'Kế hoạch của nhà nước, phương hướng'],
    ['Ban §Ð, bÐ vµ mÑ ®Ó ë nhµ', 'Ban Đé, bé và mẹ để ở nhà'],
  ])('%s', (typed, meant) => {
    expect(detectLegacy(typed)).toBe('TCVN3')
    expect(normalise(typed).text).toBe(meant)
  })

  it('has its capitals back in words that are in capitals, and keeps names in small letters', () => {
    expect(normalise('Uû BAN NH¢N D¢N TØNH Hµ TÜNH').text).toBe('UỶ BAN NHÂN DÂN TỈNH HÀ TĨNH')
    expect(normalise('céng hoµ x· héi\nQUYÕT §ÞNH\nVÒ viÖc ®Æt tªn').text).toBe(
      'cộng hoà xã hội\nQUYẾT ĐỊNH\nVề việc đặt tên',
    )
    expect(normalise('UBND tØnh Hµ TÜnh').text).toBe('UBND tỉnh Hà Tĩnh')
    expect(normalise('Sè: 12/KH-UBND\nñy ban nh©n d©n x·').text).toBe('Số: 12/KH-UBND\nủy ban nhân dân xã')
  })

  it('takes lines of codes along, and leaves bullets and signs', () => {
    expect(normalise('· C¨n cø QuyÕt ®Þnh:\n1336/Q§-TTg\n© 2002').text).toBe(
      '· Căn cứ Quyết định:\n1336/QĐ-TTg\n© 2002',
    )
  })

  it('is one letter for one character', () => {
    const text = 'C¨n cø QuyÕt ®Þnh sè 12/Q§-UBND'
    const converted = fromLegacy(text)!
    expect(converted.text).toHaveLength(text.length)
    for (let at = 0; at < text.length; at++) expect(toSource(converted, at)).toBe(at)
  })
})

describe('VNI', () => {
  it.each([
    ['Uyû ban nhaân daân', 'Uỷ ban nhân dân'],
    ['quyeát ñònh', 'quyết định'],
    ['Xin chaøo caùc baïn', 'Xin chào các bạn'],
    ['UYÛ BAN NHAÂN DAÂN TÆNH', 'UỶ BAN NHÂN DÂN TỈNH'],
    ['ÖÙng duïng vaø ñöôøng loái', 'Ứng dụng và đường lối'],
  ])('%s', (typed, meant) => {
    expect(detectLegacy(typed)).toBe('VNI')
    expect(normalise(typed).text).toBe(meant)
  })

  it('is one letter for a vowel and its mark, and spans hold both', () => {
    const text = 'Theo Quyeát ñònh soá 12/QÑ-UBND ngaøy 01/02/2003'
    const converted = normalise(text)
    const at = converted.text.indexOf('Quyết định')
    const { start, end } = spanToSource(converted, at, at + 'Quyết định'.length)
    expect(text.slice(start, end)).toBe('Quyeát ñònh')
    expect(read(text).citations).toMatchObject([
      { text: 'Quyeát ñònh soá 12/QÑ-UBND ngaøy 01/02/2003', number: '12/QĐ-UBND', date: '2003-02-01' },
    ])
  })
})

describe('text that is in neither is left alone', () => {
  it.each([
    'Hoà và hoá toà, loà xoà',
    'Toà án, xoá, khoá, quá, quà, thuý',
    'Ðiều 5 Nghị Ðịnh, Ðảng ủy',
    'Été à Paris: le thé né où naïf août poète maïs, bébé dîne «mot» à côté de Noël',
    "L'État français (c’est-à-dire l’administration) a décidé d'élire où ça lui plaît",
    'Copyright © 2020 Foo® Bar® — 5 µm × 3 µm, § 12, ½, 30 °C',
    'Microsoft® Windows® and Word© are ® marks',
    'España: ¿qué país? Raúl aún más, ñandú, ¡está aquí!',
    'São Paulo, não, corações, Camões põe',
    'Über schöne Bäume; größer, Füße',
    'Þetta er það; på ø, sjælden ånd; hyvää päivää',
    'plain English with nothing in it',
    '',
  ])('%s', (text) => {
    expect(detectLegacy(text)).toBeNull()
  })

  it('samples in Unicode, composed or not', () => {
    for (const { name, text } of samples) {
      expect(detectLegacy(text), name).toBeNull()
      expect(detectLegacy(text.normalize('NFD')), name).toBeNull()
    }
  })

  it('whatever is in Latin-1', () => {
    const latin1 = fc.array(fc.integer({ min: 0x20, max: 0xff })).map((codes) => String.fromCharCode(...codes))
    fc.assert(
      fc.property(latin1, (text) => {
        // Chance makes a syllable or two; never so many that a text is turned.
        expect(detectLegacy(text)).toBeNull()
      }),
      { numRuns: 500, seed: 5 },
    )
  })
})

describe('a text of two encodings', () => {
  const unicode = 'Căn cứ Luật Tổ chức chính quyền địa phương;\n'
  it('a pasted paragraph is converted, the others are left', () => {
    const pasted = 'Thùc hiÖn QuyÕt ®Þnh cña Thñ t\u00adíng ChÝnh phñ\n'
    expect(normalise(unicode.repeat(5) + pasted + unicode).text).toBe(
      `${unicode.repeat(5)}Thực hiện Quyết định của Thủ tướng Chính phủ\n${unicode}`,
    )
  })
  it('a quotation in another language is left', () => {
    const text = `${unicode.repeat(5)}« Le thé est né où naît l’été », © 2020 Bộ\n`
    expect(detectLegacy(text)).toBeNull()
  })
})

describe('samples typed in them', () => {
  it.each([
    ['TCVN3', toTcvn3],
    ['VNI', toVni],
  ] as const)('%s', (legacy, encode) => {
    for (const { name, text } of samples) {
      const clean = normalise(text).text
      const typed = encode(clean)
      expect(detectLegacy(typed), name).toBe(legacy)
      const meant = legacy === 'TCVN3' ? clean.replaceAll('Ủy', 'Uỷ').toLowerCase() : clean
      const got = normalise(typed).text
      expect(legacy === 'TCVN3' ? got.toLowerCase() : got, name).toBe(meant)
    }
  })
})

it('title and issuer of a text typed for an older font are given in Unicode', () => {
  const text =
    'QUYẾT ĐỊNH\nPhê duyệt danh mục văn bản mẫu của ngành nội vụ\n\nCăn cứ Thông tư số 4/2006/TT-BNV ngày 05 tháng 3 năm 2006 của Bộ trưởng Bộ Nội vụ hướng dẫn chế độ tiền lương;\n\nĐiều 1. Phê duyệt danh mục kèm theo, các đơn vị được hưởng từ nay.\n'
  for (const typed of [toTcvn3(text), toVni(text)]) {
    const { document, citations } = read(typed)
    expect(document.title!.toLowerCase()).toBe('phê duyệt danh mục văn bản mẫu của ngành nội vụ')
    expect(citations[0]).toMatchObject({ issuer: 'Bộ trưởng Bộ Nội vụ', title: 'hướng dẫn chế độ tiền lương' })
  }
})
