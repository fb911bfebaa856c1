/** The hiring dashboard of some local days, for somebody. */
import type { Principal } from '../../../access/principal.ts'
import { readPerspective, type Viewer } from '../../../access/viewer.ts'
import type { Read } from '../../../db/handle.ts'
import { nextTurn } from '../../../lib/next-turn.ts'
import { LOOKED_AT_ONCE } from '../../../lib/paging/in-steps.ts'
import { dateToDay, dayNamed, dayToDate, type LocalDays } from '../../../lib/time/local-days.ts'
import { checkedRange, type DayRange } from '../../../metrics/read/day-range.ts'
import { medianOf } from '../../../metrics/stocks/hiring-metrics.ts'
import { listReviewedIds } from '../applications/list-queries.ts'
import { listJobsById } from '../jobs/queries.ts'
import { countsOf, funnelOf, Groups, partOf, shareOf } from './funnel.ts'
import {
  countGroups,
  countUnfilled,
  findSlice,
  type Group,
  type GroupBy,
  type HiringFilter,
  listHires,
  type Span,
} from './queries.ts'
import type { HiringDashboard, HiringDashboardQuery } from './schema.ts'

const USUAL_DAYS = 90
const LOW_N = 20
const FEW_JOBS = 1_000
/** Of the longest lists; whoever has more asks for one job or source. */
const MOST_PARTS = 200

export interface Asked {
  filter: HiringFilter
  range: DayRange
  days: LocalDays
  today: number
}

/** A local month, as far as it lies in the range. */
export interface Month<Some extends Group> {
  month: string
  from: string
  to: string
  groups: Some[]
}

/** @throws InvalidValueError */
export async function readAsked(
  q: Read,
  principal: Principal,
  { from, to, job_id, source }: Omit<HiringDashboardQuery, 'force_refresh'>,
  now: number,
): Promise<Asked> {
  const { viewer, days } = await readPerspective(q, principal, now)
  const today = days.dayOf(now)
  const last = to === undefined ? today : dayNamed('to', to)
  const first = from === undefined ? last - USUAL_DAYS + 1 : dayNamed('from', from)
  return {
    filter: { viewer, job_id, source, jobs: await jobsOf(q, viewer) },
    range: checkedRange({ from: first, to: last }, today),
    days,
    today,
  }
}

/** `undefined` where there is no need to tell them by their ids, or they are many. */
async function jobsOf(q: Read, viewer: Viewer): Promise<string[] | undefined> {
  if (viewer.seesAll) return undefined
  const jobs = await listReviewedIds(q, viewer, FEW_JOBS + 1)
  return jobs.length > FEW_JOBS ? undefined : jobs
}

/** By local months, each counted by itself: days are never made by SQL. */
export async function readMonths<Some extends Group>(
  { range, days }: Asked,
  count: (span: Span) => Promise<Some[]>,
): Promise<Month<Some>[]> {
  const months: Month<Some>[] = []
  for (const { from, to } of monthsOf(range)) {
    const groups = await count(spanOf(days, { from, to }))
    months.push({ month: dayToDate(from).slice(0, 7), from: dayToDate(from), to: dayToDate(to), groups })
  }
  return months
}

function monthsOf(range: DayRange): DayRange[] {
  const months: DayRange[] = []
  for (let from = range.from; from <= range.to; ) {
    const to = Math.min(range.to, lastDayOf(dayToDate(from).slice(0, 7)))
    months.push({ from, to })
    from = to + 1
  }
  return months
}

