/** Takes activities out of people's days, and those days that are gone out of the counts. */

import { CORE_WINDOWS, WINDOWS, windowDifferences } from './rolling-distinct.ts'
import {
  deletePersonDays,
  findPersonDays,
  listInstantsBetween,
  type PersonDayFound,
  putPersonDays,
  withCoreBounds,
} from './rollup-statements.ts'
import type { BuiltPerson, Rollups } from './rollups.ts'

interface DayOfPerson {
  person_id: string
  day: number
  n: number
  core_n: number
  first_at: number
  last_at: number
}

/** @returns The days on which somebody is no longer active, by person. */
export async function takeFromDays(
  rollups: Rollups,
  people: BuiltPerson[],
): Promise<Map<string, Set<number>>> {
  const { tx, generation } = rollups
  const leaving = people.flatMap((person) => leavingDays(rollups, person))
  const found = await tx.each(
    findPersonDays,
    leaving.map(({ person_id, day }) => withCoreBounds({ person_id, day })),
    { generation },
  )
  const stored = new Map(found.map((row) => [keyOf(row), row]))
  const days = new LeavingDays(rollups, people)
  const kept: RemainingDay[] = []
  const gone: { person_id: string; day: number }[] = []
  for (const day of leaving) {
    const before = storedDay(stored, day)
    days.take(day, before)
    if (before.n === day.n) gone.push({ person_id: day.person_id, day: day.day })
    else kept.push({ leaving: day, before })
  }
  await tx.each(deletePersonDays, gone, { generation })
  await tx.each(putPersonDays, await remainingDays(rollups, kept), { generation })
  const byPerson = Map.groupBy(gone, ({ person_id }) => person_id)
  return new Map([...byPerson].map(([person_id, rows]) => [person_id, new Set(rows.map(({ day }) => day))]))
}

/** What leaves each day of a person, in the order of the days. */
function leavingDays({ days }: Rollups, { person_id, activities }: BuiltPerson): DayOfPerson[] {
  const byDay = Map.groupBy(activities, ({ occurred_at }) => days.dayOf(occurred_at))
  const leaving = [...byDay].map(([day, onDay]) => {
    const sum: DayOfPerson = { person_id, day, n: 0, core_n: 0, first_at: Infinity, last_at: -Infinity }
    for (const { core, occurred_at } of onDay) {
      sum.n += 1
      if (core) sum.core_n += 1
      sum.first_at = Math.min(sum.first_at, occurred_at)
      sum.last_at = Math.max(sum.last_at, occurred_at)
    }
    return sum
  })
  return leaving.sort((a, b) => a.day - b.day)
}

type StoredDay = PersonDayFound & { n: number; core_n: number; first_at: number; last_at: number }

function storedDay(
  stored: ReadonlyMap<string, PersonDayFound>,
  { person_id, day, n }: DayOfPerson,
): StoredDay {
  const found = stored.get(keyOf({ person_id, day }))
  if (!found?.n || found.n < n) {
    throw new Error(`The rollups lack day ${day} of person ${person_id}; run "almanac rollups check".`)
  }
  // A day that is there has all of these.
  return found as StoredDay
}

function keyOf({ person_id, day }: { person_id: string; day: number }): string {
  return `${day} ${person_id}`
}

/**
 * Takes days out of the counts, each next to those that are still there: a person's days come in their
 * order, so that of the nearest ones the earlier may be gone already, and the later are not.
 */
class LeavingDays {
  readonly #firstDays: ReadonlyMap<string, number | null>
  readonly #active = new PreviousDays()
  readonly #core = new PreviousDays()

  constructor(
    readonly rollups: Rollups,
    people: readonly BuiltPerson[],
  ) {
    this.#firstDays = new Map(people.map(({ person_id, first_day }) => [person_id, first_day]))
  }

  take({ person_id, day, n, core_n }: DayOfPerson, before: StoredDay): void {
    const { deltas } = this.rollups
    if (core_n > 0 && core_n === before.core_n) {
      const previous = this.#core.take(person_id, day, before.previous_core_day)
      windowDifferences(day, previous, before.next_core_day, CORE_WINDOWS.core_d7, (at, by) =>
        deltas.add(at, 'core_d7', -by),
      )
    }
    if (n < before.n) return
    const previous = this.#active.take(person_id, day, before.previous_day)
    deltas.add(day, 'dau', -1)
    for (const [column, length] of Object.entries(WINDOWS)) {
      windowDifferences(day, previous, before.next_day, length, (at, by) =>
        deltas.add(at, column as keyof typeof WINDOWS, -by),
      )
    }
    const firstDay = this.#firstDays.get(person_id) ?? null
    if (firstDay !== null) deltas.cohorts.addDay(firstDay, day, previous, before.next_day, -1)
  }
}

/** Of days that are taken out in their order, the nearest one before that is still there. */
class PreviousDays {
  readonly #ofGone = new Map<string, number | null>()

  take(person_id: string, day: number, stored: number | null): number | null {
    const ofStored = stored === null ? undefined : this.#ofGone.get(keyOf({ person_id, day: stored }))
    const previous = ofStored === undefined ? stored : ofStored
    this.#ofGone.set(keyOf({ person_id, day }), previous)
    return previous
  }
}

interface RemainingDay {
  leaving: DayOfPerson
  before: StoredDay
}

/** Days on which something is left: where the first or the last has gone, it is looked for. */
async function remainingDays(rollups: Rollups, kept: readonly RemainingDay[]): Promise<DayOfPerson[]> {
  const { tx, days } = rollups
  const asked = kept.filter(
    ({ leaving, before }) => leaving.first_at === before.first_at || leaving.last_at === before.last_at,
  )
  const rows = asked.map(({ leaving: { person_id, day } }) => ({
    ...{ person_id, from_at: days.startOf(day), until_at: days.endOf(day) },
  }))
  const dayFrom = new Map(
    asked.map(({ leaving }, i) => [`${rows[i]?.from_at} ${leaving.person_id}`, leaving.day]),
  )
  const bounds = new Map<string, [first: number, last: number]>()
  for (const { person_id, from_at, occurred_at } of await tx.each(listInstantsBetween, rows)) {
    const day = days.dayOf(occurred_at)
    // Where a clock was set back across midnight, instants of two days lie between each other.
    if (dayFrom.get(`${from_at} ${person_id}`) !== day) continue
    const key = keyOf({ person_id, day })
    const [first, last] = bounds.get(key) ?? [occurred_at, occurred_at]
    bounds.set(key, [Math.min(first, occurred_at), Math.max(last, occurred_at)])
  }
  return kept.map(({ leaving: { person_id, day, n, core_n }, before }) => {
    const [first_at, last_at] = bounds.get(keyOf({ person_id, day })) ?? [before.first_at, before.last_at]
    return { person_id, day, n: before.n - n, core_n: before.core_n - core_n, first_at, last_at }
  })
}
