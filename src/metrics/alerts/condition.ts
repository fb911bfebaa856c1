/** What an alert asks of a day. */
import { InvalidValueError } from '../../lib/app-error.ts'
import type { AlertCondition } from './schema.ts'

/** With all that its kind has: two that mean the same are the same. */
export type Condition =
  | { kind: 'above' | 'below'; threshold: number; days: number }
  | {
      kind: 'change'
      direction: 'rise' | 'fall' | 'either'
      percent: number
      over_days: number
      days: number
    }
  | { kind: 'unusual'; side: 'above' | 'below' | 'either' }

const OF_KIND = {
  above: ['threshold', 'days'],
  below: ['threshold', 'days'],
  change: ['direction', 'percent', 'over_days', 'days'],
  unusual: ['side'],
} as const satisfies Record<Condition['kind'], readonly (keyof AlertCondition)[]>

/** @throws InvalidValueError where a field is missing, or is not for its kind. */
export function conditionOf({ kind, ...given }: AlertCondition): Condition {
  const fields: readonly string[] = OF_KIND[kind]
  const foreign = Object.keys(given).find((name) => !fields.includes(name))
  if (foreign !== undefined)
    throw new InvalidValueError(`condition.${foreign}`, `is not for the kind ${kind}`)
  const { threshold, direction = 'either', percent, over_days = 7, days = 1, side = 'either' } = given
  switch (kind) {
    case 'above':
    case 'below':
      if (threshold === undefined)
        throw new InvalidValueError('condition.threshold', `is missing: ${kind} what?`)
      return { kind, threshold, days }
    case 'change':
      if (percent === undefined)
        throw new InvalidValueError('condition.percent', 'is missing: a change by how much?')
      return { kind, direction, percent, over_days, days }
    case 'unusual':
      return { kind, side }
  }
}
