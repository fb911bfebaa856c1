/** Of which changes a webhook is told. */
import { InvalidValueError } from '../lib/app-error.ts'
import { OWN_VERBS, SEEN_BY_ALL } from '../live/visible-changes.ts'
import type { Resource } from '../resources/resource.ts'

export const EVERYTHING = '*'

/**
 * The kinds that webhooks are told of: all of which every admin sees each one. Conversations and their
 * messages belong to those who take part, so that nobody else is told that there are any.
 */
export function toldKinds(resources: readonly Resource[]): ReadonlySet<string> {
  const seen = resources.filter(({ visibility }) => visibility && visibility.requires !== 'chat.read')
  return new Set([...Object.keys(SEEN_BY_ALL), ...seen.map(({ kind }) => kind)].sort())
}

/** @throws InvalidValueError for a kind of which nobody is told. */
export function assertEvents(events: readonly string[], kinds: ReadonlySet<string>): void {
  for (const [i, event] of events.entries()) {
    const [kind = ''] = event.split('.')
    if (event === EVERYTHING || kinds.has(kind)) continue
    const known = [...kinds].join(', ')
    throw new InvalidValueError(`events/${i}`, `is nothing that webhooks are told of; there are *, ${known}`)
  }
}

/** Whether a webhook with these events is told. */
export function isTold(
  events: readonly string[],
  kinds: ReadonlySet<string>,
  { kind, verb }: { kind: string; verb: string },
): boolean {
  if (!kinds.has(kind) || OWN_VERBS.includes(verb)) return false
  return events.some((one) => one === EVERYTHING || one === kind || one === `${kind}.${verb}`)
}
