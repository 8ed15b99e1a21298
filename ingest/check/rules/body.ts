import type { RuleFunction } from '../model.ts'

export const BODY_RULES: Record<string, RuleFunction> = {}
