/**
 * cancu rules — the rules that `check` follows, each with where the law says so
 */
import type { Command } from 'commander'
import { EXIT } from '../../ingest/errors.ts'
import type { Session } from '../session.ts'
import type { Text } from '../text.ts'

export function define(command: Command, t: Text): string[] {
  command.option('--json', t.options.json)
  return ['rules', 'rules --json']
}

export async function run(s: Session): Promise<number> {
  const { RULES } = await import('../../ingest/check/rules.ts')
  const { lang } = s.settings
  for (const { find: _, ...rule } of RULES) {
    if (s.json) await s.printJson(rule)
    else {
      const head = `${s.paint('bold', rule.id.padEnd(4))} ${s.t.check.severity[rule.severity].padEnd(9)} ${rule.name[lang]}`
      await s.print(head)
      for (const { text } of rule.basis) await s.print(s.paint('dim', `               ${text}`))
    }
  }
  return EXIT.done
}
