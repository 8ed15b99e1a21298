/**
 * The rules: data and function side by side
 * =========================================
 *
 * `rules.yaml` says what each rule is called, how heavy it is, where it holds, what it says and where the law says so;
 * `rules/` has a small function for each. A rule in one without the other is a bug and fails when this file is loaded.
 */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Rule, RuleFunction } from './model.ts'
import { BODY_RULES } from './rules/body.ts'
import { CHAIN_RULES } from './rules/chain.ts'
import { CITATION_RULES } from './rules/citation.ts'
import { FORM_RULES } from './rules/form.ts'
import { NUMBER_RULES } from './rules/number.ts'
import { VALIDITY_RULES } from './rules/validity.ts'

const FUNCTIONS: Record<string, RuleFunction> = {
  ...NUMBER_RULES,
  ...CITATION_RULES,
  ...VALIDITY_RULES,
  ...BODY_RULES,
  ...CHAIN_RULES,
  ...FORM_RULES,
}

export interface RunnableRule extends Rule {
  find: RuleFunction
}

/** All rules, in the order of the table. */
export const RULES: readonly RunnableRule[] = (
  parse(readFileSync(new URL('./rules.yaml', import.meta.url), 'utf8')) as Rule[]
).map((rule) => {
  const find = FUNCTIONS[rule.id]
  if (!find) throw new Error(`rule ${rule.id} has no function`)
  return { ...rule, find }
})

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]))
for (const id of Object.keys(FUNCTIONS)) if (!BY_ID.has(id)) throw new Error(`rule ${id} has no entry`)

/** The rule of this id, in any case. */
export function ruleOf(id: string): RunnableRule | null {
  return BY_ID.get(id.toUpperCase()) ?? null
}
