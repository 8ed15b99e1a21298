import { describe } from 'vitest'
import { graphStoreContract } from './graph-store.ts'
import { hasServer, openEmptyStore } from './neo4j-server.ts'

describe.skipIf(!hasServer)('a real Neo4j', () => {
  graphStoreContract('neo4j', openEmptyStore, { runs: 6, timeout: 120_000 })
})
