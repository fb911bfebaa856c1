/** The SQL of who somebody is at a provider. */
import { and, asc, eq } from 'drizzle-orm'
import type { InstanceRead, InstanceWrite } from '../../../db/handle.ts'
import { instanceMutation, instanceQuery, type Slots } from '../../../db/query.ts'

interface IdentityRow {
  id: string
  user_id: string
  issuer: string
  subject: string
  email: string | null
  created_at: number
  last_used_at: number | null
}

type Named = Pick<IdentityRow, 'issuer' | 'subject'>

const selectIdentity = instanceQuery((q, { issuer, subject }: Slots<Named>) => {
  const { user_identities: identities } = q.tables
  return q
    .select()
    .from(identities)
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)))
})

export async function findIdentity(tx: InstanceWrite, { issuer, subject }: Named) {
  const [found] = await selectIdentity(tx, { issuer, subject })
  return found ?? null
}

const selectOfUser = instanceQuery((q, { user_id }: Slots<{ user_id: string }>) => {
  const { user_identities: identities } = q.tables
  return q
    .select()
    .from(identities)
    .where(eq(identities.user_id, user_id))
    .orderBy(asc(identities.created_at), asc(identities.id))
})

export function listIdentities(q: InstanceRead | InstanceWrite, user_id: string): Promise<IdentityRow[]> {
  return selectOfUser(q, { user_id })
}

export const insertIdentity = instanceMutation((q, identity: Slots<IdentityRow>) => {
  const { id, user_id, issuer, subject, email, created_at, last_used_at } = identity
  return q
    .insert(q.tables.user_identities)
    .values({ id, user_id, issuer, subject, email, created_at, last_used_at })
})

export const updateIdentity = instanceMutation(
  (q, { id, email, last_used_at }: Slots<Pick<IdentityRow, 'id' | 'email' | 'last_used_at'>>) => {
    const { user_identities: identities } = q.tables
    return q.update(identities).set({ email, last_used_at }).where(eq(identities.id, id))
  },
)

export const deleteIdentity = instanceMutation((q, { id }: Slots<{ id: string }>) => {
  const { user_identities: identities } = q.tables
  return q.delete(identities).where(eq(identities.id, id))
})
