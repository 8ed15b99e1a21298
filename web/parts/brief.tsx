/**
 * An instrument in a list: what to call it, what it is about, and the facts in one line
 */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Brief, Highlight } from '../queries.ts'
import { Marked } from './highlight.tsx'
import { useLanguage } from './language.tsx'
import { ResolutionBadge, StatusBadge } from './status.tsx'

/** A number with its marks of rank: never broken over two lines, where "NĐ-/CP" would stand. */
const NUMBER = /(\d[^\s,;.()“”"]*[/-][^\s,;.()“”"]*[^\s,;.()“”":])/

/** A longer one would not fit on a phone and may break after all. */
const LONG = 24

/** Text with its numbers kept whole. Data: put in as text, whatever it holds. */
export function Prose({ children }: { children: string }) {
  const { data } = useLanguage()
  const pieces = children.normalize('NFC').split(NUMBER)
  return (
    <span lang={data}>
      {pieces.map((piece, i) =>
        // Odd pieces are the numbers. Their place in the text is what tells them apart.
        // oxlint-disable-next-line react/no-array-index-key
        i % 2 === 1 ? (
          <span key={i} className={piece.length > LONG ? undefined : 'number'}>
            {piece}
          </span>
        ) : (
          piece
        ),
      )}
    </span>
  )
}

export function Caption({ of }: { of: Brief }) {
  return <Prose>{of.caption}</Prose>
}

/** The title, where the caption does not say it already. */
export function subtitleOf({ number, title }: Brief): string | null {
  return number ? title : null
}

interface InstrumentLinkProps {
  of: Brief
  /** One of those that j and k walk along. */
  item?: boolean
  tabIndex?: number
  children?: ReactNode
}

export function InstrumentLink({ of, item = false, tabIndex, children }: InstrumentLinkProps) {
  return (
    <Link to="/vb/$" params={{ _splat: of.id }} data-item={item ? '' : undefined} tabIndex={tabIndex}>
      {children || <Caption of={of} />}
    </Link>
  )
}

/** "Thủ tướng Chính phủ · 31/08/2020 · được viện dẫn trong 6 văn bản" */
export function Facts({ of, children }: { of: Brief; children?: ReactNode }) {
  const { t, n, d } = useLanguage()
  return (
    <p className="facts">
      {of.issuer && <Prose>{of.issuer}</Prose>}
      {!of.issuer && of.level && <span>{t.levels[of.level]}</span>}
      {of.place && !of.issuer?.includes(of.place) && <Prose>{of.place}</Prose>}
      <span className="number">{d(of.date) ?? t.noDate}</span>
      {!of.held && <span>{t.heldNo}</span>}
      {of.citedBy > 0 && <span>{t.citedBy(n(of.citedBy))}</span>}
      {children}
      <StatusBadge status={of.status} />
      <ResolutionBadge resolution={of.resolution} />
    </p>
  )
}

interface BriefEntryProps {
  of: Brief
  /** The title with the words that were looked for. */
  title?: Highlight | undefined
  children?: ReactNode
}

export function BriefEntry({ of, title, children }: BriefEntryProps) {
  const { data } = useLanguage()
  const subtitle = subtitleOf(of)
  // Without a number the title is in the name: its marks go there.
  const inName = !of.number && title && of.caption.endsWith(title.text) ? title : null
  const ahead = inName ? of.caption.length - inName.text.length : 0
  return (
    <>
      <p className="entry-name">
        <InstrumentLink of={of} item>
          {inName && (
            <span lang={data}>
              <Marked
                text={of.caption}
                ranges={inName.ranges.map(({ start, end }) => ({ start: start + ahead, end: end + ahead }))}
              />
            </span>
          )}
        </InstrumentLink>
      </p>
      {subtitle && (
        <p className="entry-title" lang={data}>
          {title ? <Marked text={title.text} ranges={title.ranges} /> : <Prose>{subtitle}</Prose>}
        </p>
      )}
      <Facts of={of} />
      {children}
    </>
  )
}

export function BriefList({ of }: { of: Brief[] }) {
  return (
    <ul className="entries">
      {of.map((each) => (
        <li key={each.id}>
          <BriefEntry of={each} />
        </li>
      ))}
    </ul>
  )
}
