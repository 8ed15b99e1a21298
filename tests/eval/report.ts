/**
 * The scorecard as a page of text
 * ===============================
 */
import { CLASSES } from './classes.ts'
import { isLoss, type Change, type Comparison } from './baseline.ts'
import { MAIN_FIELDS, MORE_FIELDS } from './fields.ts'
import { f1, precision, recall, type Count, type Tally } from './tally.ts'

const NONE: Count = { hit: 0, got: 0, gold: 0 }
const LABEL = 28

/** A corpus by name, with its sums. */
export interface Column {
  title: string
  tally: Tally
}

export const percent = (share: number): string => {
  const shown = (100 * share).toFixed(1)
  // A figure that is not perfect never looks so.
  return shown === '100.0' && share < 1 ? '99.9' : shown
}

function prf(figure: Count): string {
  if (figure.got + figure.gold === 0) return `${'–'.padStart(6)}${' '.repeat(27)}`
  const parts = [precision(figure), recall(figure), f1(figure)].map((share) => percent(share).padStart(6))
  return `${parts.join('')}  ${`${figure.hit}/${figure.got}/${figure.gold}`.padEnd(13)}`
}

const share = ({ hit, gold, got }: Count): string => `${hit}/${gold}${got > gold ? ` +${got - gold}` : ''}`.padEnd(20)

/** One line a figure, one column a corpus. */
function table(title: string, rows: [label: string, figure: string][], columns: Column[], cell = prf): string {
  const width = cell(NONE).length + 3
  const head = columns.map((column) => column.title.padEnd(width)).join('')
  const lines = rows
    .filter(([, figure]) => columns.some((column) => column.tally[figure]))
    .map(
      ([label, figure]) =>
        `  ${label.padEnd(LABEL)}${columns.map((column) => cell(column.tally[figure] ?? NONE).padEnd(width)).join('')}`,
    )
  return [`${title.padEnd(LABEL + 2)}${head}`.trimEnd(), ...lines.map((line) => line.trimEnd())].join('\n')
}

export function corpusTables(columns: Column[]): string {
  const fields = ['date', 'issuer', 'title', 'type', 'provision', 'kind', 'section', 'basis', 'relation']
  return [
    '                                P     R    F1  right/found/there',
    table(
      'Citations',
      [
        ['by number', 'numbers'],
        ['  exact core', 'numbers exact'],
        ['all mentions', 'mentions'],
        ['  exact span', 'mentions exact'],
        ['  by core', 'mentions core'],
        ...CLASSES.flatMap((name): [string, string][] => [
          [name, `class ${name}`],
          ['  exact span', `class ${name} exact`],
        ]),
        ...['full', 'short', 'alias', 'unnumbered', 'anaphor'].map((kind): [string, string] => [
          `kind ${kind}`,
          `kind ${kind}`,
        ]),
        ['one instrument (pairs)', 'cluster'],
        ['  programme with decision', 'cluster joined'],
        ['  programme apart', 'cluster apart'],
      ],
      columns,
    ),
    table(
      'Relations',
      [
        ['from, to and type', 'relations'],
        ['from and to', 'relations untyped'],
      ],
      columns,
    ),
    table(
      'Fields of citations',
      fields.map((field) => [field, `field ${field}`]),
      columns,
    ),
    table(
      'Fields of the document',
      [
        ...MAIN_FIELDS.map((field): [string, string] => [field, `document ${field}`]),
        ...MORE_FIELDS.map((field): [string, string] => [`(${field})`, `document+ ${field}`]),
        ['(recipients)', 'document+ recipients'],
      ],
      columns.map(({ title, tally }) => ({ title: `${title}: ${share(mainFields(tally)).trim()}`, tally })),
      share,
    ),
    table(
      'Left alone, rightly',
      [
        ['look-alikes', 'taken exclusions'],
        ['self-references', 'taken self-references'],
      ],
      columns,
      share,
    ),
  ].join('\n\n')
}

/** All main fields of all documents in one count. */
export function mainFields(tally: Tally): Count {
  const all = { ...NONE }
  for (const field of MAIN_FIELDS) {
    const { hit, got, gold } = tally[`document ${field}`] ?? NONE
    all.hit += hit
    all.got += got
    all.gold += gold
  }
  return all
}

/** One line a document: where the weak ones are. */
export function documentTable(documents: [name: string, tally: Tally][]): string {
  const figures = ['numbers', 'numbers exact', 'mentions', 'mentions exact', 'relations', 'cluster']
  const heads = ['numbers', 'exact', 'mentions', 'exact', 'relations', 'cluster', 'fields']
  const width = Math.max(...documents.map(([name]) => name.length)) + 2
  const lines = documents.map(([name, tally]) => {
    const cells = [...figures.map((figure) => percent(f1(tally[figure] ?? NONE))), share(mainFields(tally)).trim()]
    return `  ${name.padEnd(width)}${cells.map((cell) => cell.padStart(10)).join('')}`
  })
  return [`  ${'F1 by document'.padEnd(width)}${heads.map((head) => head.padStart(10)).join('')}`, ...lines].join('\n')
}

const short = (figure: string): string => figure.replace(/^challenge (?:field )?/u, '')

export function challengeTable(tally: Tally): string {
  const classes = Object.keys(tally).filter(
    (figure) => figure.startsWith('challenge ') && !/ (?:lines|field )/u.test(figure),
  )
  const fields = Object.keys(tally).filter((figure) => figure.startsWith('challenge field '))
  const { hit, gold } = tally['challenge lines'] ?? NONE
  const columns = [{ title: `${hit} of ${gold} lines wholly right`, tally }]
  return [
    table(
      'Challenge set',
      [['all', 'challenge'], ...classes.map((figure): [string, string] => [`  ${short(figure)}`, figure])],
      columns,
    ),
    table(
      'Fields of its citations',
      fields.map((figure) => [short(figure), figure]),
      [{ title: '', tally }],
      share,
    ),
  ].join('\n\n')
}

export function comparisonText(comparison: Comparison): string {
  const { totals, details, broken, mended, compared, changed } = comparison
  const losses = totals.filter(isLoss)
  const gains = totals.filter((change) => !isLoss(change))
  const lines = [`Against the committed figures: ${gains.length} gains, ${losses.length} losses (${compared} compared)`]
  if (changed.length > 0) lines.push(`  not compared, new or with another text or gold: ${changed.join(', ')}`)
  for (const [name, list] of [
    ['loss', losses],
    ['gain', gains],
  ] as const) {
    for (const change of list) {
      lines.push(`  ${name}  ${line(change)}`)
      const where = details.filter((each) => each.corpus === change.corpus && each.figure === change.figure)
      // A corpus of one document has been named already.
      if (where.length > 1 || where.some((each) => each.document !== each.corpus)) {
        for (const each of where)
          lines.push(`          ${each.document}  ${percent(each.before)} → ${percent(each.after)}`)
      }
    }
  }
  if (broken.length > 0) lines.push(`  lines broken: ${broken.join(' ')}`)
  if (mended.length > 0) lines.push(`  lines mended: ${mended.join(' ')}`)
  return lines.join('\n')
}

const line = ({ corpus, figure, before, after }: Change): string =>
  `${corpus}: ${figure}  F1 ${percent(before)} → ${percent(after)}`
