/**
 * Empty, loading, failed, not found: one look, one next step
 */
import { Link, type ErrorComponentProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { CombinedError } from 'urql'
import { failureOf } from '../client.ts'
import type { Ambiguous, NotFound } from '../queries.ts'
import { BriefList } from './brief.tsx'
import { useLanguage, useTitle } from './language.tsx'

/** Unseen for its first 150 ms: what is quick needs no spinner. */
export function Loading() {
  const { t } = useLanguage()
  return (
    <p className="loading" role="status">
      <span className="spinner" aria-hidden="true" />
      {t.loading}
    </p>
  )
}

interface StateProps {
  kind: 'empty' | 'failed' | 'missing'
  what: ReactNode
  why?: ReactNode
  children?: ReactNode
  /** It is the whole page. */
  page?: boolean
}

export function State({ kind, what, why, children, page = false }: StateProps) {
  return (
    <section className="state" data-state={kind} role={kind === 'failed' ? 'alert' : undefined}>
      {page ? <h1 className="state-what">{what}</h1> : <p className="state-what">{what}</p>}
      {why && <p>{why}</p>}
      {children}
    </section>
  )
}

export function Failed({ error, retry, page = false }: { error: CombinedError; retry: () => void; page?: boolean }) {
  const { t } = useLanguage()
  const { reached, code } = failureOf(error)
  useTitle(page ? t.failed : null)
  return (
    <State kind="failed" page={page} what={t.failed} why={reached ? t.failedNext : t.failedUnreached}>
      {code && (
        <p>
          {t.failedCode}: <code>{code}</code>
        </p>
      )}
      <p>
        <button type="button" onClick={retry}>
          {t.retry}
        </button>
      </p>
    </State>
  )
}

export function Missing({ of }: { of: NotFound }) {
  const { t } = useLanguage()
  useTitle(t.notFound(of.ref))
  return (
    <State kind="missing" page what={t.notFound(of.ref)} why={t.notFoundWhy}>
      {of.nearest.length > 0 && (
        <>
          <h2>{t.nearest}</h2>
          <BriefList of={of.nearest} />
        </>
      )}
      <p>
        <Link to="/tim" search={{ q: of.ref }}>
          {t.searchInstead(of.ref)}
        </Link>
      </p>
    </State>
  )
}

export function Several({ of }: { of: Ambiguous }) {
  const { t } = useLanguage()
  useTitle(t.ambiguous(of.ref))
  return (
    <section>
      <h1>{t.ambiguous(of.ref)}</h1>
      <p className="lead">{t.ambiguousNote}</p>
      <BriefList of={of.candidates} />
    </section>
  )
}

export function NoPage() {
  const { t } = useLanguage()
  useTitle(t.noPage)
  return (
    <State kind="missing" page what={t.noPage} why={t.noPageWhy}>
      <p>
        <Link to="/">{t.toSearch}</Link>
      </p>
    </State>
  )
}

export function Crashed({ reset }: ErrorComponentProps) {
  const { t } = useLanguage()
  return (
    <State kind="failed" page what={t.crashed} why={t.failedNext}>
      <p>
        <button type="button" onClick={reset}>
          {t.retry}
        </button>{' '}
        <Link to="/">{t.toSearch}</Link>
      </p>
    </State>
  )
}
