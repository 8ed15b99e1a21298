/**
 * The real Neo4j of this run of the tests, and an empty store on it
 */
import neo4j, { type Driver } from 'neo4j-driver'
import { afterAll, inject } from 'vitest'
import { openNeo4j } from '../../graph/neo4j.ts'
import type { GraphStore } from '../../graph/store.ts'

const given = inject('neo4j')

export const hasServer = given !== null
export const server = given ?? { url: 'bolt://127.0.0.1:1', username: '', password: '' }

let driver: Driver | null = null
afterAll(() => driver?.close())

/** Rows of a query, as one types it into Neo4j Browser. */
export async function cypher(query: string, parameters: Record<string, unknown> = {}): Promise<Record<string, any>[]> {
  driver ??= neo4j.driver(server.url, neo4j.auth.basic(server.username, server.password), {
    disableLosslessIntegers: true,
  })
  const { records } = await driver.executeQuery(query, parameters)
  return records.map((record) => record.toObject())
}

export function openStore(): Promise<GraphStore> {
  return openNeo4j(server.url, server)
}

/** The Community edition has one database, so a fresh store is that database emptied; the schema may stay. */
export async function openEmptyStore(): Promise<GraphStore> {
  await cypher('MATCH (n) WHERE NOT n:Schema DETACH DELETE n')
  return openStore()
}
