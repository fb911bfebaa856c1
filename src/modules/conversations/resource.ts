import type { Resource } from '../../resources/resource.ts'
import { leaveGroups } from './leave-conversations.ts'
import { listSeenOf } from './queries.ts'

export const conversation: Resource = {
  kind: 'conversation',
  table: 'conversations',
  /** Those of two have none. */
  name: 'title',
  visibility: {
    requires: 'chat.read',
    seenBy: async (q, { member_id }, things) => {
      const ids = things.map(({ id }) => id)
      return new Set(await listSeenOf(q, member_id, ids))
    },
  },
  told: true,
  memberLeft: leaveGroups,
}
