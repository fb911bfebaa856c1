/** Compares the counts of work with a recount from all states, and the last state with the thing itself. */
import type { Read } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import { dayToDate, type LocalDays } from '../../lib/time/local-days.ts'
import { comparePages } from '../rebuild/compare-pages.ts'
import type { Findings } from '../rebuild/findings.ts'
import { addGeneration } from '../record/add-generation.ts'
import type { DayDeltas } from '../record/day-deltas.ts'
import { listThings, readThings, type ThingStates } from './read-things.ts'
import type { StockDay } from './stock-days.ts'
import { nameOfTime, STILL_DONE, type TimeCell } from './work-deltas.ts'
import { contributeWork } from './work-history.ts'

type OfGeneration = { generation: number }
type StockName = { span: number; day: number; key: string }
type TimeName = Omit<TimeCell, 'n'>
/** Before all others. */
const FIRST_STOCK: StockName = { span: 0, day: 0, key: '' }
const FIRST_TIME: TimeName = { day: -STILL_DONE, kind: 'cycle', bin: 0, until_day: 0 }
/** A long history has a hundred thousand of them. */
const ROWS_AT_ONCE = 2_000

const where = 'where organization_id = :organization_id and generation = :generation'
const listStocksAfter = statement<OfGeneration & StockName, StockDay>(`
  select span, day, key, amount from stock_days ${where} and (span, day, key) > (:span, :day, :key)
  order by span, day, key limit ${ROWS_AT_ONCE}`)
const listTimesAfter = statement<OfGeneration & TimeName, TimeCell>(`
  select day, kind, bin, until_day, n from task_times ${where}
    and (day, kind, bin, until_day) > (:day, :kind, :bin, :until_day)
  order by day, kind, bin, until_day limit ${ROWS_AT_ONCE}`)

/** Adds what is to be expected of all tasks and projects. */
export async function expectWork(
  q: Read,
  days: LocalDays,
  expected: DayDeltas,
  findings: Findings,
  yieldNow: () => Promise<void>,
): Promise<void> {
  let ids = await listThings(q, '')
  while (ids.length > 0) {
    for (const thing of await readThings(q, ids)) {
      contributeWork(expected, days, thing.states)
      for (const generation of thing.generations) addGeneration(expected, days, generation)
      compareLast(thing, findings)
    }
    await yieldNow()
    ids = await listThings(q, ids.at(-1) ?? '')
  }
}

function compareLast({ id, thing, states }: ThingStates, findings: Findings): void {
  const last = states.at(-1)
  const isDeleted = thing === null || thing.deleted_at !== null
  if (thing === null || !last) {
    findings.compare(
      () => `${last?.kind ?? 'thing'} ${id}`,
      { is_deleted: isDeleted },
      last && { is_deleted: last.is_deleted },
    )
    return
  }
  const { status, due_on, due_at } = thing
  const known = {
    status: last.status,
    due_on: last.due_on,
    due_at: last.due_at,
    is_deleted: last.is_deleted,
  }
  findings.compare(() => `${thing.kind} ${id}`, { status, due_on, due_at, is_deleted: isDeleted }, known)
}

export async function compareWork(
  q: Read,
  generation: number,
  { work }: DayDeltas,
  findings: Findings,
  yieldNow: () => Promise<void>,
): Promise<void> {
  const stocks = {
    expected: work.stocks.rows(),
    readAfter: (last: StockDay | null) =>
      q.all(listStocksAfter, { generation, ...(last ? nameOfStock(last) : FIRST_STOCK) }),
    keyOf: ({ span, day, key }: StockDay) => `${span} ${day} ${key}`,
    isNothing: ({ amount }: StockDay) => amount === 0,
    inWords: ({ span, day, key }: StockDay) =>
      `${key} of ${span === 1 ? '' : `the ${span} days from `}${dayToDate(day)}`,
  }
  await comparePages(stocks, findings, yieldNow)
  const times = {
    expected: work.times(),
    readAfter: (last: TimeCell | null) =>
      q.all(listTimesAfter, { generation, ...(last ? timeName(last) : FIRST_TIME) }),
    keyOf: nameOfTime,
    isNothing: ({ n }: TimeCell) => n === 0,
    inWords: ({ day, kind, bin }: TimeCell) =>
      `${kind} times of tasks completed on ${dayToDate(day)}, bin ${bin}`,
  }
  await comparePages(times, findings, yieldNow)
}

function nameOfStock({ span, day, key }: StockDay): StockName {
  return { span, day, key }
}

function timeName({ day, kind, bin, until_day }: TimeCell): TimeName {
  return { day, kind, bin, until_day }
}
