/**
 * Wrong passwords lock an address for a growing while: after five in a row 30 seconds, then twice
 * as long each time, up to an hour. Counted for addresses without an account as well, so that the
 * answer does not tell which there are; and in a transaction of its own, which the failure of the
 * request does not roll back.
 */
import type { Context } from '../../context.ts'
import type { InstanceRead, InstanceWrite } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import { AppError } from '../../lib/app-error.ts'
import { hashSecret } from './tokens.ts'

const FREE_FAILURES = 5
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 3_600_000
/** Failures further apart than this are no attack. */
const FORGOTTEN_AFTER_MS = 24 * 3_600_000

export class TooManyFailuresError extends AppError {
  constructor(waitMs: number) {
    const seconds = Math.max(1, Math.ceil(waitMs / 1000))
    super(
      429,
      'too_many_failures',
      `Too many wrong passwords. Try again in ${seconds} s, or reset the password.`,
      {
        retry_after: seconds,
      },
    )
  }
}

type Failures = { count: number; last_at: number }

const findFailures = statement<{ email_hash: string }, Failures>(
  'select count, last_at from sign_in_failures where email_hash = :email_hash',
)

const addFailure = statement<{ email_hash: string; now: number; forgotten_before: number }>(`
  insert into sign_in_failures (email_hash, count, last_at) values (:email_hash, 1, :now)
  on conflict (email_hash) do update set
    count = case when sign_in_failures.last_at < :forgotten_before then 1 else sign_in_failures.count + 1 end,
    last_at = excluded.last_at`)

const deleteFailures = statement<{ email_hash: string }>(
  'delete from sign_in_failures where email_hash = :email_hash',
)

/** @throws TooManyFailuresError while the address is locked. */
export async function refuseLocked(q: InstanceRead, email: string, now: number): Promise<void> {
  const [failures] = await q.all(findFailures, { email_hash: hashSecret(email) })
  if (!failures || failures.count < FREE_FAILURES) return
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (failures.count - FREE_FAILURES), LONGEST_WAIT_MS)
  const left = failures.last_at + wait - now
  if (left > 0) throw new TooManyFailuresError(left)
}

export async function recordFailure(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  email: string,
): Promise<void> {
  const now = clock.now()
  const failure = { email_hash: hashSecret(email), now, forgotten_before: now - FORGOTTEN_AFTER_MS }
  await db.instance.write((tx) => tx.all(addFailure, failure))
}

export async function forgetFailures(tx: InstanceWrite, email: string): Promise<void> {
  await tx.all(deleteFailures, { email_hash: hashSecret(email) })
}
