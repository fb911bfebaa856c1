/** What changes add to an organization's counts of work, gathered before it is written once. */
import { binOf } from '../../lib/sketch.ts'
import type { LocalDays } from '../../lib/time/local-days.ts'
import { StockDays } from './stock-days.ts'
import type { WorkRow } from './work-state.ts'

export type TimeKind = 'cycle' | 'lead' | 'unstarted'
/** Tasks that were completed on `day`, took as long as `bin` says, and were done until `until_day`. */
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

  /** How long a task took whose state, with a `done_at`, held until `untilDay`. */
  addTimes(days: LocalDays, done: Times, untilDay: number, by: 1 | -1): void {
    const { began_at, started_at, done_at } = done
    const day = days.dayOf(done_at)
    // Of a task that was reopened before the day was over, the day knows nothing.
    if (untilDay <= day) return
    this.#addTime({ day, kind: 'lead', bin: binOf(done_at - began_at), until_day: untilDay, n: by })
    const [kind, bin] =
      started_at === null ? (['unstarted', 0] as const) : (['cycle', binOf(done_at - started_at)] as const)
    this.#addTime({ day, kind, bin, until_day: untilDay, n: by })
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

type Times = Pick<WorkRow, 'began_at' | 'started_at'> & { done_at: number }

/** Whether it is done, and times can be said of it. */
export function isDone<Row extends Pick<WorkRow, 'done_at'>>(row: Row): row is Row & { done_at: number } {
  return row.done_at !== null
}

export function nameOfTime({ day, kind, bin, until_day }: Omit<TimeCell, 'n'>): string {
  return `${day} ${kind} ${bin} ${until_day}`
}
