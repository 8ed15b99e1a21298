/**
 * A piece of text with ranges marked
 */
import { Link } from '@tanstack/react-router'
import type { Highlight, Range } from '../queries.ts'
import { useLanguage } from './language.tsx'

export function Marked({ text, ranges }: { text: string; ranges: Range[] }) {
  const pieces: { at: number; words: string; marked: boolean }[] = []
  let at = 0
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    if (start < at || end > text.length) continue
    pieces.push({ at, words: text.slice(at, start), marked: false })
    pieces.push({ at: start, words: text.slice(start, end), marked: true })
    at = end
  }
  pieces.push({ at, words: text.slice(at), marked: false })
  return pieces.map((piece) =>
    piece.marked ? (
      <mark key={piece.at}>{piece.words.normalize('NFC')}</mark>
    ) : (
      <span key={`-${piece.at}`}>{piece.words.normalize('NFC')}</span>
    ),
  )
}

/** A passage that matched; it leads to its place in the text. */
export function Passage({ of }: { of: Highlight }) {
  const { t, data } = useLanguage()
  const first = of.ranges[0]
  const quote = (
    <q lang={data} className="passage">
      <Marked text={of.text} ranges={of.ranges} />
    </q>
  )
  if (!of.source || of.start === null || !first) return quote
  return (
    <>
      {quote}{' '}
      <Link
        to="/van-ban/$id"
        params={{ id: of.source }}
        hash={`t-${of.start + first.start}-${of.start + first.end}`}
        className="small"
      >
        {t.evidenceOpen}
      </Link>
    </>
  )
}
