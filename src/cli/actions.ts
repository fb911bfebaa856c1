/** Commands whose first word says what to do, of which some name something in a second one. */
import { type Call, UsageError } from './command.ts'

export interface Action {
  /** What the second word is, for who left it out; `null` where there is none. */
  names: string | null
  /** Of the command's options, those that it takes. */
  options: readonly string[]
  /** @returns The exit code. */
  run(call: Call, name: string): Promise<number>
}

/** @throws UsageError: an option that the action does not take would be dropped in silence. */
export function runAction(actions: Readonly<Record<string, Action>>, call: Call): Promise<number> {
  const [word = '', name] = call.words
  const action = Object.hasOwn(actions, word) ? actions[word] : undefined
  if (!action) throw new UsageError(`Say one of ${Object.keys(actions).join(', ')}.`)
  if (action.names === null && name !== undefined) throw new UsageError(`"${name}" is a word too many.`)
  if (action.names !== null && name === undefined) throw new UsageError(`Name ${action.names}.`)
  for (const [option, value] of Object.entries(call.values)) {
    const isGiven = value !== undefined && value !== false
    if (isGiven && !action.options.includes(option)) throw new UsageError(`"${word}" takes no --${option}.`)
  }
  return action.run(call, name ?? '')
}
