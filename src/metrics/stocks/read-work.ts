/** What stands at the end of a local day, or now: read from what changes, not from the tasks. */
import type { Read } from '../../db/handle.ts'
import { Sketch } from '../../lib/sketch.ts'
import { nextSpanAfter } from './stock-days.ts'
import { noStocks, type Stocks } from './stock-kinds.ts'
import type { HireTimeKind, TaskTimeKind } from './work-deltas.ts'
import { findLateLater, listCounters, listHireTimes, listTimes, sumStocksAfter } from './work-statements.ts'

/** Over how many local days times are told. */
export const TIMES_DAYS = 30
/** Nobody hires as often as tasks are done. */
export const HIRES_DAYS = 90

export interface WorkNumbers {
  stocks: Stocks
  times: Record<TaskTimeKind, Sketch>
  /** How many hires took how many days. */
  hires: Record<HireTimeKind, Map<number, number>>
  /** When the next task is late before the day is over, epoch ms. */
  next_late_at: number | null
}

interface Asked {
  generation: number
  /** The local day at whose end it is to be, or that has not ended. */
  today: number
  now: number
  ends_at: number
}

export async function readWork(q: Read, asked: Asked): Promise<WorkNumbers> {
  const { generation, today, now, ends_at } = asked
  const stocks = noStocks()
  for (const { key, value } of await q.all(listCounters, { generation })) {
    if (key in stocks) stocks[key as keyof Stocks] = value
  }
  const after = { generation, after_day: today, next_span: nextSpanAfter(today) }
  for (const { key, amount } of await q.all(sumStocksAfter, after)) stocks[key] -= amount
  const from_day = today - TIMES_DAYS + 1
  const times = timesOf(await q.all(listTimes, { generation, from_day, to_day: today }))
  const hired = await q.all(listHireTimes, { generation, from_day: today - HIRES_DAYS + 1, to_day: today })
  // What is late at the end of a day is not all late before: an instant may be still to come.
  const [later] = now < ends_at ? await q.all(findLateLater, { from_at: now, until_at: ends_at }) : []
  stocks.tasks_overdue -= later?.tasks ?? 0
  return { stocks, times, hires: hiresOf(hired), next_late_at: later?.next_at ?? null }
}

function hiresOf(rows: { kind: HireTimeKind; bin: number; n: number }[]): WorkNumbers['hires'] {
  const hires: WorkNumbers['hires'] = { hire: new Map(), fill: new Map() }
  for (const { kind, bin, n } of rows) if (n !== 0) hires[kind].set(bin, n)
  return hires
}

function timesOf(rows: { kind: TaskTimeKind; bin: number; n: number }[]): WorkNumbers['times'] {
  const times = { cycle: new Sketch(), lead: new Sketch(), unstarted: new Sketch(), generation: new Sketch() }
  for (const { kind, bin, n } of rows) if (n !== 0) times[kind].addToBin(bin, n)
  return times
}
