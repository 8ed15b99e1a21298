#!/usr/bin/env node
/**
 * cancu: the command line
 * =======================
 *
 * Parses, hands over to one file a command, and turns every outcome into an exit status. `main` touches no global of
 * the process, so tests call it with streams of their own; the last lines run it when this file is the program.
 *
 * Exit status: 0 done · 1 findings · 2 wrong use · 3 some inputs unreadable · 4 store out of reach · 5 REF not found
 * or ambiguous · 70 a bug · 130 interrupted.
 */
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Command, CommanderError } from 'commander'
import { CancuError, EXIT, type Lang } from '../ingest/errors.ts'
import * as check from './commands/check.ts'
import * as doctor from './commands/doctor.ts'
import * as explain from './commands/explain.ts'
import * as exporting from './commands/export.ts'
import * as extract from './commands/extract.ts'
import * as importing from './commands/import.ts'
import * as ingest from './commands/ingest.ts'
import * as reindex from './commands/reindex.ts'
import * as rules from './commands/rules.ts'
import * as search from './commands/search.ts'
import * as serve from './commands/serve.ts'
import * as show from './commands/show.ts'
import * as start from './commands/start.ts'
import * as trace from './commands/trace.ts'
import { ClosedPipe, type Io } from './io.ts'
import { nearest } from './nearest.ts'
import { VERSION } from './package.ts'
import { session, type Session } from './session.ts'
import type { Flags } from './settings.ts'
import { text, type Text } from './text.ts'

/** What a command's file exports. */
export interface CommandModule {
  /** Adds arguments and options, and returns examples for the head of its help. */
  define(command: Command, t: Text): string[]
  /** Runs it; the answer is the exit status. */
  // Options differ by command and commander cannot type them: each command names the ones it defined.
  // oxlint-disable-next-line typescript/no-explicit-any
  run(session: Session, args: any[], options: any): Promise<number>
  /** On Ctrl-C it finishes what is in hand by itself; others are cut off. */
  graceful?: boolean
}

const COMMANDS: Record<string, CommandModule> = {
  ingest,
  import: importing,
  extract,
  check,
  trace,
  show,
  search,
  export: exporting,
  serve,
  start,
  doctor,
  rules,
  explain,
  reindex,
}

class Interrupted extends Error {}

/** The language has to be known before there is anything to parse with. */
function languageOf(argv: string[]): Lang {
  const at = argv.findIndex((each) => each === '--lang' || each.startsWith('--lang='))
  const value = argv[at]?.split('=')[1] ?? argv[at + 1]
  return at >= 0 && value === 'en' ? 'en' : 'vi'
}

/** Runs the action, or ends early on Ctrl-C if the command does not see to that itself. */
async function guarded(module: CommandModule, signal: AbortSignal, work: Promise<number>): Promise<number> {
  if (module.graceful) return work
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Interrupted()), { once: true })
    }),
  ])
}

function build(io: Io, t: Text, done: (status: number) => void): Command {
  const program = new Command('cancu')
  program
    .description(t.tagline)
    .usage('LỆNH …')
    .version(VERSION, '-V, --version', t.help.version)
    .helpOption('-h, --help', t.help.help)
    .option('--data <DIR>', t.options.data)
    .option('--graph <URL>', t.options.graph)
    .option('--search <URL>', t.options.search)
    .option('--no-catalogue', t.options.noCatalogue)
    .option('--lang <vi|en>', t.options.lang)
    .option('-q, --quiet', t.options.quiet)
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({
      writeOut: (words) => void io.out.write(words),
      // Commander's own error lines are English: `usageError` says them in the language asked for.
      writeErr: () => {},
      getOutHelpWidth: () => io.out.columns ?? 100,
    })
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => TITLES[title]?.(t) ?? title,
    })
  const codes = Object.entries(t.help.exitCodes).map(([code, meaning]) => `  ${code.padStart(3)}  ${meaning}`)
  program.addHelpText('before', `${t.help.examples}:\n${examples().join('\n')}\n`)
  program.addHelpText('after', `\n${t.help.ref}\n\n${t.help.exit}\n${codes.join('\n')}`)

  for (const [name, module] of Object.entries(COMMANDS)) {
    const command = program.command(name).description(t.commands[name as keyof Text['commands']])
    const heading = module.define(command, t).map((each) => `  cancu ${each}`)
    command.addHelpText('before', `${t.help.examples}:\n${heading.join('\n')}\n`)
    command.action(async (...given: unknown[]) => {
      // Commander passes the arguments, then the options, then the command.
      const args = given.slice(0, -2)
      const options = command.optsWithGlobals<Flags & { json?: boolean }>()
      done(await guarded(module, io.signal, module.run(session(io, options), args, options)))
    })
  }
  program.helpCommand('help [LỆNH]', t.help.help)
  return program
}

