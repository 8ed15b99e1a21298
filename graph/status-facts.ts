/**
 * Facts about status: what the store says of each of some nodes
 * =============================================================
 *
 * Gathers for `status.ts`: rows of catalogues, the titles and dates of the nodes themselves, and the edges by which
 * other instruments end or amend them. A few questions for all nodes together, whatever their number.
 */
import type { PartialDate, RelationType } from '../ingest/record.ts'
import { rowOf } from './catalogue.ts'
import { foldText } from './fold.ts'
import type { Claim, Edge, Evidence, InstrumentNode, Source } from './model.ts'
import { isText } from './model.ts'
import { dateBounds, isLawType, numberScope, numberYear, periodOf } from './naming.ts'
import { predecessors, provinceOn, REFORM } from './places.ts'
import { endOf, statusOf, type FactKind, type StatusAnswer, type StatusFact } from './status.ts'
import type { GraphStore } from './store.ts'

/** Relations that bear on the status of what they lead to. */
const ENDING: RelationType[] = ['REPLACES', 'REPEALS', 'AMENDS']

/** Words by which a sentence touches parts of an instrument only. */
const PARTS =
  /(?<!\p{L})(Điều|điều|Khoản|khoản|Điểm|điểm|Chương|Mục|Phụ lục) [\dIVXa-zđ]|một số (điều|nội dung|quy định)/u

/** The status of each of these nodes, by id. */
export async function statuses(
  store: GraphStore,
  nodes: InstrumentNode[],
  asOf: PartialDate,
): Promise<Map<string, StatusAnswer>> {
  const facts = await statusFacts(store, nodes)
  for (const [id, ends] of await parentEnds(store, nodes)) facts.get(id)!.push(...ends)
  return new Map(nodes.map(({ id }) => [id, statusOf(facts.get(id) ?? [], asOf)]))
}

/** What is made to guide an instrument says so in its title. */
const GUIDING = /(quy định chi tiết|hướng dẫn (thi hành|thực hiện|một số|việc))/iu
const GUIDES_MADE_SO = new Set(['nghi dinh', 'thong tu', 'thong tu lien tich', 'quyet dinh', 'nghi quyet'])

/** Of those that guide others, what has become of these others, by id. */
async function parentEnds(store: GraphStore, nodes: InstrumentNode[]): Promise<Map<string, StatusFact[]>> {
  const guiding = nodes.filter(
    ({ type, number, title, variants }) =>
      GUIDES_MADE_SO.has(foldText(type)) &&
      numberYear(number) !== null &&
      [title, ...variants.title.map(({ value }) => value)].some((each) => each !== null && GUIDING.test(each)),
  )
  const found = new Map<string, StatusFact[]>()
  if (guiding.length === 0) return found
  const edges = await store.edges(guiding.map(({ id }) => id), 'out', ['GUIDES']) // prettier-ignore
  const parents = await store.nodes([...new Set(edges.map(({ to }) => to))])
  const facts = await statusFacts(store, parents)
  const ends = new Map(parents.map(({ id }) => [id, endOf(facts.get(id)!)]))
  for (const { id } of guiding) {
    const own = edges.filter(({ from }) => from === id)
    const part = own.some(({ to }) => (ends.get(to) ?? null) === null)
    for (const { to } of own) {
      const date = ends.get(to) ?? null
      if (date === null) continue
      const [said] = await store.evidence(id, 'GUIDES', to)
      const { source, start, end, quote } = said ?? { ...NOWHERE, quote: to }
      const fact: StatusFact = { kind: 'parent-ended', date, status: null, part, by: to, source, start, end, quote }
      found.set(id, [...(found.get(id) ?? []), fact])
    }
  }
  return found
}

/**
 * A legal normative act of a place that went into another is in force within its old area until the new body says
 * otherwise (Luật 64/2025/QH15 Điều 54.2, as amended by 87/2025/QH15). Plans and Party papers have no such rule.
 */
function areaFacts({ number, province, locality, level, date }: InstrumentNode): StatusFact[] {
  if (number === null || numberYear(number) === null || numberScope(number) !== 'local') return []
  if (province === null || date === null || dateBounds(date).last >= REFORM) return []
  if (level !== 'province' && locality === null) return []
  const now = provinceOn(province, REFORM)
  const merged = now !== null && (level !== 'province' || predecessors(now).length > 1)
  if (!merged) return []
  const quote = [locality, province].filter((part) => part !== null).join(', ')
  return [{ kind: 'old-area', date: REFORM, ...PLAIN, ...NOWHERE, quote }]
}

