/**
 * What kind of character stands here?
 * ===================================
 *
 * One table lookup instead of a Unicode class in a pattern: the engine asks this of every character it reads.
 * Characters beyond the first plane (emoji, mathematical letters) are pairs, and are asked by pattern: they are rare.
 */

export const LETTER = 1
export const NUMBER = 2
export const UPPER = 4
export const LOWER = 8
/** Half of a pair. */
export const HALF = 16
/** Letter, mark, number: what a word is made of. */
export const WORD = 32

const PLANE = 0x10000
/** Class bits of every UTF-16 unit. */
export const CLASS_OF = new Uint8Array(PLANE)

const units = new Uint16Array(PLANE)
for (let code = 0; code < PLANE; code++) units[code] = code >= 0xd800 && code < 0xe000 ? 0x20 : code
const plane = new TextDecoder('utf-16le', { ignoreBOM: true }).decode(units)
for (const [pattern, bit] of [
  [/\p{L}+/gu, LETTER],
  [/\p{N}+/gu, NUMBER],
  [/\p{Lu}+/gu, UPPER],
  [/\p{Ll}+/gu, LOWER],
  [/[\p{L}\p{M}\p{N}]+/gu, WORD],
] as const) {
  for (const run of plane.matchAll(pattern))
    for (let code = run.index; code < run.index + run[0].length; code++) CLASS_OF[code]! |= bit
}
CLASS_OF.fill(HALF, 0xd800, 0xe000)

/** Whether a letter ends just before `at`. */
export function letterBefore(text: string, at: number): boolean {
  if (at <= 0) return false
  const bits = CLASS_OF[text.charCodeAt(at - 1)]!
  return bits === HALF ? at > 1 && /^\p{L}$/u.test(text.slice(at - 2, at)) : (bits & LETTER) !== 0
}

/** Whether a letter starts at `at`. */
export function letterAt(text: string, at: number): boolean {
  if (at >= text.length) return false
  const bits = CLASS_OF[text.charCodeAt(at)]!
  return bits === HALF ? /^\p{L}/u.test(text.slice(at, at + 2)) : (bits & LETTER) !== 0
}
