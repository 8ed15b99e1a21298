/**
 * Plans of the whole country, with their truth
 * ============================================
 *
 * For measuring identity: plans of provinces, districts and communes from 2018 to 2026, over all provinces before and
 * after the merger of 1 July 2025. Numbers collide as they do in life: every body starts again each year, the Party
 * each term, every merged body on the day of the merger. Clerks leave out dates, places and titles and mistype days,
 * years, hyphens and marks. For every mention the generator knows which instrument was meant. All from the seed, and
 * nothing of the product is used, so that it cannot agree with itself.
 */
import { between, randomFrom } from './random.ts'

/** Provinces of today and what each was made of; the rank where it is no "tỉnh". */
const TODAY = `
Hà Nội*: Hà Nội* | Cao Bằng: Cao Bằng | Tuyên Quang: Hà Giang, Tuyên Quang | Điện Biên: Điện Biên | Lai Châu: Lai Châu
Sơn La: Sơn La | Lào Cai: Lào Cai, Yên Bái | Thái Nguyên: Bắc Kạn, Thái Nguyên | Lạng Sơn: Lạng Sơn
Quảng Ninh: Quảng Ninh | Bắc Ninh: Bắc Giang, Bắc Ninh | Phú Thọ: Hòa Bình, Phú Thọ, Vĩnh Phúc
Hải Phòng*: Hải Dương, Hải Phòng* | Hưng Yên: Hưng Yên, Thái Bình | Ninh Bình: Hà Nam, Nam Định, Ninh Bình
Thanh Hóa: Thanh Hóa | Nghệ An: Nghệ An | Hà Tĩnh: Hà Tĩnh | Quảng Trị: Quảng Bình, Quảng Trị | Huế*: Huế*
Đà Nẵng*: Đà Nẵng*, Quảng Nam | Quảng Ngãi: Quảng Ngãi, Kon Tum | Gia Lai: Bình Định, Gia Lai
Khánh Hòa: Khánh Hòa, Ninh Thuận | Đắk Lắk: Phú Yên, Đắk Lắk | Lâm Đồng: Bình Thuận, Đắk Nông, Lâm Đồng
Đồng Nai: Bình Phước, Đồng Nai | Hồ Chí Minh*: Bình Dương, Bà Rịa - Vũng Tàu, Hồ Chí Minh* | Tây Ninh: Tây Ninh, Long An
Đồng Tháp: Tiền Giang, Đồng Tháp | Vĩnh Long: Bến Tre, Trà Vinh, Vĩnh Long | An Giang: An Giang, Kiên Giang
Cần Thơ*: Cần Thơ*, Hậu Giang, Sóc Trăng | Cà Mau: Bạc Liêu, Cà Mau`
const MERGER = '2025-07-01'
const WARDS = 'Tân Thành, Hưng Đạo, Mai Hoa, Đại Lộc, Minh Khai, Quang Trung, Phú Xuân, Thạch Hà, Đông Sơn, Tân Lập, Bình Minh, Hòa Bình, An Phú, Vĩnh Thạnh, Kim Sơn, Đức Lĩnh, Long Hòa, Phước Hải, Yên Thế, Trường Sơn'.split(', ') // prettier-ignore
const DISTRICTS = 'Hữu Lũng, Vũ Quang, Bình Gia, Châu Thành, Phú Ninh, Mỹ Đức, Tân Yên, Đông Anh'.split(', ')
const VERBS = ['phát huy vai trò của', 'chăm sóc sức khỏe', 'hỗ trợ việc làm cho', 'bảo vệ quyền lợi của', 'nâng cao đời sống của', 'chuyển đổi số phục vụ', 'phòng, chống tai nạn cho', 'trợ giúp pháp lý cho'] // prettier-ignore
const WHOM = ['người cao tuổi', 'trẻ em', 'người khuyết tật', 'hộ nghèo', 'lao động nông thôn', 'đồng bào dân tộc thiểu số', 'thanh niên', 'người có công', 'học sinh, sinh viên', 'hợp tác xã'] // prettier-ignore
const MEANS = ['ở cộng đồng', 'trong tình hình mới', 'vùng sâu, vùng xa', 'ở cơ sở', 'trong các khu công nghiệp', 'khi có thiên tai'] // prettier-ignore
/** Laws: a name, then number and day of each law that bore it. */
const LAWS: [name: string, ...laws: [number: string, date: string][]][] = [
  ['Người cao tuổi', ['39/2009/QH12', '2009-11-23']],
  ['Trẻ em', ['102/2016/QH13', '2016-04-05']],
  ['Tổ chức chính quyền địa phương', ['77/2015/QH13', '2015-06-19'], ['72/2025/QH15', '2025-06-16']],
  ['Đầu tư', ['67/2014/QH13', '2014-11-26'], ['61/2020/QH14', '2020-06-17']],
  ['Bảo vệ môi trường', ['55/2014/QH13', '2014-06-23'], ['72/2020/QH14', '2020-11-17']],
  ['Giao dịch điện tử', ['51/2005/QH11', '2005-11-29'], ['20/2023/QH15', '2023-06-22']],
  ['Đất đai', ['45/2013/QH13', '2013-11-29'], ['31/2024/QH15', '2024-01-18']],
  ['An toàn thực phẩm', ['55/2010/QH12', '2010-06-17']],
]
const TERMS = ['2011-01-19', '2016-01-28', '2021-02-01', '2026-01-23']

