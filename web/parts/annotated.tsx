/**
 * A text with its citations as marks
 * ==================================
 *
 * The text is data: it goes in as text nodes and never as markup. Of each citation the first part is a link that can
 * be reached with the keyboard; its further parts only answer to the pointer. A card opens under the line before any
 * jump: on hover, on focus, on tap.
 */
import { memo, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { DocumentCitation } from '../queries.ts'
import { linesOf, type Line, type Part, type Span } from '../spans.ts'

export interface TextSpan extends Span {
  kind: 'citation' | 'field' | 'warning' | 'passage'
  citation?: DocumentCitation
}

interface AnnotatedProps {
  text: string
  spans: TextSpan[]
  /** Lines that open a part of the document. */
  headings: ReadonlySet<number>
  /** The text is Markdown: its marks are shown, faintly. */
  markdown: boolean
  lang: 'vi' | undefined
  /** Id of the span in the address. */
  selected: string | null
  select: (id: string) => void
  /** Number of each instrument in the printed table. */
  numbers: ReadonlyMap<string, number>
  card: (citations: DocumentCitation[], close: () => void) => ReactNode
}

/** Long enough to reach the card with the pointer. */
const LINGER = 280
const HOVER = 160

export function Annotated({ text, spans, headings, markdown, lang, selected, select, numbers, card }: AnnotatedProps) {
  const lines = useMemo(() => linesOf(text, spans), [text, spans])
  const [open, setOpen] = useState<number | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const quiet = useRef(false)

  const actions = useMemo(() => {
    const later = (act: () => void, delay: number): void => {
      clearTimeout(timer.current)
      timer.current = setTimeout(act, delay)
    }
    return {
      show: (at: number) => {
        clearTimeout(timer.current)
        setOpen(at)
      },
      hover: (at: number) => later(() => setOpen(at), HOVER),
      leave: () => later(() => setOpen(null), LINGER),
      stay: () => clearTimeout(timer.current),
      close: () => {
        clearTimeout(timer.current)
        // What had the focus in the card is gone: it goes back to the citation, which must not open the card again.
        const card = document.activeElement?.closest('.card')
        const part = card?.parentElement?.querySelector<HTMLElement>(`a[data-part="${card.getAttribute('data-of')}"]`)
        quiet.current = true
        part?.focus({ preventScroll: true })
        quiet.current = false
        setOpen(null)
      },
      focus: (at: number) => {
        if (quiet.current) return
        clearTimeout(timer.current)
        setOpen(at)
      },
    }
  }, [])
  useEffect(() => () => clearTimeout(timer.current), [])

  useEffect(() => {
    if (open === null) return undefined
    const key = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') actions.close()
    }
    const press = (event: PointerEvent): void => {
      if (!(event.target as Element).closest('.card, [data-part]')) actions.close()
    }
    document.addEventListener('keydown', key)
    document.addEventListener('pointerdown', press)
    return () => {
      document.removeEventListener('keydown', key)
      document.removeEventListener('pointerdown', press)
    }
  }, [open, actions])

  return (
    <div className="text" lang={lang}>
      {lines.map((line) => {
        const here = line.parts.some((part) => part.start === open)
        return (
          <LineOf
            key={line.index}
            line={line}
            heading={headings.has(line.index)}
            markdown={markdown}
            open={here ? open : null}
            selected={
              selected !== null && line.parts.some((part) => part.spans.some((span) => span.id === selected))
                ? selected
                : null
            }
            select={select}
            numbers={numbers}
            actions={actions}
            card={here ? card : null}
          />
        )
      })}
    </div>
  )
}

interface Actions {
  show: (at: number) => void
  hover: (at: number) => void
  focus: (at: number) => void
  leave: () => void
  stay: () => void
  close: () => void
}

interface LineProps {
  line: Line<TextSpan>
  heading: boolean
  markdown: boolean
  open: number | null
  selected: string | null
  select: (id: string) => void
  numbers: ReadonlyMap<string, number>
  actions: Actions
  card: AnnotatedProps['card'] | null
}

