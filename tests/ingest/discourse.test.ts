/**
 * What a bare word takes up, and who amends whom: whole short documents, read as a user's would be.
 */
import { describe, expect, test } from 'vitest'
import { ingest } from '../../ingest/index.ts'

const read = (text: string) => ingest({ format: 'txt', text, pages: [] })
const edges = (text: string): string[] => read(text).relations.map(({ from, type, to }) => `${from} ${type} ${to}`)
const keyOf = (text: string, words: string): string | undefined =>
  read(text).citations.find((citation) => citation.text === words)?.key

const HEAD = 'VĂN BẢN MẪU\nKẾ HOẠCH\nThực hiện công tác người cao tuổi năm 2024\n\n'

describe('back references', () => {
  test('"Nghị định này" is the one the line is about, not the one it replaces', () => {
    const text = `${HEAD}I. NHIỆM VỤ\n- Theo Nghị định số 18/2025/NĐ-CP ngày 09/6/2025 của Chính phủ (thay thế Nghị định số 61/2018/NĐ-CP).\n- Số hóa kết quả theo khoản 2 Điều 20 Nghị định này.\n`
    expect(keyOf(text, 'Nghị định này')).toBe('18-2025-nd-cp')
  })

  test('a bare word is what the preamble rests on, not the last of its type in passing', () => {
    const text = `${HEAD}Căn cứ Kết luận số 58-KL/TW ngày 23/6/2023 của Ban Bí thư;\nỦy ban nhân dân huyện ban hành Kế hoạch như sau:\nI. NHIỆM VỤ\n1. Bố trí cán bộ theo Kết luận số 32-KL/TW ngày 30/3/2022 của Ban Bí thư.\n2. Giám sát việc thực hiện Kết luận.\n`
    expect(keyOf(text, 'Kết luận')).toBe('58-kl-tw')
  })

  test('a nickname declared for one of two namesakes is that one', () => {
    const text = `${HEAD}Thực hiện Kết luận số 58-KL/TW ngày 23/6/2023 của Ban Bí thư (sau đây gọi tắt là Kết luận 58);\nI. NHIỆM VỤ\n1. Thay cho Kết luận số 58-KL/TW ngày 12/9/2019 của Ban Bí thư.\n2. Phổ biến Kết luận 58 đến chi bộ.\n`
    const { citations } = read(text)
    const first = citations.find((citation) => citation.date === '2023-06-23')!
    const last = citations.at(-1)!
    expect(last.text).toBe('Kết luận 58')
    expect(last.key).toBe(first.key)
  })

  test('a name declared behind a decision is the programme it approves', () => {
    const text = `${HEAD}Căn cứ Quyết định số 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ phê duyệt Đề án phát triển ứng dụng dữ liệu về dân cư giai đoạn 2022 - 2025 (sau đây gọi tắt là Đề án 06);\nI. NHIỆM VỤ\n1. Triển khai Đề án 06.\n`
    const { citations } = read(text)
    const programme = citations.find((citation) => citation.text.startsWith('Đề án phát triển'))!
    expect(citations.at(-1)!.key).toBe(programme.key)
  })

  test('the pinpoint of a back reference is its own', () => {
    const text = `${HEAD}I. NHIỆM VỤ\n1. Theo Nghị định số 18/2025/NĐ-CP của Chính phủ và các khoản 1, 3 Điều 7 Nghị định này.\n`
    expect(read(text).citations.at(-1)).toMatchObject({ text: 'Nghị định này', provision: 'các khoản 1, 3 Điều 7' })
  })
})

