/**
 * How far projects are: how many tasks each has in which status, and how many are late. Whoever sees a
 * project sees its tasks, so that the numbers are the same for all of them.
 */
import { and, count, eq, gt, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Moment } from '../../access/viewer.ts'
import type { OrganizationDatabase } from '../../db/database.ts'
import type { Read } from '../../db/handle.ts'
import { query, type Reading, type Slots } from '../../db/query.ts'
import { nextTurn } from '../../lib/next-turn.ts'
import { inSteps } from '../../lib/paging/in-steps.ts'
import { countInStock } from '../../metrics/read/stock-now.ts'
import type { ProjectTasks } from './schema.ts'

/** Where the organization has no more tasks than this, those of all projects are counted together. */
const FEW = 20_000
const STATUSES = ['todo', 'in_progress', 'done', 'cancelled'] as const

type Status = (typeof STATUSES)[number]

interface Counted {
  project_id: string
  status: string
  total: number
  late: number
}

/**
 * @param few What is little.
 * @param atOnce Of what is much, how many are looked at before others have their turn.
 */
export async function countTasksOf(
  here: OrganizationDatabase,
  ids: readonly string[],
  now: Moment,
  few = FEW,
  atOnce?: number,
): Promise<ReadonlyMap<string, ProjectTasks>> {
  const moment = { today: now.date, now: now.at }
  const isFew = await here.read(async (q) => ((await countInStock(q, 'task', STATUSES)) ?? few + 1) <= few)
  const rows = isFew
    ? await here.read((q) => selectTogether(q, { ids, ...moment }))
    : await countOneByOne(here, ids, moment, atOnce)
  const counts = new Map(ids.map((id) => [id, { todo: 0, in_progress: 0, done: 0, cancelled: 0, late: 0 }]))
  for (const { project_id, status, total, late } of rows as Counted[]) {
    const one = counts.get(project_id)
    if (!one) continue
    // The table has no other.
    one[status as Status] += total
    one.late += late
  }
  return counts
}

type MomentValues = { today: string; now: number }

/** Begun together, their first steps would hold everybody else up. */
async function countOneByOne(
  here: OrganizationDatabase,
  ids: readonly string[],
  moment: MomentValues,
  atOnce?: number,
): Promise<Counted[]> {
  const rows: Counted[] = []
  for (const id of ids) {
    rows.push(...(await countBitByBit(here, id, moment, atOnce)))
    await nextTurn()
  }
  return rows
}

async function countBitByBit(
  here: OrganizationDatabase,
  project_id: string,
  moment: MomentValues,
  atOnce?: number,
): Promise<Counted[]> {
  const steps = await inSteps(async (after, most) => {
    return here.read(async (q) => {
      const until = await findBorder(q, project_id, after, most)
      const values = { project_id, after, until: until ?? '', ...moment }
      return { found: await selectBetween(q, values, { hasEnd: until !== null }), until }
    })
  }, atOnce)
  return steps.flat()
}

/** The last of at most so many of its tasks after an id; `null` where no more are left. */
export async function findBorder(
  q: Read,
  project_id: string,
  after: string,
  most: number,
): Promise<string | null> {
  const [row] = await selectBorder(q, { project_id, after, passed: most - 1 })
  return row?.id ?? null
}

const selectBorder = query((q, slots: Slots<{ project_id: string; after: string; passed: number }>) => {
  const { tasks } = q.tables
  return q
    .select({ id: sql`${tasks.id}`.mapWith(String) })
    .from(q.can.through(tasks, 'tasks_project'))
    .where(and(q.mine(tasks), eq(tasks.project_id, slots.project_id), gt(tasks.id, slots.after)))
    .orderBy(tasks.id)
    .limit(1)
    .offset(slots.passed)
})

const selectTogether = query((q, slots: Slots<MomentValues & { ids: readonly string[] }>) => {
  const { tasks } = q.tables
  return q
    .select(counted(q, slots))
    .from(q.can.through(tasks, 'tasks_project'))
    .where(and(q.mine(tasks), isNull(tasks.deleted_at), q.can.oneOf(tasks.project_id, slots.ids)))
    .groupBy(tasks.project_id, tasks.status)
})

type BetweenValues = MomentValues & { project_id: string; after: string; until: string }

const selectBetween = query((q, slots: Slots<BetweenValues>, { hasEnd }: { hasEnd: boolean }) => {
  const { tasks } = q.tables
  const between = and(gt(tasks.id, slots.after), hasEnd ? lte(tasks.id, slots.until) : undefined)
  return q
    .select(counted(q, slots))
    .from(q.can.through(tasks, 'tasks_project'))
    .where(and(q.mine(tasks), isNull(tasks.deleted_at), eq(tasks.project_id, slots.project_id), between))
    .groupBy(tasks.project_id, tasks.status)
})

function counted(q: Reading, slots: Slots<MomentValues>) {
  const { project_id, status, due_on, due_at } = q.tables.tasks
  const isDue = or(lt(due_on, slots.today), lt(due_at, slots.now))
  const isLate = and(isDue, or(eq(status, 'todo'), eq(status, 'in_progress')))
  return {
    project_id: sql`${project_id}`.mapWith(String),
    status: sql`${status}`.mapWith(String),
    total: count(),
    late: sql`count(case when ${isLate} then 1 end)`.mapWith(Number),
  }
}
