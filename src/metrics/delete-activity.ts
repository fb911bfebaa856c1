/** Takes one activity out of a generation of rollups. Its raw event is gone already. */
import type { Activity } from '../db/facts.ts'
import { findSessions } from './find-sessions.ts'
import { moveCohorts } from './move-cohorts.ts'
import type { Rollups } from './record-fact.ts'
import {
  deletePersonDays,
  deleteSessions,
  findFirstDay,
  findPersonDays,
  findPersonStates,
  listInstantsBetween,
  putPersonDays,
  putPersonStates,
  putSessions,
  withCoreBounds,
} from './rollup-statements.ts'
import { runsOf } from './session-runs.ts'
import { CORE_WINDOWS, WINDOWS, windowDifferences } from './windows.ts'

export async function deleteActivity(rollups: Rollups, activity: Activity): Promise<void> {
  const { tx, generation } = rollups
  const { person_id } = activity
  const [state] = await tx.each(findPersonStates, [{ person_id }], { generation })
  if (!state?.built) return
  const dayIsGone = await takeFromDay(rollups, activity, state.first_day)
  await takeFromSession(rollups, activity)
  if (dayIsGone && state.tracked && state.first_day !== null) {
    await moveFirstDay(rollups, person_id, state.first_day)
  }
}

async function takeFromDay(
  rollups: Rollups,
  { person_id, core, occurred_at }: Activity,
  firstDay: number | null,
): Promise<boolean> {
  const { tx, generation, days, deltas } = rollups
  const day = days.dayOf(occurred_at)
  const [before] = await tx.each(findPersonDays, [withCoreBounds({ person_id, day })], { generation })
  if (!before?.n)
    throw new Error(`The rollups lack day ${day} of person ${person_id}; run "almanac rollups check".`)
  const n = before.n - 1
  const core_n = (before.core_n ?? 0) - (core ? 1 : 0)
  if (core && core_n === 0) {
    windowDifferences(day, before.previous_core_day, before.next_core_day, CORE_WINDOWS.core_d7, (at, by) =>
      deltas.add(at, 'core_d7', -by),
    )
  }
  if (n > 0) {
    const [first_at, last_at] = await firstAndLast(rollups, person_id, day)
    await tx.each(putPersonDays, [{ person_id, day, n, core_n, first_at, last_at }], { generation })
    return false
  }
  deltas.add(day, 'dau', -1)
  for (const [column, length] of Object.entries(WINDOWS)) {
    windowDifferences(day, before.previous_day, before.next_day, length, (at, by) =>
      deltas.add(at, column as keyof typeof WINDOWS, -by),
    )
  }
  if (firstDay !== null) deltas.cohorts.addDay(firstDay, day, before.previous_day, before.next_day, -1)
  await tx.each(deletePersonDays, [{ person_id, day }], { generation })
  return true
}

async function firstAndLast(
  { tx, days }: Rollups,
  person_id: string,
  day: number,
): Promise<[number, number]> {
  const from_at = days.startOf(day)
  const until_at = days.endOf(day)
  const near = await tx.all(listInstantsBetween, { person_id, from_at, until_at })
  const instants = near.map((row) => row.occurred_at).filter((at) => days.dayOf(at) === day)
  return [instants[0] ?? from_at, instants.at(-1) ?? from_at]
}

/** The session is made anew from its remaining actions, and may fall apart. */
async function takeFromSession(rollups: Rollups, { person_id, occurred_at }: Activity): Promise<void> {
  const { tx, generation, days, deltas } = rollups
  const around = { person_id, start_at: occurred_at, end_at: occurred_at }
  const near = await findSessions(tx, [around], generation)
  const session = near.find(({ start_at, end_at }) => start_at <= occurred_at && occurred_at <= end_at)
  if (!session)
    throw new Error(`The rollups lack a session of person ${person_id}; run "almanac rollups check".`)
  const { start_at, end_at } = session
  const rest = await tx.all(listInstantsBetween, { person_id, from_at: start_at, until_at: end_at })
  const runs = runsOf(rest.map((row) => row.occurred_at)).map((run) => ({
    person_id,
    ...run,
    start_day: days.dayOf(run.start_at),
  }))
  deltas.addSession(session.start_day, end_at - start_at, -1)
  for (const run of runs) deltas.addSession(run.start_day, run.end_at - run.start_at, 1)
  await tx.each(deleteSessions, [{ person_id, start_at }], { generation })
  await tx.each(putSessions, runs, { generation })
}

async function moveFirstDay(rollups: Rollups, person_id: string, firstDay: number): Promise<void> {
  const { tx, generation, deltas } = rollups
  const [found] = await tx.all(findFirstDay, { generation, person_id })
  const first_day = found?.first_day ?? null
  if (first_day === firstDay) return
  deltas.addUser(firstDay, -1)
  if (first_day !== null) {
    deltas.addUser(first_day, 1)
    await moveCohorts(rollups, [{ person_id, from: firstDay, to: first_day }])
  }
  await tx.each(putPersonStates, [{ person_id, first_day }], { generation })
}
