/**
 * cancu search WORDS — full-text search, with or without marks
 */
import type { Command } from 'commander'
import { today } from '../../graph/days.ts'
import type { Highlight, SearchFilter, SearchHit, SearchResult } from '../../graph/search.ts'
import { statuses } from '../../graph/status-facts.ts'
import type { GraphStore } from '../../graph/store.ts'
import { EXIT } from '../../ingest/errors.ts'
import { collect, integer, reject } from '../options.ts'
import type { Session } from '../session.ts'
import { clip } from '../table.ts'
import type { Text } from '../text.ts'
import { captionOf, dateWords } from '../view.ts'
import { openStores } from '../wire.ts'

export function define(command: Command, t: Text): string[] {
  command
    .argument('<WORDS...>')
    .option('--type <TYPE>', t.options.type, collect)
    .option('--level <LEVEL>', t.options.level, collect)
    .option('--place <PLACE>', t.options.place, collect)
    .option('--issuer <ISSUER>', t.options.issuer, collect)
    .option('--year <YEAR>', t.options.year, collect)
    .option('--held', t.options.held)
    .option('-n, --limit <N>', t.options.limit, '20')
    .option('--offset <N>', t.options.offset, '0')
    .option('--samples', t.options.samples)
    .option('--json', t.options.json)
  return [
    'search lien the he',
    'search "đầu tư công" --type "Kế hoạch" --level commune',
    'search "nguoi cao tuoi" --json',
  ]
}

interface Options {
  type?: string[]
  level?: string[]
  place?: string[]
  issuer?: string[]
  year?: string[]
  held?: boolean
  limit: string
  offset: string
}

const LEVELS = new Set(['central', 'province', 'district', 'commune'])

function filterOf(options: Options): SearchFilter {
  const wrong = options.level?.find((each) => !LEVELS.has(each))
  if (wrong !== undefined)
    reject(
      (t) => t.usage.noLevel(wrong),
      (t) => t.usage.levels,
    )
  const { type, level, place, issuer, year, held } = options
  return {
    ...(type && { type }),
    ...(level && { level }),
    ...(place && { place }),
    ...(issuer && { issuer }),
    ...(year && { year }),
    ...(held && { held: ['true'] }),
  }
}

/** The index has the status of the day it was filled; what is shown is that of today. */
async function withStatus(graph: GraphStore, result: SearchResult): Promise<SearchResult> {
  const found = await graph.nodes(result.hits.map(({ document }) => document.id))
  const answers = await statuses(graph, found, today())
  const hits = result.hits.map((hit) => {
    const status = answers.get(hit.document.id)?.status ?? hit.document.status
    return { ...hit, document: { ...hit.document, status } }
  })
  return { ...result, hits }
}

export function searchJson(result: SearchResult): object {
  return {
    total: result.total,
    results: result.hits.map(({ document, highlights }) => {
      const { id, number, type, title, issuer, date, level, place, status, held } = document
      return { id, number, type, title, issuer, date, level, place, status, held, highlights }
    }),
    facets: Object.fromEntries(
      Object.entries(result.facets).map(([name, values]) => [
        name,
        Object.fromEntries(values.map(({ value, count }) => [value, count])),
      ]),
    ),
  }
}

/** The piece on one line, its marked words in colour, or in «…» where there is none. */
function marked(highlight: Highlight, s: Session): string {
  const plain = s.paint('bold', 'x') === 'x'
  let out = ''
  let at = 0
  for (const { start, end } of highlight.ranges) {
    const word = highlight.text.slice(start, end)
    out += highlight.text.slice(at, start) + (plain ? `«${word}»` : s.paint(['bold', 'yellow'], word))
    at = end
  }
  return (out + highlight.text.slice(at)).replace(/\s+/g, ' ').trim()
}

async function printHit(s: Session, { document, highlights }: SearchHit): Promise<void> {
  const { t, paint } = s
  const facts = [
    document.place,
    dateWords(document.date, t),
    document.status === 'unknown' ? null : t.status[document.status],
    document.held ? null : t.notHeld,
    document.citedBy > 0 ? t.search.cited(document.citedBy) : null,
  ].filter(Boolean)
  const title = document.number && document.title ? ` — ${document.title}` : ''
  await s.print(paint('bold', clip(`${captionOf(document)}${title}`, s.columns)))
  await s.print(paint('dim', `  ${document.id} · ${facts.join(' · ')}`))
  for (const each of highlights.filter((one) => one.field === 'text').slice(0, 2))
    await s.print(`  … ${marked(each, s)}`)
}

export async function run(s: Session, [words]: [string[]], options: Options): Promise<number> {
  const filter = filterOf(options)
  const first = integer('--limit', options.limit, 1, 100)
  const offset = integer('--offset', options.offset, 0, 100_000)
  const query = words.join(' ').normalize('NFC')
  const stores = await openStores(s.settings)
  try {
    const result = await withStatus(stores.graph, await stores.index.search({ query, filter, first, offset }))
    if (s.json) {
      await s.printJson(searchJson(result))
    } else if (result.total === 0) {
      s.say(`${s.t.search.none(query)}\n${s.t.search.loosen}`)
    } else {
      await s.print(s.t.search.total(result.total.toLocaleString(s.settings.lang)))
      for (const hit of result.hits) await printHit(s, hit)
    }
    return EXIT.done
  } finally {
    await stores.close()
  }
}
