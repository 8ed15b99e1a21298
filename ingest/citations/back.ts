/**
 * 4 · citations: back references and self-references
 * ==================================================
 *
 *   … Chỉ thị số 25-CT/TU …  thực hiện Chỉ thị;  Quyết định nêu trên;  đề án của Thủ tướng Chính phủ
 *   Kế hoạch này · Quyết định này                      (the document itself: no citation)
 *
 * A bare type word takes up an instrument of that type read before it: the one its own line is about, else the one the
 * document is about, else the nearest. What is only replaced, amended or named in another's title is taken up last. Where
 * none was read, or the word may be a verb or a plan still to be drafted, it is nothing.
 */
import { LineStarts } from '../lines.ts'
import type { Span } from '../record.ts'
import { phraseKey } from '../words.ts'
import { issuerAt } from './issuer.ts'
import type { Draft } from './index.ts'
import type { WordHit } from './scan.ts'

export const BACK_WORDS = [
  'Nghị quyết',
  'Nghị định',
  'Quyết định',
  'Chỉ thị',
  'Kết luận',
  'Thông tư',
  'Công văn',
  'Hướng dẫn',
  'Quy định',
  'Quy chế',
  'Kế hoạch',
  'Chương trình',
  'Đề án',
  'Chiến lược',
  'Luật',
  'Bộ luật',
  'Pháp lệnh',
  'Thông báo',
  'Tờ trình',
  'Báo cáo',
  'Công điện',
  'đề án',
  'kế hoạch',
  'chương trình',
]
const POINTS_BACK =
  /^ (?:nêu trên|nói trên|đã nêu|kể trên|trên(?! (?:cơ sở|địa bàn|toàn|các|địa|phạm vi|phương|trang|cả))|đó)(?![\p{L}])/u
