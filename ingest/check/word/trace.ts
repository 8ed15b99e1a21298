/**
 * Which character of the file each character of the text is
 * =========================================================
 *
 * The reader itself tells: the file is read a second time with every letter of a `w:t` replaced by a sign that stands
 * for that `w:t` and occurs nowhere in the text. Where the sign comes out, the letter did. So the map follows whatever
 * the reader does with tables, notes, deleted text or fields, and nothing of it is written down twice here.
 */
import type { Story, TextNode } from './story.ts'
import { splice } from './xml.ts'

/** Of each character of the text, the `w:t` it stands in and its place there; -1 for one that the reader put in. */
export interface TextMap {
  nodes: TextNode[]
  node: Int32Array
  unit: Int32Array
}

/** Single letters of no meaning to XML or to the reader: private use, Han, Hangul. */
const RANGES: [from: number, to: number][] = [
  [0xe000, 0xf8ff],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
]

/**
 * Reads the file with other texts in its stories: part name → XML. Fails, or answers null, where that cannot be read.
 */
export type ReadAgain = (changed: ReadonlyMap<string, string>) => Promise<string | null>

export async function traceText(text: string, stories: Story[], readAgain: ReadAgain): Promise<TextMap> {
  const nodes = stories.flatMap((story) => story.nodes)
  const map: TextMap = {
    nodes,
    node: new Int32Array(text.length).fill(-1),
    unit: new Int32Array(text.length).fill(-1),
  }
  const signs = signsBeside(text)
  const found = new Int32Array(text.length).fill(-1)
  // A file of more texts than there are signs is read once more a digit.
  for (let weight = 1; weight === 1 || weight < nodes.length; weight *= signs.length) {
    const digit = (index: number): string => signs[Math.floor(index / weight) % signs.length] as string
    const traced = await readAgain(signed(stories, digit))
    if (traced?.length !== text.length) return map
    const value = new Map(signs.map((sign, index) => [sign, index]))
    for (let at = 0; at < text.length; at++) {
      const digitHere = value.get(traced.charAt(at))
      if (digitHere !== undefined) found[at] = Math.max(found[at] as number, 0) + digitHere * weight
    }
  }
  placeLetters(text, map, found)
  placeSpaces(text, map)
  return map
}

function signsBeside(text: string): string[] {
  const used = new Set(text)
  const signs: string[] = []
  for (const [from, to] of RANGES) {
    for (let code = from; code <= to; code++) if (!used.has(String.fromCharCode(code))) signs.push(String.fromCharCode(code)) // prettier-ignore
  }
  return signs
}

function signed(stories: Story[], sign: (index: number) => string): Map<string, string> {
  const changed = new Map<string, string>()
  let index = 0
  for (const { name, xml, nodes } of stories) {
    const splices = nodes.map(({ element: { open, close }, text }) => {
      const letter = sign(index++)
      return { start: open, end: close, text: text.replace(/\S/g, letter) }
    })
    changed.set(name, splice(xml, splices))
  }
  return changed
}

const isSpace = (text: string, at: number): boolean => /\s/.test(text.charAt(at))

/** The letters of a `w:t` come out together and in order; a note that is shown twice starts over. */
function placeLetters(text: string, map: TextMap, found: Int32Array): void {
  const next = new Int32Array(map.nodes.length)
  for (let at = 0; at < text.length; at++) {
    const index = found[at] as number
    const node = map.nodes[index]
    if (index < 0 || !node) continue
    let unit = next[index] as number
    while (unit < node.text.length && isSpace(node.text, unit)) unit++
    if (unit >= node.text.length) unit = node.text.search(/\S/)
    next[index] = unit + 1
    if (node.text.charAt(unit) !== text.charAt(at)) continue
    map.node[at] = index
    map.unit[at] = unit
  }
}

/** Spaces between two letters are those that stand between them in the file, if they are the same. */
function placeSpaces(text: string, map: TextMap): void {
  let last = -1
  for (let at = 0; at < text.length; at++) {
    if ((map.node[at] as number) < 0) continue
    if (last >= 0 && at - last > 1) placeGap(text, map, last, at)
    last = at
  }
}

/** Texts that may stand empty or blank between two letters. */
const BLANKS = 50

function placeGap(text: string, map: TextMap, from: number, to: number): void {
  const first = map.node[from] as number
  const last = map.node[to] as number
  if (last < first || last - first > BLANKS) return
  const units: [node: number, unit: number][] = []
  for (let index = first; index <= last; index++) {
    const { text: letters } = map.nodes[index] as TextNode
    const begin = index === first ? (map.unit[from] as number) + 1 : 0
    const end = index === last ? (map.unit[to] as number) : letters.length
    for (let unit = begin; unit < end; unit++) units.push([index, unit])
    if (units.length > to - from) return
  }
  if (units.length !== to - from - 1) return
  if (units.some(([node, unit], index) => map.nodes[node]?.text.charAt(unit) !== text.charAt(from + 1 + index))) return
  for (const [index, [node, unit]] of units.entries()) {
    map.node[from + 1 + index] = node
    map.unit[from + 1 + index] = unit
  }
}
