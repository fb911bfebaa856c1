/** Refusals of who asks, before what they ask for matters. */
import { AppError } from '../lib/app-error.ts'
import { grantOf, type Permission } from './principal.ts'

export class NotSignedInError extends AppError {
  constructor() {
    super(
      401,
      'not_signed_in',
      'Present an access token (Authorization: Bearer …) or an API key (X-API-Key). This one is missing, wrong or over.',
    )
  }
}

export class NotAllowedError extends AppError {
  constructor(permission: Permission) {
    const { roles, scopes, instanceAdmin } = grantOf(permission)
    const keys = scopes.length > 0 ? `an API key with the scope ${scopes.join(' or ')}` : 'no API key'
    const who = instanceAdmin ? 'an instance administrator' : `the role ${roles.join(' or ')}`
    super(403, 'not_allowed', `This takes ${who}, or ${keys}.`, {
      required_roles: roles,
      required_scopes: scopes,
    })
  }
}