describe('who amends whom', () => {
  test('a consolidated text lists what amended the act it consolidates', () => {
    const text =
      'THÔNG TƯ\nHướng dẫn quản lý tiền lương\n\nThông tư số 04/2019/TT-BNV ngày 21 tháng 01 năm 2019 của Bộ trưởng Bộ Nội vụ hướng dẫn quản lý tiền lương, có hiệu lực từ ngày 08 tháng 3 năm 2019, được sửa đổi, bổ sung bởi:\nThông tư số 12/2023/TT-BNV ngày 14 tháng 11 năm 2023 của Bộ trưởng Bộ Nội vụ sửa đổi một số Thông tư, có hiệu lực từ ngày 29 tháng 12 năm 2023.\nThông tư số 05/2024/TT-BNV ngày 14 tháng 5 năm 2024 của Bộ trưởng Bộ Nội vụ, có hiệu lực từ ngày 01 tháng 7 năm 2024.\nCăn cứ Nghị định số 14/2017/NĐ-CP ngày 17 tháng 02 năm 2017 của Chính phủ;\n'
    expect(edges(text)).toEqual(
      expect.arrayContaining([
        '12-2023-tt-bnv AMENDS 04-2019-tt-bnv',
        '05-2024-tt-bnv AMENDS 04-2019-tt-bnv',
        'this BASED_ON 14-2017-nd-cp',
      ]),
    )
    expect(edges(text)).not.toContain('14-2017-nd-cp AMENDS 04-2019-tt-bnv')
  })

  test('"được sửa đổi theo quy định tại …" does not make the document the amending one', () => {
    const text =
      'THÔNG TƯ\nHướng dẫn quản lý tiền lương\n\nĐiều 1. Phạm vi\nĐiều này được sửa đổi, bổ sung tại khoản 2 Điều 6 của Thông tư số 12/2024/TT-BNV.\n'
    expect(edges(text)).not.toContain('this AMENDS 12-2024-tt-bnv')
  })

  test('two alike in a title belong to the title; the next item of the list does not', () => {
    const text = `${HEAD}I. NHIỆM VỤ\n1. Rà soát Kế hoạch số 72/KH-UBND ngày 20/8/2025 của UBND tỉnh triển khai Nghị quyết số 03/NQ-CP và Nghị quyết số 71/NQ-CP.\n2. Theo Kế hoạch số 73/KH-UBND ngày 20/8/2025 của UBND tỉnh triển khai Nghị quyết số 04/NQ-CP và Kế hoạch số 9/KH-UBND.\n`
    expect(edges(text)).toEqual(
      expect.arrayContaining(['72-kh-ubnd IMPLEMENTS 03-nq-cp', '72-kh-ubnd IMPLEMENTS 71-nq-cp']),
    )
    expect(edges(text)).not.toContain('73-kh-ubnd IMPLEMENTS 9-kh-ubnd')
  })
})

