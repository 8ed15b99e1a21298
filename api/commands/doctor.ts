/**
 * cancu doctor — what is set up and reachable, with the remedy
 *
 * Changes nothing and creates nothing. The exit status is that of the worst finding.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import type { SearchIndex } from '../../graph/search.ts'
import type { GraphStore } from '../../graph/store.ts'
import { CancuError, EXIT } from '../../ingest/errors.ts'
import { samplesFolder, VERSION, webFolder } from '../package.ts'
import type { Session } from '../session.ts'
import type { Settings } from '../settings.ts'
import type { Text } from '../text.ts'
import { openGraph, openIndex } from '../wire.ts'

export function define(command: Command, t: Text): string[] {
  command.option('--samples', t.options.samples).option('--json', t.options.json)
  return ['doctor', 'doctor --json', 'doctor --graph neo4j://localhost:7687']
}

interface Check {
  name: string
  label: string
  ok: boolean
  value: string
  remedy: string | null
}

/** Where a store is, never with its password. */
function address(setting: Settings['graph'] | Settings['search']): string {
  if (setting.kind === 'embedded') return setting.path
  return setting.kind === 'neo4j' ? `${setting.url} (${setting.username})` : setting.url
}

interface Looked<T> {
  /** Null where nobody can tell. */
  count: T | null
  error: CancuError | null
}

/** Opens a store only to count; a fault that has a name is a finding. */
async function look<S extends GraphStore | SearchIndex, T>(
  open: () => Promise<S>,
  count: (store: S) => Promise<T>,
): Promise<Looked<T>> {
  try {
    const store = await open()
    try {
      return { count: await count(store), error: null }
    } finally {
      await store.close()
    }
  } catch (error) {
    if (!(error instanceof CancuError)) throw error
    return { count: null, error }
  }
}

/** Each store by itself: a fault of one says nothing of the other, and is named under the one it is of. */
async function storeChecks(s: Session): Promise<{ checks: Check[]; status: number }> {
  const { settings, t } = s
  const { doctor } = t
  const graph = await look(() => openGraph(settings.graph), (store) => store.counts()) // prettier-ignore
  const index = await look(() => openIndex(settings.search), (store) => store.count()) // prettier-ignore
  const check = (name: 'graph' | 'search', { error }: Looked<unknown>, holds: string): Check => {
    const at = `${address(settings[name])} (${doctor.from[settings.origin[name]]})`
    const value = `${at}: ${error?.words[settings.lang] ?? holds}`
    return { name, label: doctor[name], ok: error === null, value, remedy: error?.remedy[settings.lang] ?? null }
  }
  const missing = settings.graph.kind === 'embedded' && !existsSync(settings.graph.path)
  const nodes = graph.count && graph.count.instruments + graph.count.programmes
  const holds = missing ? doctor.notYet : doctor.holds(graph.count?.sources ?? 0, nodes ?? 0)
  const checks = [check('graph', graph, holds), check('search', index, doctor.indexed(index.count ?? 0))]
  if (nodes !== null && index.count !== null) {
    const ok = nodes === index.count
    const value = ok ? doctor.inSync : doctor.outOfSync(nodes, index.count)
    checks.push({ name: 'synced', label: doctor.synced, ok, value, remedy: ok ? null : doctor.runReindex })
  }
  return { checks, status: Math.max(EXIT.done, graph.error?.exit ?? 0, index.error?.exit ?? 0) }
}

/** Whether pictures can be read: the recogniser and its Vietnamese model come with the program. */
async function ocrCheck({ t: { doctor } }: Session): Promise<Check> {
  const found = await import('../../ingest/read/ocr.ts').then(
    ({ modelFile }) => modelFile(),
    () => null,
  )
  const ok = found !== null && existsSync(found)
  const value = ok ? found : doctor.noModel
  return { name: 'ocr', label: doctor.ocr, ok, value, remedy: ok ? null : doctor.runInstall }
}

export async function run(s: Session): Promise<number> {
  const { settings } = s
  const { doctor } = s.t
  const built = existsSync(path.join(webFolder(), 'index.html'))
  const samples = existsSync(samplesFolder())
  const { checks: stores, status } = await storeChecks(s)
  const data = `${settings.dataDir} (${doctor.from[settings.origin.data]})`
  const checks: Check[] = [
    { name: 'version', label: doctor.version, ok: true, value: `${VERSION}, Node ${process.version}`, remedy: null },
    { name: 'data', label: doctor.data, ok: true, value: data, remedy: null },
    ...stores,
    await ocrCheck(s),
    { name: 'office', label: doctor.office, ok: true, value: doctor.noOffice, remedy: null },
    {
      name: 'web',
      label: doctor.web,
      ok: built,
      value: built ? webFolder() : doctor.notBuilt,
      remedy: built ? null : doctor.runBuild,
    },
    {
      name: 'samples',
      label: doctor.samples,
      ok: samples,
      value: samples ? samplesFolder() : doctor.notBuilt,
      remedy: samples ? null : doctor.runBuild,
    },
  ]
  if (s.json) {
    const plain = checks.map(({ name, ok, value, remedy }) => ({ name, ok, value, remedy }))
    await s.printJson({ ok: checks.every((check) => check.ok), checks: plain })
    return status
  }
  for (const { label, ok, value, remedy } of checks) {
    const mark = ok ? s.paint('green', '✓') : s.paint('red', '✕')
    await s.print(`${mark} ${label.padEnd(18)} ${value}`)
    if (remedy) await s.print(`${' '.repeat(21)}→ ${remedy}`)
  }
  if (checks.every((check) => check.ok)) s.say(doctor.allWell)
  return status
}
