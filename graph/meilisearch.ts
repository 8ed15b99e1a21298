/**
 * SearchIndex on Meilisearch
 * ==========================
 *
 * The same words, in the same folding, as the embedded index, so that both find the same documents (`settings.ts`).
 * Words stand in quotes, which makes Meilisearch take them as they are; only if nothing is found are they tried again
 * with one letter wrong. An instrument whose number was typed is found by filter and leads. Writing returns when
 * Meilisearch has done it, not when it has accepted it.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { Meilisearch, MeilisearchApiError, type EnqueuedTaskPromise, type Index } from 'meilisearch'
import { foldNumber } from './fold.ts'
import { highlightsOf } from './highlight.ts'
import { isPassing, taskError, translate } from './meilisearch/errors.ts'
import {
  among,
  conditions,
  documentOf,
  leftovers,
  passagesOf,
  recordsOf,
  type Record,
  type Shown,
} from './meilisearch/records.ts'
import { MOST_COUNTED, MOST_WORDS, SETTINGS } from './meilisearch/settings.ts'
import { answersTo } from './number-query.ts'
import { accentPattern, parseQuery, type SearchQuery, type Term } from './search-query.ts'
import {
  FACETS,
  type Facet,
  type SearchDocument,
  type SearchHit,
  type SearchIndex,
  type SearchRequest,
  type SearchResult,
} from './search.ts'

/** Records of one request; Meilisearch takes 100 MB at most. */
const BATCH_LETTERS = 20_000_000
const ANSWER_MS = 30_000
/** A large batch, or a queue of other people's, takes its time. */
const TASK_MS = 900_000
const TRIES = 4
/** How many of the best are looked at for marks. */
const MOST_COMPARED = 100
/** Instruments of one running number that are looked at. */
const MOST_NUMBERED = 500
const SHOWN = ['document', 'shown']

/** `where`: the address of the server. Nothing is asked of it yet. `uid`: the index; another name for each store. */
export function openMeilisearch(where: string, key: string | undefined, uid = 'instruments'): SearchIndex {
  const client = new Meilisearch({
    host: where,
    ...(key === undefined ? {} : { apiKey: key }),
    timeout: ANSWER_MS,
    defaultWaitOptions: { timeout: TASK_MS },
  })
  return new MeilisearchIndex(client, where.replace(/\/\/[^/@]*@/, '//***@'), uid)
}

type Hit = Pick<Record, 'document' | 'shown'> &
  Partial<Pick<Record, 'passages' | 'head' | 'body'>> & {
    _matchesPosition?: { [attribute: string]: { start: number; length: number }[] }
  }

/** What is asked of Meilisearch; hits of a word query come with their text, for highlights. */
interface Question {
  /** As Meilisearch reads it: words and phrases in quotes. */
  words: string
  filter: string[]
  first: number
  offset: number
  facets?: boolean
  attributes?: string[]
  positions?: boolean
}

interface Answer {
  hits: Hit[]
  total: number
  facets: { [facet: string]: { [value: string]: number } }
}

const NOTHING: Answer = { hits: [], total: 0, facets: {} }

class MeilisearchIndex implements SearchIndex {
  readonly name = 'meilisearch'
  readonly capabilities = { typoTolerance: true }
  readonly #client: Meilisearch
  readonly #where: string
  readonly #uid: string
  #ready: Promise<void> | null = null

  constructor(client: Meilisearch, where: string, uid: string) {
    this.#client = client
    this.#where = where
    this.#uid = uid
  }

