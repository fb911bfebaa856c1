/**
 * How many tasks of a project were completed in each of the last weeks: those that are done now, by the
 * local day on which they were. Whoever sees a project sees its tasks.
 */
import { and, eq, gt, gte, isNull, lte, sql } from 'drizzle-orm'
import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import { query, type Slots } from '../../db/query.ts'
import { inSteps } from '../../lib/paging/in-steps.ts'
import { dayToDate } from '../../lib/time/local-days.ts'
import { firstDayOf, lastDayOf, periodOf } from '../../lib/time/periods.ts'
import { enter } from './projects.ts'
import type { ProjectWeeks, ProjectWeeksQuery } from './schema.ts'
import { findBorder } from './task-counts.ts'

const USUAL_WEEKS = 12
/** Each of them may be a row, so that fewer are looked at before others have their turn. */
const AT_ONCE = 2_000

/** @throws NotVisibleError */
export async function readCompletedWeeks(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
  project_id: string,
  { weeks = USUAL_WEEKS }: ProjectWeeksQuery,
  atOnce = AT_ONCE,
): Promise<ProjectWeeks> {
  const now = clock.now()
  const here = db.for(principal.organization_id)
  const { days } = await here.read(async (q) => (await enter(q, principal, project_id, now)).perspective)
  const last = periodOf('week', days.dayOf(now))
  const first = last - weeks + 1
  const from_at = days.startOf(firstDayOf('week', first))
  const counts = new Map<number, number>()
  await inSteps(async (after, most) => {
    return here.read(async (q) => {
      const until = await findBorder(q, project_id, after, most)
      const between = { project_id, after, until: until ?? '', from_at }
      for (const { completed_at } of await listCompleted(q, between, { hasEnd: until !== null })) {
        const week = periodOf('week', days.dayOf(completed_at))
        counts.set(week, (counts.get(week) ?? 0) + 1)
      }
      return { found: null, until }
    })
  }, atOnce)
  const weekOf = (week: number) => ({
    from: dayToDate(firstDayOf('week', week)),
    to: dayToDate(lastDayOf('week', week)),
    completed: counts.get(week) ?? 0,
    complete: week < last,
  })
  return { time_zone: days.timeZone, weeks: Array.from({ length: weeks }, (_, i) => weekOf(first + i)) }
}

type BetweenValues = { project_id: string; after: string; until: string; from_at: number }

const listCompleted = query((q, slots: Slots<BetweenValues>, { hasEnd }: { hasEnd: boolean }) => {
  const { tasks } = q.tables
  const { id, project_id, status, deleted_at, completed_at } = tasks
  const between = and(gt(id, slots.after), hasEnd ? lte(id, slots.until) : undefined)
  const isDone = and(isNull(deleted_at), eq(status, 'done'), gte(completed_at, slots.from_at))
  return q
    .select({ completed_at: sql`${completed_at}`.mapWith(Number) })
    .from(q.can.through(tasks, 'tasks_project'))
    .where(and(q.mine(tasks), eq(project_id, slots.project_id), isDone, between))
})
