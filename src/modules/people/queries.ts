import { and, eq } from 'drizzle-orm'
import type { Write } from '../../db/handle.ts'
import { batchStatement } from '../../db/statement.ts'

export const findPeopleByExternalId = batchStatement({ ref: 'text' })<{ ref: string; id: string }>(`
  select r.ref, p.id from :rows as r
  join people p on p.organization_id = :organization_id and p.external_id = r.ref`)

/** Members only: a tracked person is named by its external id. */
export const findMembersById = batchStatement({ ref: 'text' })<{ ref: string; id: string }>(`
  select r.ref, p.id from :rows as r
  join people p on p.organization_id = :organization_id and p.id = r.ref and p.external_id is null`)

/** Leaves out those whom another writer has made meanwhile. */
export const insertPeople = batchStatement({ id: 'text', external_id: 'text', created_at: 'int' })<{
  ref: string
  id: string
}>(`
  insert into people (organization_id, id, external_id, created_at)
  select :organization_id, r.id, r.external_id, r.created_at from :rows as r where true
  on conflict (organization_id, external_id) do nothing
  returning external_id as ref, id`)

export async function insertMemberPerson(
  tx: Write,
  person: { id: string; name: string; created_at: number },
) {
  await tx.insert(tx.tables.people).values({ ...person, organization_id: tx.organization_id })
}

export async function findPerson(tx: Write, id: string) {
  const { people: p } = tx.tables
  const [person] = await tx
    .select({ id: p.id, external_id: p.external_id, name: p.name, properties: p.properties })
    .from(p)
    .where(and(tx.mine(p), eq(p.id, id)))
  return person ?? null
}

export async function updatePerson(
  tx: Write,
  id: string,
  changes: Partial<Pick<typeof tx.tables.people.$inferSelect, 'name' | 'properties'>>,
) {
  const { people } = tx.tables
  await tx
    .update(people)
    .set(changes)
    .where(and(tx.mine(people), eq(people.id, id)))
}
