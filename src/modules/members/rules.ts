/** Who may do what to whom among members: all the rules, in one place. */

import { NotSignedInError } from '../../access/errors.ts'
import type { Principal, Role } from '../../access/principal.ts'
import { ForbiddenError } from '../../lib/app-error.ts'
import { LastOwnerError, OwnersOnlyError } from './errors.ts'

export const ROLES = ['owner', 'admin', 'member', 'viewer'] as const satisfies Role[]
export type Status = 'active' | 'suspended' | 'removed'

export interface Standing {
  role: Role
  status: Status
}

/**
 * The role in which a principal acts on members: a key with the scope for it acts as an admin.
 *
 * @param standing The member's own, as it is in this transaction: who was remembered with a higher
 *   one may have lost it meanwhile.
 */
export function actingRole(principal: Principal, standing: Standing | null): Role {
  if (principal.kind === 'api_key') return 'admin'
  if (standing?.status !== 'active') throw new NotSignedInError()
  if (standing.role !== 'owner' && standing.role !== 'admin')
    throw new ForbiddenError('not_allowed', 'This takes the role owner or admin.')
  return standing.role
}

/** Nobody gives a role above their own; as only admins and owners give any, that leaves one case. */
export function assertMayGive(actor: Role, role: Role): void {
  if (role === 'owner' && actor !== 'owner') throw new OwnersOnlyError()
}

/** Owners are changed, suspended and removed by owners. */
export function assertMayChange(actor: Role, target: Pick<Standing, 'role'>): void {
  if (target.role === 'owner' && actor !== 'owner') throw new OwnersOnlyError()
}

/** @param activeOwners How many there are, with the organization locked. */
export function assertAnOwnerStays(before: Standing, after: Standing, activeOwners: number): void {
  const loses = isActiveOwner(before) && !isActiveOwner(after)
  if (loses && activeOwners <= 1) throw new LastOwnerError()
}

function isActiveOwner({ role, status }: Standing): boolean {
  return role === 'owner' && status === 'active'
}
