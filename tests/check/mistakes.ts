/**
 * The mistake maker
 * =================
 *
 *   right draft ─ kind of mistake ─ places where it can be made ─ one of them, by seed ─ wrong draft, rule, place
 *
 * It imports nothing of the program: how drafts are read here, and what is wrong with what, is written down a second
 * time from `domain.md`. Facts of instruments are rows of the catalogue, handed in as data.
 */

/** Columns of `graph/catalogue.jsonl` that are used here. */
export interface Fact {
  number: string
  type: string
  issuer: string
  date?: string
  title?: string
  periodTo?: string
  relations?: { type: string; number: string; date?: string }[]
}

export interface Mistake {
  kind: string
  /** Rule that must find it. */
  rule: string
  /** The draft with the mistake. */
  text: string
  /** Where it is, in that text. */
  start: number
  end: number
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Random = () => number
const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T

// ---- how a right draft is read ------------------------------------------------------------------------------------

interface Stretch {
  start: number
  end: number
  words: string
}

/** "Quyết định số 1648/QĐ-TTg[, ngày …][ của …][ về …]" */
interface Cited extends Stretch {
  type: string
  number: Stretch
  date: (Stretch & { day: number; month: number; year: number }) | null
  issuer: Stretch | null
  title: Stretch | null
  party: boolean
  year: number | null
}

interface Draft {
  text: string
  facts: readonly Fact[]
  random: Random
  cited: Cited[]
  /** Day of the draft, as YYYY-MM-DD. */
  day: string
  /** A legal normative document, a Party document. */
  qppl: boolean
  party: boolean
  /** The reasons stand between these: after the title, before the first section. */
  preamble: { start: number; end: number }
}

const TYPES = 'Nghị quyết|Quyết định|Chỉ thị|Kết luận|Chương trình|Kế hoạch|Nghị định|Thông tư|Công văn|Tờ trình'
const NUMBER = String.raw`\d{1,4}(?:\/\d{4})?[\/-][\p{Lu}][\p{L}\d]*(?:[-\/][\p{Lu}][\p{L}\d]*)*`
const DAY = String.raw`ngày (\d{1,2})(?:\/| tháng )(\d{1,2})(?:\/| năm )(\d{4})`
const PLACE = String.raw`(?: (?!về|phê|ban|quy|trong|và|theo)\p{L}+){0,4}`
const BODY = String.raw`Thủ tướng Chính phủ|Chính phủ|Ban Bí thư|Bộ Chính trị|Ban Thường vụ (?:Tỉnh|Thành|Huyện) (?:ủy|uỷ)${PLACE}|(?:Ủy ban nhân dân|UBND|Hội đồng nhân dân|HĐND) (?:tỉnh|thành phố|huyện|xã|phường)${PLACE}|Hội Người cao tuổi (?:tỉnh|thành phố|Việt Nam)|Sở [\p{L} -]+?|Bộ [\p{L} -]+?`
const CITED = new RegExp(
  String.raw`(?<type>${TYPES}) số (?<number>${NUMBER})(?:,? (?<date>${DAY}))?(?: của (?<issuer>${BODY})(?= về| phê| ban hành| quy định| kiện toàn| sửa| hướng|[;,.:)\n]|$))?(?:,? (?<title>(?:về|phê duyệt|ban hành|quy định|kiện toàn) [^;.\n()“”]+))?`,
  'gu',
)

function stretch(words: string, start: number): Stretch {
  return { words, start, end: start + words.length }
}

function readCited(text: string): Cited[] {
  return [...text.matchAll(CITED)].map((match) => {
    const { index } = match
    const [whole] = match
    const { type = '', number = '', date, issuer, title } = match.groups ?? {}
    const numberAt = index + type.length + ' số '.length
    const find = (words: string, from: number): Stretch => stretch(words, text.indexOf(words, from))
    const day = date === undefined ? null : find(date, numberAt + number.length)
    const said = date === undefined ? null : new RegExp(DAY, 'u').exec(date)
    const [, dd = '', mm = '', yyyy = ''] = said ?? []
    const body = issuer === undefined ? null : find(issuer, day?.end ?? numberAt + number.length)
    // A comma may end the citation: what follows is the sentence.
    const own = title === undefined ? null : title.replace(/, (?:\p{Lu}|xã|tỉnh|huyện|Kết luận|Sở).*$/u, '')
    return {
      ...stretch(whole, index),
      type,
      number: stretch(number, numberAt),
      date: day && { ...day, day: Number(dd), month: Number(mm), year: Number(yyyy) },
      issuer: body,
      title: own === null ? null : find(own, body?.end ?? day?.end ?? numberAt + number.length),
      party: /^\d+-/.test(number),
      year: /^\d+\/(\d{4})\//.test(number) ? Number(number.split('/')[1]) : null,
    }
  })
}

function readDraft(text: string, facts: readonly Fact[], random: Random): Draft | null {
  const own = /^.*\bSố:? ?\*{0,2}(\d+[^\s|*]*)/mu.exec(text)?.[1] ?? ''
  const said = new RegExp(String.raw`\p{Lu}[\p{L} ]+, ${DAY}`, 'u').exec(text)
  if (!said) return null
  const [, dd = '', mm = '', yyyy = ''] = said
  const body = /^(?:[#*]+ ?)?(?:I[.-]|1\.|Điều 1\.)/mu.exec(text)
  return {
    text,
    facts,
    random,
    cited: readCited(text).filter(({ start }) => start > said.index),
    day: iso(Number(yyyy), Number(mm), Number(dd)),
    qppl: /^\d+\/\d{4}\/(?:QĐ|NQ)-/.test(own),
    party: /^\d+ ?- ?(?:KH|CTr|NQ|CT)\//.test(own),
    preamble: { start: afterTitle(text), end: body?.index ?? text.length },
  }
}

/** The title is the paragraph below the type of document; what it says is no citation in the reasons. */
function afterTitle(text: string): number {
  const type = /^[*# ]*(?:KẾ HOẠCH|QUYẾT ĐỊNH|TỜ TRÌNH|NGHỊ QUYẾT)[*]*\s*\n+/mu.exec(text)
  const title = type ? type.index + type[0].length : Math.max(0, text.search(/^(?:Kính gửi|V\/v)/mu))
  const blank = text.indexOf('\n\n', title)
  return blank < 0 ? text.length : blank
}

const iso = (year: number, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/** Days as the State writes them: two digits below ten, and of months only in the first two. */
const inWords = (date: string): string => {
  const [year = '', month = '', day = ''] = date.split('-')
  return `ngày ${day} tháng ${Number(month) > 2 ? Number(month) : month} năm ${year}`
}

// ---- edits ----------------------------------------------------------------------------------------------------------

type Made = Omit<Mistake, 'kind' | 'rule'>

/** The words from `start` to `end` become others, and those are the place unless another one is told. */
function edit(text: string, { start, end }: { start: number; end: number }, words: string, place?: Made): Made {
  const made = text.slice(0, start) + words + text.slice(end)
  return { text: made, start: place?.start ?? start, end: place?.end ?? start + words.length }
}

const swap = (draft: Draft, at: Stretch, words: string): Made[] => (words === at.words ? [] : [edit(draft.text, at, words)]) // prettier-ignore

/** A legal basis more, at the head of the reasons: a line of its own where they are lines. The place is all of it. */
function moreBasis({ text }: Draft, citation: string): Made[] {
  const block = [...text.matchAll(/^Căn cứ .*;$/gmu)].at(-1)
  if (block) {
    const at = block.index + block[0].length
    const made = edit(text, { start: at, end: at }, `\nCăn cứ ${citation};`)
    return [{ ...made, start: made.start + '\nCăn cứ '.length, end: made.end - 1 }]
  }
  const prose = /^Thực hiện (?=\p{Lu})/mu.exec(text)
  if (!prose) return []
  const at = prose.index + prose[0].length
  const made = edit(text, { start: at, end: at }, `${citation}; `)
  return [{ ...made, end: made.end - 2 }]
}

// ---- kinds of mistakes ------------------------------------------------------------------------------------------------

interface Kind {
  kind: string
  rule: string
  /** All places where it can be made; what is random within one place is drawn from the draft. */
  make: (draft: Draft) => Made[]
}

const over = (make: (draft: Draft, cited: Cited) => Made[]) => (draft: Draft): Made[] => draft.cited.flatMap((each) => make(draft, each)) // prettier-ignore

const isState = ({ party, number }: Cited): boolean => !party && /\/[\p{Lu}][\p{L}]*-/u.test(number.words)

/** Where a citation begins a clause of the reasons; inside one it may be the title of another. */
const CLAUSE = /(?:[;\n]\s*|, )(?:Căn cứ |Thực hiện )?$/u

/** First mention, as a legal basis. Proposals and letters are named by number and day alone in practice. */
const isFirstBasis = ({ text, preamble }: Draft, { type, number, start }: Cited): boolean =>
  !['Tờ trình', 'Công văn'].includes(type) &&
  start > preamble.start &&
  start < preamble.end &&
  CLAUSE.test(text.slice(0, start)) &&
  text.indexOf(number.words) === number.start

const factOf = ({ facts }: Draft, { number, date }: Cited): Fact | undefined => {
  const rows = facts.filter((row) => row.number === number.words)
  return rows.length > 1 && date ? rows.find((row) => row.date === iso(date.year, date.month, date.day)) : rows.at(-1)
}

/** The draft cites it already, by number and day. */
const says = ({ cited }: Draft, { number, date }: Fact): boolean =>
  cited.some((each) => each.number.words === number && each.date && iso(each.date.year, each.date.month, each.date.day) === date) // prettier-ignore

/** The same form of day, another day. */
function dayAs(words: string, day: number, month: number, year: number): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  if (words.includes('tháng')) return `ngày ${two(day)} tháng ${month > 2 ? month : two(month)} năm ${year}`
  return `ngày ${two(day)}/${month > 2 ? month : two(month)}/${year}`
}

const without = (draft: Draft, cited: Cited, part: Stretch | null, lead: string): Made[] => {
  if (!part || !isFirstBasis(draft, cited)) return []
  const from = draft.text.slice(0, part.start).endsWith(lead) ? part.start - lead.length : part.start
  return [edit(draft.text, { start: from, end: part.end }, '', { text: '', start: cited.start, end: cited.number.end })]
}

const OTHER_WORDS = ['Kế hoạch', 'Chỉ thị', 'Nghị quyết', 'Quyết định', 'Tờ trình']
const HYPHENS = ['\u2010', '\u2011', '\u2013', '\u2212']
const ETH = ['\u00d0', '\u0189']

/** Bodies and when they began or ended (`domain.md` §1.5, §5), in citations that cannot be. */
const IMPOSSIBLE_ISSUERS = [
  { citation: 'Thông tư số 05/2021/TT-BNNMT ngày 10 tháng 3 năm 2021 của Bộ Nông nghiệp và Môi trường hướng dẫn thống kê hộ có người cao tuổi', since: '2021-03-11' }, // prettier-ignore
  { citation: 'Quyết định số 912/QĐ-BDTTG ngày 12 tháng 6 năm 2023 của Bộ Dân tộc và Tôn giáo về hỗ trợ người cao tuổi vùng cao', since: '2023-06-13' }, // prettier-ignore
  { citation: 'Quyết định số 377/QĐ-BLĐTBXH ngày 12 tháng 8 năm 2025 của Bộ Lao động - Thương binh và Xã hội về trợ giúp người cao tuổi', since: '2025-08-13' }, // prettier-ignore
  { citation: 'Kế hoạch số 9291/KH-UBND ngày 14 tháng 11 năm 2025 của Ủy ban nhân dân huyện Tiền Hải về chăm sóc người cao tuổi', since: '2025-11-15' }, // prettier-ignore
] as const

/** Bodies that ended in 2025, at one day or another; the district level on one day. */
const GONE = ['Sở Lao động - Thương binh và Xã hội', 'Sở Thông tin và Truyền thông', 'Sở Kế hoạch và Đầu tư', 'Ban Dân vận Tỉnh ủy', 'Ban cán sự đảng UBND tỉnh'] // prettier-ignore
/** NĐ 34/2016/NĐ-CP, Điều 61: what followed it is not read yet (`domain.md` §7). */
const LAW_OF_2015 = { since: '2016-07-01', until: '2025-04-01' }
const LOWER = [
  'Công văn số 9292/BYT-DS ngày 06 tháng 01 năm 2022 của Bộ Y tế về việc thống kê người cao tuổi',
  'Kế hoạch số 9293/KH-UBND ngày 15 tháng 12 năm 2021 của Ủy ban nhân dân tỉnh Hưng Yên về công tác người cao tuổi',
]
const GONE_FROM = '2026-01-01'
const DISTRICT = { body: 'UBND các huyện', from: '2025-07-01' }

const KINDS: Kind[] = [
  {
    kind: 'Party marks swapped',
    rule: 'N3',
    make: over((draft, { party, number }) =>
      party ? swap(draft, number, number.words.replace(/^(\d+)-(\p{L}+)\/(.+)$/u, '$1/$2-$3')) : [],
    ),
  },
  {
    kind: 'hyphen missing',
    rule: 'N1',
    make: over((draft, cited) => (isState(cited) ? swap(draft, cited.number, cited.number.words.replace('-', '')) : [])), // prettier-ignore
  },
  {
    kind: 'spaces in a number',
    rule: 'N1',
    make: over((draft, cited) => {
      const mark = pick(draft.random, ['/', '-'])
      return isState(cited) ? swap(draft, cited.number, cited.number.words.replace(mark, ` ${mark} `)) : []
    }),
  },
  {
    kind: 'no zero below ten',
    rule: 'N2',
    make: over((draft, { number }) => (/^0\d\//.test(number.words) ? swap(draft, number, number.words.slice(1)) : [])), // prettier-ignore
  },
  {
    kind: 'suffix against the Party body named',
    rule: 'N4',
    make: over((draft, { number, issuer, party }) => {
      if (!party || !issuer) return []
      return swap(
        draft,
        number,
        number.words.replace(/T([UW])$/, (_, last) => (last === 'W' ? 'TU' : 'TW')),
      )
    }),
  },
  {
    kind: 'State body against the suffix',
    rule: 'N4',
    make: over(({ text }, { number, issuer, end }) => {
      const wrong = issuer && { 'Thủ tướng Chính phủ': 'Chính phủ', 'Chính phủ': 'Thủ tướng Chính phủ' }[issuer.words]
      if (!issuer || !wrong) return []
      const shift = wrong.length - issuer.words.length
      return [edit(text, issuer, wrong, { text: '', start: number.start, end: end + shift })]
    }),
  },
  {
    kind: 'one number, two suffixes',
    rule: 'N5',
    make: over((draft, { number, date, issuer, party, end }) => {
      const bare = !date && !issuer && !draft.text.slice(end).startsWith(' của')
      const again = draft.cited.filter((each) => each.number.words === number.words).length > 1
      return party && again && bare ? swap(draft, number, number.words.replace(/T([UW])$/, (_, last) => (last === 'W' ? 'TU' : 'TW'))) : [] // prettier-ignore
    }),
  },
  {
    kind: 'one number, two days',
    rule: 'N5',
    make: over((draft, cited) => {
      const { type, number, date, issuer } = cited
      if (!date || !issuer || factOf(draft, cited)) return []
      const other = dayAs(date.words, date.day > 14 ? date.day - 3 : date.day + 3, date.month, date.year)
      return [...draft.text.matchAll(/^\d\. .*\.$/gmu)].slice(-2).map((line): Made => {
        const at = line.index + line[0].length
        const words = ` Cách làm theo ${type} số ${number.words} ${other} của ${issuer.words}.`
        const made = edit(draft.text, { start: at, end: at }, words)
        const start = made.text.indexOf(other, at)
        return { ...made, start, end: start + other.length }
      })
    }),
  },
  {
    kind: 'type word against the code',
    rule: 'N6',
    make: over((draft, { type, number, start, party }) => {
      if (party || !['Quyết định', 'Kế hoạch', 'Nghị định'].includes(type)) return []
      const word = pick(draft.random, OTHER_WORDS.filter((each) => each !== type)) // prettier-ignore
      const made = edit(draft.text, { start, end: start + type.length }, word)
      return [{ ...made, end: number.end + word.length - type.length }]
    }),
  },
  {
    kind: 'year in the number against the day',
    rule: 'N7',
    make: over((draft, { number, year, date }) => {
      if (year === null || !date) return []
      const other = dayAs(date.words, date.day, date.month, date.year - 1)
      const made = edit(draft.text, date, other)
      return [{ ...made, start: number.start }]
    }),
  },
  {
    kind: 'letter or hyphen that only looks right',
    rule: 'N9',
    make: over((draft, { number }) => {
      const eth = number.words.includes('Đ') && draft.random() < 0.5
      return swap(draft, number, eth ? number.words.replace('Đ', pick(draft.random, ETH)) : number.words.replace('-', pick(draft.random, HYPHENS))) // prettier-ignore
    }),
  },
  {
    kind: 'day that cannot be',
    rule: 'N10',
    make: over((draft, { date }) => {
      if (!date) return []
      const [day, month] = pick(draft.random, [[31, 2], [30, 2], [31, 6], [31, 9], [32, date.month], [15, 13]]) as [number, number] // prettier-ignore
      return swap(draft, date, dayAs(date.words, day, month, date.year))
    }),
  },
  {
    kind: 'letters without marks in a code',
    rule: 'N11',
    // Codes of units are anybody's guess: "-DN" may be meant.
    make: over((draft, { number }) => swap(draft, number, number.words.replaceAll(/(?:QĐ|NĐ|HĐND)(?!\p{L})/gu, (code) => code.replace('Đ', 'D')))), // prettier-ignore
  },
  {
    kind: 'day against the catalogue',
    rule: 'C7',
    make: over((draft, cited) => {
      const { date } = cited
      if (!date || factOf(draft, cited)?.date === undefined || (cited.party && factsOf(draft, cited) > 1)) return []
      const day = date.day > 14 ? date.day - 1 - Math.floor(draft.random() * 9) : date.day + 1 + Math.floor(draft.random() * 9) // prettier-ignore
      return swap(draft, date, dayAs(date.words, day, date.month, date.year))
    }),
  },
  {
    kind: 'body against the catalogue',
    rule: 'C7',
    make: over((draft, cited) => {
      const { issuer } = cited
      if (!issuer || factOf(draft, cited)?.issuer !== 'Ban Bí thư') return []
      return swap(draft, issuer, 'Bộ Chính trị')
    }),
  },
  {
    kind: 'title against the catalogue',
    rule: 'C6',
    make: over((draft, cited) => {
      const { title } = cited
      if (!title || factOf(draft, cited)?.title === undefined) return []
      const words = title.words.split(' ')
      const years = words.flatMap((word, index) => (/^20\d\d\b/.test(word) ? [index] : []))
      if (years.length > 0 && draft.random() < 0.5) {
        const index = pick(draft.random, years)
        return swap(draft, title, words.with(index, (words[index] as string).replace(/^20\d\d/, '2027')).join(' '))
      }
      if (words.length < 7) return []
      const from = 3 + Math.floor(draft.random() * (words.length - 6))
      return swap(draft, title, words.toSpliced(from, 2).join(' '))
    }),
  },
  {
    kind: 'first citation without day',
    rule: 'C1',
    make: over((draft, cited) => (draft.qppl && cited.year !== null ? [] : without(draft, cited, cited.date, ' '))),
  },
  {
    kind: 'first citation without body',
    rule: 'C1',
    make: over((draft, cited) => without(draft, cited, cited.issuer, ' của ')),
  },
  {
    kind: 'first citation without title',
    rule: 'C1',
    make: over((draft, cited) => without(draft, cited, cited.title, ' ')),
  },
  {
    kind: 'number of a law in an administrative draft',
    rule: 'C3',
    make: (draft) =>
      draft.qppl
        ? []
        : [...draft.text.matchAll(/^Căn cứ (Luật [\p{L} ]+?) ngày/gmu)].map(({ index, 1: law = '' }) => {
            const start = index + 'Căn cứ '.length
            const row = draft.facts.find(({ type, title }) => type === 'Luật' && `Luật ${title}` === law)
            return edit(draft.text, { start, end: start + law.length }, `${law} số ${row?.number ?? '72/2025/QH15'}`)
          }),
  },
  {
    kind: 'no mark at the end of a basis',
    rule: 'C4',
    make: ({ text }) => {
      const lines = [...text.matchAll(/^Căn cứ .*;$/gmu)]
      if (lines.length < 2) return []
      return lines.map((line) => {
        const end = line.index + line[0].length
        return edit(text, { start: end - 1, end }, '', { text: '', start: end - 10, end: end - 1 })
      })
    },
  },
  {
    kind: 'a basis twice',
    rule: 'C9',
    make: (draft) =>
      [...draft.text.matchAll(/^Căn cứ (.*);$/gmu)].flatMap(({ 1: citation = '' }) => moreBasis(draft, citation)),
  },
  {
    kind: 'type word doubled',
    rule: 'C9',
    make: over((draft, { type, title }) => {
      if (type !== 'Kế hoạch' || !title?.words.startsWith('về ')) return []
      const at = { start: title.start + 'về '.length, end: title.start + 'về '.length }
      const made = edit(draft.text, at, 'Kế hoạch ')
      return [{ ...made, end: made.end - 1 }]
    }),
  },
  {
    kind: 'pinpoint from large to small',
    rule: 'C10',
    make: (draft) =>
      [...draft.text.matchAll(/(?<=(?:theo|tại|của|hiện) )(điểm \p{Ll} )?(khoản \d+) (Điều \d+)(?= Nghị)/gu)].flatMap(
        (match) => {
          const [whole, point = '', clause = '', article = ''] = match
          const words = [article, clause, point.trim()].filter(Boolean).join(' ')
          return swap(draft, stretch(whole, match.index), words)
        },
      ),
  },
  {
    kind: 'decree before law',
    rule: 'C12',
    make: ({ text }) =>
      [...text.matchAll(/^Căn cứ Luật .*;\nCăn cứ Nghị định .*;$/gmu)].map(({ 0: lines, index }) => {
        const [law = '', decree = ''] = lines.split('\n')
        return edit(text, { start: index, end: index + lines.length }, `${decree}\n${law}`)
      }),
  },
  {
    kind: 'basis replaced by another',
    rule: 'V1',
    make: (draft) =>
      draft.facts.flatMap(({ date, relations = [] }) =>
        relations
          .filter(({ type }) => type === 'REPLACES' && date !== undefined && date < draft.day)
          .flatMap(({ number, date: day }) => {
            const old = draft.facts.find((row) => row.number === number && row.date === day)
            return old?.date && !says(draft, old) ? moreBasis(draft, `${old.type} số ${number} ${inWords(old.date)} của ${old.issuer} ${old.title}`) : [] // prettier-ignore
          }),
      ),
  },
  {
    kind: 'period over',
    rule: 'V2',
    make: (draft) =>
      draft.facts
        .filter(
          ({ number, periodTo, date }) =>
            periodTo && periodTo < draft.day.slice(0, 4) && date && !draft.text.includes(number),
        ) // prettier-ignore
        .flatMap(({ type, number, date = '', issuer, title }) =>
          moreBasis(draft, `${type} số ${number} ${inWords(date)} của ${issuer} ${title}`),
        ),
  },
  {
    kind: 'lower basis of a legal normative document',
    rule: 'V4',
    make: (draft) =>
      draft.qppl && draft.day >= LAW_OF_2015.since && draft.day < LAW_OF_2015.until
        ? LOWER.flatMap((citation) => moreBasis(draft, citation))
        : [],
  },
  {
    kind: 'cited day after the day of the draft',
    rule: 'V5',
    make: over((draft, cited) => {
      const { date, year } = cited
      if (!date || year !== null || factOf(draft, cited)) return []
      return swap(draft, date, dayAs(date.words, date.day, date.month, Number(draft.day.slice(0, 4)) + 1))
    }),
  },
  {
    kind: 'body that did not exist then',
    rule: 'G1',
    make: (draft) =>
      IMPOSSIBLE_ISSUERS.filter(({ since }) => since < draft.day).flatMap(({ citation }) => moreBasis(draft, citation)),
  },
  {
    kind: 'body of the past as recipient',
    rule: 'G2',
    make: (draft) => {
      const list = /^Nơi nhận:\n/mu.exec(draft.text)
      if (!list) return []
      const gone = [...(draft.day >= GONE_FROM ? GONE : []), ...(draft.day >= DISTRICT.from ? [DISTRICT.body] : [])]
      const at = list.index + list[0].length
      return gone.map((body) => {
        const made = edit(draft.text, { start: at, end: at }, `- ${body};\n`)
        return { ...made, start: at + 2, end: at + 2 + body.length }
      })
    },
  },
  {
    kind: 'body of the past as actor',
    rule: 'G2',
    make: (draft) =>
      draft.day < GONE_FROM
        ? []
        : [...draft.text.matchAll(/^(\d\. )(Sở (?:Tài chính|Y tế|Nội vụ))(?= \p{Ll})/gmu)].map(
            (match) =>
            edit(draft.text, stretch(match[2] as string, match.index + (match[1] as string).length), pick(draft.random, GONE.slice(0, 3))), // prettier-ignore
          ),
  },
]

const factsOf = ({ facts }: Draft, { number }: Cited): number => facts.filter((row) => row.number === number.words).length // prettier-ignore

export const MISTAKE_KINDS: readonly string[] = KINDS.map(({ kind }) => kind)

/** One mistake of each kind that can be made in a draft; which of its places is drawn by the seed. */
export function mistakesIn(text: string, facts: readonly Fact[], seed: number): Mistake[] {
  const draft = readDraft(text, facts, randomOf(seed))
  if (!draft) return []
  return KINDS.flatMap(({ kind, rule, make }): Mistake[] => {
    const made = make(draft)
    return made.length === 0 ? [] : [{ kind, rule, ...pick(draft.random, made) }]
  })
}