const TITLES: Record<string, (t: Text) => string> = {
  'Usage:': (t) => t.help.usage,
  'Arguments:': (t) => t.help.arguments,
  'Options:': (t) => t.help.options,
  'Global Options:': (t) => t.help.globalOptions,
  'Commands:': (t) => t.help.commands,
}

/** Five lines that show the way through. */
function examples(): string[] {
  return [
    '  cancu ingest ke-hoach/',
    '  cancu trace "1336/QĐ-TTg" --down',
    '  cancu show "25-CT/TU"',
    '  cancu search "lien the he" --type "Kế hoạch"',
    '  cancu serve',
  ]
}

/** Commander's complaint in our words, with the nearest word. */
function usageError(error: CommanderError, program: Command, t: Text): string {
  const word = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  const lines: string[] = []
  const suggest = (candidates: string[]): void => {
    const near = nearest(word, candidates)
    if (near) lines.push(t.usage.didYouMean(near))
  }
  switch (error.code) {
    case 'commander.unknownCommand':
      lines.push(t.usage.unknownCommand(word))
      suggest(Object.keys(COMMANDS))
      break
    case 'commander.unknownOption': {
      lines.push(t.usage.unknownOption(word))
      const options = [program, ...program.commands].flatMap((each) => each.options)
      suggest([...new Set(options.flatMap((each) => each.long ?? []))])
      break
    }
    case 'commander.missingArgument':
      lines.push(t.usage.missingArgument(word))
      break
    case 'commander.optionMissingArgument':
      lines.push(t.usage.missingValue(word))
      break
    case 'commander.excessArguments':
      lines.push(t.usage.tooMany)
      break
    default:
      lines.push(error.message)
  }
  return [...lines, t.usage.seeHelp('cancu')].join('\n')
}

/** Runs one command line (without node and script name) and answers with its exit status. */
export async function main(argv: string[], io: Io): Promise<number> {
  const lang = languageOf(argv)
  const t = text(lang)
  let status: number = EXIT.done
  const program = build(io, t, (value) => {
    status = value
  })
  if (argv.length === 0) {
    io.out.write(`${examples().join('\n')}\n`)
    io.err.write(`${t.help.more}\n`)
    return EXIT.done
  }
  try {
    await program.parseAsync(argv, { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof ClosedPipe) return EXIT.done
    if (error instanceof Interrupted) {
      io.err.write(`${t.interrupted}\n`)
      return EXIT.interrupted
    }
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.done
      io.err.write(`${usageError(error, program, t)}\n`)
      return EXIT.usage
    }
    if (error instanceof CancuError) {
      io.err.write(`${error.say(lang)}\n`)
      if (io.env['CANCU_DEBUG']) io.err.write(`${error.stack}\n`)
      return error.exit
    }
    const bug = error instanceof Error ? error : new Error(String(error))
    io.err.write(`${t.bug(bug.message.split('\n')[0] ?? '')}\n`)
    if (io.env['CANCU_DEBUG']) io.err.write(`${bug.stack}\n`)
    return EXIT.bug
  }
}

async function runAsProgram(): Promise<void> {
  const interrupt = new AbortController()
  process.on('SIGINT', () => {
    // The first asks, the second does not.
    if (interrupt.signal.aborted) process.exit(EXIT.interrupted)
    interrupt.abort()
  })
  process.on('SIGTERM', () => interrupt.abort())
  // A reader that has gone away is met at the next write (see `write`); without a listener it would be a crash.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.done)
    throw error
  })
  process.stderr.on('error', () => {})
  const status = await main(process.argv.slice(2), {
    out: process.stdout,
    err: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    signal: interrupt.signal,
  })
  process.exitCode = status
  // Work that was cut off still holds handles.
  if (status === EXIT.interrupted) process.exit()
}

/** npm starts the program through a link in node_modules/.bin. */
function isProgram(): boolean {
  const script = process.argv[1]
  return script !== undefined && realpathSync(script) === realpathSync(fileURLToPath(import.meta.url))
}

if (isProgram()) await runAsProgram()
