/**
 * Lan tỏa: how a document was carried down, or what it rests on, step by step
 */
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useEffect, type FormEvent } from 'react'
import { useQuery } from 'urql'
import { DEFAULT_DEPTH, DEPTHS, directionOf, type CascadeAddress } from '../address.ts'
import { Caption, Facts, InstrumentLink, Prose, subtitleOf } from '../parts/brief.tsx'
import { ChoiceLink } from '../parts/choice.tsx'
import { EvidenceDialog } from '../parts/evidence.tsx'
import { AskedAs } from '../parts/identity.tsx'
import { useLanguage, useTitle } from '../parts/language.tsx'
import { SampleLabel } from '../parts/sample.tsx'
import { Failed, Loading, Missing, Several, State } from '../parts/states.tsx'
import { CascadeTable } from '../parts/table.tsx'
import { Tree } from '../parts/tree.tsx'
import { CascadeStart } from './cascade-start.tsx'
import { CASCADE, LEVELS, type Cascade } from '../queries.ts'

const route = getRouteApi('/lan-toa/$')

export function CascadePage() {
  const { _splat = '' } = route.useParams()
  // "/lan-toa/" asks of nothing.
  return _splat ? <Loaded key={_splat} slug={_splat} /> : <CascadeStart />
}

function Loaded({ slug }: { slug: string }) {
  const address = route.useSearch()
  const navigate = useNavigate()
  const [{ data, error, fetching }, again] = useQuery({
    query: CASCADE,
    variables: {
      ref: slug,
      direction: directionOf(address),
      depth: address.depth ?? DEFAULT_DEPTH,
      asOf: address['as-of'] ?? null,
    },
  })
  const found = data?.cascade
  // An address by a number that is not its own stays as it is, for what is said of that number.
  const id = found?.__typename === 'Cascade' && !found.root.askedAs ? found.root.id : null
  useEffect(() => {
    if (id && id !== slug)
      void navigate({ to: '/lan-toa/$', params: { _splat: id }, search: (search) => search, replace: true })
  }, [id, slug, navigate])

  if (error) return <Failed page error={error} retry={() => again({ requestPolicy: 'network-only' })} />
  if (!found) return <Loading />
  if (found.__typename === 'NotFound') return <Missing of={found} />
  if (found.__typename === 'Ambiguous') return <Several of={found} />
  return (
    <div className="cascade" aria-busy={fetching} data-slug={found.root.id}>
      <Head of={found} />
      <Controls address={address} />
      <Body of={found} address={address} />
      <EvidenceDialog />
    </div>
  )
}

function Head({ of }: { of: Cascade }) {
  const { t } = useLanguage()
  useTitle(t.cascadeOf(of.root.caption))
  const subtitle = subtitleOf(of.root)
  return (
    <header className="page-head">
      <p className="kicker">
        {t.cascadePage}
        <SampleLabel sample={of.root.sample} />
      </p>
      <h1>
        <InstrumentLink of={of.root} />
      </h1>
      {subtitle && (
        <p className="subtitle">
          <Prose>{subtitle}</Prose>
        </p>
      )}
      <AskedAs number={of.root.askedAs} />
      <Facts of={of.root} />
    </header>
  )
}

function Controls({ address }: { address: CascadeAddress }) {
  const { t, n } = useLanguage()
  const navigate = useNavigate()
  // What belongs to the rows shown goes when other rows are asked for.
  const other = (change: Partial<CascadeAddress>) => ({ ...address, hang: undefined, doi: undefined, ...change })
  const depth = address.depth ?? DEFAULT_DEPTH
  const applyDate = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const day = new FormData(event.currentTarget).get('as-of')
    void navigate({ to: '.', search: other({ 'as-of': typeof day === 'string' && day ? day : undefined }) as never })
  }
  const choices: { label: string; links: { words: string; search: Partial<CascadeAddress>; current: boolean }[] }[] = [
    {
      label: t.direction,
      links: [
        { words: t.directionDown, search: other({ huong: undefined }), current: !address.huong },
        { words: t.directionUp, search: other({ huong: 'len' }), current: address.huong === 'len' },
      ],
    },
    {
      label: t.view,
      links: [
        { words: t.viewTree, search: { ...address, view: undefined, xep: undefined }, current: !address.view },
        { words: t.viewTable, search: { ...address, view: 'bang' }, current: address.view === 'bang' },
      ],
    },
    {
      label: t.depth,
      links: DEPTHS.map((each) => ({
        words: n(each),
        search: other({ depth: each === DEFAULT_DEPTH ? undefined : each }),
        current: each === depth,
      })),
    },
  ]
  return (
    <div className="controls">
      {choices.map(({ label, links }) => (
        <nav key={label} aria-label={label} className="choice">
          <span aria-hidden="true">{label}</span>
          {links.map(({ words, search, current }) => (
            <ChoiceLink key={words} to="." search={search as never} resetScroll={false} current={current}>
              {words}
            </ChoiceLink>
          ))}
        </nav>
      ))}
      <form className="choice" onSubmit={applyDate}>
        <label htmlFor="as-of">{t.asOf}</label>
        <input id="as-of" name="as-of" type="date" defaultValue={address['as-of'] ?? ''} key={address['as-of']} />
        <button type="submit">{t.asOfApply}</button>
        {address['as-of'] && (
          <ChoiceLink to="." search={other({ 'as-of': undefined }) as never} resetScroll={false}>
            {t.asOfClear}
          </ChoiceLink>
        )}
      </form>
    </div>
  )
}

function Body({ of, address }: { of: Cascade; address: CascadeAddress }) {
  const { t } = useLanguage()
  const up = directionOf(address) === 'UP'
  if (of.rows.length === 0) {
    return (
      <State kind="empty" what={up ? t.cascadeEmptyUp : t.cascadeEmptyDown} why={t.cascadeEmptyWhy}>
        <p>
          <Link to="." search={{ huong: up ? undefined : 'len' } as never}>
            {t.cascadeEmptyNext}
          </Link>
        </p>
      </State>
    )
  }
  return (
    <>
      <Summary of={of} />
      {of.truncated && <p className="warning">{t.truncated}</p>}
      {address.view === 'bang' ? <CascadeTable of={of} address={address} /> : <Tree of={of} address={address} />}
      {of.cycles.length > 0 && (
        <section>
          <h2>{t.cycles}</h2>
          <p className="muted">{t.cyclesNote}</p>
          <ul>
            {of.cycles.map(({ from, to, type }) => (
              <li key={`${from.id}~${type}~${to.id}`}>
                <Caption of={from} /> ⇄ <Caption of={to} /> ({t.relations[type]})
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="muted small">{t.absence}</p>
    </>
  )
}

/** How many documents, and how many at each level: where it stopped. */
function Summary({ of }: { of: Cascade }) {
  const { t, n } = useLanguage()
  const levels = new Map(of.rows.map(({ instrument }) => [instrument.id, instrument.level]))
  const at = (level: string | null): number => [...levels.values()].filter((each) => each === level).length
  return (
    <p className="facts summary" role="status">
      <strong>{t.cascadeCount(n(levels.size), n(of.rows.length))}</strong>
      {[...LEVELS, null].map(
        (level) =>
          at(level) > 0 && (
            <span key={level}>
              {level ? t.levels[level] : t.levelUnknown} {n(at(level))}
            </span>
          ),
      )}
    </p>
  )
}
