import { EVERY_ORGANIZATION } from '../database.ts'
import type { InstanceRead, Read } from '../handle.ts'
import type { ArchivedTable } from './table-shape.ts'

/**
 * The column by which rows belong to the handle's organization; `null` where the handle spans all.
 *
 * @throws Error for a table that holds nothing of organizations.
 */
export function ownerColumn(q: Read | InstanceRead, { name, columns }: ArchivedTable): string | null {
  if (!('organization_id' in q) || q.organization_id === EVERY_ORGANIZATION) return null
  if (name === 'organizations') return 'id'
  if (columns.some((column) => column.name === 'organization_id')) return 'organization_id'
  throw new Error(`${name} holds nothing of organizations.`)
}
