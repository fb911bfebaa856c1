/**
 * ID tokens, validated as OpenID Connect Core 1.0, section 3.1.3.7 has it: signature, issuer, audience,
 * authorized party, times, nonce.
 *
 * Promises: only signatures by a key of the provider's are taken, by an algorithm of the list below. Neither
 * `none` nor one with a shared secret is on it, so that nothing signed with what everybody knows passes.
 */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import type { Clock } from '../time/clock.ts'
import { ProviderError } from './errors.ts'

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']
/** By how much the provider's clock may differ from ours. */
const SKEW_SECONDS = 60
/** It was made for this very sign-in. */
const OLDEST_SECONDS = 600

export interface Expected {
  issuer: string
  client_id: string
  nonce: string
}

export type Claims = JWTPayload & { sub: string }

/**
 * @param keysOf The provider's keys; asked for once more where none of them is the token's: it may have
 *   begun to use another.
 * @throws ProviderError
 */
export async function verifyIdToken(
  token: string,
  { issuer, client_id, nonce }: Expected,
  keysOf: (isAgain: boolean) => Promise<JSONWebKeySet>,
  clock: Clock,
): Promise<Claims> {
  const verified = async (isAgain: boolean) => {
    const keys = createLocalJWKSet(await keysOf(isAgain))
    return jwtVerify(token, keys, {
      ...{ issuer, audience: client_id, algorithms: ALGORITHMS },
      ...{ clockTolerance: SKEW_SECONDS, maxTokenAge: OLDEST_SECONDS },
      currentDate: new Date(clock.now()),
      requiredClaims: ['sub', 'exp', 'iat'],
    })
  }
  const { payload } = await verified(false)
    .catch((error) => {
      if (error instanceof errors.JWKSNoMatchingKey) return verified(true)
      throw error
    })
    .catch((error) => {
      throw error instanceof ProviderError ? error : new ProviderError('refused', reasonOf(error))
    })
  const { sub, azp, aud } = payload
  const isForUs = azp === undefined ? !Array.isArray(aud) || aud.length === 1 : azp === client_id
  if (!isForUs) throw new ProviderError('refused', 'its ID token was made for another client (azp)')
  if (payload.nonce !== nonce)
    throw new ProviderError('refused', 'its ID token belongs to another sign-in (nonce)')
  if (typeof sub !== 'string' || sub === '' || sub.length > LONGEST_SUBJECT) {
    throw new ProviderError('refused', 'its ID token names nobody (sub)')
  }
  return { ...payload, sub }
}

/** Core 1.0, section 2. */
const LONGEST_SUBJECT = 255

/** In our words: those of the library may quote the token. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'its ID token is over, or the clocks differ (exp, iat)'
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `a claim of its ID token is not what it must be (${error.claim})`
  }
  if (error instanceof errors.JOSEAlgNotAllowed)
    return 'its ID token is signed by an algorithm that is not taken'
  if (error instanceof errors.JWKSNoMatchingKey) return 'its ID token is signed by none of its keys'
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return 'the signature of its ID token is not by its key'
  return 'its ID token cannot be read'
}