  get #index(): Index<Record> {
    return this.#client.index<Record>(this.#uid)
  }

  // ---- writing -------------------------------------------------------------------------------------------------

  async put(documents: SearchDocument[]): Promise<void> {
    if (documents.length === 0) return
    await this.#prepare()
    for (const batch of batches(documents.map(recordsOf))) {
      const records = batch.flat()
      await this.#done(() => this.#index.addDocuments(records))
      await this.#done(() => this.#index.deleteDocuments({ filter: leftovers(records) }))
    }
  }

  async remove(ids: string[]): Promise<void> {
    if (ids.length === 0 || !(await this.#exists())) return
    await this.#prepare()
    await this.#done(() => this.#index.deleteDocuments({ filter: among('document', ids) }))
  }

  async clear(): Promise<void> {
    if (!(await this.#exists())) return
    await this.#prepare()
    await this.#done(() => this.#index.deleteAllDocuments())
  }

  /** Fills a second index while the first answers, then lets them change places. */
  async rebuild<T>(fill: (next: SearchIndex) => Promise<T>): Promise<T> {
    await this.#prepare()
    const next = new MeilisearchIndex(this.#client, this.#where, `${this.#uid}_next`)
    await next.#drop()
    const result = await fill(next)
    await next.#prepare()
    await this.#done(() => this.#client.swapIndexes([{ indexes: [this.#uid, next.#uid], rename: false }]))
    await next.#drop()
    return result
  }

  /** The index, with its settings before the first document: changing them later would index everything again. */
  async #prepare(): Promise<void> {
    this.#ready ??= (async () => {
      if (!(await this.#exists())) {
        const made = () => this.#client.createIndex(this.#uid, { primaryKey: 'id' })
        await this.#done(made, ['index_already_exists'])
      }
      await this.#done(() => this.#index.updateSettings(SETTINGS))
    })()
    try {
      await this.#ready
    } catch (error) {
      this.#ready = null
      throw error
    }
  }

  async #drop(): Promise<void> {
    this.#ready = null
    if (await this.#exists()) await this.#done(() => this.#client.deleteIndex(this.#uid), ['index_not_found'])
  }

  async #exists(): Promise<boolean> {
    return (await this.#ask(() => this.#client.getRawIndex(this.#uid), null)) !== null
  }

  /** Waits until a task has succeeded. `fine`: codes of failures that leave things as they should be. */
  async #done(enqueue: () => EnqueuedTaskPromise, fine: string[] = []): Promise<void> {
    const task = await this.#ask(() => enqueue().waitTask())
    if (task.status === 'succeeded' || fine.includes(task.error?.code ?? '')) return
    throw taskError(task, this.#where)
  }

  /** Asks again what failed in passing. `missing`: the answer where there is no index yet. */
  async #ask<T>(question: () => Promise<T>, ...missing: [T | null] | []): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await question()
      } catch (error) {
        const gone = error instanceof MeilisearchApiError && error.cause?.code === 'index_not_found'
        if (gone && missing.length > 0) return missing[0] as T
        if (!isPassing(error) || attempt === TRIES) throw translate(error, this.#where)
      }
      await sleep(100 * 2 ** attempt)
    }
  }

  // ---- reading -------------------------------------------------------------------------------------------------

  async count(): Promise<number> {
    const asked = () => this.#index.getDocuments({ filter: 'part = 0', limit: 0 })
    return (await this.#ask(asked, null))?.total ?? 0
  }

  async search({ query: text, filter = {}, first, offset = 0 }: SearchRequest): Promise<SearchResult> {
    const wanted = conditions(filter)
    // Meilisearch has no word for "one of none".
    if (FACETS.some((facet) => filter[facet]?.length === 0)) return resultOf([], NOTHING, [])
    const query = parseQuery(text)
    const exact = await this.#numbered(query, wanted)
    const others = exact.length > 0 ? [...wanted, `NOT ${among('document', exact.map(({ document }) => document))}`] : wanted // prettier-ignore
    const before = exact.slice(offset, offset + first)
    const window = { first: first - before.length, offset: Math.max(0, offset - exact.length) }
    const { answer, terms } = await this.#rest(query, others, window)
    const marked = [...before, ...answer.hits].map((hit) => hitOf(hit, terms))
    return resultOf(marked, answer, exact)
  }

  /** What the words find. Where they find nothing, they may have been misspelt. */
  async #rest(
    query: SearchQuery,
    filter: string[],
    window: { first: number; offset: number },
  ): Promise<{ answer: Answer; terms: Pick<Term, 'words'>[] }> {
    const { terms, empty, accented } = query
    if (empty) return { answer: await this.#question({ words: '', filter, ...window, facets: true }), terms: [] }
    if (terms.length === 0) return { answer: NOTHING, terms: [] }
    const asked = await this.#narrowed(terms, filter, phraseOf)
    const plain = { words: asked.words, filter: asked.filter, facets: true, attributes: [...SHOWN, 'passages'] }
    const found = accented ? await this.#withMarksFirst(plain, terms, window) : await this.#question({ ...plain, ...window }) // prettier-ignore
    if (found.total > 0 || !terms.some(isMisspellable)) return { answer: found, terms }
    const loose = await this.#narrowed(terms, filter, looseOf)
    const attributes = [...plain.attributes, 'head', 'body']
    const answer = await this.#question({ ...plain, ...loose, attributes, positions: true, ...window })
    return { answer, terms: [...terms, ...answer.hits.flatMap(matchedWords)] }
  }

  /** A query of more terms than Meilisearch reads: those beyond are made a filter by the documents that have them. */
  async #narrowed(
    terms: Term[],
    filter: string[],
    write: (term: Term) => string,
  ): Promise<Pick<Question, 'words' | 'filter'>> {
    const written = terms.map(write)
    let narrowed = filter
    for (let at = MOST_WORDS; at < written.length; at += MOST_WORDS) {
      const words = written.slice(at, at + MOST_WORDS).join(' ')
      const { hits } = await this.#question({ words, filter: narrowed, first: MOST_COUNTED, offset: 0, attributes: ['document'] }) // prettier-ignore
      narrowed = [...filter, among('document', hits.map(({ document }) => document))] // prettier-ignore
    }
    return { words: written.slice(0, MOST_WORDS).join(' '), filter: narrowed }
  }

  /** Of the best, those that have every term with its marks come first. */
  async #withMarksFirst(
    question: Omit<Question, 'first' | 'offset'>,
    terms: Term[],
    { first, offset }: { first: number; offset: number },
  ): Promise<Answer> {
    if (offset >= MOST_COMPARED) return this.#question({ ...question, first, offset })
    const best = await this.#question({ ...question, first: MOST_COMPARED, offset: 0 })
    const patterns = terms.map(accentPattern)
    const has = (hit: Hit): boolean => {
      const text = textOf(hit)
      return patterns.every((pattern) => pattern.test(text))
    }
    const marks = new Map(best.hits.map((hit) => [hit, has(hit)]))
    const ordered = [...best.hits.filter((hit) => marks.get(hit)), ...best.hits.filter((hit) => !marks.get(hit))]
    const beyond = offset + first - MOST_COMPARED
    const more = beyond > 0 && best.total > MOST_COMPARED ? await this.#question({ ...question, first: beyond, offset: MOST_COMPARED }) : NOTHING // prettier-ignore
    return { ...best, hits: [...ordered, ...more.hits].slice(offset, offset + first) }
  }

  /** Instruments whose number was typed, the most cited first. */
  async #numbered({ number: query }: SearchQuery, filter: string[]): Promise<Hit[]> {
    if (query === null) return []
    const look = async (condition: string): Promise<(Shown & { hit: Hit })[]> => {
      const asked = { words: '', filter: [...filter, condition], first: MOST_NUMBERED, offset: 0 }
      const { hits } = await this.#question({ ...asked, attributes: [...SHOWN, 'passages'] })
      return hits.map((hit) => ({ ...documentOf(hit), hit }))
    }
    if (query.exact.length > 0) {
      const all = await look(among('numberKey', query.exact))
      for (const key of query.exact) {
        const found = answersTo(query, all.filter((each) => foldNumber(each.number ?? '') === key), 'in full') // prettier-ignore
        if (found.length > 0) return found.map(({ hit }) => hit)
      }
    }
    const all = await look(among('lead', [query.lead]))
    const begun = query.beginnings.flatMap((beginning) => {
      const some = all.filter((each) => foldNumber(each.number ?? '').startsWith(beginning.slice(0, -1)))
      return answersTo(query, some, 'begun').map(({ hit }) => hit)
    })
    return [...new Set(begun)]
  }

  async #question({ words, filter, first, offset, facets, attributes, positions }: Question): Promise<Answer> {
    const { page, size } = pageOf(offset, first)
    const asked = () =>
      this.#index.search(words, {
        filter,
        // Pages, other than offsets, make Meilisearch count to the end.
        page,
        hitsPerPage: size,
        sort: ['citedBy:desc', 'document:asc'],
        matchingStrategy: 'all',
        attributesToRetrieve: attributes ?? SHOWN,
        ...(facets ? { facets: [...FACETS] } : {}),
        ...(positions ? { showMatchesPosition: true } : {}),
      })
    const answer = await this.#ask(asked, null)
    if (answer === null) return NOTHING
    const skipped = offset - (page - 1) * size
    return {
      hits: (answer.hits as unknown as Hit[]).slice(skipped, skipped + first),
      total: answer.totalHits,
      facets: answer.facetDistribution ?? {},
    }
  }

  async close(): Promise<void> {}
}

