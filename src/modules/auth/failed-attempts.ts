/**
 * Guessing is counted before it is judged, by whatever is guessed at: the passwords of an address, the
 * codes of an account.
 *
 *   count one more, unless it is locked ─► judge ─┬─ right ─► the count is forgotten
 *                                                 └─ wrong ─► the count stays
 *
 * Counted afterwards, forty that come at once would all be judged before the first was counted. The
 * statement that counts is also the one that refuses, so several processes together judge no more than
 * one alone.
 *
 * After five in a row it is locked for 30 seconds, then twice as long each time, up to an hour.
 */
import type { Base } from '../../base.ts'
import type { InstanceWrite } from '../../db/handle.ts'
import { eachTime } from '../../db/once.ts'
import { statement } from '../../db/statement.ts'
import { AppError } from '../../lib/app-error.ts'
import { growingLru } from '../../lib/growing-lru.ts'
import { hashSecret } from './tokens.ts'

const FREE_FAILURES = 5
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 3_600_000
/** From here on the wait is the longest. */
const MOST_FAILURES = 12
/** Failures further apart than this are no attack. */
export const FORGOTTEN_AFTER_MS = 24 * 3_600_000
const LOCKS_REMEMBERED = 10_000

/** What is guessed at. No address is written as the name of somebody's codes is. */
export type Guessed = { passwordOf: string } | { codesOf: string }

interface Lock {
  /** Whether this process refuses by it for the first time. */
  isFirst: boolean
  /** Whether it is the first since the count was forgotten. */
  isFirstOfAll: boolean
}

export class TooManyFailuresError extends AppError {
  constructor(
    guessed: Guessed,
    waitMs: number,
    readonly lock: Lock = { isFirst: false, isFirstOfAll: false },
  ) {
    const seconds = Math.max(1, Math.ceil(waitMs / 1000))
    const again = `Try again in ${seconds} s`
    const message =
      'passwordOf' in guessed
        ? `Too many wrong passwords. ${again}, or reset the password.`
        : `Too many wrong codes. ${again}.`
    super(429, 'too_many_failures', message, { retry_after: seconds })
  }
}

type Key = { email_hash: string }

/** A failure later than now is of a clock that was set back since, and locks nothing. */
const LOCKED = `
  f.count >= ${FREE_FAILURES} and f.last_at <= :now and :now < f.last_at +
    case when f.count >= ${MOST_FAILURES} then ${LONGEST_WAIT_MS}
    else cast(${FIRST_WAIT_MS} as bigint) << cast(f.count - ${FREE_FAILURES} as int) end`

const findLock = statement<Key & { now: number }, { count: number; last_at: number }>(`
  select count, last_at from sign_in_failures f where email_hash = :email_hash and ${LOCKED}`)

const countAttempt = statement<Key & { now: number; forgotten_before: number }, { count: number }>(`
  insert into sign_in_failures as f (email_hash, count, last_at) values (:email_hash, 1, :now)
  on conflict (email_hash) do update set
    count = case when f.last_at < :forgotten_before then 1 else f.count + 1 end,
    last_at = excluded.last_at
  where not (${LOCKED})
  returning count`)

const deleteFailures = statement<Key>('delete from sign_in_failures where email_hash = :email_hash')

export class FailedAttempts {
  readonly #context: Pick<Base, 'db' | 'clock'>
  /** Since when those are locked that were refused last. */
  readonly #locks = growingLru<string, number>(LOCKS_REMEMBERED)

  constructor(context: Pick<Base, 'db' | 'clock'>) {
    this.#context = context
  }

  /**
   * Counts an attempt, whatever becomes of it: it is forgotten when it was right. Each counts, also of a
   * request that comes again with its Idempotency-Key.
   *
   * @throws TooManyFailuresError while it is locked.
   */
  count(guessed: Guessed): Promise<void> {
    return eachTime(() => this.#count(guessed))
  }

  async #count(guessed: Guessed): Promise<void> {
    const { db, clock } = this.#context
    const now = clock.now()
    const attempt = { email_hash: keyOf(guessed), now, forgotten_before: now - FORGOTTEN_AFTER_MS }
    await this.#refuseLocked(guessed, now)
    const [counted] = await db.instance.write((tx) => tx.all(countAttempt, attempt))
    if (counted) return
    // Another process has counted up meanwhile.
    await this.#refuseLocked(guessed, now)
    throw new TooManyFailuresError(guessed, 0)
  }

  async #refuseLocked(guessed: Guessed, now: number): Promise<void> {
    const key = keyOf(guessed)
    const [lock] = await this.#context.db.instance.read((q) => q.all(findLock, { email_hash: key, now }))
    if (!lock) return
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (lock.count - FREE_FAILURES), LONGEST_WAIT_MS)
    const isFirst = this.#locks.get(key) !== lock.last_at
    this.#locks.set(key, lock.last_at)
    const isFirstOfAll = isFirst && lock.count === FREE_FAILURES
    throw new TooManyFailuresError(guessed, lock.last_at + wait - now, { isFirst, isFirstOfAll })
  }
}

export async function forgetFailures(tx: InstanceWrite, guessed: Guessed): Promise<void> {
  await tx.all(deleteFailures, { email_hash: keyOf(guessed) })
}

function keyOf(guessed: Guessed): string {
  return hashSecret('passwordOf' in guessed ? guessed.passwordOf : `codes of ${guessed.codesOf}`)
}
