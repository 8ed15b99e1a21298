/**
 * Checking a draft on the page: on the exact words, by mouse, by keyboard, and nothing of it kept
 */
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startApp, visit, type App } from './app.ts'

const DRAFT = `ỦY BAN NHÂN DÂN
XÃ MINH TÂN

KẾ HOẠCH
Chăm sóc người cao tuổi năm 2026

Thực hiện Kết luận số 58/KL-TW ngày 23/6/2023 của Ban Bí thư và Quyết định số 1336/QD-TTg ngày 31/8/2020 của Thủ tướng Chính phủ, Ủy ban nhân dân xã ban hành Kế hoạch như sau:

1. Mỗi thôn có một câu lạc bộ <script>window.taken = 1</script>.
`

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())
afterEach(() => expect(app.misdeeds()).toEqual([]))

const field = (page: Page): Locator => page.getByRole('textbox', { name: 'Dự thảo' })
const words = (page: Page): Promise<string[]> => page.locator('.finding[data-finding]').allInnerTexts()
/** What is said of the swapped signs of a Party number. */
const swapped = (page: Page): Locator => page.locator('.findings > li').filter({ hasText: 'Quy tắc N3' })
const openFile = (page: Page, name: string, text: string | Buffer): Promise<void> =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })

/** A page with the draft typed in and checked. */
async function checked(options: Parameters<App['open']>[0] = {}, draft = DRAFT): Promise<Page> {
  const page = await app.open(options)
  await visit(page, '/kiem-tra')
  await field(page).fill(draft)
  await page.getByText(/Đã soát \d+\/\d+ căn cứ/).waitFor()
  return page
}

