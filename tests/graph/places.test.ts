import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import {
  communesNamed,
  continues,
  endedBodies,
  fullName,
  levelExists,
  predecessors,
  provinceOf,
  provinceOfPlace,
  provinceOn,
  provincesMeet,
  successorOfBody,
  successors,
  units,
  unitsNamed,
  type Unit,
} from '../../graph/places.ts'
import { ISSUERS } from '../../ingest/vocab/index.ts'
import { phraseKey } from '../../ingest/words.ts'

const TODAY = '2026-06-01'
const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const names = (list: readonly { unit: Unit; whole: boolean }[], whole: boolean): string[] =>
  list.filter((each) => each.whole === whole).map((each) => each.unit.name)
const one = (list: Unit[]): Unit => {
  expect(list.map((each) => `${fullName(each)} ${each.id}`)).toHaveLength(1)
  return list[0]!
}

describe('how many there are', () => {
  it('34 provinces since 1 July 2025, 63 before', () => {
    expect(units('province', '2025')).toHaveLength(34)
    expect(units('province', 'before')).toHaveLength(63)
  })

  it('3,321 communes since: 2,621 xã, 687 phường, 13 đặc khu', () => {
    const communes = units('commune', '2025')
    const of = (rank: string): number => communes.filter((each) => each.rank === rank).length
    expect([communes.length, of('xã'), of('phường'), of('đặc khu')]).toEqual([3321, 2621, 687, 13])
  })

  it('696 districts and 10,035 communes before', () => {
    expect(units('district', 'before')).toHaveLength(696)
    expect(units('commune', 'before')).toHaveLength(10_035)
  })

  it('no id twice', () => {
    const all = (['2025', 'before'] as const).flatMap((era) =>
      (['province', 'district', 'commune'] as const).flatMap((level) => units(level, era)),
    )
    expect(new Set(all.map((each) => each.id)).size).toBe(all.length)
  })
})

