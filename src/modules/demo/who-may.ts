import { may, type Principal } from '../../access/principal.ts'
import type { Context } from '../../context.ts'
import { NotAllowedError } from '../../http/access.ts'
import { isUnclaimed } from '../auth/accounts.ts'
import { NotSignedInError } from '../auth/errors.ts'

/**
 * The instance's administrators make the demo; while nobody administers it, anybody may, as anybody
 * could sign up as the first.
 *
 * @throws NotSignedInError
 * @throws NotAllowedError
 */
export async function assertMayMakeDemo(
  { db }: Pick<Context, 'db'>,
  caller: Principal | null,
): Promise<void> {
  if (caller && may(caller, 'instance.admin')) return
  if (!caller && (await isUnclaimed({ db }))) return
  throw caller ? new NotAllowedError('instance.admin') : new NotSignedInError()
}
