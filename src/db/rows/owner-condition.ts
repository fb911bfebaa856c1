import { EVERY_ORGANIZATION } from '../database.ts'
import type { InstanceRead, Read } from '../handle.ts'
import type { ArchivedTable } from './table-shape.ts'

/**
 * The condition by which rows belong to the handle's organization, its accounts among them; `null` where
 * the handle spans all.
 *
 * @throws Error for a table that holds nothing of organizations.
 */
export function ownerCondition(q: Read | InstanceRead, { name, columns }: ArchivedTable): string | null {
  if (!('organization_id' in q) || q.organization_id === EVERY_ORGANIZATION) return null
  if (name === 'organizations') return 'id = :organization_id'
  if (name === 'users') return 'id in (select user_id from members where organization_id = :organization_id)'
  if (columns.some((column) => column.name === 'organization_id')) return 'organization_id = :organization_id'
  throw new Error(`${name} holds nothing of organizations.`)
}
