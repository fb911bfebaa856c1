import { and, asc, count, eq, isNotNull } from 'drizzle-orm'
import type { InstanceRead, InstanceWrite, Read, Write } from '../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../db/id-page.ts'
import { instanceQuery, mutation, query, type Reading, type Slots, type Writing } from '../db/query.ts'
import { batchStatement, statement } from '../db/statement.ts'
import { LONGEST_REST_MS, LONGEST_WAIT_MS } from './retries.ts'

export interface WebhookRow {
  id: string
  url: string
  description: string
  events: string[]
  sealed_secret: string
  previous_sealed_secret: string | null
  previous_until_at: number | null
  stopped_reason: string | null
  created_by: string | null
  created_at: number
  updated_at: number
}

/** With how far it is; `null` in all of that where it is off. */
export interface PlacedWebhook extends WebhookRow {
  seq: number | null
  failures: number | null
  failing_since_at: number | null
  resting_until_at: number | null
}

function placed(q: Reading) {
  const { webhooks: w, webhook_places: p } = q.tables
  const { id, url, description, events, sealed_secret, previous_sealed_secret, previous_until_at } = w
  const { stopped_reason, created_by, created_at, updated_at } = w
  const { seq, failures, failing_since_at, resting_until_at } = p
  return q
    .select({
      ...{ id, url, description, events, sealed_secret, previous_sealed_secret, previous_until_at },
      ...{ stopped_reason, created_by, created_at, updated_at },
      ...{ seq, failures, failing_since_at, resting_until_at },
    })
    .from(w)
    .leftJoin(p, and(eq(p.organization_id, w.organization_id), eq(p.webhook_id, w.id)))
}

const selectPage = query((q, page: Slots<PageValues>, variant: PageVariant) => {
  const { webhooks: w } = q.tables
  const { unseen, order } = inPage(w.id, page, variant)
  return placed(q)
    .where(and(q.mine(w), unseen))
    .orderBy(order)
    .limit(page.limit)
})

export function listWebhooks(q: Read, page: IdPage): Promise<PlacedWebhook[]> {
  return selectPage(q, ...pageOf(page))
}

const selectTotal = query((q) => {
  const { webhooks: w } = q.tables
  return q.select({ total: count() }).from(w).where(q.mine(w))
})

export async function countWebhooks(q: Read): Promise<number> {
  return (await selectTotal(q))[0]?.total ?? 0
}

const selectOne = query((q, { id }: Slots<{ id: string }>) => {
  const { webhooks: w } = q.tables
  return placed(q).where(and(q.mine(w), eq(w.id, id)))
})

export async function findWebhook(q: Read, id: string): Promise<PlacedWebhook | null> {
  return (await selectOne(q, { id }))[0] ?? null
}

export const insertWebhook = mutation((q, row: Slots<WebhookRow>) => {
  const { id, created_by, created_at } = row
  const { organization_id } = q
  return q
    .insert(q.tables.webhooks)
    .values({ organization_id, id, created_by, created_at, ...changeable(row) })
})

export const updateWebhook = mutation((q, row: Slots<WebhookRow>) => {
  const { webhooks: w } = q.tables
  return q
    .update(w)
    .set(changeable(row))
    .where(and(q.mine(w), eq(w.id, row.id)))
})

function changeable({
  url,
  description,
  events,
  sealed_secret,
  previous_sealed_secret,
  previous_until_at,
  stopped_reason,
  updated_at,
}: Slots<WebhookRow>) {
  const secrets = { sealed_secret, previous_sealed_secret, previous_until_at }
  return { url, description, events, ...secrets, stopped_reason, updated_at }
}

export const deleteWebhook = mutation((q, { id }: Slots<{ id: string }>) => {
  const { webhooks: w } = q.tables
  return q.delete(w).where(and(q.mine(w), eq(w.id, id)))
})

type Named = { webhook_id: string }

export const insertPlace = mutation((q, { webhook_id, seq }: Slots<Named & { seq: number }>) =>
  q.insert(q.tables.webhook_places).values({ organization_id: q.organization_id, webhook_id, seq }),
)

export const deletePlace = mutation((q, { webhook_id }: Slots<Named>) =>
  q.delete(q.tables.webhook_places).where(isPlaceOf(q, webhook_id)),
)

export const updateSeq = mutation((q, { webhook_id, seq }: Slots<Named & { seq: number }>) =>
  q.update(q.tables.webhook_places).set({ seq }).where(isPlaceOf(q, webhook_id)),
)

interface Failing extends Named {
  failures: number
  failing_since_at: number | null
  resting_until_at: number | null
}

export const updateFailing = mutation((q, failing: Slots<Failing>) => {
  const { webhook_id, failures, failing_since_at, resting_until_at } = failing
  return q
    .update(q.tables.webhook_places)
    .set({ failures, failing_since_at, resting_until_at })
    .where(isPlaceOf(q, webhook_id))
})

