/**
 * A second factor for one's account: a code of an authenticator app (TOTP), which signing in then takes
 * beside the password.
 *
 *   password ─► a secret ─► its first code ─► on, ten recovery codes, other devices are signed out
 *
 * Until that first code nothing is asked for: a secret that no app has would lock its owner out. Turning
 * it off, and new recovery codes, take the password and a code: a stolen device alone changes nothing.
 */
import { randomBytes } from 'node:crypto'
import type { SessionPrincipal } from '../../../access/principal.ts'
import type { Base } from '../../../base.ts'
import type { InstanceWrite } from '../../../db/handle.ts'
import { toBase32 } from '../../../lib/base32.ts'
import type { Sealing } from '../../../lib/sealed-text.ts'
import { otpauthUri, TOTP_SECRET_BYTES } from '../../../lib/totp.ts'
import type { Mail, Mailer } from '../../../operations/mailer.ts'
import { NotEnrolledError, SecondFactorOffError, SecondFactorOnError, WrongCodeError } from '../errors.ts'
import { forgetFailures } from '../failed-attempts.ts'
import { type ProvesOwners, proveOwner } from '../owner-proof.ts'
import { holdUser } from '../queries.ts'
import { deleteSessionsBut, findIssuer } from '../session-queries.ts'
import { recordOfUser } from '../sessions.ts'
import { accountAddress, codesMade, disabled, enabled } from './letters.ts'
import {
  countRecoveryCodes,
  deleteRecoveryCodes,
  deleteSecondFactor,
  enableSecondFactor,
  findSecondFactor,
  putSecondFactor,
} from './queries.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'
import type { ConfirmEnrolment, Enrol, Enrolment, ProveOwner, RecoveryCodes, SecondFactor } from './schema.ts'

/** How long a secret waits for its first code. */
export const ENROLMENT_MS = 3_600_000

export type Needs = ProvesOwners & Pick<Base, 'clock' | 'config'> & { totpSecrets: Sealing; mailer: Mailer }

export async function readSecondFactor(
  { db }: Pick<Base, 'db'>,
  { user_id }: Pick<SessionPrincipal, 'user_id'>,
): Promise<SecondFactor> {
  return db.instance.read(async (q) => {
    const factor = await findSecondFactor(q, user_id)
    const enabled_at = factor?.enabled_at ?? null
    return {
      enabled: enabled_at !== null,
      enabled_at: enabled_at === null ? null : new Date(enabled_at).toISOString(),
      recovery_codes_left: await countRecoveryCodes(q, user_id),
    }
  })
}

/** Whether they have signed in with more than a password, or do from now on. Who came by a provider had that of the provider. */
export async function isGuarded(
  { db }: Pick<Base, 'db'>,
  { user_id, session_id }: SessionPrincipal,
): Promise<boolean> {
  return db.instance.read(async (q) => {
    const factor = await findSecondFactor(q, user_id)
    return factor?.enabled_at != null || (await findIssuer(q, session_id)) !== null
  })
}

/**
 * Makes a secret for an app, in the place of one that waits. It is in this answer and in no other.
 *
 * @throws As `proveOwner` and what it asserts.
 * @throws SecondFactorOnError
 */
export async function enrol(context: Needs, { user_id }: SessionPrincipal, given: Enrol): Promise<Enrolment> {
  const { db, clock, config, totpSecrets } = context
  const owner = await proveOwner(context, user_id, given)
  return db.instance.write(async (instance) => {
    const { email } = await owner.assert(instance)
    if ((await findSecondFactor(instance, user_id))?.enabled_at) throw new SecondFactorOnError()
    const secret = randomBytes(TOTP_SECRET_BYTES)
    const created_at = clock.now()
    const sealed_secret = totpSecrets.seal(secret.toString('base64'))
    await putSecondFactor(instance, { user_id, sealed_secret, created_at })
    const names = { issuer: `Almanac ${new URL(config.public_url).hostname}`, account: email }
    return {
      secret: toBase32(secret),
      otpauth_uri: otpauthUri(secret, names),
      expires_at: new Date(created_at + ENROLMENT_MS).toISOString(),
    }
  })
}

/**
 * Turns it on by the first code of the app. Other devices were signed in by the password alone: they are
 * signed out.
 *
 * @throws NotEnrolledError
 * @throws SecondFactorOnError
 * @throws WrongCodeError
 * @throws TooManyFailuresError
 */
export async function confirmEnrolment(
  context: Needs,
  { user_id, session_id }: SessionPrincipal,
  { code }: ConfirmEnrolment,
): Promise<RecoveryCodes> {
  const { db, clock, secondFactorCodes } = context
  await secondFactorCodes.countOne(user_id)
  return db.instance.write(async (instance) => {
    const user = await holdUser(instance, user_id)
    const factor = await findSecondFactor(instance, user_id)
    const now = clock.now()
    if (factor?.enabled_at) throw new SecondFactorOnError()
    if (!user || !factor || factor.created_at + ENROLMENT_MS <= now) throw new NotEnrolledError()
    const last_step = secondFactorCodes.stepOf(factor, code)
    if (last_step === null) throw new WrongCodeError(422)
    await enableSecondFactor(instance, { user_id, enabled_at: now, last_step })
    await forgetFailures(instance, { codesOf: user_id })
    await deleteSessionsBut(instance, user_id, session_id)
    await recordOfUser(instance, user_id, 'second_factor_enabled')
    tell(context, instance, (account) => enabled(user.email, account))
    return { recovery_codes: await makeRecoveryCodes(instance, user_id) }
  })
}

/**
 * Ten new ones, in the place of those that there were.
 *
 * @throws As `proveOwner` and what it asserts.
 * @throws SecondFactorOffError
 */
export async function renewRecoveryCodes(
  context: Needs,
  { user_id }: SessionPrincipal,
  given: ProveOwner,
): Promise<RecoveryCodes> {
  const owner = await proveOwner(context, user_id, given)
  return context.db.instance.write(async (instance) => {
    const { email, proof } = await owner.assert(instance)
    if (proof === 'none') throw new SecondFactorOffError()
    await recordOfUser(instance, user_id, 'recovery_codes_made')
    tell(context, instance, (account) => codesMade(email, account))
    return { recovery_codes: await makeRecoveryCodes(instance, user_id) }
  })
}

/**
 * Turns it off. Devices stay signed in: they were by more than is asked for from now on.
 *
 * @throws As `proveOwner` and what it asserts.
 * @throws SecondFactorOffError
 */
export async function disableSecondFactor(
  context: Needs,
  { user_id }: SessionPrincipal,
  given: ProveOwner,
): Promise<void> {
  const owner = await proveOwner(context, user_id, given)
  await context.db.instance.write(async (instance) => {
    const { email, proof } = await owner.assert(instance)
    if (proof === 'none') throw new SecondFactorOffError()
    await removeSecondFactor(instance, user_id)
    tell(context, instance, (account) => disabled(email, account))
  })
}

/** Of an account that the caller holds. */
export async function removeSecondFactor(instance: InstanceWrite, user_id: string): Promise<void> {
  await deleteSecondFactor(instance, { user_id })
  await deleteRecoveryCodes(instance, { user_id })
  await forgetFailures(instance, { codesOf: user_id })
  await recordOfUser(instance, user_id, 'second_factor_disabled')
}

function tell(
  { config, mailer }: Pick<Needs, 'config' | 'mailer'>,
  instance: InstanceWrite,
  letter: (account: string) => Mail,
): void {
  instance.afterCommit(() => mailer.send(letter(accountAddress(config))))
}
