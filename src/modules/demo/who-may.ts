import { NotAllowedError, NotSignedInError } from '../../access/errors.ts'
import { may, type Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import { isUnclaimed } from '../auth/accounts.ts'

/**
 * The instance's administrators make the demo; while nobody administers it, anybody may, as anybody
 * could sign up as the first.
 *
 * @throws NotSignedInError
 * @throws NotAllowedError
 */
export async function assertMayMakeDemo({ db }: Pick<Base, 'db'>, caller: Principal | null): Promise<void> {
  if (caller && may(caller, 'instance.admin')) return
  if (!caller && (await isUnclaimed({ db }))) return
  throw caller ? new NotAllowedError('instance.admin') : new NotSignedInError()
}