describe('relations that nobody stated', () => {
  const LAW = 'LUẬT\nSửa đổi, bổ sung một số điều của Luật Thuế thu nhập cá nhân\n\n'
  const DECREE = 'NGHỊ ĐỊNH\nQuy định về quản lý chợ\n\nĐiều 1. Phạm vi\n'

  test('a note of what others guide does not make the document the guide', () => {
    const text = `${LAW}Điều 1. Thu nhập\n1. Thu nhập từ tiền lương. [Nội dung hướng dẫn Khoản này tại Thông tư 111/2013/TT-BTC được sửa đổi bởi Điều 11 Thông tư 151/2014/TT-BTC có hiệu lực từ ngày 15/11/2014]\n`
    expect(edges(text)).toContain('151-2014-tt-btc AMENDS 111-2013-tt-btc')
    expect(edges(text)).not.toContain('this GUIDES 111-2013-tt-btc')
  })

  test('a law that names what it amends is one law, with its year', () => {
    const text = `${DECREE}1. Khoản này thực hiện theo Luật sửa đổi Luật Chứng khoán, Luật Kế toán, Luật Ngân sách nhà nước 2024.\n`
    const [outer, ...inner] = read(text).citations
    expect(outer).toMatchObject({
      text: 'Luật sửa đổi Luật Chứng khoán, Luật Kế toán, Luật Ngân sách nhà nước 2024',
      date: '2024',
    })
    expect(inner.map(({ relation, subject, date }) => ({ relation, subject, date }))).toEqual(
      Array.from({ length: 3 }, () => ({ relation: 'AMENDS', subject: outer!.key, date: null })),
    )
    expect(edges(text).some((edge) => edge.startsWith('this AMENDS'))).toBe(false)
  })

  test('a document that amends two laws still does', () => {
    const text = `${LAW}Điều 1. Sửa đổi, bổ sung khoản 2 Điều 5 Luật Kế toán số 88/2015/QH13\n`
    expect(edges(text)).toContain('this AMENDS 88-2015-qh13')
  })

  test('what a quoted article repeals the quoted act repeals; what stands outside the document does', () => {
    const text = `${DECREE}Điều 2. Bãi bỏ Nghị định số 12/2010/NĐ-CP.\nĐiều 5 của Luật số 71/2014/QH13 quy định như sau:\n“Điều 5. Hiệu lực\n2. Bãi bỏ Điều 8 của Luật Hải quan số 54/2014/QH13.”.\nĐiều 3. Bãi bỏ Nghị định số 13/2011/NĐ-CP.\n`
    expect(edges(text)).toEqual(expect.arrayContaining(['this REPEALS 12-2010-nd-cp', 'this REPEALS 13-2011-nd-cp']))
    expect(edges(text)).not.toContain('this REPEALS 54-2014-qh13')
  })

  test('a list of ended acts ends none of them', () => {
    const text =
      'QUYẾT ĐỊNH\nVề việc công bố Danh mục văn bản quy phạm pháp luật hết hiệu lực\n\nĐiều 1. Công bố kèm theo Quyết định này Danh mục văn bản hết hiệu lực.\nĐiều 2. Quyết định này thay thế Quyết định số 55/QĐ-BNV.\nSTT Văn bản hết hiệu lực\n1 Bãi bỏ một phần Thông tư số 42/2015/TT-BNV ngày 20/10/2015\n'
    expect(edges(text)).toContain('this REPLACES 55-qd-bnv')
    expect(edges(text)).not.toContain('this REPEALS 42-2015-tt-bnv')
  })

  test('what is older amends nothing newer', () => {
    const text = `${DECREE}1. Theo Nghị định số 12/2015/NĐ-CP ngày 12/02/2015 sửa đổi Nghị định số 20/2021/NĐ-CP.\n2. Theo Nghị định số 76/2024/NĐ-CP ngày 01/7/2024 của Chính phủ sửa đổi Nghị định số 21/2021/NĐ-CP.\n`
    expect(edges(text).filter((edge) => edge.includes('AMENDS'))).toEqual(['76-2024-nd-cp AMENDS 21-2021-nd-cp'])
  })

  test('"hướng dẫn tại" says what to go by, "có hiệu lực thi hành" says nothing', () => {
    const text = `${DECREE}1. Hồ sơ theo mẫu hướng dẫn tại Thông tư số 12/2020/TT-BNV.\n2. Việc này áp dụng khi luật có hiệu lực thi hành đối với Nghị định số 46/2019/NĐ-CP.\n3. Cơ quan tổ chức thi hành Nghị định số 47/2019/NĐ-CP.\n`
    expect(edges(text)).toEqual([
      'this APPLIES 12-2020-tt-bnv',
      'this CITES 46-2019-nd-cp',
      'this IMPLEMENTS 47-2019-nd-cp',
    ])
  })

  test('what may belong to the title before is not said to be replaced; what has its own title is', () => {
    const text = `${DECREE}Điều 2. Nghị định này thay thế Nghị quyết số 9/2026/NQ-CP ngày 04/02/2026 của Chính phủ tạm ngưng hiệu lực và điều chỉnh thời hạn áp dụng Nghị định số 46/2026/NĐ-CP ngày 26/01/2026 và Nghị quyết số 66/2026/NQ-CP ngày 27/01/2026.\nĐiều 3. Bãi bỏ Nghị định số 12/2020/NĐ-CP ngày 01/02/2020 của Chính phủ quy định về chợ và Nghị định số 13/2020/NĐ-CP.\n`
    const said = edges(text)
    expect(said).toEqual(
      expect.arrayContaining([
        'this REPLACES 9-2026-nq-cp',
        'this REPEALS 12-2020-nd-cp',
        'this REPEALS 13-2020-nd-cp',
      ]),
    )
    expect(said).not.toContain('this REPLACES 66-2026-nq-cp')
    expect(said).not.toContain('this REPLACES 46-2026-nd-cp')
  })

  test('a proposal ends at its semicolon', () => {
    const text =
      'NGHỊ QUYẾT\nTạm ngưng hiệu lực của Nghị định\n\nTheo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 5/TTr-SNV;\nChính phủ ban hành Nghị quyết tạm ngưng hiệu lực Nghị định số 46/2026/NĐ-CP ngày 26 tháng 01 năm 2026 của Chính phủ.\nĐiều 1. Phạm vi\n'
    expect(edges(text).filter((edge) => edge.includes('PROPOSED_BY'))).toEqual(['this PROPOSED_BY 5-ttr-snv'])
  })
})

