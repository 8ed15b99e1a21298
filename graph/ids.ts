/**
 * Ids of nodes
 * ============
 *
 * Readable, and a function of what the claims of a node say:
 *
 *   25-ct-tu-lang-son-2023     number, place, year
 *   06-2011-nd-cp              a number that has its year
 *   luat-nguoi-cao-tuoi-2009   a law by name
 *   de-an-nhan-rong-…-2035     a programme and the end of its period
 *   ke-hoach-mai-hoa-ha-tinh-2026-3fa9c1d2e5b6   a paper without number: by its title, hashed
 *
 * Ids of different blocks never meet: the shape of each kind is its own, and a number's pieces are bounded
 * (`numberSlug`). Within a block, nodes that would share an id all get a hash of what tells them apart.
 */
import { chosenOf, type Chosen } from './consensus.ts'
import { slug } from './fold.ts'
import { isText, type Group, type ReasonField } from './model.ts'
import { hash, isKnownByName, isLawType, isLocal, nameYear, numberSlug, numberYear, periodOf } from './naming.ts'

const LONGEST = 80

/** What the texts do not say, so that nobody could tell which instrument it is, were it to turn up; [] for enough. */
export function lackingOf(groups: Group[]): ReasonField[] {
  if (groups.some((group) => group.self && group.holders.some(isText))) return []
  const { type, number, date, issuer, province, kind, title } = chosenOf(groups)
  const lacking: ReasonField[] = []
  if (number) {
    if (date === null && numberYear(number) === null) lacking.push('date')
    if (province === null && groups.every((group) => isLocal(group, number))) lacking.push('place')
    return lacking
  }
  if (title === null) return ['number', 'title']
  if (isLawType(type)) return date !== null || nameYear(title) !== null ? [] : ['date']
  return kind === 'Programme' || isKnownByName(type) || issuer !== null || province !== null ? [] : ['issuer']
}

/** Ids for the nodes of one block, in the order given. */
export function distinctIds(nodes: Group[][]): string[] {
  const plain = nodes.map(plainId)
  const marked = nodes.map((groups, index) =>
    plain.indexOf(plain[index]!) === plain.lastIndexOf(plain[index]!)
      ? plain[index]!
      : `${plain[index]!}-${hash(distinguishing(chosenOf(groups)), 6)}`,
  )
  return marked.map((id, index) =>
    marked.indexOf(id) === marked.lastIndexOf(id)
      ? id
      : `${id}-${hash(nodes[index]!.map((group) => group.id).sort(), 8)}`,
  )
}

function distinguishing({ type, date, issuer, level, province, locality }: Chosen): unknown {
  return [type, date, issuer, level, province, locality]
}

function plainId(groups: Group[]): string {
  const chosen = chosenOf(groups)
  const { block } = groups[0]!
  if (chosen.number && block.startsWith('n:')) return numberId(chosen, chosen.number, block)
  const name = shorten(slug(block.slice(2).split('|')[0]!), block)
  if (block.startsWith('l:')) return join(name, yearOf(chosen))
  // The place behind the name is that of the programme, or of the document that speaks of "the province".
  if (block.startsWith('p:')) return join(name, ...placesOf(block), endOf(groups))
  // Without a number only the hash tells two apart; the rest is for the reader.
  const place = join(slug(chosen.locality ?? ''), slug(chosen.province ?? ''))
  const words = block.startsWith('u:') || place ? slug(chosen.type) : clip(slug(block.slice(2).split('|')[0]!), 40)
  return join(words, place, chosen.date?.slice(0, 4) ?? null, hash(block, 12))
}

function numberId({ date, province, locality }: Chosen, number: string, block: string): string {
  const { slug: base, plain } = numberSlug(number)
  // A paper known by number and day alone has no place to tell it from its namesakes of that year.
  const day = /\|(\d{4}-\d\d-\d\d)$/.exec(block)?.[1]
  const year = numberYear(number) ? null : (date?.slice(0, 4) ?? null)
  const place = block.includes('|') && !day ? join(slug(locality ?? ''), slug(province ?? '')) : ''
  // Some bodies of a place, no telling which.
  const vague = !day && block.includes('|') && block.split('|').length < 3 && !block.endsWith('|?')
  return join(base, place, day ?? year, vague || (place && !plain) ? hash(block, 6) : null)
}

function placesOf(block: string): string[] {
  return block.split('|').slice(1).map((place) => (/^[0-9a-f]{64}:/.test(place) ? hash(place, 12) : slug(place))) // prettier-ignore
}

function yearOf({ date, title }: Chosen): string | null {
  return date?.slice(0, 4) ?? nameYear(title)
}

function endOf(groups: Group[]): string | null {
  const ends = groups.flatMap((group) => periodOf(group.title).to ?? [])
  return ends.sort()[0] ?? null
}

/** A cut name no longer tells two apart, so it gets a hash of the whole. */
function shorten(name: string, block: string): string {
  return name.length <= LONGEST ? name : `${clip(name, LONGEST)}-${hash(block, 6)}`
}

/** Whole words of a slug, up to a length. */
function clip(name: string, longest: number): string {
  return name.length <= longest ? name : name.slice(0, longest).replace(/-[^-]*$/, '')
}

function join(...parts: (string | null)[]): string {
  return parts.filter((part) => part).join('-')
}
