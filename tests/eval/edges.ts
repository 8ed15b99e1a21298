/**
 * Relations, whatever the keys are called
 * =======================================
 *
 * Keys are local to a file, so an end of an edge is known by its number, else by its name. A programme that is kept
 * apart from the decision approving it meets the decision by name, so either way of keeping it costs nothing.
 */
import type { DocumentRecord } from '../../ingest/record.ts'
import { foldWords, tidyNumber } from './fold.ts'
import type { GoldFile, GoldInstrument } from './gold.ts'

export interface Edge {
  from: string
  to: string
  type: string
}

/** Below this many letters a name is too common to know an instrument by. */
const TELLING = 10

/** Names of every key: titles, and the words of the mentions that have no number. */
function namesOf(
  keys: { key: string; title: string | null }[],
  mentions: { key: string; kind: string; number: string | null; text: string }[],
): Map<string, string[]> {
  const names = new Map(keys.map(({ key, title }) => [key, title === null ? [] : [title]]))
  for (const { key, kind, number, text } of mentions) {
    if (number === null || kind === 'unnumbered') names.get(key)?.push(text)
  }
  return new Map([...names].map(([key, all]) => [key, all.map(foldWords).filter((name) => name.length >= TELLING)]))
}

/** How much of the longer name the shorter one is, if it lies within it. */
function likeness(a: string, b: string): number {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return long.includes(short) ? short.length / long.length : 0
}

function sharesNumber({ number, numberVariants }: GoldInstrument, found: string | null): boolean {
  if (number === null || found === null) return false
  return [number, ...(numberVariants ?? []).map(tidyNumber)].includes(found.normalize('NFC'))
}

/** From keys of the record to keys of the gold; what the gold does not know keeps its own, marked "?". */
function keyMap(gold: GoldFile, record: DocumentRecord): (key: string) => string {
  const goldNames = namesOf(gold.instruments, gold.mentions)
  const ownNames = namesOf(record.instruments, record.citations)
  const map = new Map([['this', 'this']])
  for (const { key, number, date } of record.instruments) {
    const same = gold.instruments.filter((each) => sharesNumber(each, number))
    // One number may be two instruments of one file (58-KL/TW of 2019 and of 2023): then the date tells.
    const byNumber = same.find((each) => each.date === date) ?? same[0]
    if (byNumber) {
      map.set(key, byNumber.key)
      continue
    }
    let best = 0
    for (const each of gold.instruments) {
      // Two different numbers never meet by name.
      if (number !== null && each.number !== null) continue
      for (const theirs of goldNames.get(each.key) ?? []) {
        for (const ours of ownNames.get(key) ?? []) {
          const value = likeness(theirs, ours)
          if (value <= best) continue
          best = value
          map.set(key, each.key)
        }
      }
    }
  }
  return (key) => map.get(key) ?? `?${key}`
}

export const edgeId = (edge: Edge): string => `${edge.from} ${edge.type} ${edge.to}`
export const pairId = (edge: Edge): string => `${edge.from} ${edge.to}`

/** Each edge once, no loops, and "cites" only where nothing stronger joins the two. */
function reduce(edges: Edge[]): Map<string, Edge> {
  const distinct = edges.filter((edge) => edge.from !== edge.to)
  const joined = new Set(distinct.filter((edge) => edge.type !== 'CITES').map(pairId))
  const kept = distinct.filter((edge) => edge.type !== 'CITES' || !joined.has(pairId(edge)))
  return new Map(kept.map((edge) => [edgeId(edge), edge]))
}

/** The edges of both sides in the keys of the gold. */
export function bothEdges(gold: GoldFile, record: DocumentRecord): { gold: Map<string, Edge>; got: Map<string, Edge> } {
  const toGold = keyMap(gold, record)
  return {
    gold: reduce(gold.edges.map(({ from, to, relation }) => ({ from, to, type: relation }))),
    got: reduce(record.relations.map(({ from, to, type }) => ({ from: toGold(from), to: toGold(to), type }))),
  }
}
