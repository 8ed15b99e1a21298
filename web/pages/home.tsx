/**
 * Search, nothing asked yet: what the store has to offer
 */
import { Link } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { BriefList } from '../parts/brief.tsx'
import { useLanguage, useTitle } from '../parts/language.tsx'
import { Failed, Loading, State } from '../parts/states.tsx'
import { SEARCH, STATS } from '../queries.ts'

const VARIABLES = { query: '', filter: {}, both: {}, after: null, first: 8 }

export function HomePage() {
  const { t } = useLanguage()
  useTitle(null)
  const [{ data, error }, again] = useQuery({ query: SEARCH, variables: VARIABLES })
  return (
    <div className="home">
      <h1>{t.tagline}</h1>
      <p className="lead">{t.searchHint}</p>
      {error ? (
        <Failed error={error} retry={() => again({ requestPolicy: 'network-only' })} />
      ) : !data ? (
        <Loading />
      ) : data.search.totalCount === 0 ? (
        <State kind="empty" what={t.emptyStore} why={t.emptyStoreWhy}>
          <p>{t.emptyStoreNext}</p>
        </State>
      ) : (
        <>
          <p className="ways">
            <Link to="/tim" search={{ held: ['true'] }}>
              {t.homeRecent}
            </Link>
            <Link to="/lan-toa">{t.homeCascade}</Link>
          </p>
          <div className="home-columns">
            <section>
              <h2>{t.homeMost}</h2>
              <BriefList of={data.search.edges.map((edge) => edge.node)} />
            </section>
            <Counts />
          </div>
        </>
      )}
    </div>
  )
}

/** What the store holds, in figures. */
function Counts() {
  const { t, n } = useLanguage()
  const [{ data }] = useQuery({ query: STATS, variables: {} })
  if (!data) return null
  return (
    <section className="counts">
      <h2>{t.storeTitle}</h2>
      <dl>
        {(Object.keys(t.counts) as (keyof typeof t.counts)[]).map((name) => (
          <div key={name}>
            <dt>{t.counts[name]}</dt>
            <dd>{n(data.stats[name])}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
