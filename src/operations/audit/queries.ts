import { and, asc, count, desc, eq, gt, gte, lt, lte, or } from 'drizzle-orm'
import type { Read } from '../../db/handle.ts'
import { instanceQuery, query, type Reading, type Slots } from '../../db/query.ts'

const MOST_CORRELATED = 100

/** Instants are epoch ms. */
export interface AuditFilters {
  action?: string
  actor?: string
  from?: number
  /** That instant no longer. */
  to?: number
}

export interface AuditPlace {
  at: number
  id: string
}

export interface AuditPage {
  after: AuditPlace | null
  newest_first: boolean
  limit: number
}

export type AuditRow = Awaited<ReturnType<typeof selectPage>>[number]

export function listAuditEntries(q: Read, filters: AuditFilters, page: AuditPage): Promise<AuditRow[]> {
  const { after, newest_first, limit } = page
  const values = { ...valuesOf(filters), after_at: after?.at ?? 0, after_id: after?.id ?? '', limit }
  return selectPage(q, values, { ...shapeOf(filters), newest_first, continues: after !== null })
}

export async function countAuditEntries(q: Read, filters: AuditFilters): Promise<number> {
  const [row] = await selectTotal(q, valuesOf(filters), shapeOf(filters))
  return row?.total ?? 0
}

type Values = Required<AuditFilters>
type Shape = Record<keyof AuditFilters, boolean>

/** What is not asked for has a value all the same, which stands nowhere. */
function valuesOf({ action = '', actor = '', from = 0, to = 0 }: AuditFilters): Values {
  return { action, actor, from, to }
}

function shapeOf({ action, actor, from, to }: AuditFilters): Shape {
  const isAsked = (value: unknown) => value !== undefined
  return { action: isAsked(action), actor: isAsked(actor), from: isAsked(from), to: isAsked(to) }
}

function asked(q: Reading, slots: Slots<Values>, shape: Shape) {
  const { audit_entries: a } = q.tables
  return and(
    q.mine(a),
    shape.action ? eq(a.action, slots.action) : undefined,
    shape.actor ? eq(a.actor, slots.actor) : undefined,
    shape.from ? gte(a.at, slots.from) : undefined,
    shape.to ? lt(a.at, slots.to) : undefined,
  )
}

const selectPage = query(
  (
    q,
    slots: Slots<Values & { after_at: number; after_id: string; limit: number }>,
    shape: Shape & { newest_first: boolean; continues: boolean },
  ) => {
    const { audit_entries: a } = q.tables
    const { id, at, action, subject_id, actor, address, correlation_id, before, after } = a
    const [upTo, beyond, order] = shape.newest_first ? [lte, lt, desc] : [gte, gt, asc]
    // The first condition is there for the index.
    const rest = and(
      upTo(at, slots.after_at),
      or(beyond(at, slots.after_at), and(eq(at, slots.after_at), beyond(id, slots.after_id))),
    )
    return q
      .select({ id, at, action, subject_id, actor, address, correlation_id, before, after })
      .from(a)
      .where(and(asked(q, slots, shape), shape.continues ? rest : undefined))
      .orderBy(order(at), order(id))
      .limit(slots.limit)
  },
)

/** Of whatever organization, the oldest first. What was before and after is the organization's own. */
export const listCorrelatedEntries = instanceQuery((q, slots: Slots<{ correlation_id: string }>) => {
  const { audit_entries: a } = q.tables
  const { organization_id, id, at, action, subject_id, actor } = a
  return q
    .select({ organization_id, id, at, action, subject_id, actor })
    .from(a)
    .where(eq(a.correlation_id, slots.correlation_id))
    .orderBy(asc(at), asc(id))
    .limit(MOST_CORRELATED)
})

const selectTotal = query((q, slots: Slots<Values>, shape: Shape) =>
  q
    .select({ total: count() })
    .from(q.tables.audit_entries)
    .where(asked(q, slots, shape)),
)
