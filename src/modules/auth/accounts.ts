/** Accounts that somebody else than their owner makes. */
import type { Base } from '../../base.ts'
import type { InstanceWrite } from '../../db/handle.ts'
import {
  deleteUser,
  findUserByEmail,
  hasAdministrators,
  holdUser,
  insertUser,
  listAllMemberships,
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
  await recordPasswordChange(instance, userId)
}

/** @returns Whether it is gone: one that is or was a member of an organization stays. */
export async function removeAccount(instance: InstanceWrite, userId: string): Promise<boolean> {
  if ((await listAllMemberships(instance, userId)).length > 0) return false
  await deleteUser(instance, userId)
  return true
}
