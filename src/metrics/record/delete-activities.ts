/**
 * Takes activities out of a generation of rollups, any number of them at once. Their raw events are
 * gone already.
 */
import type { Activity } from '../../db/facts.ts'
import { moveCohorts } from './move-cohorts.ts'
import { findFirstDays, findPersonStates, putPersonStates } from './rollup-statements.ts'
import type { BuiltPerson, Rollups } from './rollups.ts'
import { takeFromDays } from './take-from-days.ts'
import { takeFromSessions } from './take-from-sessions.ts'

export async function deleteActivities(rollups: Rollups, activities: readonly Activity[]): Promise<void> {
  const people = await builtPeople(rollups, activities)
  const gone = await takeFromDays(rollups, people)
  await takeFromSessions(rollups, people)
  await moveFirstDays(rollups, people, gone)
}

/** Those who are not built in this generation yet will be built without these. */
async function builtPeople(
  { tx, generation }: Rollups,
  activities: readonly Activity[],
): Promise<BuiltPerson[]> {
  const byPerson = Map.groupBy(activities, (activity) => activity.person_id)
  const rows = [...byPerson.keys()].map((person_id) => ({ person_id }))
  const states = await tx.each(findPersonStates, rows, { generation })
  return states
    .filter(({ built }) => built)
    .map(({ person_id, tracked, first_day }) => ({
      ...{ person_id, first_day, tracked: Boolean(tracked) },
      activities: byPerson.get(person_id) ?? [],
    }))
}

async function moveFirstDays(
  rollups: Rollups,
  people: readonly BuiltPerson[],
  gone: ReadonlyMap<string, ReadonlySet<number>>,
): Promise<void> {
  const { tx, generation, deltas } = rollups
  const beginnings = new Map(
    people.flatMap(({ person_id, tracked, first_day }) =>
      tracked && first_day !== null && gone.get(person_id)?.has(first_day) ? [[person_id, first_day]] : [],
    ),
  )
  const rows = [...beginnings.keys()].map((person_id) => ({ person_id }))
  const found = await tx.each(findFirstDays, rows, { generation })
  const moved = found.flatMap(({ person_id, first_day: to }) => {
    const from = beginnings.get(person_id)
    if (from === undefined) return []
    deltas.addUser(from, -1)
    if (to === null) return []
    deltas.addUser(to, 1)
    return [{ person_id, from, to }]
  })
  await moveCohorts(rollups, moved)
  const states = found.map(({ person_id, first_day }) => ({ person_id, first_day }))
  await tx.each(putPersonStates, states, { generation })
}
