/**
 * The nearest word
 * ================
 *
 * For "did you mean": edit distance with swapped neighbours (optimal string alignment), small lists only.
 */

export function distance(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    before = previous
    previous = row
  }
  return previous[b.length] ?? 0
}

/** The word that is near enough to be meant, or none: at most a third of its letters differ, or it begins so. */
export function nearest(word: string, words: string[]): string | undefined {
  const [best] = words
    .map((each) => ({ each, far: each.startsWith(word) && word.length > 1 ? 0 : distance(word, each) }))
    .sort((a, b) => a.far - b.far || a.each.localeCompare(b.each))
  return best && best.far <= Math.max(1, Math.floor(best.each.length / 3)) ? best.each : undefined
}
