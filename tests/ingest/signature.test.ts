/** Who signed: bare offices, one-line signatures, ranks, and an annex behind the signature */
import { describe, expect, test } from 'vitest'
import { read } from './texts.ts'

const decision = (closing: string): string =>
  `BỘ NỘI VỤ\nSố: 12/QĐ-BNV\nHà Nội, ngày 5 tháng 3 năm 2024\n\nQUYẾT ĐỊNH\nVề việc công bố danh mục văn bản\n\nCăn cứ Nghị định số 63/2022/NĐ-CP;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Công bố danh mục kèm theo.\n\n${closing}\n`

describe('the signer', () => {
  test.each([
    ['BỘ TRƯỞNG\n\nTrần Thị Mẫu', 'Trần Thị Mẫu', 'Bộ trưởng'],
    ['BỘ TRƯỞNG Trần Thị Mẫu', 'Trần Thị Mẫu', 'Bộ trưởng'],
    ['CHỦ TỊCH QUỐC HỘI Lê Văn Mẫu', 'Lê Văn Mẫu', 'Chủ tịch Quốc hội'],
    ['XÁC THỰC VĂN BẢN HỢP NHẤT CHỦ NHIỆM Lê Văn Mẫu', 'Lê Văn Mẫu', 'Chủ nhiệm'],
    ['KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\nThượng tướng Lê Văn Mẫu', 'Lê Văn Mẫu', 'Thứ trưởng'],
    ['TM. CHÍNH PHỦ KT. THỦ TƯỚNG PHÓ THỦ TƯỚNG Lê Văn Mẫu', 'Lê Văn Mẫu', 'Phó thủ tướng'],
  ])('of %j', (closing, name, title) => {
    const annex = '\nDANH MỤC\nVăn bản hết hiệu lực\n1. Thông tư số 5/2016/TT-BNV.\n'
    for (const text of [decision(closing), decision(`${closing}\n${annex}`)]) {
      const { document } = read(text)
      expect(document.signer).toMatchObject({ name, title })
      expect(text.slice(document.spans.signer!.start, document.spans.signer!.end)).toContain(name)
    }
  })

  test('an annex on the line of the signature is none of it', () => {
    const { document, citations } = read(
      decision('TM. CHÍNH PHỦ KT. THỦ TƯỚNG PHÓ THỦ TƯỚNG Lê Văn Mẫu Phụ lục (Kèm theo Nghị định số 4/2024/NĐ-CP)'),
    )
    expect(document.signer!.name).toBe('Lê Văn Mẫu')
    expect(citations.at(-1)).toMatchObject({ number: '4/2024/NĐ-CP', section: 'body' })
  })

  test('what stands in the annex is cited in the body, not in the assignment', () => {
    const text = decision(
      'Điều 2. Tổ chức thực hiện\nChánh Văn phòng chịu trách nhiệm.\n\nBỘ TRƯỞNG\n\nTrần Thị Mẫu\n\nDANH MỤC\nVăn bản hết hiệu lực\n1. Thông tư số 5/2016/TT-BNV.',
    )
    expect(read(text).citations.at(-1)!.section).toBe('body')
  })

  test.each([
    'CHỦ TỊCH HỘI ĐỒNG\nlà Chủ tịch Ủy ban nhân dân.',
    'GIÁM ĐỐC SỞ NỘI VỤ\nBan Tổ chức',
    'BỘ TRƯỞNG BỘ NỘI VỤ\nCăn cứ Luật Cán bộ, công chức;',
  ])('no signer in %j', (closing) => {
    expect(read(decision(closing)).document.signer?.name ?? null).toBeNull()
  })
})

describe('the head of an act in a collection', () => {
  test.each([
    ['THỦ TƯỚNG CHÍNH PHỦ', '63/QĐ-TTg', 'QUYẾT ĐỊNH'],
    ['BỘ TÀI CHÍNH', '05/2010/TT-BTC', 'THÔNG TƯ'],
  ])('of %s: number and date above the title', (body, number, type) => {
    const head = `${type}\nCỦA ${body} SỐ ${number} NGÀY 13 THÁNG 01 NĂM 2010`
    const rest = 'Căn cứ Nghị định số 160/2004/NĐ-CP ngày 03 tháng 9 năm 2004;\n\nĐiều 1. Nội dung.\n'
    for (const between of [' \n', '\n\n']) {
      const { document, citations } = read(`${head}${between}QUY ĐỊNH MỨC THU MẪU\n\n${rest}`)
      expect(document).toMatchObject({ number, date: '2010-01-13', title: 'QUY ĐỊNH MỨC THU MẪU' })
      expect(citations.map((citation) => citation.number)).toEqual(['160/2004/NĐ-CP'])
    }
  })
})