// ---- questions -------------------------------------------------------------------------------------------------

/** Only letters and digits are left in words; in quotes they are taken as they are. */
const phraseOf = ({ words }: Term): string => `"${words.join(' ')}"`

/** A long word may be one letter off; phrases and numbers never are. */
function isMisspellable({ words, quoted }: Term): boolean {
  return words.length === 1 && !quoted && words[0]!.length >= SETTINGS.typoTolerance.minWordSizeForTypos.oneTypo && !/\d/.test(words[0]!) // prettier-ignore
}

const looseOf = (term: Term): string => (isMisspellable(term) ? term.words[0]! : phraseOf(term))

/** The smallest page that has all of a window. */
function pageOf(offset: number, first: number): { page: number; size: number } {
  const last = offset + Math.max(1, first) - 1
  for (let size = Math.max(1, first); ; size++) {
    const page = Math.floor(offset / size)
    if (page === Math.floor(last / size)) return { page: page + 1, size }
  }
}

function* batches(documents: Record[][]): Generator<Record[][]> {
  let batch: Record[][] = []
  let letters = 0
  for (const records of documents) {
    const more = records.reduce((sum, { body, head, shown }) => sum + 2 * body.length + head.length + shown.length, 0)
    if (batch.length > 0 && letters + more > BATCH_LETTERS) {
      yield batch
      batch = []
      letters = 0
    }
    batch.push(records)
    letters += more
  }
  yield batch
}

