/**
 * The same commands on the embedded file and on a real Neo4j give the same answers
 */
import neo4j from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { cli, folder, PLANS } from './help.ts'

const server = inject('neo4j')

describe.skipIf(server === null)('Neo4j by CANCU_GRAPH_URL', () => {
  const { url, username, password } = server ?? { url: '', username: '', password: '' }
  const place = folder()
  const env = { CANCU_GRAPH_URL: url, NEO4J_USERNAME: username, NEO4J_PASSWORD: password }
  const remote = (...argv: string[]) => cli([...argv, '-q'], { cwd: place.path, env })
  const embedded = (...argv: string[]) => cli([...argv, '-q'], { cwd: place.path })

  beforeAll(async () => {
    const driver = neo4j.driver(url, neo4j.auth.basic(username, password))
    await driver.executeQuery('MATCH (n) WHERE NOT n:Schema DETACH DELETE n')
    await driver.close()
    for (const [name, words] of Object.entries(PLANS)) place.write(name, words)
    const files = Object.keys(PLANS)
    expect((await embedded('ingest', ...files)).status).toBe(0)
    const { status, err, json } = await remote('ingest', ...files, '--json')
    expect(status, err).toBe(0)
    expect(json()).toMatchObject({ read: 3, failed: 0 })
  })
  afterAll(() => place.remove())

  it('changes nothing the second time', async () => {
    expect((await remote('ingest', ...Object.keys(PLANS), '--json')).json()).toMatchObject({ read: 0, unchanged: 3 })
  })

  it.each([
    ['trace', '1336/QĐ-TTg', '--down', '--json'],
    ['trace', 'xa.md', '--up', '--json'],
    ['show', 'QD 1336', '--json'],
    ['search', 'lien the he', '--json'],
    ['export'],
  ])('%s %s', async (...argv) => {
    const there = await remote(...argv)
    expect(there.status, there.err).toBe(0)
    expect(there.out).toBe((await embedded(...argv)).out)
  })

  it('says so when the password is wrong, and does not show it', async () => {
    const wrong = { ...env, NEO4J_PASSWORD: 'khong-dung' }
    const { status, err } = await cli(['show', 'x'], { cwd: place.path, env: wrong })
    expect(status).toBe(4)
    expect(err).not.toContain('khong-dung')
  })

  it('tells doctor what is there', async () => {
    const { status, json } = await remote('doctor', '--json')
    expect(status).toBe(0)
    expect(json().checks.find((check: { name: string }) => check.name === 'synced').ok).toBe(true)
  })
})
