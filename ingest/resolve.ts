/**
 * 5 · resolve: which mentions of one document are one instrument
 * ==============================================================
 *
 * Within the document only (across documents: `graph/identity.ts`). Numbers by their canonical form, split where full
 * dates or issuing levels contradict; laws by name and year; programmes by name, fillers and period apart; nicknames and
 * bare words by what was read before. A wrong authority (58-KL/TU of the Ban Bí thư) keeps its number and joins 58-KL/TW.
 */
import type { Draft } from './citations/index.ts'
import { levelOf } from './places.ts'
import { ISSUER_BY_CODE } from './vocab/index.ts'
import type { Span } from './record.ts'
import { foldWord, phraseKey, slug } from './words.ts'

export interface Cluster {
  key: string
  drafts: Draft[]
  programme: boolean
  /** Canonical number of the instrument meant, where it is not the one written. */
  number: string | null
}

export interface Resolution {
  clusters: Cluster[]
  clusterOf: Map<Draft, Cluster>
  warnings: { draft: Draft; code: string; suggestion: string }[]
}

const CENTRAL_PARTY = /Ban Bí thư|Bộ Chính trị|Trung ương/u
const LOCAL_PARTY = /(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ?(?:ủy|uỷ)/u
const FILLERS = new Set(['mô', 'hình', 'việt', 'nam', 'việc', 'về', 'của', 'và'].map((word) => phraseKey(word)))
const PERIOD_PART =
  /,? ?(?:trên địa bàn.*|tại .*|,? ?(?:giai đoạn|thời kỳ|Giai đoạn) .*|,? ?(?:đến|hết) (?:hết )?năm \d{4}.*|,? ?năm \d{4}.*)$/u

const ordinalKey = (ordinal: string): string =>
  (ordinal.startsWith('0') ? ordinal.replace(/^0+(?=\d)/, '') : ordinal).toLowerCase()

/** Name of a programme for comparing: no period, no fillers, tone-folded words. */
export function programmeName(text: string): string[] {
  const name = text.replace(/[“”"*]/g, '').replace(PERIOD_PART, '')
  return phraseKey(name)
    .split(' ')
    .filter((word) => !FILLERS.has(word))
}

/** Last year of a programme's own period: "giai đoạn 2022 - 2030 và năm 2022" → 2030; visions and single years of work do not count. */
export function programmeEnd(text: string): string | null {
  const period = text.replace(/,? ?(?:và )?(?:tầm nhìn|định hướng).*$/u, '')
  const range =
    /(?:giai đoạn|thời kỳ|Giai đoạn) \d{4} ?[-–] ?(\d{4})/u.exec(period) ??
    /(?:đến|giai đoạn đến) (?:hết )?năm (\d{4})/u.exec(period)
  return range ? range[1]! : null
}

interface Reading {
  text(span: Span): string
  /** The words from the end of one to the start of the other. */
  between(first: Draft, second: Draft): string
  issuer(draft: Draft): string | null
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

/** Splits mentions of one number where what they say contradicts; an undated one joins the nearest before it. */
function splitByFacts(drafts: Draft[], reading: Reading): Draft[][] {
  const groups: { drafts: Draft[]; date: string | null; level: string | null }[] = []
  if (drafts.length === 1) return [drafts]
  for (const draft of drafts) {
    const issuer = reading.issuer(draft)
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

export function resolve(drafts: Draft[], reading: Reading, antecedents: Map<Draft, Draft>): Resolution {
  const clusters: Cluster[] = []
  const clusterOf = new Map<Draft, Cluster>()
  const warnings: Resolution['warnings'] = []
  const put = (cluster: Cluster, draft: Draft): void => {
    cluster.drafts.push(draft)
    clusterOf.set(draft, cluster)
  }
  const keys = new Map<string, number>()
  const make = (key: string, programme = false): Cluster => {
    const count = (keys.get(key) ?? 0) + 1
    keys.set(key, count)
    const unique = count === 1 ? key : `${key}~${count}`
    const cluster: Cluster = { key: unique, drafts: [], programme, number: null }
    clusters.push(cluster)
    return cluster
  }

  // --- numbers
  const byNumber = new Map<string, Draft[]>()
  for (const draft of drafts) {
    if (!draft.designation) continue
    const key = numberKey(draft)
    const group = byNumber.get(key)
    if (group) group.push(draft)
    else byNumber.set(key, [draft])
  }
  // A Party number whose authority the words contradict joins the one they mean.
  for (const [key, group] of Array.from(byNumber)) {
    const first = group[0]!.designation!
    if (first.system !== 'party' || (first.issuer !== 'TU' && first.issuer !== 'TW')) continue
    const wrong = first.issuer === 'TU' ? CENTRAL_PARTY : LOCAL_PARTY
    const right = first.issuer === 'TU' ? LOCAL_PARTY : CENTRAL_PARTY
    const contradicting = group.filter(
      (draft) => wrong.test(reading.issuer(draft) ?? '') && !right.test(reading.issuer(draft) ?? ''),
    )
    if (contradicting.length === 0 || group.some((draft) => right.test(reading.issuer(draft) ?? ''))) continue
    const other = first.issuer === 'TU' ? 'TW' : 'TU'
    const suggestion = first.number.replace(/\/T[UW]$/, `/${other}`)
    const otherKey = key.replace(/t[uw]$/, other.toLowerCase())
    const target = byNumber.get(otherKey) ?? []
    for (const draft of group) warnings.push({ draft, code: 'wrong-authority', suggestion })
    byNumber.delete(key)
    byNumber.set(
      otherKey,
      [...target, ...group].sort((a, b) => a.start - b.start),
    )
  }
  const mended = new Map(warnings.map((warning) => [warning.draft, warning.suggestion]))
  for (const [, group] of byNumber) {
    for (const part of splitByFacts(group, reading)) {
      const suggestion = mended.get(part[0]!)
      const written = part.find((draft) => !mended.has(draft))?.designation!.number
      const number = written ?? suggestion ?? part[0]!.designation!.number
      const cluster = make(slug(number))
      cluster.number = number
      for (const draft of part) put(cluster, draft)
    }
  }

  // --- laws by name, the Constitution, congresses, charters
  // A cluster's dates are each other's beginnings: the longest says what fits.
  const dates = new Map<Cluster, string | null>()
  const dateOf = (cluster: Cluster): string | null => {
    let date = dates.get(cluster)
    if (date === undefined) {
      date = null
      for (const draft of cluster.drafts) date = longer(date, draft.date)
      dates.set(cluster, date)
    }
    return date
  }
  const byName = new Map<string, { list: Cluster[]; all: Set<Cluster> }>()
  for (const [place, draft] of drafts.entries()) {
    const named = draft.named
    if (!named || named.class === 'programme' || named.class === 'nickname') continue
    const name =
      phraseKey(
        reading
          .text({ start: draft.start, end: named.nameEnd })
          .replace(/,? \(?nhiệm kỳ.*$/u, '')
          .replace(/ nước Cộng.*$/u, ''),
      ) || draft.type
    const same = byName.get(name) ?? { list: [], all: new Set<Cluster>() }
    byName.set(name, same)
    const behind = drafts[place + 1]
    // "Luật Dữ liệu ngày 30/11/2024 (Luật số 60/2024/QH15)": one law.
    const inBrackets =
      behind?.type === draft.type && behind.designation && !draft.designation && reading.between(draft, behind) === ' ('
    const known = clusterOf.get(draft) ?? (inBrackets ? clusterOf.get(behind) : undefined)
    // A law that carries its number is known by its name as well.
    const cluster =
      known ??
      latest(same.list, (other) => compatibleDates(dateOf(other), draft.date)) ??
      make(slug(name) + (draft.date ? `-${draft.date.slice(0, 4)}` : ''))
    if (!same.all.has(cluster)) same.list.push(cluster)
    same.all.add(cluster)
    if (clusterOf.has(draft)) continue
    put(cluster, draft)
    dates.set(cluster, longer(dateOf(cluster), draft.date))
  }

  // --- programmes, the fullest names first so that short ones find them
  const programmes = drafts.filter((draft) => draft.named?.class === 'programme')
  const shapes = new Map(programmes.map((draft) => [draft, shapeOf(reading.text(draft))]))
  const families = new Families()
  for (const draft of [...programmes].sort(
    (a, b) =>
      Number(shapes.get(b)!.end !== null) - Number(shapes.get(a)!.end !== null) ||
      shapes.get(b)!.words.length - shapes.get(a)!.words.length ||
      a.start - b.start,
  )) {
    const shape = shapes.get(draft)!
    const cluster =
      families.find(shape, draft.start) ??
      make(slug(shape.words.join(' ')).slice(0, 80) + (shape.end ? `-${shape.end}` : ''), true)
    families.put(cluster, shape, draft.start)
    put(cluster, draft)
  }

  // --- nicknames: "Nghị quyết 57", "Đề án 06"
  const approvals = new Map<string, Cluster>()
  for (const draft of programmes) {
    const outer = draft.parent?.designation
    if (outer) approvals.set(ordinalKey(outer.ordinal), clusterOf.get(draft)!)
  }
  // The instruments that bear this number, the first of them: what a document is about it names first.
  const numbered = new Map<string, Cluster>()
  for (const cluster of clusters)
    for (const { designation, type } of cluster.drafts)
      if (designation) {
        const nick = `${type} ${ordinalKey(designation.ordinal)}`
        if (!numbered.has(nick)) numbered.set(nick, cluster)
      }
  const nicknames = drafts.filter((draft) => draft.named?.class === 'nickname')
  const nickOf = (draft: Draft): string => `${draft.type} ${ordinalKey(draft.named!.ordinal!)}`
  const approvedBy = new Map<string, Draft>()
  for (const draft of programmes) if (draft.parent) approvedBy.set(`${draft.type}\n${draft.parent.start}`, draft)
  // "(sau đây gọi tắt là Đề án 06)": what is declared anywhere holds everywhere.
  const declared = new Map<string, Cluster>()
  for (const draft of nicknames) {
    const meant = draft.kind === 'alias' ? antecedents.get(draft) : undefined
    const nick = nickOf(draft)
    if (!meant || declared.has(nick)) continue
    const own = meant.designation && ordinalKey(meant.designation.ordinal) === ordinalKey(draft.named!.ordinal!)
    // "Kế hoạch số 9008-KH/ĐU … triển khai Nghị quyết … (gọi là Kế hoạch 9008)": the one that bears the number.
    const bearer = own ? undefined : numbered.get(nick)
    // "Quyết định … phê duyệt Đề án … (gọi tắt là Đề án 06)": the programme, not the decision.
    const approved = meant.designation && approvedBy.get(`${draft.type}\n${meant.start}`)
    const cluster = bearer ?? clusterOf.get(approved ?? meant)
    if (cluster) declared.set(nick, cluster)
  }
  for (const draft of nicknames) {
    const ordinal = ordinalKey(draft.named!.ordinal!)
    const nick = nickOf(draft)
    const before = antecedents.get(draft)
    const approved =
      draft.type === 'Đề án' || draft.type === 'Chương trình' || draft.type === 'Chiến lược'
        ? approvals.get(ordinal)
        : undefined
    const cluster =
      declared.get(nick) ??
      numbered.get(nick) ??
      approved ??
      (before && clusterOf.get(before)) ??
      make(slug(nick), draft.type === 'Đề án' || draft.type === 'Chương trình')
    declared.set(nick, cluster)
    put(cluster, draft)
  }

  // --- bare words
  for (const draft of drafts) {
    if (clusterOf.has(draft)) continue
    const before = antecedents.get(draft)
    const cluster = before ? clusterOf.get(before) : undefined
    put(cluster ?? make(slug(draft.type)), draft)
  }
  return { clusters, clusterOf, warnings }
}

/** A programme's name for comparing. */
interface Shape {
  key: string
  words: string[]
  set: Set<string>
  end: string | null
}

function shapeOf(text: string): Shape {
  const words = programmeName(text)
  const end = programmeEnd(text)
  return { key: `${words.join(' ')}\n${end}`, words, set: new Set(words), end }
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
  let shared = 0
  for (const word of short.words) if (long.set.has(word)) shared++
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
