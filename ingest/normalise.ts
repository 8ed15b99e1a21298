/**
 * 2 · normalise: one spelling for every character
 * ===============================================
 *
 * Texts in TCVN3 and VNI become Unicode first: in TCVN3 Ð is é and the soft hyphen is ư, so nothing may be folded before.
 * Then NFC (also for marks typed in the wrong order), real Đ, plain hyphens and spaces, no invisible characters.
 * Most of it keeps the length; what does not is recorded in the map. Tone placement (hoà, hòa) and case are left
 * as they are: they are spelling, not encoding, and are folded where words are compared.
 */
import { fromLegacy } from './legacy.ts'
import { compose, identity, MappedBuilder, type MappedText } from './mapped.ts'

const HYPHENS = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g
/** Eth and African D beside a letter, hyphen or slash are a mistyped Đ; alone they are left. */
const ETH = /[\u00d0\u0189]/g
const ETH_SMALL = /[\u00f0\u0256]/g
const FULLWIDTH = /[\uff01-\uff5e]/g
const INVISIBLE = '\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff'

/** Anything the two passes below would change: most documents have none of it and are returned as they are. */
const SAME_LENGTH =
  /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2010-\u2015\u2212\ufe58\ufe63\uff0d\u00d0\u0189\u00f0\u0256\uff01-\uff5e]/
const OTHER_LENGTH = new RegExp(`[${INVISIBLE}]|.?[\\u0300-\\u036f]`)
const CLUSTERS = new RegExp(
  `[${INVISIBLE}]+|[^\\u0300-\\u036f${INVISIBLE}][${INVISIBLE}]*[\\u0300-\\u036f][\\u0300-\\u036f${INVISIBLE}]*`,
  'gu',
)

/** Vowel-shaping marks stand before tone marks, or NFC cannot compose: e + ´ + ^ is ế only as e + ^ + ´. */
const SHAPES = /[\u0302\u0306\u031b]/g
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g

/** Replaces look-alikes one for one. */
function unifyLookalikes(text: string): string {
  if (!SAME_LENGTH.test(text)) return text
  return text
    .replace(HYPHENS, '-')
    .replace(SPACES, ' ')
    .replace(FULLWIDTH, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(ETH, 'Đ')
    .replace(ETH_SMALL, 'đ')
}

/** More marks than this on one letter are a prank, and sorting them would take the square of their number. */
const MOST_MARKS = 16
const MARKS = /[\u0300-\u036f]/g
const INVISIBLES = new RegExp(`[${INVISIBLE}]+`, 'g')

/** Composes one base with its marks, whatever their order: "é" + "̂" → "ế". */
function composeCluster(cluster: string): string {
  const marks = cluster.match(MARKS) ?? []
  const base = cluster.replace(MARKS, '').replace(INVISIBLES, '')
  const decomposed = (base + marks.slice(0, MOST_MARKS).join('')).normalize('NFD')
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
  const legacy = fromLegacy(source)
  let mapped = legacy ? compose(legacy, fold(legacy.text)) : fold(source)
  // What folding joined ("nh\u200b©n") may be seen to be legacy only now.
  for (let round = 0; round < 3 && mapped.text !== source; round++) {
    const again = fromLegacy(mapped.text)
    if (!again) break
    mapped = compose(mapped, compose(again, fold(again.text)))
  }
  return mapped
}

/** All but the encodings. */
function fold(source: string): MappedText {
  const text = unifyLookalikes(source)
  if (!OTHER_LENGTH.test(text)) return identity(text)
  const builder = new MappedBuilder(text)
  let done = 0
  for (const match of text.matchAll(CLUSTERS)) {
    const [cluster] = match
    builder.copy(done, match.index)
    done = match.index + cluster.length
    if (INVISIBLE.includes(cluster[0]!)) continue
    builder.put(letterOf(cluster), match.index, done)
  }
  builder.copy(done, text.length)
  return builder.finish()
}
