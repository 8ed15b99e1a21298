/**
 * Words of the page that checks a draft
 * =====================================
 *
 * A part of `text.ts`, which puts them under `check`.
 */
import type { Severity, Verdict } from './check-query.ts'

export const vi = {
  page: 'Kiểm tra dự thảo',
  lead: 'Dán văn bản hoặc mở tệp: từng căn cứ được đối chiếu với kho, ngay trên chữ.',
  field: 'Dự thảo',
  placeholder: 'Dán dự thảo vào đây, hoặc kéo thả tệp .docx, .pdf, .txt',
  openFile: 'Mở tệp',
  example: 'Thử với đoạn mẫu',
  clear: 'Xóa hết',
  asOf: 'Tính đến ngày',
  privacy: 'Bản thảo chỉ được xử lý trên máy chủ này và không được lưu.',
  read: (name: string) => `Đã đọc ${name}.`,

  checking: 'Đang soát…',
  waiting: 'Kết quả hiện ở đây khi có chữ để soát.',
  tooLarge: (name: string) => `${name} quá lớn; soát bằng lệnh cancu check.`,
  notChecked: 'Chưa soát được.',
  noFindings: 'Không có điều gì cần xem lại.',
  nothingCited: 'Chưa thấy căn cứ nào trong dự thảo.',
  done: (all: string) => `Đã soát ${all}/${all} căn cứ`,
  doneDetail: (match: string, mismatch: string, unknown: string) =>
    `${match} khớp, ${mismatch} cần sửa, ${unknown} chưa đối chiếu được`,
  asOfUsed: {
    given: (day: string) => `Hiệu lực tính đến ${day}.`,
    draft: (day: string) => `Hiệu lực tính đến ngày của dự thảo, ${day}.`,
    today: (day: string) => `Dự thảo chưa ghi ngày; hiệu lực tính đến hôm nay, ${day}.`,
  } as Record<string, (day: string) => string>,
  classes: {
    qppl: 'Dự thảo văn bản quy phạm pháp luật',
    administrative: 'Dự thảo văn bản hành chính',
    party: 'Dự thảo văn bản của Đảng',
    association: 'Dự thảo văn bản của đoàn thể, hội',
  } as Record<string, string>,

  findings: 'Cần xem lại',
  severities: { ERROR: 'Cần sửa', WARNING: 'Nên xem lại', INFO: 'Để biết' } satisfies Record<Severity, string>,
  filter: 'Lọc theo mức độ',
  rule: (id: string) => `Quy tắc ${id}`,
  evidence: 'Bằng chứng',
  here: 'Trong dự thảo này',
  apply: 'Áp dụng',
  applied: 'Đã sửa trong dự thảo.',
  moved: 'Chữ ở chỗ này đã đổi; đang soát lại.',
  undo: 'Hoàn tác',
  undone: 'Đã hoàn tác.',
  ignore: 'Bỏ qua',
  ignored: (count: string) => `Đã bỏ qua ${count}`,
  restore: 'Xét lại',
  next: 'Sau',
  previous: 'Trước',
  keys: 'F8 và Shift-F8: chỗ sau, chỗ trước. Alt-Enter: áp dụng cách sửa. Ctrl-Z: hoàn tác.',

  authorities: 'Bảng văn bản viện dẫn',
  column: { instrument: 'Văn bản', title: 'Trích yếu', status: 'Hiệu lực', verdict: 'Đối chiếu' },
  verdicts: { MATCH: 'Khớp', MISMATCH: 'Cần sửa', UNKNOWN: 'Chưa đối chiếu được' } satisfies Record<Verdict, string>,
  checked: (fields: string) => `đã đối chiếu ${fields}`,
  unchecked: (fields: string) => `chưa đối chiếu ${fields}`,
  compared: { number: 'số', date: 'ngày', issuer: 'cơ quan', title: 'trích yếu' } as Record<string, string>,
  legalBasis: 'Phần căn cứ viết lại',
  legalBasisNote: 'Theo những gì kho biết; hãy đọc lại trước khi dùng.',
  useLegalBasis: 'Thay vào dự thảo',
  copyDraft: 'Sao chép dự thảo',
  copiedDraft: 'Đã sao chép dự thảo.',
}

export const en = {
  page: 'Check a draft',
  lead: 'Paste a text or open a file: every legal basis is compared with what is known, on the very words.',
  field: 'Draft',
  placeholder: 'Paste the draft here, or drop a .docx, .pdf or .txt file',
  openFile: 'Open a file',
  example: 'Try with a sample',
  clear: 'Clear',
  asOf: 'As of',
  privacy: 'A draft is processed on this server only and is not stored.',
  read: (name: string) => `Read ${name}.`,

  checking: 'Checking…',
  waiting: 'Results show here once there is text to check.',
  tooLarge: (name: string) => `${name} is too large; use the command cancu check.`,
  notChecked: 'Could not be checked.',
  noFindings: 'Nothing to look at again.',
  nothingCited: 'No legal basis found in the draft yet.',
  done: (all: string) => `${all} of ${all} legal bases checked`,
  doneDetail: (match: string, mismatch: string, unknown: string) =>
    `${match} agree, ${mismatch} to mend, ${unknown} could not be compared`,
  asOfUsed: {
    given: (day: string) => `In force as of ${day}.`,
    draft: (day: string) => `In force as of the draft’s own date, ${day}.`,
    today: (day: string) => `The draft has no date yet; in force as of today, ${day}.`,
  } as Record<string, (day: string) => string>,
  classes: {
    qppl: 'Draft of a legal normative document',
    administrative: 'Draft of an administrative document',
    party: 'Draft of a Party document',
    association: 'Draft of an association’s document',
  } as Record<string, string>,

  findings: 'To look at',
  severities: { ERROR: 'To mend', WARNING: 'Worth a look', INFO: 'To know' } satisfies Record<Severity, string>,
  filter: 'Filter by weight',
  rule: (id: string) => `Rule ${id}`,
  evidence: 'Evidence',
  here: 'In this draft',
  apply: 'Apply',
  applied: 'Mended in the draft.',
  moved: 'The words here have changed; checking again.',
  undo: 'Undo',
  undone: 'Undone.',
  ignore: 'Dismiss',
  ignored: (count: string) => `${count} dismissed`,
  restore: 'Bring back',
  next: 'Next',
  previous: 'Previous',
  keys: 'F8 and Shift-F8: next and previous place. Alt-Enter: apply the fix. Ctrl-Z: undo.',

  authorities: 'Table of authorities',
  column: { instrument: 'Instrument', title: 'Title', status: 'Status', verdict: 'Compared' },
  verdicts: { MATCH: 'Agrees', MISMATCH: 'To mend', UNKNOWN: 'Could not be compared' } satisfies Record<
    Verdict,
    string
  >,
  checked: (fields: string) => `compared: ${fields}`,
  unchecked: (fields: string) => `not compared: ${fields}`,
  compared: { number: 'number', date: 'date', issuer: 'issuer', title: 'title' } as Record<string, string>,
  legalBasis: 'The legal bases rewritten',
  legalBasisNote: 'By what the store knows; read it before you use it.',
  useLegalBasis: 'Put into the draft',
  copyDraft: 'Copy the draft',
  copiedDraft: 'Draft copied.',
}
