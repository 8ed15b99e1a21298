import { describe, expect, test } from 'vitest'
import { legible, withoutStamps } from '../../ingest/read/pages.ts'

describe('a PDF that is only a stamp', () => {
  test('the same line on every page is no text', () => {
    expect(legible(withoutStamps(Array.from({ length: 12 }, () => 'www.vidu.vn\n')))).toBe(false)
  })

  test('a running head takes nothing from a document that has text', () => {
    const pages = ['CÔNG BÁO\nCăn cứ Luật Người cao tuổi', 'CÔNG BÁO\nĐiều 1', 'CÔNG BÁO\nĐiều 2']
    expect(legible(withoutStamps(pages))).toBe(true)
  })

  test('one page or two are never taken for a stamp', () => {
    expect(legible(withoutStamps(['Kế hoạch', 'Kế hoạch']))).toBe(true)
  })
})
