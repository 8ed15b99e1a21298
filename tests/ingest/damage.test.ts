/** Numbers as scanners give them, miswritten terms, pinpoints of several kinds, titles to their true end */
import { describe, expect, test } from 'vitest'
import { ingest } from '../../ingest/index.ts'
import { read } from './texts.ts'

const HEAD = 'VĂN BẢN MẪU\nKẾ HOẠCH\nRà soát văn bản năm 2026\n\nI. NỘI DUNG\n'
const said = (text: string) => read(`${HEAD}- Theo ${text}.\n`)

describe('numbers as a scanner gives them', () => {
  test.each([
    ['Nghị định số 30l2020/NĐ-CP', '30/2020/NĐ-CP', 'wrong-separator'],
    ['Nghị định số 30I2020INĐ-CP', '30/2020/NĐ-CP', 'wrong-separator'],
    ['Quyết định số 1336IQĐ-TTg', '1336/QĐ-TTg', 'wrong-separator'],
    ['Nghị định số 3O/2O20/NĐ-CP', '30/2020/NĐ-CP', 'ocr-digit'],
    ['Luật số 5O/2O14/QH13', '50/2014/QH13', 'ocr-digit'],
    ['Quyết định số 12/Q§-TTg', '12/QĐ-TTg', 'ocr-letter'],
    ['Nghị định số 30/2020/N Đ - CP', '30/2020/NĐ-CP', 'spaced-number'],
  ])('%s', (text, number, warning) => {
    const { citations, warnings } = said(text)
    expect(citations).toMatchObject([{ number, text }])
    expect(citations[0]!.confidence).toBeLessThan(0.95)
    expect(warnings.map(({ code }) => code)).toContain(warning)
  })

  test.each(['Hộp l2/2O20/AB', 'tổ 12lAB-CD', 'mức 12 l/2020/người', 'lô 5I2020/AB-CD', 'điểm 12/A§-B'])(
    'nothing is made of “%s”',
    (text) => {
      expect(said(text).citations).toEqual([])
    },
  )
})

describe('numbers of old and miswritten bodies', () => {
  test.each([
    ['Quyết định số 87-CT ngày 01/3/1991 của Chủ tịch Hội đồng Bộ trưởng', '87-CT'],
    ['Nghị quyết số 830/2009/UBTV12', '830/2009/UBTV12'],
    ['Luật số 90/2025/QH115', '90/2025/QH115'],
  ])('%s is kept as written', (text, number) => {
    expect(said(text).citations[0]!.number).toBe(number)
  })

  test.each(['công tơ 87-CT', 'tuyến 12/2025/QH115', 'Chỉ thị số 25-CT'])('no number in “%s”', (text) => {
    expect(said(text).citations.filter(({ number }) => number !== null)).toEqual([])
  })
})

describe('pinpoints', () => {
  test.each(['Mục A', 'Mục 2; Điều 9, Điều 13 Mục 3 và Mục 4', 'các Điều 3, 9, 19 và tại các khoản 1, 3 Điều 10'])(
    '%s',
    (provision) => {
      expect(said(`${provision} Thông tư số 27/2016/TT-BNV`).citations[0]!.provision).toBe(provision)
    },
  )

  test('what another citation has stays with it', () => {
    const { citations } = said('Điều 2 Thông tư số 2/2016/TT-BNV; Điều 9 Thông tư số 27/2016/TT-BNV')
    expect(citations.map(({ provision }) => provision)).toEqual(['Điều 2', 'Điều 9'])
  })
})

describe('titles', () => {
  test.each([
    ['tạm ngưng hiệu lực một số quy định', ', giao Sở Nội vụ thực hiện'],
    ['về họ, hụi, biêu, phường', ''],
    ['về hỗ trợ việc làm cho người lao động bị thu hồi đất', ''],
    ['quy định chi tiết và biện pháp để tổ chức, hướng dẫn thi hành chính sách', ''],
    ['quy định quy trình xây dựng chương trình; tổ chức biên soạn giáo trình', '; giao Sở Nội vụ báo cáo'],
    ['quy định mức thu', ' có căn cứ ban hành như sau: 1'],
    ['về chế độ tiền lương', ' bị đình trệ'],
    ['về chế độ tiền lương', ', phường thực hiện ngay'],
    ['về chế độ tiền lương', ' để các đơn vị thực hiện'],
  ])('%s│%s', (title, after) => {
    const { citations } = said(`Nghị định số 4/2026/NĐ-CP ngày 26/01/2026 của Chính phủ ${title}${after}`)
    expect(citations[0]!.title).toBe(title.replace(/^về /, ''))
  })
})

describe('pages without text', () => {
  const pageHeads =
    'CÔNG BÁO/Số 1/Ngày 05-3-2024\n2\nCÔNG BÁO/Số 1/Ngày 05-3-2024\n3\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nLê Văn Mẫu\n'
  const pages = [
    { number: 1, start: 0, end: 31 },
    { number: 2, start: 31, end: pageHeads.length },
  ]
  const codes = (text: string): string[] => ingest({ format: 'pdf', text, pages }).warnings.map(({ code }) => code)

  test('a scan whose text layer holds only page heads says so', () => {
    expect(codes(pageHeads)).toContain('few-words')
  })
  test('a text of pages says nothing', () => {
    expect(codes(`${pageHeads}${'Các đơn vị thực hiện nhiệm vụ được giao. '.repeat(12)}`)).not.toContain('few-words')
  })
})

test('takes the letterhead of a scan apart from the words beside it, whatever marks were lost', () => {
  const head = (motto: string): string =>
    `CHÍNH PHỦ ${motto} XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 02/2010/NĐ-CP Hà Nội, ngày 08 tháng 01 năm 2010\nNGHỊ ĐỊNH\nVề khuyến nông\n`
  for (const motto of ['CỘNG HÒA', 'CỌNG HÒA', 'CÔNG HOÀ', 'CONG HOA'])
    expect(ingest({ format: 'pdf', text: head(motto), pages: [] }).document.issuer).toBe('Chính phủ')
})
