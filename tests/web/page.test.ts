/**
 * The page in use: by keyboard, at narrow widths, with hostile words, back and forth
 */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { everyPage, settled, startApp, visit, type App, type PageName } from './app.ts'

let app: App
let pages: Record<PageName, string>

beforeAll(async () => {
  app = await startApp()
  pages = await everyPage(app)
})
afterAll(() => app.close())
afterEach(() => expect(app.misdeeds()).toEqual([]))

describe('by keyboard alone', () => {
  /** What has the focus, as text. */
  const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '')

  it('goes from the search box to the sentence behind the edge of a commune', async () => {
    const page = await app.open()
    await visit(page, '/')
    let presses = 0
    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) {
        await page.keyboard.press(key)
        presses += 1
      }
    }
    await press('/')
    await page.keyboard.type('1336/QĐ-TTg')
    await press('Enter')
    await page.locator('.goto').waitFor()
    await press('j', 'Enter')
    await page.waitForURL('**/vb/1336-*')
    await settled(page)
    await press('g', 'l')
    await page.locator('[role=treegrid]').waitFor()
    do await press('j')
    while (!/Cấp xã/.test(await focused(page)) && presses < 20)
    await press('v')
    const dialog = page.getByRole('dialog')
    await dialog.locator('blockquote mark').first().waitFor()
    expect(presses).toBeLessThan(20)
    expect(await dialog.locator('blockquote').first().textContent()).toMatch(/Đề án|449\/HNCT|1336/)

    // Closed, the row is in hand again; opened once more, the sentence leads to its place in the text.
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await focused(page)).toContain('Cấp xã')
    await page.keyboard.press('v')
    await dialog.locator('blockquote mark').first().waitFor()
    await dialog.getByRole('link', { name: 'Xem trong văn bản' }).first().focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/van-ban\/[0-9a-f]+#c-\d+$/)
    await page.locator('.cite.selected').first().waitFor()
    expect(await page.locator('.card').count()).toBe(1)
  })

  it('walks a tree with the arrows, opens and closes its branches', async () => {
    const page = await app.open()
    await visit(page, pages.tree)
    const rows = page.locator('[role=treegrid] tbody [role=row]')
    const all = await rows.count()
    await rows.first().focus()
    expect(await rows.first().getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => rows.first().getAttribute('aria-expanded')).toBe('false')
    expect(await rows.count()).toBeLessThan(all)
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => rows.count()).toBe(all)
    await page.keyboard.press('ArrowRight')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-level'))).toBe('2')
    await page.keyboard.press('ArrowLeft')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-level'))).toBe('1')
    await page.keyboard.press('End')
    expect(await page.evaluate(() => document.activeElement?.matches('tr:last-child'))).toBe(true)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/vb/**')
  })

  it('reaches the card of a citation, which closes with Escape', async () => {
    const page = await app.open()
    await visit(page, pages.document)
    await page.keyboard.press('j')
    const card = page.locator('.card')
    await card.waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('.card') !== null)).toBe(true)
    await page.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.matches('.cite'))).toBe(true)
  })

  it('leaves letters alone in a field, and everywhere once they are switched off', async () => {
    const page = await app.open()
    await visit(page, '/')
    await page.locator('#q').fill('')
    await page.locator('#q').pressSequentially('gl?j/')
    expect(await page.locator('#q').inputValue()).toBe('gl?j/')
    expect(await page.locator('dialog[open]').count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.getByRole('checkbox').uncheck()
    await page.keyboard.press('Escape')
    await page.keyboard.press('g')
    await page.keyboard.press('l')
    await page.keyboard.press('?')
    expect(await page.locator('dialog[open]').count()).toBe(0)
    expect(new URL(page.url()).pathname).toBe('/')
    await page.reload()
    await settled(page)
    await page.keyboard.press('/')
    expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('q')
  })

  it('copies the address of the view', async () => {
    const page = await app.open({ permissions: ['clipboard-read', 'clipboard-write'] })
    await visit(page, `${pages.document}#c-3`)
    await page.keyboard.press('y')
    await page.getByText('Đã sao chép liên kết.').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url())
  })
})

describe('at any width', () => {
  const widths = [
    { width: 320, height: 640, zoom: 1 },
    { width: 360, height: 740, zoom: 1 },
    // Text twice as large.
    { width: 1280, height: 900, zoom: 2 },
  ]
  it.each(widths)('does not scroll sideways: $width px, text × $zoom', async ({ width, height, zoom }) => {
    const page = await app.open({ viewport: { width, height } })
    for (const [name, at] of Object.entries(pages)) {
      await visit(page, at)
      if (zoom > 1)
        await page.evaluate((factor) => (document.documentElement.style.fontSize = `${factor * 100}%`), zoom)
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(over, `${name} at ${width}`).toBeLessThanOrEqual(0)
    }
  })

  it('has targets of 24 px and no text under 12 px', async () => {
    const page = await app.open({ viewport: { width: 360, height: 740 } })
    for (const [name, at] of Object.entries(pages)) {
      await visit(page, at)
      const small = await page.evaluate(() => {
        const found: string[] = []
        for (const each of document.querySelectorAll<HTMLElement>('a, button, input, summary')) {
          const box = each.getBoundingClientRect()
          // Links within a line of text are excepted (WCAG 2.5.8), and what is hidden until it has the focus.
          const inline = getComputedStyle(each).display === 'inline'
          if (each.checkVisibility() && !inline && box.height > 1 && (box.height < 24 || box.width < 24))
            found.push(`${each.textContent} ${box.width} × ${box.height}`)
        }
        for (const each of document.querySelectorAll<HTMLElement>('main *'))
          if (Number.parseFloat(getComputedStyle(each).fontSize) < 12) found.push(`${each.textContent}: letters`)
        return found.slice(0, 5)
      })
      expect(small, name).toEqual([])
    }
  })
})

describe('samples', () => {
  it('are labelled on every page', async () => {
    const page = await app.open()
    for (const [name, at] of Object.entries(pages)) {
      await visit(page, at)
      await page.getByText('VĂN BẢN MẪU', { exact: true }).first().waitFor()
      expect(await page.locator('.sample').isVisible(), name).toBe(true)
    }
    await visit(page, '/tim?q=qd+1336&lang=en')
    expect(await page.locator('.sample').innerText()).toContain('VĂN BẢN MẪU')
  })
})

describe('unknown status', () => {
  it('never shows a tick', async () => {
    const page = await app.open()
    for (const at of Object.values(pages)) {
      await visit(page, at)
      const signs = await page.locator('[data-status=UNKNOWN] .sign').allTextContents()
      expect(signs.filter((sign) => sign !== '?')).toEqual([])
    }
  })
})

describe('the address', () => {
  it('keeps a search with its filters: forth, back, reloaded', async () => {
    const page = await app.open()
    await visit(page, '/tim?q=người+cao+tuổi')
    await page.locator('.facet-link', { hasText: 'Kế hoạch' }).first().click()
    await page.waitForURL('**type=K**')
    await settled(page)
    await page
      .getByRole('navigation', { name: 'Phần của kho' })
      .getByRole('link', { name: /có toàn văn/ })
      .click()
    await page.waitForURL('**held=true**')
    await settled(page)
    const at = page.url()
    const names = (): Promise<string[]> => page.locator('.found .entry-name').allInnerTexts()
    const before = await names()
    expect(before.length).toBeGreaterThan(1)
    await page.locator('.found .entry-name a').nth(1).click()
    await page.waitForURL('**/vb/**')
    await settled(page)
    await page.goBack()
    await page.locator('.found').waitFor()
    expect(page.url()).toBe(at)
    expect(await names()).toEqual(before)
    await page.reload()
    await settled(page)
    expect(await names()).toEqual(before)
    expect(await page.locator('.facet-link[aria-current]').innerText()).toContain('Kế hoạch')
    expect(await page.locator('#q').inputValue()).toBe('người cao tuổi')
    await page.goBack()
    await page.waitForURL((url) => !url.search.includes('held'))
  })

  it('keeps the pages of a search', async () => {
    const page = await app.open()
    await visit(page, '/tim')
    const first = await page.locator('.found .entry-name').first().innerText()
    await page.getByRole('link', { name: /Trang sau/ }).click()
    await page.getByText('Trang 2').waitFor()
    await settled(page)
    const second = await page.locator('.found .entry-name').first().innerText()
    expect(second).not.toBe(first)
    await page.reload()
    await settled(page)
    expect(await page.locator('.found .entry-name').first().innerText()).toBe(second)
    await page.getByRole('link', { name: /Trang trước/ }).click()
    await page.getByText('Trang 1').waitFor()
    await settled(page)
    expect(await page.locator('.found .entry-name').first().innerText()).toBe(first)
  })

  it('keeps what is open in a tree and which row is in hand', async () => {
    const page = await app.open()
    await visit(page, pages.tree)
    const rows = page.locator('[role=treegrid] tbody [role=row]')
    await rows.first().focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => rows.first().getAttribute('aria-expanded')).toBe('false')
    await page.keyboard.press('ArrowDown')
    await page.waitForURL(/hang=[1-9]/)
    const row = await page.evaluate(() => document.activeElement?.getAttribute('data-row'))
    const count = await rows.count()
    for (const again of ['reload', 'back'] as const) {
      if (again === 'reload') await page.reload()
      else {
        await page.keyboard.press('Enter')
        await page.waitForURL('**/vb/**')
        await settled(page)
        await page.goBack()
      }
      await page.locator('[role=treegrid]').waitFor()
      expect(await rows.count()).toBe(count)
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-row'))).toBe(row)
    }
  })

  it('keeps the citation that is selected, and opens the dialog of a copied link', async () => {
    const page = await app.open()
    await visit(page, pages.document)
    await page.locator('.rail a').nth(4).click()
    await page.waitForURL('**#c-4')
    await page.locator('#c-4.selected').waitFor()
    await page.reload()
    await page.locator('#c-4.selected').waitFor()
    expect(await page.locator('.rail [aria-current]').count()).toBe(1)

    await visit(page, pages.instrument)
    await page.locator('[data-why]').first().click()
    await page.getByRole('dialog').locator('blockquote').first().waitFor()
    const other = await app.open()
    await other.goto(page.url())
    await other.getByRole('dialog').locator('blockquote').first().waitFor()
    await page.goBack()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('takes a number with slashes, in any spelling, to the address that lasts', async () => {
    const page = await app.open()
    for (const at of ['/vb/1336/QĐ-TTg', '/vb/QD 1336', '/lan-toa/1336/QĐ-TTg']) {
      await page.goto(at)
      await page.waitForURL('**/1336-qd-ttg-2020')
    }
  })

  it('carries the language along, and back', async () => {
    const page = await app.open()
    await visit(page, pages.tree)
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByRole('link', { name: 'Down: who carries it out' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    await page.locator('h1 a').click()
    await page.waitForURL('**/vb/**lang=en')
    await page.getByRole('heading', { name: /Cited by/ }).waitFor()
    expect(await page.locator('h1 [lang=vi]').count()).toBe(1)
    await page.getByRole('link', { name: 'Tiếng Việt' }).click()
    await page.getByRole('heading', { name: /Được viện dẫn bởi/ }).waitFor()
    expect(page.url()).not.toContain('lang=')
  })
})

