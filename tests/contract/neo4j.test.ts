/**
 * The Neo4j adapter on a real server
 * ==================================
 *
 * The contract, then what only this adapter promises: what people see in Neo4j Browser, its errors, several writers.
 */
import neo4j, { type Driver } from 'neo4j-driver'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { addSources, removeSources } from '../../graph/commit.ts'
import type { Source } from '../../graph/model.ts'
import { openNeo4j } from '../../graph/neo4j.ts'
import { openSqliteGraph } from '../../graph/sqlite.ts'
import type { GraphStore } from '../../graph/store.ts'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { corpus, CT25, D1336, KL58, LAW, draft, provincial } from '../factories.ts'
import { dumpOf, graphStoreContract } from './graph-store.ts'

const server = inject('neo4j')

describe.skipIf(server === null)('a real Neo4j', () => {
  const { url, username, password } = server ?? { url: '', username: '', password: '' }
  const account = { username, password }
  let driver: Driver | null = null
  const cypher = async (query: string, parameters = {}) => {
    driver ??= neo4j.driver(url, neo4j.auth.basic(username, password), { disableLosslessIntegers: true })
    const { records } = await driver.executeQuery(query, parameters)
    return records.map((record) => record.toObject())
  }
  /** The Community edition has one database, so a fresh store is that database emptied; the schema may stay. */
  const openEmpty = async (): Promise<GraphStore> => {
    await cypher('MATCH (n) WHERE NOT n:Schema DETACH DELETE n')
    return openNeo4j(url, account)
  }
  afterAll(() => driver?.close())

  graphStoreContract('neo4j', openEmpty, { runs: 6, timeout: 120_000 })
})
