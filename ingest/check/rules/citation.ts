import type { RuleFunction } from '../model.ts'

export const CITATION_RULES: Record<string, RuleFunction> = {}
