/**
 * What whoever runs the machine does with accounts, so that nobody is ever locked out: there is no
 * session and no limit in between, for whoever may start this may read the database anyway.
 */
import type { Role } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import { auditInstance } from '../../db/audit-log.ts'
import { UniqueViolationError } from '../../db/errors.ts'
import type { InstanceRead, InstanceWrite } from '../../db/handle.ts'
import { InvalidValueError, NotFoundError } from '../../lib/app-error.ts'
import { timeZoneNamed } from '../../lib/time/local-days.ts'
import type { Mailer } from '../../operations/mailer.ts'
import { beginMembership } from '../members/membership.ts'
import { moveAccount, replacePassword } from './accounts.ts'
import { EmailTakenError, LastAdministratorError } from './errors.ts'
import { endIdentities } from './oidc/identities.ts'
import { listIdentities } from './oidc/queries.ts'
import { newPassword, type PasswordHashes } from './passwords.ts'
import {
  findUserByEmail,
  hasAdministrators,
  holdUser,
  insertUser,
  listMemberships,
  updateAdministrator,
} from './queries.ts'
import { accountAddress, disabledByOperator } from './second-factor/letters.ts'
import { findSecondFactor } from './second-factor/queries.ts'
import type { SecondFactor } from './second-factor/schema.ts'
import { readSecondFactor, removeSecondFactor } from './second-factor/second-factor.ts'
import { deleteSessionsBut } from './session-queries.ts'
import { foundOrganization } from './sign-up.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'> & { passwordHashes: PasswordHashes }

const SHORTEST_PASSWORD = 8

export interface NewUser {
  email: string
  name: string
  password: string
  is_instance_admin: boolean
  /** One that there is, or one to be made. */
  place: { organization_id: string; role: Role } | { found: string; time_zone: string }
}

/**
 * @throws EmailTakenError
 * @throws InvalidValueError for an address, a password or a time zone that cannot be.
 */
export async function createUser(
  { db, clock, newId, passwordHashes }: Needs,
  wanted: NewUser,
): Promise<void> {
  const { name, is_instance_admin, place } = wanted
  const password_hash = await passwordHashes.make(checkedPassword(wanted.password))
  const now = clock.now()
  const user = { id: newId(), email: checkedEmail(wanted.email), name }
  const found = 'found' in place ? { ...place, time_zone: checkedTimeZone(place.time_zone) } : place
  const made = db.instance.write(async (instance) => {
    await insertUser(instance, { ...user, password_hash, is_instance_admin, created_at: now })
    if (is_instance_admin)
      auditInstance(instance, administratorChanged(user.id), { after: { is_instance_admin } })
    if ('found' in found) {
      const organization = { name: found.found, time_zone: found.time_zone }
      await foundOrganization(instance, organization, user, { now, newId })
      return
    }
    const tx = instance.within(found.organization_id)
    await tx.can.lockOrganization(tx)
    await beginMembership(tx, { id: newId(), user, role: found.role, now })
  })
  await made.catch((error) => {
    throw asTaken(error, user.email)
  })
}

/** Gives an account another password, and ends all its sessions. @throws NotFoundError */
export async function setPassword(
  { db, passwordHashes }: Needs,
  email: string,
  password: string,
): Promise<void> {
  const password_hash = await passwordHashes.make(checkedPassword(password))
  await db.instance.write(async (instance) => {
    const { id } = await accountOf(instance, email)
    await replacePassword(instance, id, password_hash)
  })
}

/**
 * Gives an account another address, where its owner cannot read the one that it has. The new one is
 * taken for verified by nobody, and gets no link.
 *
 * @throws NotFoundError
 * @throws EmailTakenError
 * @throws InvalidValueError for what is no address, or the one that it has.
 */
export async function setEmail({ db }: Pick<Base, 'db'>, email: string, wanted: string): Promise<string> {
  const to = checkedEmail(wanted)
  const changed = db.instance.write(async (instance) => {
    const user = await accountOf(instance, email)
    // It would be taken for verified no longer, and links on their way would end.
    if (to === user.email) throw new InvalidValueError('to', 'is the address of this account already')
    await holdUser(instance, user.id)
    await moveAccount(instance, { user_id: user.id, email: to, email_verified_at: null })
  })
  await changed.catch((error) => {
    throw asTaken(error, to)
  })
  return to
}

export type SecondFactorOf = Pick<SecondFactor, 'enabled_at' | 'recovery_codes_left'>

