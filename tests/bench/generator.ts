/**
 * Administrative documents by the thousand
 * ========================================
 *
 * For measuring the stores: plans of provinces and communes that cite a common stock of central instruments, a few of
 * them very often, and each the plan of the level above. Everything follows from the seed. Nothing of the product is
 * used, so that it cannot agree with itself.
 */
import { between, randomFrom } from './random.ts'

const PROVINCES = [
  'Lạng Sơn',
  'Lai Châu',
  'Hà Tĩnh',
  'Nghệ An',
  'Thanh Hóa',
  'Quảng Ninh',
  'Lâm Đồng',
  'Gia Lai',
  'An Giang',
  'Sơn La',
]
const COMMUNES = [
  'Tân Thành',
  'Hưng Đạo',
  'Mai Hoa',
  'Đại Lộc',
  'Hòa Bình',
  'Minh Khai',
  'Quang Trung',
  'Phú Xuân',
  'Thạch Hà',
  'Đông Sơn',
]
const SUBJECTS = [
  'phát huy vai trò của người cao tuổi',
  'chuyển đổi số trong cơ quan nhà nước',
  'bảo đảm an toàn thực phẩm',
  'phòng, chống thiên tai và tìm kiếm cứu nạn',
  'giảm nghèo bền vững',
  'xây dựng xã hội học tập',
  'phòng cháy, chữa cháy rừng',
  'cải cách thủ tục hành chính',
]
const LAWS = [
  'Luật Người cao tuổi',
  'Luật Trẻ em',
  'Luật Giao dịch điện tử',
  'Luật An toàn thực phẩm',
  'Luật Lâm nghiệp',
]
const TASKS = [
  'Tuyên truyền, phổ biến chủ trương của Đảng, chính sách, pháp luật của Nhà nước tới cán bộ và nhân dân trên địa bàn.',
  'Rà soát, lập danh sách đối tượng, kịp thời giải quyết chế độ theo quy định của pháp luật.',
  'Bố trí kinh phí trong dự toán ngân sách hằng năm theo phân cấp và huy động các nguồn lực hợp pháp khác.',
  'Kiểm tra, giám sát việc thực hiện tại cơ sở; định kỳ sơ kết, tổng kết, biểu dương tập thể, cá nhân tiêu biểu.',
  'Tập huấn nâng cao năng lực cho đội ngũ cán bộ làm công tác này ở các cấp.',
  'Phối hợp với Ủy ban Mặt trận Tổ quốc và các tổ chức chính trị - xã hội vận động nhân dân tham gia.',
]

export interface MadeDocument {
  name: string
  text: string
}

/** An instrument as a draft cites it: in full once, by number afterwards. */
interface Cited {
  full: string
  short: string
}

/** `count` documents; a fifth of them of provinces, the others of communes. */
export function* makeDocuments(count: number, seed = 5): Generator<MadeDocument> {
  const random = randomFrom(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  // The first of a list comes up far more often than the last, as laws and programmes do.
  const oftenFirst = <T>(from: readonly T[]): T => from[Math.floor(random() ** 3 * from.length)] as T
  const day = (year: number): string => `ngày ${between(random, 10, 28)}/${between(random, 10, 12)}/${year}`

  const central = Array.from({ length: 400 }, (_, i): Cited => {
    const year = 2018 + (i % 8)
    const subject = pick(SUBJECTS)
    const makers: (() => Cited)[] = [
      () => ({
        short: `Quyết định số ${1000 + i}/QĐ-TTg`,
        full: `Quyết định số ${1000 + i}/QĐ-TTg ${day(year)} của Thủ tướng Chính phủ phê duyệt Chương trình ${subject} giai đoạn ${year} - ${year + 5}`,
      }),
      () => ({
        short: `Nghị định số ${10 + i}/${year}/NĐ-CP`,
        full: `Nghị định số ${10 + i}/${year}/NĐ-CP ${day(year)} của Chính phủ quy định chi tiết một số điều của ${pick(LAWS)}`,
      }),
      () => ({
        short: `Kết luận số ${10 + i}-KL/TW`,
        full: `Kết luận số ${10 + i}-KL/TW ${day(year)} của Ban Bí thư về ${subject}`,
      }),
    ]
    return (makers[i % makers.length] as () => Cited)()
  })

  const plans: Cited[] = []
  for (let i = 0; i < count; i++) {
    const province = pick(PROVINCES)
    const isProvince = i % 5 === 0 || plans.length === 0
    const commune = pick(COMMUNES)
    const body = isProvince ? `Ủy ban nhân dân tỉnh ${province}` : `Ủy ban nhân dân xã ${commune}`
    const year = between(random, 2021, 2026)
    const subject = pick(SUBJECTS)
    const number = `${i + 1}/KH-UBND`
    const date = { day: between(random, 10, 28), month: between(random, 10, 12) }
    const written = `ngày ${date.day} tháng ${date.month} năm ${year}`
    const basis = Array.from({ length: between(random, 3, 9) }, () => oftenFirst(central))
    if (!isProvince) basis.push(oftenFirst(plans))
    if (isProvince) {
      const short = `Kế hoạch số ${number}`
      plans.push({ short, full: `${short} ngày ${date.day}/${date.month}/${year} của ${body} thực hiện ${subject}` })
    }
    const tasks = Array.from({ length: between(random, 8, 22) }, (_, n) => {
      const again = random() < 0.4 ? ` theo ${pick(basis).short}` : ''
      return `${n + 1}. ${pick(TASKS).slice(0, -1)}${again}.`
    })
    const half = Math.ceil(tasks.length / 2)
    yield {
      name: `${String(i + 1).padStart(6, '0')}.txt`,
      text: [
        body.toLocaleUpperCase('vi'),
        `Số: ${number}`,
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'Độc lập - Tự do - Hạnh phúc',
        `${isProvince ? province : commune}, ${written}`,
        'KẾ HOẠCH',
        `Thực hiện ${subject} trên địa bàn ${isProvince ? `tỉnh ${province}` : `xã ${commune}, tỉnh ${province}`} năm ${year}`,
        '',
        `Căn cứ ${pick(LAWS)} năm ${between(random, 2009, 2023)};`,
        ...basis.map((each) => `Thực hiện ${each.full};`),
        `${body} ban hành Kế hoạch như sau:`,
        'I. MỤC ĐÍCH, YÊU CẦU',
        ...tasks.slice(0, half),
        'II. NỘI DUNG',
        ...tasks.slice(half),
        'III. TỔ CHỨC THỰC HIỆN',
        `Trên đây là Kế hoạch thực hiện ${subject} năm ${year}./.`,
        'Nơi nhận:',
        '- Như trên;',
        '- Lưu: VT.',
        'TM. ỦY BAN NHÂN DÂN',
        'KT. CHỦ TỊCH',
        'PHÓ CHỦ TỊCH',
        `Nguyễn Văn ${pick(['An', 'Bình', 'Cường', 'Dũng', 'Hải'])}`,
        '',
      ].join('\n'),
    }
  }
}
