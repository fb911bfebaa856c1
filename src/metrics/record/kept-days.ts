/**
 * What is kept of the days on which people act, and of their neighbours.
 *
 * Who acts on their last day or after it, as nearly everybody does, has no later days: the last one, with
 * which they were found, says it all. For the others all of it is looked for.
 */
import type { ArrivingDay, ArrivingPerson } from './arriving.ts'
import { CORE_WINDOWS } from './rolling-distinct.ts'
import { findArrivingDays, type PersonDayFound, withCoreBounds } from './rollup-statements.ts'
import type { Rollups } from './rollups.ts'

export type KeptDay = Omit<PersonDayFound, 'person_id' | 'day'>

/** `null` of who has none. */
export type LastDay = Omit<ArrivingDay, 'person_id'> | null

const NOTHING: KeptDay = {
  ...{ n: null, core_n: null, first_at: null, last_at: null },
  ...{ previous_day: null, next_day: null, previous_core_day: null, next_core_day: null },
}

type Acting = Pick<ArrivingPerson, 'person_id' | 'days'> & { last_day: LastDay }

/** @returns What is kept of a day of one of the people. */
export async function keptDays(
  { tx, generation }: Rollups,
  people: readonly Acting[],
): Promise<(person: Acting, day: ArrivingDay) => KeptDay> {
  const asked = people
    .filter((person) => !isSaidByLastDay(person))
    .flatMap(({ days }) => days.map(({ person_id, day }) => withCoreBounds({ person_id, day })))
  const found = await tx.each(findArrivingDays, asked, { generation })
  const kept = new Map(found.map((row) => [keyOf(row), row]))
  return ({ last_day }, day) => kept.get(keyOf(day)) ?? besideLast(last_day, day.day)
}

function isSaidByLastDay({ days, last_day }: Acting): boolean {
  if (last_day === null) return true
  if ((days[0]?.day ?? 0) < last_day.day) return false
  // A core day before it may be near enough to count.
  const firstCore = days.find(({ core_n }) => core_n > 0)
  return !firstCore || last_day.core_n > 0 || last_day.day <= firstCore.day - CORE_WINDOWS.core_d7
}

function besideLast(last: LastDay, day: number): KeptDay {
  if (last === null) return NOTHING
  if (last.day === day) return { ...NOTHING, ...last }
  return {
    ...NOTHING,
    previous_day: last.day,
    previous_core_day: last.core_n > 0 ? last.day : null,
  }
}

function keyOf({ person_id, day }: { person_id: string; day: number }): string {
  return `${day} ${person_id}`
}
