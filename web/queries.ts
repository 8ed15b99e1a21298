/**
 * What the page asks of the server, and the shapes that come back
 * ==============================================================
 *
 * Written by hand against `api/schema.graphql`; `tests/web/queries.test.ts` validates every document against it.
 */
import { gql, type TypedDocumentNode } from 'urql'

export const RELATION_TYPES = [
  'BASED_ON',
  'IMPLEMENTS',
  'AMENDS',
  'REPLACES',
  'REPEALS',
  'GUIDES',
  'APPROVES',
  'APPLIES',
  'PROMULGATED_WITH',
  'PROPOSED_BY',
  'SUCCEEDS',
  'CITES',
] as const
export type RelationType = (typeof RELATION_TYPES)[number]

export type Status = 'IN_FORCE' | 'PARTLY_IN_FORCE' | 'EXPIRED' | 'NOT_YET_IN_FORCE' | 'PERIOD_OVER' | 'UNKNOWN'
export type Direction = 'UP' | 'DOWN'
export type Resolution = 'RESOLVED' | 'AMBIGUOUS' | 'UNRESOLVED'

/** Order in which levels are shown. */
export const LEVELS = ['central', 'province', 'district', 'commune'] as const

/** An instrument as every list shows it. */
export interface Brief {
  id: string
  kind: string
  type: string
  number: string | null
  title: string | null
  caption: string
  issuer: string | null
  date: string | null
  level: string | null
  place: string | null
  status: Status
  held: boolean
  sample: boolean
  citedBy: number
  resolution: Resolution
}

/** What was asked for; `askedAs`: the number it was asked for, where only sources cite it so. */
export interface Asked extends Brief {
  askedAs: string | null
}

const BRIEF = gql`
  fragment Brief on Instrument {
    id
    kind
    type
    number
    title
    caption
    issuer
    date
    level
    place
    status
    held
    sample
    citedBy
    resolution
  }
`

export interface Ambiguous {
  __typename: 'Ambiguous'
  ref: string
  candidates: Brief[]
}
export interface NotFound {
  __typename: 'NotFound'
  ref: string
  message: string
  nearest: Brief[]
}

// ---- the frame -------------------------------------------------------------------------------------------------

export interface Stats {
  sources: number
  instruments: number
  programmes: number
  held: number
  citations: number
  relations: number
  unresolved: number
  ambiguous: number
  samples: boolean
}

export const STATS: TypedDocumentNode<{ stats: Stats }, Record<string, never>> = gql`
  query Stats {
    stats {
      sources
      instruments
      programmes
      held
      citations
      relations
      unresolved
      ambiguous
      samples
    }
  }
`

// ---- search ----------------------------------------------------------------------------------------------------

export const FACETS = ['type', 'level', 'place', 'issuer', 'year', 'status', 'held'] as const
export type FacetName = (typeof FACETS)[number]
export type Filter = Partial<Record<FacetName, string[]>>

export interface Range {
  start: number
  end: number
}

export interface Highlight {
  field: 'number' | 'title' | 'text'
  text: string
  ranges: Range[]
  source: string | null
  start: number | null
}

export interface Facet {
  name: FacetName
  values: { value: string; count: number }[]
}

export interface PageInfo {
  hasNextPage: boolean
  endCursor: string | null
}

export interface SearchData {
  search: {
    totalCount: number
    totalIsExact: boolean
    exact: Asked | null
    pageInfo: PageInfo
    facets: Facet[]
    edges: { node: Brief; highlights: Highlight[] }[]
  }
  /** The same search whether the text is held or not: the counts on the tabs. */
  both: { totalCount: number; facets: Facet[] }
}

export interface SearchVariables {
  query: string
  filter: Filter
  both: Filter
  after: string | null
  first: number
}

export const SEARCH: TypedDocumentNode<SearchData, SearchVariables> = gql`
  query Search($query: String!, $filter: SearchFilter, $both: SearchFilter, $after: String, $first: Int) {
    search(query: $query, filter: $filter, first: $first, after: $after) {
      totalCount
      totalIsExact
      exact {
        ...Brief
        askedAs
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      facets {
        name
        values {
          value
          count
        }
      }
      edges {
        node {
          ...Brief
        }
        highlights {
          field
          text
          ranges {
            start
            end
          }
          source
          start
        }
      }
    }
    both: search(query: $query, filter: $both, first: 1) {
      totalCount
      facets {
        name
        values {
          value
          count
        }
      }
    }
  }
  ${BRIEF}
`

