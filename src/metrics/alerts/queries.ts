import { and, asc, count, eq, gte, isNotNull } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../db/id-page.ts'
import { readingOf } from '../../db/named-columns.ts'
import { instanceQuery, mutation, query, type Reading, type Slots, type Writing } from '../../db/query.ts'
import { batchStatement, statement } from '../../db/statement.ts'
import type { DailyMetricName } from '../read/daily-metrics.ts'
import type { Condition } from './condition.ts'
import type { Judgement } from './schema.ts'

export interface AlertRow {
  id: string
  name: string
  metric: DailyMetricName
  condition: Condition
  again_after_days: number | null
  member_ids: string[]
  by_mail: boolean
  enabled: boolean
  created_by: string | null
  created_at: number
  updated_at: number
  evaluated: Judgement | null
}

const COLUMNS = [
  ...(['id', 'name', 'metric', 'condition', 'again_after_days', 'member_ids', 'by_mail', 'enabled'] as const),
  ...(['created_by', 'created_at', 'updated_at', 'evaluated'] as const),
]

export const alerts = readingOf<AlertRow>('metric_alerts', COLUMNS)

type Stored = Slots<AlertRow>
type FromDay = Slots<{ from_day: number }>

export const insertAlert = mutation((q, alert: Stored & FromDay) => {
  const { id, created_by, created_at, from_day } = alert
  const values = { ...columnsOf(alert), id, created_by, created_at, from_day }
  return q.insert(q.tables.metric_alerts).values({ ...values, organization_id: q.organization_id })
})

export const updateAlert = mutation((q, alert: Stored) =>
  q.update(q.tables.metric_alerts).set(columnsOf(alert)).where(isOne(q, alert)),
)

/** From the day on it begins anew: nothing of what was before is due. */
export const restartAlert = mutation((q, { id, from_day }: Slots<{ id: string }> & FromDay) =>
  q.update(q.tables.metric_alerts).set({ from_day, due_from_day: null }).where(isOne(q, { id })),
)

/** What of an alert may change. */
function columnsOf(alert: Stored) {
  const { name, metric, condition, again_after_days, member_ids, by_mail, enabled, updated_at, evaluated } =
    alert
  return { name, metric, condition, again_after_days, member_ids, by_mail, enabled, updated_at, evaluated }
}

export const deleteAlert = mutation((q, alert: Slots<{ id: string }>) =>
  q.delete(q.tables.metric_alerts).where(isOne(q, alert)),
)

function isOne(q: Writing, { id }: Slots<{ id: string }>) {
  return and(q.mine(q.tables.metric_alerts), eq(q.tables.metric_alerts.id, id))
}

/** Of all alerts, to whom they are told. */
export const listToldMembers = query((q) => {
  const { metric_alerts: a } = q.tables
  return q.select({ id: a.id, member_ids: a.member_ids, updated_at: a.updated_at }).from(a).where(q.mine(a))
})

export const setToldMembers = mutation(
  (q, slots: Slots<{ id: string; member_ids: string[]; updated_at: number }>) => {
    const { id, member_ids, updated_at } = slots
    return q.update(q.tables.metric_alerts).set({ member_ids, updated_at }).where(isOne(q, { id }))
  },
)

/** Days were closed, from this one on: what is enabled is evaluated anew. */
export const markDue = statement<{ day: number }>(`
  update metric_alerts set closings = closings + 1,
    due_from_day = case when due_from_day <= :day then due_from_day else cast(:day as bigint) end
  where organization_id = :organization_id and enabled = true`)

/** Days that were closed are counted anew: what they then show is no news. */
export const passOverClosedDays = statement(`
  update metric_alerts set from_day = (
    select max(day) + 1 from day_snapshots where organization_id = :organization_id)
  where organization_id = :organization_id and from_day <= (
    select max(day) from day_snapshots where organization_id = :organization_id)`)

export const listOrganizationsDue = instanceQuery((q) => {
  const { metric_alerts: a } = q.tables
  return q
    .selectDistinct({ organization_id: a.organization_id })
    .from(a)
    .where(isNotNull(a.due_from_day))
    .orderBy(asc(a.organization_id))
})

export interface DueAlert extends AlertRow {
  from_day: number
  due_from_day: number
  closings: number
}

const selectDue = query((q) => {
  const { metric_alerts: a } = q.tables
  const { id, name, metric, condition, again_after_days, member_ids, by_mail, enabled, created_by } = a
  const { created_at, updated_at, evaluated, from_day, due_from_day, closings } = a
  const chosen = { id, name, metric, condition, again_after_days, member_ids, by_mail, enabled, created_by }
  return q
    .select({ ...chosen, created_at, updated_at, evaluated, from_day, due_from_day, closings })
    .from(a)
    .where(and(q.mine(a), isNotNull(a.due_from_day)))
    .orderBy(asc(a.id))
})

export async function listDue(q: Read): Promise<DueAlert[]> {
  // As they were written.
  return (await selectDue(q)) as unknown as DueAlert[]
}

/** The last closed day. */
export const findLastClosed = statement<
  { metric_version: number; until_day: number },
  { day: number | null }
>(`
  select max(day) as day from day_snapshots
  where organization_id = :organization_id and metric_version = :metric_version and stale = false
    and day <= :until_day`)