export interface TrueMention {
  /** Of the number, or of the name where there is none. */
  start: number
  end: number
  /** The instrument meant. */
  truth: string
  /** Issued by a body that every place has. */
  local: boolean
}

export interface TruePlan {
  name: string
  text: string
  /** The instrument that the plan itself is. */
  truth: string
  mentions: TrueMention[]
}

interface Place {
  name: string
  /** "tỉnh", "thành phố". */
  rank: string
}

interface Body {
  /** Told apart from namesakes: "tỉnh Quảng Trị" of before and of after are two. */
  key: string
  province: Place
  level: 'province' | 'district' | 'commune'
  /** "Ủy ban nhân dân xã Mai Hoa". */
  name: string
  /** As its own papers and those beneath it may shorten it: "UBND tỉnh". */
  bare: string
}

interface Instrument {
  truth: string
  type: string
  number: string
  date: string
  issuer: string
  title: string
  body: Body | null
  /** Laws only. */
  law?: string
}

class World {
  readonly random: () => number
  readonly old: Place[] = []
  readonly now: (Place & { from: Place[] })[] = []
  readonly #taken = new Set<string>()
  readonly #bodies = new Map<string, Body>()
  /** Papers of each province (by name and age) that others may cite. */
  readonly papers = new Map<string, Instrument[]>()

  constructor(seed: number) {
    this.random = randomFrom(seed)
    for (const entry of TODAY.trim().split(/ \| |\n/)) {
      const [name = '', from = ''] = entry.split(': ')
      const parts = from.split(', ').map(place)
      this.old.push(...parts)
      this.now.push({ ...place(name), from: parts })
    }
  }

  chance(share: number): boolean {
    return this.random() < share
  }
  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)] as T
  }
  /** The first come up far more often than the last, as laws and programmes do. */
  oftenFirst<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() ** 2.5 * from.length)] as T
  }
  day(from: string, to: string): string {
    const [first, last] = [Date.parse(from), Date.parse(to)]
    return new Date(first + Math.floor(this.random() * (last - first))).toISOString().slice(0, 10)
  }
  subject(): string {
    return `${this.pick(VERBS)} ${this.pick(WHOM)} ${this.pick(MEANS)}`
  }

  body(province: Place, level: Body['level'], date: string, unit = ''): Body {
    const merged = date >= MERGER
    const key = `${level} ${unit} ${province.name} ${merged && this.#changed(province) ? 'new' : 'old'}`
    const known = this.#bodies.get(key)
    if (known) return known
    const rank = level === 'province' ? province.rank : level === 'district' ? 'huyện' : 'xã'
    const name = `Ủy ban nhân dân ${rank} ${level === 'province' ? province.name : unit}`
    const body: Body = { key, province, level, name, bare: `UBND ${rank}` }
    this.#bodies.set(key, body)
    return body
  }

  /** Every province that took in another is a new body; so is every commune, since it took over the district's work. */
  #changed(province: Place): boolean {
    return (this.now.find(({ name }) => name === province.name)?.from.length ?? 0) > 1
  }

  /** A number that its body has not used in that series. */
  number(series: string, most: number): number {
    for (;;) {
      const number = between(this.random, 1, most)
      if (this.#taken.size === this.#taken.add(`${series}#${number}`).size) continue
      return number
    }
  }
}

function place(name: string): Place {
  return name.endsWith('*') ? { name: name.slice(0, -1), rank: 'thành phố' } : { name, rank: 'tỉnh' }
}

const two = (number: number): string => String(number).padStart(2, '0')

// ---- the stock of instruments ------------------------------------------------------------------------------------

