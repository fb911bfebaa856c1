import { and, count, eq, isNull } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { byId, type IdPage } from '../../db/id-page.ts'
import { batchStatement, statement } from '../../db/statement.ts'
import type { NotificationKind } from './schema.ts'

export interface NotificationRow {
  id: string
  kind: NotificationKind
  actor_id: string | null
  api_key_id: string | null
  task_id: string | null
  comment_id: string | null
  conversation_id: string | null
  message_id: string | null
  created_at: number
  read_at: number | null
}

/** Of one member, always. */
export interface NotificationFilter {
  member_id: string
  unread: boolean
  kind: NotificationKind | undefined
}

export async function listNotifications(
  q: Read,
  page: IdPage,
  filter: NotificationFilter,
): Promise<NotificationRow[]> {
  const { unseen, order } = byId(q.tables.notifications.id, page)
  const rows = await selectNotifications(q)
    .where(and(matching(q, filter), unseen))
    .orderBy(order)
    .limit(page.limit)
  return rows.map(asRow)
}

export async function countNotifications(q: Read, filter: NotificationFilter): Promise<number> {
  const { notifications } = q.tables
  const [row] = await q.select({ total: count() }).from(notifications).where(matching(q, filter))
  return row?.total ?? 0
}

function selectNotifications(q: Read) {
  const { notifications: n } = q.tables
  const { id, kind, actor_id, api_key_id, task_id, comment_id, conversation_id, message_id } = n
  const { created_at, read_at } = n
  return q
    .select({
      id,
      kind,
      actor_id,
      api_key_id,
      task_id,
      comment_id,
      conversation_id,
      message_id,
      created_at,
      read_at,
    })
    .from(n)
}

function matching(q: Read, { member_id, unread, kind }: NotificationFilter) {
  const { notifications: n } = q.tables
  return and(
    q.mine(n),
    eq(n.member_id, member_id),
    unread ? isNull(n.read_at) : undefined,
    kind === undefined ? undefined : eq(n.kind, kind),
  )
}

/** The column is a text; only the words of the schema are ever written there. */
function asRow(row: Omit<NotificationRow, 'kind'> & { kind: string }): NotificationRow {
  return { ...row, kind: row.kind as NotificationKind }
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

/** @returns What it is now; `null` where the member has none with this id. */
export async function markNotification(
  tx: Write,
  member_id: string,
  id: string,
  read_at: number | null,
): Promise<NotificationRow | null> {
  const { notifications: n } = tx.tables
  const isIt = and(tx.mine(n), eq(n.member_id, member_id), eq(n.id, id))
  // Read once, it was read then and not again.
  const isNews = read_at === null ? undefined : isNull(n.read_at)
  await tx.update(n).set({ read_at }).where(and(isIt, isNews))
  const [row] = await selectNotifications(tx).where(isIt)
  return row ? asRow(row) : null
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
  task_id: 'text',
  comment_id: 'text',
  conversation_id: 'text',
  message_id: 'text',
})<{ member_id: string }, { actor_id: string | null; api_key_id: string | null; created_at: number }>(`
  insert into notifications
    (organization_id, member_id, id, kind, actor_id, api_key_id, task_id, comment_id, conversation_id,
     message_id, created_at)
  select :organization_id, r.member_id, r.id, r.kind, cast(:actor_id as text), cast(:api_key_id as text),
         r.task_id, r.comment_id, r.conversation_id, r.message_id, cast(:created_at as bigint)
  from :rows as r
  join members m on m.organization_id = :organization_id and m.id = r.member_id and m.status = 'active'
  where not exists (
    select 1 from notification_preferences p
    where p.organization_id = :organization_id and p.member_id = r.member_id and p.kind = r.kind and not p.is_on)
  returning member_id`)

export type NewNotification = Pick<
  NotificationRow,
  'id' | 'kind' | 'task_id' | 'comment_id' | 'conversation_id' | 'message_id'
> & { member_id: string }

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
  return (await tx.each(insertWanted, rows, by)).map(({ member_id }) => member_id)
}

/** The kinds of which the member has said anything. */
export async function listPreferences(
  q: Read,
  memberId: string,
): Promise<{ kind: string; is_on: boolean }[]> {
  const { notification_preferences: p } = q.tables
  return q
    .select({ kind: p.kind, is_on: p.is_on })
    .from(p)
    .where(and(q.mine(p), eq(p.member_id, memberId)))
}

export async function putPreference(tx: Write, member_id: string, kind: NotificationKind, is_on: boolean) {
  const { notification_preferences: p } = tx.tables
  await tx
    .insert(p)
    .values({ organization_id: tx.organization_id, member_id, kind, is_on })
    .onConflictDoUpdate({ target: [p.organization_id, p.member_id, p.kind], set: { is_on } })
}
