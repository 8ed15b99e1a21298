/**
 * 1 · legacy: texts typed for the fonts of before Unicode
 * =======================================================
 *
 *   TCVN3   Uû ban nh©n d©n · QuyÕt ®Þnh         .VnTime: one character is one letter (TCVN 5712:1993, VN3)
 *   VNI     Uyû ban nhaân daân · quyeát ñònh     VNI-Times: a vowel, then its mark
 *
 * Decided by statistics of words, never by one letter: read in the encoding, nearly all words with marks must be
 * syllables that Vietnamese can have, and several of them must be such as stand in no other text. Letters beyond
 * Latin-1 (ế, ư, đ, any combining mark) show a paragraph to be Unicode, and it is left alone.
 */
import { identity, MappedBuilder, type MappedText } from './mapped.ts'

export type Legacy = 'TCVN3' | 'VNI'

const zip = (keys: string[], letters: string): [string, string][] => keys.map((key, i) => [key, letters[i]!])

/** Letters by their codes from A1 on; what VN3 leaves empty is a space here. It has no capitals with tones. */
const VN3 = 'ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ '
export const TCVN3: ReadonlyMap<string, string> = new Map(
  zip(
    Array.from(VN3, (_, i) => String.fromCharCode(0xa1 + i)),
    VN3,
  ).filter(([, letter]) => letter !== ' '),
)

const VNI_LOWER: [string, string][] = [
  ...zip(['aù', 'aø', 'aû', 'aõ', 'aï', 'aâ', 'aá', 'aà', 'aå', 'aã', 'aä'], 'áàảãạâấầẩẫậ'),
  ...zip(['aê', 'aé', 'aè', 'aú', 'aü', 'aë'], 'ăắằẳẵặ'),
  ...zip(['eù', 'eø', 'eû', 'eõ', 'eï', 'eâ', 'eá', 'eà', 'eå', 'eã', 'eä'], 'éèẻẽẹêếềểễệ'),
  ...zip(['í', 'ì', 'æ', 'ó', 'ò'], 'íìỉĩị'),
  ...zip(['où', 'oø', 'oû', 'oõ', 'oï', 'oâ', 'oá', 'oà', 'oå', 'oã', 'oä'], 'óòỏõọôốồổỗộ'),
  ...zip(['ô', 'ôù', 'ôø', 'ôû', 'ôõ', 'ôï'], 'ơớờởỡợ'),
  ...zip(['uù', 'uø', 'uû', 'uõ', 'uï'], 'úùủũụ'),
  ...zip(['ö', 'öù', 'öø', 'öû', 'öõ', 'öï'], 'ưứừửữự'),
  ...zip(['yù', 'yø', 'yû', 'yõ', 'î'], 'ýỳỷỹỵ'),
  ['ñ', 'đ'],
]
/** The base tells the case; the mark after a capital may be of either. */
export const VNI: ReadonlyMap<string, string> = new Map([
  ...VNI_LOWER,
  ...VNI_LOWER.flatMap(([key, letter]): [string, string][] => {
    const upper = letter.toUpperCase()
    return key.length === 1
      ? [[key.toUpperCase(), upper]]
      : [
          [key.toUpperCase(), upper],
          [key[0]!.toUpperCase() + key[1]!, upper],
        ]
  }),
])

const inClass = (chars: Iterable<string>): string => [...chars].join('')
/** The soft hyphen is ư; where a program made a hyphen of it, it is ư before ơ: "n-íc". */
const TCVN3_WORD = new RegExp(`(?:[A-Za-z${inClass(TCVN3.keys())}]|-(?=[¬ê-î]))+`, 'g')
/** A bullet or a sign that stands alone is no letter; ® is: "®iÓm ®". */
const LONE = /^[·»×÷©]$/
const LATIN1_WORD = /[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]+/g
const VNI_LETTER = new RegExp(
  `[AEOUYaeouyÔÖôö][${inClass(new Set([...VNI.keys()].filter((key) => key.length > 1).map((key) => key[1]!)))}]|` +
    `[${inClass([...VNI.keys()].filter((key) => key.length === 1))}]`,
  'g',
)