function isPlaceOf(q: Writing, webhook_id: Slots<Named>['webhook_id']) {
  const { webhook_places: p } = q.tables
  return and(q.mine(p), eq(p.webhook_id, webhook_id))
}

/** Those for which something is to be done, of whatever organization. */
const selectDue = statement<{ now: number }, { organization_id: string; webhook_id: string }>(`
  select p.organization_id, p.webhook_id from webhook_places p
  where p.seq <> coalesce((select max(c.seq) from changes c where c.organization_id = p.organization_id), 0)
    or ((p.resting_until_at is null or p.resting_until_at <= :now
        or p.resting_until_at > :now + ${LONGEST_REST_MS}) and exists (
      select 1 from webhook_deliveries d
      where d.organization_id = p.organization_id and d.webhook_id = p.webhook_id
        and (d.next_attempt_at <= :now or d.next_attempt_at > :now + ${LONGEST_WAIT_MS})))`)

export function listDue(q: InstanceRead, now: number) {
  return q.all(selectDue, { now })
}

export interface DeliveryRow {
  id: string
  type: string
  data: Record<string, unknown>
  correlation_id: string | null
  happened_at: number
  created_at: number
  status: string
  attempts: number
  next_attempt_at: number | null
  attempted_at: number | null
  response_status: number | null
  duration_ms: number | null
  error: string | null
}

function deliveries(q: Reading) {
  const { webhook_deliveries: d } = q.tables
  const { id, type, data, correlation_id, happened_at, created_at, status, attempts } = d
  const { next_attempt_at, attempted_at, response_status, duration_ms, error } = d
  return q
    .select({
      ...{ id, type, data, correlation_id, happened_at, created_at, status, attempts },
      ...{ next_attempt_at, attempted_at, response_status, duration_ms, error },
    })
    .from(d)
}

type DeliveryPage = PageValues & Named & { status: string }

const selectDeliveries = query(
  (q, page: Slots<DeliveryPage>, variant: PageVariant & { of_status: boolean }) => {
    const { webhook_deliveries: d } = q.tables
    const { unseen, order } = inPage(d.id, page, variant)
    return deliveries(q)
      .where(and(ofWebhook(q, page, variant), unseen))
      .orderBy(order)
      .limit(page.limit)
  },
)

export interface DeliveryFilter extends Named {
  status: string | undefined
}

export function listDeliveries(q: Read, page: IdPage, filter: DeliveryFilter): Promise<DeliveryRow[]> {
  const [values, variant] = pageOf(page)
  const { webhook_id, status = '' } = filter
  return selectDeliveries(
    q,
    { ...values, webhook_id, status },
    { ...variant, of_status: filter.status !== undefined },
  )
}

const selectDeliveryTotal = query(
  (q, filter: Slots<Named & { status: string }>, variant: { of_status: boolean }) =>
    q
      .select({ total: count() })
      .from(q.tables.webhook_deliveries)
      .where(ofWebhook(q, filter, variant)),
)

export async function countDeliveries(q: Read, { webhook_id, status }: DeliveryFilter): Promise<number> {
  const values = { webhook_id, status: status ?? '' }
  return (await selectDeliveryTotal(q, values, { of_status: status !== undefined }))[0]?.total ?? 0
}

function ofWebhook(
  q: Reading,
  { webhook_id, status }: Slots<Named & { status: string }>,
  { of_status }: { of_status: boolean },
) {
  const { webhook_deliveries: d } = q.tables
  return and(q.mine(d), eq(d.webhook_id, webhook_id), of_status ? eq(d.status, status) : undefined)
}

const selectDelivery = query((q, { webhook_id, id }: Slots<Named & { id: string }>) => {
  const { webhook_deliveries: d } = q.tables
  return deliveries(q).where(and(q.mine(d), eq(d.webhook_id, webhook_id), eq(d.id, id)))
})

export async function findDelivery(q: Read, webhook_id: string, id: string): Promise<DeliveryRow | null> {
  return (await selectDelivery(q, { webhook_id, id }))[0] ?? null
}

const selectPending = query((q, { webhook_id, limit }: Slots<Named & { limit: number }>) => {
  const { webhook_deliveries: d } = q.tables
  return deliveries(q)
    .where(and(q.mine(d), eq(d.webhook_id, webhook_id), isNotNull(d.next_attempt_at)))
    .orderBy(asc(d.next_attempt_at), asc(d.id))
    .limit(limit)
})

/** In the order in which they are attempted. */
export function listPending(q: Read, webhook_id: string, limit: number): Promise<DeliveryRow[]> {
  return selectPending(q, { webhook_id, limit })
}

/** `data` as JSON. */
const insertRows = batchStatement({
  id: 'text',
  type: 'text',
  data: 'text',
  correlation_id: 'text',
  happened_at: 'int',
})<never, Named & { now: number }>(`
  insert into webhook_deliveries
    (organization_id, webhook_id, id, type, data, correlation_id, happened_at, created_at, status, attempts,
     next_attempt_at)
  select :organization_id, cast(:webhook_id as text), r.id, r.type, json(r.data), r.correlation_id,
         r.happened_at, cast(:now as bigint), 'pending', 0, cast(:now as bigint)
  from :rows as r`)

