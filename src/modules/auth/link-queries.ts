/** The SQL of links sent by e-mail. */
import { and, eq, gt } from 'drizzle-orm'
import type { InstanceRead, InstanceWrite } from '../../db/handle.ts'
import { instanceMutation, instanceQuery, type Slots } from '../../db/query.ts'

interface NewToken {
  token_hash: string
  purpose: string
  user_id: string
  email: string
  created_at: number
  expires_at: number
}

export const insertOneTimeToken = instanceMutation((q, token: Slots<NewToken>) => {
  const { token_hash, purpose, user_id, email, created_at, expires_at } = token
  return q
    .insert(q.tables.one_time_tokens)
    .values({ token_hash, purpose, user_id, email, created_at, expires_at })
})

const selectOwner = instanceQuery((q, { token_hash }: Slots<{ token_hash: string }>) => {
  const { one_time_tokens: tokens } = q.tables
  return q.select({ user_id: tokens.user_id }).from(tokens).where(eq(tokens.token_hash, token_hash))
})

export async function findOneTimeToken(tx: InstanceWrite, token_hash: string) {
  const [found] = await selectOwner(tx, { token_hash })
  return found ?? null
}

const deleteLive = instanceMutation(
  (q, { token_hash, purpose, now }: Slots<{ token_hash: string; purpose: string; now: number }>) => {
    const { one_time_tokens: tokens } = q.tables
    return q
      .delete(tokens)
      .where(and(eq(tokens.token_hash, token_hash), eq(tokens.purpose, purpose), gt(tokens.expires_at, now)))
      .returning({ user_id: tokens.user_id, email: tokens.email })
  },
)

/** Deletes it, and says whose it was: of two who come at once, one gets it. */
export async function takeOneTimeToken(tx: InstanceWrite, token_hash: string, purpose: string, now: number) {
  const [taken] = await deleteLive(tx, { token_hash, purpose, now })
  return taken ?? null
}

const deleteOfUser = instanceMutation(
  (q, { user_id, purpose }: Slots<{ user_id: string; purpose: string }>) => {
    const { one_time_tokens: tokens } = q.tables
    return q.delete(tokens).where(and(eq(tokens.user_id, user_id), eq(tokens.purpose, purpose)))
  },
)

export async function deleteOneTimeTokens(tx: InstanceWrite, user_id: string, purpose: string) {
  await deleteOfUser(tx, { user_id, purpose })
}

const selectWaiting = instanceQuery(
  (q, { user_id, purpose, now }: Slots<{ user_id: string; purpose: string; now: number }>) => {
    const { one_time_tokens: tokens } = q.tables
    return q
      .select({ email: tokens.email, expires_at: tokens.expires_at })
      .from(tokens)
      .where(and(eq(tokens.user_id, user_id), eq(tokens.purpose, purpose), gt(tokens.expires_at, now)))
  },
)

/** The address that a link of a user went to, as long as it works. */
export async function findWaiting(
  q: InstanceRead | InstanceWrite,
  asked: { user_id: string; purpose: string; now: number },
) {
  const [waiting] = await selectWaiting(q, asked)
  return waiting ?? null
}
