/** The first half of a sign-in by the provider, and of linking it to an account that there is. */
import type { SessionPrincipal } from '../../../access/principal.ts'
import { InvalidValueError } from '../../../lib/app-error.ts'
import { type ProvesOwners, proveOwner } from '../owner-proof.ts'
import { checkedOrganization } from '../sign-up.ts'
import { answered, configured } from './ask-provider.ts'
import type { BeginSingleSignOn, ProveIdentityOwner } from './schema.ts'
import type { SignOns } from './sign-ons.ts'

type Begun = ReturnType<SignOns['begin']>

/**
 * @throws NoProviderError
 * @throws ProviderUnavailableError
 * @throws InvalidValueError for a time zone that does not exist, and for two wishes at once.
 */
export async function beginSignOn(
  { signOns }: { signOns: SignOns | null },
  { organization, invitation }: BeginSingleSignOn,
): Begun {
  const there = configured(signOns)
  if (organization && invitation !== undefined) {
    throw new InvalidValueError('organization', 'give an organization to found or an invitation, not both')
  }
  const wish = {
    ...(organization && { organization: checkedOrganization(organization) }),
    ...(invitation !== undefined && { invitation }),
  }
  return answered(there.begin({ kind: 'sign_in', ...wish }))
}

/**
 * By who proves to be the owner: whoever finds a session open must not make themselves a way in that stays.
 *
 * @throws NoProviderError
 * @throws ProviderUnavailableError
 * @throws As `proveOwner` and what it asserts.
 */
export async function beginLink(
  context: ProvesOwners & { signOns: SignOns | null },
  { user_id, session_id }: SessionPrincipal,
  given: ProveIdentityOwner,
): Begun {
  const there = configured(context.signOns)
  const owner = await proveOwner(context, user_id, given)
  const begun = await answered(there.begin({ kind: 'link', user_id, session_id }))
  // What is answered comes out of the transaction that uses the code up.
  return context.db.instance.write(async (instance) => {
    await owner.assert(instance)
    return begun
  })
}
