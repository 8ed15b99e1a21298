/**
 * 5 · resolve: which mentions of one document are one instrument
 * ==============================================================
 *
 * Within the document only (across documents: `graph/identity.ts`). Numbers by their canonical form, split where full
 * dates or issuing levels contradict; laws by name and year; programmes by name, fillers and period apart; nicknames and
 * bare words by what was read before. A wrong authority (58-KL/TU of the Ban Bí thư) keeps its number and joins 58-KL/TW.
 */
import type { Draft } from './citations/index.ts'
import { openIssuer } from './header.ts'
import { levelOf } from './places.ts'
import { ISSUER_BY_CODE } from './vocab/index.ts'
import { foldWord, phraseKey, slug } from './words.ts'

export interface Cluster {
  key: string
  /** Its place among the clusters. */
  place: number
  drafts: Draft[]
  programme: boolean
  /** Canonical number of the instrument meant, where it is not the one written. */
  number: string | null
  /** The longest date of its mentions: they are each other's beginnings. */
  date: string | null
  /** The fullest of its mentions' issuers, once they are known (`build.ts`). */
  issuer: string | null
}

/** A Party number whose authority the words around it contradict, and what they mean. */
export interface WrongAuthority {
  draft: Draft
  suggestion: string
}

export interface Resolution {
  clusters: Cluster[]
  wrongAuthorities: WrongAuthority[]
}

