/**
 * The GraphQL client
 * ==================
 *
 * Same origin only. The header is what the server's CSRF guard asks for: no form of another site can send it.
 */
import { cacheExchange, createClient, fetchExchange, type ClientOptions, type CombinedError } from 'urql'

/** How the server is asked, whatever is done with its answers. */
export const REQUEST = {
  url: '/graphql',
  preferGetMethod: false,
  fetchOptions: { headers: { 'x-graphql-yoga-csrf': 'cancu' }, credentials: 'same-origin' },
} satisfies Partial<ClientOptions>

export const client = createClient({ ...REQUEST, exchanges: [cacheExchange, fetchExchange] })

/** What can be said of a failure: whether the server was reached, its own words, and a code to quote. */
export interface Failure {
  reached: boolean
  message: string | null
  code: string | null
}

export function failureOf(error: CombinedError): Failure {
  const first = error.graphQLErrors[0]
  const code = first?.extensions['reference'] ?? first?.extensions['code']
  return { reached: first !== undefined, message: first?.message ?? null, code: typeof code === 'string' ? code : null }
}
