/**
 * 4 · citations: many words looked for at once
 * ============================================
 *
 *   Quy ─ ─đ─ị─n─h          the first syllable at once, by a sum of its letters,
 *      └─ ─c─h─ế            the rest letter by letter, whatever the number of words
 *
 * Most syllables of a text start no word of the lexicon: the sum, which the scanner forms while it reads, tells so at
 * one look. The tree is small enough to stay in the processor's nearest memory.
 */

/** The sum of letters, one more of them taken in. */
export const summed = (sum: number, code: number): number => (Math.imul(sum, 31) + code) | 0

const PLACES = 1 << 12
const placeOf = (sum: number): number => (sum ^ (sum >>> 12)) & (PLACES - 1)

const FIRST_SYLLABLE = /^\p{L}+/u

export class Lexicon<T> {
  /** Of each node: its letter, the node before it, the first of those after it, and the next beside it; 0 is none. */
  readonly letters: Uint16Array
  readonly befores: Uint16Array
  readonly afters: Uint16Array
  readonly besides: Uint16Array
  /** The entry of a word that ends in a node, by its number in `ends`. */
  readonly entries: (T | null)[] = [null]
  /** Number of the entry whose word ends in a node, or 0. */
  readonly ends: Uint16Array
  /** Node in which the first syllable of this sum ends: by the lower bits of the sum, then the free place after. */
  private readonly heads = new Uint16Array(PLACES)
  private readonly sums = new Int32Array(PLACES)

  constructor(words: Map<string, T>) {
    let size = 1
    for (const word of words.keys()) size += word.length
    if (size > 0xffff) throw new Error('The vocabulary has outgrown its tree')
    const nodes = (): Uint16Array => new Uint16Array(size)
    this.letters = nodes()
    this.befores = nodes()
    this.afters = nodes()
    this.besides = nodes()
    this.ends = nodes()
    let free = 1
    for (const [word, entry] of words) {
      let node = 0
      for (let i = 0; i < word.length; i++) {
        let next = this.after(node, word.charCodeAt(i))
        if (next === 0) {
          next = free++
          this.letters[next] = word.charCodeAt(i)
          this.befores[next] = node
          this.besides[next] = this.afters[node]!
          this.afters[node] = next
        }
        node = next
      }
      this.ends[node] = this.entries.push(entry) - 1
      this.enter(word)
    }
  }

  /** The node that a letter leads to, or 0. */
  after(node: number, code: number): number {
    let next = this.afters[node]!
    while (next !== 0 && this.letters[next] !== code) next = this.besides[next]!
    return next
  }

  /** Whether some word may start with a syllable of this sum: nearly always not, and then it is certain. */
  mayHead(sum: number): boolean {
    return this.heads[placeOf(sum)] !== 0
  }

  /** The node in which the first syllable [start, end) ends, whose letters have this sum; 0 if no word starts so. */
  head(units: Uint16Array, start: number, end: number, sum: number): number {
    const head = this.heads[this.place(sum)]!
    // Another syllable may have the same sum.
    let node = head
    for (let at = end - 1; at >= start && node !== 0; at--) {
      if (this.letters[node] !== units[at]) return 0
      node = this.befores[node]!
    }
    return node === 0 ? head : 0
  }

  private place(sum: number): number {
    let place = placeOf(sum)
    while (this.heads[place] !== 0 && this.sums[place] !== sum) place = (place + 1) & (PLACES - 1)
    return place
  }

  private enter(word: string): void {
    let node = 0
    let sum = 0
    for (const letter of FIRST_SYLLABLE.exec(word)![0]) {
      node = this.after(node, letter.charCodeAt(0))
      sum = summed(sum, letter.charCodeAt(0))
    }
    const place = this.place(sum)
    if (this.heads[place] !== 0 && this.heads[place] !== node) throw new Error(`Two syllables of one sum: ${word}`)
    this.heads[place] = node
    this.sums[place] = sum
  }
}
