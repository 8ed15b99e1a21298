/**
 * Levels that a chain passes over
 * ===============================
 *
 *   commune ─ carries out ─ central instrument ◂─ carries out ─ its own province's plan, not cited
 *
 * Only where the province's title says so, of this very province; what another cited document of the province carries
 * out already is no gap, and nothing known is no gap either.
 */
import type { JumpedLevel } from '../ingest/check/known.ts'
import type { DocumentRecord, PartialDate } from '../ingest/record.ts'
import { foldText, slug } from './fold.ts'
import { nameOf, Sources, type Own } from './known.ts'
import type { InstrumentNode } from './model.ts'
import { dateBounds, isLawType, nameCore, numberKey, numberYear, placeKey } from './naming.ts'
import { statuses } from './status-facts.ts'
import type { GraphStore } from './store.ts'

/** What more than this many cite is carried out by everybody in everything. */
const MOST_CITED = 3000
/** Types by which a province sets a central instrument to work. */
const CARRIES_OUT = new Set(['ke hoach', 'chuong trinh', 'chuong trinh hanh dong', 'quyet dinh', 'chi thi', 'nghi quyet', 'de an']) // prettier-ignore
const WHOLE_PROVINCE = /[-/](?:UBND|HĐND|TU)$/u
const OVER = new Set(['expired', 'period-over', 'not-yet-in-force'])

export async function jumpedLevels(
  store: GraphStore,
  record: DocumentRecord,
  asOf: PartialDate,
  cited: Map<string, { key: string; node: InstrumentNode }>,
  own: Own,
): Promise<JumpedLevel[]> {
  const { document, citations, relations, instruments } = record
  if (document.level !== 'commune' || document.province === null) return []
  const carried = new Set(citations.filter(({ subject, relation, section }) => subject === 'this' && relation === 'IMPLEMENTS' && section !== 'body').map(({ key }) => key)) // prettier-ignore
  const ofProvince = new Set(instruments.filter(({ level }) => level === 'province').map(({ key }) => key))
  const closed = new Set(relations.filter(({ from }) => ofProvince.has(from)).map(({ to }) => to))
  const roots = [...cited.values()].filter(
    ({ key, node }) => carried.has(key) && !closed.has(key) && isCarriedOut(node) && node.citedBy <= MOST_CITED,
  )
  if (roots.length === 0) return []
  const rows = await store.edges(roots.map(({ node }) => node.id), 'in', ['IMPLEMENTS']) // prettier-ignore
  // A place is part of the id of what a province issues, so that few of very many are asked for.
  const place = `-${slug(document.province)}`
  const hosts = new Map((await store.nodes([...new Set(rows.map(({ from }) => from))].filter((id) => cited.has(id) || id.includes(place)))).map((node) => [node.id, node])) // prettier-ignore
  const numbers = new Set(instruments.flatMap(({ number }) => (number === null ? [] : [numberKey(number)])))
  const found: { key: string; node: InstrumentNode; row: (typeof rows)[number] }[] = []
  for (const { key, node: root } of roots) {
    const mine = rows.filter(({ to }) => to === root.id)
    if (mine.some(({ from }) => cited.get(from)?.node.level === 'province')) continue
    const fitting = mine.flatMap((row) => {
      const node = hosts.get(row.from)
      return node && isOfProvince(node, document.province!, asOf) && tells(node, root) && !own.nodes.has(node.id) ? [{ key, node, row }] : [] // prettier-ignore
    })
    // One of them is cited already, under whatever key.
    if (fitting.some(({ node }) => numbers.has(numberKey(node.number!)))) continue
    const [latest] = fitting.toSorted((a, b) => b.node.date!.localeCompare(a.node.date!))
    if (latest) found.push(latest)
  }
  if (found.length === 0) return []
  const status = await statuses(store, found.map(({ node }) => node), asOf) // prettier-ignore
  const sources = new Sources(store)
  const jumped: JumpedLevel[] = []
  for (const { key, node, row } of found) {
    if (OVER.has(status.get(node.id)!.status)) continue
    const proof = (await store.evidence(row.from, row.type, row.to)).filter(({ source }) => !own.shas.has(source))
    if (proof.length > 0) jumped.push({ ...nameOf(node), key, evidence: await sources.evidence(proof.slice(0, 2)) })
  }
  return jumped
}

/** A decision, conclusion, directive of the centre; laws and decrees are applied, not set to work by one plan. */
function isCarriedOut({ level, type, number }: InstrumentNode): boolean {
  return level === 'central' && !isLawType(type) && number !== null && numberYear(number) === null
}

function isOfProvince(
  { level, province, number, type, date }: InstrumentNode,
  here: string,
  asOf: PartialDate,
): boolean {
  if (level !== 'province' || number === null || date === null || !WHOLE_PROVINCE.test(number)) return false
  if (!CARRIES_OUT.has(foldText(type)) || placeKey(province) !== placeKey(here)) return false
  return dateBounds(date).last <= dateBounds(asOf).last
}

/** Whether a title of the host says that it carries out the root: by number, or by the name of what that approves. */
function tells(host: InstrumentNode, root: InstrumentNode): boolean {
  const titles = [host.title, ...host.variants.title.map(({ value }) => value)].filter((title) => title !== null)
  if (titles.some((title) => foldText(title).includes(foldText(root.number!)))) return true
  const name = root.title === null ? '' : nameCore('', root.title.replace(/^phê duyệt /iu, ''))
  return name.split(' ').length > 4 && titles.some((title) => nameCore('', title).includes(name))
}
