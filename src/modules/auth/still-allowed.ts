import { NotSignedInError } from '../../access/errors.ts'
import { may, type Permission, type Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import { findKeyThatIs, findRoleOfSession } from './queries.ts'

/**
 * Whether somebody who was let in may still do so: neither signed out, suspended nor lowered, the key
 * not deleted. A token that has ended since changes nothing, nor does working in another organization.
 */
export async function isStillAllowed(
  context: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
  permission: Permission,
): Promise<boolean> {
  const present = await presentPrincipal(context, principal)
  return present !== null && may(present, permission)
}

/** Who somebody who was let in is now, with the role of now; `null` where they are nobody any more. */
export async function presentPrincipal(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
): Promise<Principal | null> {
  const organization = db.for(principal.organization_id)
  const now = clock.now()
  if (principal.kind === 'api_key') {
    const { api_key_id } = principal
    const [key] = await organization.read((q) => q.all(findKeyThatIs, { api_key_id, now }))
    return key ? principal : null
  }
  const session = { session_id: principal.session_id, now }
  const [found] = await organization.read((q) => q.all(findRoleOfSession, session))
  if (!found) return null
  return { ...principal, role: found.role, needs_second_factor: Boolean(found.needs_second_factor) }
}

/**
 * The same parts, for as long as the caller may send or have them.
 *
 * @param isStillAllowed See `Principals.watch`.
 * @throws NotSignedInError in place of the first part that comes after that.
 */
export async function* whileAllowed<T>(
  parts: AsyncIterable<T>,
  isStillAllowed: () => Promise<boolean>,
): AsyncGenerator<T> {
  for await (const part of parts) {
    if (!(await isStillAllowed())) throw new NotSignedInError()
    yield part
  }
}
