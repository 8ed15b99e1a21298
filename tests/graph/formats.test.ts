/**
 * Formats of export: read back by a parser of another make, each says what the lines of JSON say
 */
import { parse } from 'csv-parse/sync'
import { Parser } from 'n3'
import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportLines, type ExportLine } from '../../graph/export.ts'
import { exportCsv } from '../../graph/export/csv.ts'
import { FIELDS, NAMES } from '../../graph/export/fields.ts'
import { exportGraphml } from '../../graph/export/graphml.ts'
import { exportTurtle, nodeIri, PREFIXES } from '../../graph/export/turtle.ts'
import type { GraphStore } from '../../graph/store.ts'
import { corpus, source } from '../factories.ts'
import { catalogue } from '../contract/real-sources.ts'
import { storeOf } from './store.ts'

/** Words that mean something in one format or another. */
const AWKWARD = '=cmd|x "trích\r\n dẫn", <b>&amp;</b> \\n\' ]]> ${a} {b} @vi \t 😀'

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

let store: GraphStore
let lines: ExportLine[]
beforeAll(async () => {
  const awkward = source({
    name: `${AWKWARD}.txt`.replaceAll('/', ''),
    document: { number: '7/KH-UBND', province: 'Hà Tĩnh', date: '2026', issuer: AWKWARD, title: AWKWARD },
    cites: [{ number: '1336/QĐ-TTg', title: `'${AWKWARD}`, date: '2020-08', relation: 'IMPLEMENTS' }],
  })
  store = await storeOf([...corpus(), ...catalogue().slice(0, 40), awkward])
  lines = []
  for await (const line of exportLines(store)) lines.push(line)
})
afterAll(() => store.close())

/** A line without what is null: no format but JSON tells absent from null. */
function withoutNulls(line: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(line).filter(([, value]) => value !== null))
}

/** Words as the value they stand for. */
function valueOf(name: keyof typeof FIELDS, words: string): unknown {
  if (FIELDS[name] === 'json') return JSON.parse(words)
  if (FIELDS[name] === 'int') return Number(words)
  return FIELDS[name] === 'boolean' ? words === 'true' : words
}

it('every field of a line has its column', () => {
  expect(lines.length).toBeGreaterThan(100)
  for (const line of lines) for (const name of Object.keys(line)) expect(NAMES).toContain(name)
})

