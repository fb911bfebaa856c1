import type { defineIdentity } from './identity.ts'
import type { TenantColumns } from './tenant.ts'

/** What the demo has made: this is taken away with it, and nothing else. */
export function defineDemo(c: TenantColumns, { users }: Pick<ReturnType<typeof defineIdentity>, 'users'>) {
  const demo_organizations = c.table(
    'demo_organizations',
    {
      organization_id: c.organizationId().primaryKey(),
      /** Which of the demo's teams it is. */
      team: c.text().notNull(),
      /** `null` while it is being made, and where that was interrupted. */
      made_at: c.time(),
    },
    (t) => [c.uniqueIndex('demo_organizations_team').on(t.team)],
  )

  const demo_users = c.table('demo_users', {
    user_id: c
      .id()
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
  })

  return { demo_organizations, demo_users }
}
