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
import { foldWord, phraseKey } from './words.ts'

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

const ordinalKey = (ordinal: string): string => ordinal.replace(/^0+(?=\d)/, '').toLowerCase()

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
  text(draft: Draft): string
  issuer(draft: Draft): string | null
}

const compatibleDates = (a: string | null, b: string | null): boolean => !a || !b || a.startsWith(b) || b.startsWith(a)

/** Splits mentions of one number where what they say contradicts; an undated one joins the nearest before it. */
function splitByFacts(drafts: Draft[], reading: Reading): Draft[][] {
  const groups: { drafts: Draft[]; date: string | null; level: string | null }[] = []
  for (const draft of drafts) {
    const issuer = reading.issuer(draft)
    const level = issuer && draft.designation?.system !== 'party' ? levelOf(issuer) : null
    const fits = groups.filter(
      (group) => compatibleDates(group.date, draft.date) && (!group.level || !level || group.level === level),
    )
    const group = fits[fits.length - 1]
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
  const make = (key: string, programme = false): Cluster => {
    let unique = key
    for (let n = 2; clusters.some((cluster) => cluster.key === unique); n++) unique = `${key}~${n}`
    const cluster: Cluster = { key: unique, drafts: [], programme, number: null }
    clusters.push(cluster)
    return cluster
  }

  // --- numbers
  const byNumber = new Map<string, Draft[]>()
  for (const draft of drafts)
    if (draft.designation) byNumber.set(numberKey(draft), [...(byNumber.get(numberKey(draft)) ?? []), draft])
  // A Party number whose authority the words contradict joins the one they mean.
  for (const [key, group] of [...byNumber]) {
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
  for (const [, group] of byNumber) {
    for (const part of splitByFacts(group, reading)) {
      const suggestion = warnings.find((warning) => warning.draft === part[0])?.suggestion
      const written = part.find((draft) => !warnings.some((warning) => warning.draft === draft))?.designation!.number
      const number = written ?? suggestion ?? part[0]!.designation!.number
      const cluster = make(slug(number))
      cluster.number = number
      for (const draft of part) put(cluster, draft)
    }
  }

  // --- laws by name, the Constitution, congresses, charters
  const byName = new Map<string, Cluster[]>()
  for (const draft of drafts) {
    const named = draft.named
    if (!named || named.class === 'programme' || named.class === 'nickname') continue
    const name =
      phraseKey(
        reading
          .text({ ...draft, end: named.nameEnd })
          .replace(/,? \(?nhiệm kỳ.*$/u, '')
          .replace(/ nước Cộng.*$/u, ''),
      ) || draft.type
    const same = byName.get(name) ?? []
    const known = clusterOf.get(draft)
    if (known) {
      // A law that carries its number is known by its name as well.
      if (!same.includes(known)) byName.set(name, [...same, known])
      continue
    }
    const fits = same.filter((cluster) => cluster.drafts.every((other) => compatibleDates(other.date, draft.date)))
    const cluster = fits[fits.length - 1] ?? make(slug(name) + (draft.date ? `-${draft.date.slice(0, 4)}` : ''))
    if (!same.includes(cluster)) byName.set(name, [...same, cluster])
    put(cluster, draft)
  }

  // --- programmes, the fullest names first so that short ones find them
  const programmes = drafts.filter((draft) => draft.named?.class === 'programme')
  const shapes = new Map(
    programmes.map((draft) => [
      draft,
      { words: programmeName(reading.text(draft)), end: programmeEnd(reading.text(draft)) },
    ]),
  )
  for (const draft of [...programmes].sort(
    (a, b) =>
      Number(shapes.get(b)!.end !== null) - Number(shapes.get(a)!.end !== null) ||
      shapes.get(b)!.words.length - shapes.get(a)!.words.length ||
      a.start - b.start,
  )) {
    const shape = shapes.get(draft)!
    const fits = clusters.filter(
      (cluster) =>
        cluster.programme &&
        cluster.drafts.some((other) => sameProgramme(shape, shapes.get(other)!)) &&
        cluster.drafts.every((other) => !contradict(shape.end, shapes.get(other)!.end)),
    )
    const exact = fits.filter((cluster) => cluster.drafts.some((other) => shapes.get(other)!.end === shape.end))
    const cluster =
      exact.length === 1
        ? exact[0]!
        : fits.length === 1
          ? fits[0]!
          : fits.length > 1
            ? nearest(fits, draft)
            : make(slug(shape.words.join(' ')).slice(0, 80) + (shape.end ? `-${shape.end}` : ''), true)
    put(cluster, draft)
  }

  // --- nicknames: "Nghị quyết 57", "Đề án 06"
  const approvals = new Map<string, Cluster>()
  for (const draft of programmes) {
    const outer = draft.parent?.designation
    if (outer) approvals.set(ordinalKey(outer.ordinal), clusterOf.get(draft)!)
  }
  const declared = new Map<string, Cluster>()
  for (const draft of drafts) {
    if (draft.named?.class !== 'nickname') continue
    const ordinal = ordinalKey(draft.named.ordinal!)
    const nick = `${draft.type} ${ordinal}`
    const before = antecedents.get(draft)
    const own = clusters.filter((cluster) =>
      cluster.drafts.some(
        (other) => other.designation && ordinalKey(other.designation.ordinal) === ordinal && other.type === draft.type,
      ),
    )
    const approved =
      draft.type === 'Đề án' || draft.type === 'Chương trình' || draft.type === 'Chiến lược'
        ? approvals.get(ordinal)
        : undefined
    const cluster =
      declared.get(nick) ??
      own[own.length - 1] ??
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

const contradict = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b

/** Same type word and one name is the other's beginning, or nearly all its words. */
function sameProgramme(a: { words: string[] }, b: { words: string[] }): boolean {
  const [short, long] = a.words.length <= b.words.length ? [a.words, b.words] : [b.words, a.words]
  if (short.length < 4 && short.length !== long.length) return false
  if (short.every((word, i) => word === long[i])) return true
  if (short[0] !== long[0]) return false
  const known = new Set(long)
  const shared = short.filter((word) => known.has(word)).length
  return shared === short.length ? short.length >= 5 && short.length / long.length >= 0.7 : shared / long.length >= 0.85
}

function nearest(clusters: Cluster[], draft: Draft): Cluster {
  let best = clusters[0]!
  let distance = Infinity
  for (const cluster of clusters)
    for (const other of cluster.drafts) {
      const gap = Math.abs(other.start - draft.start)
      if (gap < distance) [best, distance] = [cluster, gap]
    }
  return best
}

function slug(text: string): string {
  return text
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
    .map(foldWord)
    .filter(Boolean)
    .join('-')
}
