/**
 * Samples and a person's own documents
 * ====================================
 *
 * They never share a store: what one finds in a store must be what one put there.
 */
import { realpathSync } from 'node:fs'
import path from 'node:path'
import { CancuError } from '../ingest/errors.ts'
import { sampleFolders } from './package.ts'

/** Samples and a person's own documents in one store. */
export function mixedStore(): CancuError {
  return new CancuError(
    'mixed_store',
    {
      vi: 'Văn bản mẫu và văn bản của bạn không ở chung một kho.',
      en: 'The samples and your own documents do not share a store.',
    },
    {
      vi: 'Nạp riêng vào kho khác: --data THƯ-MỤC (văn bản mẫu: --samples).',
      en: 'Ingest them apart, into another store: --data DIR (the samples: --samples).',
    },
  )
}

/** The samples are known by where they lie: what ships in this package. */
function isSample(file: string): boolean {
  try {
    const real = realpathSync(file)
    return sampleFolders().some((folder) => `${real}${path.sep}`.startsWith(realpathSync(folder) + path.sep))
  } catch {
    return false
  }
}

/** Whether these are the samples; refuses a mixture. */
export function allSamples(paths: string[]): boolean {
  const samples = paths.filter(isSample)
  if (samples.length > 0 && samples.length < paths.length) throw mixedStore()
  return samples.length > 0
}
