/** What every command is: a name, one line of help, and a run that gives the exit code. */
import { type ParseArgsConfig, parseArgs } from 'node:util'
import type { Config } from '../config/env.ts'

export interface Command {
  summary: string
  usage: string
  options: NonNullable<ParseArgsConfig['options']>
  /** How many words that are no options it takes; none unless it says so. */
  words?: number
  /** What the first word may be, where it says what to do. */
  actions?: readonly string[]
  /** @returns The exit code: 0 done, 1 it could not be done, 2 the call was wrong. */
  run(call: Call): Promise<number>
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
  const { values, positionals, tokens } = parseArgs({ args, options, allowPositionals: true, tokens: true })
  const named = tokens.flatMap((token) => (token.kind === 'option' ? token.name : []))
  const twice = named.find((name, i) => named.indexOf(name) < i)
  if (twice !== undefined) throw new UsageError(`--${twice} is given more than once.`)
  const [extra] = positionals.slice(words)
  if (extra !== undefined) throw new UsageError(`"${extra}" is a word too many.`)
  // No command has an option that may be given more than once.
  return { words: positionals, values: values as Call['values'] }
}

/** The call was wrong: printed with the usage, exit code 2. */
export class UsageError extends Error {}