describe('lists of laws', () => {
  const DECREE = 'NGHỊ ĐỊNH\nQuy định về quản lý chợ\n\n'

  test('numbers do not end the list of what a law amends', () => {
    const text = `${DECREE}Căn cứ Luật số 43/2024/QH15 sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15 và Luật Các tổ chức tín dụng số 32/2024/QH15;\nĐiều 1. Phạm vi\n`
    expect(edges(text)).toEqual([
      'this BASED_ON 43-2024-qh15',
      '43-2024-qh15 AMENDS 31-2024-qh15',
      '43-2024-qh15 AMENDS 27-2023-qh15',
      '43-2024-qh15 AMENDS 32-2024-qh15',
    ])
  })

  test('the law after an amender is the next item, another bare number a further amender', () => {
    const text = `${DECREE}Căn cứ Luật Thuế tài nguyên số 45/2009/QH12 được sửa đổi, bổ sung một số điều theo Luật số 71/2014/QH13 và Luật số 56/2024/QH15, Luật Hải quan số 54/2014/QH13;\nĐiều 1. Phạm vi\n`
    expect(edges(text)).toEqual([
      'this BASED_ON 45-2009-qh12',
      '71-2014-qh13 AMENDS 45-2009-qh12',
      '56-2024-qh15 AMENDS 45-2009-qh12',
      'this BASED_ON 54-2014-qh13',
    ])
  })

  test('an act about something else is no further amender', () => {
    const text = `${DECREE}Căn cứ Nghị định số 78/2025/NĐ-CP được sửa đổi, bổ sung bởi Nghị định số 187/2025/NĐ-CP ngày 01/7/2025 và Nghị định số 79/2025/NĐ-CP ngày 01/4/2025 của Chính phủ về kiểm tra, rà soát văn bản;\nĐiều 1. Phạm vi\n`
    expect(edges(text)).toContain('this BASED_ON 79-2025-nd-cp')
    expect(edges(text)).not.toContain('79-2025-nd-cp AMENDS 78-2025-nd-cp')
  })

  test('"biện pháp để tổ chức, hướng dẫn thi hành" is inside a title', () => {
    const text = `${DECREE}Điều 1. Phạm vi\n1. Theo Nghị định số 46/2026/NĐ-CP ngày 26/01/2026 của Chính phủ quy định chi tiết một số điều và biện pháp để tổ chức, hướng dẫn thi hành Luật An toàn thực phẩm.\n`
    expect(edges(text)).toEqual(['this APPLIES 46-2026-nd-cp', '46-2026-nd-cp GUIDES luat-an-toan-thuc-pham'])
  })
})

