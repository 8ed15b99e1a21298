/**
 * Values of options
 * =================
 *
 * What commander hands over is text; here it becomes what it stands for, or a complaint with the remedy.
 */
import { CancuError } from '../ingest/errors.ts'
import { text } from './text.ts'

function complaint(
  say: (t: ReturnType<typeof text>) => string,
  remedy: (t: ReturnType<typeof text>) => string,
): CancuError {
  const [vi, en] = [text('vi'), text('en')]
  return new CancuError('bad_usage', { vi: say(vi), en: say(en) }, { vi: remedy(vi), en: remedy(en) })
}

/** A whole number within bounds. */
export function integer(name: string, value: string, from: number, to: number): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
  if (number >= from && number <= to) return number
  return reject(
    (t) => t.usage.notNumber(name, value, from, to),
    (t) => t.usage.seeHelp('cancu'),
  )
}

/** Refuses what was asked, in both languages. */
export function reject(
  say: (t: ReturnType<typeof text>) => string,
  remedy: (t: ReturnType<typeof text>) => string,
): never {
  throw complaint(say, remedy)
}

/** Option that may be given several times. */
export const collect = (value: string, before: string[] = []): string[] => [...before, value]
