/**
 * What the rollups must say about one person, computed from the raw events in one go. It shares
 * the definitions with the incremental path but not its way: days are a sorted list, sessions are
 * cut where the gap is too long. `rollups check` and `rollups rebuild` stand on it.
 */
import type { Activity } from '../../db/facts.ts'
import type { LocalDays } from '../../lib/time/local-days.ts'
import type { DayDeltas } from '../record/day-deltas.ts'
import { CHAT_WINDOWS, CORE_WINDOWS, WINDOWS } from '../record/rolling-distinct.ts'
import { SESSION_GAP_MS } from '../record/session-runs.ts'
import type { TOTALS } from '../stocks/stock-kinds.ts'

export interface HistoryDay {
  day: number
  n: number
  core_n: number
  first_at: number
  last_at: number
}

export interface HistorySession {
  start_at: number
  end_at: number
  n: number
  start_day: number
}

/** A member left or was suspended, or came back. */
export interface MemberChange {
  change: 'left' | 'returned'
  changed_at: number
}

/** Gathers one person's events, which must come in the order of their instants. */
export class PersonHistory {
  readonly days = new Map<number, HistoryDay>()
  readonly sessions: HistorySession[] = []
  /** How many messages on each day. */
  readonly messages = new Map<number, number>()
  /** When lessons were completed, and assessments submitted. */
  readonly learned: { key: (typeof TOTALS)[number]; at: number }[] = []

  constructor(
    readonly localDays: LocalDays,
    /** When the person became a member; `null` for a tracked person. */
    readonly joinedAt: number | null,
    readonly memberChanges: readonly MemberChange[] = [],
  ) {}

  add({ occurred_at, core }: Pick<Activity, 'occurred_at' | 'core'>): void {
    const day = this.localDays.dayOf(occurred_at)
    const known = this.days.get(day)
    if (known) {
      known.n += 1
      known.core_n += core ? 1 : 0
      known.last_at = occurred_at
    } else {
      this.days.set(day, { day, n: 1, core_n: core ? 1 : 0, first_at: occurred_at, last_at: occurred_at })
    }
    const session = this.sessions.at(-1)
    if (session && occurred_at - session.end_at <= SESSION_GAP_MS) {
      session.end_at = occurred_at
      session.n += 1
    } else {
      this.sessions.push({ start_at: occurred_at, end_at: occurred_at, n: 1, start_day: day })
    }
  }

  addMessage(at: number): void {
    const day = this.localDays.dayOf(at)
    this.messages.set(day, (this.messages.get(day) ?? 0) + 1)
  }

  get messageDays(): { day: number; n: number }[] {
    return [...this.messages].map(([day, n]) => ({ day, n }))
  }

  get firstDay(): number | null {
    if (this.joinedAt !== null) return this.localDays.dayOf(this.joinedAt)
    const first = Math.min(...this.days.keys())
    return Number.isFinite(first) ? first : null
  }

  /** Adds what this person contributes to the organization's days. */
  contribute(deltas: DayDeltas): void {
    const { firstDay } = this
    if (firstDay !== null) deltas.addUser(firstDay, 1)
    for (const { change, changed_at } of this.memberChanges) {
      deltas.changeUser(this.localDays.dayOf(changed_at), change === 'left' ? 'removed' : 'reactivated')
    }
    for (const { start_at, end_at, start_day } of this.sessions)
      deltas.addSession(start_day, end_at - start_at, 1)
    deltas.lastActive.move(null, this.sessions.at(-1)?.end_at ?? null)
    const active = [...this.days.keys()].sort((a, b) => a - b)
    if (firstDay !== null) deltas.cohorts.addHistory(firstDay, active, 1)
    const core = active.filter((day) => (this.days.get(day)?.core_n ?? 0) > 0)
    for (const day of active) deltas.add(day, 'dau', 1)
    for (const [column, length] of Object.entries(WINDOWS)) {
      coverage(active, length, (day, by) => deltas.add(day, column as keyof typeof WINDOWS, by))
    }
    coverage(core, CORE_WINDOWS.core_d7, (day, by) => deltas.add(day, 'core_d7', by))
    this.#contributeMessages(deltas)
    for (const { key, at } of this.learned) deltas.addToTotal(this.localDays.dayOf(at), key, 1)
  }

  #contributeMessages(deltas: DayDeltas): void {
    for (const [day, n] of this.messages) {
      deltas.add(day, 'messages', n)
      deltas.add(day, 'chatters', 1)
    }
    const days = [...this.messages.keys()].sort((a, b) => a - b)
    coverage(days, CHAT_WINDOWS.chat_d7, (day, by) => deltas.add(day, 'chat_d7', by))
  }
}

/** The days on which at least one of the sorted `days` lies in the window, as stretches. */
function coverage(days: number[], length: number, add: (day: number, by: 1 | -1) => void): void {
  let end: number | null = null
  for (const day of days) {
    if (end === null || day > end) {
      if (end !== null) add(end, -1)
      add(day, 1)
    }
    end = day + length
  }
  if (end !== null) add(end, -1)
}
