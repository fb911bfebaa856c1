/** The states in which tasks and projects have been: what all work metrics are made of. */
import type { WorkState } from '../../db/facts.ts'
import { dateToDay, type LocalDays } from '../../lib/time/local-days.ts'
import { isClosed, kindOf, type WorkKind } from './stock-kinds.ts'

/** A row of `work_changes`. */
export interface WorkRow {
  thing_id: string
  number: number
  kind: WorkKind
  at: number
  status: string
  due_on: string | null
  due_at: number | null
  is_deleted: boolean
  began_at: number
  started_at: number | null
  done_at: number | null
}

/** What is said of a thing. What is left out is as it was. */
export interface ThingState extends WorkState {
  id: string
  /** In the trash. */
  is_deleted?: boolean
}

/**
 * The state that follows another, or is the first. Clocks differ between processes and are set: none
 * is before the one that it follows.
 *
 * @returns `null` where nothing that is counted has changed.
 */
export function nextState(
  kind: WorkKind,
  before: WorkRow | null,
  { id, since_at = null, ...change }: ThingState,
  now: number,
): WorkRow | null {
  const { status, due_on = null, due_at = null, is_deleted = false } = { ...before, ...change }
  if (status === undefined) throw new Error(`A first state must say its status: ${id}`)
  const state = { status, due_on, due_at, is_deleted }
  if (before && isSame(before, state)) return null
  const at = Math.max(now, before?.at ?? now)
  const kept = kindOf(kind)
  const started = status === kept.started ? at : null
  return {
    thing_id: id,
    number: (before?.number ?? 0) + 1,
    kind,
    at,
    ...state,
    began_at: before?.began_at ?? at,
    started_at: before?.started_at ?? since_at ?? started,
    done_at: status === kept.done ? (before?.done_at ?? at) : null,
  }
}

type Counted = Pick<WorkRow, 'status' | 'due_on' | 'due_at' | 'is_deleted'>

function isSame(one: Counted, other: Counted): boolean {
  return (['status', 'due_on', 'due_at', 'is_deleted'] as const).every((name) => one[name] === other[name])
}

/** The first local day at whose end a thing in this state is late; `null` when it never will be. */
export function firstLateDay(
  days: LocalDays,
  { kind, status, due_on, due_at }: Pick<WorkRow, 'kind' | 'status' | 'due_on' | 'due_at'>,
): number | null {
  if (isClosed({ kind, status })) return null
  if (due_at !== null) return days.dayEndingAfter(due_at)
  const day = due_on === null ? null : dateToDay(due_on)
  return day === null ? null : day + 1
}
