/**
 * Check a draft: the text in an editor, what does not agree beside it, the instruments it names below
 */
import { Link } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { askCheck, base64Of, LARGEST_FILE, SEVERITIES, type CheckReport, type Finding, type FindingEvidence, type Severity } from '../check-query.ts' // prettier-ignore
import { SAMPLE_DRAFT } from '../check-sample.ts'
import { failureOf } from '../client.ts'
import { Authorities } from '../parts/authorities.tsx'
import { Prose } from '../parts/brief.tsx'
import { Editor, type Editing } from '../parts/editor.tsx'
import { useLanguage, useTitle } from '../parts/language.tsx'
import { copy, say } from '../parts/say.ts'

/** Checking begins this long after the last change. */
const QUIET = 300

/** The draft while another page is looked at; it goes when the window does. */
let kept = ''

/** Words, rule and place apart: what tells a finding of one check from the same one of the next. */
const nameOf = (finding: Finding, text: string): string =>
  `${finding.rule} ${finding.message} ${text.slice(finding.start, finding.end)}`

interface Listed extends Finding {
  id: string
  name: string
}

function listed({ findings, text }: CheckReport): Listed[] {
  return findings.map((finding, i) => ({ ...finding, id: `p-${i}`, name: nameOf(finding, text) }))
}

type State = { kind: 'empty' } | { kind: 'checking' } | { kind: 'done' } | { kind: 'failed'; message: string }

