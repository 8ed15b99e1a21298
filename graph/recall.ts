/**
 * A store that remembers its answers for one question
 * ===================================================
 *
 * What is shown of an instrument asks for the same sources and claims from several sides; each is fetched once.
 */
import { order } from './caption.ts'
import type { Claim, Source } from './model.ts'
import type { GraphStore } from './store.ts'

/** The same store, for reading, as of the first answers. */
export function recalling(store: GraphStore): GraphStore {
  const claims = new Map<string, Promise<Claim[]>>()
  const sources = new Map<string, Promise<Source | null>>()
  const recalled: GraphStore = Object.create(store)
  recalled.claims = async (shas) => {
    const wanted = [...new Set(shas)].toSorted(order)
    const missing = wanted.filter((sha) => !claims.has(sha))
    if (missing.length > 0) {
      const all = store.claims(missing)
      for (const sha of missing) claims.set(sha, all.then((found) => found.filter(({ source }) => source === sha))) // prettier-ignore
    }
    return (await Promise.all(wanted.map((sha) => claims.get(sha)!))).flat()
  }
  recalled.source = (sha) => {
    const source = sources.get(sha) ?? store.source(sha)
    sources.set(sha, source)
    return source
  }
  for (const method of ['nodes', 'edges', 'evidence', 'mentions'] as const)
    recalled[method] = store[method].bind(store) as never
  return recalled
}
