import type { Principal } from '../../../access/principal.ts'
import { readPerspective } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { Serialised } from '../../../cache/serialised.ts'
import type { KeptRanges } from '../../../changes/kept-ranges.ts'
import type { UnchangedAnswers } from '../../../changes/unchanged-answers.ts'
import { completeness } from '../../../http/page.ts'
import { serialiserOf } from '../../../http/serialise.ts'
import { nextTurn } from '../../../lib/next-turn.ts'
import { OPEN } from '../queries.ts'
import { TaskCounts, TaskCountsQuery, type TaskStatus } from '../schema.ts'
import { listFew } from './access-paths.ts'
import { dueBorders, filterOf } from './asked-filter.ts'
import { bitByBit, countKnown, countOf, type Find, type Reader, readerOf } from './count-tasks.ts'
import { type GroupRow, groupsBetween, groupsOfIds } from './group-queries.ts'
import { emptyGroup, readKeptGroups } from './kept-groups.ts'
import { FEW, statusesOf } from './selective-plan.ts'
import { goesOn, whoSees } from './serve-tasks.ts'

const IDS_AT_ONCE = 2_000

const serialise = serialiserOf(TaskCounts)
/** In one order: a question is the same however its parts are ordered. */
const ASKED = Object.keys(TaskCountsQuery.properties) as (keyof TaskCountsQuery)[]

type Needs = Pick<Base, 'db'> & { unchanged: UnchangedAnswers; ranges: KeptRanges }

/** How many there are in each group, kept for as long as nothing changes. */
export function serveTaskCounts(
  { db, unchanged, ranges }: Needs,
  principal: Principal,
  query: TaskCountsQuery,
): Promise<Serialised> {
  const name = `task counts ${whoSees(principal)} ${JSON.stringify(ASKED.map((one) => query[one]))}`
  return unchanged.get(principal.organization_id, name, {
    // What is asked for is checked with the log; it is counted afterwards, in as many transactions as it takes.
    read: async (q, now) => {
      const perspective = await readPerspective(q, principal, now)
      await filterOf(q, perspective, query)
      return { days: perspective.days, lacksTexts: q.lacksTexts }
    },
    write: async ({ days, lacksTexts }, now) => {
      const read = readerOf({ db }, { principal, query, now })
      const { counts, next_due_at } = await countGroups(read, { kept: { ranges, query } })
      const tomorrow = days.startOf(days.dayOf(now) + 1)
      const holds_until = goesOn(query) ? now : Math.min(tomorrow, (next_due_at ?? tomorrow) + 1)
      return { body: serialise({ ...counts, ...completeness(lacksTexts) }), holds_until }
    },
  })
}

interface Counting {
  /** Where what was counted of much is kept. */
  kept?: Keeping
  /** What is little: see selective-plan.ts. */
  few?: number
  /** Of what is much, how many are looked at before others have their turn. */
  atOnce?: number
}

interface Keeping {
  ranges: KeptRanges
  query: TaskCountsQuery
}

export async function countGroups(read: Reader, { kept, few = FEW, atOnce }: Counting = {}) {
  const rows =
    (await groupsOfFew(read, few)) ??
    (kept && (await groupsKept(read, kept))) ??
    (await groupsOfMany(read, atOnce))
  return { counts: countsOf(rows), next_due_at: nextOf(rows) }
}

async function groupsOfFew(read: Reader, few: number): Promise<GroupRow[] | null> {
  return read(async (q, filter, perspective) => {
    const ids = await listFew(q, filter, few)
    if (ids === null) return null
    const rows: GroupRow[] = []
    for (let i = 0; i < ids.length; i += IDS_AT_ONCE) {
      rows.push(...(await groupsOfIds(q, ids.slice(i, i + IDS_AT_ONCE), dueBorders(perspective))))
    }
    return rows
  })
}

/** In as many transactions as it takes: what is told is of the state of the last one. `null` where it is not kept. */
async function groupsKept(read: Reader, { ranges, query }: Keeping): Promise<GroupRow[] | null> {
  const begun = new Map()
  for (;;) {
    const rows = await read((q, filter, perspective) =>
      readKeptGroups(q, ranges, { query, filter, perspective, begun }),
    )
    if (rows === 'never') return null
    if (rows !== 'later') return rows
    await nextTurn()
  }
}

async function groupsOfMany(read: Reader, atOnce?: number): Promise<GroupRow[]> {
  const rows: GroupRow[] = []
  for (const status of await read(async (_, filter) => statusesOf(filter))) {
    if (OPEN.includes(status)) {
      const find: Find<GroupRow[]> = (q, filter, between, perspective) =>
        groupsBetween(q, filter, between, dueBorders(perspective))
      const bits = await bitByBit(read, status, find, atOnce)
      rows.push(...bits.flat())
    } else
      rows.push({
        ...emptyGroup({ status, assignee_id: null }),
        total: await countClosed(read, status, atOnce),
      })
  }
  return rows
}

/** Of what is closed nothing but the number is told. */
async function countClosed(read: Reader, status: TaskStatus, atOnce?: number): Promise<number> {
  return (await read((q, filter) => countKnown(q, filter, status))) ?? countOf(read, status, atOnce)
}

function countsOf(rows: readonly GroupRow[]): TaskCounts {
  const by_status = { todo: 0, in_progress: 0, done: 0, cancelled: 0 }
  const by_due = { late: 0, today: 0, week: 0, later: 0, none: 0 }
  const people = new Map<string | null, number>()
  for (const row of rows) {
    const { status, assignee_id, total, late, before_tomorrow, before_later, never } = row
    by_status[status] += total
    if (!OPEN.includes(status)) continue
    by_due.late += late
    by_due.today += before_tomorrow - late
    by_due.week += before_later - before_tomorrow
    by_due.later += total - before_later - never
    by_due.none += never
    people.set(assignee_id, (people.get(assignee_id) ?? 0) + total)
  }
  const by_assignee = [...people]
    .map(([assignee_id, count]) => ({ assignee_id, count }))
    .sort((a, b) => b.count - a.count || ((a.assignee_id ?? '') < (b.assignee_id ?? '') ? -1 : 1))
  const total = Object.values(by_status).reduce((sum, one) => sum + one, 0)
  return { total, by_status, open: { by_due, by_assignee } }
}

function nextOf(rows: readonly GroupRow[]): number | null {
  const dues = rows.flatMap(({ next_due_at }) => next_due_at ?? [])
  return dues.length > 0 ? Math.min(...dues) : null
}