const THIS = /^ này(?![\p{L}])/u
/** What may follow a type word that stands for an instrument: not a verb's object, not the rest of a name. */
const FOLLOWS =
  /^(?:[.;,:)”"\n]|$| (?:và|hoặc|đã|đang|được|có|cần|phải|cũng|sẽ|là|để|vào|đến|tới|tại|trên địa bàn|theo|với|cho|do|từ|ở|bằng|bảo đảm|đảm bảo|nghiêm túc|hiệu quả|đạt|phù hợp|nhằm|trong|giao|đề ra|này|đúng|kịp thời|hằng năm|hàng năm|năm \d{4}|mở|quy định)(?![\p{L}]))/u
/** Before it: a number, a body, or "ban hành" with a plan of somebody else to come. */
const NEVER_BEFORE =
  /(?:(?:Ban|Sở|Phòng|Vụ|Cục|Ủy ban|Ban Chỉ đạo|Ban Quản lý|Hội đồng thẩm định|Văn phòng|Trường|Báo|Tên gọi:|xây dựng|Xây dựng|ban hành|tham mưu|Tham mưu|dự thảo|lập|trình|soạn|ra|các|những|mỗi|từng|một|Căn cứ|Hội|Đoàn|học|nhiều|Khoa|Viện|Công ty) )$/u
const VERB_LIKE = new Set([
  'Quyết định',
  'Kết luận',
  'Thông báo',
  'Hướng dẫn',
  'Quy định',
  'Báo cáo',
  'Kế hoạch',
  'Luật',
  'Chỉ thị',
])
/** The type that a word stands for. */
const TYPE_OF = new Map(
  BACK_WORDS.map((word) => [word, word.startsWith('đề') ? 'Đề án' : word.charAt(0).toUpperCase() + word.slice(1)]),
)

/** A type word, or a word declared for one, that stands for a mention before it. */
export interface BareWord extends Span {
  type: string
  antecedent: Draft
}

export interface BackReferences {
  anaphors: BareWord[]
  selfReferences: Span[]
}

const bodyKey = (words: string): string =>
  phraseKey(words.replaceAll('UBND', 'Ủy ban nhân dân').replaceAll('HĐND', 'Hội đồng nhân dân'))

const sameBody = (words: string, body: string): boolean => `${bodyKey(body)} `.includes(`${bodyKey(words)} `)

/**
 * The latest mention of a type whose issuer is the one named: "Kế hoạch của UBND tỉnh". One name may be the other's
 * beginning ("UBND tỉnh", "UBND tỉnh Lai Châu"): mentions are filed under every beginning of their issuer's name.
 */
class ByIssuer {
  private readonly text: string
  private readonly drafts: Draft[]
  /** How many of the mentions are filed. */
  private filed = 0
  /** Under the whole name, and under each shorter beginning of it: place of the latest mention. */
  private readonly whole = new Map<string, number>()
  private readonly longer = new Map<string, number>()

  constructor(text: string, drafts: Draft[]) {
    this.text = text
    this.drafts = drafts
  }

  /** Among the first `before` mentions; asked in order of their number. */
  find(before: number, type: string, issuer: string): Draft | null {
    for (; this.filed < before; this.filed++) this.file(this.filed)
    const wanted = `${type}\n${bodyKey(issuer)}`
    let best = Math.max(this.whole.get(wanted) ?? -1, this.longer.get(wanted) ?? -1)
    for (const name of beginnings(wanted)) best = Math.max(best, this.whole.get(name) ?? -1)
    return this.drafts[best] ?? null
  }

  private file(place: number): void {
    const draft = this.drafts[place]!
    const outer = issuerWords(draft)
    if (!outer) return
    const known = `${draft.type}\n${bodyKey(this.text.slice(outer.start, outer.end))}`
    this.whole.set(known, place)
    for (const name of beginnings(known)) this.longer.set(name, place)
  }
}

/** "a b c" → "a", "a b". */
function beginnings(name: string): string[] {
  const found: string[] = []
  const from = name.indexOf('\n')
  for (let at = name.indexOf(' ', from); at >= 0; at = name.indexOf(' ', at + 1)) found.push(name.slice(0, at))
  return found
}

/** What the document is about: in its title and legal bases, the first mention of a type and of an issuer counts. */
class Themes {
  private readonly text: string
  private readonly byType = new Map<string, Draft[]>()
  private static readonly MOST = 50

  constructor(text: string, drafts: Draft[], preambleEnd: number) {
    this.text = text
    for (const draft of drafts) {
      if (draft.start >= preambleEnd) break
      if (isInOneOfItsType(draft)) continue
      const same = this.byType.get(draft.type) ?? []
      this.byType.set(draft.type, same)
      if (same.length < Themes.MOST) same.push(draft)
    }
  }

  /** The instrument of this type, and issued by `issuer` if one is given. */
  find(type: string, issuer: string | null): Draft | null {
    const drafts = this.byType.get(type) ?? []
    if (issuer === null) return drafts[0] ?? null
    return (
      drafts.find((draft) => {
        const words = issuerWords(draft)
        return words !== null && sameBody(issuer, this.text.slice(words.start, words.end))
      }) ?? null
    )
  }
}

/** A programme is issued by the one whose decision approves it. */
const issuerWords = (draft: Draft): Span | null =>
  draft.parent?.issuer && draft.named ? draft.parent.issuer : draft.issuer

function isInOneOfItsType(draft: Draft): boolean {
  for (let outer = draft.parent; outer; outer = outer.parent) if (outer.type === draft.type) return true
  return false
}

const ENDED_BEFORE = /(?:thay thế|bãi bỏ|sửa đổi|bổ sung)(?: cho| một số điều của| các)? $/u
const ENDED_AFTER = /^[^.;\n]{0,160}?hết hiệu lực/u

/** Named only as what another one of its type replaces, amends or holds in its title. */
function isBackground(text: string, draft: Draft): boolean {
  return (
    isInOneOfItsType(draft) ||
    ENDED_BEFORE.test(text.slice(Math.max(0, draft.start - 40), draft.start)) ||
    ENDED_AFTER.test(text.slice(draft.end, draft.end + 180))
  )
}

/** Positions covered by drafts, merged, ascending. */
function coverage(drafts: Draft[]): Span[] {
  const spans: Span[] = []
  for (const draft of drafts) {
    const last = spans[spans.length - 1]
    if (last && draft.start <= last.end) last.end = Math.max(last.end, draft.end)
    else spans.push({ start: draft.start, end: draft.end })
  }
  return spans
}

/**
 * Bare words that take up an instrument or the document itself. `own` is the document's own type; its text begins at
 * `from` (after the trích yếu), its preamble ends at `preambleEnd`, `recipients` are left out.
 */
export function findBackReferences(
  text: string,
  words: WordHit[],
  drafts: Draft[],
  own: string | null,
  ownIssuer: string | null,
  from: number,
  preambleEnd: number,
  recipients: Span,
): BackReferences {
  const covered = coverage(drafts)
  const byIssuer = new ByIssuer(text, drafts)
  const anaphors: BackReferences['anaphors'] = []
  const selfReferences: Span[] = []
  const themes = new Themes(text, drafts, preambleEnd)
  const latest = new Map<string, Draft>()
  const lines = new LineStarts(text)
  /** The first of its type in the line that last names one. */
  const lineTheme = new Map<string, Draft>()
  let cover = 0
  let next = 0
  for (const { start, end, word } of words) {
    if (start < from || (start >= recipients.start && start < recipients.end)) continue
    while (next < drafts.length && drafts[next]!.start < start) {
      const draft = drafts[next++]!
      const before = latest.get(draft.type)
      const newLine = !before || lines.at(draft.start) > before.end
      if (newLine) lineTheme.set(draft.type, draft)
      if (newLine || !isBackground(text, draft)) latest.set(draft.type, draft)
    }
    while (cover < covered.length && covered[cover]!.end <= start) cover++
    if (cover < covered.length && covered[cover]!.start <= start) continue
    const type = TYPE_OF.get(word)!
    const lower = type !== word
    const after = text.slice(end, end + 24)
    const here = after.startsWith(' này') ? THIS.exec(after) : null
    if (here) {
      if (type === own) {
        const tail = /^ của \p{Lu}/u.test(text.slice(end + here[0].length, end + here[0].length + 8))
          ? issuerAt(text, end + here[0].length + 5)
          : null
        selfReferences.push({ start, end: tail ? tail.end : end + here[0].length })
        continue
      }
      const antecedent = latest.get(type)
      if (antecedent && !lower && !(own === null && type === 'Công văn'))
        anaphors.push({ start, end: end + here[0].length, type, antecedent })
      continue
    }
    const antecedent = latest.get(type)
    const back = antecedent && !lower ? POINTS_BACK.exec(after) : null
    if (back && antecedent) {
      anaphors.push({ start, end: end + back[0].length, type, antecedent })
      continue
    }
    const issuer =
      after.slice(0, 6).includes(' của ') && / của \p{Lu}/u.test(after.slice(0, 7)) ? issuerAt(text, end + 5) : null
    const body = issuer ? text.slice(issuer.start, issuer.end) : ''
    const issued = issuer ? (themes.find(type, body) ?? byIssuer.find(next, type, body)) : null
    if (issuer && type === own && ownIssuer && sameBody(body, ownIssuer)) {
      selfReferences.push({ start, end: issuer.end })
      continue
    }
    if (issuer && issued && !NEVER_BEFORE.test(text.slice(Math.max(0, start - 22), start))) {
      anaphors.push({ start, end: issuer.end, type, antecedent: issued })
      continue
    }
    if (issuer && type !== own) continue
    if (type === own) {
      if (
        FOLLOWS.test(after) &&
        !lower &&
        !/(?:các|những|mỗi|từng|xây dựng) $/u.test(text.slice(Math.max(0, start - 10), start))
      )
        selfReferences.push({ start, end })
      continue
    }
    if (!antecedent || lower) continue
    const before = text.slice(Math.max(0, start - 22), start)
    if (!FOLLOWS.test(after) || NEVER_BEFORE.test(before)) continue
    const atStart = /(?:^|[\n.:;!?] ?|- ?)$/u.test(before)
    if (atStart && VERB_LIKE.has(type) && !/^ (?:đã|đang|được|có|cần|phải|cũng|sẽ|là|nêu)/u.test(after)) continue
    const near = lines.at(start) <= antecedent.end
    anaphors.push({
      start,
      end,
      type,
      antecedent: near ? antecedent : (themes.find(type, null) ?? lineTheme.get(type)!),
    })
  }
  return { anaphors, selfReferences }
}

const ALIAS =
  /\((?:sau đây |dưới đây )?(?:được )?(?:gọi|viết) (?:tắt |chung )?(?:là |thành )?(?:“|"|\*)?((?:Nghị quyết|Nghị định|Quyết định|Chỉ thị|Kết luận|Thông tư|Kế hoạch|Chương trình|Đề án|Chiến lược|Luật|Bộ luật|Pháp lệnh|Quy chế|Quy định|Hướng dẫn))(?:”|"|\*)?\)/uy

/** "(sau đây gọi tắt là Chương trình)": a bare word declared for the mention before it. */
export function findBareAliases(text: string, drafts: Draft[]): BareWord[] {
  const found: BareWord[] = []
  let ended: Draft[] | null = null
  let next = 0
  for (let at = text.indexOf('('); at >= 0; at = text.indexOf('(', at + 1)) {
    ALIAS.lastIndex = at
    const match = ALIAS.exec(text)
    if (!match) continue
    ended ??= drafts.filter((draft) => !draft.parent).sort((a, b) => a.end - b.end)
    const start = match.index + match[0].indexOf(match[1]!)
    while (next < ended.length && ended[next]!.end <= match.index + 1) next++
    const antecedent = ended[next - 1]
    if (antecedent && match.index - antecedent.end < 40)
      found.push({ start, end: start + match[1]!.length, type: match[1]!, antecedent })
  }
  return found
}