function centralStock(world: World): Instrument[] {
  const stock: Instrument[] = []
  const make = (fields: Omit<Instrument, 'truth' | 'body'>): void => {
    stock.push({ ...fields, truth: `central ${fields.number} ${fields.date}`, body: null })
  }
  for (let i = 0; i < 500; i++) {
    const date = world.day('2016-02-01', '2026-03-01')
    const year = date.slice(0, 4)
    const subject = world.subject()
    const term = TERMS.filter((close) => close < date).length
    switch (i % 5) {
      case 0: {
        const number = world.number(`ttg ${year}`, 400)
        make({ type: 'Quyết định', number: `${two(number)}/QĐ-TTg`, date, issuer: 'Thủ tướng Chính phủ', title: `phê duyệt Chương trình ${subject} giai đoạn ${year} - ${Number(year) + 5}` }) // prettier-ignore
        break
      }
      case 1: {
        const number = world.number(`cp ${year}`, 180)
        make({ type: 'Nghị định', number: `${two(number)}/${year}/NĐ-CP`, date, issuer: 'Chính phủ', title: `quy định chính sách ${subject}` }) // prettier-ignore
        break
      }
      case 2: {
        const number = world.number(`kl ${term}`, 120)
        make({ type: 'Kết luận', number: `${two(number)}-KL/TW`, date, issuer: world.chance(0.7) ? 'Ban Bí thư' : 'Bộ Chính trị', title: `về ${subject}` }) // prettier-ignore
        break
      }
      case 3: {
        const number = world.number(`ct ${term}`, 60)
        make({ type: 'Chỉ thị', number: `${two(number)}-CT/TW`, date, issuer: 'Ban Bí thư', title: `về tăng cường ${subject}` }) // prettier-ignore
        break
      }
      default: {
        const number = world.number(`nqcp ${year}`, 200)
        make({ type: 'Nghị quyết', number: `${two(number)}/NQ-CP`, date, issuer: 'Chính phủ', title: `về ${subject}` })
      }
    }
  }
  return stock
}

function lawStock(): Instrument[][] {
  return LAWS.map(
    ([name, ...laws]) =>
    laws.map(([number, date]) => ({ truth: `law ${number}`, type: 'Luật', number, date, issuer: 'Quốc hội', title: name, law: name, body: null })), // prettier-ignore
  )
}

const KINDS = [
  { type: 'Kế hoạch', code: 'KH-UBND', party: false, most: 260 },
  { type: 'Quyết định', code: 'QĐ-UBND', party: false, most: 900 },
  { type: 'Chỉ thị', code: 'CT/TU', party: true, most: 60 },
  { type: 'Nghị quyết', code: 'NQ-HĐND', party: false, most: 120 },
]

/** A paper of a local body. Only provinces have Party papers and resolutions here. */
function localPaper(world: World, body: Body, date: string, kind = KINDS[0]!): Instrument {
  const year = Number(date.slice(0, 4))
  // Local congresses close in the autumn of 2020 and 2025.
  const term = date < '2020-10-20' ? '2015' : date < '2025-10-20' ? '2020' : '2025'
  const merged = date >= MERGER ? 'after' : 'before'
  const series = `${body.key} ${kind.code} ${kind.party ? `${term} ${merged}` : `${year} ${body.key.endsWith('new') || body.level !== 'province' ? merged : ''}`}` // prettier-ignore
  const number = world.number(series, kind.most)
  const { province } = body
  const issuer = kind.party
    ? `Ban Thường vụ ${province.rank === 'tỉnh' ? 'Tỉnh ủy' : 'Thành ủy'} ${province.name}`
    : kind.code === 'NQ-HĐND'
      ? `Hội đồng nhân dân ${province.rank} ${province.name}`
      : body.name
  const written = kind.party ? `${two(number)}-${kind.code}` : `${two(number)}/${kind.code}`
  const title = `${kind.type === 'Kế hoạch' ? 'thực hiện công tác' : 'về'} ${world.subject()}`
  return { truth: `${series} ${number}`, type: kind.type, number: written, date, issuer, title, body }
}

// ---- how a clerk writes ------------------------------------------------------------------------------------------

const slashed = (date: string): string => date.split('-').reverse().join('/')
const spelled = (date: string): string => {
  const [year, month, day] = date.split('-')
  return `ngày ${day} tháng ${month} năm ${year}`
}

interface Written {
  before: string
  /** What the truth is told by: the number, or a law's name. */
  core: string
  after: string
}

