/**
 * The cascade as a table: each document once, in the order that the reader chooses
 */
import { directionOf, type CascadeAddress, type Sort } from '../address.ts'
import { edgeOfRow, rowCites } from '../cascade.ts'
import { LEVELS, type Cascade, type CascadeRow } from '../queries.ts'
import { InstrumentLink, Prose, subtitleOf } from './brief.tsx'
import { ChoiceLink } from './choice.tsx'
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
    <th role="columnheader" scope="col" aria-sort={sort === by ? 'ascending' : undefined}>
      <ChoiceLink
        to="."
        search={((search: CascadeAddress) => ({ ...search, xep: by === 'buoc' ? undefined : by })) as never}
        resetScroll={false}
        title={t.sortBy(name)}
      >
        {name}
        {sort === by && <span aria-hidden="true"> ↓</span>}
      </ChoiceLink>
    </th>
  )
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t.cascadeOf(of.root.caption)}>
      <table role="table" className="plain-table">
        <thead role="rowgroup">
          <tr role="row">
            {head(t.column.depth, 'buoc')}
            {head(t.column.level, 'cap')}
            {head(t.column.place, 'dia-ban')}
            <th role="columnheader" scope="col">
              {t.column.document}
            </th>
            {head(t.column.date, 'ngay')}
            {head(t.column.days, 'sau')}
            <th role="columnheader" scope="col">
              {t.column.relation}
            </th>
            <th role="columnheader" scope="col">
              {t.column.status}
            </th>
            <th role="columnheader" scope="col">
              {t.column.why}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => {
            const { instrument } = row
            const subtitle = subtitleOf(instrument)
            return (
              <tr role="row" key={instrument.id} data-edge="">
                <td role="cell" data-label={t.column.depth}>
                  {n(row.depth)}
                </td>
                <td role="cell">{instrument.level ? t.levels[instrument.level] : t.levelUnknown}</td>
                <td role="cell">{instrument.place ? <Prose>{instrument.place}</Prose> : t.daysNone}</td>
                <td role="cell">
                  <p className="entry-name">
                    <InstrumentLink of={instrument} item />
                  </p>
                  {subtitle && (
                    <p className="entry-title">
                      <Prose>{subtitle}</Prose>
                    </p>
                  )}
                </td>
                <td role="cell" className="number" data-label={t.column.date}>
                  {d(instrument.date) ?? t.noDate}
                </td>
                <td role="cell" className="number" data-label={t.column.days}>
                  <Days of={row} />
                </td>
                <td role="cell">{(rowCites(row, direction) ? t.relationsBack : t.relations)[row.relation]}</td>
                <td role="cell">
                  <StatusBadge status={instrument.status} /> <ResolutionBadge resolution={instrument.resolution} />
                </td>
                <td role="cell">
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
