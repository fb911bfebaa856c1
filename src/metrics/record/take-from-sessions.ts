/** Takes activities out of people's sessions: they are made anew of what is left, and may fall apart. */
import { findSessions } from './find-sessions.ts'
import { deleteSessions, listInstantsBetween, putSessions, type SessionFound } from './rollup-statements.ts'
import type { BuiltPerson, Rollups } from './rollups.ts'
import { type Run, runsOf } from './session-runs.ts'

export async function takeFromSessions(rollups: Rollups, people: BuiltPerson[]): Promise<void> {
  const { tx, generation, days, deltas } = rollups
  const leaving = await leavingSessions(rollups, people)
  const partly = leaving.filter(({ session, taken }) => taken < session.n)
  const asked = partly.map(({ session: { person_id, start_at, end_at } }) => ({
    ...{ person_id, from_at: start_at, until_at: end_at },
  }))
  const rest = Map.groupBy(await tx.each(listInstantsBetween, asked), sessionKey)
  const runs = partly.flatMap(({ session: { person_id, start_at } }) => {
    const left = rest.get(sessionKey({ person_id, from_at: start_at })) ?? []
    return runsOf(left.map(({ occurred_at }) => occurred_at)).map((run) => ({
      ...{ person_id, ...run, start_day: days.dayOf(run.start_at) },
    }))
  })
  for (const { session } of leaving) deltas.addSession(session.start_day, lengthOf(session), -1)
  for (const run of runs) deltas.addSession(run.start_day, lengthOf(run), 1)
  const old = leaving.map(({ session: { person_id, start_at } }) => ({ person_id, start_at }))
  await tx.each(deleteSessions, old, { generation })
  await tx.each(putSessions, runs, { generation })
}

interface LeavingSession {
  session: SessionFound
  /** How many of its actions leave. */
  taken: number
}

async function leavingSessions(rollups: Rollups, people: BuiltPerson[]): Promise<LeavingSession[]> {
  const runs = people.flatMap(({ person_id, activities }) =>
    runsOf(activities.map(({ occurred_at }) => occurred_at)).map((run) => ({ person_id, ...run })),
  )
  const found = await findSessions(rollups.tx, runs, rollups.generation)
  const near = Map.groupBy(found, ({ person_id }) => person_id)
  return people.flatMap(({ person_id, activities }) => {
    const byStart = new Map((near.get(person_id) ?? []).map((session) => [session.start_at, session]))
    const sessions = [...byStart.values()].sort((a, b) => a.start_at - b.start_at)
    const instants = activities.map(({ occurred_at }) => occurred_at).sort((a, b) => a - b)
    const taken = countedBySession(sessions, instants)
    if (taken === null) {
      throw new Error(`The rollups lack a session of person ${person_id}; run "almanac rollups check".`)
    }
    return sessions.flatMap((session, i) => (taken[i] ? [{ session, taken: taken[i] }] : []))
  })
}

/** How many of the instants lie in each of the sessions, both in order; `null` where one lies in none. */
function countedBySession(sessions: readonly SessionFound[], instants: readonly number[]): number[] | null {
  const counts = sessions.map(() => 0)
  let i = 0
  for (const at of instants) {
    while (at > (sessions[i]?.end_at ?? Infinity)) i += 1
    const session = sessions[i]
    if (!session || at < session.start_at) return null
    counts[i] = (counts[i] ?? 0) + 1
  }
  return counts
}

function sessionKey({ person_id, from_at }: { person_id: string; from_at: number }): string {
  return `${from_at} ${person_id}`
}

function lengthOf({ start_at, end_at }: Pick<Run, 'start_at' | 'end_at'>): number {
  return end_at - start_at
}