export function CheckPage() {
  const { t, lang } = useLanguage()
  const c = t.check
  useTitle(c.page)
  const editing = useRef<Editing | null>(null)
  const [report, setReport] = useState<CheckReport | null>(null)
  const [state, setState] = useState<State>({ kind: 'empty' })
  const [asOf, setAsOf] = useState('')
  const [selected, setSelected] = useState<string | null>(null)
  const [shown, setShown] = useState<ReadonlySet<Severity>>(new Set(SEVERITIES))
  const [ignored, setIgnored] = useState<ReadonlySet<string>>(new Set())
  const asked = useRef(0)

  const check = useCallback(
    async (draft: { text: string } | { file: File }) => {
      const mine = ++asked.current
      const text = 'text' in draft ? draft.text : null
      if (text !== null && text.trim() === '') {
        setReport(null)
        editing.current?.mark([])
        return setState({ kind: 'empty' })
      }
      if ('file' in draft && draft.file.size > LARGEST_FILE)
        return setState({ kind: 'failed', message: c.tooLarge(draft.file.name) })
      setState({ kind: 'checking' })
      const what =
        'file' in draft ? { file: { name: draft.file.name, base64: await base64Of(draft.file) } } : { text: draft.text }
      const answer = await askCheck({ ...what, asOf: asOf || null, lang: lang === 'en' ? 'EN' : 'VI' })
      // The draft has changed since: what is being asked now is the newer one.
      if (mine !== asked.current) return
      if (answer.error) {
        const { reached, message } = failureOf(answer.error)
        return setState({ kind: 'failed', message: reached && message ? message : t.failedUnreached })
      }
      if ('file' in draft) {
        // Line ends of the editor are single characters: offsets count in what it shows.
        say(c.read(draft.file.name))
        editing.current?.replace(answer.report.text)
        return
      }
      setReport(answer.report)
      setSelected(null)
      editing.current?.mark(listed(answer.report))
      setState({ kind: 'done' })
    },
    [asOf, lang, c, t],
  )

  // Another day or language: the same text once more.
  useEffect(() => {
    void check({ text: editing.current?.text() ?? kept })
  }, [check])

  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const changed = useCallback(
    (text: string) => {
      kept = text
      asked.current++
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void check({ text }), QUIET)
    },
    [check],
  )
  useEffect(() => () => clearTimeout(timer.current), [])

  const all = useMemo(() => (report ? listed(report) : []), [report])
  const open = all.filter((each) => !ignored.has(each.name))
  const visible = open.filter((each) => shown.has(each.severity))

  const select = useCallback((finding: Listed | undefined) => {
    setSelected(finding?.id ?? null)
    editing.current?.show(finding ?? null)
    if (finding) document.querySelector<HTMLElement>(`#${finding.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [])
  const pick = useCallback((id: string) => select(all.find((each) => each.id === id)), [all, select])

  const apply = useCallback(
    (finding: Finding) => {
      const [fix] = finding.fixes
      if (!fix) return
      say(editing.current?.apply(fix) ? c.applied : c.moved)
    },
    [c],
  )

  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const at = visible.findIndex((each) => each.id === selected)
      if (event.key === 'F8') {
        const next = event.shiftKey ? (at <= 0 ? visible.length - 1 : at - 1) : (at + 1) % visible.length
        select(visible[next])
      } else if (event.key === 'Enter' && event.altKey && at >= 0) apply(visible[at]!)
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [visible, selected, select, apply])

  const openFile = (file: File | undefined): void => void (file && check({ file }))

  return (
    <div
      className="check"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0) return
        event.preventDefault()
        openFile(event.dataTransfer.files[0])
      }}
    >
      <header className="page-head">
        <h1>{c.page}</h1>
        <p className="lead">{c.lead}</p>
        <Tools
          open={openFile}
          example={() => editing.current?.replace(SAMPLE_DRAFT)}
          clear={() => editing.current?.replace('')}
          undo={() => editing.current?.undo() && say(c.undone)}
          copyDraft={() =>
            void copy(editing.current?.text() ?? '').then((done) => say(done ? c.copiedDraft : t.notCopied))
          }
          asOf={asOf}
          setAsOf={setAsOf}
        />
      </header>
      <section className="draft" aria-label={c.field}>
        <Editor
          key={lang}
          ref={editing}
          initial={kept}
          label={c.field}
          placeholder={c.placeholder}
          changed={changed}
          pick={pick}
        />
        <p className="small muted">{c.privacy}</p>
      </section>
      <section className="results" aria-label={c.findings} aria-busy={state.kind === 'checking'}>
        <Summary state={state} report={report} />
        {report && (
          <>
            <Filter all={open} shown={shown} setShown={setShown} />
            {open.length === 0 && report.authorities.length > 0 && <p className="all-clear">{c.noFindings}</p>}
            <ol className="findings">
              {visible.map((finding) => (
                <Item
                  key={finding.id}
                  finding={finding}
                  current={finding.id === selected}
                  select={() => select(finding)}
                  apply={() => apply(finding)}
                  ignore={() => setIgnored(new Set([...ignored, finding.name]))}
                  show={(span) => editing.current?.show(span)}
                />
              ))}
            </ol>
            <Ignored
              of={all.filter((each) => ignored.has(each.name))}
              restore={(name) => setIgnored(new Set([...ignored].filter((each) => each !== name)))}
            />
            {visible.length > 0 && <p className="small muted keys-hint">{c.keys}</p>}
          </>
        )}
      </section>
      {report && report.authorities.length > 0 && <Authorities of={report.authorities} />}
      {report?.legalBasis && (
        <section className="legal-basis">
          <h2>{c.legalBasis}</h2>
          <p className="small muted">{c.legalBasisNote}</p>
          <pre lang="vi">{report.legalBasis.text}</pre>
          <p className="actions">
            <button type="button" onClick={() => say(editing.current?.apply(report.legalBasis!) ? c.applied : c.moved)}>
              {c.useLegalBasis}
            </button>
          </p>
        </section>
      )}
    </div>
  )
}

interface ToolsProps {
  open: (file: File | undefined) => void
  example: () => void
  clear: () => void
  undo: () => void
  copyDraft: () => void
  asOf: string
  setAsOf: (day: string) => void
}

function Tools({ open, example, clear, undo, copyDraft, asOf, setAsOf }: ToolsProps) {
  const { t } = useLanguage()
  const c = t.check
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className="controls">
      <input
        ref={input}
        type="file"
        className="hidden"
        tabIndex={-1}
        aria-label={c.openFile}
        onChange={(event) => {
          open(event.target.files?.[0])
          // The same file may be opened again after it was changed.
          event.target.value = ''
        }}
      />
      <button type="button" onClick={() => input.current?.click()}>
        {c.openFile}
      </button>
      <button type="button" onClick={example}>
        {c.example}
      </button>
      <button type="button" onClick={undo}>
        {c.undo}
      </button>
      <button type="button" onClick={copyDraft}>
        {c.copyDraft}
      </button>
      <button type="button" onClick={clear}>
        {c.clear}
      </button>
      <label>
        {c.asOf} <input type="date" value={asOf} onChange={(event) => setAsOf(event.target.value)} />
      </label>
    </div>
  )
}

function Summary({ state, report }: { state: State; report: CheckReport | null }) {
  const { t, n, d } = useLanguage()
  const c = t.check
  const count = (verdict: string): string =>
    n(report?.authorities.filter((each) => each.verdict === verdict).length ?? 0)
  return (
    <div className="summary" role="status">
      {state.kind === 'empty' && <p>{c.waiting}</p>}
      {state.kind === 'checking' && !report && <p>{c.checking}</p>}
      {state.kind === 'failed' && (
        <p className="failed">
          <strong>{c.notChecked}</strong> {state.message}
        </p>
      )}
      {report && state.kind !== 'failed' && state.kind !== 'empty' && (
        <>
          <p>
            {report.authorities.length === 0 ? (
              c.nothingCited
            ) : (
              <>
                <strong>{c.done(n(report.authorities.length))}</strong>:{' '}
                {c.doneDetail(count('MATCH'), count('MISMATCH'), count('UNKNOWN'))}.
              </>
            )}
          </p>
          <p className="small muted">
            {c.classes[report.documentClass] ?? report.documentClass}.{' '}
            {c.asOfUsed[report.asOfFrom]?.(d(report.asOf) ?? report.asOf)}
          </p>
        </>
      )}
    </div>
  )
}

interface FilterProps {
  all: Finding[]
  shown: ReadonlySet<Severity>
  setShown: (next: ReadonlySet<Severity>) => void
}

function Filter({ all, shown, setShown }: FilterProps) {
  const { t, n } = useLanguage()
  const present = SEVERITIES.filter((severity) => all.some((each) => each.severity === severity))
  if (present.length === 0) return null
  return (
    <div className="severities" role="group" aria-label={t.check.filter}>
      {present.map((severity) => (
        <button
          key={severity}
          type="button"
          data-severity={severity}
          aria-pressed={shown.has(severity)}
          onClick={() => setShown(new Set(SEVERITIES.filter((each) => (each === severity) !== shown.has(each))))}
        >
          {t.check.severities[severity]}{' '}
          <span className="count">{n(all.filter((each) => each.severity === severity).length)}</span>
        </button>
      ))}
    </div>
  )
}

interface ItemProps {
  finding: Listed
  current: boolean
  select: () => void
  apply: () => void
  ignore: () => void
  show: (span: { start: number; end: number }) => void
}

function Item({ finding, current, select, apply, ignore, show }: ItemProps) {
  const { t } = useLanguage()
  const c = t.check
  const { id, severity, message, why, evidence, fixes, rule } = finding
  const [fix] = fixes
  return (
    <li id={id} data-severity={severity} aria-current={current || undefined}>
      <p className="small">
        <strong className="severity">{c.severities[severity]}</strong> <span className="muted">{c.rule(rule)}</span>
      </p>
      <p>
        <button type="button" className="plain finding-message" data-item="" onClick={select}>
          <Prose>{message}</Prose>
        </button>
      </p>
      <details>
        <summary>{t.why}</summary>
        <p className="small">{why}</p>
        {evidence.length > 0 && (
          <ul className="evidence-list">
            {evidence.map((each) => (
              <li key={`${each.source}:${each.start}:${each.end}:${each.quote}`}>
                <Said of={each} show={show} />
              </li>
            ))}
          </ul>
        )}
      </details>
      <p className="actions">
        {fix && (
          <button type="button" onClick={apply}>
            {fix.title}
          </button>
        )}
        <button type="button" className="plain" onClick={ignore}>
          {c.ignore}
        </button>
      </p>
    </li>
  )
}

/** The words that a finding rests on, and the way to them. */
function Said({ of, show }: { of: FindingEvidence; show: (span: { start: number; end: number }) => void }) {
  const { t } = useLanguage()
  const { source, label, quote, start, end } = of
  const colon = source.indexOf(':')
  const [kind, id] = [source.slice(0, colon), source.slice(colon + 1)]
  const name = <Prose>{label ?? source}</Prose>
  return (
    <>
      {quote && <blockquote lang="vi">{quote}</blockquote>}
      <p className="small">
        {source === 'this' ? (
          <button type="button" className="plain" onClick={() => show({ start, end })}>
            {t.check.here}
          </button>
        ) : kind === 'graph' ? (
          <Link to="/vb/$" params={{ _splat: id }}>
            {name}
          </Link>
        ) : kind === 'source' ? (
          <Link to="/van-ban/$id" params={{ id }} hash={`t-${start}-${end}`}>
            {name}
          </Link>
        ) : (
          <>
            {t.catalogueIn} {name}
          </>
        )}
      </p>
    </>
  )
}

function Ignored({ of, restore }: { of: Listed[]; restore: (name: string) => void }) {
  const { t, n } = useLanguage()
  if (of.length === 0) return null
  return (
    <details className="ignored">
      <summary>{t.check.ignored(n(of.length))}</summary>
      <ul>
        {of.map((finding) => (
          <li key={finding.id} className="small">
            <Prose>{finding.message}</Prose>{' '}
            <button type="button" className="plain" onClick={() => restore(finding.name)}>
              {t.check.restore}
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}
