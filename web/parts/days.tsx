/**
 * Days from one document to the next; where a date is partial, the bounds
 */
import type { CascadeRow } from '../queries.ts'
import { useLanguage } from './language.tsx'

export function Days({ of }: { of: Pick<CascadeRow, 'days' | 'daysMin' | 'daysMax'> }) {
  const { t, n } = useLanguage()
  if (of.days !== null) return <>{t.days(n(of.days))}</>
  if (of.daysMin !== null && of.daysMax !== null) return <>{t.daysBetween(n(of.daysMin), n(of.daysMax))}</>
  return <span className="muted">{t.daysNone}</span>
}
