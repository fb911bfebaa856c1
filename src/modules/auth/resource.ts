/**
 * What signing in leaves behind, until its time has come. Sessions and links have no index by age, and
 * are looked through: 100,000 sessions take some 25 ms once an hour, and an index of a time that each
 * refresh moves would cost the refreshes more than that. Links are few, for they end in days.
 */
import type { Resource } from '../../resources/resource.ts'
import { FORGOTTEN_AFTER_MS } from './failed-attempts.ts'
import { ENROLMENT_MS } from './second-factor/second-factor.ts'

/** Their refresh tokens go with them. */
export const session: Resource = { kind: 'session', table: 'sessions', key: 'id', over: 'expires_at <= :now' }

export const oneTimeToken: Resource = {
  kind: 'one_time_token',
  table: 'one_time_tokens',
  key: 'token_hash',
  over: 'expires_at <= :now',
}

/** Those whose enrolment nobody finished. */
export const secondFactor: Resource = {
  kind: 'second_factor',
  table: 'second_factors',
  key: 'user_id',
  over: `enabled_at is null and created_at <= :now - ${ENROLMENT_MS}`,
}

export const signInFailure: Resource = {
  kind: 'sign_in_failure',
  table: 'sign_in_failures',
  key: 'email_hash',
  over: `last_at <= :now - ${FORGOTTEN_AFTER_MS}`,
}
