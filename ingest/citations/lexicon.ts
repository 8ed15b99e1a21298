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
  readonly columns = new Uint8Array(0x10000)
  /** Where each state, by the start of its row, and each column lead: the start of another row, or 0 for nowhere. */
  readonly next: Uint32Array
  /** The entry of a word that ends in this state, by state. */
  readonly entries = new Map<number, T>()
  /** Whether a word ends in this state. */
  readonly ends: Uint8Array

  constructor(words: Map<string, T>) {
    let width = 1
    let size = 1
    for (const word of words.keys()) {
      size += word.length
      for (let i = 0; i < word.length; i++)
        if (this.columns[word.charCodeAt(i)]! === 0) this.columns[word.charCodeAt(i)] = width++
    }
    const next = new Uint32Array(size * width)
    let free = width
    for (const [word, entry] of words) {
      let state = 0
      for (let i = 0; i < word.length; i++) {
        const cell = state + this.columns[word.charCodeAt(i)]!
        if (next[cell] === 0) {
          next[cell] = free
          free += width
        }
        state = next[cell]!
      }
      this.entries.set(state, entry)
    }
    if (width > 0xff) throw new Error('The vocabulary has outgrown its table')
    this.next = next.slice(0, free)
    this.ends = new Uint8Array(free)
    for (const state of this.entries.keys()) this.ends[state] = 1
  }
}
