import type { Conversation } from '../../../../docs/api-types.ts'
import { nameOfMember } from '../../state/people.ts'
import { work } from '../../texts/work.ts'

export function titleOf({ title, other_member_id, kind }: Conversation): string {
  if (title) return title
  return other_member_id ? nameOfMember(other_member_id) : work.conversations.kinds[kind]
}
