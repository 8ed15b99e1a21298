/**
 * The cascade as a tree grid
 * ==========================
 *
 * The WAI-ARIA pattern with rows in focus: arrows walk, open and close; one row is in the tab order, with the links
 * inside it after it. Which row is selected and what is open is in the address.
 */
import { useNavigate } from '@tanstack/react-router'
import { memo, useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { directionOf, type CascadeAddress } from '../address.ts'
import { childrenOf, edgeOfRow, linesOf, parseFlips, printFlips, rowCites, SIBLINGS, type Line } from '../cascade.ts'
import type { Cascade, CascadeRow, Direction } from '../queries.ts'
import { InstrumentLink, Prose, subtitleOf } from './brief.tsx'
import { Days } from './days.tsx'
import { Why } from './evidence.tsx'
import { useLanguage } from './language.tsx'
import { ResolutionBadge, StatusBadge } from './status.tsx'

/** Milliseconds. */
const PAUSE = 150

export function Tree({ of, address }: { of: Cascade; address: CascadeAddress }) {
  const { t } = useLanguage()
  const navigate = useNavigate()
  const table = useRef<HTMLTableElement>(null)
  const direction = directionOf(address)
  const { rows } = of
  const flips = useMemo(() => parseFlips(address.doi), [address.doi])
  const lines = useMemo(() => linesOf(rows, flips), [rows, flips])
  const shown = lines.flatMap((line) => (line.kind === 'row' ? [line.index] : []))
  // The address follows the focus after a moment: walking fast through a long tree must not move it at each step.
  const [inHand, setInHand] = useState(address.hang)
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(pause.current), [])
  const selected = inHand !== undefined && shown.includes(inHand) ? inHand : (shown[0] ?? 0)

  const change = useCallback(
    (next: Partial<CascadeAddress>) => {
      clearTimeout(pause.current)
      if (next.hang !== undefined) setInHand(next.hang)
      void navigate({
        to: '.',
        search: ((search: CascadeAddress) => ({ ...search, ...next })) as never,
        replace: true,
        resetScroll: false,
      })
    },
    [navigate, setInHand],
  )
  const focus = useCallback((index: number) => {
    table.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus()
  }, [])
  const select = useCallback(
    (index: number) => {
      setInHand(index)
      clearTimeout(pause.current)
      pause.current = setTimeout(() => change({ hang: index }), PAUSE)
    },
    [change, setInHand],
  )
  const flip = useCallback(
    (index: number) => {
      const next = { rows: new Set(flips.rows), all: flips.all }
      if (!next.rows.delete(index)) next.rows.add(index)
      change({ doi: printFlips(next), hang: index })
    },
    [flips, change],
  )
  const showAll = useCallback(
    (parent: number, first: number) => {
      change({ doi: printFlips({ rows: flips.rows, all: new Set([...flips.all, parent]) }), hang: first })
      requestAnimationFrame(() => requestAnimationFrame(() => focus(first)))
    },
    [flips, change, focus],
  )
  /** Where a document that is shown again was unfolded: its branch is opened on the way there. */
  const goTo = useCallback(
    (id: string) => {
      const home = rows.findIndex((row) => row.instrument.id === id && !row.repeated)
      if (home < 0) return
      const next = { rows: new Set(flips.rows), all: new Set(flips.all) }
      for (let at = rows[home]!.parent, child = home; ; child = at, at = rows[at]!.parent) {
        const siblings = childrenOf(rows).get(at) ?? []
        if (siblings.indexOf(child) >= SIBLINGS) next.all.add(at)
        if (at < 0) break
        const closed = !linesOf(rows, next).some((line) => line.kind === 'row' && line.index === at && line.open)
        if (closed && !next.rows.delete(at)) next.rows.add(at)
      }
      change({ doi: printFlips(next), hang: home })
      requestAnimationFrame(() => requestAnimationFrame(() => focus(home)))
    },
    [rows, flips, change, focus],
  )

  // Coming back from a document, or by a copied address: the selected row is where reading goes on.
  const first = useRef(true)
  useEffect(() => {
    if (first.current && address.hang !== undefined && !document.querySelector('dialog[open]')) focus(address.hang)
    first.current = false
  }, [address.hang, focus])

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    const row = event.target instanceof HTMLElement ? event.target : null
    const index = Number(row?.dataset['row'] ?? Number.NaN)
    if (Number.isNaN(index) || event.ctrlKey || event.metaKey || event.altKey) return
    const line = lines.find((each) => each.kind === 'row' && each.index === index)
    if (line?.kind !== 'row') return
    const at = shown.indexOf(index)
    const moves: Record<string, () => void> = {
      ArrowDown: () => focus(shown[Math.min(shown.length - 1, at + 1)]!),
      ArrowUp: () => focus(shown[Math.max(0, at - 1)]!),
      Home: () => focus(shown[0]!),
      End: () => focus(shown.at(-1)!),
      ArrowRight: () => (line.children === 0 ? undefined : line.open ? focus(shown[at + 1]!) : flip(index)),
      ArrowLeft: () => {
        const parent = rows[index]!.parent
        if (line.open) flip(index)
        else if (parent >= 0) focus(parent)
      },
      Enter: () => row?.querySelector<HTMLElement>('a')?.click(),
    }
    const move = moves[event.key]
    if (!move) return
    event.preventDefault()
    move()
  }

  return (
    <>
      <p className="small muted screen-only tree-hint" id="tree-hint">
        {t.treeHint}
      </p>
      <div className="tree-box">
        <table
          ref={table}
          role="treegrid"
          className="tree"
          aria-label={t.treeLabel(of.root.caption)}
          aria-describedby="tree-hint"
          onKeyDown={onKeyDown}
        >
          <thead role="rowgroup">
            <tr role="row">
              {[t.column.document, t.column.place, t.column.date, t.column.days, t.column.status, t.column.why].map(
                (name) => (
                  <th key={name} role="columnheader" scope="col">
                    {name}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {lines.map((line) =>
              line.kind === 'row' ? (
                <Row
                  key={line.index}
                  of={of}
                  direction={direction}
                  {...line}
                  selected={line.index === selected}
                  select={select}
                  flip={flip}
                  goTo={goTo}
                />
              ) : (
                <More key={`more-${line.parent}`} line={line} rows={rows} showAll={showAll} />
              ),
            )}
          </tbody>
        </table>
      </div>
    </>
  )
}

interface RowProps {
  of: Cascade
  direction: Direction
  index: number
  position: number
  siblings: number
  children: number
  open: boolean
  selected: boolean
  select: (index: number) => void
  flip: (index: number) => void
  goTo: (id: string) => void
}

const Row = memo(function Row({ of, direction, index, children, selected, select, flip, goTo, ...line }: RowProps) {
  const { t, n, d } = useLanguage()
  const row = of.rows[index]!
  const { instrument } = row
  const subtitle = subtitleOf(instrument)
  const edge = edgeOfRow(of.rows, of.root.id, row, direction)
  // One stop in the tab order for the tree; the links of the row in hand come after it.
  const tabIndex = selected ? 0 : -1
  return (
    <tr
      role="row"
      aria-level={row.depth}
      aria-posinset={line.position}
      aria-setsize={line.siblings}
      aria-expanded={children > 0 ? line.open : undefined}
      tabIndex={tabIndex}
      data-row={index}
      data-item=""
      data-edge=""
      data-selected={selected ? '' : undefined}
      style={{ '--depth': row.depth - 1 } as never}
      onFocus={(event) => event.target === event.currentTarget && select(index)}
    >
      <td role="gridcell" className="tree-cell">
        {children > 0 && (
          <button
            type="button"
            className="twist"
            tabIndex={-1}
            aria-label={line.open ? t.collapse : t.expand}
            title={t.children(n(children))}
            onClick={() => flip(index)}
          >
            <span aria-hidden="true">{line.open ? '▾' : '▸'}</span>
          </button>
        )}
        <div>
          <p className="relation-words">
            {(rowCites(row, direction) ? t.relationsBack : t.relations)[row.relation]}
            {row.sources > 1 && <span className="count"> {t.inSources(n(row.sources))}</span>}
          </p>
          <p className="entry-name">
            <InstrumentLink of={instrument} tabIndex={tabIndex} />
            {children > 0 && !line.open && <span className="count"> +{n(children)}</span>}
          </p>
          {subtitle && (
            <p className="entry-title">
              <Prose>{subtitle}</Prose>
            </p>
          )}
          {row.repeated && (
            <p className="small muted">
              {t.repeated}{' '}
              <button type="button" className="plain" tabIndex={tabIndex} onClick={() => goTo(instrument.id)}>
                {t.goThere}
              </button>
            </p>
          )}
        </div>
      </td>
      <td role="gridcell">
        {instrument.level && <span className="level">{t.levels[instrument.level]}</span>}
        {instrument.place && <Prose>{instrument.place}</Prose>}
        {!instrument.level && !instrument.place && <span className="muted">{t.levelUnknown}</span>}
      </td>
      <td role="gridcell" className="number">
        {d(instrument.date) ?? <span className="muted">{t.noDate}</span>}
      </td>
      <td role="gridcell" className="number">
        <Days of={row} />
      </td>
      <td role="gridcell">
        <StatusBadge status={instrument.status} /> <ResolutionBadge resolution={instrument.resolution} />
        {!instrument.held && <span className="small muted not-held">{t.heldNo}</span>}
      </td>
      <td role="gridcell">
        <Why edge={edge} what={instrument.caption} tabIndex={tabIndex} />
      </td>
    </tr>
  )
})

interface MoreProps {
  line: Extract<Line, { kind: 'more' }>
  rows: CascadeRow[]
  showAll: (parent: number, first: number) => void
}

function More({ line, rows, showAll }: MoreProps) {
  const { t, n } = useLanguage()
  const levels = [...new Set(line.rest.map((index) => rows[index]!.instrument.level))]
  const what = levels.map((level) => (level ? (t.levels[level] ?? level) : t.levelUnknown)).join(', ')
  return (
    <tr role="row" aria-level={line.depth} style={{ '--depth': line.depth - 1 } as never}>
      <td role="gridcell" colSpan={6} className="tree-cell">
        <button type="button" className="plain" data-item="" onClick={() => showAll(line.parent, line.rest[0]!)}>
          {t.showMore(n(line.rest.length), what)}
        </button>
      </td>
    </tr>
  )
}