export type NewDelivery = Pick<DeliveryRow, 'id' | 'type' | 'data' | 'correlation_id' | 'happened_at'>

export async function insertDeliveries(tx: Write, webhook_id: string, rows: NewDelivery[], now: number) {
  if (rows.length === 0) return
  const texts = rows.map(({ data, ...row }) => ({ ...row, data: JSON.stringify(data) }))
  await tx.each(insertRows, texts, { webhook_id, now })
}

type Told = 'type' | 'data' | 'correlation_id' | 'happened_at' | 'created_at'
type Attempted = Named & Omit<DeliveryRow, Told>

const setAttempt = mutation((q, attempt: Slots<Attempted>) => {
  const { webhook_deliveries: d } = q.tables
  const { webhook_id, id } = attempt
  const { status, attempts, next_attempt_at, attempted_at, response_status, duration_ms, error } = attempt
  return q
    .update(d)
    .set({ status, attempts, next_attempt_at, attempted_at, response_status, duration_ms, error })
    .where(and(q.mine(d), eq(d.webhook_id, webhook_id), eq(d.id, id)))
})

/** What it tells stays. */
export async function updateDelivery(tx: Write, webhook_id: string, row: DeliveryRow): Promise<void> {
  const { id, status, attempts, next_attempt_at, attempted_at, response_status, duration_ms, error } = row
  const last = { attempted_at, response_status, duration_ms, error }
  await setAttempt(tx, { webhook_id, id, status, attempts, next_attempt_at, ...last })
}

export const endPending = mutation((q, { webhook_id, error }: Slots<Named & { error: string }>) => {
  const { webhook_deliveries: d } = q.tables
  return q
    .update(d)
    .set({ status: 'failed', next_attempt_at: null, error })
    .where(and(q.mine(d), eq(d.webhook_id, webhook_id), isNotNull(d.next_attempt_at)))
})

const MOST_CORRELATED = 100

/** Of all organizations. */
export const listCorrelatedDeliveries = instanceQuery((q, slots: Slots<{ correlation_id: string }>) => {
  const { webhook_deliveries: d } = q.tables
  const { organization_id, webhook_id, id, type, status, attempts, created_at } = d
  return q
    .select({ organization_id, webhook_id, id, type, status, attempts, created_at })
    .from(d)
    .where(eq(d.correlation_id, slots.correlation_id))
    .orderBy(asc(id))
    .limit(MOST_CORRELATED)
})

/** Of whatever role: who is told, their roles say. */
const selectActive = query((q) => {
  const { members: m } = q.tables
  return q
    .select({ id: m.id, role: m.role })
    .from(m)
    .where(and(q.mine(m), eq(m.status, 'active')))
})

export function listActiveMembers(q: Read): Promise<{ id: string; role: string }[]> {
  return selectActive(q)
}

/** Ended ones past an age, and past a number of one webhook. */
const deleteOld = statement<{ until: number; most: number }, unknown>(`
  delete from webhook_deliveries where (organization_id, webhook_id, id) in (
    select organization_id, webhook_id, id from webhook_deliveries
    where created_at <= cast(:until as bigint) and status <> 'pending' limit cast(:most as int))
  returning 1 as deleted`)

export async function deleteOldDeliveries(tx: InstanceWrite, until: number, most: number): Promise<number> {
  return (await tx.all(deleteOld, { until, most })).length
}

const listMany = statement<{ kept: number }, { organization_id: string; webhook_id: string; id: string }>(`
  select p.organization_id, p.id as webhook_id, (
    select d.id from webhook_deliveries d
    where d.organization_id = p.organization_id and d.webhook_id = p.id
    order by d.id desc limit 1 offset cast(:kept as int)) as id
  from webhooks p where exists (
    select 1 from webhook_deliveries d
    where d.organization_id = p.organization_id and d.webhook_id = p.id
    order by d.id desc limit 1 offset cast(:kept as int))`)

const deleteUntil = statement<{ webhook_id: string; until: string; most: number }, unknown>(`
  delete from webhook_deliveries where organization_id = :organization_id and webhook_id = :webhook_id
    and id in (
      select id from webhook_deliveries
      where organization_id = :organization_id and webhook_id = :webhook_id and id <= :until
        and status <> 'pending'
      order by id limit cast(:most as int))
  returning 1 as deleted`)

export async function deleteManyDeliveries(tx: InstanceWrite, kept: number, most: number): Promise<number> {
  let deleted = 0
  for (const { organization_id, webhook_id, id } of await tx.all(listMany, { kept })) {
    const here = tx.within(organization_id)
    deleted += (await here.all(deleteUntil, { webhook_id, until: id, most: most - deleted })).length
    if (deleted >= most) break
  }
  return deleted
}