// ---- instrument ------------------------------------------------------------------------------------------------

export interface Variant {
  value: string
  sources: number
}
export type VariantField = 'number' | 'date' | 'issuer' | 'title'

export interface Relation {
  type: RelationType
  sources: number
  days: number | null
  instrument: Brief
}

export interface Mention {
  document: Brief
  source: string
  start: number
  end: number
  text: string
  relation: RelationType
  provision: string | null
}

/** One thing that one source says of a status. */
export interface StatusEvidence {
  kind: string
  quote: string
  start: number
  end: number
  /** Null where only a title says so. */
  source: string | null
  by: Brief | null
  document: Brief | null
  row: CatalogueRow | null
}

export type ReasonField = 'number' | 'date' | 'issuer' | 'place' | 'level' | 'title' | 'period'

/** Why an instrument is what it is, where that is not plain; codes as in `Reason` of the schema. */
export interface Reason {
  code: string
  candidate: { id: string } | null
  agrees: ReasonField[]
  silent: ReasonField[]
  /** The number as sources write it. */
  written: string | null
  sources: number
}

/** An instrument as a person describes it. */
export interface Described {
  number: string | null
  type: string
  issuer: string | null
  date: string | null
  title: string | null
  locality: string | null
  province: string | null
  home: string | null
}

/** A person's word on who is who. */
export interface CorrectionShown {
  id: string
  kind: string
  a: Described
  b: Described
  author: string
  reason: string
  seen: string | null
  /** Others contradict it, and none of them is followed. */
  conflict: boolean
  files: string[]
}

export interface Instrument extends Asked {
  __typename: 'Instrument'
  statusEvidence: StatusEvidence[]
  candidates: Brief[]
  reasons: Reason[]
  corrections: CorrectionShown[]
  variants: Record<VariantField, Variant[]>
  /** Ids of its held texts. */
  texts: string[]
  up: Relation[]
  down: Relation[]
  mentions: { totalCount: number; pageInfo: PageInfo; edges: { node: Mention }[] }
}

const DESCRIBED = gql`
  fragment Described on Described {
    number
    type
    issuer
    date
    title
    locality
    province
    home
  }
`

export const INSTRUMENT: TypedDocumentNode<
  { instrument: Instrument | Ambiguous | NotFound },
  { ref: string; after: string | null }
> = gql`
  query Instrument($ref: String!, $after: String) {
    instrument(ref: $ref) {
      __typename
      ... on Instrument {
        ...Brief
        askedAs
        statusEvidence {
          kind
          quote
          start
          end
          source
          by {
            ...Brief
          }
          document {
            ...Brief
          }
          row {
            source
            seen
          }
        }
        texts
        candidates {
          ...Brief
        }
        reasons {
          code
          candidate {
            id
          }
          agrees
          silent
          written
          sources
        }
        corrections {
          id
          kind
          a {
            ...Described
          }
          b {
            ...Described
          }
          author
          reason
          seen
          conflict
          files
        }
        variants {
          number {
            value
            sources
          }
          date {
            value
            sources
          }
          issuer {
            value
            sources
          }
          title {
            value
            sources
          }
        }
        up(first: 100) {
          type
          sources
          days
          instrument {
            ...Brief
          }
        }
        down(first: 100) {
          type
          sources
          days
          instrument {
            ...Brief
          }
        }
        mentions(first: 20, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              document {
                ...Brief
              }
              source
              start
              end
              text
              relation
              provision
            }
          }
        }
      }
      ... on Ambiguous {
        ref
        candidates {
          ...Brief
        }
      }
      ... on NotFound {
        ref
        message
        nearest {
          ...Brief
        }
      }
    }
  }
  ${BRIEF}
  ${DESCRIBED}
`

// ---- evidence --------------------------------------------------------------------------------------------------

