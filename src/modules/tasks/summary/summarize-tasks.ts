import type { Principal } from '../../../access/principal.ts'
import { type Moment, readPerspective } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { Serialised } from '../../../cache/serialised.ts'
import type { UnchangedAnswers } from '../../../changes/unchanged-answers.ts'
import type { Read } from '../../../db/handle.ts'
import { serialiserOf } from '../../../http/serialise.ts'
import { dayToDate, type LocalDays } from '../../../lib/time/local-days.ts'
import type { Part } from '../list/parts.ts'
import { listTasksById, OPEN } from '../queries.ts'
import { type Task, TaskSummary } from '../schema.ts'
import { toWire } from '../to-wire.ts'
import {
  countByStatus,
  countDue,
  countLately,
  listDone,
  partsOfAll,
  partsOfMember,
  type Span,
} from './summary-queries.ts'

const LATELY_DAYS = 7
const NEWEST = 10

/** Where each question finds the caller's tasks. */
interface Scope {
  name: TaskSummary['scope']
  all: Part[]
  open: Part[]
  changed: Part[]
  done: Part[]
}

const serialise = serialiserOf(TaskSummary)

/** What a member has to do, or of a key, the organization: kept for as long as nothing changes. */
export function serveSummary(
  { unchanged }: { unchanged: UnchangedAnswers },
  principal: Principal,
): Promise<Serialised> {
  const whose = principal.kind === 'api_key' ? 'all' : `member ${principal.member_id}`
  return unchanged.get(principal.organization_id, `task summary ${whose}`, {
    read: (q, now) => summarize(q, principal, now),
    write: async ({ summary, holds_until }) => ({ body: serialise(summary), holds_until }),
  })
}

export async function summarizeTasks(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
): Promise<TaskSummary> {
  return db.for(principal.organization_id).read(async (q) => {
    return (await summarize(q, principal, clock.now())).summary
  })
}

/** And until when it holds, if nothing changes: the local day ends, or something is late. */
async function summarize(q: Read, principal: Principal, at: number) {
  const { days, now } = await readPerspective(q, principal, at)
  const scope = scopeOf(principal)
  const today = days.dayOf(now.at)
  // Monday: day 0 was a Thursday.
  const monday = today - ((today + 3) % 7)
  const lately = Array.from({ length: LATELY_DAYS }, (_, i) => today - LATELY_DAYS + 1 + i)
  const week = spanOf(days, monday, 7)
  const counted = await Promise.all(scope.open.map((part) => countDue(q, part, now, week)))
  const spans = lately.map((day) => spanOf(days, day, 1))
  const byDay = await activity(q, scope, spans)
  const summary: TaskSummary = {
    scope: scope.name,
    ...(await byStatus(q, scope.all)),
    overdue: sum(counted.map(({ overdue }) => overdue)),
    due_this_week: sum(counted.map(({ due_this_week }) => due_this_week)),
    recently_completed: {
      total: sum(byDay.map(({ completed }) => completed)),
      items: await newestDone(q, scope, spans, now),
    },
    activity: byDay,
  }
  const dues = counted.flatMap(({ next_due_at }) => (next_due_at === null ? [] : next_due_at + 1))
  return { summary, holds_until: Math.min(days.startOf(today + 1), ...dues) }
}

function scopeOf(principal: Principal): Scope {
  if (principal.kind === 'api_key') {
    return {
      name: 'organization',
      all: partsOfAll('tasks_by_id'),
      open: partsOfAll('tasks_by_due', OPEN),
      changed: partsOfAll('tasks_by_updated_at'),
      done: partsOfAll('tasks_by_updated_at', ['done']),
    }
  }
  const mine = partsOfMember(principal.member_id)
  return { name: 'mine', all: mine, open: mine, changed: mine, done: mine }
}

function spanOf(days: LocalDays, first: number, count: number): Span {
  const startOf = (day: number): Moment => ({ date: dayToDate(day), at: days.startOf(day) })
  return { from: startOf(first), until: startOf(first + count) }
}

async function byStatus(q: Read, parts: readonly Part[]) {
  const counted = (await Promise.all(parts.map((part) => countByStatus(q, part)))).flat()
  const by_status = { todo: 0, in_progress: 0, done: 0, cancelled: 0 }
  for (const { status, tasks } of counted) by_status[status] += tasks
  return { total: sum(Object.values(by_status)), by_status }
}

/** The last ones of those days. */
async function newestDone(q: Read, { done }: Scope, spans: readonly Span[], now: Moment): Promise<Task[]> {
  const since = { from: spans[0]?.from.at ?? now.at, until: now.at }
  const found = (await Promise.all(done.map((part) => listDone(q, part, since, NEWEST)))).flat()
  const newest = found
    .sort((a, b) => b.completed_at - a.completed_at || (a.id < b.id ? 1 : -1))
    .slice(0, NEWEST)
    .map(({ id }) => id)
  const rows = new Map((await listTasksById(q, newest)).map((row) => [row.id, row]))
  return newest.flatMap((id) => {
    const row = rows.get(id)
    return row ? toWire(row, now) : []
  })
}

async function activity(q: Read, { changed }: Scope, spans: readonly Span[]) {
  const counted = await Promise.all(changed.map((part) => countLately(q, part, spans)))
  return spans.map(({ from }, i) => ({
    date: from.date,
    created: sum(counted.map((days) => days[i]?.created ?? 0)),
    completed: sum(counted.map((days) => days[i]?.completed ?? 0)),
  }))
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, one) => total + one, 0)
}