describe('when something is wrong', () => {
  it('says so, quotes the code, and tries again when asked', async () => {
    const page = await app.open()
    let broken = true
    await page.route('**/graphql', (route) =>
      broken
        ? route.fulfill({ status: 500, json: { errors: [{ message: 'x', extensions: { reference: 'ab12cd34' } }] } })
        : route.fallback(),
    )
    for (const at of [pages.search, pages.instrument, pages.tree, pages.document]) {
      broken = true
      await page.goto(at)
      await page.getByRole('alert').waitFor()
      expect(await page.getByRole('alert').innerText()).toContain('ab12cd34')
      broken = false
      await page.getByRole('button', { name: 'Thử lại' }).click()
      await page.getByRole('alert').waitFor({ state: 'detached' })
      await settled(page)
    }
  })

  it('says that the server does not answer', async () => {
    const page = await app.open()
    await page.route('**/graphql', (route) => route.abort())
    await page.goto(pages.tree)
    await page.getByText('Máy chủ không trả lời').waitFor()
  })

  it('offers the search where nothing is found', async () => {
    const page = await app.open()
    await visit(page, pages['not found'])
    await page.getByRole('link', { name: 'Tìm “1337/QĐ-TTg”' }).click()
    await page.waitForURL('**/tim?q=1337**')
  })
})

describe('on paper', () => {
  it('is A4, without what leads elsewhere, with the table of what is cited', async () => {
    const page = await app.open()
    await visit(page, pages.document)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.top').isVisible()).toBe(false)
    expect(await page.locator('.rail').isVisible()).toBe(false)
    expect(await page.getByRole('heading', { name: 'Bảng văn bản viện dẫn' }).isVisible()).toBe(true)
    expect(await page.locator('.sample').isVisible()).toBe(true)
    expect(await page.locator('.foot').innerText()).toMatch(/In từ http.*\nKho|Kho: [\s\S]*In từ http/)
    const pdf = await page.pdf({ preferCSSPageSize: true })
    // A4 in points.
    expect(pdf.toString('latin1')).toMatch(/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/)
  })
})