describe('one law, one key', () => {
  const DECREE = 'NGHỊ ĐỊNH\nQuy định về quản lý chợ\n\n'
  const keys = (text: string) =>
    read(text)
      .citations.filter(({ type }) => type === 'Luật')
      .map(({ key }) => key)

  test('named before its number is given', () => {
    expect(
      keys(`${DECREE}1. Theo Luật Chứng khoán và văn bản liên quan.\n2. Theo Luật Chứng khoán số 54/2019/QH14.\n`),
    ).toEqual(['54-2019-qh14', '54-2019-qh14'])
  })

  test('not where two bear the name, nor where its year is another', () => {
    expect(
      keys(
        `${DECREE}1. Theo Luật Đất đai và văn bản liên quan.\n2. Theo Luật Đất đai số 31/2024/QH15, thay cho Luật Đất đai số 45/2013/QH13.\n`,
      )[0],
    ).toBe('luat-dat-dai')
    expect(keys(`${DECREE}1. Theo Luật Đất đai năm 2013.\n2. Theo Luật Đất đai số 31/2024/QH15.\n`)).toEqual([
      'luat-dat-dai-2013',
      '31-2024-qh15',
    ])
  })

  test('an older act guides no law made after it', () => {
    const text = `${DECREE}1. Theo Luật Đất đai năm 2024.\n2. Theo Nghị định số 43/2014/NĐ-CP ngày 15/5/2014 của Chính phủ quy định chi tiết thi hành một số điều của Luật Đất đai.\n3. Theo Luật Đất đai và văn bản liên quan.\n`
    expect(keys(text)).toEqual(['luat-dat-dai-2024', 'luat-dat-dai', 'luat-dat-dai-2024'])
  })

  test('where it is enacted, and as a caption, a law is the document itself; where its making is told it is cited', () => {
    const law =
      'Luật Thanh tra\nQUỐC HỘI\nLUẬT\nThanh tra\n\nCăn cứ Hiến pháp năm 2013;\nQuốc hội ban hành Luật Thanh tra.\nĐiều 1. Phạm vi\n'
    expect(keys(law)).toEqual([])
    expect(keys(`${HEAD}I. NHIỆM VỤ\nQuốc hội ban hành Luật Thanh tra năm 2022, cần phổ biến rộng rãi.\n`)).toEqual([
      'luat-thanh-tra-2022',
    ])
  })
})

test('what a footnote says an amending act rests on is not what the consolidated one rests on', () => {
  const text =
    'THÔNG TƯ\nHướng dẫn quản lý tiền lương\n\nCăn cứ Nghị định số 14/2017/NĐ-CP;\nĐiều 1. Phạm vi\n[1] Thông tư số 12/2024/TT-BNV sửa đổi một số Thông tư có căn cứ ban hành như sau:\n“Căn cứ Nghị định số 62/2022/NĐ-CP ngày 12 tháng 9 năm 2022 của Chính phủ;\nCăn cứ Nghị định số 51/2016/NĐ-CP;”\n[2] Điều này căn cứ Nghị định số 9/2020/NĐ-CP và hướng dẫn của cơ quan có thẩm quyền, khoản này được áp dụng theo Nghị định số 10/2020/NĐ-CP.\n'
  expect(edges(text)).toEqual(
    expect.arrayContaining([
      'this BASED_ON 14-2017-nd-cp',
      '12-2024-tt-bnv BASED_ON 62-2022-nd-cp',
      '12-2024-tt-bnv BASED_ON 51-2016-nd-cp',
    ]),
  )
  expect(edges(text)).not.toContain('this BASED_ON 62-2022-nd-cp')
})

describe('a nickname behind "Hướng dẫn"', () => {
  const nicknames = (words: string) =>
    read(`${HEAD}I. NHIỆM VỤ\n1. Triển khai ${words}\n`).citations.map(({ text }) => text)

  test('is one where something is done by it', () => {
    expect(nicknames('quản lý tài liệu theo Hướng dẫn 26.')).toEqual(['Hướng dẫn 26'])
  })

  test('is none where somebody is shown how', () => {
    expect(nicknames('nội dung. Hướng dẫn 26 hội viên sử dụng dịch vụ công.')).toEqual([])
  })
})

describe('a law still to be made', () => {
  test.each(['Luật An toàn thực phẩm (sửa đổi)', 'dự án Luật An toàn thực phẩm', 'dự thảo Luật Thanh tra'])(
    '%s is none',
    (words) => {
      expect(
        read(`${HEAD}I. NHIỆM VỤ\n1. Tham gia xây dựng ${words} và các văn bản có liên quan.\n`).citations,
      ).toEqual([])
    },
  )

  test.each(['Luật An toàn thực phẩm', 'Luật Đất đai (sửa đổi) năm 2024'])('%s is one', (words) => {
    expect(read(`${HEAD}I. NHIỆM VỤ\n1. Tuyên truyền ${words} và các văn bản có liên quan.\n`).citations).toHaveLength(
      1,
    )
  })
})