/** In full, with the gaps and slips of the hand that are usual. `home` is the body that writes. */
function write(world: World, cited: Instrument, home: Body, today: string): Written {
  if (cited.law) return writeLaw(world, cited, today)
  const near = cited.body !== null && cited.body.province.name === home.province.name
  let number = misspelt(world, cited.number)
  if (cited.number.endsWith('-KL/TW') && cited.issuer === 'Ban Bí thư' && world.chance(0.01)) number = number.replace('/TW', '/TU') // prettier-ignore

  let date = cited.date
  if (world.chance(0.006)) date = slip(world, date)
  const noDate = world.chance(0.03)
  const onlyYear = !noDate && world.chance(0.02)
  // Who leaves out the day says what it is about, mostly.
  const titled = noDate || onlyYear ? world.chance(0.9) : world.chance(0.75)
  let issuer = cited.issuer
  if (cited.body && near && cited.body.level === 'province' && world.chance(0.25)) issuer = issuer.replace(/ (\p{Lu}[\p{L}]*( - | )?)+$/u, '') // prettier-ignore
  if (world.chance(0.3)) issuer = issuer.replace('Ủy ban nhân dân', 'UBND').replace('Hội đồng nhân dân', 'HĐND')
  if (cited.body && cited.body.level !== 'province' && (!near || world.chance(0.3))) issuer += `, ${cited.body.province.rank} ${cited.body.province.name}` // prettier-ignore
  const noIssuer = cited.body ? near && world.chance(0.03) : world.chance(0.15)

  const when = noDate ? '' : onlyYear ? ` năm ${date.slice(0, 4)}` : world.chance(0.5) ? ` ngày ${slashed(date)}` : ` ${spelled(date)}` // prettier-ignore
  const whose = noIssuer ? '' : ` của ${issuer}`
  const what = titled ? ` ${cited.title}` : ''
  return { before: `${cited.type} số `, core: number, after: `${when}${whose}${what}` }
}

function misspelt(world: World, number: string): string {
  const roll = world.random()
  if (roll < 0.01) return number.replace(/(KH|QĐ|NQ)-/, '$1')
  if (roll < 0.02) return number.replace(/Đ/g, 'D')
  if (roll < 0.03) return number.replace(/^0/, '')
  if (roll < 0.04) return number.replace(/-/, ' - ')
  return roll < 0.042 ? number.replace(/^\d+/, (digits) => String(Number(digits) + 1)) : number
}

/** Another day, or another year, of the same paper. */
function slip(world: World, date: string): string {
  const [year = '', month = '', day = ''] = date.split('-')
  if (world.chance(0.15)) return `${Number(year) - 1}-${month}-${day}`
  const other = two(between(world.random, 1, 28))
  return `${year}-${month}-${other}`
}

function writeLaw(world: World, { number, date, law = '' }: Instrument, today: string): Written {
  const year = date.slice(0, 4)
  const name = `Luật ${law}`
  // Laws are cited by name alone as well; in the year after a new one it is told which.
  const recent = Number(today.slice(0, 4)) - Number(year) < 2
  const roll = world.random()
  if (roll < 0.1 && !recent) return { before: '', core: name, after: '' }
  if (roll < 0.55) return { before: '', core: name, after: ` năm ${year}` }
  if (roll < 0.8) return { before: '', core: name, after: ` ${spelled(date)}` }
  return { before: 'Luật số ', core: number, after: ` ngày ${slashed(date)} về ${law}` }
}

// ---- plans -------------------------------------------------------------------------------------------------------

export function* makePlans(count: number, seed = 7): Generator<TruePlan> {
  const world = new World(seed)
  const central = centralStock(world)
  const laws = lawStock()
  for (let i = 0; i < count; i++) yield plan(world, i, central, laws)
}

function plan(world: World, index: number, central: Instrument[], laws: Instrument[][]): TruePlan {
  const date = world.day('2018-01-05', '2026-09-30')
  const merged = date >= MERGER
  const province: Place = merged ? world.pick(world.now) : world.pick(world.old)
  const roll = world.random()
  const level = index < 300 || roll < 0.25 ? 'province' : !merged && roll < 0.45 ? 'district' : 'commune'
  const unit = level === 'district' ? world.pick(DISTRICTS) : world.pick(WARDS)
  const home = world.body(province, level, date, level === 'province' ? '' : unit)
  const own = localPaper(world, home, date)
  const cited = citedBy(world, home, date, central, laws)
  if (level === 'province') remember(world, own)
  return { name: `${String(index + 1).padStart(6, '0')}.txt`, truth: own.truth, ...render(world, own, home, date, cited) } // prettier-ignore
}

function remember(world: World, paper: Instrument): void {
  const key = paper.body!.province.name
  const papers = world.papers.get(key) ?? []
  if (papers.push(paper) > 40) papers.shift()
  world.papers.set(key, papers)
}

