/**
 * Table of authorities: every instrument a draft names, with what could be compared and what could not
 */
import { Link } from '@tanstack/react-router'
import type { Authority, Verdict } from '../check-query.ts'
import { Prose } from './brief.tsx'
import { useLanguage } from './language.tsx'
import { StatusBadge } from './status.tsx'

/** Unknown is a question mark and never a tick. */
const SIGNS: Record<Verdict, string> = { MATCH: '✓', MISMATCH: '!', UNKNOWN: '?' }

export function Authorities({ of }: { of: Authority[] }) {
  const { t, data } = useLanguage()
  const c = t.check
  const fields = (names: string[]): string => names.map((name) => c.compared[name] ?? name).join(', ')
  return (
    <section className="authorities">
      <h2 id="authorities">{c.authorities}</h2>
      <div className="scroll" tabIndex={0} role="region" aria-labelledby="authorities">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{c.column.instrument}</th>
              <th scope="col">{c.column.title}</th>
              <th scope="col">{c.column.status}</th>
              <th scope="col">{c.column.verdict}</th>
            </tr>
          </thead>
          <tbody>
            {of.map((each) => (
              <tr key={each.key}>
                <th scope="row" lang={data}>
                  <Name of={each} />
                </th>
                <td lang={data}>{each.title && <Prose>{each.title}</Prose>}</td>
                <td>
                  <StatusBadge status={each.status} />
                </td>
                <td>
                  <span className="status" data-verdict={each.verdict}>
                    <span aria-hidden="true" className="sign">
                      {SIGNS[each.verdict]}
                    </span>{' '}
                    {c.verdicts[each.verdict]}
                  </span>
                  {each.checked.length > 0 && <span className="small muted"> {c.checked(fields(each.checked))}</span>}
                  {each.checked.length > 0 && each.unchecked.length > 0 && (
                    <span className="small muted">; {c.unchecked(fields(each.unchecked))}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Name({ of: { number, type, title, instrument } }: { of: Authority }) {
  const name = <Prose>{number ? `${type} ${number}` : (title ?? type)}</Prose>
  if (!instrument) return name
  return (
    <Link to="/vb/$" params={{ _splat: instrument.id }}>
      {name}
    </Link>
  )
}
