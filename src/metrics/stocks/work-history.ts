/**
 * What the rollups must say about one task or project, computed from all its states in one go: each
 * stands from its day to that of the next. It shares the definitions with the incremental path but not
 * its way. `rollups check` and `rollups rebuild` stand on it.
 */

import type { LocalDays } from '../../lib/time/local-days.ts'
import type { DayDeltas } from '../record/day-deltas.ts'
import { overdueOf, type StockKey, stockOf } from './stock-kinds.ts'
import { STILL_DONE, type WorkDeltas } from './work-deltas.ts'
import { firstLateDay, type WorkRow } from './work-state.ts'

/** @param states All that the thing has had, in their order. */
export function contributeWork(deltas: DayDeltas, days: LocalDays, states: readonly WorkRow[]): void {
  for (const [i, state] of states.entries()) {
    if (state.is_deleted) continue
    const next = states[i + 1]
    const from = days.dayEndingAfter(state.at)
    const until = next === undefined ? null : days.dayEndingAfter(next.at)
    stand(deltas.work, stockOf(state), from, until)
    const late = firstLateDay(days, state)
    if (late !== null) stand(deltas.work, overdueOf(state.kind), Math.max(from, late), until)
  }
  if (states[0]?.kind === 'task') contributeFacts(deltas, days, states)
  if (states[0]?.kind === 'application') contributeHiring(deltas, days, states)
  if (states[0]?.kind === 'content') contributeContentFacts(deltas, days, states)
}

/** From one day on to the day before the other. */
function stand(work: WorkDeltas, key: StockKey, from: number, until: number | null): void {
  if (until !== null && until <= from) return
  work.stocks.add(from, key, 1)
  if (until !== null) work.stocks.add(until, key, -1)
}

function contributeFacts(deltas: DayDeltas, days: LocalDays, states: readonly WorkRow[]): void {
  const began_at = states[0]?.at ?? 0
  deltas.add(days.dayOf(began_at), 'tasks_created', 1)
  let started_at: number | null = null
  let done_at: number | null = null
  for (const { status, at } of states) {
    if (done_at !== null && status !== 'done') {
      deltas.work.addTimes(days, { kind: 'task', began_at, started_at, done_at }, days.dayEndingAfter(at), 1)
      done_at = null
    }
    if (status === 'in_progress') started_at ??= at
    if (status === 'done' && done_at === null) {
      deltas.add(days.dayOf(at), 'tasks_completed', 1)
      done_at = at
    }
  }
  if (done_at !== null)
    deltas.work.addTimes(days, { kind: 'task', began_at, started_at, done_at }, STILL_DONE, 1)
}

/** When its job was opened is told by its first state. */
function contributeHiring(deltas: DayDeltas, days: LocalDays, states: readonly WorkRow[]): void {
  const { at: began_at = 0, started_at = null } = states[0] ?? {}
  deltas.add(days.dayOf(began_at), 'applications', 1)
  for (const [i, { status, at: done_at }] of states.entries()) {
    if (status !== 'hired' || states[i - 1]?.status === 'hired') continue
    deltas.add(days.dayOf(done_at), 'hires', 1)
    const end = states.slice(i).find((later) => later.status !== 'hired')
    const until = end === undefined ? STILL_DONE : days.dayEndingAfter(end.at)
    deltas.work.addTimes(days, { kind: 'application', began_at, started_at, done_at }, until, 1)
  }
}

function contributeContentFacts(deltas: DayDeltas, days: LocalDays, states: readonly WorkRow[]): void {
  deltas.add(days.dayOf(states[0]?.at ?? 0), 'content_created', 1)
  const published = states.filter(
    ({ status }, i) => status === 'published' && states[i - 1]?.status !== 'published',
  )
  for (const { at } of published) deltas.add(days.dayOf(at), 'content_published', 1)
}
