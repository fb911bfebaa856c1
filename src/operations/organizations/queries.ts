import { asc, eq, or } from 'drizzle-orm'
import { instanceQuery, type Slots } from '../../db/query.ts'

export const listOrganizations = instanceQuery((q) => {
  const { organizations } = q.tables
  const { id, slug, name, plan, created_at } = organizations
  return q.select({ id, slug, name, plan, created_at }).from(organizations).orderBy(asc(slug))
})

export const findPlaces = instanceQuery((q, { id, slug }: Slots<{ id: string; slug: string }>) => {
  const { organizations } = q.tables
  return q
    .select({ id: organizations.id, slug: organizations.slug })
    .from(organizations)
    .where(or(eq(organizations.id, id), eq(organizations.slug, slug)))
})

export const findSlug = instanceQuery((q, { slug }: Slots<{ slug: string }>) => {
  const { organizations } = q.tables
  return q.select({ slug: organizations.slug }).from(organizations).where(eq(organizations.slug, slug))
})

/** Those that have one of the ids, or one of the addresses. */
export const listAccounts = instanceQuery(
  (q, { ids, emails }: Slots<{ ids: string[]; emails: string[] }>) => {
    const { users } = q.tables
    return q
      .select({ id: users.id, email: users.email })
      .from(users)
      .where(or(q.can.oneOf(users.id, ids), q.can.oneOf(users.email, emails)))
  },
)

interface Keys {
  ids: string[]
  hashes: string[]
}

/** API keys with one of the ids or hashes, in whatever organization. */
export const listKeys = instanceQuery((q, { ids, hashes }: Slots<Keys>) => {
  const { api_keys } = q.tables
  return q
    .select({ id: api_keys.id })
    .from(api_keys)
    .where(or(q.can.oneOf(api_keys.id, ids), q.can.oneOf(api_keys.key_hash, hashes)))
})

export const listInvitations = instanceQuery((q, { hashes }: Slots<{ hashes: string[] }>) => {
  const { invitations } = q.tables
  return q.select({ id: invitations.id }).from(invitations).where(q.can.oneOf(invitations.token_hash, hashes))
})

/** Of its members, those who have left among them. */
export const listAccountsOf = instanceQuery((q, { id }: Slots<{ id: string }>) => {
  const { members, users } = q.tables
  return q
    .select({ id: users.id, email: users.email, is_instance_admin: users.is_instance_admin })
    .from(members)
    .innerJoin(users, eq(users.id, members.user_id))
    .where(eq(members.organization_id, id))
    .orderBy(asc(users.email))
})

/** Of accounts, whether each is, or was, a member of anything. */
export const listMembershipsOf = instanceQuery((q, { ids }: Slots<{ ids: string[] }>) => {
  const { members } = q.tables
  return q.selectDistinct({ user_id: members.user_id }).from(members).where(q.can.oneOf(members.user_id, ids))
})
