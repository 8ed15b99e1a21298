/**
 * axe on every page, loaded, empty and failed, wide and narrow, light and dark
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { everyPage, PAGES, startApp, violations, visit, type App, type PageName } from './app.ts'

let app: App
let pages: Record<PageName, string>

beforeAll(async () => {
  app = await startApp()
  pages = await everyPage(app)
})
afterAll(() => app.close())
afterEach(() => expect(app.misdeeds()).toEqual([]))

/** The same answer with nothing in its lists: what a new store, or an odd document, would give. */
function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return []
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === 'totalCount' ? 0 : key === 'exact' ? null : emptied(each),
    ]),
  )
}

/** Empty and failed have no colours of their own: dark is tried on what is loaded. */
const VIEWS = [
  { width: 1280, height: 900, colorScheme: 'light' },
  { width: 360, height: 740, colorScheme: 'light' },
  { width: 1280, height: 900, colorScheme: 'dark' },
] as const

describe.each(VIEWS)('$width px, $colorScheme', ({ width, height, colorScheme }) => {
  const options = { viewport: { width, height }, colorScheme }

  // One test a page: axe takes its time, more so on a machine that has other things to do.
  it.each(PAGES)('%s, loaded', async (name) => {
    const page = await app.open(options)
    await visit(page, pages[name])
    expect(await violations(page)).toEqual([])
    await page.context().close()
  })

  it.each(colorScheme === 'light' ? PAGES : [])('%s, empty', async (name) => {
    const page = await app.open(options)
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, json: emptied(await response.json()) })
    })
    await visit(page, pages[name])
    expect(await violations(page)).toEqual([])
    await page.context().close()
  })

  it.each(colorScheme === 'light' ? PAGES : [])('%s, failed', async (name) => {
    const page = await app.open(options)
    await page.route('**/graphql', (route) =>
      route.fulfill({ status: 500, json: { errors: [{ message: 'x', extensions: { reference: 'ab12cd34' } }] } }),
    )
    await visit(page, pages[name])
    expect(await violations(page)).toEqual([])
    await page.context().close()
  })

  it('with a card, the sentences, the keys, in English', async () => {
    const page = await app.open(options)
    await visit(page, `${pages.document}#c-5`)
    await page.locator('.card').waitFor()
    expect(await violations(page), 'card').toEqual([])
    await visit(page, pages.instrument)
    await page.locator('[data-why]').first().click()
    await page.getByRole('dialog').locator('blockquote').first().waitFor()
    expect(await violations(page), 'sentences').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    expect(await violations(page), 'keys').toEqual([])
    await visit(page, '/lan-toa/57-NQ/TW?lang=en')
    expect(await violations(page), 'English').toEqual([])
  })
})

it('has a sign besides colour where colours are forced', async () => {
  const page = await app.open({ forcedColors: 'active' })
  await visit(page, pages.document)
  const decoration = await page
    .locator('.cite')
    .first()
    .evaluate((each) => getComputedStyle(each).textDecorationLine)
  expect(decoration).toBe('underline')
  expect(await violations(page)).toEqual([])
})
