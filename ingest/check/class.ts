/**
 * Which rules a draft is under
 * ============================
 *
 * Decided first, from its own number, issuer and type; by what is sure before what is usual.
 */
import type { DocumentRecord, Span } from '../record.ts'
import type { DraftClass } from './model.ts'

const PARTY_NUMBER = /^\s*\d*\s*-\s*\p{L}+\s*\//u
const BLANK_PARTY_NUMBER = /^\s*-?\s*(?:NQ|QĐ|QyĐ|QĐi|CT|KL|KH|CTr|HD|TB|BC|TTr|CV)\/\p{L}+/u
const YEAR_NUMBER = /\/\s*(?:19|20)\d\d\s*\//u
const PARTY_BODY =
  /(?:tỉnh|thành|huyện|quận|thị|đảng) (?:ủy|uỷ)|ban thường vụ|ban bí thư|bộ chính trị|ban chấp hành (?:trung ương|đảng bộ)|đảng bộ|ban cán sự đảng|đảng đoàn/iu
const ASSOCIATION = /^(?:hội(?! đồng)|liên hiệp|liên đoàn|tổng liên đoàn|công đoàn|mặt trận|ủy ban (?:trung ương )?mặt trận|ban thường trực|ủy ban mttq|đoàn thanh niên|tỉnh đoàn|thành đoàn|huyện đoàn|trung ương hội)/iu // prettier-ignore
const ALWAYS_NORMATIVE = new Set(['Luật', 'Bộ luật', 'Pháp lệnh', 'Nghị định', 'Thông tư', 'Thông tư liên tịch', 'Nghị quyết liên tịch']) // prettier-ignore

export function classOf({ document }: DocumentRecord, source: string): DraftClass {
  const { type, number, issuer, spans } = document
  const written = number ?? wordsAt(source, spans.number)
  if (issuer && ASSOCIATION.test(issuer.normalize('NFC')) && !/đoàn đại biểu/iu.test(issuer)) return 'association'
  if (PARTY_NUMBER.test(written) || BLANK_PARTY_NUMBER.test(written)) return 'party'
  if (issuer && PARTY_BODY.test(issuer.normalize('NFC'))) return 'party'
  if (YEAR_NUMBER.test(written) || (type !== null && ALWAYS_NORMATIVE.has(type))) return 'qppl'
  return 'administrative'
}

/** "Số:    /2025/QĐ-UBND": the blank number, without its label. */
function wordsAt(source: string, span: Span | undefined): string {
  return span ? source.slice(span.start, span.end).replace(/^\s*số\s*:?/iu, '') : ''
}
