/**
 * Passwords are checked one by one for each address, and counted before they are checked:
 *
 *   a turn ─► count one more, unless the address is locked ─► verify ─┬─ right ─► the count is forgotten
 *                                                                     └─ wrong ─► the count stays
 *
 * Counted afterwards, forty that come at once would all be checked before the first was counted. The
 * statement that counts is also the one that refuses, so several processes together check no more than
 * one alone. Semaphore are for those who come at once with the right password: none of them is refused.
 *
 * After five in a row an address is locked for 30 seconds, then twice as long each time, up to an hour.
 * Counted for addresses without an account as well, so that the answer does not tell which there are.
 */
import type { Base } from '../../base.ts'
import type { InstanceWrite } from '../../db/handle.ts'
import { eachTime } from '../../db/once.ts'
import { statement } from '../../db/statement.ts'
import { AppError } from '../../lib/app-error.ts'
import { growingLru } from '../../lib/growing-lru.ts'
import { KeyedSemaphore } from '../../lib/keyed-semaphore.ts'
import { opaqueString } from '../../lib/opaque-string.ts'
import type { PasswordHashes } from './passwords.ts'
import { holdUser, updatePassword } from './queries.ts'
import { hashSecret } from './tokens.ts'

const FREE_FAILURES = 5
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 3_600_000
/** From here on the wait is the longest. */
const MOST_FAILURES = 12
/** Failures further apart than this are no attack. */
export const FORGOTTEN_AFTER_MS = 24 * 3_600_000
/** Each takes some 25 ms. */
const LONGEST_QUEUE = 100
const LOCKS_REMEMBERED = 10_000

export class TooManyFailuresError extends AppError {
  /** @param isFirst Whether this process refuses by this lock for the first time. */
  constructor(
    waitMs: number,
    readonly isFirst = false,
  ) {
    const seconds = Math.max(1, Math.ceil(waitMs / 1000))
    super(
      429,
      'too_many_failures',
      `Too many wrong passwords. Try again in ${seconds} s, or reset the password.`,
      { retry_after: seconds },
    )
  }
}

type Address = { email_hash: string }

/** A failure later than now is of a clock that was set back since, and locks nothing. */
const LOCKED = `
  f.count >= ${FREE_FAILURES} and f.last_at <= :now and :now < f.last_at +
    case when f.count >= ${MOST_FAILURES} then ${LONGEST_WAIT_MS}
    else cast(${FIRST_WAIT_MS} as bigint) << cast(f.count - ${FREE_FAILURES} as int) end`

const findLock = statement<Address & { now: number }, { count: number; last_at: number }>(`
  select count, last_at from sign_in_failures f where email_hash = :email_hash and ${LOCKED}`)

const countAttempt = statement<Address & { now: number; forgotten_before: number }, { count: number }>(`
  insert into sign_in_failures as f (email_hash, count, last_at) values (:email_hash, 1, :now)
  on conflict (email_hash) do update set
    count = case when f.last_at < :forgotten_before then 1 else f.count + 1 end,
    last_at = excluded.last_at
  where not (${LOCKED})
  returning count`)

const deleteFailures = statement<Address>('delete from sign_in_failures where email_hash = :email_hash')

type Needs = Pick<Base, 'db' | 'clock'> & { passwordHashes: PasswordHashes }

export class PasswordChecks {
  readonly #context: Needs
  readonly #turns = new KeyedSemaphore()
  /** Since when the addresses are locked that were refused last. */
  readonly #locks = growingLru<string, number>(LOCKS_REMEMBERED)

  constructor(context: Needs) {
    this.#context = context
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
    if (this.#turns.waiting(email) >= LONGEST_QUEUE) throw new TooManyFailuresError(0)
    // Each attempt counts, also of a request that comes again with its Idempotency-Key.
    return eachTime(() => this.#turns.run(email, () => this.#checkNow(email, password, find)))
  }

  async #checkNow<Account extends { id: string; password_hash: string }>(
    email: string,
    password: string,
    find: () => Promise<Account | null>,
  ): Promise<Account | null> {
    await this.#count(email)
    const account = await find()
    const matched = await this.#context.passwordHashes.match(password, account?.password_hash ?? null)
    if (!account || !matched) return null
    await this.#context.db.instance.write((tx) => forgetFailures(tx, email))
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

  async #count(email: string): Promise<void> {
    const { db, clock } = this.#context
    const now = clock.now()
    const attempt = { email_hash: hashSecret(email), now, forgotten_before: now - FORGOTTEN_AFTER_MS }
    await this.#refuseLocked(attempt.email_hash, now)
    const [counted] = await db.instance.write((tx) => tx.all(countAttempt, attempt))
    if (counted) return
    // Another process has counted up meanwhile.
    await this.#refuseLocked(attempt.email_hash, now)
    throw new TooManyFailuresError(0)
  }

  async #refuseLocked(email_hash: string, now: number): Promise<void> {
    const [lock] = await this.#context.db.instance.read((q) => q.all(findLock, { email_hash, now }))
    if (!lock) return
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (lock.count - FREE_FAILURES), LONGEST_WAIT_MS)
    const isFirst = this.#locks.get(email_hash) !== lock.last_at
    this.#locks.set(email_hash, lock.last_at)
    throw new TooManyFailuresError(lock.last_at + wait - now, isFirst)
  }
}

export async function forgetFailures(tx: InstanceWrite, email: string): Promise<void> {
  await tx.all(deleteFailures, { email_hash: hashSecret(email) })
}