/** Characters that Vietnamese in Unicode seldom has, and that no text in these encodings can do without. */
export const TELLTALE =
  /[\u00a1-\u00ac\u00ae\u00af\u00b5-\u00b9\u00bb-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]/
const MARKED = /[\u00a1-\u00ff]/
const UNICODE_LETTER = /[\u0100-\u024f\u1e00-\u1eff]|\p{M}/u

// --- syllables ----------------------------------------------------------------------------------------------------

const ONSETS = 'b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x'.split(' ')
const RIMES = new Set(
  (
    'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ' +
    'ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu ' +
    'o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ' +
    'ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uan uâ uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôp ' +
    'uôt uơ up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu ' +
    'y yêm yên yêng yêt yêu uac uach uai uan uang uanh uao uat uau uay uăc uăm uăn uăng uăp uăt ue uen ueo uet uêt uêu uin uit uôc ' +
    'iu ưc ynh ych yt'
  ).split(' '),
)
/** Syllables without their tones. gì, giêng: the i belongs to both. */
const SYLLABLES = new Set([
  ...RIMES,
  ...ONSETS.flatMap((onset) => [...RIMES].map((rime) => onset + rime)),
  ...[...RIMES].filter((rime) => rime[0] === 'i').map((rime) => `g${rime}`),
])
const LONGEST = 7
/** Letters with a tone → the letter without it, and whether a syllable that ends in a stop may have that tone. */
const TONED = new Map(
  [...'aăâeêioôơuưy'].flatMap((letter) =>
    ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((tone): [string, { letter: string; high: boolean }] => [
      `${letter}${tone}`.normalize('NFC'),
      { letter, high: tone === '\u0301' || tone === '\u0323' },
    ]),
  ),
)
const STOPPED = /(?:c|ch|p|t)$/

/** Whether Vietnamese can have this syllable: onset, rime, and the tone that a stop asks for. */
function isSyllable(word: string): boolean {
  if (word.length > LONGEST) return false
  let bare = ''
  let tones = 0
  let high = false
  for (const letter of word.toLowerCase()) {
    const toned = TONED.get(letter)
    bare += toned ? toned.letter : letter
    if (!toned) continue
    tones++
    high = toned.high
  }
  return tones < 2 && SYLLABLES.has(bare) && (high || !STOPPED.test(bare))
}

// --- evidence -----------------------------------------------------------------------------------------------------

/** A symbol within or at the head of a word, or a capital vowel after a small letter: "nh©n", "®Ò", "QuyÕt". */
const TCVN3_STRONG = /[A-Za-z][¡-¦¨©ª«¬\u00adµ¶·¸¹»¼½¾×÷]|[a-z][\u00c0-\u00de]|^®[A-Za-z\u00a1-\u00ff]/
/** A vowel with its mark behind it, or ñ and ö where only đ and ư can stand: "nhaân", "ñònh". */
const VNI_STRONG = /[AEOUYaeouyÔÖôö][ÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜËùøûõïâáàåãäêéèúüë]|^[Ññ].|[ÖöÔô][a-z]/

interface Encoding {
  word: RegExp
  strong: RegExp
  convert(word: string): string
}
const convertVni = (text: string): string => text.replace(VNI_LETTER, (letter) => VNI.get(letter) ?? letter)
const ENCODINGS: Record<Legacy, Encoding> = {
  TCVN3: { word: TCVN3_WORD, strong: TCVN3_STRONG, convert: convertTcvn3 },
  VNI: { word: LATIN1_WORD, strong: VNI_STRONG, convert: convertVni },
}
const NAMES: Legacy[] = ['TCVN3', 'VNI']

/** What words with marks tell. `strong` are the different words that stand in no other text; a few are enough. */
interface Evidence {
  marked: number
  valid: number
  strong: number
  distinct: Set<string>
}
const ENOUGH = 8
const noEvidence = (): Evidence => ({ marked: 0, valid: 0, strong: 0, distinct: new Set() })

