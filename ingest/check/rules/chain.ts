/**
 * H · the chain: what stands above and beside the draft
 * =====================================================
 *
 * What is missing has no words of its own: it is marked where it belongs, at the mention that leads to it, else as an
 * empty range at the end of the list of bases.
 */
import type { Span } from '../../record.ts'
import { shown } from '../dates.ts'
import type { KnownName } from '../known.ts'
import type { Context, Found, RuleFunction } from '../model.ts'
import { evidenceOf } from './citation.ts'

function named({ type, number, date, title }: KnownName): string {
  const head = [type, number].filter(Boolean).join(' ')
  return `${head}${date ? ` (${shown(date)})` : ''}${number && title ? ` ${title}` : ''}`
}

/** After the last basis, else after the title. */
function basisEnd({ record, own }: Context): Span {
  const last = own.filter(({ section, basis }) => basis || section === 'legal-basis').at(-1)
  const at = last?.end ?? record.document.spans.title?.end ?? 0
  return { start: at, end: at }
}

/** Mention that leads to what is missing. */
function through({ record }: Context, key: string): Span | null {
  const mentions = record.citations.filter((each) => each.key === key && each.section !== 'header')
  const first = mentions[0] ?? record.citations.find((each) => each.key === key)
  return first ? { start: first.core.start, end: first.core.end } : null
}

const H1: RuleFunction = (context) =>
  context.known.missing.map((each): Found => {
    const at = through(context, each.through)
    return {
      ...(at ?? basisEnd(context)),
      variant: each.relation === 'APPROVES' || at === null ? 'main' : 'root',
      values: { name: named(each) },
      evidence: evidenceOf(each.evidence),
    }
  })

const H2: RuleFunction = (context) =>
  context.known.replacedRoots.flatMap(({ key, root, successor, evidence }): Found[] => {
    const mention = context.own.find((each) => each.key === key)
    if (!mention) return []
    return [
      {
        start: mention.core.start,
        end: mention.core.end,
        values: { root: named({ ...root, title: null }), successor: named(successor) },
        evidence: evidenceOf(evidence),
      },
    ]
  })

const H3: RuleFunction = (context) => {
  const { total, citations } = context.known.peers
  return citations.map((each): Found => ({
    ...basisEnd(context),
    values: { name: named(each), cited: String(each.cited), total: String(total) },
    evidence: each.by.map((peer) => ({ source: `graph:${peer.id}`, start: 0, end: 0, quote: named(peer), label: [peer.type, peer.number].filter(Boolean).join(' ') })), // prettier-ignore
  }))
}

// ---- H4: a level passed over -------------------------------------------------------------------------------------------

/** Known from the store, else from the titles that the draft itself quotes. */
const H4: RuleFunction = (context) => {
  const told = new Set<string>()
  const stored = context.known.jumpedLevels.flatMap((each): Found[] => {
    const at = through(context, each.key)
    if (!at) return []
    told.add(each.key)
    return [{ ...at, values: { name: named(each) }, evidence: evidenceOf(each.evidence) }]
  })
  return [
    ...stored,
    ...onlyInTitles(context)
      .filter(({ key }) => !told.has(key))
      .map(({ found }) => found),
  ]
}

/** What the province carries a central instrument out by, named only in the title of something else. */
function onlyInTitles({ record, own, source }: Context): { key: string; found: Found }[] {
  const { document, citations, instruments, relations } = record
  if (document.level !== 'commune') return []
  const byKey = new Map(instruments.map((each) => [each.key, each]))
  const cited = new Set(own.map(({ key }) => key))
  const carried = own.filter(({ key, relation, section, number }) => relation === 'IMPLEMENTS' && section !== 'body' && number !== null && byKey.get(key)?.level === 'central') // prettier-ignore
  const keys = new Set(carried.map(({ key }) => key))
  return relations.flatMap(({ from, to, type }) => {
    const host = byKey.get(from)
    if (type !== 'IMPLEMENTS' || !keys.has(to) || !host || cited.has(from)) return []
    if (host.level !== 'province' || host.number === null || !/[-/](?:UBND|TU)$/u.test(host.number)) return []
    // Another one of the province that carries out the same is cited: nothing is passed over.
    if (relations.some((each) => each.to === to && each.from !== from && byKey.get(each.from)?.level === 'province' && cited.has(each.from))) return [] // prettier-ignore
    const mention = citations.find(({ key }) => key === from)
    const at = carried.find(({ key }) => key === to)!.core
    if (!mention) return []
    const { start, end } = mention
    const evidence = [{ source: 'this', start, end, quote: source.text.slice(start, end) }]
    return [
      { key: to, found: { start: at.start, end: at.end, values: { name: named({ ...host, id: '' }) }, evidence } },
    ]
  })
}

export const CHAIN_RULES: Record<string, RuleFunction> = { H1, H2, H3, H4 }