const LineOf = memo(function LineOf({
  line,
  heading,
  markdown,
  open,
  selected,
  select,
  numbers,
  actions,
  card,
}: LineProps) {
  return (
    <div className={heading ? 'line heading' : 'line'} id={`m-${line.index}`}>
      {line.parts.map((part) => (
        <PartOf
          key={part.start}
          part={part}
          markdown={markdown}
          selected={selected}
          select={select}
          numbers={numbers}
          actions={actions}
          card={open === part.start ? card : null}
        />
      ))}
    </div>
  )
})

const MARKS = /(\*{1,3}|^#{1,6}(?=\s)|(?<![\p{L}\d])_|_(?![\p{L}\d]))/u

/** Marks of Markdown are part of the text as it was read; they need not shout. */
function faint(text: string): ReactNode {
  const pieces = text.split(MARKS)
  if (pieces.length === 1) return text
  // oxlint-disable-next-line react/no-array-index-key -- the place in the text is what tells them apart
  return pieces.map((piece, i) =>
    i % 2 === 1 ? (
      <span key={i} className="faint">
        {piece}
      </span>
    ) : (
      piece
    ),
  )
}

interface PartProps extends Omit<LineProps, 'line' | 'open' | 'heading'> {
  part: Part<TextSpan>
}

function numbersAt(
  part: Part<TextSpan>,
  citations: TextSpan[],
  numbers: ReadonlyMap<string, number>,
): string | undefined {
  const ending = citations.filter((span) => span.end === part.start + part.text.length).toReversed()
  return ending.map((span) => `[${numbers.get(span.citation!.instrument.id)}]`).join('') || undefined
}

function PartOf({ part, markdown, selected, select, numbers, actions, card }: PartProps) {
  const text = part.text.normalize('NFC')
  const words = markdown ? faint(text) : text
  if (part.spans.length === 0) return words
  const citations = part.spans.filter((span) => span.kind === 'citation')
  const inner = citations.at(-1)
  const others = new Set(part.spans.filter((span) => span.kind !== 'citation').map((span) => span.kind))
  const className = [
    inner && 'cite',
    citations.length > 1 && 'cite-within',
    others.has('warning') && 'noticed',
    others.has('passage') && 'pointed',
    part.spans.some((span) => span.id === selected) && 'selected',
  ]
    .filter(Boolean)
    .join(' ')
  // The innermost citation's address is on its own element; the others that begin here get an empty one before it.
  const before = part.first.filter((span) => span !== inner)
  const anchors = before.map((span) => <span key={span.id} id={span.id} className="anchor" />)
  if (!inner) {
    return (
      <>
        {anchors}
        <span className={className || undefined}>{words}</span>
      </>
    )
  }
  const pointer = {
    'data-part': part.start,
    // On paper: the numbers of those that end here.
    'data-no': numbersAt(part, citations, numbers),
    className,
    onPointerEnter: (event: React.PointerEvent) => event.pointerType === 'mouse' && actions.hover(part.start),
    onPointerLeave: (event: React.PointerEvent) => event.pointerType === 'mouse' && actions.leave(),
    onClick: (event: React.MouseEvent) => {
      if (event.metaKey || event.ctrlKey) return
      event.preventDefault()
      actions.show(part.start)
      select(inner.id)
    },
  }
  const begins = part.first.includes(inner)
  return (
    <>
      {anchors}
      {begins ? (
        <a
          {...pointer}
          id={inner.id}
          href={`#${inner.id}`}
          data-item=""
          onFocus={(event) => event.currentTarget.matches(':focus-visible') && actions.focus(part.start)}
        >
          {words}
        </a>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the citation's first part has the keyboard
        <span {...pointer}>{words}</span>
      )}
      {card && (
        <div
          className="card"
          data-of={part.start}
          onPointerEnter={actions.stay}
          onPointerLeave={(event) =>
            event.pointerType === 'mouse' && !event.currentTarget.contains(document.activeElement) && actions.leave()
          }
        >
          {card(citations.map((span) => span.citation!).toReversed(), actions.close)}
        </div>
      )}
    </>
  )
}
