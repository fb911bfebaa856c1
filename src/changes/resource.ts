import type { Resource } from '../resources/resource.ts'

const KEPT_MS = 30 * 86_400_000

export const change: Resource = {
  kind: 'change',
  table: 'changes',
  key: 'organization_id, seq',
  // The last of an organization stays, so that its numbers go on.
  over: `at <= :now - ${KEPT_MS} and seq < (
    select max(l.seq) from changes l where l.organization_id = changes.organization_id)`,
}
