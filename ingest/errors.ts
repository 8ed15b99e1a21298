/**
 * Errors by name
 * ==============
 *
 * Every expected failure has a code, a cause and a remedy, in Vietnamese and English, and an exit status.
 * Adapters translate their vendor's errors into these at the edge; nothing else throws on purpose.
 */

export type Lang = 'vi' | 'en'

/** A sentence in both languages. */
export interface Words {
  vi: string
  en: string
}

/** Exit statuses of `contract.md`, "The program". */
export const EXIT = {
  done: 0,
  findings: 1,
  usage: 2,
  unreadable: 3,
  unreachable: 4,
  notFound: 5,
  bug: 70,
  interrupted: 130,
} as const

const CODES = {
  // reading
  empty_document: EXIT.unreadable,
  undecodable: EXIT.unreadable,
  unsupported_format: EXIT.unreadable,
  damaged_file: EXIT.unreadable,
  encrypted_file: EXIT.unreadable,
  no_text: EXIT.unreadable,
  read_limit: EXIT.unreadable,
  unreadable_file: EXIT.unreadable,
  // use
  no_such_file: EXIT.usage,
  bad_usage: EXIT.usage,
  bad_config: EXIT.usage,
  mixed_store: EXIT.usage,
  // stores
  store_unreachable: EXIT.unreachable,
  store_auth: EXIT.unreachable,
  store_schema: EXIT.unreachable,
  store_busy: EXIT.unreachable,
  storage_full: EXIT.unreachable,
  search_unreachable: EXIT.unreachable,
  // references
  ref_not_found: EXIT.notFound,
  ref_ambiguous: EXIT.notFound,
} as const

export type ErrorCode = keyof typeof CODES

/** An expected failure. `message` is Vietnamese; `words` has both languages. */
export class CancuError extends Error {
  readonly code: ErrorCode
  readonly words: Words
  readonly remedy: Words
  /** Data a caller may want: candidates of an ambiguous REF, the file at fault. */
  readonly details: Record<string, unknown>

  constructor(
    code: ErrorCode,
    words: Words,
    remedy: Words,
    options: { cause?: unknown; details?: Record<string, unknown> } = {},
  ) {
    super(words.vi, { cause: options.cause })
    this.name = 'CancuError'
    this.code = code
    this.words = words
    this.remedy = remedy
    this.details = options.details ?? {}
  }

  get exit(): number {
    return CODES[this.code]
  }

  /** One or two lines for a person. */
  say(lang: Lang): string {
    return `${this.words[lang]}\n  → ${this.remedy[lang]}`
  }
}
