/** Refusals of who asks, before what they ask for matters. */
import { AppError } from '../lib/app-error.ts'
import { grantOf, type Permission, type Principal } from './principal.ts'

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

export class SecondFactorNeededError extends AppError {
  constructor() {
    super(
      403,
      'second_factor_needed',
      'This organization requires a second factor, and your account has none. Set one up: POST /api/v1/auth/second-factor. Until then you see to your account alone.',
    )
  }
}

/** Of who may not. */
export function refusalOf(principal: Principal, permission: Permission): AppError {
  const isNeeded = principal.kind === 'session' && principal.needs_second_factor === true
  return isNeeded ? new SecondFactorNeededError() : new NotAllowedError(permission)
}
