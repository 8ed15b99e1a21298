/**
 * The built web page as files
 * ===========================
 *
 * Serves `dist/web` with the page itself for every address that is not a file, since the page routes by path.
 * Names are looked up in a list made from the folder, so that no address can reach outside it.
 */
import { createReadStream, readdirSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.map': 'application/json; charset=utf-8',
}

/** Nothing from elsewhere, nothing inline, in nobody's frame. */
export const SECURITY_HEADERS: Record<string, string> = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'none'; " +
    "form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** Vite puts a hash in the name of everything under assets/: such a file never changes. */
const HASHED = /^\/assets\/.*-[\w-]{8,}\.\w+$/

export type StaticHandler = (request: IncomingMessage, response: ServerResponse, pathname: string) => void

export function serveFolder(root: string): StaticHandler {
  const files = new Map<string, { file: string; size: number }>()
  const list = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name)
      if (entry.isDirectory()) list(file)
      else if (entry.isFile()) {
        files.set(`/${path.relative(root, file).split(path.sep).join('/')}`, { file, size: statSync(file).size })
      }
    }
  }
  try {
    list(root)
  } catch {
    // Not built: the answers below say so.
  }

  return (request, response, pathname) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end()
      return
    }
    const found = files.get(pathname)
    // An address with an ending is a file that is missing; "39-2009-qh12" and "144.sample" of a slug have no such one.
    const missing = !found && (pathname.startsWith('/assets/') || path.extname(pathname) in TYPES)
    const hit = found ?? (missing ? undefined : files.get('/index.html'))
    if (!hit) {
      const text = missing ? 'Not found\n' : 'The web page is not built. Run: npm run build\nGraphQL: /graphql\n'
      response.writeHead(404, { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8' }).end(text)
      return
    }
    response.writeHead(200, {
      ...SECURITY_HEADERS,
      'content-type': TYPES[path.extname(hit.file)] ?? 'application/octet-stream',
      'content-length': hit.size,
      'cache-control': HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
    if (request.method === 'HEAD') response.end()
    else
      createReadStream(hit.file)
        .on('error', () => response.destroy())
        .pipe(response)
  }
}
