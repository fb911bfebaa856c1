import { and, eq } from 'drizzle-orm'
import type { Write } from '../../db/handle.ts'
import { mutation, query, type Slots } from '../../db/query.ts'
import { APART, batchStatement } from '../../db/statement.ts'

export const findPeopleByExternalId = batchStatement(
  { ref: 'text' },
  APART,
)<{ ref: string; id: string }>(`
  select r.ref, p.id from :rows as r
  join people p on p.organization_id = :organization_id and p.external_id = r.ref`)

/** Members only: a tracked person is named by its external id. */
export const findMembersById = batchStatement(
  { ref: 'text' },
  APART,
)<{ ref: string; id: string }>(`
  select r.ref, p.id from :rows as r
  join people p on p.organization_id = :organization_id and p.id = r.ref and p.external_id is null`)

/** Leaves out those whom another writer has made meanwhile. */
export const insertPeople = batchStatement(
  { id: 'text', external_id: 'text', created_at: 'int' },
  APART,
)<{
  ref: string
  id: string
}>(`
  insert into people (organization_id, id, external_id, created_at)
  select :organization_id, r.id, r.external_id, r.created_at from :rows as r where true
  on conflict (organization_id, external_id) do nothing
  returning external_id as ref, id`)

type NewPerson = { id: string; name: string; created_at: number }

export const insertMemberPerson = mutation((q, { id, name, created_at }: Slots<NewPerson>) =>
  q.insert(q.tables.people).values({ organization_id: q.organization_id, id, name, created_at }),
)

const selectPerson = query((q, { id }: Slots<{ id: string }>) => {
  const { people: p } = q.tables
  return q
    .select({ id: p.id, external_id: p.external_id, name: p.name, properties: p.properties })
    .from(p)
    .where(and(q.mine(p), eq(p.id, id)))
})

export async function findPerson(tx: Write, id: string) {
  const [person] = await selectPerson(tx, { id })
  return person ?? null
}

type Described = { name: string | null; properties: Record<string, unknown> | null }

const setDescription = mutation(
  (
    q,
    { id, name, properties }: Slots<Described & { id: string }>,
    { renames, redescribes }: { renames: boolean; redescribes: boolean },
  ) => {
    const { people } = q.tables
    return q
      .update(people)
      .set({ ...(renames && { name }), ...(redescribes && { properties }) })
      .where(and(q.mine(people), eq(people.id, id)))
  },
)

/** What is not named stays as it is. */
export async function updatePerson(tx: Write, id: string, changes: Partial<Described>) {
  const { name, properties } = changes
  await setDescription(
    tx,
    { id, name: name ?? null, properties: properties ?? null },
    { renames: name !== undefined, redescribes: properties !== undefined },
  )
}
