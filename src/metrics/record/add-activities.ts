/**
 * Adds activities to one generation of rollups: the people's days, the rolling counts, the first
 * days and the sessions. Order does not matter, and late ones are as good as others.
 *
 * The people are locked by the caller, and each activity's raw event was not there before.
 */
import type { Activity } from '../../db/facts.ts'
import type { DayDeltas } from './day-deltas.ts'
import { findSessions } from './find-sessions.ts'
import { type MovedPerson, moveCohorts } from './move-cohorts.ts'
import { CORE_WINDOWS, WINDOWS, windowDifferences } from './rolling-distinct.ts'
import {
  deleteSessions,
  findArrivingDays,
  findPersonStates,
  type PersonDayFound,
  putPersonDays,
  putPersonStates,
  putSessions,
  type SessionFound,
  withCoreBounds,
} from './rollup-statements.ts'
import type { Rollups } from './rollups.ts'
import { mergeRuns, type Run, runsOf } from './session-runs.ts'

export async function addActivities(rollups: Rollups, activities: readonly Activity[]): Promise<void> {
  if (activities.length === 0) return
  const people = Map.groupBy(activities, (activity) => activity.person_id)
  const built = await openPeople(rollups, people)
  if (built.length === 0) return
  for (const { last_at, activities } of built) {
    const latest = Math.max(...activities.map(({ occurred_at }) => occurred_at))
    if (last_at === null || latest > last_at) rollups.deltas.lastActive.move(last_at, latest)
  }
  await Promise.all([addDays(rollups, built), addSessions(rollups, built)])
}

type ByPerson = Map<string, Activity[]>

interface OpenPerson {
  person_id: string
  first_day: number
  last_at: number | null
  activities: Activity[]
}

/** Those of the people who are in this generation, their first days moved back where needed. */
async function openPeople(rollups: Rollups, people: ByPerson): Promise<OpenPerson[]> {
  const { tx, generation, days, deltas, isCurrent } = rollups
  const rows = [...people.keys()].map((person_id) => ({ person_id }))
  const open: OpenPerson[] = []
  const changed: OpenPerson[] = []
  const moved: MovedPerson[] = []
  const states = await tx.each(findPersonStates, rows, { generation })
  for (const { person_id, first_day: known, built, tracked, last_at } of states) {
    if (!built && !isCurrent) continue
    const activities = people.get(person_id) ?? []
    const person = { person_id, first_day: known ?? Infinity, last_at, activities }
    open.push(person)
    if (built && !tracked) continue
    for (const { occurred_at } of activities) {
      person.first_day = Math.min(person.first_day, days.dayOf(occurred_at))
    }
    if (person.first_day === known) continue
    if (known !== null) {
      deltas.addUser(known, -1)
      moved.push({ person_id, from: known, to: person.first_day })
    }
    deltas.addUser(person.first_day, 1)
    changed.push(person)
  }
  await moveCohorts(rollups, moved)
  const firstDays = changed.map(({ person_id, first_day }) => ({ person_id, first_day }))
  await tx.each(putPersonStates, firstDays, { generation })
  return open
}

interface DayOfPerson {
  person_id: string
  day: number
  n: number
  core_n: number
  first_at: number
  last_at: number
}

async function addDays({ tx, generation, days, deltas }: Rollups, people: OpenPerson[]): Promise<void> {
  const firstDays = new Map(people.map(({ person_id, first_day }) => [person_id, first_day]))
  const arriving = people.flatMap(({ person_id, activities }) =>
    [...Map.groupBy(activities, ({ occurred_at }) => days.dayOf(occurred_at))].map(([day, onDay]) =>
      summary(person_id, day, onDay),
    ),
  )
  const found = await tx.each(
    findArrivingDays,
    arriving.map(({ person_id, day }) => withCoreBounds({ person_id, day })),
    { generation },
  )
  const stored = new Map(found.map((row) => [keyOf(row), row]))
  const newDays = new NewDays(deltas, firstDays)
  const written = arriving.map((day) => {
    const before = stored.get(keyOf(day))
    if (before) newDays.count(day, before)
    return before?.n ? combined(day, before) : day
  })
  await tx.each(putPersonDays, written, { generation })
}

function keyOf({ person_id, day }: { person_id: string; day: number }): string {
  return `${day} ${person_id}`
}