/** Unless it was changed, or days were closed, since it was read. @returns It, where it was not. */
export const setEvaluated = mutation(
  (q, slots: Slots<Pick<DueAlert, 'id' | 'updated_at' | 'closings' | 'evaluated'>>) => {
    const { metric_alerts: a } = q.tables
    const { id, updated_at, closings, evaluated } = slots
    const isAsRead = and(eq(a.updated_at, updated_at), eq(a.closings, closings))
    return q
      .update(a)
      .set({ evaluated, due_from_day: null })
      .where(and(isOne(q, { id }), isAsRead))
      .returning({ id: a.id })
  },
)

export interface FiringRow {
  id: string
  alert_id: string
  day: number
  metric: DailyMetricName
  condition: Condition
  value: number
  expected: number
  deviation: number
  is_level_shift: boolean
  told_ids: string[]
  fired_at: number
  retracted_at: number | null
  value_now: number | null
}

function selectFirings(q: Reading) {
  const { metric_alert_firings: f } = q.tables
  const { id, alert_id, day, metric, condition, value, expected, deviation } = f
  const { is_level_shift, told_ids, fired_at, retracted_at, value_now } = f
  const judged = { metric, condition, value, expected, deviation, is_level_shift }
  return q.select({ id, alert_id, day, ...judged, told_ids, fired_at, retracted_at, value_now }).from(f)
}

type Filter = { alert_id: string }

const selectFiringPage = query(
  (q, slots: Slots<PageValues & Filter>, variant: PageVariant & { of_one: boolean }) => {
    const { unseen, order } = inPage(q.tables.metric_alert_firings.id, slots, variant)
    return selectFirings(q)
      .where(and(ofAlert(q, slots, variant), unseen))
      .orderBy(order)
      .limit(slots.limit)
  },
)

const countFiringRows = query((q, slots: Slots<Filter>, variant: { of_one: boolean }) =>
  q
    .select({ total: count() })
    .from(q.tables.metric_alert_firings)
    .where(ofAlert(q, slots, variant)),
)

function ofAlert(q: Reading, { alert_id }: Slots<Filter>, { of_one }: { of_one: boolean }) {
  const { metric_alert_firings: f } = q.tables
  return and(q.mine(f), of_one ? eq(f.alert_id, alert_id) : undefined)
}

export async function listFirings(q: Read, page: IdPage, alert_id = ''): Promise<FiringRow[]> {
  const [values, variant] = pageOf(page)
  const rows = await selectFiringPage(q, { ...values, alert_id }, { ...variant, of_one: alert_id !== '' })
  // As they were written.
  return rows as unknown as FiringRow[]
}

export async function countFirings(q: Read, alert_id = ''): Promise<number> {
  const [row] = await countFiringRows(q, { alert_id }, { of_one: alert_id !== '' })
  return row?.total ?? 0
}

const selectFiringsSince = query((q, { from_day }: FromDay) => {
  const { metric_alert_firings: f } = q.tables
  return selectFirings(q)
    .where(and(q.mine(f), gte(f.day, from_day)))
    .orderBy(asc(f.alert_id), asc(f.day))
})

export async function listFiringsSince(q: Read, from_day: number): Promise<FiringRow[]> {
  // As they were written.
  return (await selectFiringsSince(q, { from_day })) as unknown as FiringRow[]
}

/** @returns It, unless the alert has fired for the day already. */
export const insertFiring = mutation((q, firing: Slots<FiringRow>) => {
  const { metric_alert_firings: f } = q.tables
  const { id, alert_id, day, metric, condition, value, expected, deviation } = firing
  const { is_level_shift, told_ids, fired_at, retracted_at, value_now } = firing
  const judged = { metric, condition, value, expected, deviation, is_level_shift }
  return q
    .insert(f)
    .values({
      ...{ organization_id: q.organization_id, id, alert_id, day, ...judged },
      ...{ told_ids, fired_at, retracted_at, value_now },
    })
    .onConflictDoNothing()
    .returning({ id: f.id })
})

export const setTold = mutation((q, { id, told_ids }: Slots<Pick<FiringRow, 'id' | 'told_ids'>>) => {
  const { metric_alert_firings: f } = q.tables
  return q
    .update(f)
    .set({ told_ids })
    .where(and(q.mine(f), eq(f.id, id)))
})

export const setStanding = mutation(
  (q, slots: Slots<Pick<FiringRow, 'id' | 'retracted_at' | 'value_now'>>) => {
    const { metric_alert_firings: f } = q.tables
    const { id, retracted_at, value_now } = slots
    return q
      .update(f)
      .set({ retracted_at, value_now })
      .where(and(q.mine(f), eq(f.id, id)))
  },
)

const findAddresses = batchStatement({ member_id: 'text' })<{ email: string }>(`
  select u.email from :rows as r
  join members m on m.organization_id = :organization_id and m.id = r.member_id and m.status = 'active'
  join users u on u.id = m.user_id
  where not exists (
    select 1 from notification_preferences p
    where p.organization_id = :organization_id and p.member_id = r.member_id
      and p.kind = 'metric_alert_mail' and not p.is_on)`)

/** Of those who want to hear by mail. */
export async function listAddresses(tx: Write, memberIds: readonly string[]): Promise<string[]> {
  const rows = memberIds.map((member_id) => ({ member_id }))
  return (await tx.each(findAddresses, rows)).map(({ email }) => email)
}
