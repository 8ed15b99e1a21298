import { describe, expect, it } from 'vitest'
import { issuerNow, type Issuer } from '../../graph/succession.ts'

const TODAY = '2026-06-01'
const now = (issuer: string, rest: Partial<Issuer> = {}, today = TODAY): string[] =>
  issuerNow({ issuer, date: null, level: null, province: null, locality: null, ...rest }, today).map(
    ({ name, matter, part }) => `${name}${matter ? ` (${matter})` : ''}${part ? ' *' : ''}`,
  )
const province = (name: string, date: string | null = '2023-05-12'): Partial<Issuer> => ({ province: name, date, level: 'province' }) // prettier-ignore

describe('bodies of the centre', () => {
  it('a ministry that ended', () => {
    expect(now('Bộ Kế hoạch và Đầu tư')).toEqual(['Bộ Tài chính'])
    expect(now('Bộ Lao động - Thương binh và Xã hội')).toContain('Bộ Y tế (bảo trợ xã hội, người cao tuổi, trẻ em)')
  })
  it('a body that lives, or that nobody knows', () => {
    expect(now('Bộ Y tế')).toEqual([])
    expect(now('Thủ tướng Chính phủ')).toEqual([])
    expect(now('')).toEqual([])
  })
  it('on an earlier day', () => expect(now('Bộ Kế hoạch và Đầu tư', {}, '2024-01-01')).toEqual([]))
})

describe('bodies of a province', () => {
  it.each<[issuer: string, name: string, now: string[]]>([
    ['Ủy ban nhân dân tỉnh Thái Bình', 'Thái Bình', ['Ủy ban nhân dân tỉnh Hưng Yên']],
    ['Ban Thường vụ Tỉnh ủy Thái Bình', 'Thái Bình', ['Ban Thường vụ Tỉnh ủy Hưng Yên']],
    ['Ban Thường vụ Tỉnh ủy Quảng Nam', 'Quảng Nam', ['Ban Thường vụ Thành ủy Đà Nẵng']],
    ['Tỉnh ủy Bà Rịa - Vũng Tàu', 'Bà Rịa - Vũng Tàu', ['Thành ủy Hồ Chí Minh']],
    ['Ban Thường vụ Tỉnh đoàn Hà Giang', 'Hà Giang', ['Ban Thường vụ Tỉnh đoàn Tuyên Quang']],
    ['UỶ BAN NHÂN DÂN TỈNH HOÀ BÌNH', 'Hòa Bình', ['UỶ BAN NHÂN DÂN tỉnh Phú Thọ']],
    ['Sở Nội vụ tỉnh Hà Giang', 'Hà Giang', ['Sở Nội vụ tỉnh Tuyên Quang']],
    ['Sở Kế hoạch và Đầu tư tỉnh Hải Dương', 'Hải Dương', ['Sở Tài chính thành phố Hải Phòng']],
    ['Sở Kế hoạch và Đầu tư tỉnh Hưng Yên', 'Hưng Yên', ['Sở Tài chính tỉnh Hưng Yên']],
    ['Ủy ban nhân dân tỉnh Thừa Thiên Huế', 'Thừa Thiên Huế', ['Ủy ban nhân dân thành phố Huế']],
  ])('%s', (issuer, name, expected) => expect(now(issuer, province(name))).toEqual(expected))

  it('the name that stayed is not said again', () => {
    expect(now('Ủy ban nhân dân tỉnh Hưng Yên', province('Hưng Yên'))).toEqual([])
    expect(now('Ủy ban nhân dân thành phố Hải Phòng', province('Hải Phòng', '2020'))).toEqual([])
  })
  it('without a date: the name tells where it bears one province only', () => {
    expect(now('Ủy ban nhân dân tỉnh Thái Bình', province('Thái Bình', null))).toEqual([
      'Ủy ban nhân dân tỉnh Hưng Yên',
    ])
    expect(now('Ủy ban nhân dân tỉnh Hưng Yên', province('Hưng Yên', null))).toEqual([])
  })
  it('an issuer that names no place, or another', () => {
    expect(now('Ủy ban nhân dân tỉnh', province('Thái Bình'))).toEqual([])
    expect(now('Ủy ban nhân dân tỉnh Quảng Nam', province('Đà Nẵng'))).toEqual([])
  })
})

describe('bodies of a district or commune', () => {
  const place = (level: 'district' | 'commune', locality: string, of: string, date: string | null = '2023-10'): Partial<Issuer> => ({ level, locality, province: of, date }) // prettier-ignore

  it('a commune that went whole to another', () => {
    expect(now('Ủy ban nhân dân xã Ân Phú', place('commune', 'Ân Phú', 'Hà Tĩnh'))).toEqual(['Ủy ban nhân dân xã Mai Hoa, tỉnh Hà Tĩnh']) // prettier-ignore
    expect(now('Ban Thường vụ Đảng ủy xã Ân Phú', place('commune', 'Ân Phú', 'Hà Tĩnh'))).toEqual(['Ban Thường vụ Đảng ủy xã Mai Hoa, tỉnh Hà Tĩnh']) // prettier-ignore
  })
  it('one that was divided', () => {
    const parts = now('Ủy ban nhân dân phường Anh Dũng', place('commune', 'Anh Dũng', 'Hải Phòng'))
    expect(parts.length).toBeGreaterThan(1)
    expect(parts).toContain('Ủy ban nhân dân phường Hưng Đạo, thành phố Hải Phòng *')
  })
  it('another body under the same name', () => {
    expect(now('Ủy ban nhân dân xã Đại Lộc', place('commune', 'Đại Lộc', 'Đà Nẵng', '2025-11'))).toEqual([])
  })
  it('a district: the communes on its ground', () => {
    const communes = now('Ủy ban nhân dân huyện Vũ Quang', place('district', 'Vũ Quang', 'Hà Tĩnh'))
    expect(communes).toContain('Ủy ban nhân dân xã Mai Hoa, tỉnh Hà Tĩnh *')
    const party = now('Ban Thường vụ Huyện ủy Đại Lộc', place('district', 'Đại Lộc', 'Quảng Nam', '2020-11-16'))
    expect(party).toContain('Ban Thường vụ Đảng ủy xã Đại Lộc, thành phố Đà Nẵng *')
  })
  it('an office of a district has no one successor', () => {
    expect(now('Phòng Nội vụ huyện Vũ Quang', place('district', 'Vũ Quang', 'Hà Tĩnh'))).toEqual([])
  })
  it('several of the name, or none: silence', () => {
    expect(now('Ủy ban nhân dân xã Đông Minh', { level: 'commune', locality: 'Tân Thành', province: null })).toEqual([])
    expect(now('Ủy ban nhân dân xã Tân Thành', { level: 'commune', locality: 'Tân Thành', province: null, date: '2023' })).toEqual([]) // prettier-ignore
  })
})
