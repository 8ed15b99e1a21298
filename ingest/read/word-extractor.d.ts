/** What is used of word-extractor 1.0, which has no types of its own. */
declare module 'word-extractor' {
  interface Options {
    filterUnicode?: boolean
  }
  export interface WordDocument {
    getBody(options?: Options): string
    getFootnotes(options?: Options): string
    getEndnotes(options?: Options): string
    getTextboxes(options?: Options & { includeHeadersAndFooters?: boolean }): string
  }
  export default class WordExtractor {
    extract(source: string | Buffer): Promise<WordDocument>
  }
}
