/**
 * Scans and photographs: letters read from pictures
 * =================================================
 *
 *   PDF page ─ drawn at 200 dpi ─┐
 *   PNG, JPEG, TIFF, BMP, WebP ──┴─ Tesseract with Vietnamese data ─ text, and how sure it is
 *
 * Tesseract runs as WebAssembly with a model that comes with the package: nothing is fetched and nothing leaves the
 * machine. A page takes seconds, so each page is granted time of its own (`grant`).
 */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { PDFParse } from 'pdf-parse'
import { createWorker, OEM, type Worker } from 'tesseract.js'
import type { SourceText } from '../record.ts'
import { Unreadable } from './failures.ts'
import type { ReadLimits } from './limits.ts'
import { joinPages, legible } from './pages.ts'

/** Below 200 dpi marks above and below letters are lost; above, a page takes longer and reads no better. */
const SCALE = 200 / 72

/** Mean confidence (0 to 100) under which a page is no text: a photograph, a drawing, a page upside down. */
const LEAST_CONFIDENCE = 40

/** Asks the parent for so many milliseconds from now on. */
export type Grant = (milliseconds: number) => void

interface Recognised {
  text: string
  confidence: number
}

/** Reads the pages of a PDF as pictures. */
export async function readScan(parser: PDFParse, total: number, limits: ReadLimits, grant: Grant): Promise<SourceText> {
  if (total > limits.ocrPages) throw new Unreadable('no_text', { limit: 'ocrPages' })
  return withTesseract(limits, grant, async (recognise) => {
    const pages: Recognised[] = []
    for (let number = 1; number <= total; number++) {
      grant(limits.ocrTime)
      const { pages: drawn } = await parser.getScreenshot({
        scale: SCALE,
        partial: [number],
        imageBuffer: true,
        imageDataUrl: false,
      })
      pages.push(await recognise(Buffer.from(drawn[0]!.data)))
    }
    return scanned('pdf', pages)
  })
}

/** Reads one picture. */
export async function readImage(bytes: Uint8Array, limits: ReadLimits, grant: Grant): Promise<SourceText> {
  return withTesseract(limits, grant, async (recognise) => {
    grant(limits.ocrTime)
    return scanned('image', [await recognise(Buffer.from(bytes))])
  })
}

function scanned(format: string, pages: Recognised[]): SourceText {
  const kept = pages.map(({ text, confidence }) => (confidence < LEAST_CONFIDENCE ? '' : text))
  const source = joinPages(kept)
  if (!legible(source.text)) throw new Unreadable('no_text')
  const read = pages.filter(({ text, confidence }) => text !== '' && confidence >= LEAST_CONFIDENCE)
  const confidence = Math.round(read.reduce((sum, page) => sum + page.confidence, 0) / read.length)
  return { ...source, format, ocr: confidence }
}

async function withTesseract<T>(
  limits: ReadLimits,
  grant: Grant,
  use: (recognise: (image: Buffer) => Promise<Recognised>) => Promise<T>,
): Promise<T> {
  grant(limits.ocrTime)
  let worker: Worker | null = null
  try {
    worker = await createWorker('vie', OEM.LSTM_ONLY, { langPath: model(), gzip: true, cacheMethod: 'none' })
    const tesseract = worker
    return await use(async (image) => {
      const { data } = await tesseract.recognize(image)
      return { text: data.text.trim(), confidence: data.confidence }
    })
  } catch (error) {
    if (error instanceof Unreadable) throw error
    throw new Unreadable('damaged_file', { detail: error instanceof Error ? error.message : String(error) })
  } finally {
    await worker?.terminate()
  }
}

/** Folder of the Vietnamese model: the whole-number one of Tesseract's best, a third of the size and as good here. */
function model(): string {
  const data = createRequire(import.meta.url).resolve('@tesseract.js-data/vie/package.json')
  return join(dirname(data), '4.0.0_best_int')
}

/** The model itself, for whoever asks whether it is there. Throws where its package is not installed. */
export function modelFile(): string {
  return join(model(), 'vie.traineddata.gz')
}
