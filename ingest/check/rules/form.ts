/**
 * F · form: the draft's own parts
 * ===============================
 *
 * What is still blank is the state of a draft, never a fault.
 */
import type { Span } from '../../record.ts'
import { phraseKey, slug } from '../../words.ts'
import type { Context, Found, RuleFunction } from '../model.ts'

// ---- F1: still a draft -------------------------------------------------------------------------------------------------

const F1: RuleFunction = ({ record }) => {
  const { number, date, spans } = record.document
  const found: Found[] = []
  if (number === null && spans.number) found.push({ ...spans.number, variant: 'number' })
  if (spans.date && (date === null || date.length < 10)) found.push({ ...spans.date, variant: 'date' })
  return found
}

// ---- F2: the place line ------------------------------------------------------------------------------------------------

const RANKED = /(?<!\p{L})(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh|thành phố) (\p{Lu}[\p{L}’']*(?: \p{Lu}[\p{L}’']*){0,3})/gu // prettier-ignore

/** The draft's own place, spelled with other marks than where the text names it with its rank. */
const F2: RuleFunction = ({ record, text, source }) => {
  const at = record.document.spans.place
  if (!at) return []
  const place = source.text.slice(at.start, at.end).replace(/\s+/g, ' ').trim()
  const [key, folded] = [phraseKey(place), slug(place)]
  const others = new Map<string, number>()
  for (const [, name = ''] of text.matchAll(RANKED)) {
    const words = name.split(' ').slice(0, place.split(' ').length).join(' ')
    if (phraseKey(words) === key) return []
    if (slug(words) === folded) others.set(words, (others.get(words) ?? 0) + 1)
  }
  const [name] = [...others].sort((a, b) => b[1] - a[1])[0] ?? []
  return name === undefined ? [] : [{ ...at, values: { place, name }, fix: { ...at, text: name } }]
}

// ---- F3: sections in order ---------------------------------------------------------------------------------------------

