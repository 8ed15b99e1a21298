/** The vocabulary is data with examples and counter-examples; each is a test */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { scan } from '../../ingest/citations/scan.ts'
import { levelOf, PROVINCE_IN_TEXT, provinceNamed } from '../../ingest/places.ts'
import { RELATION_TYPES } from '../../ingest/record.ts'
import { CUES, ISSUERS, issuerCode, LAWS, splitJoinedCode, typeCode, TYPES } from '../../ingest/vocab/index.ts'
import { read } from './texts.ts'

const rows = <T extends object, K extends keyof T>(entries: T[], key: K, label: (entry: T) => string) =>
  entries.flatMap((entry) => ((entry[key] ?? []) as string[]).map((text) => [label(entry), text] as const))

type Cue = (typeof CUES)[number]
const label = (entry: Cue): string => `${entry.type}${entry.passive ? ' passive' : ''}`
const cuesIn = (text: string): string[] => scan(text).cues.map((cue) => label(cue.entry))

describe('types.yaml', () => {
  it.each(rows(TYPES, 'examples', (entry) => entry.type))('%s is read in “%s”', (type, example) => {
    for (const text of [example, `${example}.`, `Thực hiện ${example}, xã xây dựng nội dung sau.`]) {
      const { citations } = read(text)
      expect(
        citations.map((citation) => citation.type),
        text,
      ).toEqual([type])
      expect(citations[0]!.text).toBe(example)
    }
  })

  it.each(rows(TYPES, 'not', (entry) => entry.type))('no %s in “%s”', (_, text) => {
    expect(read(text).citations.map((citation) => citation.text)).toEqual([])
    expect(read(`Xã có ${text} và các nội dung khác.`).citations.map((citation) => citation.text)).toEqual([])
  })

  it('names every type once, each with an example and a counter-example', () => {
    expect(new Set(TYPES.map((entry) => entry.type)).size).toBe(TYPES.length)
    for (const { type, code, words, examples, not, since, until } of TYPES) {
      expect(words.length * examples.length * not.length, type).toBeGreaterThan(0)
      for (const word of words) expect(word, type).toBe(word.toLowerCase().normalize('NFC'))
      expect(typeCode(code), type).toBe(code)
      if (since && until) expect(since).toBeLessThanOrEqual(until)
    }
  })
})

describe('relations.yaml', () => {
  it.each(rows(CUES, 'examples', label))('%s in “%s”', (type, example) => {
    expect(cuesIn(example)).toContain(type)
  })
  it.each(rows(CUES, 'nots', label))('no %s in “%s”', (type, text) => {
    expect(cuesIn(text)).not.toContain(type)
  })
  it.each(CUES.flatMap((entry) => entry.cues.map((cue) => [label(entry), cue] as const)))('%s by “%s”', (type, cue) => {
    const shouted = cue.toUpperCase()
    const capital = cue[0]!.toUpperCase() + cue.slice(1)
    for (const form of [cue, capital, shouted]) {
      expect(cuesIn(`${form} Quyết định số 12/QĐ-UBND`), form).toEqual([type])
    }
  })
  it('gives only relations that are known, each cue to one of them', () => {
    for (const entry of CUES) {
      expect(RELATION_TYPES).toContain(entry.type)
      expect(entry.examples.length, label(entry)).toBeGreaterThan(0)
    }
    const cues = CUES.flatMap((entry) => entry.cues)
    expect(cues.filter((cue, i) => cues.indexOf(cue) !== i)).toEqual([])
  })
})

