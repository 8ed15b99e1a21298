/**
 * 4 · citations: many words looked for at once
 * ============================================
 *
 *   Q─u─y─ ─đ─ị─n─h          one step per character, whatever the number of words
 *         └─c─h─ế
 *
 * A table of states: from each, where each character leads. Characters that no word holds lead nowhere, so that most
 * places of a text are left after one or two steps.
 */

export class Lexicon<T> {
  /** Column of each character; 0 for those that no word holds. */
  private readonly columns = new Uint8Array(0x10000)
  private readonly width: number
  private readonly next: Uint16Array
  /** The entry of a word that ends in this state, by state. */
  readonly entries: (T | undefined)[] = []

  constructor(words: Map<string, T>) {
    let width = 1
    let size = 1
    for (const word of words.keys()) {
      size += word.length
      for (let i = 0; i < word.length; i++)
        if (this.columns[word.charCodeAt(i)]! === 0) this.columns[word.charCodeAt(i)] = width++
    }
    this.width = width
    const next = new Uint16Array(size * width)
    let states = 1
    for (const [word, entry] of words) {
      let state = 0
      for (let i = 0; i < word.length; i++) {
        const cell = state * width + this.columns[word.charCodeAt(i)]!
        state = next[cell] === 0 ? (next[cell] = states++) : next[cell]!
      }
      this.entries[state] = entry
    }
    if (states > 0xffff || width > 0xff) throw new Error('The vocabulary has outgrown its table')
    this.next = next.slice(0, states * width)
    for (let state = 0; state < states; state++) this.entries[state] ??= undefined
  }

  /** The state after this character, or 0: no word goes on with it. */
  step(state: number, code: number): number {
    const column = this.columns[code]!
    return column === 0 ? 0 : this.next[state * this.width + column]!
  }
}
