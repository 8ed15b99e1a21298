/**
 * The reading process
 * ===================
 *
 * Word and PDF files, pictures and web pages are opened here and nowhere else: in a child process without settings or secrets,
 * which its parent (`pool.ts`) kills when a file takes too long or too much. It ends when its parent does.
 */
import type { SourceText } from '../record.ts'
import { type FailureDetails, type ReadFailure, Unreadable } from './failures.ts'
import type { ReadLimits } from './limits.ts'

export type ChildFormat = 'docx' | 'doc' | 'odt' | 'pdf' | 'image' | 'html'

export interface ReadRequest {
  id: number
  format: ChildFormat
  bytes: Uint8Array
  limits: ReadLimits
}

export type ReadAnswer =
  | { id: number; source: SourceText }
  | { id: number; code: ReadFailure; details: FailureDetails }
  /** A page is read as a picture: not an answer yet, but so many milliseconds more from now. */
  | { id: number; grant: number }

async function read({ id, format, bytes, limits }: ReadRequest): Promise<SourceText> {
  const grant = (milliseconds: number): void => void process.send?.({ id, grant: milliseconds } satisfies ReadAnswer)
  // Loaded when first needed: a folder of Word files never pays for the PDF library.
  switch (format) {
    case 'docx':
      return (await import('./docx.ts')).readDocx(bytes)
    case 'doc':
      return (await import('./doc.ts')).readDoc(bytes)
    case 'odt':
      return (await import('./odt.ts')).readOdt(bytes)
    case 'pdf':
      return (await import('./pdf.ts')).readPdf(bytes, limits, grant)
    case 'html':
      return (await import('./html.ts')).readHtml(bytes)
    case 'image':
      return (await import('./ocr.ts')).readImage(bytes, limits, grant)
  }
}

async function answer(request: ReadRequest): Promise<ReadAnswer> {
  const { id } = request
  try {
    return { id, source: await read(request) }
  } catch (error) {
    if (error instanceof Unreadable) return { id, code: error.code, details: error.details }
    // Elements nested thousands deep overflow the stack of the XML walk.
    if (error instanceof RangeError) return { id, code: 'read_limit', details: { limit: 'depth' } }
    const detail = (error instanceof Error ? error.message : String(error)).slice(0, 200)
    return { id, code: 'damaged_file', details: { detail } }
  }
}

process.on('message', (request: ReadRequest) => {
  void answer(request).then((result) => process.send?.(result))
})
process.on('disconnect', () => process.exit())
// pdf.js rejects some promises nobody waits for; the answer of the file itself tells what happened.
process.on('unhandledRejection', () => {})