describe('the document itself', () => {
  test('a công văn: its subject under the number, broken inside a number, and whom it is addressed to', () => {
    const text =
      'ỦY BAN NHÂN DÂN\nTỈNH GIA LAI\nSố: 95/UBND-KGVX\nV/v đẩy nhanh thực hiện Nghị quyết số\n57- NQ/TW của Bộ Chính trị\n\nKính gửi:\n- Các sở, ban, ngành;\n- UBND các xã, phường.\n\nUBND tỉnh yêu cầu thực hiện nghiêm.\n'
    expect(read(text).document).toMatchObject({
      number: '95/UBND-KGVX',
      title: 'đẩy nhanh thực hiện Nghị quyết số 57- NQ/TW của Bộ Chính trị',
      recipients: ['Các sở, ban, ngành', 'UBND các xã, phường'],
    })
  })

  test('a province named in passing is not the province of a document without a header', () => {
    const text = 'Học tập kinh nghiệm của tỉnh Quảng Ninh theo Kế hoạch số 12/KH-UBND ngày 3/4/2024.\n'
    expect(read(text).document.province).toBeNull()
  })

  test('its annexes, with their titles; an annex named in a sentence is none', () => {
    const text = `${HEAD}I. NHIỆM VỤ\n1. Báo cáo theo mẫu tại\nPhụ lục II ban hành kèm theo Kế hoạch này.\n\nNơi nhận:\n- Như trên;\n\nPHỤ LỤC I\nDanh mục nhiệm vụ\n\nPhụ lục II: Biểu mẫu báo cáo\n`
    const { annexes } = read(text)
    expect(annexes?.map(({ label, title }) => ({ label, title }))).toEqual([
      { label: 'PHỤ LỤC I', title: 'Danh mục nhiệm vụ' },
      { label: 'Phụ lục II', title: 'Biểu mẫu báo cáo' },
    ])
    for (const { label, start, end } of annexes!) expect(text.slice(start, end)).toContain(label)
  })

  test('a year after the place is the plan’s period, not that of the programme it carries out', () => {
    const text =
      'ỦY BAN NHÂN DÂN TỈNH LAI CHÂU\nKẾ HOẠCH\nThực hiện Đề án chuyển đổi số giai đoạn 2022 - 2025 trên địa bàn tỉnh Lai Châu năm 2024\n\nCăn cứ Luật Người cao tuổi năm 2009;\n'
    expect(read(text).document).toMatchObject({ periodFrom: '2024', periodTo: '2024' })
  })
})

