/**
 * The page of an instrument, where its identity is not plain
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startApp, violations, visit, type App } from './app.ts'

const SCRIPT = '<script>window.taken = 1</script><img src=x onerror="window.taken = 1">'

function plan(number: string, cited: string): string {
  return `ỦY BAN NHÂN DÂN\nXÃ MAI HOA\nSố: ${number}/KH-UBND\nMai Hoa, ngày 05 tháng 3 năm 2026\nKẾ HOẠCH\nChăm sóc người cao tuổi\nCăn cứ ${cited};\nỦy ban nhân dân xã Mai Hoa, huyện Hữu Lũng, tỉnh Lạng Sơn ban hành Kế hoạch như sau:\n`
}

const HEAD = 'kind,a.number,a.type,a.date,b.number,b.type,b.date,author,reason,seen'
const said = (kind: string, a: string, b: string, author: string, reason: string, seen = ''): string =>
  [kind, `${a}/QĐ-TTg,Quyết định,2020-08-31`, `${b}/QĐ-TTg,Quyết định,2020-08-31`, author, `"${reason.replaceAll('"', '""')}"`, seen].join(',') // prettier-ignore

let app: App
beforeAll(async () => {
  app = await startApp(
    {
      'a.txt': plan('1', 'Kết luận số 58-KL/TW ngày 23/6/2023 của Ban Bí thư'),
      'b.txt': plan('2', 'Kết luận số 58-KL/TW ngày 12/9/2019 của Ban Bí thư'),
      'c.txt': plan('3', 'Kết luận số 58-KL/TW của Ban Bí thư'),
      'd.txt': plan('4', 'Kết luận số 58-KL/TU ngày 23/6/2023 của Ban Bí thư'),
      'e.txt': plan('5', 'Quyết định số 1336/QĐ-TTg ngày 31/8/2020 của Thủ tướng Chính phủ'),
      'f.txt': plan('6', 'Quyết định số 1366/QĐ-TTg ngày 31/8/2020 của Thủ tướng Chính phủ'),
      'g.txt': plan('7', 'Quyết định số 1521/QĐ-TTg ngày 31/8/2020 của Thủ tướng Chính phủ'),
    },
    {
      'y-kien.csv': [
        HEAD,
        said('same', '1366', '1336', 'Trần Thị B', `gõ nhầm số ${SCRIPT}`, '2026-11-20'),
        said('same', '1521', '1512', 'Lê Văn C', 'đã xem bản gốc'),
        said('not-same', '1521', '1512', 'Phạm Thị D', 'hai việc khác nhau', '2026-11-21'),
      ].join('\n'),
    },
  )
})
afterAll(() => app.close())
afterEach(() => expect(app.misdeeds()).toEqual([]))

describe('what it may be', () => {
  it('stands with its reasons: what agrees, what is not said', async () => {
    const page = await app.open()
    await visit(page, '/vb/58-kl-tw')
    const candidates = page.locator('[data-candidates] > ul > li')
    expect(await candidates.count()).toBe(2)
    const first = await candidates.first().innerText()
    expect(first).toMatch(/Khớp: số, cơ quan, cấp; chưa nói: ngày/)
    await visit(page, '/vb/58-kl-tw?lang=en')
    expect(await candidates.first().innerText()).toMatch(/Agrees in: number, issuer, level; not said: date/)
  })
})

describe('another number', () => {
  it('is told, with the reason and how many write so', async () => {
    const page = await app.open()
    await visit(page, '/vb/58-kl-tw-2023')
    const note = page.locator('[data-reason=wrong-authority]')
    expect(await note.innerText()).toMatch(/Có nguồn ghi là “58-KL\/TU” \(1 nguồn\): mã cơ quan/)
    expect(await page.locator('h1').innerText()).toContain('58-KL/TW')
    await visit(page, '/vb/58-kl-tw-2019')
    expect(await note.count()).toBe(0)
  })
})

describe('asked for by a number that only sources write', () => {
  it.each(['/vb/58-KL/TU', '/lan-toa/58-KL/TU', '/tim?q=58-KL/TU'])('%s says so', async (at) => {
    const page = await app.open()
    await visit(page, at)
    const note = await page.locator('[data-asked-as]').innerText()
    expect(note).toMatch(/Không văn bản nào trong kho mang số “58-KL\/TU”/)
    expect(await page.locator('main').innerText()).toContain('58-KL/TW')
    expect(await page.getByText('Đúng văn bản này').count()).toBe(0)
    await visit(page, at.replace('58-KL/TU', '1336/QĐ-TTg'))
    expect(await page.locator('[data-asked-as]').count()).toBe(0)
  })
})

describe('words of persons', () => {
  it('are shown with author, reason and day, as text whatever they hold', async () => {
    const page = await app.open()
    await visit(page, '/vb/1336-qd-ttg-2020')
    expect(await page.locator('[data-reason=same]').innerText()).toContain('1 ý kiến')
    const words = await page.locator('[data-corrections]').innerText()
    expect(words).toMatch(/Là một văn bản · đang theo/)
    for (const part of ['1366/QĐ-TTg', 'Người nêu: Trần Thị B', '20/11/2026', 'y-kien.csv', SCRIPT])
      expect(words).toContain(part)
    expect(await page.locator('main script, main img').count()).toBe(0)
    expect(await page.evaluate(() => 'taken' in window)).toBe(false)
  })

  it('that contradict each other are shown as not followed', async () => {
    const page = await app.open()
    await visit(page, '/vb/1521-qd-ttg-2020')
    expect(await page.locator('[data-reason=conflict]').innerText()).toContain('chưa theo ý kiến nào')
    const entries = page.locator('[data-corrections] > ul > li')
    expect(await entries.count()).toBe(2)
    for (const words of await entries.allInnerTexts()) {
      expect(words).toContain('trái với ý kiến khác, chưa theo')
      expect(words).not.toContain('đang theo')
    }
    expect(await page.locator('[data-corrections]').innerText()).toContain('không rõ ngày nêu')
  })
})

describe.each([360, 1280])('at %i px', (width) => {
  it.each(['58-kl-tw', '58-KL/TU', '1336-qd-ttg-2020', '1521-qd-ttg-2020?lang=en'])('%s', async (id) => {
    const page = await app.open({ viewport: { width, height: 800 } })
    await visit(page, `/vb/${id}`)
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  })
})
