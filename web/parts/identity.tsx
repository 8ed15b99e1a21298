/**
 * Identity: what an instrument may be and why, under which numbers it is read, and what persons said of it
 */
import type { CorrectionShown, Described, Instrument, Reason, ReasonField } from '../queries.ts'
import { BriefEntry, Prose } from './brief.tsx'
import { useLanguage, type Language } from './language.tsx'

/** Said wherever an instrument was asked for by a number that is not its own. */
export function AskedAs({ number }: { number: string | null }) {
  const { identity } = useLanguage().t
  if (number === null) return null
  return (
    <p className="lead" data-asked-as="">
      <span aria-hidden="true">≠</span> {identity.askedAs} “<Prose>{number}</Prose>”; {identity.writtenSo}
    </p>
  )
}

/** Candidates, each with what speaks for it and what is not said. */
export function Candidates({ of: { candidates, reasons } }: { of: Instrument }) {
  const { t } = useLanguage()
  if (candidates.length === 0) return null
  return (
    <section aria-labelledby="candidates" data-candidates="">
      <h2 id="candidates">{t.candidates}</h2>
      <p className="small muted">{t.candidatesNote}</p>
      <ul className="entries">
        {candidates.map((each) => {
          const why = reasons.find(({ candidate }) => candidate?.id === each.id)
          return (
            <li key={each.id}>
              <BriefEntry of={each}>{why && <MayBe of={why} />}</BriefEntry>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function named(fields: ReasonField[], { t, lang }: Language): string {
  return new Intl.ListFormat(lang, { type: 'unit' }).format(fields.map((field) => t.identity.fields[field] ?? field))
}

function MayBe({ of: { agrees, silent } }: { of: Reason }) {
  const language = useLanguage()
  const { t } = language
  return (
    <p className="small" data-reason="may-be">
      {agrees.length > 0 && t.identity.agrees(named(agrees, language))}
      {agrees.length > 0 && silent.length > 0 && '; '}
      {silent.length > 0 && t.identity.silent(named(silent, language))}
    </p>
  )
}

/** What is to be said beside the facts: what is lacking, other numbers it is read under, persons' words. */
export function IdentityNotes({ of: { reasons } }: { of: Instrument }) {
  const notes = reasons.filter(({ code }) => code !== 'may-be')
  if (notes.length === 0) return null
  return (
    <ul className="identity" data-identity="">
      {notes.map((each) => (
        <li key={`${each.code}:${each.written}`} className="small" data-reason={each.code}>
          <Note of={each} />
        </li>
      ))}
    </ul>
  )
}

function Note({ of: { code, silent, written, sources } }: { of: Reason }) {
  const language = useLanguage()
  const { t, n } = language
  const { identity } = t
  switch (code) {
    case 'incomplete':
      return <>{identity.incomplete(named(silent, language))}</>
    case 'same':
      return <>{identity.same(n(sources))}</>
    case 'not-same':
      return <>{identity.notSame(n(sources))}</>
    case 'conflict':
      return <>{identity.conflict(n(sources))}</>
    default:
      return (
        <>
          {identity.written} “<Prose>{written ?? ''}</Prose>” ({t.inSources(n(sources))}):{' '}
          {identity.misprints[code] ?? code}
        </>
      )
  }
}

/** Words of persons: who, why, when, about which two, and whether they are followed. */
export function Corrections({ of: { corrections } }: { of: Instrument }) {
  const { t, n, d, data } = useLanguage()
  const { identity } = t
  if (corrections.length === 0) return null
  return (
    <section aria-labelledby="corrections" data-corrections="">
      <h2 id="corrections">
        {identity.corrections} <span className="count">{n(corrections.length)}</span>
      </h2>
      <p className="small muted">{identity.correctionsNote}</p>
      <ul className="entries dense">
        {corrections.map((each) => (
          <li key={each.id} data-conflict={each.conflict}>
            <p>
              <strong>{kindWords(each, t)}</strong> · {each.conflict ? identity.setAside : identity.followed}
            </p>
            <ul className="identity">
              {(['a', 'b'] as const).map((end) => (
                <li key={end}>
                  <Prose>{describedWords(each[end], d)}</Prose>
                </li>
              ))}
            </ul>
            <blockquote lang={data}>
              <Prose>{each.reason}</Prose>
            </blockquote>
            <p className="facts">
              <span>
                {identity.by} <Prose>{each.author}</Prose>
              </span>
              <span className="number">{d(each.seen) ?? identity.noDay}</span>
              <Prose>{each.files.join(', ')}</Prose>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function kindWords({ kind }: CorrectionShown, { identity }: Language['t']): string {
  return identity.kinds[kind] ?? kind
}

function describedWords(of: Described, d: Language['d']): string {
  const { number, type, issuer, date, title, locality, province, home } = of
  const called = number ? [type, number].join(' ') : (title ?? type)
  return [called, number ? title : null, issuer, d(date), locality, province, home].filter(Boolean).join(' · ')
}