/** Where a row of a catalogue was read, and when. */
export interface CatalogueRow {
  source: string
  seen: string | null
}

export interface Evidence {
  document: Brief
  /** Null for a text. */
  row: CatalogueRow | null
  source: string
  start: number
  end: number
  quote: string
  sentence: string
  sentenceStart: number
  rule: string
  confidence: number
}

type End = Partial<Brief> & { __typename: string }

export const EVIDENCE: TypedDocumentNode<
  { from: End; to: End; evidence: Evidence[] },
  { from: string; type: RelationType; to: string }
> = gql`
  query Evidence($from: ID!, $type: RelationType!, $to: ID!) {
    from: instrument(id: $from) {
      __typename
      ...Brief
    }
    to: instrument(id: $to) {
      __typename
      ...Brief
    }
    evidence(from: $from, type: $type, to: $to) {
      document {
        ...Brief
      }
      row {
        source
        seen
      }
      source
      start
      end
      quote
      sentence
      sentenceStart
      rule
      confidence
    }
  }
  ${BRIEF}
`

// ---- cascade ---------------------------------------------------------------------------------------------------

export interface CascadeRow {
  parent: number
  depth: number
  instrument: Brief
  relation: RelationType
  sources: number
  days: number | null
  daysMin: number | null
  daysMax: number | null
  repeated: boolean
}

export interface Cascade {
  __typename: 'Cascade'
  root: Asked
  rows: CascadeRow[]
  truncated: boolean
  cycles: { from: Brief; to: Brief; type: RelationType }[]
}

export const CASCADE: TypedDocumentNode<
  { cascade: Cascade | Ambiguous | NotFound },
  { ref: string; direction: Direction; depth: number; asOf: string | null }
> = gql`
  query Cascade($ref: String!, $direction: Direction!, $depth: Int!, $asOf: String) {
    cascade(ref: $ref, direction: $direction, depth: $depth, asOf: $asOf) {
      __typename
      ... on Cascade {
        root {
          ...Brief
          askedAs
        }
        truncated
        rows {
          parent
          depth
          relation
          sources
          days
          daysMin
          daysMax
          repeated
          instrument {
            ...Brief
          }
        }
        cycles {
          from {
            ...Brief
          }
          to {
            ...Brief
          }
          type
        }
      }
      ... on Ambiguous {
        ref
        candidates {
          ...Brief
        }
      }
      ... on NotFound {
        ref
        message
        nearest {
          ...Brief
        }
      }
    }
  }
  ${BRIEF}
`

/** Where a cascade may start: the most cited, with those who carry them out. */
export const STARTS: TypedDocumentNode<
  { search: { edges: { node: Brief & { down: { instrument: { id: string } }[] } }[] } },
  Record<string, never>
> = gql`
  query Starts {
    search(query: "", first: 60) {
      edges {
        node {
          ...Brief
          down(types: [IMPLEMENTS, BASED_ON], first: 100) {
            instrument {
              id
            }
          }
        }
      }
    }
  }
  ${BRIEF}
`

// ---- document --------------------------------------------------------------------------------------------------

export interface DocumentField {
  name: string
  value: string
  start: number | null
  end: number | null
}

export interface DocumentCitation {
  index: number
  start: number
  end: number
  kind: string
  relation: RelationType
  provision: string | null
  section: string
  basis: boolean
  confidence: number
  instrument: Brief
}

export interface DocumentWarning {
  code: string
  message: string
  start: number
  end: number
}

export interface Text {
  id: string
  instrument: Brief
  names: string[]
  format: string
  sample: boolean
  text: string
  fields: DocumentField[]
  citations: DocumentCitation[]
  warnings: DocumentWarning[]
}

export const DOCUMENT: TypedDocumentNode<{ document: Text | null }, { id: string }> = gql`
  query Document($id: ID!) {
    document(id: $id) {
      id
      instrument {
        ...Brief
      }
      names
      format
      sample
      text
      fields {
        name
        value
        start
        end
      }
      citations {
        index
        start
        end
        kind
        relation
        provision
        section
        basis
        confidence
        instrument {
          ...Brief
        }
      }
      warnings {
        code
        message
        start
        end
      }
    }
  }
  ${BRIEF}
`
