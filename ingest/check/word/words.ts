/**
 * What a comment says
 * ===================
 */
import type { Lang } from '../../errors.ts'
import type { Finding } from '../model.ts'

const WORDS = {
  vi: {
    severity: { error: 'lỗi', warning: 'cảnh báo', info: 'lưu ý' },
    why: 'Vì sao',
    evidence: 'Dẫn chứng',
    here: 'trong dự thảo',
    fix: 'Gợi ý',
    done: 'Đã sửa (theo dõi thay đổi)',
    notDone: 'Chưa sửa được bằng theo dõi thay đổi ở chỗ này, xin sửa tay.',
    paragraph: (quote: string) =>
      quote === '' ? 'Ghi chú cho cả đoạn này.' : `Ghi chú cho cả đoạn, vì không đặt được đúng vào chữ “${quote}”.`,
    note: (quote: string) => `Chữ “${quote}” ở trong chú thích này; ghi chú đặt ở dấu chú thích.`,
    truncated: 'Ghi chú chỉ đặt ở ô đầu của các chữ này.',
  },
  en: {
    severity: { error: 'error', warning: 'warning', info: 'note' },
    why: 'Why',
    evidence: 'Evidence',
    here: 'in the draft',
    fix: 'Suggestion',
    done: 'Corrected (tracked change)',
    notDone: 'This could not be written as a tracked change here; please correct it by hand.',
    paragraph: (quote: string) =>
      quote === ''
        ? 'This comment is about the whole paragraph.'
        : `On the whole paragraph, as the comment could not be put on the words “${quote}” alone.`,
    note: (quote: string) => `The words “${quote}” are in this note; the comment stands on its mark.`,
    truncated: 'The comment stands on the first cell of these words only.',
  },
} as const

/** Where the comment came to stand: on the words, on the first cell of them, on the mark of their note, or on their paragraph. */
export type Place = 'exact' | 'truncated' | 'note' | 'paragraph'

/** What became of the fix: none wanted or there, done, or not to be written here. */
export type FixState = 'none' | 'done' | 'not-done'

/** Lines of the comment. `quote`: the words that the finding marks. */
export function commentLines(finding: Finding, quote: string, place: Place, fixed: FixState, lang: Lang): string[] {
  const words = WORDS[lang]
  const { rule, severity, message, why, evidence, fixes } = finding
  const lines = [`[${rule} · ${words.severity[severity]}] ${message}`, `${words.why}: ${why}`]
  for (const { source, quote: proof, label } of evidence) {
    lines.push(`${words.evidence} (${label ?? (source === 'this' ? words.here : source)}): “${oneLine(proof)}”`)
  }
  for (const { title } of fixes) lines.push(`${fixed === 'done' ? words.done : words.fix}: ${title}`)
  if (fixed === 'not-done') lines.push(words.notDone)
  if (place === 'paragraph') lines.push(words.paragraph(oneLine(quote)))
  if (place === 'note') lines.push(words.note(oneLine(quote)))
  if (place === 'truncated') lines.push(words.truncated)
  return lines
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
