/**
 * Passages: a text cut for searching
 * ==================================
 *
 * A passage is a paragraph or a few short ones, so that a highlight shows a sentence in its surroundings. Passages
 * are slices of the text, in order, and lose nothing but blank space between them.
 */
import type { Span } from '../ingest/record.ts'

const SHORT = 300
const LONG = 1_200

export function passagesOf(text: string): Span[] {
  const passages: Span[] = []
  let open: Span | null = null
  for (const line of linesOf(text)) {
    if (open && open.end - open.start >= SHORT) {
      passages.push(open)
      open = null
    }
    open = open === null ? line : { start: open.start, end: line.end }
  }
  if (open) passages.push(open)
  return passages.flatMap((passage) => split(text, passage))
}

/** Lines with something on them, without the space around. */
function linesOf(text: string): Span[] {
  const lines: Span[] = []
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const start = index + (line.length - line.trimStart().length)
    const end = index + line.trimEnd().length
    if (start < end) lines.push({ start, end })
  }
  return lines
}

/** Cuts what is too long at the last sentence that fits, else at a space, else anywhere but inside a character. */
function split(text: string, { start, end }: Span): Span[] {
  const pieces: Span[] = []
  let from = start
  while (end - from > LONG) {
    const window = text.slice(from, from + LONG)
    const sentence = Math.max(window.lastIndexOf('. '), window.lastIndexOf('; '), window.lastIndexOf('\n')) + 1
    const space = window.lastIndexOf(' ')
    const cut = sentence > SHORT ? sentence : space > SHORT ? space : LONG - Number(isHigh(window.charCodeAt(LONG - 1)))
    pieces.push({ start: from, end: from + cut })
    from += cut
    while (from < end && /\s/.test(text[from]!)) from += 1
  }
  if (from < end) pieces.push({ start: from, end })
  return pieces
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff
}
