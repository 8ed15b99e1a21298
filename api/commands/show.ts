/**
 * cancu show REF — one instrument with all that is known and cited
 */
import type { Command } from 'commander'
import { placeOf } from '../../graph/indexer.ts'
import type { Edge, InstrumentNode, Mention, Reason, ReasonField } from '../../graph/model.ts'
import type { GraphStore } from '../../graph/store.ts'
import { issuerNow, type Successor } from '../../graph/succession.ts'
import { disagreements, type Disagreement } from '../../graph/disagreement.ts'
import type { StatusAnswer, StatusFact } from '../../graph/status.ts'
import { located } from '../../graph/status-facts.ts'
import { dateBounds } from '../../graph/naming.ts'
import { recalling } from '../../graph/recall.ts'
import { EXIT } from '../../ingest/errors.ts'
import { RELATION_TYPES, type PartialDate } from '../../ingest/record.ts'
import { required, type Asked } from '../lookup.ts'
import { correctionsOfNode, type CorrectionShown } from '../corrections.ts'
import type { Session } from '../session.ts'
import { asOfDay, asOfOption } from '../status.ts'
import { rowShown, rowsOfNode, type RowShown } from '../rows.ts'
import type { Text } from '../text.ts'
import { captionOf, dateWords, instrumentJson, listLine, type InstrumentJson } from '../view.ts'
import { openStores } from '../wire.ts'

export function define(command: Command, t: Text): string[] {
  command
    .argument('<REF>')
    .option('--as-of <DATE>', t.options.asOf)
    .option('--samples', t.options.samples)
    .option('--json', t.options.json)
  return ['show "25-CT/TU"', 'show "QD 1336" --as-of 2021', 'show "Luật Người cao tuổi" --json']
}

/** Lines a person reads before they look for a filter. */
const SHOWN = 20

interface Neighbour {
  type: Edge['type']
  sources: number
  node: InstrumentNode
}

interface Whole {
  node: InstrumentNode
  /** The number it was asked for, where only sources cite it so. */
  askedAs: string | null
  status: StatusAnswer
  /** Where the evidence of the status comes from, by source. */
  origins: Map<string, RowShown | InstrumentNode>
  catalogue: RowShown[]
  disagreements: Disagreement[]
  files: string[]
  candidates: InstrumentNode[]
  corrections: CorrectionShown[]
  up: Neighbour[]
  down: Neighbour[]
  mentions: { rows: (Mention & { documentNode: InstrumentNode | undefined })[]; total: number }
}

async function neighbours(
  graph: GraphStore,
  id: string,
  direction: 'in' | 'out',
  asOf: PartialDate,
): Promise<Neighbour[]> {
  const edges = await graph.edges([id], direction)
  const other = (edge: (typeof edges)[number]): string => (direction === 'out' ? edge.to : edge.from)
  const found = await asOfDay(graph, await graph.nodes([...new Set(edges.map(other))]), asOf)
  const nodes = new Map(found.nodes.map((node) => [node.id, node]))
  return edges
    .flatMap((edge) => {
      const node = nodes.get(other(edge))
      return node ? [{ type: edge.type, sources: edge.sources, node }] : []
    })
    .sort((a, b) => RELATION_TYPES.indexOf(a.type) - RELATION_TYPES.indexOf(b.type))
}

async function gather(store: GraphStore, { node: found, askedAs }: Asked, asOf: PartialDate): Promise<Whole> {
  const graph = recalling(store)
  const { nodes, answers } = await asOfDay(graph, [found], asOf)
  const node = nodes[0]!
  const status = answers.get(node.id)!
  const evidence = await located(graph, node, status.evidence)
  const sources = await Promise.all(node.sources.map((sha) => graph.source(sha)))
  const page = await graph.mentions(node.id, { first: 100 })
  const documents = await graph.nodes([...new Set(page.mentions.map((each) => each.document))])
  const byId = new Map(documents.map((each) => [each.id, each]))
  return {
    node,
    askedAs,
    status: { ...status, evidence },
    origins: await originsOf(graph, evidence),
    catalogue: await rowsOfNode(graph, node),
    disagreements: await disagreements(graph, node),
    files: [...new Set(sources.flatMap((each) => each?.names ?? []))].sort(),
    candidates: await graph.nodes(node.candidates),
    corrections: await correctionsOfNode(graph, node),
    up: await neighbours(graph, node.id, 'out', asOf),
    down: await neighbours(graph, node.id, 'in', asOf),
    mentions: {
      rows: page.mentions.map((each) => ({ ...each, documentNode: byId.get(each.document) })),
      total: page.total,
    },
  }
}

