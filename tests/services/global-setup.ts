/**
 * Servers for a run of the tests
 * ==============================
 *
 * Vitest runs this once, and only when a file of the project "services" is to be run. Tests get the server's address
 * by `inject('neo4j')`; null says that there is none here: a skip that is seen, and a failure where CI is set.
 */
import type { TestProject } from 'vitest/node'
import { startNeo4j } from './neo4j.mjs'
import { say } from './tools.mjs'

export interface Server {
  url: string
  username: string
  password: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    neo4j: Server | null
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  try {
    const { url, username, password, stop } = await startNeo4j()
    project.provide('neo4j', { url, username, password })
    return stop
  } catch (error) {
    if (process.env['CI']) throw error
    say(`Neo4j: none, its tests are skipped. ${(error as Error).message}`)
    project.provide('neo4j', null)
    return async () => {}
  }
}
