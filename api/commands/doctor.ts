/**
 * cancu doctor — what is set up and reachable, with the remedy
 *
 * Changes nothing and creates nothing. The exit status is that of the worst finding.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { CancuError, EXIT } from '../../ingest/errors.ts'
import { samplesFolder, VERSION, webFolder } from '../package.ts'
import type { Session } from '../session.ts'
import type { Settings } from '../settings.ts'
import type { Text } from '../text.ts'
import { openStores } from '../wire.ts'

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

async function storeChecks(s: Session): Promise<{ checks: Check[]; status: number }> {
  const { settings, t } = s
  const { doctor } = t
  const from = (origin: keyof typeof doctor.from): string => doctor.from[origin]
  const graphAt = `${address(settings.graph)} (${from(settings.origin.graph)})`
  const searchAt = `${address(settings.search)} (${from(settings.origin.search)})`
  const missing = settings.graph.kind === 'embedded' && !existsSync(settings.graph.path)
  try {
    const stores = await openStores(settings, 'as-is')
    try {
      const counts = await stores.graph.counts()
      const indexed = await stores.index.count()
      const nodes = counts.instruments + counts.programmes
      const holds = missing ? doctor.notYet : doctor.holds(counts.sources, nodes)
      const inSync = nodes === indexed
      return {
        status: EXIT.done,
        checks: [
          { name: 'graph', label: doctor.graph, ok: true, value: `${graphAt}: ${holds}`, remedy: null },
          {
            name: 'search',
            label: doctor.search,
            ok: true,
            value: `${searchAt}: ${doctor.indexed(indexed)}`,
            remedy: null,
          },
          {
            name: 'synced',
            label: doctor.synced,
            ok: inSync,
            value: inSync ? doctor.inSync : doctor.outOfSync(nodes, indexed),
            remedy: inSync ? null : doctor.runReindex,
          },
        ],
      }
    } finally {
      await stores.close()
    }
  } catch (error) {
    if (!(error instanceof CancuError)) throw error
    const search = error.code === 'search_unreachable'
    const value = `${search ? searchAt : graphAt}: ${error.words[settings.lang]}`
    const check = { ok: false, value, remedy: error.remedy[settings.lang] }
    return {
      status: error.exit,
      checks: [{ name: search ? 'search' : 'graph', label: search ? doctor.search : doctor.graph, ...check }],
    }
  }
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
