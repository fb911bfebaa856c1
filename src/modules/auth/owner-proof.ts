/**
 * That whoever is signed in is the owner of the account, before something changes by which it is signed
 * in to: their password, and a code where they have a second factor. A stolen device has neither.
 */
import type { Base } from '../../base.ts'
import type { InstanceWrite } from '../../db/handle.ts'
import { WrongPasswordError } from './errors.ts'
import type { PasswordChecks } from './password-checks.ts'
import { findUser, holdUser } from './queries.ts'
import type { Proof, SecondFactorCodes } from './second-factor/codes.ts'

export type ProvesOwners = Pick<Base, 'db'> & {
  passwords: PasswordChecks
  secondFactorCodes: SecondFactorCodes
}

type User = NonNullable<Awaited<ReturnType<typeof findUser>>>

export interface OwnerProof {
  /** Whether the password is theirs. */
  isPasswordRight: boolean
  /**
   * In the transaction of what it is for. In here: sent again with its key, what was right before its
   * first run may be so no longer.
   *
   * @returns The account, held.
   * @throws WrongPasswordError
   * @throws SecondFactorRequiredError
   * @throws WrongCodeError
   */
  assert(instance: InstanceWrite): Promise<User & { proof: Proof }>
}

/** @throws TooManyFailuresError: guessing here is guessing, too. */
export async function proveOwner(
  { db, passwords, secondFactorCodes }: ProvesOwners,
  user_id: string,
  { current_password, code }: { current_password: string; code?: string | undefined },
): Promise<OwnerProof> {
  const find = () => db.instance.read((q) => findUser(q, user_id))
  const email = (await find())?.email ?? ''
  const checked = await passwords.check(email, current_password, find)
  if (checked) await secondFactorCodes.count({ user_id, code })
  return {
    isPasswordRight: checked !== null,
    async assert(instance) {
      const user = checked && (await holdUser(instance, user_id))
      // Another change, or a reset, may have come first: what was right then is not any more.
      if (!user || user.password_hash !== checked.password_hash) throw new WrongPasswordError()
      return { ...user, proof: await secondFactorCodes.use(instance, user, code, 422) }
    },
  }
}