async function originsOf(graph: GraphStore, evidence: StatusFact[]): Promise<Whole['origins']> {
  const shas = [...new Set(evidence.flatMap(({ source }) => source ?? []))]
  const documents = new Map((await graph.claims(shas)).flatMap(({ source, key, node }) => (key === 'this' && node ? [[source, node]] : []))) // prettier-ignore
  const nodes = new Map((await graph.nodes([...new Set(documents.values())])).map((node) => [node.id, node]))
  const origins: Whole['origins'] = new Map()
  for (const sha of shas) {
    const source = await graph.source(sha)
    const origin = (source && rowShown(source)) ?? nodes.get(documents.get(sha) ?? '')
    if (origin) origins.set(sha, origin)
  }
  return origins
}

function neighbourJson({ type, sources, node }: Neighbour): object {
  return { relation: type, sources, instrument: instrumentJson(node) }
}

function wholeJson({
  node,
  askedAs,
  status,
  catalogue,
  disagreements: differing,
  files,
  candidates,
  corrections,
  up,
  down,
  mentions,
}: Whole): object {
  const { kind, citedBy, resolution, variants, sample } = node
  const result: InstrumentJson & Record<string, unknown> = {
    ...instrumentJson(node),
    askedAs,
    issuerNow: issuerNow(node, dateBounds(status.asOf).last),
    statusAsOf: status.asOf,
    statusEvidence: status.evidence,
    kind,
    citedBy,
    resolution,
    sample,
    files,
    candidates: candidates.map(instrumentJson),
    reasons: node.reasons ?? [],
    corrections,
    variants,
    catalogue,
    disagreements: differing,
    up: up.map(neighbourJson),
    down: down.map(neighbourJson),
    mentions: mentions.rows.map(({ documentNode, ...mention }) => ({ ...mention, document: documentNode?.id ?? null })),
    mentionsTotal: mentions.total,
  }
  return result
}

/** Successors named on one line; the rest are counted. */
const NAMED = 4

function successorWords(all: Successor[], t: Text): string | null {
  if (all.length === 0) return null
  const names = all
    .slice(0, NAMED)
    .map(({ name, matter, part }) =>
      [name, matter && `(${matter})`, part && `(${t.show.part})`].filter(Boolean).join(' '),
    )
  if (all.length > NAMED) names.push(t.show.more(all.length - NAMED))
  return `${t.show.now} ${names.join('; ')}`
}

/** What says so: the words, then the row's source and day, or the document. */
function reasonWords(fact: StatusFact, { origins, down }: Whole, { t }: Session): string {
  const by = down.find(({ node }) => node.id === fact.by)
  const origin = fact.source === null ? undefined : origins.get(fact.source)
  const words = `“${fact.quote.replace(/\s+/g, ' ')}”`
  const from = origin && ('text' in origin ? originOf(origin, t) : captionOf(origin))
  return [by && captionOf(by.node), words, from].filter(Boolean).join(' — ')
}

function originOf(row: RowShown, t: Text): string {
  const seen = row.seen === null ? t.show.unseen : t.show.seen(dateWords(row.seen, t))
  return [row.source, seen, row.confidence, row.files.join(', ')].filter(Boolean).join(' · ')
}

/** Lines of a row that its heading says. */
const ORIGIN = /^(Nguồn|Độ tin cậy|Thấy ngày): /

async function printCatalogue(s: Session, { catalogue, disagreements: differing }: Whole): Promise<void> {
  const { t, paint } = s
  if (catalogue.length > 0) await s.print(`\n${paint('bold', t.show.catalogue)} (${catalogue.length})`)
  for (const row of catalogue.slice(0, SHOWN)) {
    await s.print(paint('dim', `  ${originOf(row, t)}`))
    for (const each of row.text
      .trimEnd()
      .split('\n')
      .filter((words) => !ORIGIN.test(words)))
      await s.print(`    ${each}`)
  }
  for (const { field, catalogue: value, texts } of differing) {
    await s.print(`  ${paint('yellow', t.show.differs(t.show.fields[field]))}`)
    await s.print(`    ${t.show.inCatalogue}: ${field === 'date' ? dateWords(value, t) : value}`)
    for (const each of texts)
      await s.print(`    ${t.show.inTexts(each.sources)}: ${field === 'date' ? dateWords(each.value, t) : each.value}`)
  }
}

function whyWords({ code, agrees, silent, written, sources }: Reason, t: Text): string {
  const named = (fields: ReasonField[]): string => fields.map((field) => t.show.reasonFields[field]).join(', ')
  switch (code) {
    case 'may-be':
      return t.show.mayBe(named(agrees), named(silent))
    case 'incomplete':
      return t.show.incomplete(named(silent))
    case 'same':
      return t.show.same(sources)
    case 'not-same':
      return t.show.notSame(sources)
    case 'conflict':
      return t.show.conflict(sources)
    default:
      return t.show.written(written ?? '', sources, t.show.misprints[code] ?? code)
  }
}

