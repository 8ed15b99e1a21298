/**
 * Sentences of plans, without citations
 * =====================================
 *
 *   - Trạm y tế xã │phối hợp với │các thôn│ tổ chức khám sức khỏe …│, hoàn thành trước ngày 15/9 hằng năm;
 *
 * Most of a plan cites nothing: it says who does what, with whom, how and by when. Sentences are put together by chance
 * from parts of our own, some hundred thousand million of them, so that hardly one stands twice in a corpus and neither
 * compiler nor cache can learn them by heart.
 */
import { between } from './random.ts'

const WHO = [
  'Văn phòng Hội đồng nhân dân và Ủy ban nhân dân',
  'Phòng Kinh tế',
  'Phòng Văn hóa - Xã hội',
  'Công an xã',
  'Trạm y tế xã',
  'Ban Chỉ huy Quân sự',
  'Trung tâm phục vụ hành chính công',
  'Hội Người cao tuổi các cấp',
  'Hội Liên hiệp Phụ nữ',
  'Hội Nông dân',
  'Đoàn Thanh niên',
  'Hội Cựu chiến binh',
  'Ủy ban Mặt trận Tổ quốc và các đoàn thể',
  'Trường tiểu học và trung học cơ sở',
  'Sở Tài chính',
  'Sở Nội vụ',
  'Sở Khoa học và Công nghệ',
  'Đài Truyền thanh',
  'Các thôn, bản, tổ dân phố',
  'Bí thư chi bộ và trưởng thôn',
  'Thủ trưởng các cơ quan, đơn vị',
  'Tổ công nghệ số cộng đồng',
  'Hợp tác xã và các hộ sản xuất',
  'Cán bộ, công chức được giao nhiệm vụ',
  'Kế toán ngân sách',
  'Người đứng đầu từng đơn vị',
  'Ban quản lý chợ',
  'Các doanh nghiệp đóng trên địa bàn',
  'Ban Công tác Người cao tuổi',
  'Nhân viên y tế thôn bản',
]
const ACTS = [
  'chủ trì rà soát',
  'lập danh sách và cập nhật hằng quý',
  'tham mưu bố trí',
  'kiểm tra, đôn đốc',
  'tiếp nhận và xử lý kịp thời',
  'thống kê đầy đủ',
  'vận động nhân dân đóng góp cho',
  'nhân rộng',
  'niêm yết công khai',
  'đưa lên mạng',
  'sửa chữa, nâng cấp',
  'quản lý chặt chẽ',
  'giám sát cộng đồng đối với',
  'duy trì nền nếp',
  'từng bước hiện đại hóa',
  'xã hội hóa',
  'quan tâm đầu tư',
  'chấn chỉnh ngay những thiếu sót trong',
  'bảo vệ và giữ gìn',
  'hỗ trợ kỹ thuật cho',
  'mở rộng',
  'đánh giá đúng thực trạng',
  'chuẩn bị chu đáo',
  'phân loại và lưu giữ',
  'tổ chức thực hiện tốt',
  'tiếp tục triển khai thực hiện',
  'hướng dẫn thực hiện',
  'phát huy hiệu quả của',
  'tuyên truyền, phổ biến sâu rộng về',
  'lồng ghép thực hiện',
  'xây dựng kế hoạch và tổ chức triển khai',
  'thực hiện có hiệu quả',
  'tổ chức triển khai đồng bộ',
  'thực hiện nghiêm túc',
  'triển khai thực hiện kịp thời',
  'triển khai và hướng dẫn thực hiện',
  'chỉ đạo triển khai, thực hiện',
  'tiếp tục thực hiện tốt',
  'bảo đảm điều kiện để thực hiện',
]
const WHAT = [
  'các lớp dạy nghề ngắn hạn cho lao động nông thôn',
  'hồ sơ quản lý sức khỏe của từng hộ gia đình',
  'nhà văn hóa, sân thể thao và tủ sách của thôn',
  'đường dây cấp nước sạch về các cụm dân cư xa trung tâm',
  'mô hình trồng cây dược liệu dưới tán rừng',
  'công tác tiêm phòng cho đàn gia súc, gia cầm',
  'việc thu gom rác thải sinh hoạt và vỏ bao thuốc bảo vệ thực vật',
  'dữ liệu dân cư đã được làm sạch',
  'các khoản trợ cấp hằng tháng qua tài khoản',
  'hệ thống camera an ninh ở những nút giao đông người',
  'phong trào toàn dân đoàn kết xây dựng đời sống văn hóa',
  'câu lạc bộ dưỡng sinh và đội văn nghệ quần chúng',
  'quỹ khuyến học của dòng họ',
  'công tác hòa giải ở cơ sở',
  'các tuyến mương nội đồng bị sạt lở sau mùa mưa',
  'bữa ăn bán trú cho học sinh vùng cao',
  'lịch trực của bộ phận một cửa',
  'chế độ bảo hiểm y tế cho người từ đủ 80 tuổi trở lên',
  'việc khám mắt, đo huyết áp và tư vấn dinh dưỡng',
  'sản phẩm mật ong, chè và măng khô của địa phương',
  'những điểm có nguy cơ cháy cao vào mùa hanh khô',
  'lực lượng dân quân tự vệ và tổ xung kích',
  'các hộ nghèo, hộ cận nghèo có người già cô đơn',
  'trang thông tin điện tử và nhóm liên lạc của khu phố',
  'ứng dụng công nghệ trong sản xuất và bán hàng',
  'kỹ năng số cơ bản cho người trên 50 tuổi',
  'nguồn vốn vay ưu đãi và vốn đối ứng',
  'nếp sống văn minh trong việc cưới, việc tang và lễ hội',
  'biển báo, gờ giảm tốc và đèn chiếu sáng',
  'nội dung cải cách hành chính gắn với chuyển đổi số',
  'vai trò nêu gương của già làng và người có uy tín',
  'chính sách đối với người có công và thân nhân liệt sĩ',
  'các chỉ tiêu về môi trường và vệ sinh nông thôn',
  'mạng lưới cộng tác viên dân số',
  'ngày hội văn hóa, thể thao các dân tộc',
  'nhiệm vụ thu ngân sách và tiết kiệm chi',
]
const WITH = [
  ', phối hợp với các ngành liên quan',
  ' cùng với nhân dân các thôn',
  ' theo phân cấp quản lý',
  ' theo hướng dẫn của cấp trên',
  ' gắn với tình hình thực tế',
  ' bằng nhiều hình thức phù hợp',
  ' trong các buổi sinh hoạt chi bộ, chi hội',
  ' theo đúng quy định của pháp luật',
  ' trên cơ sở dự toán được giao',
  ', nhất là ở vùng sâu, vùng xa',
  ', coi đây là việc làm thường xuyên',
  ', không để xảy ra khiếu kiện đông người',
  ', ưu tiên hộ gia đình chính sách',
  ' thông qua các cuộc họp dân',
  ', tránh hình thức, lãng phí',
  ' theo nhu cầu của người dân',
  ', bảo đảm công khai và dân chủ',
  ', từng bước thay đổi nếp nghĩ, cách làm',
  ' với tinh thần khẩn trương, trách nhiệm',
  ' căn cứ chức năng, nhiệm vụ được giao',
  ' theo Kế hoạch này',
  ' theo kế hoạch hằng năm',
  ' trong quá trình thực hiện chương trình công tác',
  ', hướng dẫn cơ sở cùng thực hiện',
  ' theo tiến độ của kế hoạch',
]
const AIM = [
  ' nhằm nâng cao đời sống vật chất và tinh thần của nhân dân',
  ' để người dân được thụ hưởng đầy đủ',
  ', góp phần giữ vững an ninh trật tự',
  ' nhằm giảm thời gian đi lại, chờ đợi',
  ', tạo đồng thuận trong cộng đồng dân cư',
  ' để kịp thời phát hiện, ngăn chặn sai phạm',
  ', khắc phục tình trạng trông chờ, ỷ lại',
  ', từng bước thu hẹp khoảng cách giữa các vùng',
  ' nhằm khơi dậy tinh thần tương thân tương ái',
  ', làm cơ sở cho việc bình xét thi đua',
  ', đáp ứng yêu cầu trong tình hình mới',
  ' để rút kinh nghiệm cho những năm sau',
]
const WHEN = [
  (a: number) => `, hoàn thành trước ngày ${10 + (a % 18)}/${1 + (a % 12)} hằng năm`,
  (a: number) => `, phấn đấu đến năm ${2025 + (a % 11)} đạt trên ${50 + (a % 48)}%`,
  (a: number) => `; mỗi quý ít nhất ${1 + (a % 9)} lần`,
  (a: number) => ` cho khoảng ${40 + (a % 900)} lượt người`,
  (a: number) => `, kinh phí dự kiến ${5 + (a % 90)} triệu đồng`,
  (a: number) => ` trong ${1 + (a % 6)} tháng đầu năm`,
  (a: number) => `, báo cáo kết quả trước ngày ${1 + (a % 28)} tháng ${1 + (a % 12)}`,
  (a: number) => ` tại ${2 + (a % 14)} thôn, bản`,
  () => '',
  () => '',
  () => '',
]
const WHOLE = [
  'Quá trình tổ chức thực hiện nếu có khó khăn, vướng mắc, các đơn vị phản ánh về bộ phận thường trực để xem xét',
  'Các đơn vị căn cứ Kế hoạch này xây dựng lịch làm việc cụ thể và gửi về trước ngày mùng năm',
  'Kinh phí thực hiện kế hoạch được bố trí trong dự toán chi thường xuyên, phần còn thiếu do các nguồn hợp pháp khác bù đắp',
  'Kết quả thực hiện Kế hoạch là một trong những căn cứ để xếp loại cuối năm',
  'Tập thể, cá nhân có thành tích được biểu dương; nơi nào làm chưa tốt phải kiểm điểm, rút kinh nghiệm',
  'Nội dung này được đưa vào chương trình công tác năm và giao cho từng người phụ trách',
  'Những việc phát sinh ngoài kế hoạch thì xin ý kiến trước khi làm',
  'Địa phương còn khó khăn: dân cư phân tán, đường đi cách trở, thu nhập bình quân chưa cao',
]
const HEADINGS = [
  'Công tác tuyên truyền, vận động',
  'Chăm sóc sức khỏe nhân dân',
  'Phát triển sản xuất và tiêu thụ sản phẩm',
  'Hạ tầng và môi trường',
  'Giáo dục, dạy nghề và việc làm',
  'Ứng dụng công nghệ thông tin',
  'An ninh, trật tự',
  'Kiểm tra, giám sát và chế độ báo cáo',
  'Nguồn lực thực hiện',
  'Văn hóa, thể thao và gia đình',
]

