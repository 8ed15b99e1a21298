/**
 * Where a cascade may start: what most others rest on or carry out
 */
import { Link } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { Caption, Facts, subtitleOf, Prose } from '../parts/brief.tsx'
import { useLanguage, useTitle } from '../parts/language.tsx'
import { Failed, Loading, State } from '../parts/states.tsx'
import { STARTS } from '../queries.ts'

const SHOWN = 20

export function CascadeStart() {
  const { t, n } = useLanguage()
  useTitle(t.cascadePage)
  const [{ data, error }, again] = useQuery({ query: STARTS, variables: {} })
  if (error) return <Failed page error={error} retry={() => again({ requestPolicy: 'network-only' })} />
  if (!data) return <Loading />
  const starts = data.search.edges
    .map(({ node }) => ({ node, count: new Set(node.down.map((relation) => relation.instrument.id)).size }))
    .filter((each) => each.count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, SHOWN)
  if (starts.length === 0) {
    return (
      <State kind="empty" page what={t.emptyStore} why={t.emptyStoreWhy}>
        <p>{t.emptyStoreNext}</p>
      </State>
    )
  }
  return (
    <>
      <h1>{t.cascadeChoose}</h1>
      <p className="lead">{t.cascadeChooseNote}</p>
      <ol className="entries narrow">
        {starts.map(({ node, count }) => {
          const subtitle = subtitleOf(node)
          return (
            <li key={node.id}>
              <p className="entry-name">
                <Link to="/lan-toa/$" params={{ _splat: node.id }} data-item="">
                  <Caption of={node} />
                </Link>
              </p>
              {subtitle && (
                <p className="entry-title">
                  <Prose>{subtitle}</Prose>
                </p>
              )}
              <Facts of={{ ...node, citedBy: 0 }}>
                <span>{t.implementers(n(count))}</span>
              </Facts>
            </li>
          )
        })}
      </ol>
      <p className="muted">{t.cascadeFind}</p>
    </>
  )
}
