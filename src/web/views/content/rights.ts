/** Who may change what is taught: its author, and admins. */
import { account, isAtLeast } from '../../state/session.ts'

export function mayChange({ author_id }: { author_id: string | null }): boolean {
  return isAtLeast('admin') || (isAtLeast('member') && author_id === account.value?.member.id)
}
