/**
 * From a REF to an instrument
 * ===========================
 */
import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { today } from '../graph/days.ts'
import type { InstrumentNode } from '../graph/model.ts'
import { findRef } from '../graph/ref.ts'
import type { GraphStore } from '../graph/store.ts'
import { CancuError } from '../ingest/errors.ts'
import type { Session } from './session.ts'
import { asOfDay } from './status.ts'
import { text } from './text.ts'
import { instrumentJson, listLine } from './view.ts'
import { sha256 } from '../graph/sha256.ts'

/** By sha: node of each claim by its key; "this" is the document itself. */
export async function claimNodes(graph: GraphStore, shas: string[]): Promise<Map<string, Map<string, string>>> {
  const bySha = new Map<string, Map<string, string>>()
  for (const { source, key, node } of await graph.claims(shas)) {
    const keys = bySha.get(source) ?? new Map<string, string>()
    bySha.set(source, keys)
    if (node !== undefined) keys.set(key, node)
  }
  return bySha
}

/** The document that a path leads to: by what is in the file, else by what was read there before it changed. */
async function atPath(graph: GraphStore, file: string): Promise<InstrumentNode | undefined> {
  if (!existsSync(file) || !statSync(file).isFile()) return undefined
  const content = sha256(await readFile(file)) // prettier-ignore
  const known = (await graph.files({ paths: [file] }))[0]?.sha
  for (const sha of [content, known]) {
    const node = sha === undefined ? undefined : (await claimNodes(graph, [sha])).get(sha)?.get('this')
    if (node !== undefined) return (await graph.nodes([node]))[0]
  }
  return undefined
}

/** `askedAs`: the number it was asked for, where only sources cite it so. Whoever shows the node says it. */
export interface Asked {
  node: InstrumentNode
  askedAs: string | null
}

/** The instrument a REF denotes, or the error that lists what it may have meant. */
export async function required(s: Session, graph: GraphStore, ref: string): Promise<Asked> {
  const here = await atPath(graph, path.resolve(s.io.cwd, ref))
  if (here) return { node: here, askedAs: null }
  const found = await findRef(graph, ref.normalize('NFC'))
  if (found.kind === 'found') return found

  const ambiguous = found.kind === 'ambiguous'
  const { nodes: list } = await asOfDay(graph, ambiguous ? found.candidates : found.nearest, today())
  const code = ambiguous ? 'ref_ambiguous' : 'ref_not_found'
  const message = (lang: 'vi' | 'en'): string =>
    ambiguous ? text(lang).refAmbiguous(ref, list.length) : text(lang).refNotFound(ref)
  if (s.json) {
    const named = { [ambiguous ? 'candidates' : 'nearest']: list.map(instrumentJson) }
    await s.printJson({ error: { code, message: message(s.settings.lang), ...named } })
  }
  const remedy = (lang: 'vi' | 'en'): string => {
    if (list.length === 0) return text(lang).refNothing
    const lines = list.slice(0, 10).map((node) => `    ${node.id}  ${listLine(node, { ...s, t: text(lang) })}`)
    return [...(ambiguous ? [] : [text(lang).refNearest]), ...lines].join('\n').trimStart()
  }
  throw new CancuError(
    code,
    { vi: message('vi'), en: message('en') },
    { vi: remedy('vi'), en: remedy('en') },
    { details: { ref, ids: list.map((node) => node.id) } },
  )
}
