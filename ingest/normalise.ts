/**
 * 2 · normalise: one spelling for every character
 * ===============================================
 *
 * Texts in TCVN3 and VNI become Unicode first: in TCVN3 Ð is é and the soft hyphen is ư, so nothing may be folded before.
 * Then NFC (also for marks typed in the wrong order), real Đ, plain hyphens and spaces, no invisible characters.
 * Most of it keeps the length; what does not is recorded in the map. Tone placement (hoà, hòa) and case are left
 * as they are: they are spelling, not encoding, and are folded where words are compared.
 */
import { textOf, unitsOf } from './chars.ts'
import { fromLegacy, TELLTALE } from './legacy.ts'
import { compose, identity, MappedBuilder, type MappedText } from './mapped.ts'

/** What each look-alike is written as: one character for one. */
const PLAIN_OF = new Uint16Array(0x10000)
const lookalike = (pattern: RegExp, plain: (code: number) => number): void => {
  for (let code = 0; code < PLAIN_OF.length; code++)
    if (pattern.test(String.fromCharCode(code))) PLAIN_OF[code] = plain(code)
}
PLAIN_OF.forEach((_, code) => (PLAIN_OF[code] = code))
lookalike(/[\uff01-\uff5e]/, (code) => code - 0xfee0)
lookalike(/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/, () => 0x2d)
lookalike(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/, () => 0x20)
/** Eth and African D are a mistyped Đ. */
lookalike(/[\u00d0\u0189]/, () => 0x110)
lookalike(/[\u00f0\u0256]/, () => 0x111)
const INVISIBLE = '\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff'

/** Vowel-shaping marks stand before tone marks, or NFC cannot compose: e + ´ + ^ is ế only as e + ^ + ´. */
const SHAPES = /[\u0302\u0306\u031b]/g
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g

/** What has to be done about a text: most documents need nothing, and one pass tells so. */
const LOOKALIKE = 1
const MARK = 2
const UNSEEN = 4
const LEGACY = 8
/** A letter with its marks, or what is not seen at all. */
const CLUSTER = MARK | UNSEEN
const NEEDS = new Uint8Array(0x10000)
const isMark = (code: number): boolean => code >= 0x300 && code <= 0x36f
for (let code = 0; code < NEEDS.length; code++) {
  const char = String.fromCharCode(code)
  NEEDS[code] =
    (PLAIN_OF[code] === code ? 0 : LOOKALIKE) |
    (isMark(code) ? MARK : 0) |
    (INVISIBLE.includes(char) ? UNSEEN : 0) |
    (TELLTALE.test(char) ? LEGACY : 0)
}

interface Survey {
  needs: number
  /** The text without look-alikes. */
  plain: string
}

function survey(text: string): Survey {
  const units = unitsOf(text)
  const { length } = text
  let needs = 0
  // A look-alike stands here and there: only its block is written.
  for (let start = 0; start < length; start += BLOCK) {
    const end = Math.min(start + BLOCK, length)
    let found = 0
    for (let i = start; i < end; i++) found |= NEEDS[units[i]!]!
    needs |= found
    if ((found & LOOKALIKE) !== 0) for (let i = start; i < end; i++) units[i] = PLAIN_OF[units[i]!]!
  }
  return { needs, plain: (needs & LOOKALIKE) === 0 ? text : textOf(units, length) }
}

/** Units that are looked at together. */
const BLOCK = 64

/** More marks than this on one letter are a prank, and sorting them would take the square of their number. */
export const MOST_MARKS = 16
const MARKS = /[\u0300-\u036f]/g

/** Composes one base with its marks, whatever their order: "é" + "̂" → "ế". */
function composeCluster(cluster: string): string {
  let decomposed = String.fromCodePoint(cluster.codePointAt(0)!)
  for (let i = decomposed.length, marks = 0; i < cluster.length && marks < MOST_MARKS; i++) {
    if (!isMark(cluster.charCodeAt(i))) continue
    decomposed += cluster[i]!
    marks++
  }
  decomposed = decomposed.normalize('NFD')
  const pick = (kind: RegExp): string => (decomposed.match(kind) ?? []).join('')
  const others = decomposed.replace(SHAPES, '').replace(TONES, '')
  return (others.replace(MARKS, '') + pick(SHAPES) + pick(TONES) + (others.match(MARKS) ?? []).join('')).normalize(
    'NFC',
  )
}

/** A decomposed text has few different clusters, each of them many times. */
const composed = new Map<string, string>()
const REMEMBERED = 5000
function letterOf(cluster: string): string {
  let letter = composed.get(cluster)
  if (letter === undefined) {
    letter = composeCluster(cluster)
    if (composed.size < REMEMBERED && cluster.length < 8) composed.set(cluster, letter)
  }
  return letter
}

/**
 * The text as later stages read it, with its map to the text as read.
 * Idempotent: normalising its text again changes nothing.
 */
export function normalise(source: string): MappedText {
  const seen = survey(source)
  // Look-alikes alone: nothing that may be legacy, and nothing to join.
  if ((seen.needs & (LEGACY | CLUSTER)) === 0) return identity(seen.plain)
  const legacy = (seen.needs & LEGACY) === 0 ? null : fromLegacy(source)
  let mapped = legacy ? compose(legacy, fold(survey(legacy.text))) : fold(seen)
  // What folding joined ("nh\u200b©n") may be seen to be legacy only now.
  for (let round = 0; round < 3 && mapped.text !== source; round++) {
    const again = mayBeLegacy(mapped.text) ? fromLegacy(mapped.text) : null
    if (!again) break
    mapped = compose(mapped, compose(again, fold(survey(again.text))))
  }
  return mapped
}

/** Whether a text holds what no text in an old encoding can do without. */
function mayBeLegacy(text: string): boolean {
  const units = unitsOf(text)
  for (let i = 0; i < text.length; i++) if ((NEEDS[units[i]!]! & LEGACY) !== 0) return true
  return false
}

/** All but the encodings. */
function fold({ needs, plain }: Survey): MappedText {
  if ((needs & CLUSTER) === 0) return identity(plain)
  const builder = new MappedBuilder(plain)
  const units = unitsOf(plain)
  const { length } = plain
  const kindAt = (at: number): number => NEEDS[units[at]!]! & CLUSTER
  let done = 0
  for (let at = 0; at < length; at++) {
    if (kindAt(at) === 0) continue
    const base = baseBefore(plain, at, done)
    let end = at
    while (end < length && kindAt(end) === UNSEEN) end++
    if (base < at && end < length && kindAt(end) === MARK) {
      while (end < length && kindAt(end) !== 0) end++
      builder.copy(done, base)
      builder.put(letterOf(plain.slice(base, end)), base, end)
    } else if (end > at) builder.copy(done, at)
    else continue
    done = end
    at = end - 1
  }
  builder.copy(done, length)
  return builder.finish()
}

/** Start of the character that ends just before `at`, if marks may stand on it; else `at`. A pair is one character. */
function baseBefore(text: string, at: number, floor: number): number {
  if (at === floor || (NEEDS[text.charCodeAt(at - 1)]! & CLUSTER) !== 0) return at
  const paired = at - 2 >= floor && (text.codePointAt(at - 2) ?? 0) > 0xffff
  return paired ? at - 2 : at - 1
}
