import { describe } from 'vitest'
import { graphInvariants } from './invariants.ts'
import { hasServer, openEmptyStore } from './neo4j-server.ts'

describe.skipIf(!hasServer)('a real Neo4j', () => {
  graphInvariants(openEmptyStore, { real: 3, generated: 6, words: 6, timeout: 300_000 })
})
