import { and, count, eq, isNull } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../db/id-page.ts'
import { mutation, query, type Reading, type Slots } from '../../db/query.ts'
import { batchStatement, statement } from '../../db/statement.ts'

/**
 * By kind, the ids of what it is about, such as a task and a comment on it; that by whose name it goes
 * first. References alone: what they stand for is read when the notification is, by those who may still
 * see it.
 */
export type About = Readonly<Record<string, string>>

export interface NotificationRow {
  id: string
  kind: string
  actor_id: string | null
  api_key_id: string | null
  about: About | null
  created_at: number
  read_at: number | null
}

/** Of one member, always. */
export interface NotificationFilter {
  member_id: string
  unread: boolean
  kind: string | undefined
}

/** What of a filter changes a query, and what are values of it. */
interface Filtering {
  unread: boolean
  of_kind: boolean
}
type FilterValues = { member_id: string; kind: string }

function filtering({ member_id, unread, kind }: NotificationFilter): [FilterValues, Filtering] {
  return [
    { member_id, kind: kind ?? '' },
    { unread, of_kind: kind !== undefined },
  ]
}

const selectPage = query((q, slots: Slots<FilterValues & PageValues>, variant: Filtering & PageVariant) => {
  const { unseen, order } = inPage(q.tables.notifications.id, slots, variant)
  return selectNotifications(q)
    .where(and(matching(q, slots, variant), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

export async function listNotifications(
  q: Read,
  page: IdPage,
  filter: NotificationFilter,
): Promise<NotificationRow[]> {
  const [filterValues, filterVariant] = filtering(filter)
  const [values, variant] = pageOf(page)
  const rows = await selectPage(q, { ...filterValues, ...values }, { ...filterVariant, ...variant })
  return rows
}

const selectTotal = query((q, slots: Slots<FilterValues>, variant: Filtering) =>
  q
    .select({ total: count() })
    .from(q.tables.notifications)
    .where(matching(q, slots, variant)),
)

export async function countNotifications(q: Read, filter: NotificationFilter): Promise<number> {
  const [row] = await selectTotal(q, ...filtering(filter))
  return row?.total ?? 0
}

function selectNotifications(q: Reading) {
  const { notifications: n } = q.tables
  const { id, kind, actor_id, api_key_id, about, created_at, read_at } = n
  return q.select({ id, kind, actor_id, api_key_id, about, created_at, read_at }).from(n)
}

function matching(q: Reading, slots: Slots<FilterValues>, { unread, of_kind }: Filtering) {
  const { notifications: n } = q.tables
  return and(
    q.mine(n),
    eq(n.member_id, slots.member_id),
    unread ? isNull(n.read_at) : undefined,
    of_kind ? eq(n.kind, slots.kind) : undefined,
  )
}

export const countUnreadUpTo = statement<{ member_id: string; most: number }, { unread: number }>(`
  select count(*) as unread from (
    select 1 as one from notifications
    where organization_id = :organization_id and member_id = :member_id and read_at is null
    limit :most) as u`)

/** No more than `most`, however many there are. */
export async function countUnread(q: Read, member_id: string, most: number): Promise<number> {
  const [row] = await q.all(countUnreadUpTo, { member_id, most })
  return Number(row?.unread ?? 0)
}

type Named = { member_id: string; id: string }

const setReadAt = mutation(
  (q, slots: Slots<Named & { read_at: number | null }>, { unread }: { unread: boolean }) => {
    const { notifications: n } = q.tables
    const isWanted = unread ? isNull(n.read_at) : undefined
    return q
      .update(n)
      .set({ read_at: slots.read_at })
      .where(and(q.mine(n), eq(n.member_id, slots.member_id), eq(n.id, slots.id), isWanted))
  },
)

const selectOne = query((q, { member_id, id }: Slots<Named>) => {
  const { notifications: n } = q.tables
  return selectNotifications(q).where(and(q.mine(n), eq(n.member_id, member_id), eq(n.id, id)))
})

/** @returns What it is now; `null` where the member has none with this id. */
export async function markNotification(
  tx: Write,
  member_id: string,
  id: string,
  read_at: number | null,
): Promise<NotificationRow | null> {
  // Read once, it was read then and not again.
  await setReadAt(tx, { member_id, id, read_at }, { unread: read_at !== null })
  const [row] = await selectOne(tx, { member_id, id })
  return row ?? null
}

/** In a part of its own: a planner that takes the table for empty would select them again for each row. */
const markReadUntil = statement<
  { member_id: string; until: string; read_at: number; most: number },
  { id: string }
>(`
  with unread (unread_id) as materialized (
    select id from notifications
    where organization_id = :organization_id and member_id = :member_id and read_at is null and id <= :until
    order by id limit :most)
  update notifications set read_at = cast(:read_at as bigint) from unread
  where organization_id = :organization_id and member_id = :member_id and id = unread_id
  returning id`)

/** @returns How many: no more than `most`. */
export async function markUntil(
  tx: Write,
  values: { member_id: string; until: string; read_at: number; most: number },
): Promise<number> {
  return (await tx.all(markReadUntil, values)).length
}

const insertWanted = batchStatement({
  member_id: 'text',
  id: 'text',
  kind: 'text',
  about: 'text',
})<{ member_id: string }, { actor_id: string | null; api_key_id: string | null; created_at: number }>(`
  insert into notifications
    (organization_id, member_id, id, kind, actor_id, api_key_id, about, created_at)
  select :organization_id, r.member_id, r.id, r.kind, cast(:actor_id as text), cast(:api_key_id as text),
         json(r.about), cast(:created_at as bigint)
  from :rows as r
  join members m on m.organization_id = :organization_id and m.id = r.member_id and m.status = 'active'
  where not exists (
    select 1 from notification_preferences p
    where p.organization_id = :organization_id and p.member_id = r.member_id and p.kind = r.kind and not p.is_on)
  returning member_id`)

export type NewNotification = Pick<NotificationRow, 'id' | 'kind' | 'about'> & { member_id: string }

/**
 * Those for active members who have not switched off the kind.
 *
 * @returns Who is told.
 */
export async function insertNotifications(
  tx: Write,
  rows: NewNotification[],
  by: Pick<NotificationRow, 'actor_id' | 'api_key_id' | 'created_at'>,
): Promise<string[]> {
  const texts = rows.map((row) => ({ ...row, about: row.about && JSON.stringify(row.about) }))
  return (await tx.each(insertWanted, texts, by)).map(({ member_id }) => member_id)
}

const selectPreferences = query((q, { member_id }: Slots<{ member_id: string }>) => {
  const { notification_preferences: p } = q.tables
  return q
    .select({ kind: p.kind, is_on: p.is_on })
    .from(p)
    .where(and(q.mine(p), eq(p.member_id, member_id)))
})

/** The kinds of which the member has said anything. */
export function listPreferences(q: Read, member_id: string): Promise<{ kind: string; is_on: boolean }[]> {
  return selectPreferences(q, { member_id })
}

type Preference = { member_id: string; kind: string; is_on: boolean }

const upsertPreference = mutation((q, { member_id, kind, is_on }: Slots<Preference>) => {
  const { notification_preferences: p } = q.tables
  return q
    .insert(p)
    .values({ organization_id: q.organization_id, member_id, kind, is_on })
    .onConflictDoUpdate({ target: [p.organization_id, p.member_id, p.kind], set: { is_on } })
})

export async function putPreference(tx: Write, member_id: string, kind: string, is_on: boolean) {
  await upsertPreference(tx, { member_id, kind, is_on })
}
