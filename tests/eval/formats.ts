/**
 * npm run eval -- formats: the same plan in another form
 * ======================================================
 *
 * The plans as Word and PDF files (LibreOffice), with other line ends, other encodings and decomposed letters, each
 * through the reader of files. Their offsets are other ones, so what is compared is what they cite: the numbers with
 * those of the plain file, relations and document fields with the gold.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { ingest } from '../../ingest/index.ts'
import { closeReaders, readSource } from '../../ingest/read/index.ts'
import type { DocumentRecord } from '../../ingest/record.ts'
import { convert, findOffice } from '../services/office.mjs'
import { fixtures, plans, type Annotated } from './corpora.ts'
import { mainFields, percent } from './report.ts'
import { score } from './score.ts'
import { count, f1, sum, type Count, type Tally } from './tally.ts'

const REWRITTEN: [name: string, rewrite: (text: string) => Uint8Array][] = [
  ['as it is', (text) => Buffer.from(text)],
  ['byte order mark', (text) => Buffer.from(`\u{FEFF}${text}`)],
  ['UTF-16', (text) => Buffer.from(`\u{FEFF}${text}`, 'utf16le')],
  ['CRLF', (text) => Buffer.from(text.replace(/\r?\n/gu, '\r\n'))],
  ['NFC', (text) => Buffer.from(text.normalize('NFC'))],
  ['NFD', (text) => Buffer.from(text.normalize('NFD'))],
]

interface Form {
  name: string
  /** Bytes of each document, in the order given. */
  bytes(documents: Annotated[]): Promise<{ name: string; bytes: Uint8Array }[]>
}

async function officeForms(folder: string): Promise<Form[]> {
  const program = await findOffice()
  return ['docx', 'pdf'].map((to) => ({
    name: to,
    bytes: async (documents) => {
      const files = documents.map((document) => document.path)
      const made = await convert(program, files, to, folder, { from: 'Text (encoded):UTF8' })
      return made.map((file) => ({ name: file, bytes: readFileSync(file) }))
    },
  }))
}

/** Numbers cited, as often as they are. */
function numbers(record: DocumentRecord): Map<string, number> {
  const all = new Map<string, number>()
  for (const { number } of record.citations) if (number !== null) all.set(number, (all.get(number) ?? 0) + 1)
  return all
}

const total = (all: Map<string, number>): number => [...all.values()].reduce((a, b) => a + b, 0)

function sameNumbers(wanted: DocumentRecord, got: DocumentRecord): Count {
  const [theirs, ours] = [numbers(wanted), numbers(got)]
  const hit = [...theirs].reduce((n, [number, times]) => n + Math.min(times, ours.get(number) ?? 0), 0)
  return { hit, got: total(ours), gold: total(theirs) }
}

async function scoreForm(form: Form, documents: Annotated[]): Promise<{ tally: Tally; differing: string[] }> {
  const files = await form.bytes(documents)
  const tallies: Tally[] = []
  const differing: string[] = []
  for (const [i, document] of documents.entries()) {
    const file = files[i]
    if (!file) continue
    const record = ingest(await readSource(file.bytes, { name: file.name }))
    const tally = score(document.gold, record)
    const same = sameNumbers(ingest(document.source), record)
    count(tally, 'same numbers', same)
    tallies.push(tally)
    if (f1(same) < 1) differing.push(`${document.name} (${same.hit}/${same.got}/${same.gold})`)
  }
  return { tally: sum(tallies), differing }
}

export async function formatsReport(): Promise<string> {
  const documents = [...fixtures().documents, ...plans().documents]
  const folder = mkdtempSync(join(tmpdir(), 'cancu-formats-'))
  const lines = [
    `${documents.length} plans in other forms         numbers as in the text    relations F1    document fields`,
  ]
  try {
    const forms: Form[] = REWRITTEN.map(([name, rewrite]) => ({
      name,
      bytes: async (list) =>
        list.map(({ name: file, source }) => ({ name: `x${extname(file)}`, bytes: rewrite(source.text) })),
    }))
    try {
      forms.push(...(await officeForms(folder)))
    } catch (error) {
      lines.push(`  docx, pdf: not made, ${error instanceof Error ? error.message : String(error)}`)
    }
    for (const form of forms) {
      const { tally, differing } = await scoreForm(form, documents)
      const none = { hit: 0, got: 0, gold: 0 }
      const same = tally['same numbers'] ?? none
      const fields = mainFields(tally)
      const cells = [
        `${percent(f1(same))}  ${same.hit}/${same.got}/${same.gold}`.padEnd(26),
        percent(f1(tally['relations'] ?? none)).padEnd(16),
        `${fields.hit}/${fields.gold}`,
      ]
      lines.push(`  ${form.name.padEnd(34)} ${cells.join('')}`)
      if (differing.length > 0) lines.push(`      ${differing.join(', ')}`)
    }
  } finally {
    await closeReaders()
    rmSync(folder, { recursive: true, force: true })
  }
  return lines.join('\n')
}