/** All facts that bear on the status of these nodes by themselves, by id. */
export async function statusFacts(store: GraphStore, nodes: InstrumentNode[]): Promise<Map<string, StatusFact[]>> {
  const facts = new Map<string, StatusFact[]>(nodes.map((node) => [node.id, [...ownFacts(node), ...areaFacts(node)]]))
  const edges = await store.edges(nodes.map(({ id }) => id), 'in', ENDING) // prettier-ignore
  const enders = await store.nodes([...new Set(edges.map(({ from }) => from))])
  const enderDates = new Map(enders.map(({ id, date }) => [id, date]))
  const rows = await rowsOf(store, [...nodes, ...enders])
  for (const node of nodes) facts.get(node.id)!.push(...rows.facts(node.id))
  const texts = new Map<string, Promise<Source | null>>()
  const textOf = (sha: string): Promise<Source | null> => {
    const text = texts.get(sha) ?? store.source(sha)
    texts.set(sha, text)
    return text
  }
  await Promise.all(
    edges.map(async (edge) => {
      const since = rows.date(edge.from, 'effective-from') ?? enderDates.get(edge.from) ?? null
      for (const each of await store.evidence(edge.from, edge.type, edge.to)) {
        const source = edge.type === 'AMENDS' || !isText(each.source) ? null : await textOf(each.source)
        const provision = source ? provisionAt(each, source) : null
        facts.get(edge.to)!.push(endingFact(edge, { ...each, ...provision?.words }, since, provision !== null))
      }
    }),
  )
  return facts
}

/** Words between an article and the name of what it is of: "khoản 2 Điều 5 của Nghị định …". */
const LONGEST_LINK = 40

/** The article that a mention is about, with its words where they stand before it: more than that has not ended. */
function provisionAt({ start, end }: Evidence, { text, record }: Source): { words: Partial<Evidence> } | null {
  const provision = record.citations.find((each) => each.start === start && each.end === end)?.provision
  if (!provision) return null
  // In a pattern only letters, digits and spaces stand for themselves; a comma or hyphen is any one sign.
  const pattern = provision
    .replace(/[^\p{L}\p{M}\p{N}\s]/gu, '.')
    .split(/\s+/)
    .join('\\s+')
  const from = Math.max(0, start - 2 * provision.length - LONGEST_LINK)
  const at = text.slice(from, start).search(new RegExp(`${pattern}.{0,${LONGEST_LINK}}$`, 'su'))
  return { words: at < 0 ? {} : { start: from + at, quote: text.slice(from + at, end) } }
}

/** Facts that rest on a node's own title or date, with the words of a text that give it. */
export async function located(store: GraphStore, node: InstrumentNode, facts: StatusFact[]): Promise<StatusFact[]> {
  if (facts.every(({ source, kind }) => source !== null || kind === 'old-area')) return facts
  const own = node.sources[0] === undefined ? null : await store.source(node.sources[0])
  const { mentions } = await store.mentions(node.id, { first: 100 })
  const found = facts.map((fact) => {
    if (fact.source !== null || fact.kind === 'old-area') return fact
    const span = own?.record.document.spans[fact.kind === 'issued' ? 'date' : 'title']
    const quote = span && own.text.slice(span.start, span.end)
    if (quote && (fact.kind === 'issued' || foldText(quote).includes(foldText(fact.quote))))
      return { ...fact, source: own.sha, ...span, quote }
    const words = foldText(fact.quote)
    const mention = mentions.find(({ text }) => foldText(text).includes(words))
    if (!mention) return fact
    const { source, start, end, text } = mention
    return { ...fact, source, start, end, quote: text }
  })
  // Titles that vary in their spelling may stand in one mention.
  const key = ({ kind, source, start, quote, by }: StatusFact): string =>
    JSON.stringify([kind, source, start, quote, by])
  return [...new Map(found.map((fact) => [key(fact), fact])).values()]
}

