/**
 * Passwords are checked one by one for each address, and counted before they are checked: see
 * failed-attempts.ts. The turns are for those who come at once with the right password: none of them is
 * refused.
 *
 * Counted for addresses without an account as well, so that the answer does not tell which there are.
 */
import type { Base } from '../../base.ts'
import { eachTime } from '../../db/once.ts'
import { KeyedSemaphore } from '../../lib/keyed-semaphore.ts'
import { opaqueString } from '../../lib/opaque-string.ts'
import { FailedAttempts, forgetFailures, TooManyFailuresError } from './failed-attempts.ts'
import type { PasswordHashes } from './passwords.ts'
import { holdUser, updatePassword } from './queries.ts'

/** Each takes some 25 ms. */
const LONGEST_QUEUE = 100

type Needs = Pick<Base, 'db' | 'clock'> & { passwordHashes: PasswordHashes }

export class PasswordChecks {
  readonly #context: Needs
  readonly #attempts: FailedAttempts
  readonly #turns = new KeyedSemaphore()

  constructor(context: Needs) {
    this.#context = context
    this.#attempts = new FailedAttempts(context)
  }

  /**
   * @param find The account with this address, asked for when it is the caller's turn. Where there is
   *   none, checking takes as long.
   * @returns The account, if the password is its own.
   * @throws TooManyFailuresError while the address is locked.
   */
  async check<Account extends { id: string; password_hash: string }>(
    email: string,
    password: string,
    find: () => Promise<Account | null>,
  ): Promise<Account | null> {
    if (this.#turns.waiting(email) >= LONGEST_QUEUE) throw new TooManyFailuresError({ passwordOf: email }, 0)
    return eachTime(() => this.#turns.run(email, () => this.#checkNow(email, password, find)))
  }

  async #checkNow<Account extends { id: string; password_hash: string }>(
    email: string,
    password: string,
    find: () => Promise<Account | null>,
  ): Promise<Account | null> {
    await this.#attempts.count({ passwordOf: email })
    const account = await find()
    const matched = await this.#context.passwordHashes.match(password, account?.password_hash ?? null)
    if (!account || !matched) return null
    await this.#context.db.instance.write((tx) => forgetFailures(tx, { passwordOf: email }))
    return matched === 'raw' ? this.#prepared(account, password) : account
  }

  /** Keeps the password as it is compared from now on, unless it was changed meanwhile. */
  async #prepared<Account extends { id: string; password_hash: string }>(
    account: Account,
    password: string,
  ): Promise<Account> {
    const prepared = opaqueString(password)
    if (prepared === null) return account
    const password_hash = await this.#context.passwordHashes.make(prepared)
    return this.#context.db.instance.write(async (tx) => {
      const present = await holdUser(tx, account.id)
      if (present?.password_hash !== account.password_hash) return account
      await updatePassword(tx, account.id, password_hash)
      return { ...account, password_hash }
    })
  }
}
