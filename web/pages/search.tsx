/**
 * Results: the go-to card, what is held and what is only cited, filters, passages
 */
import { getRouteApi, Link } from '@tanstack/react-router'
import { useQuery } from 'urql'
import type { SearchAddress } from '../address.ts'
import { BriefEntry } from '../parts/brief.tsx'
import { ChoiceLink } from '../parts/choice.tsx'
import { Facets, facetWords } from '../parts/facets.tsx'
import { Passage } from '../parts/highlight.tsx'
import { AskedAs } from '../parts/identity.tsx'
import { useLanguage, useTitle } from '../parts/language.tsx'
import { Pager } from '../parts/pager.tsx'
import { Failed, Loading, State } from '../parts/states.tsx'
import { FACETS, SEARCH, type Asked, type Brief, type Filter, type Highlight, type SearchData } from '../queries.ts'

const route = getRouteApi('/tim')
const PAGE = 20

export function SearchPage() {
  const { t } = useLanguage()
  const address = route.useSearch()
  const { q = '', after, lang: _, ...filter } = address as SearchAddress & { lang?: string }
  const { held: __, ...both } = filter
  const [{ data, error, fetching, stale }, again] = useQuery({
    query: SEARCH,
    variables: { query: q, filter: filter as Filter, both: both as Filter, after: after?.at(-1) ?? null, first: PAGE },
  })
  useTitle(q ? `${q} – ${t.search}` : t.search)
  if (error) return <Failed page error={error} retry={() => again({ requestPolicy: 'network-only' })} />
  if (!data) return <Loading />
  return (
    <div className="search" aria-busy={fetching || stale}>
      <Found data={data} address={address} />
    </div>
  )
}

function Found({ data, address }: { data: SearchData; address: SearchAddress }) {
  const { t, n } = useLanguage()
  const { search } = data
  const { q = '', after } = address
  const filtered = FACETS.some((name) => address[name])
  const count = t.results(n(search.totalCount), search.totalIsExact)
  const exact = after ? null : search.exact
  // The card has said it already.
  const hits = search.edges.filter(({ node }) => node.id !== exact?.id)
  return (
    <>
      <header className="search-head">
        <h1 aria-live="polite">{q ? t.resultsFor(count, q) : count}</h1>
        <Tabs data={data} address={address} />
      </header>
      <Facets facets={search.facets} address={address} />
      <div className="found">
        {exact && <GoTo of={exact} />}
        {search.totalCount === 0 && !exact ? (
          <State
            kind="empty"
            what={filtered ? t.emptyFilters : t.emptySearch(q)}
            why={filtered ? undefined : t.emptySearchWhy}
          >
            {filtered ? <RemoveFilters address={address} /> : <p>{t.emptySearchNext}</p>}
          </State>
        ) : (
          <ol className="entries">
            {hits.map(({ node, highlights }) => (
              <li key={node.id}>
                <Hit node={node} highlights={highlights} />
              </li>
            ))}
          </ol>
        )}
        <Pager after={after} info={search.pageInfo} label={t.pages} />
      </div>
    </>
  )
}

/** The number was of this very document: no need to look through a list. */
function GoTo({ of }: { of: Asked }) {
  const { t } = useLanguage()
  return (
    <section className="goto" aria-label={of.askedAs ? t.exactWritten : t.exact}>
      <p className="kicker">{of.askedAs ? t.exactWritten : t.exact}</p>
      <AskedAs number={of.askedAs} />
      <BriefEntry of={of}>
        <p className="actions">
          <Link to="/vb/$" params={{ _splat: of.id }} className="button">
            {t.open}
          </Link>
          <Link to="/lan-toa/$" params={{ _splat: of.id }}>
            {t.toCascade}
          </Link>
        </p>
      </BriefEntry>
    </section>
  )
}

function Hit({ node, highlights }: { node: Brief; highlights: Highlight[] }) {
  const title = highlights.find((each) => each.field === 'title')
  const passage = highlights.find((each) => each.field === 'text')
  return (
    <BriefEntry of={node} title={title}>
      {passage && (
        <p className="entry-passage">
          <Passage of={passage} />
        </p>
      )}
    </BriefEntry>
  )
}

function Tabs({ data, address }: { data: SearchData; address: SearchAddress }) {
  const { t, n } = useLanguage()
  const counts = data.both.facets.find((facet) => facet.name === 'held')?.values ?? []
  const of = (value: string): number => counts.find((each) => each.value === value)?.count ?? 0
  const tabs = [
    { held: undefined, words: t.tabAll, count: data.both.totalCount },
    { held: 'true', words: t.tabHeld, count: of('true') },
    { held: 'false', words: t.tabCited, count: of('false') },
  ]
  const current = address.held?.length === 1 ? address.held[0] : undefined
  return (
    <nav className="tabs" aria-label={t.tabs}>
      {tabs.map(({ held, words, count }) => (
        <ChoiceLink
          key={words}
          to="/tim"
          search={{ ...address, held: held ? [held] : undefined, after: undefined }}
          current={current === held}
        >
          {words} <span className="count">{n(count)}</span>
        </ChoiceLink>
      ))}
    </nav>
  )
}

function RemoveFilters({ address }: { address: SearchAddress }) {
  const { t } = useLanguage()
  return (
    <ul>
      {FACETS.filter((name) => address[name]).map((name) => (
        <li key={name}>
          <Link to="/tim" search={{ ...address, [name]: undefined, after: undefined }}>
            {t.filterRemove(
              `${t.facets[name]}: ${address[name]!.map((value) => facetWords(name, value, t).words).join(', ')}`,
            )}
          </Link>
        </li>
      ))}
    </ul>
  )
}
