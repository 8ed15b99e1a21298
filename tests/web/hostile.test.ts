/**
 * Words of a document are data: whatever they look like, they stay words
 */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { settled, startApp, visit, type App } from './app.ts'

const SCRIPT = '<script>window.taken = 1</script>'
const IMAGE = '<img src=x onerror="window.taken = 1">'
const PLAN = `ỦY BAN NHÂN DÂN
XÃ TÂN THÀNH
-------
Số: 07/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Tân Thành, ngày 02 tháng 11 năm 2020

KẾ HOẠCH
Xây dựng câu lạc bộ ${SCRIPT} liên thế hệ

Thực hiện Quyết định số 1336/QĐ-TTg ngày 31/8/2020 của Thủ tướng Chính phủ phê duyệt Đề án ${SCRIPT} nhân rộng mô hình câu lạc bộ liên thế hệ, Ủy ban nhân dân xã Tân Thành, huyện Hữu Lũng, tỉnh Lạng Sơn ban hành kế hoạch như sau:

I. MỤC ĐÍCH

1. Nâng cao chất lượng ${IMAGE} câu lạc bộ liên thế hệ &lt;b&gt;.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
`

let app: App
beforeAll(async () => {
  app = await startApp({ 'xa.txt': PLAN })
})
afterAll(() => app.close())
afterEach(() => expect(app.misdeeds()).toEqual([]))

it('shows a script in a text as text', async () => {
  const page = await app.open()
  await visit(page, '/tim?q=câu+lạc+bộ')
  await page.getByRole('link', { name: 'Xem trong văn bản' }).first().click()
  await page.waitForURL('**/van-ban/**')
  await settled(page)
  const shown = await page.locator('.text').innerText()
  expect(shown).toContain(SCRIPT)
  expect(shown).toContain(IMAGE)
  expect(shown).toContain('&lt;b&gt;')
  expect(await page.locator('.text script, .text img, .text b').count()).toBe(0)
  expect(await page.evaluate(() => 'taken' in window)).toBe(false)
})

it('does not call a store of the user a sample', async () => {
  const page = await app.open()
  await visit(page, '/')
  await page.getByText('Kho: 1 văn bản').waitFor()
  expect(await page.getByText('VĂN BẢN MẪU').count()).toBe(0)
})

it('shows a script in a title, a name, a place or a sentence as text', async () => {
  const page = await app.open()
  // Whatever the reader would make of it: every word that the server sends ends in a script.
  await page.route('**/graphql', async (route) => {
    const response = await route.fetch()
    const spoil = (value: unknown, name?: string): unknown => {
      if (Array.isArray(value)) return value.map((each) => spoil(each))
      if (value !== null && typeof value === 'object')
        return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, spoil(each, key)]))
      const words = ['title', 'caption', 'issuer', 'place', 'type', 'sentence', 'quote', 'text', 'value', 'message']
      const data = typeof value === 'string' && words.includes(name ?? '') && !/^[A-Z_]+$/.test(value)
      return data ? `${value} ${SCRIPT}${IMAGE}` : value
    }
    await route.fulfill({ response, json: spoil(await response.json()) })
  })
  for (const at of ['/', '/tim?q=kế+hoạch', '/vb/1336/QĐ-TTg', '/vb/07/KH-UBND', '/lan-toa/1336/QĐ-TTg', '/lan-toa']) {
    await visit(page, at)
    expect(await page.locator('main').innerText(), at).toContain(SCRIPT)
    expect(await page.locator('main script, main img').count(), at).toBe(0)
  }
  await visit(page, '/vb/1336/QĐ-TTg')
  await page.locator('[data-why]').first().click()
  await page.getByRole('dialog').locator('blockquote').first().waitFor()
  expect(await page.getByRole('dialog').innerText()).toContain(SCRIPT)
  expect(await page.evaluate(() => 'taken' in window)).toBe(false)
})

it('takes a hostile address for words', async () => {
  const page = await app.open()
  for (const at of [
    `/tim?q=${encodeURIComponent(SCRIPT)}&type=${encodeURIComponent(SCRIPT)}&after=%00`,
    `/vb/${encodeURIComponent(SCRIPT)}?vi_sao=a~b~c&after=x`,
    `/lan-toa/1336/QĐ-TTg?depth=1e9&hang=-1&doi=m.m.9&view=x&as-of=2020-99-99&xep=__proto__`,
    `/van-ban/..%2f..%2fx#c-99999`,
    '/van-ban/x#t-5-1',
  ]) {
    await page.goto(at)
    await page.locator('main h1, main .state').first().waitFor()
    expect(await page.evaluate(() => 'taken' in window), at).toBe(false)
  }
})
