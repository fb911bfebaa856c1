import type { Resource } from '../../resources/resource.ts'

const READ_KEPT_MS = 90 * 86_400_000
const UNREAD_KEPT_MS = 180 * 86_400_000

export const notification: Resource = {
  kind: 'notification',
  table: 'notifications',
  key: 'organization_id, member_id, id',
  over: `created_at <= :now - ${READ_KEPT_MS} and (read_at is not null or created_at <= :now - ${UNREAD_KEPT_MS})`,
}