describe('issuers.yaml', () => {
  it('has each code once', () => {
    const codes = ISSUERS.map((entry) => entry.code)
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([])
    for (const { code } of ISSUERS) expect(issuerCode(code)).toBe(code)
  })

  it.each(ISSUERS.map((entry) => [entry.code, entry.system] as const))(
    '%s (%s) is read in a number',
    (code, system) => {
      const number = system === 'party' ? `12-KH/${code}` : `12/KH-${code}`
      expect(read(`Thực hiện Kế hoạch số ${number} ngày 01/02/2023.`).citations).toMatchObject([
        { number, type: 'Kế hoạch', date: '2023-02-01' },
      ])
    },
  )

  it('opens codes that were joined, by the longest issuer', () => {
    for (const { code, system } of ISSUERS) {
      if (system !== 'state' || code.length < 3) continue
      const joined = splitJoinedCode(`KH${code}`)
      if (typeCode(`KH${code}`) === null && issuerCode(`KH${code}`) === null)
        expect(joined?.join('-')).toBe(`KH-${code}`)
    }
  })

  it('a body that ended says who carries on, or stands for none', () => {
    for (const { code, since, until, name, level } of ISSUERS) {
      if (since && until) expect(since, code).toBeLessThan(until)
      if (name && level && !OPEN_LEVEL.test(name)) expect([level, null], `${code}: ${name}`).toContain(levelOf(name))
    }
  })
})

/** Not yet: the bracket that closes a name is left out. */
const OPEN_LAW = /\(HIV\/AIDS\)$/
/** "Thành ủy" alone is a province's or a district's: only the place tells. */
const OPEN_LEVEL = /^Thành ủy$/

describe('laws.yaml', () => {
  const named = Object.entries(LAWS)
    .flatMap(([type, names]) => names.map((name) => [type, name] as const))
    .filter(([, name]) => !OPEN_LAW.test(name))
  it.each(named)('%s %s is read to its true end', (type, name) => {
    const text = `Căn cứ ${type} ${name} ngày 01/01/2020;`
    expect(read(text).citations).toMatchObject([{ text: text.slice('Căn cứ '.length, -1), type, date: '2020-01-01' }])
  })
  it.each(named)('%s %s is read to its true end before other words', (type, name) => {
    const text = `Tuyên truyền ${type} ${name}, giao các đơn vị báo cáo.`
    expect(read(text).citations.map((citation) => citation.text)).toEqual([`${type} ${name}`])
  })
  it('has each name once', () => {
    for (const names of Object.values(LAWS)) expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  })
})

interface Unit {
  code: string
  name: string
  rank: 'tỉnh' | 'thành phố'
}
const cities = (units: Unit[]): number => units.filter((unit) => unit.rank === 'thành phố').length

describe('places.yaml', () => {
  const { merged, provinces } = parse(
    readFileSync(new URL('../../ingest/vocab/places.yaml', import.meta.url), 'utf8'),
  ) as { merged: string; provinces: (Unit & { from: Unit[] })[] }
  const before = provinces.flatMap((province) => province.from)

  it('has 34 provinces since 1 July 2025 and 63 before, six and five of them cities', () => {
    expect(merged).toBe('2025-07-01')
    expect([provinces.length, cities(provinces)]).toEqual([34, 6])
    expect(before).toHaveLength(63)
    for (const units of [provinces, before]) {
      expect(new Set(units.map((unit) => unit.name)).size).toBe(units.length)
      expect(new Set(units.map((unit) => unit.code)).size).toBe(units.length)
    }
  })

  it('a province takes the code of one that it came from', () => {
    for (const { code, from } of provinces) expect(from.map((unit) => unit.code)).toContain(code)
  })

  it.each([...new Set([...provinces, ...before].map((unit) => `${unit.rank} ${unit.name}`))])('%s', (words) => {
    const [, name] = /^(?:tỉnh|thành phố) (.+)$/u.exec(words)!
    expect(provinceNamed(name!)?.name).toBe(name)
    for (const form of [words, words.toUpperCase()]) {
      expect([...form.matchAll(new RegExp(PROVINCE_IN_TEXT))].map((match) => match[1])).toEqual([
        form === words ? name : name!.toUpperCase(),
      ])
    }
  })
})
