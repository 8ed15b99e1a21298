/**
 * The driver's errors, in our words
 * =================================
 *
 * Codes are those of Neo4j 5 ("Neo.TransientError.Transaction.DeadlockDetected") and of the driver itself
 * ("ServiceUnavailable"). What is nobody's fault but ours (a mistake in a query) passes as it is: a bug.
 */
import { CancuError, type ErrorCode, type Words } from '../../ingest/errors.ts'

interface Fault {
  as: ErrorCode
  test: (code: string, message: string) => boolean
  words: (where: string) => Words
  remedy: Words
}

const starts =
  (...prefixes: string[]) =>
  (code: string): boolean =>
    prefixes.some((prefix) => code.startsWith(prefix))

/** The first that fits. A full disk hides behind general codes, so it is looked for first, by its words. */
const FAULTS: Fault[] = [
  {
    as: 'storage_full',
    test: (_, message) => /no space left|disk (is )?full|not enough (disk )?space|disk quota/i.test(message),
    words: (where) => ({
      vi: `Máy chủ Neo4j ${where} hết chỗ trên đĩa.`,
      en: `The disk of Neo4j at ${where} is full.`,
    }),
    remedy: {
      vi: 'Giải phóng dung lượng trên máy chủ rồi chạy lại lệnh.',
      en: 'Free some space on the server, then run the command again.',
    },
  },
  {
    as: 'store_auth',
    test: starts('Neo.ClientError.Security.Forbidden', 'Neo.ClientError.General.ForbiddenOnReadOnlyDatabase'),
    words: (where) => ({
      vi: `Tài khoản Neo4j không được phép làm việc này trên ${where}.`,
      en: `This Neo4j user may not do that on ${where}.`,
    }),
    remedy: {
      vi: 'Dùng tài khoản có quyền đọc, ghi và tạo chỉ mục.',
      en: 'Use an account that may read, write and create indexes.',
    },
  },
  {
    as: 'store_auth',
    test: starts('Neo.ClientError.Security.'),
    words: (where) => ({
      vi: `Neo4j ${where} không nhận tên hoặc mật khẩu.`,
      en: `Neo4j at ${where} refused the user name or password.`,
    }),
    remedy: {
      vi: 'Đặt NEO4J_USERNAME và NEO4J_PASSWORD cho đúng.',
      en: 'Set NEO4J_USERNAME and NEO4J_PASSWORD.',
    },
  },
  {
    as: 'store_unreachable',
    test: starts('Neo.ClientError.Database.DatabaseNotFound', 'Neo.ClientError.Database.IllegalAliasChain'),
    words: (where) => ({
      vi: `Neo4j ${where} không có cơ sở dữ liệu này.`,
      en: `Neo4j at ${where} has no such database.`,
    }),
    remedy: { vi: 'Kiểm tra NEO4J_DATABASE.', en: 'Check NEO4J_DATABASE.' },
  },
  {
    as: 'store_unreachable',
    test: (code, message) => /certificate|self-signed|SSL|TLS/i.test(message) && isLost(code),
    words: (where) => ({
      vi: `Không lập được kết nối mã hoá với Neo4j ${where}.`,
      en: `No encrypted connection to Neo4j at ${where}.`,
    }),
    remedy: {
      vi: 'Dùng neo4j+s:// với chứng chỉ hợp lệ, neo4j+ssc:// với chứng chỉ tự ký, neo4j:// khi không mã hoá.',
      en: 'Use neo4j+s:// with a valid certificate, neo4j+ssc:// with a self-signed one, neo4j:// without encryption.',
    },
  },
  {
    as: 'store_unreachable',
    test: isLost,
    words: (where) => ({ vi: `Không kết nối được Neo4j ${where}.`, en: `Neo4j at ${where} cannot be reached.` }),
    remedy: {
      vi: 'Kiểm tra địa chỉ, cổng Bolt (7687) và máy chủ đã chạy chưa; bỏ --graph để dùng kho nhúng.',
      en: 'Check the address, the Bolt port (7687) and that it runs; drop --graph to use the embedded store.',
    },
  },
  {
    as: 'store_busy',
    test: (code, message) => /OutOfMemory|MemoryPool/i.test(code) || /out of memory/i.test(message),
    words: (where) => ({ vi: `Neo4j ${where} hết bộ nhớ.`, en: `Neo4j at ${where} ran out of memory.` }),
    remedy: {
      vi: 'Tăng server.memory.heap.max_size của máy chủ, hoặc nạp ít tệp hơn mỗi lần.',
      en: 'Raise server.memory.heap.max_size on the server, or ingest fewer files at a time.',
    },
  },
  {
    as: 'store_busy',
    test: starts('Neo.TransientError.', 'Neo.ClientError.Transaction.'),
    words: (where) => ({ vi: `Neo4j ${where} đang bận.`, en: `Neo4j at ${where} is busy.` }),
    remedy: {
      vi: 'Đợi các lệnh khác xong rồi chạy lại; phần đã ghi được giữ nguyên.',
      en: 'Wait for other commands to finish and run again; what was written is kept.',
    },
  },
  {
    as: 'store_schema',
    test: starts('Neo.ClientError.Schema.'),
    words: (where) => ({
      vi: `Cơ sở dữ liệu Neo4j ${where} có dữ liệu hoặc chỉ mục không phải của Căn Cứ.`,
      en: `The Neo4j database at ${where} holds data or indexes that are not Căn Cứ's.`,
    }),
    remedy: {
      vi: 'Dùng một cơ sở dữ liệu riêng (NEO4J_DATABASE).',
      en: 'Use a database of its own (NEO4J_DATABASE).',
    },
  },
]