/** @param month Such as `2026-03`. */
function lastDayOf(month: string): number {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`
  const first = dateToDay(next)
  if (first === null) throw new Error(`There is no month after ${month}.`)
  return first - 1
}

function spanOf(days: LocalDays, { from, to }: DayRange): Span {
  return { from_at: days.startOf(from), until_at: days.endOf(to) }
}

/** In steps, between which others have their turn. @param atOnce How many applications one counts. */
export async function readHiring(
  q: Read,
  asked: Asked,
  atOnce = LOOKED_AT_ONCE,
): Promise<Omit<HiringDashboard, 'cache_metadata'>> {
  const { filter, range, days } = asked
  const jobs = new Groups<GroupBy<'job_id'>>()
  const months = await readMonths(asked, async (span) => {
    const sources = new Groups<GroupBy<'source'>>()
    for await (const slice of slicesOf(q, span, filter, atOnce)) {
      sources.add(await countGroups(q, slice, filter, 'source'))
      jobs.add(await countGroups(q, slice, filter, 'job_id'))
    }
    return sources.all()
  })
  const groups = months.flatMap((month) => month.groups)
  const counts = countsOf(groups)
  const { reached, hire_rate } = partOf(groups)
  return {
    from: dayToDate(range.from),
    to: dayToDate(range.to),
    time_zone: days.timeZone,
    ...counts,
    funnel: funnelOf(groups),
    still_open: shareOf(counts.open, reached.applied),
    hire_rate,
    ...(await readTimes(q, asked, counts.open)),
    by_job: await byJob(q, jobs.all()),
    by_source: partsBy(groups, 'source').map(([source, some]) => ({ source, ...partOf(some) })),
    by_month: months.map(({ groups: some, ...month }) => ({ ...month, ...partOf(some) })),
  }
}

/** What is counted at once. */
export async function* slicesOf(
  q: Read,
  { from_at, until_at }: Span,
  filter: HiringFilter,
  atOnce = LOOKED_AT_ONCE,
): AsyncGenerator<Span> {
  for (let from = from_at; from < until_at; ) {
    const slice = await findSlice(q, { from_at: from, until_at }, filter, atOnce)
    yield slice
    from = slice.until_at
    await nextTurn()
  }
}

async function readTimes(q: Read, { filter, range, days }: Asked, open: number) {
  const hires: Awaited<ReturnType<typeof listHires>> = []
  for (const month of monthsOf(range)) {
    hires.push(...(await listHires(q, spanOf(days, month), filter)))
    await nextTurn()
  }
  const jobs = await listJobsById(q, [...new Set(hires.map(({ job_id }) => job_id))])
  const opened = new Map(jobs.map(({ id, opened_at }) => [id, opened_at]))
  const daysSince = (at: number | null | undefined, hired_at: number | null) =>
    at === null || at === undefined || hired_at === null ? [] : [days.dayOf(hired_at) - days.dayOf(at)]
  const toHire = hires.flatMap((hire) => daysSince(hire.created_at, hire.hired_at))
  const toFill = hires.flatMap((hire) => daysSince(opened.get(hire.job_id), hire.hired_at))
  return {
    time_to_hire_days: timesOf(toHire, open),
    time_to_fill_days: timesOf(toFill, await countUnfilled(q, filter)),
  }
}

function timesOf(all: readonly number[], waiting: number) {
  const counts = new Map<number, number>()
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1)
  const n = all.length
  const median = n === 0 ? null : medianOf(counts, n)
  return { median, n, ...(n < LOW_N && { low_n: true as const }), waiting }
}

async function byJob(q: Read, groups: readonly GroupBy<'job_id'>[]) {
  const parts = partsBy(groups, 'job_id')
  const titles = await titlesOf(
    q,
    parts.map(([job_id]) => job_id),
  )
  return parts.map(([job_id, some]) => ({ job_id, title: titles.get(job_id) ?? null, ...partOf(some) }))
}

export async function titlesOf(q: Read, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Map((await listJobsById(q, ids)).map(({ id, title }) => [id, title]))
}

/** Those with most applications first. */
function partsBy<Name extends 'job_id' | 'source'>(
  groups: readonly GroupBy<Name>[],
  name: Name,
): [string, GroupBy<Name>[]][] {
  const sizeOf = (some: readonly Group[]) => some.reduce((sum, { n }) => sum + n, 0)
  return [...Map.groupBy(groups, (group): string => group[name])]
    .sort(([one, some], [other, more]) => sizeOf(more) - sizeOf(some) || one.localeCompare(other))
    .slice(0, MOST_PARTS)
}
