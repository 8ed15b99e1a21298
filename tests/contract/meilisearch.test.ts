import { afterAll, beforeAll } from 'vitest'
import { openMeilisearch } from '../../graph/meilisearch.ts'
import { startStub, type Stub } from './meilisearch-stub.ts'
import { searchIndexContract } from './search-index.ts'

let stub: Stub
beforeAll(async () => {
  stub = await startStub()
})
afterAll(() => stub.close())

let count = 0
searchIndexContract('meilisearch, on a stand-in', async () => openMeilisearch(stub.url, 'key', `index-${(count += 1)}`))

const { MEILI_URL, MEILI_API_KEY } = process.env
if (!MEILI_URL) process.stderr.write('[services] Meilisearch: none, as MEILI_URL is not set; the adapter runs on recorded answers and a stand-in\n') // prettier-ignore

searchIndexContract(
  'meilisearch',
  async () => {
    const index = openMeilisearch(MEILI_URL!, MEILI_API_KEY, 'cancu-contract')
    await index.clear()
    return index
  },
  { requires: 'MEILI_URL' },
)
