/** What a change adds to an organization's days, cohorts and counters, gathered before it is written once. */

import type { TOTALS } from '../stocks/stock-kinds.ts'
import { WorkDeltas } from '../stocks/work-deltas.ts'
import { CohortDeltas } from './cohort-deltas.ts'
import { LastActive } from './last-active.ts'

export const DAY_COLUMNS = [
  'dau',
  'd7',
  'd14',
  'd30',
  'd60',
  'core_d7',
  'new_users',
  'reactivated',
  'removed',
  'sess_n',
  'sess_ms',
  'messages',
  'chatters',
  'chat_d7',
  'tasks_created',
  'tasks_completed',
  'applications',
  'hires',
  'content_created',
  'content_published',
  'generations_ok',
  'generations_failed',
  'generation_ms',
  'lessons_completed',
  'assessments_submitted',
] as const
export type DayColumn = (typeof DAY_COLUMNS)[number]
export type DayRow = { day: number } & Record<DayColumn, number>

export class DayDeltas {
  readonly #days = new Map<number, DayRow>()
  readonly cohorts = new CohortDeltas()
  readonly work = new WorkDeltas()
  readonly lastActive = new LastActive()
  /** Change of the number of users. */
  users = 0

  add(day: number, column: DayColumn, amount: number): void {
    let row = this.#days.get(day)
    if (!row) {
      row = emptyDay(day)
      this.#days.set(day, row)
    }
    row[column] += amount
  }

  /** A person counts as a user from `day` on (`amount` 1), or no longer does (-1). */
  addUser(day: number, amount: 1 | -1): void {
    this.add(day, 'new_users', amount)
    this.users += amount
  }

  /** A user stops counting from `day` on (`removed`), or counts again (`reactivated`). */
  changeUser(day: number, change: 'removed' | 'reactivated'): void {
    this.add(day, change, 1)
    this.users += change === 'removed' ? -1 : 1
  }

  addSession(startDay: number, durationMs: number, amount: 1 | -1): void {
    this.add(startDay, 'sess_n', amount)
    this.add(startDay, 'sess_ms', amount * durationMs)
  }

  /** On `day` somebody did what is counted from the beginning. */
  addToTotal(day: number, key: (typeof TOTALS)[number], amount: number): void {
    this.add(day, key, amount)
    this.work.stocks.add(day, key, amount)
  }

  /** Days that change, in their order: writers that take rows in one order do not block each other. */
  rows(): DayRow[] {
    return [...this.#days.values()]
      .filter((row) => DAY_COLUMNS.some((column) => row[column] !== 0))
      .sort((a, b) => a.day - b.day)
  }
}

export function emptyDay(day: number): DayRow {
  return {
    day,
    dau: 0,
    d7: 0,
    d14: 0,
    d30: 0,
    d60: 0,
    core_d7: 0,
    new_users: 0,
    reactivated: 0,
    removed: 0,
    sess_n: 0,
    sess_ms: 0,
    messages: 0,
    chatters: 0,
    chat_d7: 0,
    tasks_created: 0,
    tasks_completed: 0,
    applications: 0,
    hires: 0,
    content_created: 0,
    content_published: 0,
    generations_ok: 0,
    generations_failed: 0,
    generation_ms: 0,
    lessons_completed: 0,
    assessments_submitted: 0,
  }
}
