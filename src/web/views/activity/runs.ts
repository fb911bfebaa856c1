/** Events as one reads them: what one person did again and again is one line. */
import type { ActivityItem } from '../../../../docs/api-types.ts'
import { dayIn } from '../../format/days.ts'

export interface Run {
  id: string
  person: ActivityItem['person']
  verb: string
  core: boolean
  count: number
  first_at: string
  last_at: string
  /** Each of them, the newest first. */
  times: string[]
}

/** @param items The newest first. @param zone A run ends with its day there. */
export function runsOf(items: readonly ActivityItem[], zone: string): Run[] {
  const runs: Run[] = []
  for (const { id, person, verb, core, occurred_at } of items) {
    const last = runs.at(-1)
    if (
      last &&
      last.person.id === person.id &&
      last.verb === verb &&
      isSameDay(zone, last.first_at, occurred_at)
    ) {
      last.count += 1
      last.first_at = occurred_at
      last.times.push(occurred_at)
    } else {
      const times = { first_at: occurred_at, last_at: occurred_at, times: [occurred_at] }
      runs.push({ id, person, verb, core, count: 1, ...times })
    }
  }
  return runs
}

function isSameDay(zone: string, a: string, b: string): boolean {
  return dayIn(zone, new Date(a)) === dayIn(zone, new Date(b))
}

/** A name where one is known, else what the app calls the person. */
export function nameOf({ name, external_id, id }: ActivityItem['person']): string {
  return name ?? external_id ?? id
}
