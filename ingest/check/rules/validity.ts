import type { RuleFunction } from '../model.ts'

export const VALIDITY_RULES: Record<string, RuleFunction> = {}