const ROMAN = /^(?:#{1,6} |\*{1,2}|\s)*([IVX]{1,5})\. ?\p{Lu}/u
const VALUES: Record<string, number> = { I: 1, V: 5, X: 10 }
const romanOf = (text: string): number =>
  [...text].reduce((sum, letter, i) => {
    const [value, next] = [VALUES[letter]!, VALUES[text[i + 1] ?? ''] ?? 0]
    return sum + (value < next ? -value : value)
  }, 0)

/** Capital Roman headings of the main part: V follows IV. */
const F3: RuleFunction = ({ text, toSource, record }) => {
  const found: Found[] = []
  let before: number | null = null
  let start = 0
  for (const line of text.split('\n')) {
    const roman = ROMAN.exec(line)?.[1]
    if (roman && start >= 0) {
      const value = romanOf(roman)
      if (value === 1) before = 1
      else if (before !== null) {
        const at = line.indexOf(roman)
        const inAnnex = (record.annexes ?? []).some((annex) => annex.start < toSource({ start, end: start + 1 }).start)
        if (value > before + 1 && !inAnnex)
          found.push({
            ...toSource({ start: start + at, end: start + at + roman.length }),
            values: { number: roman, before: String(before) },
          })
        before = value
      }
    }
    start += line.length + 1
  }
  // One step left out is a slip; more is another kind of numbering.
  return found.length === 1 ? found : []
}

// ---- F4: for whom it is signed -------------------------------------------------------------------------------------------

const FOR_THE_BODY = /(?:^|[^\p{L}])T\.?M\.? ?(?:ỦY BAN|UỶ BAN|UBND)/u
const FOR_THE_HEAD = /(?:^|[^\p{L}])KT\.? ?CHỦ TỊCH/u

/** A vice-chair signs for the committee: TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH. */
const F4: RuleFunction = (context) => {
  const { type, issuer } = context.record.document
  if (type === null || type === 'Quyết định' || !/^(?:ủy|uỷ) ban nhân dân/iu.test(issuer ?? '')) return []
  const { text } = context
  const at = FOR_THE_HEAD.exec(text)
  if (!at || FOR_THE_BODY.test(text)) return []
  const start = at.index + at[0].indexOf('K')
  return [context.toSource({ start, end: at.index + at[0].length })]
}

// ---- F5: spelling and quotation marks -----------------------------------------------------------------------------------

const F5: RuleFunction = (context) => [...mixedTones(context), ...openQuotes(context), ...openEnd(context)]

const MOVING = /(?<!\p{L})\p{L}{0,4}(?:òa|óa|ỏa|õa|ọa|oà|oá|oả|oã|oạ|òe|óe|ỏe|õe|ọe|oè|oé|oẻ|oẽ|oẹ|ùy|úy|ủy|ũy|ụy|uỳ|uý|uỷ|uỹ|uỵ)(?!\p{L})/giu // prettier-ignore
const OLD = /(?:òa|óa|ỏa|õa|ọa|òe|óe|ỏe|õe|ọe|ùy|úy|ủy|ũy|ụy)$/iu

/** One finding a draft: the rarer of two placements of the tone mark, where the same word has both. */
function mixedTones({ text, toSource }: Context): Found[] {
  const forms = new Map<string, Map<string, { count: number; at: Span }>>()
  for (const match of text.matchAll(MOVING)) {
    const word = match[0].toLowerCase()
    if (word.startsWith('qu')) continue
    const key = phraseKey(word)
    const seen = forms.get(key) ?? new Map<string, { count: number; at: Span }>()
    const form = seen.get(word) ?? { count: 0, at: { start: match.index, end: match.index + match[0].length } }
    seen.set(word, { ...form, count: form.count + 1 })
    forms.set(key, seen)
  }
  const mixed = [...forms.values()].filter((each) => each.size > 1)
  const first = mixed[0]
  if (!first) return []
  const [[common], [rare, { at }]] = [...first].sort((a, b) => b[1].count - a[1].count) as [
    [string, unknown],
    [string, { at: Span }],
  ]
  return [{ ...toSource(at), variant: 'tones', values: { rare, common, style: OLD.test(common) ? 'òa' : 'oà' } }]
}

/** A paragraph that opens more quotations than it closes, or the other way round. */
function openQuotes({ text, toSource }: Context): Found[] {
  let start = 0
  for (const line of text.split('\n')) {
    const [open, close] = [line.split('“').length - 1, line.split('”').length - 1]
    if (open !== close && open + close > 0) {
      const at = open > close ? line.lastIndexOf('“') : line.lastIndexOf('”')
      return [{ ...toSource({ start: start + at, end: start + at + 1 }), variant: 'quotes', values: { open: String(open), close: String(close) } }] // prettier-ignore
    }
    start += line.length + 1
  }
  return []
}

const RECIPIENTS = /^[\s*_#|]*Nơi nhận/iu
/** A short line above the recipients is part of the signature, in a copy that lost its columns. */
const SHORTEST_PROSE = 40

/** The body of an administrative document closes with "./." before its recipients. */
function openEnd({ text, toSource, documentClass }: Context): Found[] {
  if (documentClass !== 'administrative') return []
  let start = 0
  let above = { start: 0, text: '' }
  for (const line of text.split('\n')) {
    if (RECIPIENTS.test(line)) break
    if (line.trim() !== '') above = { start, text: line.trimEnd() }
    start += line.length + 1
  }
  if (start >= text.length) return []
  const bare = above.text.replace(/[\s*_|”")]+$/u, '')
  const isProse = bare.length >= SHORTEST_PROSE && /\p{Ll}{2}/u.test(bare) && !/^[\s*_]*-/u.test(bare)
  if (!isProse || !/[\p{L}\p{N}.]$/u.test(bare) || /[./] ?\/ ?\.?$|\/ ?\.$/u.test(bare)) return []
  const at = toSource({ start: above.start + bare.length - 1, end: above.start + bare.length })
  return [{ ...at, variant: 'end', fix: { ...at, text: bare.endsWith('.') ? './.' : `${bare.at(-1)}./.` } }]
}

export const FORM_RULES: Record<string, RuleFunction> = { F1, F2, F3, F4, F5 }
