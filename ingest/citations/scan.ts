/**
 * 4 · citations: the one pass over the text
 * =========================================
 *
 * Every word start is looked up once for all that asks for words: cues (`cues.ts`), names (`names.ts`), back references
 * (`back.ts`); every digit once for the numbers (`number.ts`). What follows looks only at what was found here.
 */
import { CLASS_OF, HALF, LETTER, letterAt, letterBefore, NUMBER, unitsOf } from '../chars.ts'
import { BACK_WORDS } from './back.ts'
import { CUE_FORMS, type CueHit, muted } from './cues.ts'
import { Lexicon, summed } from './lexicon.ts'
import { NAME_TRIGGERS } from './names.ts'
import { Designations, mayStartNumber, type Designation } from './number.ts'
import type { CueEntry } from '../vocab/index.ts'

/** A word as it stands in the text. */
export interface WordHit {
  start: number
  end: number
  word: string
}

export interface Scan {
  designations: Designation[]
  cues: CueHit[]
  /** Words that may start a citation by name. */
  triggers: WordHit[]
  /** Words that may refer back. */
  words: WordHit[]
}

interface Entry {
  word: string
  cue: CueEntry | null
  /** What must follow a word that starts a name; null: the word starts none. */
  trigger: string | null
  back: boolean
}

const entries = new Map<string, Entry>()
const entryOf = (word: string): Entry => {
  let entry = entries.get(word)
  if (!entry) entries.set(word, (entry = { word, cue: null, trigger: null, back: false }))
  return entry
}
for (const [form, cue] of CUE_FORMS) entryOf(form).cue = cue
for (const [word, follows] of NAME_TRIGGERS) entryOf(word).trigger = follows
for (const word of BACK_WORDS) entryOf(word).back = true
const LEXICON = new Lexicon(entries)

/** What a character is to the scanner: its class, and whether a number may start with it. */
const NUMBER_START = 64
const KIND_OF = CLASS_OF.map(
  (bits, code) => (bits & (LETTER | NUMBER | HALF)) | (mayStartNumber(code) ? NUMBER_START : 0),
)

/** A slash or hyphen before a word joins it to a number: it refers to nothing. */
const joined = (code: number): boolean => code === 47 || code === 45

class Scanner {
  private cueEnd = 0
  private triggerEnd = 0
  private backEnd = 0
  private readonly text: string
  private readonly units: Uint16Array
  readonly found: Scan = { designations: [], cues: [], triggers: [], words: [] }

  constructor(text: string, units: Uint16Array) {
    this.text = text
    this.units = units
  }

  /**
   * Words of the lexicon whose first syllable is [start, end) and ends in `head`; of cues the longest counts, the others
   * do not start one another.
   */
  word(start: number, end: number, head: number): void {
    const { text, units } = this
    let cue: CueEntry | null = null
    let cueEnd = 0
    // The zero after the last unit leads nowhere.
    for (let node = head, at = end; node !== 0; node = LEXICON.after(node, units[at++]!)) {
      const number = LEXICON.ends[node]!
      if (number === 0) continue
      const entry = LEXICON.entries[number]!
      const whole = !letterAt(text, at)
      if (whole && entry.cue) {
        cue = entry.cue
        cueEnd = at
      }
      const { trigger } = entry
      if (trigger !== null && start >= this.triggerEnd && whole && (!trigger || text.startsWith(trigger, at))) {
        this.found.triggers.push({ start, end: at, word: entry.word })
        this.triggerEnd = at
      }
      if (entry.back && whole && start >= this.backEnd && !(start > 0 && joined(text.charCodeAt(start - 1)))) {
        this.found.words.push({ start, end: at, word: entry.word })
        this.backEnd = at
      }
    }
    if (!cue || start < this.cueEnd) return
    this.cueEnd = cueEnd
    if (!muted(cue, text, cueEnd)) this.found.cues.push({ start, end: cueEnd, entry: cue })
  }
}

/** Finds all words and numbers of a flow text that any later stage asks for. */
export function scan(text: string): Scan {
  const units = unitsOf(text)
  const scanner = new Scanner(text, units)
  const numbers = new Designations(text, units)
  const { length } = text
  let before = 0
  for (let at = 0; at < length;) {
    const start = at
    const first = units[at]!
    const kind = KIND_OF[first]!
    if ((kind & LETTER) === 0) at++
    else {
      // The zero after the last unit is no letter.
      let sum = 0
      for (let code = first; (KIND_OF[code]! & LETTER) !== 0; code = units[++at]!) sum = summed(sum, code)
      const head = LEXICON.mayHead(sum) ? LEXICON.head(units, start, at, sum) : 0
      if (head !== 0 && ((before & HALF) === 0 || !letterBefore(text, start))) scanner.word(start, at, head)
    }
    if ((kind & NUMBER_START) !== 0 && (before & (LETTER | NUMBER)) === 0) numbers.tryAt(start)
    before = kind
  }
  scanner.found.designations = numbers.found
  return scanner.found
}
