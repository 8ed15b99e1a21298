/**
 * The cascade as a table: each document once, in the order that the reader chooses
 */
import { Link } from '@tanstack/react-router'
import { directionOf, type CascadeAddress, type Sort } from '../address.ts'
import { edgeOfRow, rowCites } from '../cascade.ts'
import { LEVELS, type Cascade, type CascadeRow } from '../queries.ts'
import { InstrumentLink, Prose, subtitleOf } from './brief.tsx'
import { Days } from './days.tsx'
import { Why } from './evidence.tsx'
import { useLanguage } from './language.tsx'
import { ResolutionBadge, StatusBadge } from './status.tsx'

const collator = new Intl.Collator('vi', { numeric: true })
const rank = ({ instrument }: CascadeRow): number => {
  const at = LEVELS.findIndex((level) => level === instrument.level)
  return at < 0 ? LEVELS.length : at
}
/** What is not known stands last. */
const last = (value: string | null): string => value ?? '\uFFFF'

const ORDERS: Record<Sort, (a: CascadeRow, b: CascadeRow) => number> = {
  buoc: (a, b) => a.depth - b.depth,
  cap: (a, b) => rank(a) - rank(b),
  'dia-ban': (a, b) => collator.compare(last(a.instrument.place), last(b.instrument.place)),
  ngay: (a, b) => collator.compare(last(a.instrument.date), last(b.instrument.date)),
  sau: (a, b) => (a.days ?? a.daysMin ?? Infinity) - (b.days ?? b.daysMin ?? Infinity) || 0,
}

export function CascadeTable({ of, address }: { of: Cascade; address: CascadeAddress }) {
  const { t, n, d } = useLanguage()
  const direction = directionOf(address)
  const sort = address.xep ?? 'buoc'
  const rows = of.rows.filter((row) => !row.repeated).toSorted(ORDERS[sort])
  const head = (name: string, by: Sort) => (
    <th scope="col" aria-sort={sort === by ? 'ascending' : undefined}>
      <Link
        to="."
        search={((search: CascadeAddress) => ({ ...search, xep: by === 'buoc' ? undefined : by })) as never}
        resetScroll={false}
        activeProps={{}}
        title={t.sortBy(name)}
      >
        {name}
        {sort === by && <span aria-hidden="true"> ↓</span>}
      </Link>
    </th>
  )
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t.cascadeOf(of.root.caption)}>
      <table className="plain-table">
        <thead>
          <tr>
            {head(t.column.depth, 'buoc')}
            {head(t.column.level, 'cap')}
            {head(t.column.place, 'dia-ban')}
            <th scope="col">{t.column.document}</th>
            {head(t.column.date, 'ngay')}
            {head(t.column.days, 'sau')}
            <th scope="col">{t.column.relation}</th>
            <th scope="col">{t.column.status}</th>
            <th scope="col">{t.column.why}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { instrument } = row
            const subtitle = subtitleOf(instrument)
            return (
              <tr key={instrument.id} data-edge="">
                <td>{n(row.depth)}</td>
                <td>{instrument.level ? t.levels[instrument.level] : t.levelUnknown}</td>
                <td>{instrument.place ? <Prose>{instrument.place}</Prose> : t.daysNone}</td>
                <td>
                  <p className="entry-name">
                    <InstrumentLink of={instrument} item />
                  </p>
                  {subtitle && (
                    <p className="entry-title">
                      <Prose>{subtitle}</Prose>
                    </p>
                  )}
                </td>
                <td className="number">{d(instrument.date) ?? t.noDate}</td>
                <td className="number">
                  <Days of={row} />
                </td>
                <td>{(rowCites(row, direction) ? t.relationsBack : t.relations)[row.relation]}</td>
                <td>
                  <StatusBadge status={instrument.status} /> <ResolutionBadge resolution={instrument.resolution} />
                </td>
                <td>
                  <Why edge={edgeOfRow(of.rows, of.root.id, row, direction)} what={instrument.caption} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
