/** What comes in, person by person: its local days and its runs of actions, each in their order. */
import type { Activity } from '../../db/facts.ts'
import type { LocalDays } from '../../lib/time/local-days.ts'
import { addToRuns, type Run } from './session-runs.ts'

export interface ArrivingDay {
  person_id: string
  day: number
  n: number
  core_n: number
  first_at: number
  last_at: number
}

export interface ArrivingPerson {
  person_id: string
  days: ArrivingDay[]
  runs: Run[]
}

export function arrivingPeople(activities: readonly Activity[], localDays: LocalDays): ArrivingPerson[] {
  const byPerson = Map.groupBy(activities, ({ person_id }) => person_id)
  return Array.from(byPerson, ([person_id, own]) => {
    const person: ArrivingPerson = { person_id, days: [], runs: [] }
    for (const activity of own.sort((a, b) => a.occurred_at - b.occurred_at)) {
      addToDays(person, localDays.dayOf(activity.occurred_at), activity)
      addToRuns(person.runs, activity.occurred_at)
    }
    return person
  })
}

/** Nearly always to the last: a date comes back only where a clock is set back across midnight. */
function addToDays({ person_id, days }: ArrivingPerson, day: number, { core, occurred_at }: Activity): void {
  let place = days.length
  while (place > 0 && (days[place - 1]?.day ?? 0) > day) place -= 1
  const core_n = core ? 1 : 0
  const known = days[place - 1]
  if (known?.day === day) {
    known.n += 1
    known.core_n += core_n
    known.last_at = occurred_at
  } else {
    days.splice(place, 0, { person_id, day, n: 1, core_n, first_at: occurred_at, last_at: occurred_at })
  }
}
