/** Compares the counts of work with a recount from all states, and the last state with the thing itself. */
import type { Read } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import { dayToDate, type LocalDays } from '../../lib/time/local-days.ts'
import type { Findings } from '../rebuild/findings.ts'
import type { DayDeltas } from '../record/day-deltas.ts'
import { listThings, readThings, type ThingStates } from './read-things.ts'
import { WORK_COLUMNS } from './work-columns.ts'
import { nameOfTime, STILL_DONE, type TimeCell, type WorkDay } from './work-deltas.ts'
import { contributeWork } from './work-history.ts'

type OfGeneration = { generation: number }
type TimeName = Omit<TimeCell, 'n'>
/** A long history has a hundred thousand of them. */
const TIMES_AT_ONCE = 2_000

const where = 'where organization_id = :organization_id and generation = :generation'
const listWorkDays = statement<OfGeneration, WorkDay>(
  `select day, ${WORK_COLUMNS.join(', ')} from work_days ${where}`,
)
const listTimesAfter = statement<OfGeneration & TimeName, TimeCell>(`
  select day, kind, bin, until_day, n from task_times ${where}
    and (day, kind, bin, until_day) > (:day, :kind, :bin, :until_day)
  order by day, kind, bin, until_day limit ${TIMES_AT_ONCE}`)

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
  const stored = (await q.all(listWorkDays, { generation })).filter((row) =>
    WORK_COLUMNS.some((column) => row[column] !== 0),
  )
  findings.compareRows('day of work', work.rows(), stored, ({ day }) => dayToDate(day))
  const unmet = new Map(work.times().map((cell) => [nameOfTime(cell), cell]))
  let after: TimeName = { day: -STILL_DONE, kind: 'cycle', bin: 0, until_day: 0 }
  let page: TimeCell[]
  do {
    page = await q.all(listTimesAfter, { generation, ...nameParts(after) })
    for (const cell of page) {
      const name = nameOfTime(cell)
      const wanted = unmet.get(name)
      if (wanted || cell.n !== 0) findings.compare(() => inWords(cell), wanted, cell)
      unmet.delete(name)
    }
    after = page.at(-1) ?? after
    await yieldNow()
  } while (page.length === TIMES_AT_ONCE)
  for (const cell of unmet.values()) findings.compare(() => inWords(cell), cell, undefined)
}

function nameParts({ day, kind, bin, until_day }: TimeName): TimeName {
  return { day, kind, bin, until_day }
}

function inWords({ day, kind, bin }: TimeName): string {
  return `${kind} times of tasks completed on ${dayToDate(day)}, bin ${bin}`
}