/** Codes of types and bodies hold no vowel to judge by: Q§, N§, BL§TBXH. */
const CODE = /^[A-Z]*(?:[§Ñ][A-Z]*)+$/

type Verdict = 'code' | 'none' | 'valid' | 'strong'
function verdictOf(word: string, encoding: Encoding): Verdict {
  if (word.length > 12) return 'none'
  const converted = encoding.convert(word)
  if (!isSyllable(converted)) return CODE.test(word) ? 'code' : 'none'
  // "hoà" is a word of Unicode Vietnamese, though VNI reads it as "hồ".
  return encoding.strong.test(word) && !isSyllable(word) ? 'strong' : 'valid'
}

/** Verdicts on words are remembered within one document. */
type Memory = Record<Legacy, Map<string, Verdict>>
const newMemory = (): Memory => ({ TCVN3: new Map(), VNI: new Map() })
const REMEMBERED = 20_000

function evidenceOf(line: string, name: Legacy, memory: Memory): Evidence {
  const encoding = ENCODINGS[name]
  const known = memory[name]
  const evidence = noEvidence()
  encoding.word.lastIndex = 0
  for (let match = encoding.word.exec(line); match; match = encoding.word.exec(line)) {
    const [word] = match
    if (!MARKED.test(word) || LONE.test(word)) continue
    let verdict = known.get(word)
    if (verdict === undefined) {
      verdict = verdictOf(word, encoding)
      if (known.size < REMEMBERED) known.set(word, verdict)
    }
    if (verdict === 'code') continue
    evidence.marked++
    if (verdict === 'none') continue
    evidence.valid++
    if (verdict === 'valid') continue
    evidence.strong++
    if (evidence.distinct.size < ENOUGH) evidence.distinct.add(word.toLowerCase())
  }
  return evidence
}

/** How many words with marks are syllables as they stand. */
function validAsIs(line: string): number {
  let valid = 0
  LATIN1_WORD.lastIndex = 0
  for (let match = LATIN1_WORD.exec(line); match; match = LATIN1_WORD.exec(line))
    if (MARKED.test(match[0]) && isSyllable(match[0])) valid++
  return valid
}

function add(total: Evidence, one: Evidence): void {
  total.marked += one.marked
  total.valid += one.valid
  total.strong += one.strong
  for (const word of one.distinct) if (total.distinct.size < ENOUGH) total.distinct.add(word)
}

/** Nearly all words are syllables, and a good part of them are so in no other encoding. A few words must all be. */
const convinces = ({ marked, valid, strong, distinct }: Evidence, words: number): boolean =>
  distinct.size >= words && valid >= marked * (marked < 10 ? 1 : 0.85) && strong >= marked * 0.25

interface Line {
  start: number
  end: number
  evidence: Record<Legacy, Evidence>
}

/** The lines to convert. */
interface Plan {
  legacy: Legacy
  lines: { start: number; end: number }[]
}

/** A letter beyond Latin-1, as stands among the first few of nearly every line in Unicode. */
function hasLatinBeyond(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if ((code >= 0x100 && code <= 0x24f) || (code >= 0x1e00 && code <= 0x1eff)) return true
  }
  return false
}

