/**
 * The sentences behind an edge, in a dialog that has an address
 */
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useQuery } from 'urql'
import { edgeName, edgeOf, type EdgeRef } from '../address.ts'
import { EVIDENCE, type Brief, type CatalogueRow, type Evidence } from '../queries.ts'
import { Caption, InstrumentLink, Prose } from './brief.tsx'
import { ChoiceLink } from './choice.tsx'
import { Marked } from './highlight.tsx'
import { useLanguage } from './language.tsx'
import { Failed, Loading, State } from './states.tsx'

/** Opens the sentences behind an edge. A link: it can be copied, and gone back from. */
export function Why({ edge, what, tabIndex }: { edge: EdgeRef; what: string; tabIndex?: number }) {
  const { t, data } = useLanguage()
  return (
    <ChoiceLink
      to="."
      search={(search) => ({ ...search, vi_sao: edgeName(edge) })}
      resetScroll={false}
      className="why"
      data-why=""
      tabIndex={tabIndex}
      aria-haspopup="dialog"
    >
      {t.why}
      <span className="hidden" lang={data}>
        {' '}
        {what}
      </span>
    </ChoiceLink>
  )
}

/** Shows the edge that the address names, on whatever page it stands. */
export function EvidenceDialog() {
  const { vi_sao } = useSearch({ strict: false }) as { vi_sao?: string }
  const edge = edgeOf(vi_sao)
  return edge && <Opened key={vi_sao} edge={edge} />
}

function Opened({ edge }: { edge: EdgeRef }) {
  const { t } = useLanguage()
  const navigate = useNavigate()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    if (!element?.open) element?.showModal()
    return () => {
      element?.close()
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])
  const close = (): void =>
    void navigate({ to: '.', search: (search) => ({ ...search, vi_sao: undefined }), resetScroll: false })

  return (
    <dialog
      ref={dialog}
      className="box evidence"
      aria-labelledby="evidence-title"
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      onClick={(event) => event.target === event.currentTarget && close()}
    >
      <header className="box-head">
        <h2 id="evidence-title">{t.evidenceTitle}</h2>
        <button type="button" onClick={close}>
          {t.close}
        </button>
      </header>
      <EvidenceOf edge={edge} />
    </dialog>
  )
}

function EvidenceOf({ edge }: { edge: EdgeRef }) {
  const { t, n } = useLanguage()
  const [{ data, error }, again] = useQuery({ query: EVIDENCE, variables: { ...edge } })
  if (error) return <Failed error={error} retry={() => again({ requestPolicy: 'network-only' })} />
  if (!data) return <Loading />
  const { from, to, evidence } = data
  return (
    <>
      <p className="edge">
        {from.__typename === 'Instrument' ? <InstrumentLink of={from as Brief} /> : edge.from}{' '}
        <em>{t.relations[edge.type]}</em>{' '}
        {to.__typename === 'Instrument' ? <InstrumentLink of={to as Brief} /> : edge.to}
      </p>
      {evidence.length === 0 ? (
        <State kind="empty" what={t.evidenceEmpty} why={t.evidenceEmptyWhy} />
      ) : (
        <>
          <p className="small">{t.evidenceCount(n(evidence.length))}</p>
          <EvidenceList of={evidence} />
        </>
      )}
    </>
  )
}

interface Said {
  document: Brief | null
  row: CatalogueRow | null
  source: string | null
  start: number
  end: number
}

/** Who says it: a document, which can be opened there, or a row of a catalogue with where and when it was read. */
export function Origin({ of }: { of: Said }) {
  const { t, d } = useLanguage()
  const { document, source, start, end, row } = of
  if (row)
    return (
      <p className="small">
        {t.catalogueIn} <Prose>{row.source}</Prose>
        {row.seen && ` · ${t.catalogueSeen(d(row.seen) ?? row.seen)}`}
      </p>
    )
  if (!document || !source) return null
  return (
    <p className="small">
      {t.evidenceIn} <Caption of={document} />
      {document.place && (
        <>
          {' '}
          (<Prose>{document.place}</Prose>)
        </>
      )}{' '}
      ·{' '}
      <Link to="/van-ban/$id" params={{ id: source }} hash={`t-${start}-${end}`}>
        {t.evidenceOpen}
      </Link>
    </p>
  )
}

export function EvidenceList({ of }: { of: Evidence[] }) {
  const { t, lang, data } = useLanguage()
  const percent = new Intl.NumberFormat(lang, { style: 'percent' })
  return (
    <ol className="sentences">
      {of.map((each) => {
        const from = each.start - each.sentenceStart
        return (
          <li key={`${each.source}:${each.start}:${each.end}`}>
            <blockquote lang={data}>
              <Marked text={each.sentence} ranges={[{ start: from, end: from + each.end - each.start }]} />
            </blockquote>
            <Origin of={each} />
            <p className="small muted">
              {t.evidenceRule}: <code>{each.rule}</code> · {t.evidenceConfidence}: {percent.format(each.confidence)}
            </p>
          </li>
        )
      })}
    </ol>
  )
}
