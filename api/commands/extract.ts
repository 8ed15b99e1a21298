/**
 * cancu extract PATH… — reads and prints, stores nothing
 *
 * With --json one object a file and line (`contract.md`, "extract"); without, a listing that editors can jump from.
 */
import path from 'node:path'
import type { Command } from 'commander'
import { EXIT } from '../../ingest/errors.ts'
import { lineIndex } from '../../ingest/lines.ts'
import type { DocumentRecord, SourceText } from '../../ingest/record.ts'
import { progress } from '../progress.ts'
import type { Session } from '../session.ts'
import { clip } from '../table.ts'
import type { Text } from '../text.ts'

export const graceful = true

export function define(command: Command, t: Text): string[] {
  command.argument('<PATH...>').option('--json', t.options.json).option('--text', t.options.text)
  return ['extract ke-hoach.docx', 'extract ke-hoach/ --json', 'extract ke-hoach.pdf --json --text']
}

function recordJson(file: string, source: SourceText, record: DocumentRecord, withText: boolean): object {
  const { document, instruments, citations, relations, selfReferences, warnings } = record
  return {
    file,
    format: source.format,
    ...(withText ? { text: source.text } : {}),
    document,
    instruments,
    citations,
    relations,
    selfReferences,
    warnings,
  }
}

async function printListing(s: Session, file: string, text: string, record: DocumentRecord): Promise<void> {
  const { t, paint } = s
  const lineOf = lineIndex(text)
  const at = (offset: number): string => {
    const { line, column } = lineOf(offset)
    return `${line}:${column}`
  }
  await s.print(paint('bold', `${file}  (${t.extract.citations(record.citations.length, record.instruments.length)})`))
  for (const each of record.citations) {
    const words = each.text.replace(/\s+/g, ' ')
    const number = each.number === null || words.includes(each.number) ? '' : `  → ${each.number}`
    const head = `  ${at(each.start).padEnd(8)}  ${t.up[each.relation].padEnd(16)}  `
    await s.print(`${paint('dim', head)}${clip(words, Math.max(30, s.columns - head.length - number.length))}${number}`)
  }
  for (const each of record.warnings) {
    await s.print(`  ${paint('yellow', `${at(each.start).padEnd(8)}  ! ${each.message}`)}`)
  }
  await s.print()
}

export async function run(s: Session, [paths]: [string[]], options: { text?: boolean }): Promise<number> {
  const { io, settings, t } = s
  // The reader compiles its vocabulary when it is loaded; other commands do without.
  const { ingest } = await import('../../ingest/index.ts')
  const { bytesOf, readSource } = await import('../../ingest/read/index.ts')
  const { failureOf, filesUnder, shownPaths } = await import('../inputs.ts')
  const { files, failures } = await filesUnder(paths, { cwd: io.cwd, lang: settings.lang })
  const show = shownPaths(paths, io.cwd)
  const bar = progress(io, settings.quiet || Boolean(io.out.isTTY), t.ingest.reading)
  let citations = 0
  let failed = 0
  const fail = async (file: string, error: { code: string; message: string }): Promise<void> => {
    failed++
    if (s.json) await s.printJson({ file, error, citations: [] })
    else io.err.write(`${file}  ${error.code}  ${error.message}\n`)
  }
  try {
    for (const { file, code, message } of failures) await fail(file, { code, message })
    for (const [i, file] of files.entries()) {
      const { path: at } = file
      if (io.signal.aborted) return EXIT.interrupted
      bar.update(i, files.length, path.basename(at))
      let source: SourceText
      let record: DocumentRecord
      try {
        source = await readSource(await bytesOf(file), { name: path.basename(at) })
        record = ingest(source)
      } catch (error) {
        await fail(show(at), failureOf(error, settings.lang))
        continue
      }
      citations += record.citations.length
      if (s.json) await s.printJson(recordJson(show(at), source, record, options.text ?? false))
      else await printListing(s, show(at), source.text, record)
    }
  } finally {
    bar.end()
  }
  if (!s.json) await s.print(t.extract.summary(files.length, citations, failed))
  return failed > 0 ? EXIT.unreadable : EXIT.done
}