function planFor(text: string): Plan | null {
  if (!TELLTALE.test(text)) return null
  const memory = newMemory()
  const lines: Line[] = []
  const total: Record<Legacy, Evidence> = { TCVN3: noEvidence(), VNI: noEvidence() }
  let unicode = 0
  for (let start = 0; start < text.length;) {
    let end = text.indexOf('\n', start)
    if (end < 0) end = text.length
    const line = hasLatinBeyond(text, start, end) ? null : text.slice(start, end)
    if (line === null || UNICODE_LETTER.test(line)) unicode++
    else if (MARKED.test(line)) {
      const evidence = { TCVN3: evidenceOf(line, 'TCVN3', memory), VNI: evidenceOf(line, 'VNI', memory) }
      for (const name of NAMES) add(total[name], evidence[name])
      lines.push({ start, end, evidence })
    }
    start = end + 1
  }
  const best = (evidence: Record<Legacy, Evidence>, words: number): Legacy | null =>
    NAMES.filter((name) => convinces(evidence[name], words)).sort((a, b) => evidence[b].valid - evidence[a].valid)[0] ??
    null
  const whole = best(total, 2)
  if (!whole) {
    // A paragraph pasted from an old file into a text that is Unicode, or two encodings side by side.
    const pasted = lines.filter((line) => best(line.evidence, 3))
    const legacy = pasted[0] && best(pasted[0].evidence, 3)
    return legacy ? { legacy, lines: pasted.filter((line) => best(line.evidence, 3) === legacy) } : null
  }
  // Where a line could be either ("Sè: 12"), it goes with the document, or in a mixed one with the line above it.
  const home = lines.length > unicode
  let above = home
  const chosen = lines.filter((line) => {
    const { valid } = line.evidence[whole]
    const asIs = validAsIs(text.slice(line.start, line.end))
    const decided = valid === asIs ? home || above : valid > asIs
    above = decided
    return decided
  })
  return chosen.length > 0 ? { legacy: whole, lines: chosen } : null
}

// --- conversion ---------------------------------------------------------------------------------------------------

function convertTcvn3(word: string): string {
  let converted = ''
  for (const char of word) converted += char === '-' ? 'ư' : (TCVN3.get(char) ?? char)
  return converted
}

/** A capital, and no small letter of ASCII, behind the first letter: its marked letters are capitals too. */
const SHOUTED = /^[^a-z]+[A-Z¡-§][^a-z]*$/
const CAPITALS = /[A-Z¡-§]/g
const SMALL = /[a-z]/g
/** Numbers and codes are in capitals anywhere: "Sè: 12/KH-UBND" is no line in capitals. */
const CODES = /\S*[\d/&]\S*/g

/**
 * One line of TCVN3, one letter for one. Capitals with tones are drawn by a second font, so that the file has small
 * letters in their place: "QUYÕT §ÞNH". They are raised in words, and short words in lines, that are in capitals.
 */
function convertTcvn3Line(line: string): string {
  const words = line.replace(CODES, '')
  const capitals = words.match(CAPITALS)?.length ?? 0
  const shouted = capitals > 3 && capitals > 3 * (words.match(SMALL)?.length ?? 0)
  // "QUYÕT Sè" in a sentence: the word before is in capitals.
  let raised = -1
  return line.replace(TCVN3_WORD, (word, at: number) => {
    if ((!MARKED.test(word) && !word.includes('-')) || LONE.test(word)) return word
    const converted = convertTcvn3(word)
    if (!SHOUTED.test(word) && (/[a-z]/.test(word) || (!shouted && at !== raised))) return converted
    const upper = converted.toUpperCase()
    if (upper !== converted && line[at + word.length] === ' ') raised = at + word.length + 1
    return upper
  })
}

/** The encoding of a text that is not Unicode, as a whole or in some of its paragraphs. */
export const detectLegacy = (text: string): Legacy | null => planFor(text)?.legacy ?? null

/** The text in Unicode, with its map; `null` where nothing of it is in an encoding of before. */
export function fromLegacy(text: string): MappedText | null {
  const plan = planFor(text)
  if (!plan) return null
  if (plan.legacy === 'TCVN3') {
    let converted = ''
    let done = 0
    for (const { start, end } of plan.lines) {
      converted += text.slice(done, start) + convertTcvn3Line(text.slice(start, end))
      done = end
    }
    return identity(converted + text.slice(done))
  }
  const builder = new MappedBuilder(text)
  let done = 0
  for (const { start, end } of plan.lines) {
    for (const match of text.slice(start, end).matchAll(VNI_LETTER)) {
      const letter = VNI.get(match[0])
      if (letter === undefined) continue
      const at = start + match.index
      builder.copy(done, at)
      done = at + match[0].length
      builder.put(letter, at, done)
    }
  }
  builder.copy(done, text.length)
  return builder.finish()
}
