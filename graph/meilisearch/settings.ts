/**
 * Settings of the index in Meilisearch
 * ====================================
 *
 * What is searched comes folded (`fold.ts`), so that Meilisearch and FTS5 see the same words; what is shown stands
 * beside it as it is. Words are matched whole: Meilisearch would otherwise take the last one for a beginning.
 */
import type { Settings } from 'meilisearch'
import { FACETS } from '../search.ts'

/** Counts are exact up to here; one more hit is asked for, to know whether there are more. */
export const MOST_COUNTED = 10_000

/** Words beyond the tenth of a query are dropped by Meilisearch without a word. */
export const MOST_WORDS = 10

/** Positions beyond 65,535 of an attribute are dropped; a long text goes into several records of at most so many words. */
export const RECORD_WORDS = 40_000

export const SETTINGS = {
  searchableAttributes: ['head', 'body'],
  filterableAttributes: [...FACETS, 'document', 'part', 'numberKey', 'lead'],
  sortableAttributes: ['citedBy', 'document'],
  // The order asked for decides only between what fits equally well.
  rankingRules: ['words', 'typo', 'proximity', 'attribute', 'exactness', 'sort'],
  // Records of one document count once.
  distinctAttribute: 'document',
  localizedAttributes: [{ attributePatterns: ['*'], locales: ['vie'] }],
  // Syllables are short, and a digit is never a slip of another: one letter, in words of five.
  typoTolerance: { disableOnNumbers: true, minWordSizeForTypos: { oneTypo: 5, twoTypos: 255 } },
  faceting: { maxValuesPerFacet: MOST_COUNTED },
  pagination: { maxTotalHits: MOST_COUNTED + 1 },
  prefixSearch: 'disabled',
} satisfies Settings