/** What a plan rests on: laws in force, central papers, and papers of the province above it or of the one before. */
function citedBy(world: World, home: Body, date: string, central: Instrument[], laws: Instrument[][]): Instrument[] {
  const cited = new Map<string, Instrument>()
  const add = (one: Instrument | undefined): void => {
    if (one && one.date < date) cited.set(one.truth, one)
  }
  // The law in force: the last that is older than a year, or the last there is.
  const namesakes = world.oftenFirst(laws).filter((law) => law.date < date)
  add(namesakes.at(-1))
  for (let left = between(world.random, 2, 5); left > 0; left--) add(world.oftenFirst(central))
  const parts = world.now.find(({ name }) => name === home.province.name)?.from ?? [home.province]
  const above = world.body(home.province, 'province', date)
  if (world.chance(0.5)) {
    const from = new Date(Date.parse(date) - 500 * 86_400_000).toISOString().slice(0, 10)
    const before = world.day(from < '2018-01-01' ? '2018-01-01' : from, date)
    const body = before >= MERGER ? above : world.body(home.province, 'province', before)
    // Before the merger a province that is new now had a namesake only where its name was one of the parts.
    if (before >= MERGER || world.old.some(({ name }) => name === home.province.name)) {
      const paper = localPaper(world, body, before, world.pick(KINDS))
      remember(world, paper)
      add(paper)
    }
  }
  for (let left = between(world.random, 1, 3); left > 0; left--) {
    const whose = date >= MERGER && world.chance(0.4) ? world.pick(parts) : home.province
    const papers = world.papers.get(whose.name)
    if (papers) add(world.pick(papers))
  }
  const elsewhere = world.papers.get(world.pick(world.old).name)
  if (elsewhere && world.chance(0.15)) add(world.pick(elsewhere))
  return [...cited.values()]
}

function render(
  world: World,
  own: Instrument,
  home: Body,
  date: string,
  cited: Instrument[],
): Pick<TruePlan, 'text' | 'mentions'> {
  let text = ''
  const mentions: TrueMention[] = []
  const line = (...parts: string[]): void => {
    text += `${parts.join('')}\n`
  }
  const mention = (lead: string, { before, core, after }: Written, { truth, body }: Instrument, end: string): void => {
    text += `${lead}${before}`
    mentions.push({ start: text.length, end: text.length + core.length, truth, local: body !== null })
    line(core, after, end)
  }
  const { province, level, name } = home
  const where = level === 'province' ? province.name : name.replace(/^.* (huyện|xã) /u, '')
  if (level !== 'province') line(`${province.rank.toLocaleUpperCase('vi')} ${province.name.toLocaleUpperCase('vi')}`)
  line(name.toLocaleUpperCase('vi'))
  line(`Số: ${own.number}`)
  line('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
  line('Độc lập - Tự do - Hạnh phúc')
  line(`${where}, ${spelled(date)}`)
  line('KẾ HOẠCH')
  const scope = level === 'province' ? `${province.rank} ${province.name}` : `${name.replace('Ủy ban nhân dân ', '')}, ${province.rank} ${province.name}` // prettier-ignore
  line(`${own.title.replace(/^./u, (first) => first.toLocaleUpperCase('vi'))} trên địa bàn ${scope}`)
  line('')
  cited.forEach((one) => mention(one.law ? 'Căn cứ ' : 'Thực hiện ', write(world, one, home, date), one, ';'))
  line(`${name} ban hành Kế hoạch như sau:`)
  line('I. MỤC ĐÍCH, YÊU CẦU')
  line('1. Tuyên truyền, phổ biến chủ trương, chính sách tới cán bộ và nhân dân trên địa bàn.')
  for (const one of cited) {
    const alone = cited.filter(({ number }) => number === one.number).length === 1
    if (one.law || !alone || !world.chance(0.2)) continue
    // By its number alone, as after a full mention.
    const again = { before: `${one.type} số `, core: one.number, after: '' }
    mention('2. Kiểm tra việc thực hiện ', again, one, ' tại cơ sở.')
  }
  line('II. TỔ CHỨC THỰC HIỆN')
  line(`Trên đây là Kế hoạch ${own.title} năm ${date.slice(0, 4)}./.`)
  line('Nơi nhận:')
  line('- Như trên;')
  line('- Lưu: VT.')
  line('TM. ỦY BAN NHÂN DÂN')
  line('CHỦ TỊCH')
  line('Nguyễn Văn An')
  return { text, mentions }
}
