/**
 * JSON in pieces
 * ==============
 *
 * What `JSON.stringify` writes, but the lists of a record in batches: a document of a million citations has more JSON
 * than one string may hold (half a gigabyte), and no reader of it wants it all at once.
 */

/** Items of a list in one piece. */
const BATCH = 1000

/** The JSON of an object of plain data, in pieces; of a small one in one piece. Fields of `undefined` are left out. */
export function* jsonPieces(value: object): Generator<string> {
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  if (!fields.some(([, field]) => isLong(field))) return yield JSON.stringify(value)
  let opening = '{'
  for (const [name, field] of fields) {
    const label = `${opening}${JSON.stringify(name)}:`
    opening = ','
    if (!isLong(field)) {
      yield label + JSON.stringify(field)
      continue
    }
    for (let from = 0; from < field.length; from += BATCH) {
      const items = JSON.stringify(field.slice(from, from + BATCH)).slice(1, -1)
      yield `${from === 0 ? `${label}[` : ','}${items}`
    }
    yield ']'
  }
  yield '}'
}

const isLong = (field: unknown): field is unknown[] => Array.isArray(field) && field.length > BATCH
