/** Numbers within a series, and what narrow table columns do to a citation: the margin cuts it, the next cell ends it */
import { describe, expect, test } from 'vitest'
import { numbersOf, read } from './texts.ts'

const HEAD = 'VĂN BẢN MẪU\nKẾ HOẠCH\nRà soát văn bản năm 2026\n\nI. NỘI DUNG\n'
const cited = (text: string) => read(`${HEAD}${text}\n`).citations

describe('numbers within a series', () => {
  test.each([
    ['Nghị quyết số 66.13/2026/NQ-CP ngày 27/01/2026 của Chính phủ', '66.13/2026/NQ-CP'],
    ['Nghị quyết 66.2/2025/NQ-CP', '66.2/2025/NQ-CP'],
    ['Nghị quyết số 66.13 / 2026 / NQ-CP', '66.13/2026/NQ-CP'],
  ])('%s', (text, number) => {
    expect(cited(`- Thực hiện ${text}.`)[0]).toMatchObject({ number, type: 'Nghị quyết' })
  })

  test('the number and its neighbour stay two instruments', () => {
    expect(numbersOf(`${HEAD}- Nghị định số 46/2026/NĐ-CP và Nghị quyết số 66.13/2026/NQ-CP.\n`)).toEqual([
      '46/2026/NĐ-CP',
      '66.13/2026/NQ-CP',
    ])
  })

  test.each([
    'Mức hỗ trợ 1.250/người',
    'Công suất 12.5/ngày',
    'Đạt 66.13/2026 chỉ tiêu',
    'Mục 2.1/QĐ nội bộ',
    'Phiên bản 1.2.3/2026/NĐ-CP',
    'Địa chỉ 10.0.0.1/24/NQ-CP',
  ])('no citation in “%s”', (text) => {
    expect(cited(`- ${text}.`)).toEqual([])
  })
})

describe('narrow columns', () => {
  test.each([
    ['Thông tư số 42/2015/TT-BLĐTBXH\nngày\n20/10/2015 quy định về đào tạo', '2015-10-20'],
    ['Quyết định\nsố 57/2013/QĐ-TTg ngày\n14\ntháng 10 năm 2013 của Thủ tướng', '2013-10-14'],
    ['bởi\nNghị\nđịnh\n74/2020/NĐ-CP\nngày\n01/7/2020', '2020-07-01'],
  ])('the date of %j', (text, date) => {
    expect(cited(text)).toMatchObject([{ date }])
  })

  test('a page number between two pages is no day', () => {
    expect(cited('- Theo Kế hoạch số 12/KH-UBND ngày\n\n14\n\n05 tháng 3 năm 2024 của UBND tỉnh.')[0]!.date).toBe(
      '2024-03-05',
    )
  })

  test.each([
    ['đối với Đài\nTruyền hình Việt Nam', 'quản lý lao động đối với Đài Truyền hình Việt Nam'],
    ['của Công ty\nQuản lý tài sản', 'quản lý lao động của Công ty Quản lý tài sản'],
    ['đối với Tập đoàn Điện lực\nViệt Nam', 'quản lý lao động đối với Tập đoàn Điện lực Việt Nam'],
    [
      'tại công ty do Nhà nước nắm giữ\n100% vốn điều lệ',
      'quản lý lao động tại công ty do Nhà nước nắm giữ 100% vốn điều lệ',
    ],
    ['và\n15/9/2024', 'quản lý lao động'],
    ['hằng tháng\nĐược thay thế bởi\nThông tư số 2/2024/TT-BNV', 'quản lý lao động hằng tháng'],
  ])('the title that goes on or ends in %j', (text, title) => {
    const [first] = cited(
      `Thông tư số 34/2016/TT-BNV ngày 25/10/2016 của Bộ Nội vụ hướng dẫn\nquản lý lao động ${text}`,
    )
    expect(first!.title).toBe(`hướng dẫn ${title}`)
  })

  test.each(['Bộ Lao động -\nThương binh và Xã hội', 'Bộ Lao động\nThương binh và Xã hội'])('the issuer %j', (body) => {
    const [first] = cited(`Thông tư số 7/2023/TT-BLĐTBXH ngày 28/8/2023 của\n${body} quy định mã số`)
    expect(first).toMatchObject({ issuer: body.replace('\n', ' '), title: 'quy định mã số' })
  })

  test('a day on a line of its own stays in the title around it', () => {
    const [first] = cited(
      'Thông tư số 1/2014/TT-BTC ngày 01/8/2014 của Bộ Tài chính hướng dẫn\nQuyết định\nsố 57/2013/QĐ-TTg ngày\n14\ntháng 10 năm 2013 của Thủ tướng\nChính phủ',
    )
    expect(first!.title).toBe(
      'hướng dẫn Quyết định số 57/2013/QĐ-TTg ngày 14 tháng 10 năm 2013 của Thủ tướng Chính phủ',
    )
  })

  test('a list of bodies stays a list', () => {
    const { document } = read(`${HEAD}1. Giao việc.\n\nNơi nhận:\n- Công ty\n- Đài Truyền thanh;\n- Lưu: VT.\n`)
    expect(document.recipients).toEqual(['Công ty', 'Đài Truyền thanh', 'Lưu: VT'])
  })

  test('a page head within a title or span is no part of the title', () => {
    const [first] = cited(
      'Theo Thông tư số 27/2016/TT-BNV ngày 01/9/2016 của Bộ Nội vụ hướng dẫn\n\n27\nCÔNG BÁO/Số 609 + 610/Ngày 21-7-2022\n\nthực hiện chế độ tiền lương.',
    )
    expect(first!.title).toBe('hướng dẫn thực hiện chế độ tiền lương')
  })
})
