/** The challenge lines that fail, for whoever mends the reader. */
import { fieldsOf, type LineResult } from './challenge.ts'
import { shorten } from './misses.ts'

/** "" for a line that is right in everything. */
export function formatLine({ line, record, hits, missed, extra }: LineResult): string {
  const faults: string[] = []
  for (const mention of missed) {
    faults.push(`missed    ‹${shorten(mention.text, 100)}›  [${mention.kind} ${mention.number ?? 'no number'}]`)
  }
  for (const citation of extra) {
    const { core, kind, number, rule } = citation
    const words = shorten(line.text.slice(core.start, core.end), 100)
    faults.push(`extra     ‹${words}›  [${kind} ${number ?? 'no number'}, rule ${rule}]`)
  }
  for (const [mention, citation] of hits) {
    for (const { field, right, gold, got } of fieldsOf(mention, citation, record)) {
      if (right) continue
      faults.push(`${field.padEnd(9)} ‹${shorten(mention.text, 50)}›  gold ${gold ?? '–'}  got ${got ?? '–'}`)
    }
  }
  if (faults.length === 0) return ''
  return [
    `${line.id} ${line.class}: ${line.why}`,
    `    ${shorten(line.text, 240)}`,
    ...faults.map((fault) => `    ${fault}`),
  ].join('\n')
}