describe('provinces in time', () => {
  it('every old province has exactly one successor', () => {
    for (const unit of units('province', 'before')) expect(successors(unit, TODAY), unit.name).toHaveLength(1)
  })

  it.each<[name: string, date: string, id: string, found: string]>([
    ['Thái Bình', '2020', 'before/34', 'Thái Bình'],
    ['Thái Bình', '2025-06-30', 'before/34', 'Thái Bình'],
    ['Thái Bình', '2025-07-01', '2025/33', 'Hưng Yên'],
    ['tỉnh Hưng Yên', '2025-06-30', 'before/33', 'Hưng Yên'],
    ['tỉnh Hưng Yên', '2025-07-01', '2025/33', 'Hưng Yên'],
    ['TP. Hồ Chí Minh', '2026', '2025/79', 'Hồ Chí Minh'],
    ['BÀ RỊA-VŨNG TÀU', '2026', '2025/79', 'Hồ Chí Minh'],
    ['Hoà Bình', '2026', '2025/25', 'Phú Thọ'],
    ['Huế', '2020', 'earlier/46', 'Thừa Thiên Huế'],
    ['Huế', '2025-03', 'before/46', 'Huế'],
    ['Thừa Thiên Huế', TODAY, '2025/46', 'Huế'],
    ['Hà Tây', '2005', 'earlier/28', 'Hà Tây'],
    ['Hà Tây', '2020', 'before/01', 'Hà Nội'],
    ['Hà Tây', TODAY, '2025/01', 'Hà Nội'],
  ])('%s in %s is %s, %s', (name, date, id, found) => {
    expect(provinceOn(name, date)).toMatchObject({ id, name: found })
  })

  it('meets the provinces it came of and went to, no other', () => {
    expect(provincesMeet('Quảng Nam', 'Đà Nẵng') && provincesMeet('Đà Nẵng', 'Quảng Nam')).toBe(true)
    expect(provincesMeet('Hà Tây', 'Hà Nội') && provincesMeet('Huế', 'Thừa Thiên Huế')).toBe(true)
    expect(provincesMeet('tỉnh Lạng Sơn', 'Lạng Sơn')).toBe(true)
    expect(provincesMeet('Quảng Nam', 'Quảng Ngãi') || provincesMeet('Lạng Sơn', 'Hữu Lũng')).toBe(false)
    // Both went to Phú Thọ, and were two provinces.
    expect(provincesMeet('Vĩnh Phúc', 'Hòa Bình')).toBe(false)
  })

  it('no province of that name', () => expect(provinceOn('Hữu Lũng', TODAY)).toBeNull())

  it('code and name part ways in the merger: the code is the seat’s', () => {
    const nameOf = (era: 'before' | '2025', code: string): string =>
      units('province', era).find((each) => each.code === code)!.name
    for (const [code, before, now] of [
      ['24', 'Bắc Giang', 'Bắc Ninh'],
      ['15', 'Yên Bái', 'Lào Cai'],
      ['44', 'Quảng Bình', 'Quảng Trị'],
      ['52', 'Bình Định', 'Gia Lai'],
      ['80', 'Long An', 'Tây Ninh'],
      ['82', 'Tiền Giang', 'Đồng Tháp'],
      ['91', 'Kiên Giang', 'An Giang'],
    ] as const)
      expect([nameOf('before', code), nameOf('2025', code)]).toEqual([before, now])
    expect(provinceOn('Bắc Ninh', '2020')!.code).toBe('27')
  })

  it('agrees with what the reader knows', () => {
    const { provinces } = parse(readFileSync(at('ingest/vocab/places.yaml'), 'utf8')) as {
      provinces: { code: string; name: string; rank: string; from: { code: string; name: string; rank: string }[] }[]
    }
    const bare = ({ code, name, rank }: { code: string; name: string; rank: string }): string =>
      `${code} ${rank} ${name}`
    const theirs = provinces.flatMap((each) => each.from.map((from) => `${bare(from)} → ${bare(each)}`))
    const ours = units('province', 'before').map((each) => `${bare(each)} → ${bare(successors(each, TODAY)[0]!.unit)}`)
    expect(ours.sort()).toEqual(theirs.sort())
  })
})

