/**
 * An instrument: what is known of it, what it rests on, what rests on it, and each place where it is mentioned
 */
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useQuery } from 'urql'
import { Caption, Facts, InstrumentLink, Prose, subtitleOf } from '../parts/brief.tsx'
import { EvidenceDialog, Origin, Why } from '../parts/evidence.tsx'
import { AskedAs, Candidates, Corrections, IdentityNotes } from '../parts/identity.tsx'
import { useLanguage, useTitle } from '../parts/language.tsx'
import { Pager } from '../parts/pager.tsx'
import { SampleLabel } from '../parts/sample.tsx'
import { Failed, Loading, Missing, NoPage, Several } from '../parts/states.tsx'
import { ResolutionBadge, StatusBadge } from '../parts/status.tsx'
import { INSTRUMENT, LEVELS, RELATION_TYPES, type Instrument, type Relation, type VariantField } from '../queries.ts'

const route = getRouteApi('/vb/$')

/** More edges than this are not asked for; the server gives no more at once. */
const MOST = 100

export function InstrumentPage() {
  const { _splat = '' } = route.useParams()
  return _splat ? <Loaded key={_splat} slug={_splat} /> : <NoPage />
}

function Loaded({ slug }: { slug: string }) {
  const { after } = route.useSearch()
  const navigate = useNavigate()
  const variables = { ref: slug, after: after?.at(-1) ?? null }
  const [{ data, error }, again] = useQuery({ query: INSTRUMENT, variables })
  const found = data?.instrument
  // An address by a number that is not its own stays as it is, for what is said of that number.
  const id = found?.__typename === 'Instrument' && !found.askedAs ? found.id : null
  useEffect(() => {
    // Asked for by its number: the address becomes the one that lasts.
    if (id && id !== slug)
      void navigate({ to: '/vb/$', params: { _splat: id }, search: (search) => search, replace: true })
  }, [id, slug, navigate])

  if (error) return <Failed page error={error} retry={() => again({ requestPolicy: 'network-only' })} />
  if (!found) return <Loading />
  if (found.__typename === 'NotFound') return <Missing of={found} />
  if (found.__typename === 'Ambiguous') return <Several of={found} />
  return <Page of={found} after={after} />
}

/** An edge as a column shows it: which end this instrument is. */
interface Shown extends Relation {
  cites: boolean
}

/**
 * APPROVES points down: the programme stands below the decision that puts it in force. All others point up.
 */
function columnsOf({ up, down }: Instrument): { up: Shown[]; down: Shown[] } {
  const out = up.map((relation) => ({ ...relation, cites: true }))
  const into = down.map((relation) => ({ ...relation, cites: false }))
  const puts = ({ type }: Relation): boolean => type === 'APPROVES'
  const rests = (relation: Relation): boolean => !puts(relation)
  return {
    up: [...out.filter(rests), ...into.filter(puts)],
    down: [...into.filter(rests), ...out.filter(puts)],
  }
}

function Page({ of, after }: { of: Instrument; after: string[] | undefined }) {
  const { t, n } = useLanguage()
  const { up, down } = columnsOf(of)
  useTitle(of.caption)
  const subtitle = subtitleOf(of)
  return (
    <article className="instrument" data-slug={of.id}>
      <header className="page-head">
        <p className="kicker">
          {of.held ? t.heldYes : t.heldNo}
          <SampleLabel sample={of.sample} />
        </p>
        <h1>
          <Caption of={of} />
        </h1>
        {subtitle && (
          <p className="subtitle">
            <Prose>{subtitle}</Prose>
          </p>
        )}
        <AskedAs number={of.askedAs} />
        {!of.held && <p className="lead">{t.knownBy(n(of.mentions.totalCount))}</p>}
        <p className="actions">
          {of.texts[0] && <ReadText text={of.texts[0]} />}
          <Link to="/lan-toa/$" params={{ _splat: of.id }} className="button">
            {t.toCascade}
          </Link>
        </p>
      </header>
      <Known of={of} />
      <Candidates of={of} />
      <Corrections of={of} />
      <div className="columns">
        <section aria-labelledby="up">
          <h2 id="up">
            {t.up} <span className="count">{n(up.length)}</span>
          </h2>
          {up.length === 0 ? (
            <p className="muted">{of.held ? t.upEmpty : t.upEmptyNotHeld}</p>
          ) : (
            <Relations of={of} all={up} />
          )}
        </section>
        <section aria-labelledby="down">
          <h2 id="down">
            {t.down} <span className="count">{n(down.length)}</span>
          </h2>
          {down.length === 0 ? <p className="muted">{t.downEmpty}</p> : <Relations of={of} all={down} />}
        </section>
      </div>
      <Mentions of={of} after={after} />
      <EvidenceDialog />
    </article>
  )
}

function ReadText({ text }: { text: string }) {
  const { t } = useLanguage()
  return (
    <Link to="/van-ban/$id" params={{ id: text }} className="button" data-text="">
      {t.readText}
    </Link>
  )
}

// ---- facts -----------------------------------------------------------------------------------------------------

function Known({ of }: { of: Instrument }) {
  const { t, d } = useLanguage()
  const rows: [string, string | null][] = [
    [t.number, of.number],
    [t.issuer, of.issuer],
    [t.date, d(of.date)],
    [t.level, of.level && (t.levels[of.level] ?? of.level)],
    [t.place, of.place],
  ]
  return (
    <section aria-label={t.facts} className="known">
      <dl>
        {rows.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <Prose>{value}</Prose>
                </dd>
              </div>
            ),
        )}
        <div>
          <dt>{t.statusLabel}</dt>
          <dd>
            <StatusBadge status={of.status} /> <ResolutionBadge resolution={of.resolution} />
            <StatusReason of={of} />
          </dd>
        </div>
      </dl>
      <IdentityNotes of={of} />
      <Variants of={of} />
    </section>
  )
}

