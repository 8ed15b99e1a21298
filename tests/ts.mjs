/**
 * Running the sources as they are
 * ===============================
 *
 * `node --import ./tests/ts.mjs FILE.ts` runs a TypeScript file under Node 20, which cannot strip types itself.
 * The sources use erasable syntax and `.ts` endings only, so each file is turned alone, by the oxc that Vite brings.
 * Used by the scripts of package.json (`eval`, `bench`) and by the reading process when it is started from source.
 */
import { readFile } from 'node:fs/promises'
import { register } from 'node:module'
import { fileURLToPath } from 'node:url'
import { isMainThread } from 'node:worker_threads'

// Node runs the hooks below in a thread of their own, from this same file.
if (isMainThread) register(import.meta.url)

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context)
  const path = fileURLToPath(url)
  const { transformSync } = await import('rolldown/utils')
  const { code, errors } = transformSync(path, await readFile(path, 'utf8'), { lang: 'ts', sourcemap: false })
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors.map((error) => error.message).join('\n')}`)
  return { format: 'module', source: code, shortCircuit: true }
}
