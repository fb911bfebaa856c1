import type { Principal } from '../../../access/principal.ts'
import { type Moment, readPerspective } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { Serialised } from '../../../cache/serialised.ts'
import type { Begun, KeptRanges } from '../../../changes/kept-ranges.ts'
import type { UnchangedAnswers } from '../../../changes/unchanged-answers.ts'
import type { Read } from '../../../db/handle.ts'
import { serialiserOf } from '../../../http/serialise.ts'
import { nextTurn } from '../../../lib/next-turn.ts'
import { dayToDate, type LocalDays } from '../../../lib/time/local-days.ts'
import { listSummed, type SummedTask } from '../list/counted-tasks.ts'
import { CLOSED, listTasksById, OPEN } from '../queries.ts'
import { TaskSummary } from '../schema.ts'
import { toWire } from '../to-wire.ts'
import {
  type Calendar,
  type Counts,
  countRange,
  newestOfBoth,
  noCounts,
  type Span,
  sinceOf,
} from './count-range.ts'
import { PARTS_OF_ALL, partsOfMember } from './summary-parts.ts'

const LATELY_DAYS = 7
const STATUSES = [...OPEN, ...CLOSED]
/** Of what is told of a range, in memory. */
const BYTES = 1_024

const serialise = serialiserOf(TaskSummary)

type Needs = Pick<Base, 'db'> & { ranges: KeptRanges }

interface Keeping {
  ranges: KeptRanges
  begun: Begun
}

/** What a member has to do, or of a key, the organization: kept for as long as nothing changes. */
export function serveSummary(
  { db, ranges, unchanged }: Needs & { unchanged: UnchangedAnswers },
  principal: Principal,
): Promise<Serialised> {
  return unchanged.get(principal.organization_id, nameOf(principal), {
    read: (q, now) => summarize(q, { ranges, begun: new Map() }, principal, now),
    write: async (first, now) => {
      const { summary, holds_until } = first ?? (await summarizeMuch({ db, ranges }, principal, now))
      return { body: serialise(summary), holds_until }
    },
  })
}

export async function summarizeTasks(
  { db, clock, ranges }: Needs & Pick<Base, 'clock'>,
  principal: Principal,
): Promise<TaskSummary> {
  return (await summarizeMuch({ db, ranges }, principal, clock.now())).summary
}

/** In as many transactions as it takes. What is told is of the state of the last one. */
async function summarizeMuch({ db, ranges }: Needs, principal: Principal, at: number) {
  const keeping = { ranges, begun: new Map() }
  for (;;) {
    const found = await db.for(principal.organization_id).read((q) => summarize(q, keeping, principal, at))
    if (found) return found
    await nextTurn()
  }
}

/** And until when it holds, if nothing changes. `null` where more has to be read first than others should wait for. */
async function summarize(q: Read, { ranges, begun }: Keeping, principal: Principal, at: number) {
  const { days, now } = await readPerspective(q, principal, at)
  const calendar = calendarOf(days, now)
  const parts = principal.kind === 'api_key' ? PARTS_OF_ALL : partsOfMember(principal.member_id)
  const since = sinceOf(calendar)
  let holds_until = calendar.tomorrow.at
  const all = await ranges.read(
    q,
    `${nameOf(principal)} ${days.timeZone}`,
    at,
    {
      kind: 'task',
      read: (range, limit) => listSummed(q, parts, since, range, limit),
      parts: parts.length,
      tell: (tasks: readonly SummedTask[]) => {
        const { told, holds_until } = countRange(tasks, calendar)
        return { told: { counts: told, holds_until }, holds_until }
      },
      bytesOf: () => BYTES,
    },
    begun,
  )
  if (all === null) return null
  for (const range of all) holds_until = Math.min(holds_until, range.holds_until)
  const counts = sumOf(all.map((range) => range.counts))
  return { summary: await asSummary(q, principal, counts, calendar), holds_until }
}

function nameOf(principal: Principal): string {
  return `task summary ${principal.kind === 'api_key' ? 'all' : `member ${principal.member_id}`}`
}

function calendarOf(days: LocalDays, now: Moment): Calendar {
  const today = days.dayOf(now.at)
  // Monday: day 0 was a Thursday.
  const monday = today - ((today + 3) % 7)
  const lately = Array.from({ length: LATELY_DAYS }, (_, i) => today - LATELY_DAYS + 1 + i)
  return {
    now,
    week: spanOf(days, monday, 7),
    lately: lately.map((day) => spanOf(days, day, 1)),
    tomorrow: startOf(days, today + 1),
  }
}

function spanOf(days: LocalDays, first: number, count: number): Span {
  return { from: startOf(days, first), until: startOf(days, first + count) }
}

function startOf(days: LocalDays, day: number): Moment {
  return { date: dayToDate(day), at: days.startOf(day) }
}

function sumOf(all: readonly Counts[]): Counts {
  const sum = noCounts(LATELY_DAYS)
  // What was made last was done last, mostly: what comes then is none of the newest.
  for (const { by_status, overdue, due_this_week, created, completed, newest } of all.toReversed()) {
    for (const status of STATUSES) sum.by_status[status] += by_status[status]
    sum.overdue += overdue
    sum.due_this_week += due_this_week
    for (let day = 0; day < LATELY_DAYS; day += 1) {
      sum.created[day] = (sum.created[day] ?? 0) + (created[day] ?? 0)
      sum.completed[day] = (sum.completed[day] ?? 0) + (completed[day] ?? 0)
    }
    sum.newest = newestOfBoth(sum.newest, newest)
  }
  return sum
}

async function asSummary(
  q: Read,
  principal: Principal,
  { by_status, overdue, due_this_week, created, completed, newest }: Counts,
  { now, lately }: Calendar,
): Promise<TaskSummary> {
  const ids = newest.map(({ id }) => id)
  const rows = new Map((await listTasksById(q, ids)).map((row) => [row.id, row]))
  return {
    scope: principal.kind === 'api_key' ? 'organization' : 'mine',
    total: totalOf(Object.values(by_status)),
    by_status,
    overdue,
    due_this_week,
    recently_completed: {
      total: totalOf(completed),
      items: ids.flatMap((id) => {
        const row = rows.get(id)
        return row ? toWire(row, now) : []
      }),
    },
    activity: lately.map(({ from }, day) => ({
      date: from.date,
      created: created[day] ?? 0,
      completed: completed[day] ?? 0,
    })),
  }
}

function totalOf(counts: readonly number[]): number {
  return counts.reduce((total, one) => total + one, 0)
}