const CENTRAL_PARTY = /Ban Bí thư|Bộ Chính trị|Trung ương/u
const LOCAL_PARTY = /(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ?(?:ủy|uỷ)/u
const FILLERS = new Set(['mô', 'hình', 'việt', 'nam', 'việc', 'về', 'của', 'và'].map((word) => phraseKey(word)))
const PERIOD_PART =
  /,? ?(?:trên địa bàn.*|tại .*|,? ?(?:giai đoạn|thời kỳ|Giai đoạn) .*|,? ?(?:đến|hết) (?:hết )?năm \d{4}.*|,? ?năm \d{4}.*)$/u
const MARKS = /[“”"*]/
const FOUR_DIGITS = /\d{4}/

/** Digits, and small letters: what nearly every ordinal is made of is not folded. */
const ordinalKey = (ordinal: string): string =>
  ordinal.startsWith('0') || ordinal.charCodeAt(ordinal.length - 1) > 57
    ? ordinal.replace(/^0+(?=\d)/, '').toLowerCase()
    : ordinal

/** Name of a programme for comparing: no period, no fillers, tone-folded words. */
export function programmeName(text: string): string[] {
  const name = MARKS.test(text) ? text.replace(/[“”"*]/g, '') : text
  return phraseKey(name.replace(PERIOD_PART, ''))
    .split(' ')
    .filter((word) => !FILLERS.has(word))
}

/** Last year of a programme's own period: "giai đoạn 2022 - 2030 và năm 2022" → 2030; visions and single years of work do not count. */
export function programmeEnd(text: string): string | null {
  if (!FOUR_DIGITS.test(text)) return null
  const period = text.replace(/,? ?(?:và )?(?:tầm nhìn|định hướng).*$/u, '')
  const range =
    /(?:giai đoạn|thời kỳ|Giai đoạn) \d{4} ?[-–] ?(\d{4})/u.exec(period) ??
    /(?:đến|giai đoạn đến) (?:hết )?năm (\d{4})/u.exec(period)
  return range ? range[1]! : null
}

const compatibleDates = (a: string | null, b: string | null): boolean => !a || !b || a.startsWith(b) || b.startsWith(a)

/** As many namesakes are looked through, the latest first: more would make a hostile document's time quadratic. */
const MOST_NAMESAKES = 100

function latest<T>(items: T[], fits: (item: T) => boolean): T | undefined {
  const floor = Math.max(0, items.length - MOST_NAMESAKES)
  for (let i = items.length - 1; i >= floor; i--) if (fits(items[i]!)) return items[i]
  return undefined
}

const longer = (a: string | null, b: string | null): string | null => (!a || (b && b.length > a.length) ? b : a)

/** "17/2013/NĐ-CP": a central body gives a number once a year, and the year is in it; two days of it are a slip of one. */
function oneAYear({ designation }: Draft): boolean {
  if (!designation || !/\/\d{4}\//.test(designation.number)) return false
  const issuer = designation.issuer ? ISSUER_BY_CODE.get(designation.issuer) : undefined
  return issuer?.level === 'central' && !issuer.local
}

const issuerWords = (text: string, { issuer }: Draft): string | null =>
  issuer ? openIssuer(text.slice(issuer.start, issuer.end)) : null

/** Splits mentions of one number where what they say contradicts; an undated one joins the nearest before it. */
function splitByFacts(drafts: Draft[], text: string): Draft[][] {
  if (drafts.length === 1) return [drafts]
  const groups: { drafts: Draft[]; date: string | null; level: string | null }[] = []
  for (const draft of drafts) {
    const issuer = issuerWords(text, draft)
    const level = issuer && draft.designation?.system !== 'party' ? levelOf(issuer) : null
    const group = latest(
      groups,
      (other) =>
        (oneAYear(draft) || compatibleDates(other.date, draft.date)) &&
        (!other.level || !level || other.level === level),
    )
    if (!group) groups.push({ drafts: [draft], date: draft.date, level })
    else {
      group.drafts.push(draft)
      if (draft.date && (!group.date || draft.date.length > group.date.length)) group.date = draft.date
      group.level ??= level
    }
  }
  return groups.map((group) => group.drafts)
}

/** Folded number without the authority of Party numbers: "58KL" of 58-KL/TW and 58-KL/TU. */
const numberKey = (draft: Draft): string => {
  const { number, ordinal } = draft.designation!
  return ordinalKey(ordinal) + foldWord(number.slice(ordinal.length))
}

/** A key for each cluster, unlike all others. */
class Clusters {
  readonly all: Cluster[] = []
  private readonly keys = new Map<string, number>()

  make(key: string, programme = false): Cluster {
    const count = (this.keys.get(key) ?? 0) + 1
    this.keys.set(key, count)
    const unique = count === 1 ? key : `${key}~${count}`
    const place = this.all.length
    const cluster: Cluster = { key: unique, place, drafts: [], programme, number: null, date: null, issuer: null }
    this.all.push(cluster)
    return cluster
  }
}

function put(cluster: Cluster, draft: Draft): void {
  cluster.drafts.push(draft)
  cluster.date = longer(cluster.date, draft.date)
  draft.cluster = cluster
}

/** Puts every mention into the cluster of the instrument it denotes. */
export function resolve(drafts: Draft[], text: string): Resolution {
  const clusters = new Clusters()
  const wrongAuthorities = resolveNumbers(drafts, text, clusters)
  resolveNames(drafts, text, clusters)
  const programmes = resolveProgrammes(drafts, text, clusters)
  resolveNicknames(drafts, programmes, clusters)
  for (const draft of drafts) {
    if (draft.cluster) continue
    put(draft.antecedent?.cluster ?? clusters.make(slug(draft.type)), draft)
  }
  return { clusters: clusters.all, wrongAuthorities }
}

// --- numbers

function resolveNumbers(drafts: Draft[], text: string, clusters: Clusters): WrongAuthority[] {
  const byNumber = new Map<string, Draft[]>()
  const party: [key: string, group: Draft[]][] = []
  for (const draft of drafts) {
    const { designation } = draft
    if (!designation) continue
    const key = numberKey(draft)
    const group = byNumber.get(key)
    if (group) group.push(draft)
    else {
      const started = [draft]
      byNumber.set(key, started)
      if (designation.system === 'party') party.push([key, started])
    }
  }
  const wrong = joinWrongAuthorities(byNumber, party, text)
  const mended = new Map(wrong.map(({ draft, suggestion }) => [draft, suggestion]))
  for (const group of byNumber.values()) {
    for (const part of splitByFacts(group, text)) {
      const written = mended.size === 0 ? part[0] : part.find((draft) => !mended.has(draft))
      const number = written ? written.designation!.number : mended.get(part[0]!)!
      const cluster = clusters.make(slug(number))
      cluster.number = number
      for (const draft of part) put(cluster, draft)
    }
  }
  return wrong
}

/** A Party number whose authority the words contradict joins the one they mean. */
function joinWrongAuthorities(
  byNumber: Map<string, Draft[]>,
  party: [key: string, group: Draft[]][],
  text: string,
): WrongAuthority[] {
  const found: WrongAuthority[] = []
  for (const [key, group] of party) {
    const first = group[0]!.designation!
    if (first.issuer !== 'TU' && first.issuer !== 'TW') continue
    const wrong = first.issuer === 'TU' ? CENTRAL_PARTY : LOCAL_PARTY
    const right = first.issuer === 'TU' ? LOCAL_PARTY : CENTRAL_PARTY
    const issuers = group.map((draft) => issuerWords(text, draft) ?? '')
    if (issuers.some((issuer) => right.test(issuer)) || !issuers.some((issuer) => wrong.test(issuer))) continue
    const other = first.issuer === 'TU' ? 'TW' : 'TU'
    const suggestion = first.number.replace(/\/T[UW]$/, `/${other}`)
    const otherKey = key.replace(/t[uw]$/, other.toLowerCase())
    const target = byNumber.get(otherKey) ?? []
    for (const draft of group) found.push({ draft, suggestion })
    byNumber.delete(key)
    byNumber.set(
      otherKey,
      [...target, ...group].sort((a, b) => a.start - b.start),
    )
  }
  return found
}

// --- laws by name, the Constitution, congresses, charters

function resolveNames(drafts: Draft[], text: string, clusters: Clusters): void {
  const byName = new Map<string, Namesakes>()
  const namesakes: { place: number; name: string; same: Namesakes }[] = []
  for (let place = 0; place < drafts.length; place++) {
    const draft = drafts[place]!
    const named = draft.named
    if (!named || named.class === 'programme' || named.class === 'nickname') continue
    const name = phraseKey(nameProper(text.slice(draft.start, named.nameEnd))) || draft.type
    let same = byName.get(name)
    if (!same) byName.set(name, (same = { list: [], all: new Set(), numbered: null, several: false }))
    if (draft.cluster) {
      same.several ||= same.numbered !== null && same.numbered !== draft.cluster
      same.numbered = draft.cluster
    }
    namesakes.push({ place, name, same })
  }
  for (const { place, name, same } of namesakes) {
    const draft = drafts[place]!
    // "Nghị định số 43/2014/NĐ-CP … của Luật Đất đai": no law made after it.
    const until = draft.date || !draft.parent ? null : yearOf(draft.parent)
    const fits = (other: Cluster): boolean =>
      compatibleDates(whenOf(other), draft.date) && !(until && (whenOf(other) ?? '') >= `${Number(until) + 1}`)
    // A law that carries its number is known by its name as well, also before it is given in full.
    const cluster =
      draft.cluster ??
      numberInBrackets(text, draft, drafts[place + 1]) ??
      latest(same.list, fits) ??
      (same.numbered && !same.several && fits(same.numbered)
        ? same.numbered
        : clusters.make(slug(name) + (draft.date ? `-${draft.date.slice(0, 4)}` : '')))
    if (!same.all.has(cluster)) {
      // What only an older act's title names is not the one that the document speaks of.
      if (until && same.list.length > 0) same.list.unshift(cluster)
      else same.list.push(cluster)
    }
    same.all.add(cluster)
    if (!draft.cluster) put(cluster, draft)
  }
}

/** Instruments of one name, in the order in which they were met. */
interface Namesakes {
  list: Cluster[]
  all: Set<Cluster>
  /** The one that is given with its number anywhere in the document; of several none is sure. */
  numbered: Cluster | null
  several: boolean
}

const YEAR_IN_NUMBER = /\/((?:19|20)\d\d)\//
const yearInNumber = (number: string | null): string | null => (number && YEAR_IN_NUMBER.exec(number)?.[1]) || null
const whenOf = (cluster: Cluster): string | null => cluster.date ?? yearInNumber(cluster.number)
const yearOf = (draft: Draft): string | null =>
  draft.date?.slice(0, 4) ?? yearInNumber(draft.designation?.number ?? null)

/** The name without the congress's term or the state's name. */
const nameProper = (name: string): string =>
  name.includes('nhiệm kỳ') || name.includes(' nước Cộng')
    ? name.replace(/,? \(?nhiệm kỳ.*$/u, '').replace(/ nước Cộng.*$/u, '')
    : name

/** "Luật Dữ liệu ngày 30/11/2024 (Luật số 60/2024/QH15)": one law. */
function numberInBrackets(text: string, draft: Draft, behind: Draft | undefined): Cluster | null {
  const isOne =
    behind?.designation &&
    behind.type === draft.type &&
    !draft.designation &&
    behind.start === draft.end + 2 &&
    text.startsWith(' (', draft.end)
  return isOne ? behind.cluster : null
}

// --- programmes

/** The fullest names first, so that short ones find them. */
function resolveProgrammes(drafts: Draft[], text: string, clusters: Clusters): Draft[] {
  const programmes = drafts.filter((draft) => draft.named?.class === 'programme')
  const families = new Families()
  const shaped = programmes.map((draft) => ({ draft, shape: shapeOf(text.slice(draft.start, draft.end)) }))
  shaped.sort(
    (a, b) =>
      Number(b.shape.end !== null) - Number(a.shape.end !== null) ||
      b.shape.words.length - a.shape.words.length ||
      a.draft.start - b.draft.start,
  )
  for (const { draft, shape } of shaped) {
    const cluster =
      families.find(shape, draft.start) ??
      clusters.make(slug(shape.words.join(' ')).slice(0, 80) + (shape.end ? `-${shape.end}` : ''), true)
    families.put(cluster, shape, draft.start)
    put(cluster, draft)
  }
  return programmes
}

// --- nicknames: "Nghị quyết 57", "Đề án 06"

const nickOf = (draft: Draft): string => `${draft.type} ${ordinalKey(draft.named!.ordinal!)}`

function resolveNicknames(drafts: Draft[], programmes: Draft[], clusters: Clusters): void {
  const nicknames = drafts.filter((draft) => draft.named?.class === 'nickname')
  if (nicknames.length === 0) return
  const approvals = new Map<string, Cluster>()
  const approvedBy = new Map<string, Draft>()
  for (const draft of programmes) {
    if (!draft.parent) continue
    approvedBy.set(`${draft.type}\n${draft.parent.start}`, draft)
    const outer = draft.parent.designation
    if (outer) approvals.set(ordinalKey(outer.ordinal), draft.cluster!)
  }
  // The instruments that bear this number, the first of them: what a document is about it names first.
  const numbered = new Map<string, Cluster>()
  for (const cluster of clusters.all)
    for (const { designation, type } of cluster.drafts)
      if (designation) {
        const nick = `${type} ${ordinalKey(designation.ordinal)}`
        if (!numbered.has(nick)) numbered.set(nick, cluster)
      }
  // "(sau đây gọi tắt là Đề án 06)": what is declared anywhere holds everywhere.
  const declared = new Map<string, Cluster>()
  for (const draft of nicknames) {
    const meant = draft.kind === 'alias' ? draft.antecedent : null
    const nick = nickOf(draft)
    if (!meant || declared.has(nick)) continue
    const own = meant.designation && ordinalKey(meant.designation.ordinal) === ordinalKey(draft.named!.ordinal!)
    // "Kế hoạch số 9008-KH/ĐU … triển khai Nghị quyết … (gọi là Kế hoạch 9008)": the one that bears the number.
    const bearer = own ? undefined : numbered.get(nick)
    // "Quyết định … phê duyệt Đề án … (gọi tắt là Đề án 06)": the programme, not the decision.
    const approved = meant.designation && approvedBy.get(`${draft.type}\n${meant.start}`)
    const cluster = bearer ?? (approved ?? meant).cluster
    if (cluster) declared.set(nick, cluster)
  }
  for (const draft of nicknames) {
    const ordinal = ordinalKey(draft.named!.ordinal!)
    const nick = nickOf(draft)
    const approved =
      draft.type === 'Đề án' || draft.type === 'Chương trình' || draft.type === 'Chiến lược'
        ? approvals.get(ordinal)
        : undefined
    const cluster =
      declared.get(nick) ??
      numbered.get(nick) ??
      approved ??
      draft.antecedent?.cluster ??
      clusters.make(slug(nick), draft.type === 'Đề án' || draft.type === 'Chương trình')
    declared.set(nick, cluster)
    put(cluster, draft)
  }
}

/** A programme's name for comparing. */
interface Shape {
  key: string
  words: string[]
  end: string | null
}

function shapeOf(text: string): Shape {
  const words = programmeName(text)
  const end = programmeEnd(text)
  return { key: `${words.join(' ')}\n${end}`, words, end }
}

/** The mentions of one programme: the names it goes by and where it is mentioned. */
interface Family {
  cluster: Cluster
  shapes: Shape[]
  ends: Set<string | null>
  starts: number[]
}

/**
 * Programmes by their names. A name met before is looked up; a new one is compared with each family's names, but with
 * no more families than any honest document has, so that the time stays linear in the number of mentions.
 */
class Families {
  private readonly families: Family[] = []
  private readonly byCluster = new Map<Cluster, Family>()
  /** What was found for a name, and how many names there were then: a new one may change the answer. */
  private readonly fitting = new Map<string, { fits: Family[]; names: number }>()
  private names = 0
  private static readonly MOST = 200
  private static readonly MOST_NAMES = 50

  /** The programme of this name, or undefined for one not met before. */
  find(shape: Shape, at: number): Cluster | undefined {
    const fits = this.fits(shape)
    if (fits.length <= 1) return fits[0]?.cluster
    const exact = fits.filter((family) => family.ends.has(shape.end))
    return (exact.length === 1 ? exact[0]! : nearest(fits, at)).cluster
  }

  put(cluster: Cluster, shape: Shape, at: number): void {
    let family = this.byCluster.get(cluster)
    if (!family) {
      family = { cluster, shapes: [], ends: new Set(), starts: [] }
      this.byCluster.set(cluster, family)
      this.families.push(family)
    }
    insert(family.starts, at)
    const known = this.fitting.get(shape.key)
    if (known?.fits.length === 0) known.fits = [family]
    if (family.shapes.length >= Families.MOST_NAMES || family.shapes.some((other) => other.key === shape.key)) return
    family.shapes.push(shape)
    family.ends.add(shape.end)
    this.names++
  }

  private fits(shape: Shape): Family[] {
    const known = this.fitting.get(shape.key)
    if (known && (known.names === this.names || this.families.length > Families.MOST)) return known.fits
    const fits = this.families
      .slice(-Families.MOST)
      .filter(
        (family) =>
          family.shapes.some((other) => sameProgramme(shape, other)) &&
          ![...family.ends].some((end) => contradict(shape.end, end)),
      )
    this.fitting.set(shape.key, { fits, names: this.names })
    return fits
  }
}

const contradict = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b

/** Same type word and one name is the other's beginning, or nearly all its words. */
function sameProgramme(a: Shape, b: Shape): boolean {
  const [short, long] = a.words.length <= b.words.length ? [a, b] : [b, a]
  if (short.words.length < 4 && short.words.length !== long.words.length) return false
  if (short.words[0] !== long.words[0]) return false
  if (short.words.every((word, i) => word === long.words[i])) return true
  const most = long.words.length
  const count = short.words.length
  // Too short to share enough of the longer one.
  if (count < 0.7 * most) return false
  const known = new Set(long.words)
  let shared = 0
  for (const word of short.words) if (known.has(word)) shared++
  return shared === count ? count >= 5 && count / most >= 0.7 : shared / most >= 0.85
}

/** The family with the mention nearest to `at`; the first of equals. */
function nearest(families: Family[], at: number): Family {
  let best = families[0]!
  let distance = Infinity
  for (const family of families) {
    const after = lowerBound(family.starts, at)
    const gap = Math.min(
      Math.abs((family.starts[after] ?? Infinity) - at),
      Math.abs((family.starts[after - 1] ?? -Infinity) - at),
    )
    if (gap < distance) [best, distance] = [family, gap]
  }
  return best
}

/** Index of the first item that is not less than `value`. */
function lowerBound(sorted: number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

function insert(sorted: number[], value: number): void {
  sorted.splice(lowerBound(sorted, value), 0, value)
}
