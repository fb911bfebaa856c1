/** The SQL of lists: which projects there are for somebody. */
import { and, count, eq, isNotNull, isNull, lt, notInArray, or } from 'drizzle-orm'
import type { Viewer } from '../../access/viewer.ts'
import { type ViewerValues, type ViewerVariant, valuesOf, variantOf } from '../../access/viewer-values.ts'
import type { Read } from '../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../db/id-page.ts'
import { query, type Reading, type Slots } from '../../db/query.ts'
import { asRow, CLOSED, live, type ProjectRow, selectProjects } from './queries.ts'
import type { ProjectStatus } from './schema.ts'

export interface ProjectFilter {
  viewer: Viewer
  /** The local date on which it is asked. */
  today: string
  status?: ProjectStatus | undefined
  owner_id?: string | undefined
  team_id?: string | undefined
  overdue?: boolean | undefined
}

export async function listProjects(q: Read, page: IdPage, filter: ProjectFilter): Promise<ProjectRow[]> {
  const [values, variant] = pageOf(page)
  const [asked, filters] = askedOf(filter)
  return (await selectPage(q, { ...values, ...asked }, { ...variant, ...filters })).map(asRow)
}

const selectPage = query((q, slots: Slots<PageValues & Asked>, variant: PageVariant & Filters) => {
  const { unseen, order } = inPage(q.tables.projects.id, slots, variant)
  return selectProjects(q)
    .where(and(matching(q, slots, variant), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

export async function countProjects(q: Read, filter: ProjectFilter): Promise<number> {
  const [row] = await selectTotal(q, ...askedOf(filter))
  return row?.total ?? 0
}

const selectTotal = query((q, slots: Slots<Asked>, filters: Filters) =>
  q
    .select({ total: count() })
    .from(q.tables.projects)
    .where(matching(q, slots, filters)),
)

export async function countByStatus(
  q: Read,
  filter: ProjectFilter,
): Promise<Partial<Record<ProjectStatus, number>>> {
  const rows = await selectTotals(q, ...askedOf(filter))
  return Object.fromEntries(rows.map((row) => [row.status, row.projects]))
}

const selectTotals = query((q, slots: Slots<Asked>, filters: Filters) => {
  const { projects } = q.tables
  return q
    .select({ status: projects.status, projects: count() })
    .from(projects)
    .where(matching(q, slots, filters))
    .groupBy(projects.status)
})

/** What a list is asked with. What it is not filtered by has no place in it. */
interface Asked extends ViewerValues {
  today: string
  status: string | null
  owner_id: string | null
  team_id: string | null
}

/** Which filters there are. */
interface Filters extends ViewerVariant {
  status: boolean
  owner_id: boolean
  team_id: boolean
  overdue: boolean
}

function askedOf({ viewer, today, status, owner_id, team_id, overdue }: ProjectFilter): [Asked, Filters] {
  return [
    {
      ...valuesOf(viewer),
      today,
      status: status ?? null,
      owner_id: owner_id ?? null,
      team_id: team_id ?? null,
    },
    {
      ...variantOf(viewer),
      status: status !== undefined,
      owner_id: owner_id !== undefined,
      team_id: team_id !== undefined,
      overdue: overdue === true,
    },
  ]
}

function matching(q: Reading, slots: Slots<Asked>, filters: Filters) {
  const { projects } = q.tables
  const isLate = and(
    isNotNull(projects.ends_on),
    lt(projects.ends_on, slots.today),
    notInArray(projects.status, CLOSED),
  )
  const equal = (['status', 'owner_id', 'team_id'] as const).map((name) =>
    filters[name] ? eq(projects[name], slots[name]) : undefined,
  )
  return and(live(q), visible(q, slots, filters), ...equal, filters.overdue ? isLate : undefined)
}

/** As `maySee` in rules.ts. */
function visible(q: Reading, { me, teams }: Slots<ViewerValues>, { sees_all }: ViewerVariant) {
  if (sees_all) return undefined
  const { projects } = q.tables
  return or(isNull(projects.team_id), eq(projects.owner_id, me), q.can.oneOf(projects.team_id, teams))
}

/** Of these projects those that are seen. */
export async function listSeenOf(q: Read, viewer: Viewer, ids: readonly string[]): Promise<string[]> {
  return (await selectSeen(q, { ...valuesOf(viewer), ids }, variantOf(viewer))).map(({ id }) => id)
}

const selectSeen = query(
  (q, slots: Slots<ViewerValues & { ids: readonly string[] }>, variant: ViewerVariant) => {
    const { projects: p } = q.tables
    return q
      .select({ id: p.id })
      .from(p)
      .where(and(live(q), visible(q, slots, variant), q.can.oneOf(p.id, slots.ids)))
  },
)

/** The ids of those that are seen, for a condition on what belongs to them. */
export function selectVisibleIds(q: Reading, slots: Slots<ViewerValues>, variant: ViewerVariant) {
  const { projects } = q.tables
  return q
    .select({ id: projects.id })
    .from(projects)
    .where(and(live(q), visible(q, slots, variant)))
}

/** The same, but at most so many. */
export async function listVisibleIds(q: Read, viewer: Viewer, limit: number): Promise<string[]> {
  const rows = await selectSomeIds(q, { ...valuesOf(viewer), limit }, variantOf(viewer))
  return rows.map(({ id }) => id)
}

const selectSomeIds = query((q, slots: Slots<ViewerValues & { limit: number }>, variant: ViewerVariant) =>
  selectVisibleIds(q, slots, variant).limit(slots.limit),
)
