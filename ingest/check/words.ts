/**
 * Severities and classes of drafts, as a person reads them: in reports, and where rules are listed and explained
 * ==============================================================================================================
 */
import type { Lang } from '../errors.ts'
import type { DraftClass, Severity } from './model.ts'

export const CHECK_WORDS: Record<Lang, { severity: Record<Severity, string>; class: Record<DraftClass, string> }> = {
  vi: {
    severity: { error: 'lỗi', warning: 'cảnh báo', info: 'lưu ý' },
    class: {
      qppl: 'văn bản quy phạm pháp luật',
      administrative: 'văn bản hành chính',
      party: 'văn bản của Đảng',
      association: 'văn bản của mặt trận, hội',
    },
  },
  en: {
    severity: { error: 'error', warning: 'warning', info: 'note' },
    class: {
      qppl: 'legal normative document',
      administrative: 'administrative document',
      party: 'Party document',
      association: 'document of a front or association',
    },
  },
}
