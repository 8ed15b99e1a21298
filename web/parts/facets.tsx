/**
 * Filters as links with counts: each is an address of its own, to be opened, copied or gone back from
 */
import { useState } from 'react'
import { toggled, type SearchAddress } from '../address.ts'
import { FACETS, LEVELS, type Facet, type FacetName, type Status } from '../queries.ts'
import type { Words } from '../text.ts'
import { ChoiceLink } from './choice.tsx'
import { useLanguage } from './language.tsx'

/** Values shown before "more". */
const FEW = 8

/** How a value reads: most are data, some are words of ours. */
export function facetWords(name: FacetName, value: string, t: Words): { words: string; data: boolean } {
  if (name === 'level') return { words: t.levels[value] ?? value, data: false }
  if (name === 'status') {
    const status = value.toUpperCase().replaceAll('-', '_') as Status
    return { words: t.statuses[status] ?? value, data: false }
  }
  if (name === 'held') return { words: value === 'true' ? t.tabHeld : t.tabCited, data: false }
  return { words: value, data: name !== 'year' }
}

type Value = Facet['values'][number]

/** Levels from the centre down, years from now back; the rest as counted. */
function ordered(name: FacetName, values: Value[]): Value[] {
  if (name === 'level')
    return values.toSorted((a, b) => LEVELS.indexOf(a.value as never) - LEVELS.indexOf(b.value as never))
  if (name === 'year') return values.toSorted((a, b) => b.value.localeCompare(a.value))
  return values
}

interface FacetsProps {
  facets: Facet[]
  address: SearchAddress
}

export function Facets({ facets, address }: FacetsProps) {
  const { t } = useLanguage()
  const chosen = FACETS.some((name) => name !== 'held' && address[name])
  // Beside the results there is room; above them, on a phone, the list would be all there is to see.
  const [open] = useState(() => matchMedia('(min-width: 60rem)').matches)
  // A filter that leaves the result as it is helps nobody.
  const shown = FACETS.flatMap((name) => {
    const values = facets.find((facet) => facet.name === name)?.values ?? []
    return name !== 'held' && (values.length > 1 || address[name]) ? [{ name, values: ordered(name, values) }] : []
  })
  if (shown.length === 0) return null
  return (
    <details className="facets" open={open}>
      <summary>
        <h2>{t.filters}</h2>
      </summary>
      {chosen && (
        <p>
          <ChoiceLink to="/tim" search={{ q: address.q, held: address.held }}>
            {t.filtersClear}
          </ChoiceLink>
        </p>
      )}
      {shown.map(({ name, values }) => (
        <FacetGroup key={name} name={name} values={values} address={address} />
      ))}
    </details>
  )
}

function FacetGroup({ name, values, address }: { name: FacetName; values: Value[]; address: SearchAddress }) {
  const { t, n } = useLanguage()
  const chosen = address[name] ?? []
  const gone = chosen.filter((value) => !values.some((each) => each.value === value))
  const all = [...gone.map((value) => ({ value, count: 0 })), ...values]
  const first = all.filter((each, i) => i < FEW || chosen.includes(each.value))
  const rest = all.filter((each) => !first.includes(each))
  const list = (some: Value[]) => (
    <ul>
      {some.map((each) => (
        <li key={each.value}>
          <FacetLink name={name} value={each} address={address} chosen={chosen.includes(each.value)} />
        </li>
      ))}
    </ul>
  )
  return (
    <section className="facet">
      <h3>{t.facets[name]}</h3>
      {list(first)}
      {rest.length > 0 && (
        <details>
          <summary>{t.more(n(rest.length))}</summary>
          {list(rest)}
        </details>
      )}
    </section>
  )
}

interface FacetLinkProps {
  name: FacetName
  value: Value
  address: SearchAddress
  chosen: boolean
}

function FacetLink({ name, value, address, chosen }: FacetLinkProps) {
  const { t, n, data } = useLanguage()
  const shown = facetWords(name, value.value, t)
  return (
    <ChoiceLink
      to="/tim"
      search={toggled(address, name, value.value)}
      resetScroll={false}
      current={chosen}
      className="facet-link"
    >
      <span aria-hidden="true" className="tick">
        {chosen ? '×' : ''}
      </span>
      <span className="hidden">{chosen ? t.filterRemove('') : t.filterAdd('')}</span>
      <span lang={shown.data ? data : undefined}>{shown.words}</span> <span className="count">{n(value.count)}</span>
    </ChoiceLink>
  )
}
