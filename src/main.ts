/** The process: which command, with which configuration, and with which exit code it ends. */
import { version } from '../package.json'
import { type Command, helpOf, readArguments, UsageError } from './cli/command.ts'
import { tellUnhandledErrors } from './cli/unhandled-errors.ts'
import { readConfig } from './config/env.ts'
import { ConfigError } from './config/option-readers.ts'
import { withOrigin } from './db/origin.ts'
import { asLongWork } from './db/time-limits.ts'
import { AppError, InvalidValueError } from './lib/app-error.ts'
import { describeError, errorText } from './lib/describe-error.ts'
import { nearestName } from './lib/nearest-name.ts'
import { StartError } from './lib/start-error.ts'

/** Loaded when called, so that each command starts as fast as it can. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./cli/serve.ts')).serve,
  migrate: async () => (await import('./cli/migrate.ts')).migrate,
  backup: async () => (await import('./cli/backup.ts')).backup,
  organization: async () => (await import('./cli/organization.ts')).organization,
  move: async () => (await import('./cli/move.ts')).move,
  export: async () => (await import('./cli/export.ts')).exportDays,
  import: async () => (await import('./cli/import.ts')).importHistory,
  demo: async () => (await import('./cli/demo.ts')).demo,
  logs: async () => (await import('./cli/logs.ts')).logs,
  cors: async () => (await import('./cli/cors.ts')).cors,
  rollups: async () => (await import('./cli/rollups.ts')).rollups,
  secret: async () => (await import('./cli/secret.ts')).secret,
  search: async () => (await import('./cli/search.ts')).search,
  content: async () => (await import('./cli/content.ts')).content,
  user: async () => (await import('./cli/user.ts')).user,
  doctor: async () => (await import('./cli/doctor.ts')).doctor,
  completion: async () => (await import('./cli/completion.ts')).completionOf(COMMANDS),
}

const HELP_OPTIONS = ['--help', '-h']

/** Codes of what is no fault of the program. */
const OF_THE_SYSTEM = /^(E[A-Z]+|SQLITE_(FULL|IOERR|READONLY|CANTOPEN)\w*)$/

/** For what was written last to go out. */
const LEAVE_MS = 1_000

tellUnhandledErrors()
void run()

async function run(): Promise<void> {
  process.exitCode = await main(process.argv.slice(2))
  // Something that was begun and does not end (a connection to what is away) must not keep the process.
  setTimeout(() => process.exit(), LEAVE_MS).unref()
}

async function main([name = 'help', ...args]: string[]): Promise<number> {
  if (name === 'version' || name === '--version') {
    console.log(`almanac ${version}, on Bun ${Bun.version}`)
    return 0
  }
  const [about] = args
  if (name === 'help' && about !== undefined) return await main([about, '--help'])
  if (name === 'help' || HELP_OPTIONS.includes(name)) {
    console.log(await help())
    return 0
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!load) {
    console.error(`${unknownCommand(name)} "almanac help" lists them.`)
    return 2
  }
  const command = await load()
  if (args.some((word) => HELP_OPTIONS.includes(word))) {
    console.log(helpOf(command))
    return 0
  }
  try {
    const call = { ...readArguments(args, command), config: readConfig(process.env) }
    if (name === 'serve') return await command.run(call)
    const origin = { actor: `command:${name}`, correlation_id: crypto.randomUUID() }
    // Who waits in a terminal for an import waits longer than who waits for an answer.
    return await withOrigin(origin, () => asLongWork(() => command.run(call)))
  } catch (error) {
    return explain(error, command)
  }
}

function explain(error: unknown, command: Command): number {
  if (error instanceof ConfigError) {
    console.error(error.message)
    return 2
  }
  if (error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) {
    console.error(`${(error as Error).message}\nUsage: ${command.usage}`)
    return 2
  }
  if (error instanceof StartError) {
    console.error(error.message)
    return 1
  }
  if (error instanceof InvalidValueError) {
    // What was given is not what it must be: there is nothing to be done before the call is another.
    console.error(error.message)
    return 2
  }
  if (error instanceof AppError) {
    const reason = innermost(error)
    console.error(reason === error ? error.message : `${error.message} (${describeError(reason).message})`)
    return 1
  }
  const { code, message } = error as { code?: string; message?: string }
  // What the system refuses, such as a port in use, a folder that is not ours or a full disk, says enough itself.
  console.error(code && OF_THE_SYSTEM.test(code) ? message : errorText(describeError(error)))
  return 1
}

/** What the system or the driver said: what stands around it may hold the values of a query. */
function innermost(error: Error): Error {
  return error.cause instanceof Error ? innermost(error.cause) : error
}

function unknownCommand(name: string): string {
  const nearest = nearestName(name, Object.keys(COMMANDS))
  return `There is no command "${name}"${nearest ? `: did you mean ${nearest}?` : '.'}`
}

async function help(): Promise<string> {
  const lines = await Promise.all(
    Object.entries(COMMANDS).map(async ([name, load]) => `  ${name.padEnd(14)}${(await load()).summary}`),
  )
  return `Usage: almanac COMMAND [options]\n\n${lines.join('\n')}\n\n"almanac COMMAND --help" shows a command's options, "almanac version" what this is.`
}