async function printCorrections(s: Session, { corrections }: Whole): Promise<void> {
  const { t, paint } = s
  if (corrections.length > 0) await s.print(`\n${paint('bold', t.show.corrections)} (${corrections.length})`)
  for (const { author, seen, files, conflict, text } of corrections.slice(0, SHOWN)) {
    const said = t.show.by(author, seen && dateWords(seen, t))
    await s.print(paint('dim', `  ${[said, files.join(', ')].join(' · ')}`))
    if (conflict) await s.print(`    ${paint('yellow', t.show.setAside)}`)
    for (const each of text.trimEnd().split('\n')) await s.print(`    ${each}`)
  }
  if (corrections.length > SHOWN) await s.print(`  ${t.show.more(corrections.length - SHOWN)}`)
}

async function printNeighbours(s: Session, title: string, words: Text['up'], rows: Neighbour[]): Promise<void> {
  await s.print(`\n${s.paint('bold', title)} (${rows.length})`)
  if (rows.length === 0) await s.print(`  ${s.t.show.none}`)
  for (const { type, node } of rows.slice(0, SHOWN)) {
    await s.print(`  ${words[type].padEnd(18)} ${listLine(node, { ...s, columns: s.columns - 21 })}`)
  }
  if (rows.length > SHOWN) await s.print(`  ${s.t.show.more(rows.length - SHOWN)}`)
}

async function printWhole(s: Session, whole: Whole): Promise<void> {
  const { node, askedAs, status, files, candidates, up, down, mentions } = whole
  const { t, paint } = s
  const fact = async (name: string, value: string | null): Promise<void> => {
    if (value) await s.print(`  ${paint('dim', name.padEnd(14))} ${value}`)
  }
  await s.print(paint('bold', `${captionOf(node)}${node.sample ? `  [${t.sample}]` : ''}`))
  if (node.number && node.title) await s.print(node.title)
  if (askedAs) await s.print(paint('yellow', t.askedAs(askedAs, captionOf(node))))
  await fact(t.show.id, node.id)
  await fact(t.show.issuer, node.issuer)
  await fact('', successorWords(issuerNow(node, dateBounds(status.asOf).last), t))
  await fact(t.show.date, dateWords(node.date, t))
  await fact(t.show.level, node.level ? t.level[node.level] : null)
  await fact(t.show.place, placeOf(node))
  await fact(t.show.status, `${t.status[node.status]} (${t.show.asOf(dateWords(status.asOf, t))})`)
  for (const each of status.evidence.slice(0, SHOWN)) await s.print(`    ← ${reasonWords(each, whole, s)}`)
  await fact(t.show.files, node.held ? files.join(', ') : t.notHeld)
  await fact(t.show.citedBy, t.show.times(node.citedBy))
  if (node.resolution !== 'resolved') await fact(t.show.candidates, t.show.unresolved)
  for (const each of candidates) {
    await s.print(`    ${each.id}  ${listLine(each, s)}`)
    const reason = node.reasons?.find((one) => one.node === each.id)
    if (reason) await s.print(paint('dim', `      ← ${whyWords(reason, t)}`))
  }
  for (const reason of node.reasons ?? []) if (reason.node === null) await fact(t.show.why, whyWords(reason, t))
  const spellings = (['number', 'title', 'issuer', 'date'] as const).flatMap((name) =>
    node.variants[name].length > 1 ? node.variants[name].map((each) => `${each.value} (${each.sources})`) : [],
  )
  if (spellings.length > 0) await fact(t.show.spellings, spellings.join(' · '))
  await printCatalogue(s, whole)
  await printCorrections(s, whole)
  await printNeighbours(s, t.show.up, t.up, up)
  await printNeighbours(s, t.show.down, t.down, down)
  await s.print(`\n${paint('bold', t.show.mentions)} (${mentions.total})`)
  for (const each of mentions.rows.slice(0, SHOWN)) {
    const where = each.documentNode ? captionOf(each.documentNode) : each.source.slice(0, 12)
    await s.print(`  ${paint('dim', where)}: ${each.text.replace(/\s+/g, ' ')}`)
  }
  if (mentions.total > SHOWN) await s.print(`  ${t.show.more(mentions.total - SHOWN)}`)
}

export async function run(s: Session, [ref]: [string], options: { asOf?: string }): Promise<number> {
  const asOf = asOfOption(options.asOf)
  const stores = await openStores(s.settings)
  try {
    const whole = await gather(stores.graph, await required(s, stores.graph, ref), asOf)
    if (s.json) await s.printJson(wholeJson(whole))
    else await printWhole(s, whole)
    return EXIT.done
  } finally {
    await stores.close()
  }
}
