import type { Resource } from '../resources/resource.ts'

export const UNDO_KEPT_MS = 7 * 86_400_000

export const toolChange: Resource = {
  kind: 'tool_change',
  table: 'tool_changes',
  over: `created_at <= :now - ${UNDO_KEPT_MS}`,
}
