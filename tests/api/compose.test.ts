/**
 * compose.yaml: the servers it starts are those that are tested, and nothing of it is open or without a password
 */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { NEO4J_VERSION } from '../services/neo4j.mjs'

interface Service {
  image: string
  environment: Record<string, string>
  ports: string[]
  volumes: string[]
  healthcheck: { test: string[] }
}

const { services, volumes } = parse(readFileSync(new URL('../../compose.yaml', import.meta.url), 'utf8')) as {
  services: Record<string, Service>
  volumes: Record<string, unknown>
}

it('starts Neo4j and Meilisearch of the versions that are tested', () => {
  expect(Object.keys(services)).toEqual(['neo4j', 'meilisearch'])
  expect(services['neo4j']!.image).toBe(`neo4j:${NEO4J_VERSION.split('.').slice(0, 2).join('.')}-community`)
  expect(services['meilisearch']!.image).toBe('getmeili/meilisearch:v1.50')
})

it.each(Object.keys(services))('%s: its data is kept, its health asked, its password comes from outside', (name) => {
  const { environment, ports, volumes: kept, healthcheck } = services[name]!
  for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/)
  expect(kept.length).toBeGreaterThan(0)
  for (const volume of kept) expect(volumes).toHaveProperty(volume.split(':')[0]!)
  expect(healthcheck.test.join(' ')).toContain(ports.at(-1)!.split(':').at(-1))
  const secrets = Object.entries(environment).filter(([key]) => /AUTH|KEY/.test(key))
  expect(secrets).toHaveLength(1)
  // Compose refuses to start where it is not set.
  expect(secrets[0]![1]).toMatch(/\$\{[A-Z0-9_]+:\?[^}]+\}$/)
})