// ---- answers ---------------------------------------------------------------------------------------------------

function hitOf(hit: Hit, terms: Pick<Term, 'words'>[]): SearchHit {
  const document = documentOf(hit)
  if (terms.length === 0) return { document, highlights: [] }
  return { document, highlights: highlightsOf({ ...document, passages: passagesOf({ passages: hit.passages ?? [] }) }, terms) } // prettier-ignore
}

function textOf(hit: Hit): string {
  const { number, type, title, issuer, place } = documentOf(hit)
  return [number, type, title, issuer, place, ...(hit.passages ?? []).map(({ text }) => text)]
    .join('\n')
    .normalize('NFC')
}

/** Positions are bytes of the folded words. */
function matchedWords({ head = '', body = '', _matchesPosition: found = {} }: Hit): Pick<Term, 'words'>[] {
  return Object.entries({ head, body }).flatMap(([name, text]) => {
    const bytes = Buffer.from(text)
    return (found[name] ?? []).map(({ start, length }) => ({ words: bytes.toString('utf8', start, start + length).split(' ') })) // prettier-ignore
  })
}

function resultOf(hits: SearchHit[], { total, facets }: Answer, exact: Hit[]): SearchResult {
  const all = total + exact.length
  const counts = (facet: Facet): SearchResult['facets'][Facet] => {
    const byValue = new Map(Object.entries(facets[facet] ?? {}))
    for (const hit of exact) {
      const value = documentOf(hit)[facet]
      if (value !== null) byValue.set(String(value), (byValue.get(String(value)) ?? 0) + 1)
    }
    return [...byValue]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  }
  return {
    total: Math.min(all, MOST_COUNTED),
    totalIsExact: all <= MOST_COUNTED,
    hits,
    facets: Object.fromEntries(FACETS.map((facet) => [facet, counts(facet)])) as SearchResult['facets'],
  }
}
