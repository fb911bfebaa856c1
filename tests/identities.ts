/** Who somebody is at a provider of single sign-on, where a test needs it to be so and has no provider. */
import { insertIdentity, listIdentities } from '../src/modules/auth/oidc/queries.ts'
import type { TestApp } from './app.ts'

const ISSUER = 'https://id.example.com'

/** @returns The id of what is linked to an account; of one provider that is one. */
export async function linkedIdentity({ context }: TestApp, user_id: string): Promise<string> {
  const { db, newId, clock } = context
  return db.instance.write(async (instance) => {
    const [there] = await listIdentities(instance, user_id)
    if (there) return there.id
    const row = { id: newId(), user_id, issuer: ISSUER, subject: user_id, email: null }
    await insertIdentity(instance, { ...row, created_at: clock.now(), last_used_at: null })
    return row.id
  })
}
