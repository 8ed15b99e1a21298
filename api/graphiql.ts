/**
 * GraphiQL from our own machine
 * =============================
 *
 * Yoga's page loads its script from a CDN; this one carries it, so it works offline and no query leaves the machine.
 * It is 9 MB and seldom wanted: loaded on first use.
 */
import { randomBytes } from 'node:crypto'
import { SECURITY_HEADERS } from './static.ts'

const EXAMPLE = `# Căn Cứ — Ctrl+Enter
{
  stats { sources instruments held relations unresolved }
  search(query: "người cao tuổi", first: 5) {
    totalCount
    edges { node { id caption title issuer date } }
  }
}
`

let page: string | undefined

/** The page with headers that allow its own inline script (by nonce) and its editor's workers (by blob). */
export async function graphiqlPage(): Promise<{ headers: Record<string, string>; body: string }> {
  if (page === undefined) {
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
    page = String(renderGraphiQL({ title: 'Căn Cứ · GraphiQL', defaultQuery: EXAMPLE, endpoint: '/graphql' }))
  }
  const nonce = randomBytes(16).toString('base64')
  return {
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        `default-src 'self'; script-src 'nonce-${nonce}'; style-src 'self' 'unsafe-inline'; worker-src blob:; ` +
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; " +
        "frame-ancestors 'none'",
    },
    // The first script element is the page's own; further "<script>" texts are inside its strings.
    body: page.replace('<script>', () => `<script nonce="${nonce}">`),
  }
}
