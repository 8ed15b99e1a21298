/**
 * Settings: flags over environment over defaults
 * ==============================================
 *
 * Where the graph and the search index are, and how to speak. Everything that can be set is read here and nowhere
 * else, with its origin, so that `doctor` can say what was used and from where.
 */
import path from 'node:path'
import { CancuError, type Lang } from '../ingest/errors.ts'

/** What the command line gives, as commander names it. */
export interface Flags {
  data?: string | undefined
  graph?: string | undefined
  search?: string | undefined
  lang?: string | undefined
  quiet?: boolean | undefined
  /** The store of the samples instead of the user's own. */
  samples?: boolean | undefined
  /** False: without the catalogue that ships. */
  catalogue?: boolean | undefined
}

export type Environment = Record<string, string | undefined>
export type Origin = 'flag' | 'environment' | 'default'

export type GraphSetting =
  | { kind: 'embedded'; path: string }
  | { kind: 'neo4j'; url: string; username: string; password: string; database: string | undefined }

export type SearchSetting =
  | { kind: 'embedded'; path: string }
  | { kind: 'meilisearch'; url: string; key: string | undefined }

export interface Settings {
  lang: Lang
  quiet: boolean
  samples: boolean
  /** The catalogue that ships is in force. */
  catalogue: boolean
  /** What a request must carry to write by GraphQL; undefined: nobody may. */
  token: string | undefined
  dataDir: string
  graph: GraphSetting
  search: SearchSetting
  origin: { data: Origin; graph: Origin; search: Origin }
}

/** First value that is set, with where it came from. An empty variable counts as not set. */
function pick(flag: string | undefined, variable: string | undefined): { value: string | undefined; origin: Origin } {
  if (flag !== undefined) return { value: flag, origin: 'flag' }
  if (variable) return { value: variable, origin: 'environment' }
  return { value: undefined, origin: 'default' }
}

function badUrl(what: string, value: string, accepted: string): CancuError {
  return new CancuError(
    'bad_config',
    { vi: `Địa chỉ ${what} không dùng được: "${mask(value)}"`, en: `Not a usable ${what} address: "${mask(value)}"` },
    { vi: `Dùng ${accepted}.`, en: `Use ${accepted}.` },
  )
}

/** The address without what is secret in it. */
export function mask(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//***@')
}

function graphSetting(url: string | undefined, file: string, env: Environment): GraphSetting {
  if (url === undefined) return { kind: 'embedded', path: file }
  const accepted = 'neo4j://HOST:7687 / bolt://HOST:7687'
  if (!/^(neo4j|bolt)(\+s|\+ssc)?:\/\//.test(url) || !URL.canParse(url)) throw badUrl('--graph', url, accepted)
  const parsed = new URL(url)
  if (!parsed.hostname) throw badUrl('--graph', url, accepted)
  const username = env['NEO4J_USERNAME'] || decodeURIComponent(parsed.username) || 'neo4j'
  const password = env['NEO4J_PASSWORD'] || decodeURIComponent(parsed.password)
  return {
    kind: 'neo4j',
    // The driver refuses an address that carries credentials.
    url: `${parsed.protocol}//${parsed.host}${parsed.search}`,
    username,
    password,
    database: env['NEO4J_DATABASE'] || undefined,
  }
}

function searchSetting(url: string | undefined, file: string, env: Environment): SearchSetting {
  if (url === undefined) return { kind: 'embedded', path: file }
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw badUrl('--search', url, 'http(s)://HOST:7700')
  return { kind: 'meilisearch', url, key: env['MEILI_API_KEY'] || undefined }
}

/**
 * The index beside a graph server gets a file of its own: the embedded file belongs to the embedded graph, and an
 * index of one store must not answer for another.
 */
function besideServer(graph: GraphSetting & { kind: 'neo4j' }, dataDir: string): string {
  const name = `${graph.url}/${graph.database ?? ''}`.replace(/[^A-Za-z0-9.]+/g, '-').replace(/^-|-$/g, '')
  return path.join(dataDir, `search-${name}.db`)
}

/** Reads the settings. Paths are made absolute against `cwd`. */
export function readSettings(flags: Flags, env: Environment, cwd: string): Settings {
  const lang = flags.lang ?? 'vi'
  if (lang !== 'vi' && lang !== 'en') {
    throw new CancuError(
      'bad_usage',
      { vi: `Không có ngôn ngữ "${lang}"`, en: `No such language: "${lang}"` },
      { vi: 'Dùng --lang vi hoặc --lang en.', en: 'Use --lang vi or --lang en.' },
    )
  }
  const samples = flags.samples ?? false
  const data = pick(flags.data, env['CANCU_DATA'])
  const dataDir = path.resolve(cwd, data.value ?? 'data')
  const file = path.join(dataDir, samples ? 'samples.db' : 'cancu.db')
  // The samples live in their own embedded file whatever else is configured: they never share a user's store.
  const none = { value: undefined, origin: 'default' } as const
  const graphUrl = samples ? none : pick(flags.graph, env['CANCU_GRAPH_URL'])
  const searchUrl = samples ? none : pick(flags.search, env['CANCU_SEARCH_URL'])
  const graph = graphSetting(graphUrl.value, file, env)
  const search = searchSetting(searchUrl.value, graph.kind === 'neo4j' ? besideServer(graph, dataDir) : file, env)
  return {
    lang,
    quiet: flags.quiet ?? false,
    samples,
    catalogue: flags.catalogue ?? true,
    token: env['CANCU_TOKEN'] || undefined,
    dataDir,
    graph,
    search,
    origin: { data: data.origin, graph: graphUrl.origin, search: searchUrl.origin },
  }
}
