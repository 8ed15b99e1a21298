/**
 * The page as it is built, on the real server, in a real Chromium
 * ===============================================================
 *
 * `startApp` reads the samples (or texts given) into a store of its own, builds the page and serves both. A page that
 * breaks the content policy, asks another site for anything, or throws, fails the test that opened it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { build } from 'vite'
import { close, createServer, listen } from '../../api/server.ts'
import { readSettings } from '../../api/settings.ts'
import { openStores } from '../../api/wire.ts'
import { cli } from '../api/help.ts'
import { findChromium } from '../services/chromium.mjs'

const WEB = fileURLToPath(new URL('../../web', import.meta.url))

export interface App {
  address: string
  /** A page of its own, without anything remembered. */
  open(options?: BrowserContextOptions): Promise<Page>
  /** What the pages opened so far did that no page of ours may do; reading it empties it. */
  misdeeds(): string[]
  /** The answer of the server, for what a test has to know beforehand. */
  ask<T>(query: string, variables?: object): Promise<T>
  close(): Promise<void>
}

/** By default the samples; else these files in a store that is no sample; `imports`: catalogues and corrections. */
export async function startApp(files?: Record<string, string>, imports: Record<string, string> = {}): Promise<App> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cancu-web-'))
  const web = path.join(folder, 'web')
  await build({ root: WEB, logLevel: 'error', build: { outDir: web, emptyOutDir: true } })

  const read = await (files
    ? ingest(folder, files)
    : cli(['start', '--no-serve', '-q', '--data', folder], { cwd: folder }))
  if (read.status !== 0) throw new Error(`nothing to show: ${read.err}`)
  for (const [name, text] of Object.entries(imports)) {
    writeFileSync(path.join(folder, name), text)
    const taken = await cli(['import', name, '-q', '--data', folder], { cwd: folder })
    if (taken.status !== 0) throw new Error(`${name} was not taken in: ${taken.err}`)
  }
  const stores = await openStores(readSettings({ data: folder, samples: !files }, {}, folder))
  const logged: string[] = []
  const server = createServer({ stores, web, log: (message) => void logged.push(message) })
  const address = await listen(server, '127.0.0.1', 0)

  const { path: executablePath } = await findChromium()
  const browser: Browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  let noted: string[] = []
  return {
    address,
    async open(options = {}) {
      const context = await browser.newContext({ baseURL: address, locale: 'vi-VN', ...options })
      const page = await context.newPage()
      page.on('pageerror', (error) => noted.push(`threw ${error.message}`))
      page.on('console', (message) => {
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) noted.push(message.text())
      })
      page.on('request', (request) => {
        if (!request.url().startsWith(address)) noted.push(`asked ${request.url()}`)
      })
      return page
    },
    misdeeds() {
      const all = [...noted, ...logged.splice(0)]
      noted = []
      return all
    },
    async ask<T>(query: string, variables: object = {}) {
      const response = await fetch(`${address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      })
      return ((await response.json()) as { data: T }).data
    },
    async close() {
      await browser.close()
      await close(server)
      await stores.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function ingest(folder: string, files: Record<string, string>): ReturnType<typeof cli> {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
  return cli(['ingest', ...Object.keys(files), '-q', '--data', folder], { cwd: folder })
}

/** Waits until the page shows what it was asked for, not that it is loading. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1, main .state').first().waitFor()
  await page.locator('main .loading, [aria-busy="true"]').waitFor({ state: 'detached' })
  await page.evaluate(() => document.fonts.ready)
}

/** A page at this path (within the app), settled. */
export async function visit(page: Page, at: string): Promise<void> {
  await page.goto(at)
  await settled(page)
}

const AXE = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds wrong with a page as it stands: rule and places. */
export async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(AXE).analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`)
}

/** Every page there is, by a name that test titles can have before anything is running. */
export const PAGES = [
  'home',
  'search',
  'instrument',
  'document',
  'tree',
  'table',
  'starts',
  'not found',
  'no page',
] as const
export type PageName = (typeof PAGES)[number]

/** Paths of every page, found by way of numbers so that they hold whatever the ids are. */
export async function everyPage(app: App): Promise<Record<PageName, string>> {
  const { search } = await app.ask<{ search: { edges: { highlights: { source: string | null }[] }[] } }>(
    '{ search(query: "xã Đại Hiệp", first: 20) { edges { highlights { source } } } }',
  )
  const source = search.edges.flatMap((edge) => edge.highlights).find((each) => each.source)?.source
  if (!source) throw new Error('the samples have no text of xã Đại Hiệp')
  return {
    home: '/',
    search: '/tim?q=qd+1336',
    instrument: '/vb/1336/QĐ-TTg',
    document: `/van-ban/${source}`,
    tree: '/lan-toa/1336/QĐ-TTg',
    table: '/lan-toa/1336/QĐ-TTg?view=bang',
    starts: '/lan-toa',
    'not found': '/vb/1337/QĐ-TTg',
    'no page': '/khong-co',
  }
}