describe('checking a draft', () => {
  it('marks the very words, mends them, and takes that back', async () => {
    const page = await checked()
    await expect.poll(() => words(page)).toContain('58/KL-TW')
    await swapped(page)
      .getByRole('button', { name: /58-KL\/TW/ })
      .last()
      .click()
    await swapped(page).waitFor({ state: 'detached' })
    expect(await field(page).innerText()).toContain('Kết luận số 58-KL/TW ngày 23/6/2023')
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await swapped(page).waitFor()
    expect(await field(page).innerText()).toContain('Kết luận số 58/KL-TW ngày')
  })

  it('is done by keyboard alone', async () => {
    const page = await checked()
    for (
      let i = 0;
      i < 10 && !(await page.locator('.findings > [aria-current]').filter({ hasText: 'Quy tắc N3' }).count());
      i++
    )
      // prettier-ignore
      await page.keyboard.press('F8')
    expect(await page.locator('.shown').innerText()).toBe('58/KL-TW')
    await page.keyboard.press('Alt+Enter')
    await swapped(page).waitFor({ state: 'detached' })
    expect(await field(page).innerText()).toContain('58-KL/TW')
    await field(page).press('Control+z')
    await swapped(page).waitFor()
  })

  it('keeps the marks on their words while the text before them changes', async () => {
    const page = await checked()
    await expect.poll(() => words(page)).toContain('58/KL-TW')
    const before = await words(page)
    await page.route('**/graphql', () => {}) // The next check never comes back.
    await field(page).press('Control+Home')
    await page.keyboard.type('Thêm một dòng đầu.\n')
    expect(await words(page)).toEqual(before)
    await swapped(page)
      .getByRole('button', { name: /58-KL\/TW/ })
      .last()
      .click()
    expect(await field(page).innerText()).toContain('Kết luận số 58-KL/TW ngày')
  })

  it('does not mend words that somebody has changed since', async () => {
    const page = await checked()
    await expect.poll(() => words(page)).toContain('58/KL-TW')
    await page.route('**/graphql', () => {})
    await page
      .locator('.finding')
      .filter({ hasText: /^58.KL-TW$/ })
      .first()
      .click()
    await page.keyboard.type('9')
    const text = await field(page).innerText()
    await swapped(page)
      .getByRole('button', { name: /58-KL\/TW/ })
      .last()
      .click()
    await page.getByText('Chữ ở chỗ này đã đổi').waitFor()
    expect(await field(page).innerText()).toBe(text)
  })

  it('adds missing words once, however often it is asked to', async () => {
    const title = 'phê duyệt Đề án nhân rộng câu lạc bộ liên thế hệ tự giúp nhau giai đoạn đến năm 2025'
    const page = await checked({}, DRAFT.replace('của Thủ tướng Chính phủ,', `của Thủ tướng Chính phủ ${title},`))
    await page.route('**/graphql', () => {})
    const add = page.getByRole('button', { name: 'Thêm “mô hình”' })
    await add.click()
    await page.getByText('Đã sửa trong dự thảo.').waitFor()
    await add.click()
    await page.getByText('Chữ ở chỗ này đã đổi').waitFor()
    expect((await field(page).innerText()).match(/mô hình/g)).toHaveLength(1)
  })

  it('reads a file, whatever its line ends, and marks its words', async () => {
    const page = await app.open()
    await visit(page, '/kiem-tra')
    await openFile(page, 'dự thảo.txt', DRAFT.replaceAll('\n', '\r\n'))
    await page.getByText(/Đã soát \d+\/\d+ căn cứ/).waitFor()
    await expect.poll(() => words(page)).toContain('58/KL-TW')
  })

  it('says what is wrong with a file, and keeps the draft', async () => {
    const page = await checked()
    await openFile(page, 'ảnh.png', Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64'))
    await page.getByText('Chưa soát được.').waitFor()
    expect(await page.locator('.summary').innerText()).toContain('ảnh.png')
    expect(await field(page).innerText()).toContain('58/KL-TW')
  })

  it('sets a finding aside and brings it back', async () => {
    const page = await checked()
    const all = await page.locator('.findings > li').count()
    await swapped(page).getByRole('button', { name: 'Bỏ qua' }).click()
    expect(await page.locator('.findings > li').count()).toBe(all - 1)
    await page.getByText('Đã bỏ qua 1').click()
    await page.getByRole('button', { name: 'Xét lại' }).click()
    expect(await page.locator('.findings > li').count()).toBe(all)
  })

  it('counts what it could not compare apart, without a tick', async () => {
    const page = await checked({}, DRAFT.replace('Quyết định số 1336/QD-TTg ngày 31/8/2020 của Thủ tướng Chính phủ', 'Quyết định số 98765/QĐ-TTg ngày 02/3/2025 của Thủ tướng Chính phủ')) // prettier-ignore
    const row = page.locator('.authorities tr', { hasText: '98765/QĐ-TTg' })
    expect(await row.innerText()).toMatch(/Không rõ[\s\S]*Chưa đối chiếu được/)
    expect(await row.innerText()).not.toContain('✓')
  })

  it('opens the evidence of a finding', async () => {
    const page = await checked()
    await swapped(page).getByText('Vì sao?').click()
    expect((await swapped(page).locator('details').innerText()).length).toBeGreaterThan(20)
  })

  it('shows what a draft holds as words, and runs none of it', async () => {
    const page = await checked()
    expect(await field(page).innerText()).toContain('<script>window.taken = 1</script>')
    expect(await page.evaluate(() => 'taken' in window)).toBe(false)
  })

  it('keeps the draft while another page is looked at, and nowhere else', async () => {
    const page = await checked()
    expect(page.url()).not.toContain('?')
    await page.getByRole('link', { name: 'Lan tỏa' }).click()
    await page.waitForURL('**/lan-toa')
    await page.getByRole('link', { name: 'Kiểm tra' }).click()
    await expect.poll(() => words(page)).toContain('58/KL-TW')
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    expect(stored).not.toContain('58')
    await page.reload()
    await page.locator('.cm-placeholder').waitFor()
  })

  it('answers for another day, and in English', async () => {
    const page = await checked()
    await page.getByLabel('Tính đến ngày').fill('2020-10-01')
    await page.getByText('Hiệu lực tính đến 01/10/2020.').waitFor()
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByText(/legal bases checked/).waitFor()
    expect(await page.locator('.findings > li').first().innerText()).toMatch(/Rule [A-Z]\d/)
  })

  it('says so when the server is gone, and keeps the draft', async () => {
    const page = await app.open()
    await visit(page, '/kiem-tra')
    await page.route('**/graphql', (route) => route.abort())
    await field(page).fill(DRAFT)
    await page.getByText('Máy chủ không trả lời').waitFor()
    expect(await field(page).innerText()).toContain('58/KL-TW')
  })
})

describe.each([
  { width: 1280, height: 900, colorScheme: 'light' },
  { width: 360, height: 740, colorScheme: 'light' },
  { width: 1280, height: 900, colorScheme: 'dark' },
] as const)('$width px, $colorScheme', ({ width, height, colorScheme }) => {
  it('has nothing that axe minds, and does not overflow', async () => {
    const page = await checked({ viewport: { width, height }, colorScheme })
    await page.keyboard.press('F8')
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`)).toEqual([]) // prettier-ignore
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })
})
