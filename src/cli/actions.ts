/** Commands whose first word says what to do, of which some name something in a second one. */
import { nearestName } from '../lib/nearest-name.ts'
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
  const [word, name] = call.words
  const action = word !== undefined && Object.hasOwn(actions, word) ? actions[word] : undefined
  if (word === undefined || !action) throw new UsageError(notOneOf(Object.keys(actions), word))
  if (action.names === null && name !== undefined) throw new UsageError(`"${name}" is a word too many.`)
  if (action.names !== null && name === undefined) throw new UsageError(`Name ${action.names}.`)
  refuseOtherOptions(call, `"${word}"`, action.options)
  return action.run(call, name ?? '')
}

/** What is said to who named no action, or one that there is not. */
export function notOneOf(actions: readonly string[], word: string | undefined): string {
  const choice = actions.length > 1 ? `one of ${actions.join(', ')}` : `${actions}`
  if (word === undefined) return `Say ${choice}.`
  const nearest = nearestName(word, actions)
  return `There is no "${word}" here: ${nearest ? `did you mean ${nearest}?` : `say ${choice}.`}`
}

/** @throws UsageError for an option that would be dropped in silence. */
export function refuseOtherOptions({ values }: Call, what: string, taken: readonly string[]): void {
  for (const [option, value] of Object.entries(values)) {
    const isGiven = value !== undefined && value !== false
    if (isGiven && !taken.includes(option)) throw new UsageError(`${what} takes no --${option}.`)
  }
}
