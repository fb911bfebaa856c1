/** What every command is: a name, one line of help, and a run that gives the exit code. */
import { parseArgs } from 'node:util'
import type { Config } from '../config/env.ts'
import { nearestName } from '../lib/nearest-name.ts'

export interface Command {
  summary: string
  usage: string
  options: Record<string, Option>
  /** How many words that are no options it takes; none unless it says so. */
  words?: number
  /** What the first word may be, where it says what to do. */
  actions?: readonly string[]
  /** @returns The exit code: 0 done, 1 it could not be done, 2 the call was wrong. */
  run(call: Call): Promise<number>
}

export interface Option {
  type: 'string' | 'boolean'
  default?: string | boolean
  /** What it is for, in a line of `--help`. */
  help: string
}

export const JSON_OPTION: Option = {
  type: 'boolean',
  default: false,
  help: 'the result as JSON on standard output, for programs',
}

export interface Call {
  config: Config
  /** Words that are no options. */
  words: string[]
  values: Record<string, string | boolean | undefined>
}

/**
 * What follows the name of a command, of which nothing is dropped: an option that it does not know,
 * one that is given twice, and a word too many are refused.
 *
 * @throws UsageError, and what `parseArgs` throws.
 */
export function readArguments(args: string[], { options, words = 0 }: Command): Omit<Call, 'config'> {
  const given = parseArgs({ args, options, strict: false, tokens: true }).tokens
  const named = given.flatMap((token) => (token.kind === 'option' ? [token] : []))
  const unknown = named.find(({ name }) => !Object.hasOwn(options, name))
  if (unknown) throw new UsageError(unknownOption(unknown, Object.keys(options)))
  const twice = named.find(({ name }, i) => named.findIndex((one) => one.name === name) < i)
  if (twice) throw new UsageError(`--${twice.name} is given more than once.`)
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const [extra] = positionals.slice(words)
  if (extra !== undefined) throw new UsageError(`"${extra}" is a word too many.`)
  // No command has an option that may be given more than once.
  return { words: positionals, values: values as Call['values'] }
}

function unknownOption({ name, rawName }: { name: string; rawName: string }, known: string[]): string {
  const nearest = nearestName(name, known)
  return `There is no option ${rawName}${nearest ? `: did you mean --${nearest}?` : '.'}`
}

/** What `almanac COMMAND --help` says. */
export function helpOf({ summary, usage, options }: Command): string {
  const all = Object.entries(options)
  const width = Math.max(0, ...all.map(([name]) => name.length)) + 2
  const lines = all.map(([name, { help }]) => `  --${name.padEnd(width)}${help}`)
  return [`${summary}\n`, `Usage: ${usage}`, ...(lines.length > 0 ? ['', ...lines] : [])].join('\n')
}

/** The call was wrong: printed with the usage, exit code 2. */
export class UsageError extends Error {}