describe('communes', () => {
  it('Mai Hoa exists only since 2025, of three', () => {
    expect(communesNamed('Mai Hoa', { date: '2024' })).toEqual([])
    const unit = one(communesNamed('Mai Hoa', { date: TODAY, province: 'Hà Tĩnh' }))
    expect(names(predecessors(unit), true).sort()).toEqual(['Ân Phú', 'Đức Giang', 'Đức Lĩnh'].sort())
    expect(new Set(predecessors(unit).map((each) => each.unit.parent!.name))).toEqual(new Set(['Vũ Quang']))
  })

  it('Hưng Đạo of Hải Phòng: two wards and parts of two', () => {
    const now = communesNamed('Hưng Đạo', { date: TODAY })
    expect(now.map((each) => each.parent!.name).sort()).toEqual(['Cao Bằng', 'Hà Nội', 'Hải Phòng'].sort())
    const unit = one(communesNamed('phường Hưng Đạo', { date: TODAY, province: 'Hải Phòng' }))
    expect(names(predecessors(unit), true)).toEqual(['Đa Phúc', 'Hưng Đạo'])
    expect(names(predecessors(unit), false).sort()).toEqual(['Anh Dũng', 'Hải Thành'])
  })

  it('nine Tân Thành now, thirty or more before, none of them Tân Thạnh', () => {
    expect(communesNamed('Tân Thành', { date: TODAY })).toHaveLength(9)
    const before = communesNamed('Tân Thành', { date: '2024' })
    expect(before.length).toBeGreaterThanOrEqual(30)
    expect(new Set(before.map((each) => each.name))).toEqual(new Set(['Tân Thành']))
  })

  it('Tân Thành of Hữu Lũng: another body under the same name and another code', () => {
    const where = { province: 'Lạng Sơn', district: 'huyện Hữu Lũng', date: '2023-09-14' }
    const before = one(communesNamed('xã Tân Thành', where))
    const now = one(communesNamed('xã Tân Thành', { province: 'Lạng Sơn', date: TODAY }))
    expect([before.code, now.code]).toEqual(['06442', '06445'])
    expect(names(predecessors(now), true).sort()).toEqual(['Hòa Lạc', 'Hòa Sơn', 'Tân Thành'].sort())
    expect(continues(now, before)).toBe(false)
  })

  it('a code given again is another place: 00004 was Trúc Bạch and is Ba Đình', () => {
    const byCode = (era: 'before' | '2025'): Unit => units('commune', era).find((each) => each.code === '00004')!
    expect([byCode('before').name, byCode('2025').name]).toEqual(['Trúc Bạch', 'Ba Đình'])
  })

  it('is found without marks only where nothing bears the name with them, and by the province of now', () => {
    expect(communesNamed('mai hoa', { date: TODAY })).toHaveLength(1)
    expect(communesNamed('uy no', { date: TODAY })).toEqual([])
    const old = one(unitsNamed('huyện Đại Lộc', { province: 'Đà Nẵng', date: '2021' }))
    expect(old.parent!.name).toBe('Quảng Nam')
  })

  it('lay in the province of its day, whichever name is given', () => {
    const on = (name: string, province: string, date: string): string | undefined => provinceOfPlace(name, { province, date })?.name // prettier-ignore
    expect(on('huyện Đại Lộc', 'Đà Nẵng', '2021-01-08')).toBe('Quảng Nam')
    expect(on('Đại Lộc', 'Quảng Nam', '2021-01-08')).toBe('Quảng Nam')
    expect(on('xã Đại Lộc', 'Đà Nẵng', '2025-11')).toBe('Đà Nẵng')
    expect(on('Đại Lộc', 'Lạng Sơn', '2021')).toBeUndefined()
  })

  it('leaves out parts that the source mixed up by name', () => {
    const ward = one(communesNamed('phường 4', { district: 'Mỹ Tho', province: 'Tiền Giang' }))
    expect(successors(ward, TODAY).map((each) => [each.unit.name, each.whole])).toEqual([['Đạo Thạnh', true]])
  })

  it('was nothing but itself before the reform', () => {
    const ward = one(communesNamed('phường 4', { district: 'Mỹ Tho', province: 'Tiền Giang' }))
    expect(successors(ward, '2025-06-30')).toEqual([])
    expect(provinceOf(ward, '2025-06-30')!.name).toBe('Tiền Giang')
    expect(provinceOf(ward, TODAY)!.name).toBe('Đồng Tháp')
    const now = one(communesNamed('Mai Hoa', { date: TODAY }))
    expect(provinceOf(now, '2020')).toMatchObject({ id: 'before/42', name: 'Hà Tĩnh' })
  })

  it('a district went to the communes on its ground; an island without communes to one', () => {
    const district = one(unitsNamed('huyện Vũ Quang', { level: 'district' }))
    expect(successors(district, TODAY).map((each) => each.unit.name)).toContain('Mai Hoa')
    const island = one(unitsNamed('huyện Côn Đảo'))
    expect(successors(island, TODAY).map((each) => fullName(each.unit))).toEqual(['đặc khu Côn Đảo'])
  })

  it('predecessors and successors are each other’s inverse', () => {
    const old = [...units('commune', 'before'), ...units('province', 'before')]
    const now = [...units('commune', '2025'), ...units('province', '2025')]
    fc.assert(
      fc.property(fc.constantFrom(...old), (unit) => {
        const to = successors(unit, TODAY)
        expect(to.length).toBeGreaterThan(0)
        expect(to.length === 1).toBe(to[0]!.whole)
        for (const { unit: each, whole } of to) expect(predecessors(each)).toContainEqual({ unit, whole })
      }),
      { numRuns: 2000 },
    )
    fc.assert(
      fc.property(fc.constantFrom(...now), (unit) => {
        const from = predecessors(unit)
        expect(from.length).toBeGreaterThan(0)
        for (const { unit: each, whole } of from) expect(successors(each, TODAY)).toContainEqual({ unit, whole })
      }),
      { numRuns: 1000 },
    )
  })

  it('no commune crosses a province of 2025', () => {
    for (const unit of units('commune', 'before'))
      for (const { unit: to } of successors(unit, TODAY)) expect(to.parent).toBe(provinceOf(unit, TODAY))
  })
})

