/**
 * check(text | file) of the schema
 * ================================
 *
 * The draft lives as long as the request: it is read in memory, answered and forgotten. What the library says of a bad
 * file names the file and nothing of its content.
 */
import { sha256 } from '../graph/sha256.ts'
import type { GraphStore } from '../graph/store.ts'
import type { CheckReport } from '../ingest/check/index.ts'
import { CancuError, type Lang } from '../ingest/errors.ts'
import { plainOf } from '../ingest/reading.ts'
import type { SourceText } from '../ingest/record.ts'
import { checkDraft } from './check.ts'
import { LIMITS } from './limits.ts'
import { bad, bytesOf, type SentFile } from './sent.ts'

export interface CheckArguments {
  text?: string | null
  file?: SentFile | null
  asOf?: string | null
  lang?: Lang | null
}

export type CheckAnswer = CheckReport & { text: string }

/** The report with the text that its offsets count in. A draft that cannot be read is a `CancuError` with its remedy. */
export async function checkAsked(graph: GraphStore, args: CheckArguments): Promise<CheckAnswer> {
  const { source, sha } = await draftOf(args)
  if (source.text.length > LIMITS.draft) throw tooLong()
  const { asOf, lang } = args
  const report = await checkDraft(graph, source, {
    sha,
    lang: lang ?? 'vi',
    ...(asOf ? { asOf } : {}),
  })
  return { ...report, text: source.text }
}

async function draftOf({ text, file }: CheckArguments): Promise<{ source: SourceText; sha: string }> {
  if (typeof text === 'string' && !file) return { source: { format: 'txt', text, pages: [] }, sha: sha256(text) }
  if (!file || typeof text === 'string')
    throw bad('Cần đúng một trong hai: text hoặc file.', 'Give either text or file.')
  const bytes = bytesOf(file)
  const { readSource } = await import('../ingest/read/index.ts')
  return { source: plainOf(await readSource(bytes, { name: file.name.slice(0, 200) })), sha: sha256(bytes) }
}

const tooLong = (): CancuError =>
  new CancuError(
    'read_limit',
    {
      vi: `Dự thảo dài hơn ${LIMITS.draft.toLocaleString('vi')} ký tự`,
      en: `The draft is longer than ${LIMITS.draft.toLocaleString('en')} characters`,
    },
    { vi: 'Hãy soát từng phần, hoặc dùng lệnh cancu check.', en: 'Check it in parts, or use the command cancu check.' },
  )
