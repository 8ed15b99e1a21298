/**
 * Text tables and trees
 * =====================
 *
 * Vietnamese takes one column a letter once it is NFC; marks that stay combining take none. Pure: rows in, lines out.
 */

const COMBINING = /\p{M}/u

/** Columns a text takes on a terminal. */
export function width(text: string): number {
  let columns = 0
  for (const char of text.normalize('NFC')) if (!COMBINING.test(char)) columns++
  return columns
}

/** Cuts to a width with "…"; whole letters only. */
export function clip(text: string, columns: number): string {
  const letters = [...text.normalize('NFC')]
  if (letters.length <= columns) return letters.join('')
  return `${letters
    .slice(0, Math.max(0, columns - 1))
    .join('')
    .trimEnd()}…`
}

function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)))
}

/** Breaks at spaces so that no line is wider than `columns`; a longer word stands alone. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (current && width(current) + 1 + width(word) > columns) {
      lines.push(current)
      current = word
    } else {
      current = current ? `${current} ${word}` : word
    }
  }
  if (current || lines.length === 0) lines.push(current)
  return lines
}

export interface Column {
  title: string
  /** May be narrowed and wrapped when the terminal is narrow. At least its longest word stays. */
  flexible?: boolean
}

/** A table with a rule under its head. Cells of flexible columns wrap; others keep their width. */
export function table(columns: Column[], rows: string[][], total: number): string[] {
  const gap = 2
  const natural = columns.map((column, i) => Math.max(width(column.title), ...rows.map((row) => width(row[i] ?? ''))))
  const over = natural.reduce((sum, each) => sum + each, gap * (columns.length - 1)) - total
  const flexible = columns.flatMap((column, i) => (column.flexible ? [i] : []))
  const shrinkable = flexible.reduce((sum, i) => sum + (natural[i] ?? 0), 0)
  const widths = natural.map((each, i) => {
    if (over <= 0 || !flexible.includes(i)) return each
    // A number is never broken: the longest word sets the least width.
    const words = rows.flatMap((row) => (row[i] ?? '').split(/\s+/))
    return Math.max(12, ...words.map(width), Math.floor(each - (over * each) / shrinkable))
  })
  const render = (cells: string[]): string[] => {
    const wrapped = widths.map((each, i) => wrap(cells[i] ?? '', each))
    const height = Math.max(...wrapped.map((lines) => lines.length))
    return Array.from({ length: height }, (_, row) =>
      wrapped
        .map((lines, i) => pad(lines[row] ?? '', widths[i] ?? 0))
        .join(' '.repeat(gap))
        .trimEnd(),
    )
  }
  const rule = widths.map((each) => '─'.repeat(each)).join(' '.repeat(gap))
  return [...render(columns.map((column) => column.title)), rule, ...rows.flatMap(render)]
}

export interface TreeNode {
  /** First line is the node, the others are set under it. */
  lines: string[]
  children: TreeNode[]
}

/** Draws a tree with the usual lines; the root is flush left. */
export function tree(root: TreeNode): string[] {
  const out = [...root.lines]
  const walk = (nodes: TreeNode[], prefix: string): void => {
    nodes.forEach((node, i) => {
      const last = i === nodes.length - 1
      const below = prefix + (last ? '   ' : '│  ')
      const [first = '', ...rest] = node.lines
      out.push(prefix + (last ? '└─ ' : '├─ ') + first)
      const under = node.children.length > 0 ? '│  ' : '   '
      for (const each of rest) out.push(below + under + each)
      walk(node.children, below)
    })
  }
  walk(root.children, '')
  return out
}
