/** What a member was told. Each notification is one member's, and nobody else reads it. */

import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Read } from '../../db/handle.ts'
import { type Page, pageById } from '../../http/page.ts'
import { NotFoundError } from '../../lib/app-error.ts'
import type { Resource } from '../../resources/resource.ts'
import { namesSeen, readAsker } from '../../resources/visible.ts'
import { sessionOf } from '../auth/session-of.ts'
import {
  countNotifications,
  countUnread,
  listNotifications as listNotificationRows,
  markNotification,
  markUntil,
  type NotificationRow,
} from './queries.ts'
import {
  idsOnWire,
  type Notification,
  type NotificationsQuery,
  type ReadAll,
  type ReadCount,
  type UnreadCount,
} from './schema.ts'

const COUNTED = 1_000
const MARKED_AT_ONCE = 1_000

export async function listNotifications(
  { db, cursors, resources }: Pick<Base, 'db' | 'cursors'> & { resources: readonly Resource[] },
  principal: Principal,
  { unread, kind, ...query }: NotificationsQuery,
): Promise<Page<Notification>> {
  const { organization_id, member_id } = sessionOf(principal)
  const here = db.for(organization_id)
  const filter = { member_id, unread: unread === 'true', kind }
  const list = `notifications ${JSON.stringify(filter)}`
  return pageById(
    cursors,
    { organization_id, list },
    { sort: '-created_at', ...query },
    {
      read: (page) =>
        here.read(async (q) => {
          // A member may have very many: a page of them is no reason to sort them all.
          const rows = await q.can.inIndexOrder(q, () => listNotificationRows(q, page, filter))
          return toWire(q, resources, principal, rows)
        }),
      count: () => here.read((q) => countNotifications(q, filter)),
    },
  )
}

export async function countUnreadNotifications(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
): Promise<UnreadCount> {
  const { organization_id, member_id } = sessionOf(principal)
  const found = await db.for(organization_id).read((q) => countUnread(q, member_id, COUNTED + 1))
  return { unread: Math.min(found, COUNTED), or_more: found > COUNTED }
}

/** @throws NotFoundError */
export async function markAs(
  { db, clock, resources }: Pick<Base, 'db' | 'clock'> & { resources: readonly Resource[] },
  principal: Principal,
  id: string,
  as: 'read' | 'unread',
): Promise<Notification> {
  const { organization_id, member_id } = sessionOf(principal)
  const read_at = as === 'read' ? clock.now() : null
  return db.for(organization_id).write(async (tx) => {
    const row = await markNotification(tx, member_id, id, read_at)
    const [notification] = row ? await toWire(tx, resources, principal, [row]) : []
    if (!notification) throw new NotFoundError('notification', 'You have no notification with this id.')
    return notification
  })
}

/** Those up to the given one; many of them in several transactions, so that none is long. */
export async function markAllAsRead(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
  { until }: ReadAll,
): Promise<ReadCount> {
  const { organization_id, member_id } = sessionOf(principal)
  const values = { member_id, until, read_at: clock.now(), most: MARKED_AT_ONCE }
  let read = 0
  for (let marked = MARKED_AT_ONCE; marked === MARKED_AT_ONCE; read += marked) {
    marked = await db.for(organization_id).write((tx) => markUntil(tx, values))
  }
  return { read }
}

/** Titles are of now, and for those who see the thing now: an old notification gives away nothing new. */
async function toWire(
  q: Read,
  resources: readonly Resource[],
  principal: Principal,
  rows: NotificationRow[],
): Promise<Notification[]> {
  const told = resources.filter((resource) => resource.told)
  const titles = await titlesOf(q, told, principal, rows)
  return rows.map(({ about, created_at, read_at, ...row }) => ({
    ...row,
    ...idsOnWire(about),
    title: titles.get(Object.values(about ?? {})[0] ?? '') ?? null,
    created_at: new Date(created_at).toISOString(),
    read_at: read_at === null ? null : new Date(read_at).toISOString(),
  }))
}

/** Of each that by which the notification begins. */
async function titlesOf(
  q: Read,
  told: readonly Resource[],
  principal: Principal,
  rows: NotificationRow[],
): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>()
  const subjects = rows.flatMap(({ about }) => Object.entries(about ?? {}).slice(0, 1))
  if (subjects.length === 0) return titles
  const asker = await readAsker(q, principal)
  for (const [kind, some] of Map.groupBy(subjects, ([kind]) => kind)) {
    const resource = told.find((one) => one.kind === kind)
    const ids = some.map(([, id]) => id)
    const seen = resource ? await namesSeen(q, asker, resource, ids) : []
    for (const [id, title] of seen) titles.set(id, title)
  }
  return titles
}
