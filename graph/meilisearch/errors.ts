/**
 * Meilisearch's errors, in our words
 * ==================================
 *
 * Of an answer ("invalid_api_key"), of a task that failed, of a server that is not there. What is nobody's fault but
 * ours (a filter it cannot read) passes as it is: a bug.
 */
import { MeilisearchApiError, MeilisearchRequestError, MeilisearchTaskTimeOutError, type Task } from 'meilisearch'
import { CancuError, type ErrorCode, type Words } from '../../ingest/errors.ts'

interface Fault {
  as: ErrorCode
  test: (code: string, status: number) => boolean
  words: (where: string) => Words
  remedy: Words
}

const FAULTS: Fault[] = [
  {
    as: 'storage_full',
    test: (code) => code === 'no_space_left_on_device',
    words: (where) => ({ vi: `Máy chủ Meilisearch ${where} hết chỗ trên đĩa.`, en: `The disk of Meilisearch at ${where} is full.` }), // prettier-ignore
    remedy: {
      vi: 'Giải phóng dung lượng trên máy chủ rồi chạy cancu reindex.',
      en: 'Free some space on the server, then run cancu reindex.',
    },
  },
  {
    as: 'search_unreachable',
    test: (code, status) => status === 401 || status === 403 || /api_key|authorization/.test(code),
    words: (where) => ({ vi: `Meilisearch ${where} không nhận khoá.`, en: `Meilisearch at ${where} refused the key.` }),
    remedy: {
      vi: 'Đặt MEILI_API_KEY là khoá có quyền trên chỉ mục instruments (để đọc: search, documents.get; để ghi: *).',
      en: 'Set MEILI_API_KEY to a key for the index instruments (to read: search, documents.get; to write: *).',
    },
  },
  {
    as: 'store_busy',
    test: (code, status) => status === 429 || status >= 500 || code === 'task_timeout',
    words: (where) => ({ vi: `Meilisearch ${where} đang quá tải.`, en: `Meilisearch at ${where} is overloaded.` }),
    remedy: {
      vi: 'Đợi rồi chạy lại; phần chưa vào chỉ mục được giữ để làm tiếp.',
      en: 'Wait and run again; what is not yet indexed is kept for the next run.',
    },
  },
]

export function translate(error: unknown, where: string): unknown {
  if (error instanceof MeilisearchRequestError) return unreachable(where, error)
  if (error instanceof MeilisearchTaskTimeOutError) return faultOf('task_timeout', 0, where, error)
  // Whatever answers, but not in Meilisearch's way, is another program.
  if (error instanceof SyntaxError) return unreachable(where, error)
  if (!(error instanceof MeilisearchApiError)) return error
  const { status } = error.response
  if (status < 500 && error.cause?.code === undefined) return unreachable(where, error)
  return faultOf(error.cause?.code ?? '', status, where, error)
}

/** A task is answered "accepted" and fails later. */
export function taskError({ error, type }: Pick<Task, 'error' | 'type'>, where: string): unknown {
  const cause = new Error(`${type}: ${error?.message ?? 'failed'}`)
  return faultOf(error?.code ?? '', 0, where, cause)
}

function faultOf(code: string, status: number, where: string, cause: Error): unknown {
  const fault = FAULTS.find(({ test }) => test(code, status))
  return fault ? new CancuError(fault.as, fault.words(where), fault.remedy, { cause }) : cause
}

function unreachable(where: string, cause: unknown): CancuError {
  return new CancuError(
    'search_unreachable',
    { vi: `Không kết nối được Meilisearch ${where}.`, en: `Meilisearch at ${where} cannot be reached.` },
    {
      vi: 'Kiểm tra địa chỉ, cổng (7700) và máy chủ đã chạy chưa; bỏ --search để dùng chỉ mục nhúng.',
      en: 'Check the address, the port (7700) and that it runs; drop --search to use the embedded index.',
    },
    { cause },
  )
}

/** Worth another try a moment later; whatever we ask may be asked twice. */
export function isPassing(error: unknown): boolean {
  if (error instanceof MeilisearchApiError) return [429, 502, 503, 504].includes(error.response.status)
  // A connection that was kept open, and that the server had just closed.
  return error instanceof MeilisearchRequestError && /ECONNRESET|other side closed/.test(String(causeOf(error)))
}

function causeOf(error: Error): unknown {
  return error.cause instanceof Error ? causeOf(error.cause) : error
}
