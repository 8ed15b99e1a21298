/**
 * Word files with comments: where they are written
 * ================================================
 *
 * One draft into a file, several into a folder under their own names. A draft is never written over.
 */
import { mkdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Finding } from '../ingest/check/index.ts'
import { CancuError, type Lang } from '../ingest/errors.ts'
import type { SourceText } from '../ingest/record.ts'
import { reject } from './options.ts'

export interface WordFilesOptions {
  cwd: string
  fix: boolean
  lang: Lang
}

interface Draft {
  file: string
  source: SourceText
  given?: { path: string; bytes: Uint8Array }
}

export class WordFiles {
  /** A line for each file written: "du-thao.docx → ra-soat.docx". */
  readonly done: string[] = []
  private readonly out: string
  private readonly isFolder: boolean
  private readonly options: WordFilesOptions
  private readonly taken = new Set<string>()

  private constructor(out: string, isFolder: boolean, options: WordFilesOptions) {
    this.out = out
    this.isFolder = isFolder
    this.options = options
  }

  static async to(out: string, drafts: string[], options: WordFilesOptions): Promise<WordFiles> {
    const isFolder = async (file: string): Promise<boolean> =>
      stat(path.resolve(options.cwd, file)).then((found) => found.isDirectory(), () => false) // prettier-ignore
    const several = drafts.length > 1 || (await isFolder(drafts[0] ?? ''))
    return new WordFiles(out, several || /[/\\]$/.test(out) || (await isFolder(out)), options)
  }

  /** Writes a draft back with its findings. Fails by name where it is no Word file. */
  async write({ file, source, given }: Draft, findings: readonly Finding[]): Promise<void> {
    if (!given || source.format !== 'docx') throw noWordFile(file)
    const { fix, lang } = this.options
    const shown = this.isFolder ? path.join(this.out, this.free(path.basename(given.path))) : this.out
    const target = path.resolve(this.options.cwd, shown)
    if (target === path.resolve(given.path)) reject((t) => t.usage.overDraft(shown), (t) => t.usage.chooseOut) // prettier-ignore
    const { annotateDocx } = await import('../ingest/check/docx.ts')
    const bytes = await annotateDocx(given.bytes, findings, { fix, lang, name: path.basename(given.path) })
    try {
      if (this.isFolder) await mkdir(path.dirname(target), { recursive: true })
      await writeFile(target, bytes)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      reject((t) => `${t.usage.cannotWrite(shown)} (${code})`, (t) => t.usage.chooseOut) // prettier-ignore
    }
    this.done.push(`${file} → ${shown}`)
  }

  /** Drafts of several folders may have one name. */
  private free(name: string): string {
    const { name: stem, ext } = path.parse(name)
    let each = `${stem}${/^\.docx$/i.test(ext) ? ext : `${ext}.docx`}`
    for (let number = 2; this.taken.has(each.toLowerCase()); number++) each = `${stem}-${number}.docx`
    this.taken.add(each.toLowerCase())
    return each
  }
}

function noWordFile(file: string): CancuError {
  return new CancuError(
    'unsupported_format',
    {
      vi: `${file}: chỉ ghi được chú thích vào tệp .docx.`,
      en: `${file}: comments can only be written into a .docx file.`,
    },
    {
      vi: 'Lưu dự thảo thành .docx, hoặc bỏ --format docx để xem kết quả.',
      en: 'Save the draft as .docx, or leave out --format docx to see the findings.',
    },
  )
}
