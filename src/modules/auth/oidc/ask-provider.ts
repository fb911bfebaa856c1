import { getLogger } from '@logtape/logtape'
import { ProviderError } from '../../../lib/oidc/errors.ts'
import { IdentityRefusedError, NoProviderError, ProviderUnavailableError } from './errors.ts'
import type { SignOns } from './sign-ons.ts'

const log = getLogger(['almanac', 'auth'])

/** @throws NoProviderError */
export function configured(signOns: SignOns | null): SignOns {
  if (!signOns) throw new NoProviderError()
  return signOns
}

/**
 * What the provider answers. Why it is not taken is for whoever runs the instance: it goes to the log, and
 * who signs in is told what they can do.
 *
 * @throws IdentityRefusedError @throws ProviderUnavailableError
 */
export async function answered<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    log.warning('A sign-in by the provider did not go through, because {reason}', { reason: error.message })
    throw error.kind === 'refused' ? new IdentityRefusedError() : new ProviderUnavailableError()
  }
}
