/**
 * One query for all rows of a tick
 * ================================
 *
 * Fields of a list ask for their nodes one by one; a loader gathers what is asked for in one turn and asks the store
 * once. It lives as long as one request, so that it never answers with what has changed since.
 */

export class Loader<V> {
  readonly #cache = new Map<string, Promise<V>>()
  readonly #fetch: (keys: string[]) => Promise<(key: string) => V>
  #queue: { key: string; resolve: (value: V) => void; reject: (error: unknown) => void }[] = []

  /** `fetch` answers for all keys at once with a way to look each of them up. */
  constructor(fetch: (keys: string[]) => Promise<(key: string) => V>) {
    this.#fetch = fetch
  }

  load(key: string): Promise<V> {
    const known = this.#cache.get(key)
    if (known) return known
    const promise = new Promise<V>((resolve, reject) => {
      // Past the pending promises of this turn: they are what asks for the other keys.
      if (this.#queue.length === 0) setImmediate(() => void this.#dispatch())
      this.#queue.push({ key, resolve, reject })
    })
    this.#cache.set(key, promise)
    return promise
  }

  async #dispatch(): Promise<void> {
    const batch = this.#queue
    this.#queue = []
    try {
      const lookUp = await this.#fetch(batch.map((each) => each.key))
      for (const each of batch) each.resolve(lookUp(each.key))
    } catch (error) {
      for (const each of batch) each.reject(error)
    }
  }
}
