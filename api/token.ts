/**
 * The token behind which GraphQL writes
 * =====================================
 *
 * CANCU_TOKEN when the server is started, `Authorization: Bearer …` in the request. Without one nobody writes.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { createGraphQLError } from 'graphql-yoga'

export type WriteAccess = 'granted' | 'refused' | 'closed'

/** Compares in a time that tells nothing of the token. */
export function mayWrite(header: string | null, token: string | undefined): WriteAccess {
  if (token === undefined) return 'closed'
  const given = /^Bearer (.+)$/i.exec(header ?? '')?.[1] ?? ''
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(token)) ? 'granted' : 'refused'
}

/** Throws where the request may not write: 403 where the server takes no writing, 401 for a wrong or missing token. */
export function requireWrite(access: WriteAccess): void {
  if (access === 'granted') return
  const [vi, en] =
    access === 'closed'
      ? ['Máy chủ này không nhận ghi. Đặt CANCU_TOKEN rồi mở lại.', 'This server takes no writing. Set CANCU_TOKEN and start it again.'] // prettier-ignore
      : ['Thiếu hoặc sai mã truy cập. Gửi kèm Authorization: Bearer MÃ.', 'No token, or a wrong one. Send Authorization: Bearer TOKEN.'] // prettier-ignore
  throw createGraphQLError(`${vi} / ${en}`, {
    extensions: { code: access === 'closed' ? 'writing_closed' : 'unauthorised', http: { status: access === 'closed' ? 403 : 401 } },
  }) // prettier-ignore
}
