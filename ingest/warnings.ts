/**
 * What the reader noticed, in words
 * =================================
 *
 * Stable codes with a Vietnamese sentence each: they state what stands in the text and what it was read as, and accuse
 * nobody. Whether something is wrong is for the checker.
 */

const MESSAGES: Record<string, (quote: string, suggestion?: string) => string> = {
  'wrong-authority': (quote, suggestion) =>
    `Số “${quote}” không khớp với cơ quan nêu bên cạnh; có thể là ${suggestion}.`,
  'swapped-separators': (quote, suggestion) =>
    `Số “${quote}” được đọc là ${suggestion}: văn bản của Đảng ghi dấu nối trước, dấu gạch chéo sau.`,
  'missing-hyphen': (quote, suggestion) => `Số “${quote}” thiếu dấu nối, được đọc là ${suggestion}.`,
  'wrong-separator': (quote, suggestion) => `Số “${quote}” có dấu phân cách khác thường, được đọc là ${suggestion}.`,
  'spaced-number': (quote, suggestion) => `Số “${quote}” có khoảng trắng, được đọc là ${suggestion}.`,
  'ocr-digit': (quote, suggestion) => `Số “${quote}” có chữ cái ở chỗ chữ số, được đọc là ${suggestion}.`,
  'ocr-letter': (quote, suggestion) => `Số “${quote}” có ký tự lạ ở chỗ chữ cái, được đọc là ${suggestion}.`,
  'invalid-date': (quote) => `“${quote}” không phải là một ngày có thật.`,
  'blank-number': (quote) => `Số của văn bản còn để trống (“${quote}”): văn bản là dự thảo hoặc chưa phát hành.`,
  'few-words': () =>
    'Các trang hầu như không có chữ đọc được: tệp có thể là bản chụp (scan), phần lớn nội dung chưa được đọc.',
  'no-number': () => 'Không thấy dòng số, ký hiệu của văn bản.',
  'no-date': () => 'Không thấy ngày ban hành của văn bản.',
  'ocr-text': (quote) => `Chữ do máy nhận dạng từ ảnh, độ tin cậy trung bình ${quote}%; cần đối chiếu với bản gốc.`,
  'no-type-line': () => 'Không thấy dòng tên loại văn bản.',
}

/** The sentence of a warning; an unknown code is a bug and throws. */
export function warningMessage(code: string, quote: string, suggestion?: string): string {
  return MESSAGES[code]!(quote.replace(/\s+/g, ' '), suggestion)
}

export const WARNING_CODES = Object.keys(MESSAGES)
