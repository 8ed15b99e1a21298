/**
 * Where the package is
 * ====================
 *
 * The same code runs from `api/` (tests) and from `dist/api/` (installed); what ships beside it is found from the
 * package's root in both.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

function findRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!existsSync(path.join(folder, 'package.json'))) {
    const above = path.dirname(folder)
    if (above === folder) throw new Error('package.json not found above this module')
    folder = above
  }
  return folder
}

export const PACKAGE_ROOT = findRoot()

export const VERSION = (
  JSON.parse(readFileSync(path.join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { version: string }
).version

/** First of the places that exists: as built, else as in a checkout. */
function shipped(...places: string[]): string {
  const paths = places.map((each) => path.join(PACKAGE_ROOT, each))
  return paths.find((each) => existsSync(each)) ?? paths[0] ?? PACKAGE_ROOT
}

export const webFolder = (): string => shipped('dist/web')
const SAMPLES = ['dist/fixtures/plans', 'fixtures/plans']
/** The catalogue that ships: beside the code that reads it. */
export const catalogueFile = (): string =>
  path.join(path.dirname(fileURLToPath(import.meta.url)), '../graph/catalogue.jsonl')
export const samplesFolder = (): string => shipped(...SAMPLES)
/** As built and as in a checkout: both are samples. */
export const sampleFolders = (): string[] => SAMPLES.map((each) => path.join(PACKAGE_ROOT, each)).filter(existsSync)
/** The schema beside this very code: an older build must not answer for newer sources. */
export const schemaFile = (): string => path.join(path.dirname(fileURLToPath(import.meta.url)), 'schema.graphql')
