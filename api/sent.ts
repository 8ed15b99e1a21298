/**
 * Files sent with a query
 * =======================
 */
import path from 'node:path'
import { createGraphQLError } from 'graphql-yoga'
import { decodeTable } from './catalogue.ts'

export interface SentFile {
  name: string
  base64: string
}

export const bad = (vi: string, en: string): Error =>
  createGraphQLError(`${vi} / ${en}`, { extensions: { code: 'bad_input' } })

export function bytesOf(file: SentFile): Buffer {
  const bytes = Buffer.from(file.base64, 'base64')
  // Node skips what is no base64; a file that comes out shorter than it went in would be another file.
  if (bytes.length === 0 || bytes.length < Math.floor((file.base64.replace(/[\s=]/g, '').length * 3) / 4))
    throw bad('Nội dung tệp không phải base64.', 'The bytes of the file are not base64.')
  return bytes
}

/** Its text, as `cancu import` reads a file's. */
export function decodeSent(file: SentFile): string {
  return decodeTable(bytesOf(file), path.basename(file.name.slice(0, 200)))
}