const NOWHERE = { source: null, start: 0, end: 0 }
const PLAIN = { status: null, part: false, by: null }

/** What the node's own date and the names it goes by say. */
function ownFacts(node: InstrumentNode): StatusFact[] {
  const facts: StatusFact[] = []
  if (node.held && node.date !== null)
    facts.push({ kind: 'issued', date: node.date, ...PLAIN, ...NOWHERE, quote: node.date })
  if (!runsForAPeriod(node)) return facts
  const titles = node.variants.title.length > 0 ? node.variants.title.map(({ value }) => value) : [node.title ?? '']
  for (const title of titles) {
    const { to } = periodOf(title)
    if (to !== null) facts.push({ kind: 'period-to', date: to, ...PLAIN, ...NOWHERE, quote: title })
  }
  return facts
}

/** Types that are for a period where their name gives one; a report on a period or a law of a year is not. */
const PERIODIC = new Set(['de an', 'chuong trinh', 'chien luoc', 'ke hoach', 'quyet dinh', 'nghi quyet', 'du an'])
const LOOKING_BACK = /(?<!\p{L})(sơ kết|tổng kết|kết quả|đánh giá|khen thưởng|kiện toàn|sửa đổi|bãi bỏ)(?!\p{L})/iu

function runsForAPeriod({ type, title, kind }: InstrumentNode): boolean {
  if (kind === 'Programme') return true
  return PERIODIC.has(foldText(type)) && !isLawType(type) && !LOOKING_BACK.test(title ?? '')
}

/** `ofPart`: the mention is about an article. */
function endingFact(
  edge: Omit<Edge, 'evidence'>,
  evidence: Evidence,
  date: PartialDate | null,
  ofPart: boolean,
): StatusFact {
  const kind = edge.type === 'AMENDS' ? 'amended-by' : 'ended-by'
  const { source, start, end, quote } = evidence
  // The words of a row give the relation as such; those of a text may be about one article.
  const part = kind === 'ended-by' && evidence.rule !== 'catalogue' && (ofPart || PARTS.test(quote))
  return { kind, date, status: null, part, by: edge.from, source, start, end, quote }
}

// ---- rows ------------------------------------------------------------------------------------------------------

interface RowFacts {
  facts(node: string): StatusFact[]
  date(node: string, kind: FactKind): PartialDate | null
}

async function rowsOf(store: GraphStore, nodes: InstrumentNode[]): Promise<RowFacts> {
  const ids = [...new Set(nodes.flatMap(({ catalogue }) => catalogue ?? []))].sort()
  const [claims, sources] = await Promise.all([
    ids.length === 0 ? [] : store.claims(ids),
    Promise.all(ids.map((id) => store.source(id))),
  ])
  const byId = new Map(sources.flatMap((source) => (source ? [[source.sha, source]] : [])))
  const byNode = new Map<string, StatusFact[]>()
  for (const claim of claims) {
    const source = byId.get(claim.source)
    if (!source || claim.node === undefined) continue
    const facts = factsOfRow(source, claim)
    byNode.set(claim.node, [...(byNode.get(claim.node) ?? []), ...facts])
  }
  return {
    facts: (node) => byNode.get(node) ?? [],
    date: (node, kind) => byNode.get(node)?.find((fact) => fact.kind === kind)?.date ?? null,
  }
}

/** What a row says of its instrument; of the programme it approves it tells the period. */
function factsOfRow(source: Source, { key }: Claim): StatusFact[] {
  const row = rowOf(source)
  if (!row || (key !== 'this' && key !== 'programme')) return []
  const facts: StatusFact[] = []
  const add = (kind: FactKind, field: keyof typeof row.lines, date: PartialDate | null): void => {
    const line = row.lines[field]
    if (!line) return
    const quote = source.text.slice(line.start, line.end)
    const status = kind === 'stated' ? row.status : null
    facts.push({ kind, date, status, part: false, by: null, source: source.sha, ...line, quote })
  }
  add('period-to', 'periodTo', row.periodTo)
  if (key === 'programme') return facts
  add('stated', 'status', row.seen)
  add('issued', 'date', row.date)
  add('effective-from', 'effectiveFrom', row.effectiveFrom)
  add('effective-to', 'effectiveTo', row.effectiveTo)
  return facts
}