/** Connection refused, broken, or to something that does not speak Bolt. */
function isLost(code: string): boolean {
  return starts(
    'ServiceUnavailable',
    'SessionExpired',
    'ProtocolError',
    'Neo.TransientError.General.DatabaseUnavailable',
  )(code)
}

/** `otherwise`: what an error of the driver becomes that is none of these. */
export function translate(error: unknown, where: string, otherwise: unknown = error): unknown {
  if (!isDriverError(error)) return error
  const code = codeOf(error)
  const message = (error as Error).message
  const fault = FAULTS.find(({ test }) => test(code, message))
  return fault ? new CancuError(fault.as, fault.words(where), fault.remedy, { cause: error }) : otherwise
}

export function isDriverError(error: unknown): boolean {
  return error instanceof Error && error.name === 'Neo4jError'
}

function codeOf(error: unknown): string {
  return isDriverError(error) ? String((error as { code?: unknown }).code) : ''
}

/**
 * Two transactions met in a way that locks do not prevent (one removes what the other has just found); running the
 * later one again is right. The driver repeats deadlocks and lost leaders by itself, but not these.
 */
export function isCollision(error: unknown): boolean {
  const code = codeOf(error)
  return (
    code === 'Neo.ClientError.Schema.ConstraintValidationFailed' || code === 'Neo.ClientError.Statement.EntityNotFound'
  )
}

export function unreachable(where: string, cause?: unknown): CancuError {
  const { words, remedy } = FAULTS.find(({ test }) => test('ServiceUnavailable', ''))!
  return new CancuError('store_unreachable', words(where), remedy, { cause })
}

export function tooNew(where: string): CancuError {
  return new CancuError(
    'store_schema',
    {
      vi: `Cơ sở dữ liệu Neo4j ${where} do phiên bản mới hơn của cancu tạo ra.`,
      en: `The Neo4j database at ${where} was made by a newer version of cancu.`,
    },
    { vi: 'Cập nhật cancu, hoặc dùng cơ sở dữ liệu khác.', en: 'Update cancu, or use another database.' },
  )
}