describe('csv', () => {
  it('says what the lines say', async () => {
    const rows: Record<string, string>[] = parse(await textOf(exportCsv(store)), { columns: true })
    const back = rows.map((row) =>
      Object.fromEntries(
        NAMES.flatMap((name) => {
          const cell = row[name]!
          return cell === '' ? [] : [[name, valueOf(name, FIELDS[name] === 'string' ? cell.replace(/^'/, '') : cell)]]
        }),
      ),
    )
    expect(back).toEqual(lines.map(withoutNulls))
  })

  it('has no cell that a spreadsheet would run', async () => {
    const rows: string[][] = parse(await textOf(exportCsv(store)))
    expect(rows.flat().filter((cell) => /^[=+@\t\r-]/.test(cell))).toEqual([])
    expect(rows.flat()).toContain(`'${AWKWARD}`)
  })
})

describe('graphml', () => {
  it('says what the lines say, and draws references as edges', async () => {
    const { elements, types } = readGraphml(await textOf(exportGraphml(store)))
    expect(types).toMatchObject({ citedBy: 'int', held: 'boolean', evidence: 'string' })
    const drawn = elements.filter(({ kind }) => ['ISSUED_BY', 'IN_PLACE', 'CARRIES'].includes(kind as string))
    expect(elements.filter((element) => !drawn.includes(element))).toEqual(lines.map(withoutNulls))
    const plan = lines.find(({ number }) => number === '7/KH-UBND')!
    expect(drawn.filter(({ from }) => from === plan.id).map(({ to }) => to)).toEqual([plan['issuerId'], plan['placeId']]) // prettier-ignore
    expect(drawn.find(({ to }) => to === plan.id)).toMatchObject({ kind: 'CARRIES', from: `source:${(plan['sources'] as string[])[0]}` }) // prettier-ignore
    expect(new Set(elements.map(({ id }) => id)).size).toBe(elements.length)
  })

  it('holds what XML cannot: control characters become a mark', async () => {
    const odd = await storeOf([source({ document: { number: '1/KH-UBND', title: 'a\u0000b\fc' } })])
    const { elements } = readGraphml(await textOf(exportGraphml(odd)))
    expect(elements.map(({ title }) => title)).toContain('a\ufffdb\ufffdc')
    await odd.close()
  })
})

/** A parser that takes no XML but a well-formed one. */
function readGraphml(xml: string): { elements: Record<string, unknown>[]; types: Record<string, string> } {
  const elements: Record<string, unknown>[] = []
  const types: Record<string, string> = {}
  const parser = new SaxesParser({ xmlns: false })
  let key: keyof typeof FIELDS | null = null
  let words = ''
  parser.on('opentag', ({ name, attributes: { id, source: from, target: to, key: field, 'attr.type': type } }) => {
    if (name === 'key') types[id!] = type!
    if (name === 'node') elements.push({ id })
    if (name === 'edge') elements.push({ id, from, to })
    key = name === 'data' ? (field as keyof typeof FIELDS) : null
    words = ''
  })
  parser.on('text', (text) => (words += text))
  parser.on('closetag', () => {
    if (key) elements.at(-1)![key] = valueOf(key, words)
    key = null
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(xml).close()
  return { elements, types }
}

describe('turtle', () => {
  const short = (iri: string): string => {
    const [name, base] = Object.entries(PREFIXES).find(([, one]) => iri.startsWith(one)) ?? []
    return name ? `${name}:${iri.slice(base!.length)}` : iri
  }

  it('says what the lines say, in ELI terms where ELI has them', async () => {
    const quads = new Parser({ format: 'text/turtle' }).parse(await textOf(exportTurtle(store)))
    const facts = new Map<string, Map<string, { value: string; language: string; type: string }[]>>()
    for (const { subject, predicate, object } of quads) {
      const of = facts.get(subject.value) ?? new Map<string, { value: string; language: string; type: string }[]>()
      facts.set(subject.value, of)
      const said = object.termType === 'Literal' ? object : null
      const entry = {
        value: object.value,
        language: said?.language ?? '',
        type: said ? short(said.datatype.value) : '',
      }
      of.set(short(predicate.value), [...(of.get(short(predicate.value)) ?? []), entry])
    }
    const all = (id: string, predicate: string) => facts.get(nodeIri(id).value)?.get(predicate) ?? []
    const one = (id: string, predicate: string): string | null => all(id, predicate)[0]?.value ?? null

    for (const line of lines) {
      const { id, kind } = line
      if (kind === 'Instrument' || kind === 'Programme') {
        expect(one(id, 'eli:id_local')).toBe(line['number'] ?? null)
        expect(one(id, 'eli:title')).toBe(line['title'])
        expect(one(id, 'eli:date_document')).toBe(line['date'])
        expect(one(id, 'cc:issuer')).toBe(line['issuer'])
        expect(one(id, 'eli:passed_by')).toBe(line['issuerId'] && nodeIri(line['issuerId'] as string).value)
        expect(Number(one(id, 'cc:citedBy'))).toBe(line['citedBy'])
        expect(all(id, 'cc:reason').map(({ value }) => JSON.parse(value))).toEqual(line['reasons'])
        expect(all(id, 'rdf:type').map(({ value }) => short(value))).toEqual(['eli:LegalResource', `cc:${kind}`])
      } else if ('from' in line) {
        const { from, to } = line as unknown as { from: string; to: string }
        expect(all(from, `cc:${kind}`).map(({ value }) => value)).toContain(nodeIri(to).value)
        expect(Number(one(id, 'cc:sources'))).toBe(line['sources'])
        const evidence = all(id, 'cc:evidence').map(({ value }) => {
          const of = (name: string): string => facts.get(value)!.get(`cc:${name}`)![0]!.value
          const spans = { start: Number(of('start')), end: Number(of('end')) }
          return { source: of('source'), ...spans, quote: of('quote'), rule: of('rule'), confidence: Number(of('confidence')) } // prettier-ignore
        })
        const expected = line['evidence'] as { source: string }[]
        expect(evidence).toEqual(expected.map((each) => ({ ...each, source: nodeIri(`source:${each.source}`).value })))
      } else if (kind === 'Source') {
        expect(all(id, 'rdfs:label').map(({ value }) => value)).toEqual(line['names'])
        expect(one(id, 'cc:carries')).toBe(nodeIri(line['document'] as string).value)
      } else expect(one(id, 'rdfs:label')).toBe(line['name'])
    }
    // Nothing hangs in the air: whatever is referred to is described.
    const unknown = quads.filter(({ object }) => object.value.startsWith('urn:cancu:') && !object.value.startsWith(PREFIXES.cc) && !facts.has(object.value)) // prettier-ignore
    expect(unknown.map(({ predicate, object }) => `${predicate.value} ${object.value}`)).toEqual([])
  })

  it('marks the language of words and how exact a date is', async () => {
    const quads = new Parser().parse(await textOf(exportTurtle(store)))
    const dates = quads.filter(({ predicate }) => predicate.value === `${PREFIXES.eli}date_document`)
    for (const { object } of dates) {
      const type = object.termType === 'Literal' ? short(object.datatype.value) : ''
      expect(type).toBe({ 4: 'xsd:gYear', 7: 'xsd:gYearMonth', 10: 'xsd:date' }[object.value.length])
    }
    const applies = quads.filter(({ predicate }) => predicate.value === `${PREFIXES.eli}applies`)
    expect(applies.length).toBeGreaterThan(0)
    const title = quads.find(({ predicate, object }) => predicate.value === `${PREFIXES.eli}title` && object.value === AWKWARD) // prettier-ignore
    expect(title!.object).toMatchObject({ language: 'vi' })
  })
})
