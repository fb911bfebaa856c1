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
  await moveLastActive(rollups, people)
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
    .map(({ person_id, tracked, first_day, last_at }) => ({
      ...{ person_id, first_day, last_at, tracked: Boolean(tracked) },
      activities: byPerson.get(person_id) ?? [],
    }))
}

/** Whose last activity has gone was active last at what is left. */
async function moveLastActive(
  { tx, generation, deltas }: Rollups,
  people: readonly BuiltPerson[],
): Promise<void> {
  const before = new Map(
    people
      .filter(({ last_at, activities }) => activities.some(({ occurred_at }) => occurred_at === last_at))
      .map(({ person_id, last_at }) => [person_id, last_at]),
  )
  const rows = [...before.keys()].map((person_id) => ({ person_id }))
  for (const { person_id, last_at } of await tx.each(findPersonStates, rows, { generation })) {
    deltas.lastActive.move(before.get(person_id) ?? null, last_at)
  }
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