describe('as it was met in other kinds of documents', () => {
  test('a table of ended acts: the right column ends the left one, and neither is done by the document', () => {
    const text =
      'QUYẾT ĐỊNH\nVề việc công bố danh mục văn bản hết hiệu lực\n\nĐiều 1. Công bố danh mục.\nThông tư số 36/2017/TT-BNV ngày 29/12/2017\ncủa Bộ trưởng Bộ Nội vụ ban hành danh mục nghề nặng nhọc trình độ cao đẳng\nĐược thay thế bởi Thông tư số 05/2023/TT-BNV ngày 15/6/2023\n30/7/2023\nThông tư số 44/2015/TT-BNV ngày 22/10/2015\nĐược bãi bỏ bởi Nghị định số 97/2022/NĐ-CP\nngày 29/11/2022\n'
    expect(edges(text)).toEqual(
      expect.arrayContaining(['05-2023-tt-bnv REPLACES 36-2017-tt-bnv', '97-2022-nd-cp REPEALS 44-2015-tt-bnv']),
    )
    expect(edges(text).filter((edge) => edge.startsWith('this RE'))).toEqual([])
  })

  test('a law with name and number is one mention and one instrument', () => {
    const text =
      'THÔNG TƯ\nHướng dẫn kê khai thuế\n\nCăn cứ Luật Quản lý thuế số 38/2019/QH14;\nCăn cứ Nghị định số 126/2020/NĐ-CP của Chính phủ quy định chi tiết một số điều của Luật Quản lý thuế;\n'
    const { citations } = read(text)
    expect(citations[0]).toMatchObject({ text: 'Luật Quản lý thuế số 38/2019/QH14', number: '38/2019/QH14' })
    expect(citations[0]!.key).toBe(citations.at(-1)!.key)
  })

  test('a pinpoint cut by the margin is whole; a heading behind a line that waits is a heading', () => {
    const text =
      'THÔNG TƯ\nHướng dẫn kê khai thuế\n\nĐiều 1. Kê khai\nTheo quy định tại khoản 6\nĐiều 8 Nghị định số 126/2020/NĐ-CP.\nĐiều 2. Hiệu lực thi hành của Nghị quyết\n1. Thông tư này có hiệu lực từ ngày 15 tháng 5 năm 2026.\n'
    const { citations } = read(text)
    expect(citations.map(({ text: words, provision }) => [words, provision])).toEqual([
      ['Nghị định số 126/2020/NĐ-CP', 'khoản 6 Điều 8'],
    ])
  })

  test('the letterhead behind the legal bases, as a gazette’s page is read', () => {
    const text =
      'THÔNG TƯ\nHướng dẫn kê khai thuế\n\nCăn cứ Luật Quản lý thuế số 38/2019/QH14;\nBỘ TÀI CHÍNH\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 41/2026/TT-BTC\nHà Nội, ngày 06 tháng 4 năm 2026\nBộ trưởng Bộ Tài chính ban hành Thông tư hướng dẫn kê khai thuế.\nĐiều 1. Phạm vi\n'
    const { document, citations } = read(text)
    expect(document).toMatchObject({ number: '41/2026/TT-BTC', date: '2026-04-06', place: 'Hà Nội', level: 'central' })
    expect(citations.map((citation) => citation.number)).toEqual(['38/2019/QH14'])
  })

  test('a consolidated text speaks of itself as of the act it consolidates, and bears its number at the end', () => {
    const text =
      'THÔNG TƯ\nHướng dẫn tiền lương\n\nCăn cứ Nghị định số 14/2017/NĐ-CP của Chính phủ;\nĐiều 1. Phạm vi\nThông tư này áp dụng cho người lao động.\n\nBỘ NỘI VỤ\nSố: 470/VBHN-BNV\nXÁC THỰC VĂN BẢN HỢP NHẤT\nHà Nội, ngày 10 tháng 02 năm 2025\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\nLê Văn A\n\nPhụ lục\nTIÊU CHUẨN XẾP HẠNG\n'
    const { document, citations } = read(text)
    expect(document).toMatchObject({
      type: 'Văn bản hợp nhất',
      number: '470/VBHN-BNV',
      date: '2025-02-10',
      issuer: 'Bộ Nội vụ',
      signer: { name: 'Lê Văn A', authority: 'KT. BỘ TRƯỞNG' },
    })
    expect(citations.map((citation) => citation.text)).toEqual(['Nghị định số 14/2017/NĐ-CP của Chính phủ'])
  })

  test('two days of one decree are one decree; two directives of one number and other years are two', () => {
    const keys = (words: string): number =>
      new Set(read(`${HEAD}I. NHIỆM VỤ\n${words}\n`).citations.map(({ key }) => key)).size
    expect(keys('1. Nghị định số 17/2013/NĐ-CP ngày 19/12/2013.\n2. Nghị định số 17/2013/NĐ-CP ngày 19/02/2013.')).toBe(
      1,
    )
    expect(keys('1. Kết luận số 58-KL/TW ngày 12/9/2019.\n2. Kết luận số 58-KL/TW ngày 23/6/2023.')).toBe(2)
  })

  test('an annex of the document, by whatever name, is no citation', () => {
    const text =
      'THÔNG TƯ\nBan hành Chương trình bồi dưỡng nghiệp vụ công tác xã hội\n\nĐiều 1. Chương trình bồi dưỡng nghiệp vụ công tác xã hội ban hành kèm theo Thông tư này.\nĐiều 2. Trường dạy theo Chương trình bồi dưỡng nghiệp vụ công tác xã hội.\n'
    expect(read(text).citations).toEqual([])
  })
})
