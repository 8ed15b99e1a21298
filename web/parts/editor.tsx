/**
 * The draft in an editor, with marks on the words that findings are about
 * =======================================================================
 *
 * CodeMirror keeps the marks on their words while the text changes, and takes Vietnamese input methods as they come. It
 * lives in a shadow root: there its styles are adopted sheets, which the content policy allows without exceptions.
 */
import { defaultKeymap, history, historyKeymap, undo } from '@codemirror/commands'
import { ChangeSet, EditorState, StateEffect, StateField, type ChangeDesc } from '@codemirror/state'
import { Decoration, EditorView, keymap, placeholder, WidgetType, type DecorationSet } from '@codemirror/view'
import { useEffect, useImperativeHandle, useRef, type Ref, type RefObject } from 'react'
import type { Edit, Severity } from '../check-query.ts'

/** A place in the text as it was checked. */
export interface Mark {
  id: string
  start: number
  end: number
  severity: Severity
}

export interface Editing {
  text(): string
  /** Puts another text in its place; one step of undo. */
  replace(text: string): void
  /** The marks of the text as it stands now; edits are mapped from here on. */
  mark(marks: Mark[]): void
  /** Shows a place of the text as it was checked. Null takes the highlight away. */
  show(span: { start: number; end: number } | null): void
  /** Makes an edit of the text as it was checked; false where its words have changed since. */
  apply(edit: Edit): boolean
  undo(): boolean
}

interface Props {
  ref: Ref<Editing>
  initial: string
  label: string
  placeholder: string
  changed: (text: string) => void
  /** The caret has come into a mark, or it was clicked. */
  pick: (id: string) => void
}

class Absent extends WidgetType {
  readonly mark: Mark
  constructor(mark: Mark) {
    super()
    this.mark = mark
  }
  override eq(other: Absent): boolean {
    return other.mark.id === this.mark.id && other.mark.severity === this.mark.severity
  }
  toDOM(): HTMLElement {
    const sign = document.createElement('span')
    sign.className = `finding ${this.mark.severity}`
    sign.dataset['finding'] = this.mark.id
    sign.textContent = '▸'
    sign.ariaHidden = 'true'
    return sign
  }
}

const setMarks = StateEffect.define<Mark[]>()
const setShown = StateEffect.define<{ start: number; end: number } | null>()

function decorate(marks: Mark[], length: number): DecorationSet {
  const inside = marks.filter(({ end }) => end <= length)
  return Decoration.set(
    inside.map((mark) =>
      mark.start === mark.end
        ? Decoration.widget({ widget: new Absent(mark), side: -1 }).range(mark.start)
        : Decoration.mark({
            class: `finding ${mark.severity}`,
            attributes: { 'data-finding': mark.id },
          }).range(mark.start, mark.end),
    ),
    true,
  )
}

const marksField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    const set = transaction.effects.find((effect) => effect.is(setMarks))
    return set ? decorate(set.value, transaction.newDoc.length) : value.map(transaction.changes)
  },
  provide: (field) => EditorView.decorations.from(field),
})

const shownField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    const set = transaction.effects.find((effect) => effect.is(setShown))
    if (!set) return value.map(transaction.changes)
    const { start, end } = set.value ?? { start: 0, end: 0 }
    return start === end ? Decoration.none : Decoration.set(Decoration.mark({ class: 'shown' }).range(start, end))
  },
  provide: (field) => EditorView.decorations.from(field),
})

/** What has changed since the text was checked. */
const sinceField = StateField.define<{ text: string; changes: ChangeDesc }>({
  create: (state) => ({ text: state.doc.toString(), changes: ChangeSet.empty(state.doc.length) }),
  update(value, transaction) {
    if (transaction.effects.some((effect) => effect.is(setMarks)))
      return { text: transaction.newDoc.toString(), changes: ChangeSet.empty(transaction.newDoc.length) }
    return transaction.docChanged ? { ...value, changes: value.changes.composeDesc(transaction.changes) } : value
  },
})

/** Letters before a place between words that must still stand there. */
const BESIDE = 8

