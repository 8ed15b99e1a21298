/**
 * 2 · normalise: one spelling for every character
 * ===============================================
 *
 * NFC (also for marks typed in the wrong order), real Đ, plain hyphens and spaces, no invisible characters.
 * Most of it keeps the length; what does not is recorded in the map. Tone placement (hoà, hòa) and case are left
 * as they are: they are spelling, not encoding, and are folded where words are compared.
 */
import { identity, MappedBuilder, type MappedText } from './mapped.ts'

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
  `[${INVISIBLE}]+|[^\\u0300-\\u036f${INVISIBLE}][\\u0300-\\u036f][\\u0300-\\u036f${INVISIBLE}]*`,
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

/** Composes one base with its marks, whatever their order: "é" + "̂" → "ế". */
function composeCluster(cluster: string): string {
  const decomposed = cluster.normalize('NFD')
  const base = decomposed.replace(/[\u0300-\u036f]/g, '').replace(new RegExp(`[${INVISIBLE}]`, 'g'), '')
  const shapes = decomposed.match(SHAPES) ?? []
  const tones = decomposed.match(TONES) ?? []
  const others =
    decomposed
      .replace(SHAPES, '')
      .replace(TONES, '')
      .match(/[\u0300-\u036f]/g) ?? []
  return (base + shapes.join('') + tones.join('') + others.join('')).normalize('NFC')
}

/**
 * The text as later stages read it, with its map to the text as read.
 * Idempotent: normalising its text again changes nothing.
 */
export function normalise(source: string): MappedText {
  const text = unifyLookalikes(source)
  if (!OTHER_LENGTH.test(text)) return identity(text)
  const builder = new MappedBuilder(text)
  let done = 0
  for (const match of text.matchAll(CLUSTERS)) {
    const [cluster] = match
    builder.copy(done, match.index)
    done = match.index + cluster.length
    if (INVISIBLE.includes(cluster[0]!)) continue
    const composed = composeCluster(cluster)
    builder.put(composed, match.index, done)
  }
  builder.copy(done, text.length)
  return builder.finish()
}
