/** The SQL of second factors, and of the recovery codes that stand in for them. */
import { and, count, eq } from 'drizzle-orm'
import type { InstanceRead, InstanceWrite } from '../../../db/handle.ts'
import { instanceMutation, instanceQuery, type Slots } from '../../../db/query.ts'

type Owner = { user_id: string }

const selectSecondFactor = instanceQuery((q, { user_id }: Slots<Owner>) => {
  const { second_factors: factors } = q.tables
  return q.select().from(factors).where(eq(factors.user_id, user_id))
})

/** Enabled or not. */
export async function findSecondFactor(q: InstanceRead | InstanceWrite, user_id: string) {
  const [factor] = await selectSecondFactor(q, { user_id })
  return factor ?? null
}

interface NewSecondFactor {
  user_id: string
  sealed_secret: string
  created_at: number
}

/** In the place of one that waits to be confirmed. */
export const putSecondFactor = instanceMutation((q, factor: Slots<NewSecondFactor>) => {
  const { user_id, sealed_secret, created_at } = factor
  const { second_factors: factors } = q.tables
  return q
    .insert(factors)
    .values({ user_id, sealed_secret, created_at })
    .onConflictDoUpdate({ target: factors.user_id, set: { sealed_secret, created_at } })
})

export const enableSecondFactor = instanceMutation(
  (q, { user_id, enabled_at, last_step }: Slots<Owner & { enabled_at: number; last_step: number }>) => {
    const { second_factors: factors } = q.tables
    return q.update(factors).set({ enabled_at, last_step }).where(eq(factors.user_id, user_id))
  },
)

export const updateLastStep = instanceMutation(
  (q, { user_id, last_step }: Slots<Owner & { last_step: number }>) => {
    const { second_factors: factors } = q.tables
    return q.update(factors).set({ last_step }).where(eq(factors.user_id, user_id))
  },
)

export const deleteSecondFactor = instanceMutation((q, { user_id }: Slots<Owner>) => {
  const { second_factors: factors } = q.tables
  return q.delete(factors).where(eq(factors.user_id, user_id))
})

const countCodes = instanceQuery((q, { user_id }: Slots<Owner>) => {
  const { recovery_codes: codes } = q.tables
  return q.select({ total: count() }).from(codes).where(eq(codes.user_id, user_id))
})

export async function countRecoveryCodes(q: InstanceRead | InstanceWrite, user_id: string): Promise<number> {
  const [counted] = await countCodes(q, { user_id })
  return counted?.total ?? 0
}

export const insertRecoveryCode = instanceMutation((q, code: Slots<Owner & { code_hash: string }>) => {
  const { user_id, code_hash } = code
  return q.insert(q.tables.recovery_codes).values({ user_id, code_hash })
})

const deleteCode = instanceMutation((q, { user_id, code_hash }: Slots<Owner & { code_hash: string }>) => {
  const { recovery_codes: codes } = q.tables
  return q
    .delete(codes)
    .where(and(eq(codes.user_id, user_id), eq(codes.code_hash, code_hash)))
    .returning({ user_id: codes.user_id })
})

/** @returns Whether there was one: of two who come at once, one gets it. */
export async function takeRecoveryCode(tx: InstanceWrite, user_id: string, code_hash: string) {
  return (await deleteCode(tx, { user_id, code_hash })).length === 1
}

export const deleteRecoveryCodes = instanceMutation((q, { user_id }: Slots<Owner>) => {
  const { recovery_codes: codes } = q.tables
  return q.delete(codes).where(eq(codes.user_id, user_id))
})
