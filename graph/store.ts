/**
 * PORT GraphStore
 * ===============
 *
 * What a graph database must do for us. Logic lives above it: `commit.ts` (adding and taking away sources) and
 * `cascade.ts` (questions) are written once against this port; adapters only read and write rows.
 * Every adapter passes `tests/contract/graph-store.ts`.
 */
import type { RelationType } from '../ingest/record.ts'
import type {
  Claim,
  Edge,
  Evidence,
  Group,
  InstrumentNode,
  Mention,
  NodeKind,
  Source,
  Statement,
  Status,
} from './model.ts'

/** Which file path was last read as which source: how a changed or vanished file is noticed. Never exported. */
export interface FileEntry {
  /** Absolute path on the reading machine, or "archive.zip!/inner/path". */
  path: string
  sha: string
  size: number
  /** Milliseconds since the epoch. */
  mtime: number
}

export interface NodeFilter {
  kind?: NodeKind
  type?: string[]
  level?: string[]
  province?: string[]
  issuer?: string[]
  /** Year of the date. */
  year?: number[]
  status?: Status[]
  held?: boolean
  resolution?: InstrumentNode['resolution'][]
}

/** A slice of a stable order (by id). `after` is the last id of the page before. */
export interface PageRequest {
  first: number
  after?: string
}

export interface NodePage {
  nodes: InstrumentNode[]
  total: number
  hasNext: boolean
}

export interface Counts {
  /** Documents read; rows of catalogues are not counted. */
  sources: number
  instruments: number
  programmes: number
  held: number
  citations: number
  relations: number
  unresolved: number
  ambiguous: number
}

/**
 * One unit of work. All or nothing; two transactions that touch the same block are serialised.
 * Rows come back in a stable order (by their keys).
 *
 * Edges are the adapter's own: at the end of a transaction there is one edge for each (from, type, to) that some
 * statement gives between two different nodes, with the number of distinct sources that give it. A statement whose
 * claims are not both assigned gives none. How an adapter keeps them in line (triggers, recounting what was touched)
 * is its own affair.
 */
export interface GraphTransaction {
  /** Shas among these that are stored. */
  present(shas: string[]): Promise<Set<string>>
  /** Adds sources with their claims (not yet assigned) and statements. A sha that is present is left as it is. */
  insert(rows: { source: Source; claims: Claim[]; statements: Statement[] }[]): Promise<void>
  /** Adds names to a present source. */
  rename(sha: string, names: string[]): Promise<void>
  /** By source, then key. */
  claimsOfSources(shas: string[]): Promise<Claim[]>
  /** Removes sources with their claims and statements; groups without claims are gone, nodes follow by `dropNodes`. */
  remove(shas: string[]): Promise<void>

  /** Serialises with other transactions on these blocks; all groups whose block or door is among them, by id. */
  groupsInBlocks(blocks: string[]): Promise<Group[]>
  /** All groups that persons' words are about: their door begins with one of `TIES` (`ties.ts`). By id. */
  anchors(): Promise<Group[]>
  /** All groups assigned to these nodes, by id. */
  groupsOfNodes(ids: string[]): Promise<Group[]>
  /** Sets the node of every claim of a group; its statements and their edges follow. The node may not exist yet. */
  assign(rows: { group: string; node: string }[]): Promise<void>
  /** In how many sources each node is cited: distinct sources with a claim on it that is not `self`. */
  citing(ids: string[]): Promise<Map<string, number>>

  /** Nodes as they are, in the order asked, unknown ids left out. */
  nodes(ids: string[]): Promise<InstrumentNode[]>
  /** Creates or replaces nodes, whole. */
  putNodes(nodes: InstrumentNode[]): Promise<void>
  /** Removes nodes that no claim is assigned to any more. */
  dropNodes(ids: string[]): Promise<void>
  /** Marks nodes whose search document is stale (the outbox); see `pending`. */
  markStale(ids: string[]): Promise<void>
}

/** One line of a dump: nodes by id, then edges by (from, type, to) with evidence, then sources by sha (no text). */
export type Dumped =
  | { node: InstrumentNode }
  | { edge: Edge }
  | { source: Pick<Source, 'sha' | 'names' | 'format' | 'sample'> & { document: string } }

export interface GraphStore {
  readonly name: string
  readonly capabilities: {
    /** Several processes may write at once. */
    concurrentWriters: boolean
    /** Shares its file with the search index. */
    embedded: boolean
  }

  /** Runs work in one transaction; retried whole on a transient fault, so it must have no other side effect. */
  transaction<T>(work: (tx: GraphTransaction) => Promise<T>): Promise<T>

  // -- files read -------------------------------------------------------------------------------------------------
  /** All, or those at one of these paths or of one of these contents. By path. */
  files(which?: { paths?: string[]; shas?: string[] }): Promise<FileEntry[]>
  putFiles(entries: FileEntry[]): Promise<void>
  dropFiles(paths: string[]): Promise<void>

  // -- outbox of the search index ---------------------------------------------------------------------------------
  /** Ids of nodes whose search document is stale; also of nodes that no longer exist. In order of id. */
  pending(limit: number): Promise<string[]>
  acknowledge(ids: string[]): Promise<void>
  /** Marks every node stale: what `reindex` does. */
  markAllStale(): Promise<void>

  // -- reading ----------------------------------------------------------------------------------------------------
  source(sha: string): Promise<Source | null>
  /** Shas of sources read under this base name. */
  sourcesByName(name: string): Promise<string[]>
  /** Claims of these sources with their nodes, by source, then key: which mention of a text denotes which node. */
  claims(shas: string[]): Promise<Claim[]>
  /** Nodes with these ids, in the order asked, unknown ids left out. */
  nodes(ids: string[]): Promise<InstrumentNode[]>
  /** Nodes whose folded number (`foldNumber`) is one of these, or starts with one that ends in "*". By id. */
  byNumber(folded: string[]): Promise<InstrumentNode[]>
  /** Nodes that sources cite under a number that folds to one of these and is not theirs (`otherNumbers`). By id. */
  byOtherNumber(folded: string[]): Promise<InstrumentNode[]>
  /** Nodes one of whose `titleKeys` (`naming.ts`) is one of these. By id. */
  byTitle(folded: string[]): Promise<InstrumentNode[]>
  list(filter: NodeFilter, page: PageRequest): Promise<NodePage>
  /** Edges that leave ("out") or enter ("in") these nodes, without evidence; ordered by from, type, to. */
  edges(ids: string[], direction: 'out' | 'in', types?: RelationType[]): Promise<Omit<Edge, 'evidence'>[]>
  /** Evidence of one edge, or [] if there is none. Sorted by source, then start. */
  evidence(from: string, type: RelationType, to: string): Promise<Evidence[]>
  /** Mentions of a node, ordered by source and start. `after` is "sha:start" of the last one. */
  mentions(id: string, page: PageRequest): Promise<{ mentions: Mention[]; total: number; hasNext: boolean }>
  counts(): Promise<Counts>

  /** Everything derived, for export, as of one moment. Streams; never holds the whole graph. */
  dump(): AsyncIterable<Dumped>

  close(): Promise<void>
}