/** Where a span of the checked text is now; null where its words are no longer the same. */
function now(state: EditorState, { start, end }: { start: number; end: number }): { from: number; to: number } | null {
  const { text, changes } = state.field(sinceField)
  const from = changes.mapPos(start, 1)
  const to = Math.max(from, changes.mapPos(end, -1))
  const same = state.sliceDoc(from, to) === text.slice(start, end)
  // A place between words is told by what stands around it: there is nothing in it that could have changed.
  const around = start < end || state.sliceDoc(Math.max(0, from - BESIDE), from) === text.slice(Math.max(0, start - BESIDE), start) // prettier-ignore
  return same && around ? { from, to } : null
}

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--sheet)' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--serif)', fontSize: '1.08rem', lineHeight: '1.75', overflow: 'auto' },
  '.cm-content': { padding: '1rem clamp(.8rem, 3vw, 2rem)', caretColor: 'var(--ink)', whiteSpace: 'pre-wrap' },
  '.cm-placeholder': { color: 'var(--muted)' },
  '.finding': { cursor: 'pointer', borderBottom: '2px solid', textDecoration: 'none' },
  '.finding.ERROR': { borderColor: 'var(--bad)', backgroundColor: 'color-mix(in srgb, var(--bad) 12%, transparent)' },
  '.finding.WARNING': { borderColor: 'var(--partly)', borderBottomStyle: 'dashed' },
  '.finding.INFO': { borderColor: 'var(--line-strong)', borderBottomStyle: 'dotted' },
  '.shown': { backgroundColor: 'var(--mark)', color: 'var(--on-mark)' },
})

export function Editor({ ref, initial, label, placeholder: hint, changed, pick }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const made = useRef<EditorView | null>(null)
  // What the editor calls back, as of the last drawing: the editor itself is made once.
  const calls = useRef({ changed, pick })
  useEffect(() => {
    calls.current = { changed, pick }
  }, [changed, pick])
  const first = useRef({ initial, label, hint })

  useEffect(() => {
    const element = host.current!
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
    const view = new EditorView({
      root,
      parent: root as unknown as Element,
      state: EditorState.create({
        doc: first.current.initial,
        extensions: [
          history(),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.lineWrapping,
          placeholder(first.current.hint),
          EditorView.contentAttributes.of({ 'aria-label': first.current.label, lang: 'vi', spellcheck: 'false' }),
          marksField,
          shownField,
          sinceField,
          look,
          EditorView.updateListener.of((update) => {
            if (update.docChanged) calls.current.changed(update.state.doc.toString())
          }),
          EditorView.domEventHandlers({
            click(event) {
              const mark = (event.target as Element).closest<HTMLElement>('[data-finding]')
              if (mark) calls.current.pick(mark.dataset['finding']!)
            },
          }),
        ],
      }),
    })
    made.current = view
    return () => {
      made.current = null
      view.destroy()
    }
  }, [])

  useImperativeHandle(ref, () => editingOf(made), [])
  return <div ref={host} className="editor" />
}

/** What the page may do with the editor, as long as it is there. */
function editingOf(made: RefObject<EditorView | null>): Editing {
  return {
    text: () => made.current?.state.doc.toString() ?? '',
    replace(text) {
      const view = made.current
      view?.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        effects: [setMarks.of([]), setShown.of(null)],
        scrollIntoView: true,
      })
    },
    mark: (marks) => made.current?.dispatch({ effects: [setMarks.of(marks), setShown.of(null)] }),
    show(span) {
      const view = made.current
      const at = view && span && now(view.state, span)
      const shown = at
        ? [
            setShown.of({ start: at.from, end: at.to }),
            EditorView.scrollIntoView(at.from, { y: 'center', yMargin: 40 }),
          ]
        : [setShown.of(null)]
      view?.dispatch({ effects: shown })
    },
    apply({ start, end, text }) {
      const view = made.current
      const at = view && now(view.state, { start, end })
      if (!at) return false
      view.dispatch({ changes: { ...at, insert: text }, effects: setShown.of(null), userEvent: 'input.fix' })
      return true
    },
    undo: () => made.current !== null && undo(made.current),
  }
}
