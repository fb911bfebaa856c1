/** The SQL of the board: what is open on a local date, and where. */
import { and, count, eq, exists, gte, isNull, lte, or } from 'drizzle-orm'
import type { InstanceRead, Read } from '../../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../../db/id-page.ts'
import { instanceQuery, query, type Reading, type Slot, type Slots } from '../../../db/query.ts'
import { statement } from '../../../db/statement.ts'
import { asRow, type JobRow, live, selectJobs } from '../jobs/queries.ts'

export async function findOrganizationId(q: InstanceRead, slug: string): Promise<string | null> {
  const [row] = await selectBySlug(q, { slug })
  return row?.id ?? null
}

const selectBySlug = instanceQuery((q, { slug }: Slots<{ slug: string }>) => {
  const { organizations: o } = q.tables
  return q.select({ id: o.id }).from(o).where(eq(o.slug, slug))
})

/** The slugs of boards that have, or are to have, an open job: the dates of each are those of its organization. */
export const listBoardsWithJobs = instanceQuery((q, { limit }: Slots<{ limit: number }>) => {
  const { jobs, organizations: o } = q.tables
  const open = and(eq(jobs.organization_id, o.id), eq(jobs.status, 'open'), isNull(jobs.deleted_at))
  return q
    .select({ slug: o.slug })
    .from(o)
    .where(exists(q.select({ id: jobs.id }).from(jobs).where(open)))
    .orderBy(o.slug)
    .limit(limit)
})

/** Of the handle's organization; none where it has neither a job nor a company. */
export const findBoard = statement<
  Record<never, never>,
  { name: string; slug: string; time_zone: string; color: string | null }
>(`
  select name, slug, time_zone, color from organizations o
  where id = :organization_id and (
    exists (select 1 from jobs j where j.organization_id = :organization_id and j.deleted_at is null)
    or exists (select 1 from companies c where c.organization_id = :organization_id and c.deleted_at is null))`)

const FILTERS = ['employment_type', 'location_type', 'company_id'] as const
type FilterName = (typeof FILTERS)[number]
export type BoardFilter = { [Name in FilterName]?: string | undefined }

type Asked = { today: string } & Record<FilterName, string | null>
type Filters = Record<FilterName, boolean>

export async function listOnBoard(
  q: Read,
  page: IdPage,
  today: string,
  filter: BoardFilter,
): Promise<JobRow[]> {
  const [values, variant] = pageOf(page)
  const [asked, filters] = askedOf(today, filter)
  return (await selectPage(q, { ...values, ...asked }, { ...variant, ...filters })).map(asRow)
}

const selectPage = query((q, slots: Slots<PageValues & Asked>, variant: PageVariant & Filters) => {
  const { unseen, order } = inPage(q.tables.jobs.id, slots, variant)
  return selectJobs(q)
    .where(and(matching(q, slots, variant), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

export async function countOnBoard(q: Read, today: string, filter: BoardFilter): Promise<number> {
  const [row] = await selectTotal(q, ...askedOf(today, filter))
  return row?.total ?? 0
}

const selectTotal = query((q, slots: Slots<Asked>, filters: Filters) =>
  q
    .select({ total: count() })
    .from(q.tables.jobs)
    .where(matching(q, slots, filters)),
)

export async function findOnBoard(q: Read, id: string, today: string): Promise<JobRow | null> {
  const [row] = await selectOne(q, { id, today })
  return row ? asRow(row) : null
}

const selectOne = query((q, { id, today }: Slots<{ id: string; today: string }>) =>
  selectJobs(q).where(and(onBoard(q, today), eq(q.tables.jobs.id, id))),
)

function askedOf(today: string, filter: BoardFilter): [Asked, Filters] {
  const each = <T>(of: (name: FilterName) => T) =>
    Object.fromEntries(FILTERS.map((name) => [name, of(name)])) as Record<FilterName, T>
  return [{ today, ...each((name) => filter[name] ?? null) }, each((name) => filter[name] !== undefined)]
}

function matching(q: Reading, slots: Slots<Asked>, filters: Filters) {
  const { jobs } = q.tables
  const equal = FILTERS.map((name) => (filters[name] ? eq(jobs[name], slots[name] as never) : undefined))
  return and(onBoard(q, slots.today), ...equal)
}

/** Open, and within its dates. */
function onBoard(q: Reading, today: Slot<string>) {
  const { jobs } = q.tables
  return and(
    live(q),
    eq(jobs.status, 'open'),
    or(isNull(jobs.publish_on), lte(jobs.publish_on, today)),
    or(isNull(jobs.valid_through), gte(jobs.valid_through, today)),
  )
}

/** By company; `null` for those that name none. */
export const countByCompany = query((q, { today }: Slots<{ today: string }>) => {
  const { jobs } = q.tables
  return q
    .select({ company_id: jobs.company_id, open_jobs: count() })
    .from(jobs)
    .where(onBoard(q, today))
    .groupBy(jobs.company_id)
})

export async function findOnBoardBySlug(q: Read, slug: string, today: string): Promise<JobRow | null> {
  const [row] = await selectBySlugOnBoard(q, { slug, today })
  return row ? asRow(row) : null
}

const selectBySlugOnBoard = query((q, { slug, today }: Slots<{ slug: string; today: string }>) =>
  selectJobs(q).where(and(onBoard(q, today), eq(q.tables.jobs.slug, slug))),
)
