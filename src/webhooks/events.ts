/** Of which changes a webhook is told. */
import { InvalidValueError } from '../lib/app-error.ts'
import { OWN_VERBS, SEEN_BY_ALL } from '../live/visible-changes.ts'
import { type Resource, verbsOf } from '../resources/resource.ts'

export const EVERYTHING = '*'

/** By kind, what may become of one. */
export type ToldKinds = ReadonlyMap<string, readonly string[]>

/**
 * The kinds that webhooks are told of: all of which every admin sees each one. Conversations and their
 * messages belong to those who take part, so that nobody else is told that there are any.
 */
export function toldKinds(resources: readonly Resource[]): ToldKinds {
  const seen = resources.filter(({ visibility }) => visibility && visibility.requires !== 'chat.read')
  const told = [
    ...Object.entries(SEEN_BY_ALL).map(([kind, { verbs }]) => [kind, verbs] as const),
    ...seen.map((resource) => [resource.kind, verbsOf(resource)] as const),
  ]
  return new Map(told.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** @throws InvalidValueError for what nobody is told of. */
export function assertEvents(events: readonly string[], kinds: ToldKinds): void {
  for (const [i, event] of events.entries()) {
    const [kind = '', verb] = event.split('.')
    const verbs = kinds.get(kind)
    if (event === EVERYTHING || (verbs && (verb === undefined || verbs.includes(verb)))) continue
    const known = verbs ? [kind, ...verbs.map((one) => `${kind}.${one}`)] : [EVERYTHING, ...kinds.keys()]
    throw new InvalidValueError(
      `events/${i}`,
      `is nothing that webhooks are told of; there are ${known.join(', ')}`,
    )
  }
}

/** Whether a webhook with these events is told. */
export function isTold(
  events: readonly string[],
  kinds: ToldKinds,
  { kind, verb }: { kind: string; verb: string },
): boolean {
  if (!kinds.has(kind) || OWN_VERBS.includes(verb)) return false
  return events.some((one) => one === EVERYTHING || one === kind || one === `${kind}.${verb}`)
}