function summary(person_id: string, day: number, activities: Activity[]): DayOfPerson {
  const sum: DayOfPerson = { person_id, day, n: 0, core_n: 0, first_at: Infinity, last_at: -Infinity }
  for (const { core, occurred_at } of activities) {
    sum.n += 1
    if (core) sum.core_n += 1
    sum.first_at = Math.min(sum.first_at, occurred_at)
    sum.last_at = Math.max(sum.last_at, occurred_at)
  }
  return sum
}

function combined(day: DayOfPerson, before: PersonDayFound): DayOfPerson {
  return {
    ...day,
    n: day.n + (before.n ?? 0),
    core_n: day.core_n + (before.core_n ?? 0),
    first_at: Math.min(day.first_at, before.first_at ?? Infinity),
    last_at: Math.max(day.last_at, before.last_at ?? -Infinity),
  }
}

/** Counts days that were not there before, each next to those that came before it in this change. */
class NewDays {
  readonly #active = new Map<string, number[]>()
  readonly #core = new Map<string, number[]>()

  constructor(
    readonly deltas: DayDeltas,
    readonly firstDays: ReadonlyMap<string, number>,
  ) {}

  count(arriving: DayOfPerson, before: PersonDayFound): void {
    const { deltas } = this
    const { person_id, day } = arriving
    if (!before.n) {
      deltas.add(day, 'dau', 1)
      const near = nearest(this.#active, person_id, day, before.previous_day, before.next_day)
      deltas.cohorts.addDay(this.firstDays.get(person_id) ?? day, day, ...near, 1)
      for (const [column, length] of Object.entries(WINDOWS)) {
        windowDifferences(day, ...near, length, (at, by) =>
          deltas.add(at, column as keyof typeof WINDOWS, by),
        )
      }
    }
    if (arriving.core_n > 0 && !before.core_n) {
      const near = nearest(this.#core, person_id, day, before.previous_core_day, before.next_core_day)
      windowDifferences(day, ...near, CORE_WINDOWS.core_d7, (at, by) => deltas.add(at, 'core_d7', by))
    }
  }
}

/** The nearest active days on both sides, of those stored and those already in this change. */
function nearest(
  arrived: Map<string, number[]>,
  personId: string,
  day: number,
  storedPrevious: number | null,
  storedNext: number | null,
): [previous: number | null, next: number | null] {
  const others = arrived.get(personId) ?? []
  let previous = storedPrevious ?? -Infinity
  let next = storedNext ?? Infinity
  for (const other of others) {
    if (other < day) previous = Math.max(previous, other)
    else next = Math.min(next, other)
  }
  others.push(day)
  arrived.set(personId, others)
  return [Number.isFinite(previous) ? previous : null, Number.isFinite(next) ? next : null]
}

async function addSessions({ tx, generation, days, deltas }: Rollups, people: OpenPerson[]): Promise<void> {
  const arriving = people.flatMap(({ person_id, activities }) =>
    runsOf(activities.map(({ occurred_at }) => occurred_at)).map((run) => ({ person_id, ...run })),
  )
  const near = Map.groupBy(await findSessions(tx, arriving, generation), (session) => session.person_id)
  const gone: { person_id: string; start_at: number }[] = []
  const written: SessionFound[] = []
  for (const [person_id, runs] of Map.groupBy(arriving, (run) => run.person_id)) {
    // Two runs may touch one session: it counts once.
    const before = new Map((near.get(person_id) ?? []).map((session) => [session.start_at, session]))
    const after = new Map(mergeRuns([...before.values(), ...runs]).map((run) => [run.start_at, run]))
    for (const session of before.values()) {
      if (isSame(session, after.get(session.start_at))) continue
      deltas.addSession(session.start_day, session.end_at - session.start_at, -1)
      if (!after.has(session.start_at)) gone.push({ person_id, start_at: session.start_at })
    }
    for (const { start_at, end_at, n } of after.values()) {
      if (isSame(before.get(start_at), { start_at, end_at, n })) continue
      const start_day = days.dayOf(start_at)
      deltas.addSession(start_day, end_at - start_at, 1)
      written.push({ person_id, start_at, end_at, n, start_day })
    }
  }
  await tx.each(deleteSessions, gone, { generation })
  await tx.each(putSessions, written, { generation })
}

function isSame(a: Run | undefined, b: Run | undefined): boolean {
  return a !== undefined && b !== undefined && a.end_at === b.end_at && a.n === b.n
}
