/**
 * A validator for schemas of JSON Schema draft 4
 * ==============================================
 *
 * `sarif-schema-2.1.0.json` is the schema of SARIF 2.1.0 (OASIS, errata to rtm.5) as the package @microsoft/jest-sarif
 * 1.0.0-beta.0 (MIT) carries it.
 */
import AjvDraft04 from 'ajv-draft-04'
import addFormats from 'ajv-formats'

export class Ajv {
  readonly #validate

  constructor(schema: object) {
    const ajv = new AjvDraft04.default({ allErrors: true, strict: false, unicodeRegExp: false })
    addFormats.default(ajv)
    this.#validate = ajv.compile(schema)
  }

  /** What is wrong, by place; none where it is valid. */
  errors(value: unknown): string[] {
    return this.#validate(value)
      ? []
      : (this.#validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}
