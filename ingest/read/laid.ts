/**
 * Lines of a word processor's document
 * ====================================
 *
 * A paragraph is a line. A table row whose cells hold one line each is one line with tabs between; a cell of several
 * lines (the two-column heading and signature blocks) keeps its lines together, cell after cell. Footnotes stand at the
 * end as "[1] …".
 */
export class LaidText {
  /** What was written since the innermost row, cell or part began. */
  text = ''
  readonly #around: string[] = []
  readonly #rows: string[][] = []
  readonly #notes: string[] = []

  /** Begins a part that is put somewhere as a whole: what is written goes into it until `close`. */
  open(): void {
    this.#around.push(this.text)
    this.text = ''
  }

  /** Ends the part and hands it over. */
  close(): string {
    const part = this.text
    this.text = this.#around.pop() ?? ''
    return part
  }

  openRow(): void {
    this.open()
    this.#rows.push([])
  }

  /** Words between a row and its first cell, or between two cells, are none of the table's. */
  openCell(): void {
    this.text = ''
  }

  closeCell(): void {
    this.#rows.at(-1)?.push(this.text.replace(/\s+$/, ''))
    this.text = ''
  }

  closeRow(): void {
    const cells = this.#rows.pop()
    if (!cells) return
    this.close()
    const oneLineEach = cells.every((cell) => !cell.includes('\n'))
    const filled = cells.filter((cell) => oneLineEach || cell !== '')
    this.text += filled.join(oneLineEach ? '\t' : '\n') + '\n'
  }

  /** A footnote, in the order of the marks. */
  addNote(text: string): void {
    this.#notes.push(`[${this.#notes.length + 1}] ${text.trim()}\n`)
  }

  /** The whole, its footnotes at the end. */
  finish(): string {
    return this.text + this.#notes.join('')
  }
}
