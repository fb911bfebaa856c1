import { NotSignedInError } from '../../access/errors.ts'
import type { Principal, SessionPrincipal } from '../../access/principal.ts'

/** For what only a signed-in member can do; the permission table has refused keys before. */
export function sessionOf(principal: Principal): SessionPrincipal {
  if (principal.kind !== 'session') throw new NotSignedInError()
  return principal
}
