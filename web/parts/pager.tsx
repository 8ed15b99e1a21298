/**
 * Previous and next along the cursors of the server
 *
 * Cursors cannot be made up, so the address keeps those of the pages passed: the last one is this page's.
 */
import type { PageInfo } from '../queries.ts'
import { ChoiceLink } from './choice.tsx'
import { useLanguage } from './language.tsx'

interface PagerProps {
  after: string[] | undefined
  info: PageInfo
  label: string
}

export function Pager({ after = [], info, label }: PagerProps) {
  const { t, n } = useLanguage()
  if (after.length === 0 && !info.hasNextPage) return null
  const back = after.slice(0, -1)
  return (
    <nav className="pager" aria-label={label}>
      {after.length > 0 && (
        <ChoiceLink to="." search={(search) => ({ ...search, after: back.length > 0 ? back : undefined })} rel="prev">
          ‹ {t.previous}
        </ChoiceLink>
      )}
      <span aria-current="page">{t.page(n(after.length + 1))}</span>
      {info.hasNextPage && info.endCursor && (
        <ChoiceLink to="." search={(search) => ({ ...search, after: [...after, info.endCursor!] })} rel="next">
          {t.next} ›
        </ChoiceLink>
      )}
    </nav>
  )
}
