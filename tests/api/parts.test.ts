/**
 * Parts of the faces that stand alone: settings, tables, sentences, limits, nearest words
 */
import { buildSchema, parse, specifiedRules, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { fromCursor, pageSize, toCursor } from '../../api/cursor.ts'
import { daysBetween } from '../../graph/days.ts'
import { Budget, LIMITS, sizeRule } from '../../api/limits.ts'
import { Loader } from '../../api/loader.ts'
import { nearest } from '../../api/nearest.ts'
import { sentenceAround } from '../../api/sentence.ts'
import { mask, readSettings } from '../../api/settings.ts'
import { clip, table, tree, width, wrap } from '../../api/table.ts'
import { text } from '../../api/text.ts'
import { CancuError } from '../../ingest/errors.ts'

describe('settings', () => {
  const read = (flags: Parameters<typeof readSettings>[0], env: Record<string, string> = {}) =>
    readSettings(flags, env, '/kho')

  it('defaults to one embedded file for both stores', () => {
    const settings = read({})
    expect(settings.graph).toEqual({ kind: 'embedded', path: '/kho/data/cancu.db' })
    expect(settings.search).toEqual({ kind: 'embedded', path: '/kho/data/cancu.db' })
    expect(settings.lang).toBe('vi')
  })

  it('lets flags win over the environment, and says which it was', () => {
    const env = { CANCU_DATA: 'b', CANCU_GRAPH_URL: 'bolt://h:7687', NEO4J_PASSWORD: 'p' }
    const settings = read({ data: 'a' }, env)
    expect(settings.dataDir).toBe('/kho/a')
    expect(settings.origin).toEqual({ data: 'flag', graph: 'environment', search: 'default' })
    expect(settings.graph).toMatchObject({ kind: 'neo4j', url: 'bolt://h:7687', username: 'neo4j', password: 'p' })
    // The embedded file belongs to the embedded graph; beside a server the index has a file of its own.
    expect(settings.search).toEqual({ kind: 'embedded', path: '/kho/a/search-bolt-h-7687.db' })
  })

  it('keeps samples in their own embedded file whatever else is set', () => {
    const settings = read({ samples: true }, { CANCU_GRAPH_URL: 'bolt://h:7687' })
    expect(settings.graph).toEqual({ kind: 'embedded', path: '/kho/data/samples.db' })
  })

  it.each([
    [{ graph: 'http://h' }, 'bad_config'],
    [{ graph: 'neo4j://' }, 'bad_config'],
    [{ search: 'ftp://h' }, 'bad_config'],
    [{ lang: 'fr' }, 'bad_usage'],
  ])('refuses %j', (flags, code) => {
    expect(() => read(flags)).toThrow(expect.objectContaining({ code }) as CancuError)
  })

  it('never shows a password', () => {
    expect(mask('neo4j://anh:bi-mat@h:7687')).toBe('neo4j://***@h:7687')
  })
})

describe('tables and trees', () => {
  it.each([
    ['Quyết định', 10, 'NFC'],
    ['Quyết định'.normalize('NFD'), 10, 'NFD takes no more room'],
    ['', 0, 'nothing'],
  ])('measures %s', (words, columns) => {
    expect(width(words)).toBe(columns)
  })

  it('clips without cutting a letter from its marks', () => {
    expect(clip('Quyết định'.normalize('NFD'), 5)).toBe('Quyế…')
  })

  it('wraps at spaces', () => {
    expect(wrap('người cao tuổi tự giúp nhau', 10)).toEqual(['người cao', 'tuổi tự', 'giúp nhau'])
  })

  it('keeps every line within the width, marks or not', () => {
    const rows = [['Kế hoạch 39/KH-UBND về người cao tuổi', '23/11/2009', 'căn cứ Luật Người cao tuổi năm 2009']]
    const lines = table([{ title: 'Văn bản', flexible: true }, { title: 'Ngày' }, { title: 'Căn cứ', flexible: true }], rows, 60) // prettier-ignore
    for (const line of lines) expect(width(line)).toBeLessThanOrEqual(60)
    expect(lines.join('\n')).toContain('23/11/2009')
  })

  it('draws branches and second lines under their node', () => {
    const leaf = (name: string) => ({ lines: [name, `${name}.`], children: [] })
    const lines = tree({ lines: ['gốc'], children: [{ ...leaf('a'), children: [leaf('b')] }, leaf('c')] })
    expect(lines).toEqual(['gốc', '├─ a', '│  │  a.', '│  └─ b', '│        b.', '└─ c', '      c.'])
  })
})

describe('the sentence around a mention', () => {
  const around = (words: string, mention: string): string => {
    const start = words.indexOf(mention)
    const span = sentenceAround(words, { start, end: start + mention.length })
    return words.slice(span.start, span.end)
  }

  it.each([
    ['Một. Căn cứ Luật A năm 2009; Sau đó.', 'Luật A', 'Căn cứ Luật A năm 2009;', 'ends with its mark'],
    [
      'Tại TP. Hồ Chí Minh, theo Luật A.',
      'Luật A',
      'Tại TP. Hồ Chí Minh, theo Luật A.',
      'an abbreviation ends nothing',
    ],
    ['Số 265-\nKH/TU của Tỉnh ủy.\n\nKhác.', '265-\nKH/TU', 'Số 265-\nKH/TU của Tỉnh ủy.', 'line breaks stay'],
    ['- Một việc\n- Theo Luật A\n- Ba', 'Luật A', '- Theo Luật A', 'an item is a paragraph'],
    ['Luật A', 'Luật A', 'Luật A', 'the mention is all there is'],
  ])('%j', (words, mention, expected) => {
    expect(around(words, mention)).toBe(expected)
  })

  it('is bounded where there is no end mark', () => {
    const words = `${'chữ '.repeat(5_000)}Luật A ${'chữ '.repeat(5_000)}`
    expect(around(words, 'Luật A').length).toBeLessThanOrEqual(620)
    expect(around(words, 'Luật A')).toContain('Luật A')
  })
})

describe('days', () => {
  it.each([
    ['2009-11-23', '2009-11-24', { days: 1, daysMin: 1, daysMax: 1 }],
    ['2009-11', '2009-12-01', { days: null, daysMin: 1, daysMax: 30 }],
    [null, '2009', { days: null, daysMin: null, daysMax: null }],
  ])('%s → %s', (from, to, expected) => {
    expect(daysBetween(from, to)).toEqual(expected)
  })
})

describe('cursors and pages', () => {
  it('go there and back', () => {
    expect(fromCursor(toCursor('25-ct-tu'))).toBe('25-ct-tu')
    expect(() => fromCursor('25-ct-tu')).toThrow(/Con trỏ/)
  })

  it.each([
    [undefined, 20],
    [null, 20],
    [10_000_000, 100],
    [-3, 1],
  ])('clamp %s to %i', (asked, size) => {
    expect(pageSize(asked, 20)).toBe(size)
  })
})

describe('limits', () => {
  const schema = buildSchema('type Query { a: Query, b: Int }')
  const errors = (query: string): string[] =>
    validate(schema, parse(query), [...specifiedRules, sizeRule]).map((error) => error.message)
  const deep = (n: number): string => `{ ${'a { '.repeat(n - 1)}b${' }'.repeat(n - 1)} }`

  it('takes what is just within, refuses what is just beyond', () => {
    expect(errors(deep(LIMITS.depth))).toEqual([])
    expect(errors(deep(LIMITS.depth + 1))).toHaveLength(1)
    const aliases = (n: number): string => `{ ${Array.from({ length: n }, (_, i) => `x${i}: b`).join(' ')} }`
    expect(errors(aliases(LIMITS.aliases))).toEqual([])
    expect(errors(aliases(LIMITS.aliases + 1))).toHaveLength(1)
  })

  it('measures a bomb of fragments without unfolding it, and survives a circle', () => {
    const bomb = Array.from(
      { length: 30 },
      (_, i) => `fragment F${i} on Query { a { ...F${i + 1} } b a { ...F${i + 1} } }`,
    )
    const started = performance.now()
    expect(errors(`{ ...F0 } ${bomb.join(' ')} fragment F30 on Query { b }`).join()).toMatch(/depth|fields/)
    expect(errors('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }')).not.toEqual([])
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('ends a request that has had its rows or its time', () => {
    expect(() => new Budget().spend(LIMITS.rows + 1)).toThrow(/rows/)
    expect(() => new Budget(-1).spend(1)).toThrow(/too long/)
  })
})

describe('loader', () => {
  it('asks once for all keys of a turn', async () => {
    const asked: string[][] = []
    const loader = new Loader(async (keys) => {
      asked.push(keys)
      return (key) => key.toUpperCase()
    })
    const later = Promise.resolve().then(() => loader.load('c'))
    expect(await Promise.all([loader.load('a'), loader.load('b'), loader.load('a'), later])).toEqual([
      'A',
      'B',
      'A',
      'C',
    ])
    expect(asked).toEqual([['a', 'b', 'c']])
  })
})

describe('nearest word', () => {
  const commands = ['ingest', 'extract', 'trace', 'show', 'search', 'serve', 'doctor']
  it.each([
    ['serach', 'search'],
    ['ingset', 'ingest'],
    ['doc', 'doctor'],
    ['xyzzy', undefined],
  ])('%s → %s', (word, expected) => {
    expect(nearest(word, commands)).toBe(expected)
  })
})

describe('words', () => {
  it('are all there in both languages', () => {
    const empty = (value: unknown): boolean =>
      typeof value === 'string' ? value.trim() === '' : typeof value === 'object' && Object.values(value!).some(empty)
    expect(empty(text('vi'))).toBe(false)
    expect(empty(text('en'))).toBe(false)
  })
})
