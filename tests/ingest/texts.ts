/**
 * Texts for the tests of reading: the samples, and the disguises a text comes in
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ingest } from '../../ingest/index.ts'
import { TCVN3, VNI } from '../../ingest/legacy.ts'
import type { Citation, DocumentRecord } from '../../ingest/record.ts'

const FOLDER = join(import.meta.dirname, '../../fixtures/plans')

export const samples: { name: string; text: string }[] = readdirSync(FOLDER)
  .filter((name) => /\.(?:txt|md)$/.test(name))
  .toSorted()
  .map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }))

export const read = (text: string): DocumentRecord => ingest({ format: 'txt', text, pages: [] })

/** What a citation by number says, whatever the text's encoding: one line each. */
export const saysByNumber = (record: DocumentRecord): string[] =>
  record.citations
    .filter((citation) => citation.number !== null)
    .map(({ number, type, kind, date, relation }: Citation) => [number, type, kind, date, relation].join(' · '))

export const numbersOf = (text: string): (string | null)[] => read(text).citations.map(({ number }) => number)

const keysByLetter = (table: ReadonlyMap<string, string>): Map<string, string> => {
  const keys = new Map<string, string>()
  for (const [key, letter] of table) if (!keys.has(letter)) keys.set(letter, key)
  return keys
}
const tcvn3Keys = keysByLetter(TCVN3)
const vniKeys = keysByLetter(VNI)

/** As typed for .VnTime: capitals with tones are small letters, "Ủy" is typed "Uỷ" to have its capital. */
export const toTcvn3 = (text: string): string =>
  Array.from(
    text.normalize('NFC').replaceAll('Ủy', 'Uỷ'),
    (char) => tcvn3Keys.get(char) ?? tcvn3Keys.get(char.toLowerCase()) ?? char,
  ).join('')

export const toVni = (text: string): string =>
  Array.from(text.normalize('NFC'), (char) => vniKeys.get(char) ?? char).join('')

const SHAPES_LAST = /([\u0302\u0306\u031b])([\u0300\u0301\u0303\u0309\u0323])/g
/** Tone marks before the marks that shape the vowel: e + ´ + ^, which NFC cannot compose. */
export const wrongMarkOrder = (text: string): string => text.normalize('NFD').replace(SHAPES_LAST, '$2$1')
