/**
 * The second half: the provider has sent somebody back.
 *
 *   cookie + state ─► whose sign-in it is ─► code ─► who they are ─┬─ to sign in: sign-in-as.ts
 *                                                                  └─ to link:    identities.ts
 */

import type { Device } from '../sessions.ts'
import { answered, configured } from './ask-provider.ts'
import { ProviderRefusedError, SignOnOverError } from './errors.ts'
import { linkIdentity } from './identities.ts'
import type { FinishSingleSignOn } from './schema.ts'
import { type NeedsOfSignOn, type SignedInAs, signInAs } from './sign-in-as.ts'

/**
 * @param sealed What the cookie holds that the browser was given at the beginning.
 * @returns `null` where it was for linking: nobody is signed in by that.
 * @throws SignOnOverError
 * @throws ProviderRefusedError
 * @throws IdentityRefusedError @throws ProviderUnavailableError and all that the two above throw.
 */
export async function finishSignOn(
  context: NeedsOfSignOn,
  { state, code, iss, error }: FinishSingleSignOn,
  sealed: string,
  device: Device,
): Promise<SignedInAs | null> {
  const there = configured(context.signOns)
  const signOn = there.find(sealed, state)
  if (!signOn) throw new SignOnOverError()
  if (error !== undefined || code === undefined) throw new ProviderRefusedError()
  const identity = await answered(there.provider.identityOf(code, iss, signOn))
  const { purpose } = signOn
  if (purpose.kind === 'sign_in') return signInAs(context, identity, purpose, device)
  await linkIdentity(context, identity, purpose)
  return null
}
