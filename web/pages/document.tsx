/**
 * The text of a document with its citations marked, what was read of it, and the list of what it cites
 */
import { getRouteApi, Link, useLocation, useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useQuery } from 'urql'
import { placeOf } from '../address.ts'
import { Annotated, type TextSpan } from '../parts/annotated.tsx'
import { Caption, InstrumentLink, Prose, subtitleOf } from '../parts/brief.tsx'
import { ChoiceLink } from '../parts/choice.tsx'
import { useLanguage, useTitle } from '../parts/language.tsx'
import { SampleLabel } from '../parts/sample.tsx'
import { copy, say } from '../parts/say.ts'
import { Failed, Loading, State } from '../parts/states.tsx'
import { ResolutionBadge, StatusBadge } from '../parts/status.tsx'
import { DOCUMENT, type Brief, type DocumentCitation, type Text } from '../queries.ts'
import { headingsOf, type Heading } from '../spans.ts'

const route = getRouteApi('/van-ban/$id')

export function DocumentPage() {
  const { id } = route.useParams()
  return <Loaded key={id} id={id} />
}

function Loaded({ id }: { id: string }) {
  const { t } = useLanguage()
  const [{ data, error }, again] = useQuery({ query: DOCUMENT, variables: { id } })
  useTitle(data?.document ? t.documentOf(data.document.instrument.caption) : t.document)
  if (error) return <Failed page error={error} retry={() => again({ requestPolicy: 'network-only' })} />
  if (!data) return <Loading />
  if (!data.document) {
    return (
      <State kind="missing" page what={t.notFoundDocument} why={t.notFoundDocumentWhy}>
        <p>
          <Link to="/">{t.toSearch}</Link>
        </p>
      </State>
    )
  }
  return <Page of={data.document} />
}

function Page({ of }: { of: Text }) {
  const { t, data } = useLanguage()
  const hash = useLocation({ select: (location) => location.hash })
  const navigate = useNavigate()
  const place = useMemo(() => placeOf(hash), [hash])
  const passage = place?.kind === 'passage' ? place : null
  const spans = useMemo(() => spansOf(of, passage), [of, passage])
  const headings = useMemo(() => headingsOf(of.text), [of.text])
  const lines = useMemo(() => new Set(headings.map((heading) => heading.line)), [headings])
  const numbers = useMemo(() => numbersOf(of), [of])
  const selected = spans.some((span) => span.id === hash) || hash.startsWith('m-') ? hash : null

  const select = useCallback(
    (id: string) => {
      void navigate({
        to: '.',
        search: (search) => search,
        hash: id,
        replace: true,
        resetScroll: false,
        hashScrollIntoView: false,
      })
    },
    [navigate],
  )
  // A passage that is a citation is that citation: one address for one thing.
  const same = passage && of.citations.find(({ start, end }) => start === passage.start && end === passage.end)
  useEffect(() => {
    if (same) select(`c-${same.index}`)
  }, [same, select])
  useShown(same ? `c-${same.index}` : selected)

  return (
    <article className="document" data-slug={of.instrument.id}>
      <header className="page-head">
        <p className="kicker">
          {t.document}
          <SampleLabel sample={of.sample} />
        </p>
        <h1>
          <InstrumentLink of={of.instrument} />
        </h1>
        {subtitleOf(of.instrument) && (
          <p className="subtitle">
            <Prose>{of.instrument.title!}</Prose>
          </p>
        )}
        <p className="actions">
          <Link to="/vb/$" params={{ _splat: of.instrument.id }} className="button">
            {t.instrumentPage}
          </Link>
          <Link to="/lan-toa/$" params={{ _splat: of.instrument.id }}>
            {t.toCascade}
          </Link>
        </p>
        <Fields of={of} />
      </header>
      <Outline headings={headings} />
      <section className="reading" aria-label={t.document}>
        <Annotated
          text={of.text}
          spans={spans}
          headings={lines}
          markdown={of.format === 'md'}
          lang={data}
          selected={selected}
          select={select}
          numbers={numbers}
          card={(citations, close) => <Card citations={citations} close={close} />}
        />
      </section>
      <Rail of={of} selected={selected} select={select} />
      <PrintTable of={of} numbers={numbers} />
    </article>
  )
}

