/**
 * The frame around every page: name, search field, places to go, what the store holds
 */
import { Link, Outlet, useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState, type FormEvent } from 'react'
import { useQuery } from 'urql'
import { STATS, type Stats } from '../queries.ts'
import { LANGS } from '../text.ts'
import { ChoiceLink } from './choice.tsx'
import { Help } from './help.tsx'
import { useKeys } from './keys.ts'
import { useLanguage } from './language.tsx'
import { useNotice } from './say.ts'

export function Frame() {
  const { lang, t } = useLanguage()
  const [{ data }] = useQuery({ query: STATS, variables: {} })
  const help = useRef<HTMLDialogElement>(null)
  const notice = useNotice()
  const { _splat } = useParams({ strict: false })

  const showHelp = useCallback(() => help.current?.showModal(), [])
  const instrument = useCallback(
    () => _splat ?? document.querySelector<HTMLElement>('[data-slug]')?.dataset['slug'] ?? null,
    [_splat],
  )
  useKeys({ help: showHelp, instrument })
  useFocusOnMove()
  useEffect(() => {
    document.documentElement.lang = lang
  }, [lang])

  return (
    <>
      <a className="skip" href="#main">
        {t.skip}
      </a>
      <Top showHelp={showHelp} />
      {data?.stats.samples && (
        <aside className="sample" aria-label={t.sample}>
          <strong lang="vi">{t.sample}</strong> <span>{t.sampleStore}</span>
        </aside>
      )}
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <Foot stats={data?.stats} />
      <Help dialog={help} />
      <div className="notice" role="status">
        {notice}
      </div>
    </>
  )
}

/** After a move to another page, reading starts at its top; a move within a page leaves the focus alone. */
function useFocusOnMove(): void {
  const pathname = useLocation({ select: (location) => location.pathname })
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    const main = document.querySelector<HTMLElement>('#main')
    // A page that has put the focus somewhere itself (a selected row, a citation) knows better.
    const placed = main?.contains(document.activeElement) || document.querySelector('dialog[open]')
    if (!placed) main?.focus({ preventScroll: true })
  }, [pathname])
}

function Top({ showHelp }: { showHelp: () => void }) {
  const { lang, t } = useLanguage()
  return (
    <header className="top">
      <div className="top-in">
        <Link to="/" className="name" activeOptions={{ exact: true }}>
          {t.name}
        </Link>
        <SearchForm />
        <nav aria-label={t.menu}>
          <Link to="/tim" activeOptions={{ includeSearch: false }}>
            {t.searchPage}
          </Link>
          <Link to="/lan-toa">{t.cascadePage}</Link>
          <Link to="/kiem-tra">{t.checkPage}</Link>
        </nav>
        <div className="tools">
          <button type="button" className="plain" onClick={showHelp}>
            {t.help}
          </button>
          {LANGS.filter((each) => each !== lang).map((each) => (
            <ChoiceLink
              key={each}
              to="."
              search={(search) => ({ ...search, lang: each === 'vi' ? undefined : each })}
              hash
              lang={each}
              hrefLang={each}
              resetScroll={false}
            >
              {t.languages[each]}
            </ChoiceLink>
          ))}
        </div>
      </div>
    </header>
  )
}

function SearchForm() {
  const { t } = useLanguage()
  const navigate = useNavigate()
  const { q = '' } = useSearch({ strict: false }) as { q?: string }
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (field.current) field.current.value = q
  }, [q])

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const words = field.current?.value.normalize('NFC').trim() ?? ''
    field.current?.blur()
    void navigate({ to: '/tim', search: words ? { q: words } : {} })
  }
  return (
    <form role="search" action="/tim" onSubmit={submit}>
      <label className="hidden" htmlFor="q">
        {t.searchLabel}
      </label>
      <input
        ref={field}
        id="q"
        name="q"
        type="search"
        defaultValue={q}
        placeholder={t.searchPlaceholder}
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        aria-keyshortcuts="/"
      />
      <button type="submit">{t.searchButton}</button>
    </form>
  )
}

function Foot({ stats }: { stats: Stats | undefined }) {
  const { lang, t, n } = useLanguage()
  const [printed, setPrinted] = useState('')
  useEffect(() => {
    const note = (): void => {
      const time = new Intl.DateTimeFormat(lang, { dateStyle: 'short', timeStyle: 'short' }).format(new Date())
      setPrinted(t.printed(location.href, time))
    }
    note()
    addEventListener('beforeprint', note)
    return () => removeEventListener('beforeprint', note)
  }, [lang, t])
  return (
    <footer className="foot">
      {stats && <p>{t.store(n(stats.held), n(stats.instruments + stats.programmes), n(stats.relations))}</p>}
      <p>{t.storeNote}</p>
      <p className="print-only">{printed}</p>
    </footer>
  )
}
