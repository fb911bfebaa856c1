/**
 * Moves the counts of work with one change of a task or a project.
 *
 * Stocks are differences by day: the state before stands no more from the day of the change on, and the
 * one after does. What is late is a stock, too, of which the day is known beforehand:
 *
 *              due        changed, still open         done
 *     ──●───────┬────────────────┬─────────────────────┬──
 *     change    └ +1 late        └ −1 and +1 of the    └ −1
 *                                  new due date's day,
 *                                  or of today
 *
 * A change takes back the difference of the state before where it lies ahead, or ends it today: both are
 * −1 on the later one of the two days. No other state need be known, and the order of changes to
 * different things does not matter.
 */

import type { LocalDays } from '../../lib/time/local-days.ts'
import type { DayDeltas } from '../record/day-deltas.ts'
import { overdueOf, stockOf } from './stock-kinds.ts'
import { isDone, STILL_DONE, type WorkDeltas } from './work-deltas.ts'
import { firstLateDay, type WorkRow } from './work-state.ts'

export function moveWork(deltas: DayDeltas, days: LocalDays, before: WorkRow | null, after: WorkRow): void {
  const day = days.dayEndingAfter(after.at)
  if (before) addState(deltas.work, days, before, day, -1)
  addState(deltas.work, days, after, day, 1)
  if (after.kind === 'task') addFacts(deltas, days, before, after)
  if (after.kind === 'application') addHiringFacts(deltas, days, before, after)
  if (after.kind === 'content') addContentFacts(deltas, days, before, after)
}

/** From `day` on the state stands, or stands no more. */
function addState(work: WorkDeltas, days: LocalDays, state: WorkRow, day: number, by: 1 | -1): void {
  if (state.is_deleted) return
  work.stocks.add(day, stockOf(state), by)
  const late = firstLateDay(days, state)
  if (late !== null) work.stocks.add(Math.max(day, late), overdueOf(state.kind), by)
}

function addFacts(deltas: DayDeltas, days: LocalDays, before: WorkRow | null, after: WorkRow): void {
  const day = days.dayOf(after.at)
  if (!before) deltas.add(day, 'tasks_created', 1)
  if (before?.done_at === after.done_at) return
  moveTimes(deltas, days, before, after)
  if (isDone(after)) deltas.add(day, 'tasks_completed', 1)
}

function addHiringFacts(deltas: DayDeltas, days: LocalDays, before: WorkRow | null, after: WorkRow): void {
  const day = days.dayOf(after.at)
  if (!before) deltas.add(day, 'applications', 1)
  if (before?.done_at === after.done_at) return
  moveTimes(deltas, days, before, after)
  if (isDone(after)) deltas.add(day, 'hires', 1)
}

/** Of a thing that became done, or is so no longer. */
function moveTimes({ work }: DayDeltas, days: LocalDays, before: WorkRow | null, after: WorkRow): void {
  if (before && isDone(before)) {
    work.addTimes(days, before, STILL_DONE, -1)
    work.addTimes(days, before, days.dayEndingAfter(after.at), 1)
  }
  if (isDone(after)) work.addTimes(days, after, STILL_DONE, 1)
}

function addContentFacts(deltas: DayDeltas, days: LocalDays, before: WorkRow | null, after: WorkRow): void {
  const day = days.dayOf(after.at)
  if (!before) deltas.add(day, 'content_created', 1)
  if (after.status === 'published' && before?.status !== 'published') deltas.add(day, 'content_published', 1)
}
