/**
 * Codes of second factors, and what they are good for. A code is used within the transaction of what it
 * is for, with its account held: of two requests with one code, whichever process they reach, one
 * succeeds, and what fails for another reason has used none.
 *
 * Guessing is counted before, in a transaction of its own, as that of passwords is; by account and not by
 * address, so that neither whoever does not know the password learns of the count, nor a right password
 * makes the wrong codes forgotten.
 */
import type { Base } from '../../../base.ts'
import type { InstanceWrite } from '../../../db/handle.ts'
import type { Sealing } from '../../../lib/sealed-text.ts'
import { isTotpCode, stepOfCode } from '../../../lib/totp.ts'
import type { Mailer } from '../../../operations/mailer.ts'
import { CodesUnreadableError, SecondFactorRequiredError, WrongCodeError } from '../errors.ts'
import { FailedAttempts, forgetFailures, TooManyFailuresError } from '../failed-attempts.ts'
import { findUser } from '../queries.ts'
import { recordOfUser } from '../sessions.ts'
import { accountAddress, codeUsed, guessed } from './letters.ts'
import { countRecoveryCodes, findSecondFactor, takeRecoveryCode, updateLastStep } from './queries.ts'
import { hashRecoveryCode } from './recovery-codes.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'config'> & { totpSecrets: Sealing; mailer: Mailer }

/** What was proved: nothing where the account has no second factor. */
export type Proof = 'none' | 'app' | 'recovery_code'

export class SecondFactorCodes {
  readonly #context: Needs
  readonly #attempts: FailedAttempts

  constructor(context: Needs) {
    this.#context = context
    this.#attempts = new FailedAttempts(context)
  }

  /**
   * Counts an attempt, where a code was sent that will be asked for.
   *
   * @throws TooManyFailuresError while the account's codes are locked.
   */
  async count({ user_id, code }: { user_id: string; code: string | undefined }): Promise<void> {
    if (code === undefined) return
    const factor = await this.#context.db.instance.read((q) => findSecondFactor(q, user_id))
    if (factor && factor.enabled_at !== null) await this.countOne(user_id)
  }

  /** Counts an attempt at whatever code. @throws TooManyFailuresError */
  async countOne(user_id: string): Promise<void> {
    await this.#attempts.count({ codesOf: user_id }).catch(async (error) => {
      if (error instanceof TooManyFailuresError && error.lock.isFirstOfAll) await this.#warn(user_id)
      throw error
    })
  }

  /**
   * Uses the code up, of an account that the caller holds.
   *
   * @param wrong The status that refuses a wrong one.
   * @throws SecondFactorRequiredError where there is a second factor, and no code.
   * @throws WrongCodeError
   * @throws CodesUnreadableError
   */
  async use(
    instance: InstanceWrite,
    user: { id: string; email: string },
    code: string | undefined,
    wrong: 401 | 422,
  ): Promise<Proof> {
    const factor = await findSecondFactor(instance, user.id)
    if (!factor || factor.enabled_at === null) return 'none'
    if (code === undefined) throw new SecondFactorRequiredError()
    const proof = await this.#taken(instance, factor, plainOf(code))
    if (proof === null) throw new WrongCodeError(wrong)
    await forgetFailures(instance, { codesOf: user.id })
    if (proof === 'recovery_code') await this.#tell(instance, user)
    return proof
  }

  /**
   * The step of which this is the code of an app.
   *
   * @returns `null` for none, and for one that was used.
   * @throws CodesUnreadableError
   */
  stepOf(factor: { sealed_secret: string; last_step: number | null }, code: string): number | null {
    const plain = plainOf(code)
    if (!isTotpCode(plain)) return null
    const secret = this.#context.totpSecrets.open(factor.sealed_secret)
    if (secret === null) throw new CodesUnreadableError()
    const now = this.#context.clock.now()
    return stepOfCode(Buffer.from(secret, 'base64'), plain, now, factor.last_step)
  }

  async #taken(
    instance: InstanceWrite,
    factor: { user_id: string; sealed_secret: string; last_step: number | null },
    code: string,
  ): Promise<Proof | null> {
    const { user_id } = factor
    if (!isTotpCode(code)) {
      return (await takeRecoveryCode(instance, user_id, hashRecoveryCode(code))) ? 'recovery_code' : null
    }
    const last_step = this.stepOf(factor, code)
    if (last_step === null) return null
    await updateLastStep(instance, { user_id, last_step })
    return 'app'
  }

  /** Whoever guesses at codes knows the password, where they are not signed in. */
  async #warn(user_id: string): Promise<void> {
    const { db, config, mailer } = this.#context
    const user = await db.instance.read((q) => findUser(q, user_id))
    if (user) mailer.send(guessed(user.email, accountAddress(config)))
  }

  async #tell(instance: InstanceWrite, { id, email }: { id: string; email: string }): Promise<void> {
    const { config, mailer } = this.#context
    const left = await countRecoveryCodes(instance, id)
    await recordOfUser(instance, id, 'recovery_code_used')
    instance.afterCommit(() => mailer.send(codeUsed(email, left, accountAddress(config))))
  }
}

/** As people type them: in groups. */
function plainOf(code: string): string {
  return code.replaceAll(/[\s-]/g, '')
}