type Random = () => number
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
const often = (random: Random, share: number, make: () => string): string => (random() < share ? make() : '')

/** One sentence, without its full stop. */
function sentence(random: Random): string {
  if (random() < 0.1) return pick(random, WHOLE)
  const object = pick(random, WHAT) + often(random, 0.3, () => ` và ${pick(random, WHAT)}`)
  const action =
    `${pick(random, ACTS)} ${object}` +
    often(random, 0.6, () => pick(random, WITH)) +
    often(random, 0.4, () => pick(random, AIM)) +
    pick(random, WHEN)(between(random, 0, 9999))
  return random() < 0.55 ? `${pick(random, WHO)} ${action}` : action.charAt(0).toUpperCase() + action.slice(1)
}

/** A paragraph as plans have them: a task under a dash, a running paragraph, a numbered heading. */
export function paragraph(random: Random, number: number): string {
  const kind = random()
  if (kind < 0.49) return `- ${sentence(random)}${random() < 0.5 ? ';' : '.'}`
  if (kind < 0.6) return `${number}. ${pick(random, HEADINGS)}`
  if (kind < 0.67) return `${pick(random, ['a', 'b', 'c', 'd', 'đ'])}) ${sentence(random)}.`
  const sentences = Array.from({ length: between(random, 1, 4) }, () => `${sentence(random)}.`)
  return sentences.join(' ')
}
