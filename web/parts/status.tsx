/**
 * Status: a sign, a word and a colour, never colour alone. What is unknown is a question mark and never a tick.
 */
import type { Resolution, Status } from '../queries.ts'
import { useLanguage } from './language.tsx'

const SIGNS: Record<Status, string> = {
  IN_FORCE: '✓',
  PARTLY_IN_FORCE: '◐',
  EXPIRED: '✕',
  NOT_YET_IN_FORCE: '◷',
  PERIOD_OVER: '■',
  UNKNOWN: '?',
}

export function StatusBadge({ status }: { status: Status }) {
  const { t } = useLanguage()
  return (
    <span className="status" data-status={status}>
      <span aria-hidden="true" className="sign">
        {SIGNS[status]}
      </span>{' '}
      {t.statuses[status]}
    </span>
  )
}

/** Nothing where the instrument is identified: that is the rule. */
export function ResolutionBadge({ resolution }: { resolution: Resolution }) {
  const { t } = useLanguage()
  if (resolution === 'RESOLVED') return null
  return (
    <span className="status" data-status={resolution}>
      <span aria-hidden="true" className="sign">
        {resolution === 'AMBIGUOUS' ? '≈' : '?'}
      </span>{' '}
      {t.resolutions[resolution]}
    </span>
  )
}
