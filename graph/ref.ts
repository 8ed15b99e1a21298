/**
 * REF: what a person calls an instrument
 * ======================================
 *
 * An id, the name of a file read, a number in any written form, a number that sources cite an instrument under
 * though it is not its own (said with the answer), or a name. One answer, or several candidates, or none with what is
 * nearest: never a guess.
 */
import { foldNumber, foldText } from './fold.ts'
import type { InstrumentNode } from './model.ts'
import { nameCore, nameYear, otherNumbers, periodOf } from './naming.ts'
import { answersTo, parseNumberQuery, type NumberQuery } from './number-query.ts'
import type { GraphStore } from './store.ts'

/** `askedAs`: the number it was asked for, where that is not its own but sources cite it so. */
export type Found =
  | { kind: 'found'; node: InstrumentNode; askedAs: string | null }
  | { kind: 'ambiguous'; candidates: InstrumentNode[] }
  | { kind: 'not-found'; nearest: InstrumentNode[] }

const MOST_NEAREST = 10

export async function findRef(store: GraphStore, ref: string): Promise<Found> {
  const asked = ref.normalize('NFC').trim()
  const [byId] = await store.nodes([asked])
  if (byId) return { kind: 'found', node: byId, askedAs: null }
  const number = parseNumberQuery(asked)
  const found =
    answer(await byFile(store, asked)) ??
    (number && (await byNumber(store, number))) ??
    answer(await byName(store, asked))
  return found ?? { kind: 'not-found', nearest: await nearest(store, asked, number) }
}

function answer(nodes: InstrumentNode[], askedAs: string | null = null): Found | null {
  const [node, ...others] = nodes
  if (!node) return null
  return others.length === 0 ? { kind: 'found', node, askedAs } : { kind: 'ambiguous', candidates: nodes }
}

/** A path, the end of a path, or a base name; several files may be one document. */
async function byFile(store: GraphStore, ref: string): Promise<InstrumentNode[]> {
  const path = ref.replaceAll('\\', '/')
  const base = path.slice(path.lastIndexOf('/') + 1)
  if (base === '') return []
  let shas = await store.sourcesByName(base)
  if (base !== path && shas.length > 0) {
    const at = (await store.files()).filter((entry) => endsWithPath(entry.path.replaceAll('\\', '/'), path))
    shas = shas.filter((sha) => at.some((entry) => entry.sha === sha))
  }
  const documents = (await store.claims(shas)).flatMap((claim) => (claim.key === 'this' ? (claim.node ?? []) : []))
  return store.nodes([...new Set(documents)].sort())
}

function endsWithPath(path: string, end: string): boolean {
  const tail = end.replace(/^(\.\/)+/, '')
  return path === tail || path.endsWith(`/${tail}`) || path.endsWith(`!/${tail}`)
}

/** Its own number in full, then one that only sources write, then the beginning of its own. */
async function byNumber(store: GraphStore, query: NumberQuery): Promise<Found | null> {
  for (const folded of query.exact) {
    const found = answer(answersTo(query, await store.byNumber([folded]), 'in full'))
    if (found) return found
  }
  const other = await byOtherNumber(store, query)
  return other ?? answer(answersTo(query, await store.byNumber(query.beginnings), 'begun'))
}

/** Only in full, and only what all the other words fit: the number is no node's own. */
async function byOtherNumber(store: GraphStore, query: NumberQuery): Promise<Found | null> {
  for (const folded of query.exact) {
    const written = (await store.byOtherNumber([folded])).map((node) => {
      const number = otherNumbers(node).find((other) => foldNumber(other) === folded) ?? null
      return { ...node, number, node }
    })
    const fitting = answersTo(query, written, 'begun')
    const found = answer(
      fitting.map(({ node }) => node),
      fitting[0]?.number,
    )
    if (found) return found
  }
  return null
}

/** By title as written, then by its core; a year or the end of a period in the name narrows. */
async function byName(store: GraphStore, ref: string): Promise<InstrumentNode[]> {
  for (const key of [foldText(ref), nameCore('', ref)]) {
    const nodes = key === '' ? [] : await store.byTitle([key])
    if (nodes.length > 0) return ofYear(nodes, nameYear(ref) ?? periodOf(ref).to)
  }
  return []
}

function ofYear(nodes: InstrumentNode[], year: string | null): InstrumentNode[] {
  if (year === null) return nodes
  const fitting = nodes.filter(
    ({ date, title, id }) =>
      date?.startsWith(year) || nameYear(title) === year || periodOf(title).to === year || id.endsWith(`-${year}`),
  )
  return fitting.length > 0 ? fitting : nodes
}

/** The same number elsewhere, or with two digits swapped: "Đề án 1366" for 1336. */
async function nearest(store: GraphStore, ref: string, number: NumberQuery | null): Promise<InstrumentNode[]> {
  if (number === null) return store.byTitle(beginningsOf(foldText(ref)))
  const leads = [...new Set([number.lead, ...misprints(number.lead)])]
  const found = await store.byNumber(leads.map((lead) => `${lead}*`))
  const near = found.filter((node) => leads.includes(foldText(node.number ?? '').split(' ')[0] ?? ''))
  // What differs in its digits only stands first: 1336/QĐ-TTg for 1337/QĐ-TTg.
  const rest = foldText(ref).split(' ').slice(1).join('')
  const same = (node: InstrumentNode): number =>
    Number(
      !foldText(node.number ?? '')
        .replace(/ /g, '')
        .endsWith(rest),
    )
  return near.sort((a, b) => same(a) - same(b)).slice(0, MOST_NEAREST)
}

/** Numbers one slip of the hand away: two digits swapped, one wrong, one left out, one too many. */
function misprints(digits: string): string[] {
  const found: string[] = []
  for (let at = 0; at <= digits.length; at++) {
    const before = digits.slice(0, at)
    const after = digits.slice(at + 1)
    if (at < digits.length) found.push(before + after)
    if (at + 1 < digits.length) found.push(before + digits[at + 1] + digits[at] + digits.slice(at + 2))
    for (const digit of '0123456789') {
      if (at < digits.length) found.push(before + digit + after)
      found.push(before + digit + digits.slice(at))
    }
  }
  return found.filter((lead) => lead !== '')
}

/** Shorter and shorter readings of a name, for when the end was typed wrong. */
function beginningsOf(folded: string): string[] {
  const words = folded.split(' ')
  return words.slice(2).map((_, index) => words.slice(0, words.length - 1 - index).join(' '))
}
