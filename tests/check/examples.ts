/**
 * A sentence in a plain plan
 * ==========================
 *
 * The plan around it is right in itself, so that whatever is found is about the sentence.
 */
import type { RuleExample } from '../../ingest/check/index.ts'

const two = (date: string): string => {
  const [year, month, day] = date.split('-')
  return `ngày ${day} tháng ${Number(month) > 2 ? Number(month) : month} năm ${year}`
}

/** The text of an example: its sentence in a plan of a commune, or a whole document as it is. */
export function draftOf({ text, number = '12/KH-UBND', date = '2026-04-10' }: RuleExample): string {
  if (/^(?:KẾ HOẠCH|QUYẾT ĐỊNH|NGHỊ QUYẾT|THÔNG TƯ|CHỈ THỊ)$/mu.test(text)) return text
  return `ỦY BAN NHÂN DÂN
XÃ MAI HOA

Số: ${number}

Mai Hoa, ${two(date)}

KẾ HOẠCH
Chăm sóc người cao tuổi năm ${date.slice(0, 4)}

${text}

Ủy ban nhân dân xã ban hành Kế hoạch như sau:

I. MỤC ĐÍCH

Nâng cao chất lượng cuộc sống của người cao tuổi trên địa bàn xã.

II. TỔ CHỨC THỰC HIỆN

Các đơn vị triển khai thực hiện Kế hoạch này./.

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn An
`
}
