/** Accounts that somebody else than their owner makes. */
import type { Base } from '../../base.ts'
import type { InstanceWrite } from '../../db/handle.ts'
import { NotFoundError } from '../../lib/app-error.ts'
import { endLinks, OF_A_PASSWORD } from './one-time-links.ts'
import {
  deleteUser,
  findUser,
  findUserByEmail,
  hasAdministrators,
  holdUser,
  insertUser,
  listAllMemberships,
  listMemberships,
  updateEmail,
  updatePassword,
} from './queries.ts'
import { deleteSessionsBut } from './session-queries.ts'
import { recordPasswordChange } from './sessions.ts'

export interface NewAccount {
  id: string
  email: string
  name: string
  password_hash: string
  created_at: number
}

/** Whether nobody administers the instance yet: whoever signs up next will. */
export function isUnclaimed({ db }: Pick<Base, 'db'>): Promise<boolean> {
  return db.instance.read(async (q) => !(await hasAdministrators(q)))
}

/** One that administers nothing, and whose address is taken for verified by nobody. */
export async function addAccount(instance: InstanceWrite, account: NewAccount): Promise<void> {
  await insertUser(instance, { ...account, is_instance_admin: false })
}

export async function findAccountByEmail(
  instance: InstanceWrite,
  email: string,
): Promise<{ id: string; name: string } | null> {
  return findUserByEmail(instance, email)
}

/** Gives an account another password, and ends its sessions. */
export async function replacePassword(
  instance: InstanceWrite,
  userId: string,
  password_hash: string,
): Promise<void> {
  await holdUser(instance, userId)
  await updatePassword(instance, userId, password_hash)
  await deleteSessionsBut(instance, userId, null)
  await endLinks(instance, userId, OF_A_PASSWORD)
  await recordPasswordChange(instance, userId)
}

/**
 * Gives an account that the caller holds another address. Its sessions stay; links that were sent to the
 * address before work no longer.
 *
 * @returns The address before.
 */
export async function moveAccount(
  instance: InstanceWrite,
  { user_id, email, email_verified_at }: { user_id: string; email: string; email_verified_at: number | null },
): Promise<string> {
  const user = await findUser(instance, user_id)
  if (!user) throw new NotFoundError('account', 'There is no such account.')
  await updateEmail(instance, { id: user_id, email, email_verified_at })
  await endLinks(instance, user_id)
  for (const { organization_id, id } of await listMemberships(instance, user_id)) {
    const change = { kind: 'user', id: user_id, verb: 'email_changed' }
    const tx = instance.within(organization_id)
    await tx.record(change, { before: { email: user.email }, after: { email } })
    await tx.record(shownOtherwise(id))
  }
  return user.email
}

/** Who they are is shown wherever the member is, and told to those who see that; the account is told to nobody. */
export function shownOtherwise(memberId: string) {
  return { kind: 'member', id: memberId, verb: 'changed' }
}

/** @returns Whether it is gone: one that is or was a member of an organization stays. */
export async function removeAccount(instance: InstanceWrite, userId: string): Promise<boolean> {
  if ((await listAllMemberships(instance, userId)).length > 0) return false
  await deleteUser(instance, userId)
  return true
}