/** Reasons that are shown; more say the same. */
const REASONS = 3

function StatusReason({ of }: { of: Instrument }) {
  const { t, data } = useLanguage()
  const reasons = of.statusEvidence.slice(0, REASONS)
  if (reasons.length === 0) return <p className="small muted">{t.statusUnknownWhy}</p>
  return (
    <details open>
      <summary>{of.status === 'UNKNOWN' ? t.statusUndecided : t.statusWhy}</summary>
      {reasons.map((reason) => (
        <div key={`${reason.kind}:${reason.source}:${reason.start}:${reason.quote}`}>
          {reason.by && (
            <p className="small">
              <InstrumentLink of={reason.by} />
            </p>
          )}
          <blockquote lang={data}>
            <Prose>{reason.quote}</Prose>
          </blockquote>
          <Origin of={reason} />
        </div>
      ))}
    </details>
  )
}

/** What most sources say is the value; what the others say is not hidden. */
function Variants({ of }: { of: Instrument }) {
  const { t, n, d } = useLanguage()
  const differing = (Object.keys(t.variants) as VariantField[]).filter((name) => of.variants[name].length > 1)
  if (differing.length === 0) return null
  return (
    <details className="variants">
      <summary>{t.variantsTitle}</summary>
      <p className="small muted">{t.variantsNote}</p>
      <dl>
        {differing.map((name) => (
          <div key={name}>
            <dt>{t.variants[name]}</dt>
            {of.variants[name].map(({ value, sources }) => (
              <dd key={value}>
                <Prose>{name === 'date' ? (d(value) ?? value) : value}</Prose>{' '}
                <span className="count">{t.inSources(n(sources))}</span>
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </details>
  )
}

// ---- relations -------------------------------------------------------------------------------------------------

function Relations({ of, all }: { of: Instrument; all: Shown[] }) {
  const { t, n } = useLanguage()
  return (
    <>
      {RELATION_TYPES.filter((type) => all.some((relation) => relation.type === type)).map((type) => {
        const some = all.filter((relation) => relation.type === type)
        return (
          <section key={type} className="relation">
            <h3>
              {(some[0]?.cites ? t.relations : t.relationsBack)[type]} <span className="count">{n(some.length)}</span>
            </h3>
            {[...LEVELS, null].map((level) => {
              const here = some.filter(
                ({ instrument }) => (LEVELS.find((each) => each === instrument.level) ?? null) === level,
              )
              return here.length > 0 && <Group key={level} of={of} level={level} relations={here} />
            })}
          </section>
        )
      })}
      {all.length >= MOST && <p className="small">{t.onlyFirst(n(MOST))}</p>}
    </>
  )
}

interface GroupProps {
  of: Instrument
  level: string | null
  relations: Shown[]
}

function Group({ of, level, relations }: GroupProps) {
  const { t, n } = useLanguage()
  return (
    <>
      <h4>
        {level ? t.levels[level] : t.levelUnknown} <span className="count">{n(relations.length)}</span>
      </h4>
      <ul className="entries dense">
        {relations.map(({ instrument, type, days, cites }) => {
          const subtitle = subtitleOf(instrument)
          const [from, to] = cites ? [of.id, instrument.id] : [instrument.id, of.id]
          return (
            <li key={instrument.id} data-edge="">
              <p className="entry-name">
                <InstrumentLink of={instrument} item /> <Why edge={{ from, type, to }} what={instrument.caption} />
              </p>
              {subtitle && (
                <p className="entry-title">
                  <Prose>{subtitle}</Prose>
                </p>
              )}
              <Facts of={{ ...instrument, citedBy: 0 }}>
                {days !== null && <span className="number">{t.daysApart(n(days))}</span>}
              </Facts>
            </li>
          )
        })}
      </ul>
    </>
  )
}

// ---- mentions --------------------------------------------------------------------------------------------------

function Mentions({ of, after }: { of: Instrument; after: string[] | undefined }) {
  const { t, n, data } = useLanguage()
  const { edges, totalCount, pageInfo } = of.mentions
  return (
    <section aria-labelledby="mentions">
      <h2 id="mentions">
        {t.mentions} <span className="count">{n(totalCount)}</span>
      </h2>
      {edges.length === 0 ? (
        <p className="muted">{t.mentionsEmpty}</p>
      ) : (
        <ul className="entries dense">
          {edges.map(({ node }) => (
            <li key={`${node.source}:${node.start}:${node.end}`}>
              <p>
                <Link
                  to="/van-ban/$id"
                  params={{ id: node.source }}
                  hash={`t-${node.start}-${node.end}`}
                  lang={data}
                  data-item=""
                >
                  <Prose>{node.text}</Prose>
                </Link>
              </p>
              <p className="facts">
                <span>{t.relations[node.relation]}</span>
                {node.provision && <span lang={data}>{node.provision}</span>}
                <span>
                  {t.mentionIn} <Caption of={node.document} />
                </span>
              </p>
            </li>
          ))}
        </ul>
      )}
      <Pager after={after} info={pageInfo} label={t.mentions} />
    </section>
  )
}
