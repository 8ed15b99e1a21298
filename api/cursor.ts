/**
 * Opaque cursors
 * ==============
 *
 * Clients get a token and hand it back; what is in it is ours to change.
 */
import { createGraphQLError } from 'graphql-yoga'

export function toCursor(position: string): string {
  return Buffer.from(`c1:${position}`).toString('base64url')
}

export function fromCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString()
  if (!text.startsWith('c1:')) {
    throw createGraphQLError('Con trỏ trang không hợp lệ. / Not a cursor of this service.', {
      extensions: { code: 'bad_cursor' },
    })
  }
  return text.slice(3)
}

/** Page sizes are clamped here, since cost rules that read the query cannot see variables. */
export function pageSize(first: number | null | undefined, standard: number): number {
  return Math.min(100, Math.max(1, Math.trunc(first ?? standard)))
}