function spansOf(of: Text, passage: { start: number; end: number } | null): TextSpan[] {
  return [
    ...of.citations.map((citation) => ({
      id: `c-${citation.index}`,
      kind: 'citation' as const,
      start: citation.start,
      end: citation.end,
      citation,
    })),
    ...of.fields.flatMap(({ name, start, end }) =>
      start === null || end === null ? [] : [{ id: `f-${name}`, kind: 'field' as const, start, end }],
    ),
    ...of.warnings.map(({ start, end }, i) => ({ id: `w-${i}`, kind: 'warning' as const, start, end })),
    ...(passage ? [{ id: `t-${passage.start}-${passage.end}`, kind: 'passage' as const, ...passage }] : []),
  ]
}

/** Instruments by the order in which they are first cited. */
function numbersOf(of: Text): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const { instrument } of of.citations)
    if (!numbers.has(instrument.id)) numbers.set(instrument.id, numbers.size + 1)
  return numbers
}

/** Brings the place of the address into view, once it has changed and its element is there. */
function useShown(id: string | null): void {
  const shown = useRef<string | null>(null)
  useEffect(() => {
    if (!id || shown.current === id) return
    const first = shown.current === null
    shown.current = id
    const element = document.querySelector<HTMLElement>(`#${CSS.escape(id)}`)
    if (!element) return
    // Empty anchors stand where another span begins too; their line is what is seen.
    const box = element.getBoundingClientRect()
    const inView = box.top > 90 && box.bottom < innerHeight - 60
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    if (!inView || first) element.scrollIntoView({ block: 'center', behavior: first || calm ? 'instant' : 'smooth' })
    if (first && element.matches('a')) element.focus({ preventScroll: true })
  }, [id])
}

// ---- facts of the head -----------------------------------------------------------------------------------------

