/**
 * For which days an alert fires. What lasts is told once:
 *
 *   days        1 2 3 4 5 6 7 8 9
 *   holds       · █ █ █ █ · ? █ █     ? has no value: it ends no episode, and makes nobody fire
 *   days: 2     · · ▲ · · · · · ▲
 *
 * A day that has changed since (a late event) is judged anew, and so are the days after it. One for which
 * it has been told is not told again; one that begins an episode of which a later day has been told, neither.
 */
import type { Condition } from './condition.ts'
import type { Judgement } from './schema.ts'

/** Whatever lasts longer is told again. */
export const MOST_QUIET_DAYS = 366
/** What is unusual five times in so many days is one shift of the level: until that is known, it is told once. */
const SHIFT_WITHIN_DAYS = 7

export interface Telling {
  on(day: number): Promise<Judgement>
  /** The days for which it has been told by this condition. */
  told: ReadonlySet<number>
  condition: Condition
  again_after_days: number | null
}

/** Whether the condition has held on as many days in a row as it asks for, the last of them this one. */
export async function isComplete(
  { on, condition }: Pick<Telling, 'on' | 'condition'>,
  day: number,
): Promise<boolean> {
  const days = condition.kind === 'unusual' ? 1 : condition.days
  for (let back = 0; back < days; back += 1) if ((await on(day - back)).holds !== true) return false
  return true
}

/** @param last The last day that may be judged. */
export async function firesOn(telling: Telling, day: number, last: number): Promise<boolean> {
  const { on, told } = telling
  if (told.has(day) || !(await isComplete(telling, day))) return false
  if ((await on(day)).is_level_shift) return true
  return !((await isToldBefore(telling, day)) || (await isToldAfter(telling, day, last)))
}

async function isToldBefore(telling: Telling, day: number): Promise<boolean> {
  const { on, told, condition, again_after_days } = telling
  const oldest = Math.max(day - (again_after_days ?? MOST_QUIET_DAYS) + 1, Math.min(...told))
  const rest = condition.kind === 'unusual' ? SHIFT_WITHIN_DAYS : 1
  let hasEnded = false
  for (let before = day - 1; before >= oldest; before -= 1) {
    // One that holds no longer silences nothing.
    if (told.has(before) && (await isComplete(telling, before))) return !hasEnded || day - before < rest
    hasEnded ||= (await on(before)).holds === false
    if (hasEnded && day - before >= rest) return false
  }
  return false
}

async function isToldAfter(telling: Telling, day: number, last: number): Promise<boolean> {
  const { on, told } = telling
  for (let after = day + 1; after <= last && (await on(after)).holds !== false; after += 1) {
    if (told.has(after) && (await isComplete(telling, after))) return true
  }
  return false
}
