/**
 * cancu explain RULE — one rule: what it finds, why, where the law says so, with examples
 */
import type { Command } from 'commander'
import { CancuError, EXIT } from '../../ingest/errors.ts'
import { DRAFT_CLASSES } from '../../ingest/check/model.ts'
import { nearest } from '../nearest.ts'
import type { Session } from '../session.ts'
import { text, type Text } from '../text.ts'

export function define(command: Command, t: Text): string[] {
  command.argument('<RULE>').option('--json', t.options.json)
  return ['explain N4', 'explain V1 --json']
}

export async function run(s: Session, [id]: [string]): Promise<number> {
  const { RULES, ruleOf } = await import('../../ingest/check/rules.ts')
  const found = ruleOf(id)
  if (!found) throw noSuchRule(id, RULES.map((rule) => rule.id)) // prettier-ignore
  const { find: _, ...rule } = found
  if (s.json) {
    await s.printJson(rule)
    return EXIT.done
  }
  const { lang } = s.settings
  const { t, paint } = s
  await s.print(`${paint('bold', `${rule.id}  ${rule.name[lang]}`)}`)
  for (const each of DRAFT_CLASSES) {
    const severity = rule.classes && !rule.classes.includes(each) ? null : (rule.severities?.[each] ?? rule.severity)
    await s.print(`  ${t.check.class[each].padEnd(36)} ${severity ? t.check.severity[severity] : '—'}`)
  }
  for (const { why } of Object.values(rule.words)) await s.print(`\n${why[lang]}`)
  await s.print(`\n${paint('bold', t.check.basis)}`)
  for (const { text: basis, since, until } of rule.basis)
    await s.print(`  ${basis}${since || until ? paint('dim', ` (${since ?? '…'} – ${until ?? '…'})`) : ''}`)
  for (const [mark, examples] of [
    ['✗', rule.examples.invalid],
    ['✓', rule.examples.valid],
  ] as const)
    // prettier-ignore
    for (const example of examples) {
      await s.print(`\n${mark} ${example.text.replace(/\s+/g, ' ')}`)
      if (example.fixed) await s.print(paint('dim', `  ${example.at} → ${example.fixed}`))
    }
  return EXIT.done
}

function noSuchRule(id: string, ids: string[]): CancuError {
  const near = nearest(id.toUpperCase(), ids)
  const [vi, en] = [text('vi'), text('en')]
  const remedy = (t: Text): string => [near && t.usage.didYouMean(near), t.usage.seeRules].filter(Boolean).join(' ')
  return new CancuError(
    'bad_usage',
    { vi: vi.usage.noRule(id), en: en.usage.noRule(id) },
    { vi: remedy(vi), en: remedy(en) },
  )
}