function Fields({ of }: { of: Text }) {
  const { t, d } = useLanguage()
  const value = (name: string, words: string): string => {
    if (name === 'date' || name.startsWith('period')) return d(words) ?? words
    return name === 'level' ? (t.levels[words] ?? words) : words
  }
  return (
    <>
      <dl className="fields">
        {of.fields
          .filter(({ name }) => name !== 'title')
          .map(({ name, value: words, start }) => (
            <div key={name}>
              <dt>{t.fields[name] ?? name}</dt>
              <dd>
                {start === null ? (
                  <Prose>{value(name, words)}</Prose>
                ) : (
                  <ChoiceLink to="." search={(search) => search} hash={`f-${name}`} resetScroll={false}>
                    <Prose>{value(name, words)}</Prose>
                  </ChoiceLink>
                )}
              </dd>
            </div>
          ))}
        <div>
          <dt>{t.file}</dt>
          <dd className="file">{of.names.join(', ')}</dd>
        </div>
      </dl>
      {of.warnings.length > 0 && (
        <details className="warnings">
          <summary>
            {t.warnings} <span className="count">{of.warnings.length}</span>
          </summary>
          <ul>
            {of.warnings.map(({ code, message, start }, i) => (
              <li key={`${code}:${start}`}>
                <ChoiceLink to="." search={(search) => search} hash={`w-${i}`} resetScroll={false} lang="vi">
                  {message}
                </ChoiceLink>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function Outline({ headings }: { headings: Heading[] }) {
  const { t, data } = useLanguage()
  const [open] = useState(() => matchMedia('(min-width: 80rem)').matches)
  if (headings.length < 2) return <div className="outline" />
  return (
    <nav className="outline" aria-label={t.outline}>
      <details open={open}>
        <summary>{t.outline}</summary>
        <ol lang={data}>
          {headings.map(({ line, words, rank }) => (
            <li key={line} data-rank={rank}>
              <ChoiceLink to="." search={(search) => search} hash={`m-${line}`} resetScroll={false}>
                <Prose>{words}</Prose>
              </ChoiceLink>
            </li>
          ))}
        </ol>
      </details>
    </nav>
  )
}

// ---- the card and the rail -------------------------------------------------------------------------------------

/** What a citation says, and who it says it of: before any jump. */
function Card({ citations, close }: { citations: DocumentCitation[]; close: () => void }) {
  const { t, n, d, data } = useLanguage()
  const [citation, ...outer] = citations
  if (!citation) return null
  const { instrument, relation, provision } = citation
  const subtitle = subtitleOf(instrument)
  const copyCitation = (): void => {
    void copy(citationWords(instrument, d(instrument.date))).then((done) => say(done ? t.copiedCitation : t.notCopied))
  }
  return (
    <section aria-label={t.citation(n(citation.index + 1))}>
      <p className="entry-name" lang={data}>
        <Caption of={instrument} />
      </p>
      {subtitle && (
        <p className="entry-title">
          <Prose>{subtitle}</Prose>
        </p>
      )}
      <p className="facts">
        {instrument.issuer && <Prose>{instrument.issuer}</Prose>}
        <span className="number">{d(instrument.date) ?? t.noDate}</span>
        <span>{t.citedBy(n(instrument.citedBy))}</span>
        {!instrument.held && <span>{t.heldNo}</span>}
      </p>
      <p className="facts">
        <strong>{t.relations[relation]}</strong>
        {provision && (
          <span lang={data}>
            {t.provision}: {provision}
          </span>
        )}
        <StatusBadge status={instrument.status} />
        <ResolutionBadge resolution={instrument.resolution} />
      </p>
      {instrument.status === 'UNKNOWN' && <p className="small muted">{t.statusUnknownWhy}</p>}
      {outer.map((each) => (
        <p key={each.index} className="small">
          {t.within}{' '}
          <Link to="/vb/$" params={{ _splat: each.instrument.id }}>
            <Caption of={each.instrument} />
          </Link>
        </p>
      ))}
      <p className="actions">
        <Link to="/vb/$" params={{ _splat: instrument.id }} className="button">
          {t.open}
        </Link>
        <Link to="/lan-toa/$" params={{ _splat: instrument.id }}>
          {t.toCascade}
        </Link>
        <button type="button" className="plain" onClick={copyCitation}>
          {t.copyCitation}
        </button>
        <button type="button" className="plain" onClick={close}>
          {t.close}
        </button>
      </p>
    </section>
  )
}

/** "Quyết định số 1336/QĐ-TTg ngày 31/08/2020 của Thủ tướng Chính phủ …": as a draft would cite it. */
function citationWords({ type, number, title, issuer, date, caption }: Brief, day: string | null): string {
  if (!number) return caption
  const when = day ? ` ${date?.length === 10 ? 'ngày' : 'năm'} ${day}` : ''
  return `${type} số ${number}${when}${issuer ? ` của ${issuer}` : ''}${title ? ` ${title}` : ''}`.normalize('NFC')
}

interface RailProps {
  of: Text
  selected: string | null
  select: (id: string) => void
}

function Rail({ of, selected, select }: RailProps) {
  const { t, n, data } = useLanguage()
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current="true"]')
    const box = list.current
    // Only the rail moves: the page stays where the text is being read.
    if (!current || !box || box.scrollHeight <= box.clientHeight) return
    if (
      current.offsetTop < box.scrollTop ||
      current.offsetTop + current.offsetHeight > box.scrollTop + box.clientHeight
    )
      box.scrollTop = current.offsetTop - box.clientHeight / 3
  }, [selected])
  if (of.citations.length === 0) {
    return (
      <aside className="rail" aria-label={t.citations}>
        <State kind="empty" what={t.citationsEmpty} why={t.citationsEmptyWhy} />
      </aside>
    )
  }
  return (
    <aside className="rail" aria-label={t.citations}>
      <h2>{t.citationCount(n(of.citations.length))}</h2>
      <ol ref={list} tabIndex={-1}>
        {of.citations.map(({ index, instrument, relation, provision }) => (
          <li key={index}>
            <a
              href={`#c-${index}`}
              aria-current={selected === `c-${index}` ? 'true' : undefined}
              onClick={(event) => {
                event.preventDefault()
                select(`c-${index}`)
              }}
            >
              <Caption of={instrument} />
            </a>
            <p className="facts">
              <span>{t.relations[relation]}</span>
              {provision && <span lang={data}>{provision}</span>}
              <StatusBadge status={instrument.status} />
              <ResolutionBadge resolution={instrument.resolution} />
            </p>
          </li>
        ))}
      </ol>
    </aside>
  )
}

/** On paper the cards cannot open: each citation has a number, and the numbers a table. */
function PrintTable({ of, numbers }: { of: Text; numbers: ReadonlyMap<string, number> }) {
  const { t, n } = useLanguage()
  const cited = new Map(of.citations.map(({ instrument }) => [instrument.id, instrument]))
  if (cited.size === 0) return null
  return (
    <section className="print-only">
      <h2>{t.printTable}</h2>
      <table role="table" className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t.printColumns.no}</th>
            <th scope="col">{t.printColumns.instrument}</th>
            <th scope="col">{t.printColumns.title}</th>
            <th scope="col">{t.printColumns.status}</th>
          </tr>
        </thead>
        <tbody>
          {[...cited.values()].map((instrument) => (
            <tr key={instrument.id}>
              <td>{n(numbers.get(instrument.id)!)}</td>
              <td>
                <Caption of={instrument} />
              </td>
              <td>{subtitleOf(instrument) && <Prose>{instrument.title!}</Prose>}</td>
              <td>
                <StatusBadge status={instrument.status} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