/** @throws NotFoundError */
export async function readSecondFactorOf({ db }: Pick<Base, 'db'>, email: string): Promise<SecondFactorOf> {
  const { id } = await db.instance.read((q) => accountOf(q, email))
  return readSecondFactor({ db }, { user_id: id })
}

/**
 * Turns the second factor of somebody off who has neither their app nor a recovery code, and signs them
 * out everywhere: whoever has the app now may be signed in.
 *
 * @throws NotFoundError for no account, and for one without a second factor.
 */
export async function turnSecondFactorOff(
  { db, config, mailer }: Pick<Base, 'db' | 'config'> & { mailer: Mailer },
  email: string,
): Promise<void> {
  await db.instance.write(async (instance) => {
    const user = await accountOf(instance, email)
    await holdUser(instance, user.id)
    if (!(await findSecondFactor(instance, user.id))?.enabled_at) {
      throw new NotFoundError('second_factor', `${user.email} has no second factor.`)
    }
    await deleteSessionsBut(instance, user.id, null)
    await removeSecondFactor(instance, user.id)
    instance.afterCommit(() => mailer.send(disabledByOperator(user.email, accountAddress(config))))
  })
}

/** Who somebody is at a provider of single sign-on: by which, and with which address there. @throws NotFoundError */
export async function readIdentitiesOf(
  { db }: Pick<Base, 'db'>,
  email: string,
): Promise<{ issuer: string; email: string | null }[]> {
  return db.instance.read(async (q) => listIdentities(q, (await accountOf(q, email)).id))
}

/**
 * Unlinks somebody from the provider, who is somebody else there by now: at their next sign-in they are
 * linked as at the first. Their sessions stay.
 *
 * @throws NotFoundError for no account, and for one that is linked to nothing.
 */
export async function unlinkIdentities({ db }: Pick<Base, 'db'>, email: string): Promise<void> {
  await db.instance.write(async (instance) => {
    const user = await accountOf(instance, email)
    await holdUser(instance, user.id)
    if ((await endIdentities(instance, user.id)) === 0) {
      throw new NotFoundError('identity', `${user.email} is linked to no provider.`)
    }
  })
}

/**
 * Makes somebody an administrator of the instance, or no longer one.
 *
 * @throws NotFoundError
 * @throws LastAdministratorError
 */
export async function setAdministrator(
  { db }: Needs,
  email: string,
  is_instance_admin: boolean,
): Promise<void> {
  await db.instance.write(async (instance) => {
    // Of two who are to be the last one less, one is refused.
    await instance.can.holdName(instance, 'administrators')
    const { id } = await accountOf(instance, email)
    await holdUser(instance, id)
    await updateAdministrator(instance, { id, is_instance_admin })
    if (!(await hasAdministrators(instance))) throw new LastAdministratorError()
    const changed = administratorChanged(id)
    auditInstance(instance, changed, { after: { is_instance_admin } })
    for (const { organization_id } of await listMemberships(instance, id)) {
      await instance.within(organization_id).record(changed, { after: { is_instance_admin } })
    }
  })
}

/** Whoever is here is not the one who might sign in. */
function asTaken(error: unknown, email: string): unknown {
  const isTaken = error instanceof UniqueViolationError && error.isAbout('email')
  return isTaken ? new EmailTakenError(undefined, `${email} is the address of another account.`) : error
}

function administratorChanged(id: string) {
  return { kind: 'user', id, verb: 'administrator_changed' }
}

async function accountOf(instance: InstanceRead | InstanceWrite, email: string) {
  const user = await findUserByEmail(instance, email.trim().toLowerCase())
  if (!user) throw new NotFoundError('account', `There is no account with the address ${email}.`)
  return user
}

function checkedEmail(email: string): string {
  const plain = email.trim().toLowerCase()
  if (!/^[^\s@]+@[^\s@]+$/.test(plain) || plain.length > 254) {
    throw new InvalidValueError('email', `"${email}" is no e-mail address`)
  }
  return plain
}

function checkedPassword(password: string): string {
  if (password.length < SHORTEST_PASSWORD) {
    throw new InvalidValueError('password', `must have at least ${SHORTEST_PASSWORD} characters`)
  }
  return newPassword('password', password)
}

function checkedTimeZone(text: string): string {
  const name = timeZoneNamed(text)
  if (name === null)
    throw new InvalidValueError('--time-zone', `"${text}" is not an IANA time zone such as Europe/Berlin`)
  return name
}
