import type { Resource } from '../../resources/resource.ts'
import { leaveGroups } from './leave-conversations.ts'

export const conversation: Resource = {
  kind: 'conversation',
  table: 'conversations',
  memberLeft: leaveGroups,
}
