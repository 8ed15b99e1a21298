import type { RuleFunction } from '../model.ts'

export const FORM_RULES: Record<string, RuleFunction> = {}
