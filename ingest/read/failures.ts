/**
 * Why a file could not be read
 * ============================
 *
 * One table: code → what happened and what to do, in both languages. The reading process sends only the code and a
 * detail; the words are put here, so that a hostile file never writes them.
 */
import { CancuError, type ErrorCode, type Words } from '../errors.ts'

export type ReadFailure = Extract<
  ErrorCode,
  | 'empty_document'
  | 'undecodable'
  | 'unsupported_format'
  | 'damaged_file'
  | 'encrypted_file'
  | 'no_text'
  | 'read_limit'
  | 'unreadable_file'
>

/** What a caller may want to know besides the code. All of it is data: numbers, names of limits and formats. */
export interface FailureDetails {
  /** Offset of the first byte that is no text. */
  byte?: number
  /** What the bytes are, as far as recognised: "zip", "msword". */
  found?: string
  /** Which limit: "time", "memory", "pages", "unpacked", "ratio", "entries", "size", "depth". */
  limit?: string
  /** The library's own words, cut short. */
  detail?: string
}

type Entry = { words: (name: string, details: FailureDetails) => Words; remedy: Words }

const TABLE: Record<ReadFailure, Entry> = {
  empty_document: {
    words: (name) => ({ vi: `${name}: tệp không có chữ nào.`, en: `${name}: the file holds no text.` }),
    remedy: {
      vi: 'Kiểm tra lại tệp; có thể việc tải về hoặc sao chép chưa xong.',
      en: 'Check the file; the download or copy may not have finished.',
    },
  },
  undecodable: {
    words: (name, { byte }) => ({
      vi: `${name}: không phải văn bản UTF-8 hay UTF-16 (sai từ byte ${byte ?? 0}).`,
      en: `${name}: not UTF-8 or UTF-16 text (wrong from byte ${byte ?? 0} on).`,
    }),
    remedy: {
      vi: 'Mở tệp bằng trình soạn thảo rồi lưu lại với bảng mã UTF-8 (tệp TCVN3, VNI cần chuyển sang Unicode trước).',
      en: 'Open it in an editor and save it as UTF-8 (convert TCVN3 or VNI text to Unicode first).',
    },
  },
  unsupported_format: {
    words: (name, { found }) => ({
      vi: `${name}: định dạng chưa đọc được${found ? ` (${found})` : ''}.`,
      en: `${name}: this format cannot be read${found ? ` (${found})` : ''}.`,
    }),
    remedy: {
      vi: 'Lưu văn bản thành .docx, .doc, .odt, .pdf, .html, .txt hoặc .md. Nội dung tệp được xét, không xét phần mở rộng.',
      en: 'Save it as .docx, .doc, .odt, .pdf, .html, .txt or .md. The content counts, not the extension.',
    },
  },
  damaged_file: {
    words: (name) => ({
      vi: `${name}: tệp bị hỏng hoặc không đầy đủ.`,
      en: `${name}: the file is damaged or incomplete.`,
    }),
    remedy: {
      vi: 'Mở tệp bằng ứng dụng thường dùng rồi lưu lại, hoặc lấy lại bản gốc.',
      en: 'Open it in its usual program and save it again, or fetch the original once more.',
    },
  },
  encrypted_file: {
    words: (name) => ({
      vi: `${name}: tệp có mật khẩu.`,
      en: `${name}: the file is protected by a password.`,
    }),
    remedy: { vi: 'Bỏ mật khẩu rồi đọc lại.', en: 'Remove the password and read it again.' },
  },
  no_text: {
    words: (name, { limit }) =>
      limit === undefined
        ? {
            vi: `${name}: không nhận ra chữ nào trong ảnh hay trang quét.`,
            en: `${name}: no letters could be made out in the picture or scan.`,
          }
        : {
            vi: `${name}: bản quét quá dài để nhận dạng chữ (${limit}).`,
            en: `${name}: the scan is too long to be read as pictures (${limit}).`,
          },
    remedy: {
      vi: 'Quét lại cho rõ, đúng chiều, từ 200 dpi; hoặc dùng bản .docx gốc. Bản quét dài: chia nhỏ.',
      en: 'Scan it again, sharp and upright, at 200 dpi or more; or use the original .docx. Split a long scan.',
    },
  },
  read_limit: {
    words: (name, { limit }) => ({
      vi: `${name}: tệp vượt giới hạn đọc an toàn${limit ? ` (${limit})` : ''}.`,
      en: `${name}: the file exceeds the limits of safe reading${limit ? ` (${limit})` : ''}.`,
    }),
    remedy: {
      vi: 'Chia nhỏ văn bản, bỏ hình ảnh lớn, hoặc lưu lại bằng ứng dụng thường dùng.',
      en: 'Split the document, take out large pictures, or save it again in its usual program.',
    },
  },
  unreadable_file: {
    words: (name, { detail }) => ({
      vi: `${name}: không mở được${detail ? ` (${detail})` : ''}.`,
      en: `${name}: cannot be opened${detail ? ` (${detail})` : ''}.`,
    }),
    remedy: {
      vi: 'Kiểm tra quyền đọc của tệp hoặc thư mục.',
      en: 'Check the read permission of the file or folder.',
    },
  },
}

/** The named error for a file that could not be read. */
export function readFailure(
  code: ReadFailure,
  name: string,
  details: FailureDetails = {},
  cause?: unknown,
): CancuError {
  const { words, remedy } = TABLE[code]
  return new CancuError(code, words(name, details), remedy, { cause, details: { file: name, ...details } })
}

/** A path that leads nowhere is wrong use, not a bad file. */
export function noSuchFile(path: string): CancuError {
  return new CancuError(
    'no_such_file',
    { vi: `Không có tệp hay thư mục "${path}".`, en: `There is no file or folder "${path}".` },
    { vi: 'Kiểm tra lại đường dẫn.', en: 'Check the path.' },
    { details: { file: path } },
  )
}

/** Thrown inside the readers, before the file's name is known to them. */
export class Unreadable extends Error {
  readonly code: ReadFailure
  readonly details: FailureDetails

  constructor(code: ReadFailure, details: FailureDetails = {}) {
    super(code)
    this.name = 'Unreadable'
    this.code = code
    this.details = details
  }
}
