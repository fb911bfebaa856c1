/** What changes add to an organization's counts of work, gathered before it is written once. */
import { binOf } from '../../lib/sketch.ts'
import type { LocalDays } from '../../lib/time/local-days.ts'
import { StockDays } from './stock-days.ts'
import type { WorkRow } from './work-state.ts'

/** Of tasks and generated texts, as bins of a sketch; of hires, as whole days: from the application, and from the opening of the job. */
export const TASK_TIMES = ['cycle', 'lead', 'unstarted', 'generation'] as const
export const HIRE_TIMES = ['hire', 'fill'] as const
export type TaskTimeKind = (typeof TASK_TIMES)[number]
export type HireTimeKind = (typeof HIRE_TIMES)[number]
export type TimeKind = TaskTimeKind | HireTimeKind
/** Things that were done on `day`, took as long as `bin` says, and were so until `until_day`. */
export interface TimeCell {
  day: number
  kind: TimeKind
  bin: number
  until_day: number
  n: number
}

/** Until this day is done what still is. */
export const STILL_DONE = Number.MAX_SAFE_INTEGER

export class WorkDeltas {
  readonly stocks = new StockDays()
  readonly #times = new Map<string, TimeCell>()

  /** How long a task or a hire took whose state, with a `done_at`, held until `untilDay`. */
  addTimes(days: LocalDays, done: Times, untilDay: number, by: 1 | -1): void {
    const { began_at, started_at, done_at } = done
    const day = days.dayOf(done_at)
    // Of one that was reopened before the day was over, the day knows nothing.
    if (untilDay <= day) return
    if (done.kind === 'application') {
      this.#addHire(days, done, { day, until_day: untilDay, n: by })
      return
    }
    this.#addTime({ day, kind: 'lead', bin: binOf(done_at - began_at), until_day: untilDay, n: by })
    const [kind, bin] =
      started_at === null ? (['unstarted', 0] as const) : (['cycle', binOf(done_at - started_at)] as const)
    this.#addTime({ day, kind, bin, until_day: untilDay, n: by })
  }

  /** In local days: whoever applied in the evening and was hired in the morning waited for a day. */
  #addHire(days: LocalDays, { began_at, started_at }: Times, cell: Omit<TimeCell, 'kind' | 'bin'>): void {
    this.#addTime({ ...cell, kind: 'hire', bin: cell.day - days.dayOf(began_at) })
    if (started_at === null) return
    this.#addTime({ ...cell, kind: 'fill', bin: cell.day - days.dayOf(started_at) })
  }

  /** How long it took to make a text. */
  addGeneration(day: number, ms: number): void {
    this.#addTime({ day, kind: 'generation', bin: binOf(ms), until_day: STILL_DONE, n: 1 })
  }

  times(): TimeCell[] {
    return [...this.#times.values()]
      .filter(({ n }) => n !== 0)
      .sort(
        (a, b) => a.day - b.day || a.kind.localeCompare(b.kind) || a.bin - b.bin || a.until_day - b.until_day,
      )
  }

  #addTime(cell: TimeCell): void {
    const key = nameOfTime(cell)
    const known = this.#times.get(key)
    if (known) known.n += cell.n
    else this.#times.set(key, cell)
  }
}

type Times = Pick<WorkRow, 'kind' | 'began_at' | 'started_at'> & { done_at: number }

/** Whether it is done, and times can be said of it. */
export function isDone<Row extends Pick<WorkRow, 'done_at'>>(row: Row): row is Row & { done_at: number } {
  return row.done_at !== null
}

export function nameOfTime({ day, kind, bin, until_day }: Omit<TimeCell, 'n'>): string {
  return `${day} ${kind} ${bin} ${until_day}`
}
