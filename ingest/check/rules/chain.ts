import type { RuleFunction } from '../model.ts'

export const CHAIN_RULES: Record<string, RuleFunction> = {}