describe('levels and bodies', () => {
  it('districts ended on 1 July 2025', () => {
    expect(levelExists('district', '2025-06-30')).toBe(true)
    expect(levelExists('district', '2025-07-01')).toBe(false)
    expect(levelExists('commune', TODAY) && levelExists('province', TODAY) && levelExists('central', TODAY)).toBe(true)
  })

  it('a ministry gives its work to several', () => {
    expect(successorOfBody('Bộ Lao động – Thương binh và Xã hội', '2025-02-28')).toEqual([])
    const now = successorOfBody('Bộ Lao động – Thương binh và Xã hội', '2025-03-01')
    expect(now.map((each) => each.name).slice(0, 2)).toEqual(['Bộ Nội vụ', 'Bộ Y tế'])
    expect(now[1]!.matter).toMatch(/người cao tuổi/)
  })

  it('a successor that ended gives its own', () => {
    expect(successorOfBody('Hội đồng Chính phủ', '1985').map((each) => each.name)).toEqual(['Hội đồng Bộ trưởng'])
    expect(successorOfBody('Hội đồng Chính phủ', TODAY).map((each) => each.name)).toEqual(['Chính phủ'])
  })

  it('a year alone is over when the year is', () => {
    expect(successorOfBody('Sở Kế hoạch và Đầu tư', '2025-06-01')).toEqual([])
    expect(successorOfBody('Sở Kế hoạch và Đầu tư', '2026')).toEqual([{ name: 'Sở Tài chính', matter: null }])
  })

  it('what lives or is not known has none', () => {
    expect(successorOfBody('Bộ Y tế', TODAY)).toEqual([])
    expect(successorOfBody('Hội Làm vườn', TODAY)).toEqual([])
  })

  it('agrees with the issuers that the reader knows', () => {
    const dead = ISSUERS.filter((each) => each.name && each.now)
    for (const { name, now } of dead)
      expect(successorOfBody(name!, TODAY).map((each) => each.name), name!).toContain(now === 'Hội đồng Bộ trưởng' ? 'Chính phủ' : now) // prettier-ignore
    const alive = new Set(ISSUERS.filter((each) => each.name && !each.until).map((each) => phraseKey(each.name!)))
    for (const body of endedBodies()) expect(alive.has(body), body).toBe(false)
  })
})

const PACKAGE = at('.cache/vietnamadminunits')
const python = spawnSync('python3', ['--version']).status === 0

describe.skipIf(!python || !existsSync(PACKAGE))('the script', () => {
  it('makes the tables as they are, byte for byte', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cancu-places-'))
    try {
      const { status, stderr } = spawnSync('python3', [at('graph/places/generate.py'), PACKAGE, folder])
      expect(status, String(stderr)).toBe(0)
      const made = readdirSync(folder).sort()
      expect(made).toEqual(['communes-before.tsv', 'communes.tsv', 'districts.tsv', 'left-out.tsv', 'provinces.tsv'])
      for (const name of made)
        expect(readFileSync(join(folder, name)).equals(readFileSync(at(`graph/places/${name}`))), name).toBe(true)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
