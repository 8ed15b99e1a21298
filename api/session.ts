/**
 * One run of one command
 * ======================
 *
 * What every command is given: streams, settings, words, colours; and the two ways to speak, to a person on standard
 * error and with data on standard output.
 */
import { line, painter, write, type Io, type Paint } from './io.ts'
import { jsonPieces } from './json.ts'
import { readSettings, type Flags, type Settings } from './settings.ts'
import { text, type Text } from './text.ts'

export interface Session {
  io: Io
  settings: Settings
  t: Text
  json: boolean
  /** Colours of standard output. */
  paint: Paint
  /** Width of standard output; a file or a pipe gets 100 columns. */
  columns: number
  /** A line of data, or nothing for an empty line. */
  print(text?: string): Promise<void>
  /** An object as JSON on a line of its own, written in pieces if it is long. */
  printJson(value: object): Promise<void>
  /** A message to the person; never data. Silent under --quiet. */
  say(text: string): void
}

export function session(io: Io, flags: Flags & { json?: boolean | undefined }): Session {
  const settings = readSettings(flags, io.env, io.cwd)
  return {
    io,
    settings,
    t: text(settings.lang),
    json: flags.json ?? false,
    paint: painter(io.out, io.env),
    columns: io.out.isTTY ? (io.out.columns ?? 100) : 100,
    print: (value) => line(io.out, value),
    printJson: async (value) => {
      for (const piece of jsonPieces(value)) await write(io.out, piece)
      await line(io.out)
    },
    say: (value) => {
      if (!settings.quiet) io.err.write(`${value}\n`)
    },
  }
}
