/** What every command is: a name, one line of help, and a run that gives the exit code. */
import type { ParseArgsConfig } from 'node:util'
import type { Config } from '../config/env.ts'

export interface Command {
  summary: string
  usage: string
  options: NonNullable<ParseArgsConfig['options']>
  /** @returns The exit code: 0 done, 1 it could not be done, 2 the call was wrong. */
  run(call: Call): Promise<number>
}

export interface Call {
  config: Config
  /** Words that are no options. */
  words: string[]
  values: Record<string, string | boolean | undefined>
}

/** The call was wrong: printed with the usage, exit code 2. */
export class UsageError extends Error {}
