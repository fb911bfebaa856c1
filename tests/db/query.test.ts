import { expect, test } from 'bun:test'
import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { UnstorableTextError } from '../../src/db/errors.ts'
import { instanceMutation, instanceQuery, mutation, query, type Slots } from '../../src/db/query.ts'
import { ClosedHandleError } from '../../src/db/transaction-handle.ts'
import { onEachEngine } from '../app.ts'
import { failure, sharedDatabase } from './database.ts'

const insertOrganization = instanceMutation((q, organization: Slots<{ id: string; now: number }>) => {
  const { id, now } = organization
  return q
    .insert(q.tables.organizations)
    .values({ id, name: id, slug: id, time_zone: 'UTC', created_at: now })
    .returning({ id: q.tables.organizations.id })
})

const insertKey = mutation((q, slots: Slots<{ id: string; scopes: string[]; at: number }>) => {
  const { api_keys } = q.tables
  const { id, scopes, at } = slots
  const values = {
    id,
    name: 'a key',
    key_hash: id,
    key_start: 'p',
    scopes,
    created_by: 'ada',
    created_at: at,
  }
  return q
    .insert(api_keys)
    .values({ ...values, organization_id: q.organization_id })
    .returning({ id: api_keys.id, scopes: api_keys.scopes, created_at: api_keys.created_at })
})

const listKeys = query(
  (q, { after }: Slots<{ after: string }>, { newest_first }: { newest_first: boolean }) => {
    const { api_keys } = q.tables
    const { id, scopes, created_at } = api_keys
    return q
      .select({ key: id, scopes, created_at, isOld: sql`${created_at} < 2`.mapWith(Boolean) })
      .from(api_keys)
      .where(and(q.mine(api_keys), gt(id, after)))
      .orderBy(newest_first ? desc(id) : id)
  },
)

const listOf = query((q, { ids }: Slots<{ ids: string[] }>) => {
  const { api_keys } = q.tables
  return q
    .select({ id: api_keys.id })
    .from(api_keys)
    .where(and(q.mine(api_keys), q.can.oneOf(api_keys.id, ids)))
    .orderBy(api_keys.id)
})

const countOrganizations = instanceQuery((q) =>
  q.select({ n: sql`count(*)`.mapWith(Number) }).from(q.tables.organizations),
)

const rename = mutation((q, { id, name }: Slots<{ id: string; name: string }>) => {
  const { api_keys } = q.tables
  return q
    .update(api_keys)
    .set({ name })
    .where(and(q.mine(api_keys), eq(api_keys.id, id)))
})

onEachEngine('Queries of a fixed shape', (engine) => {
  const opened = sharedDatabase(engine)

  test('read and write what the builder would, in the organization of their handle', async () => {
    const { db } = await opened()
    await db.instance.write(async (tx) => {
      await insertOrganization(tx, { id: 'roses', now: 1 })
      await insertOrganization(tx, { id: 'lilies', now: 1 })
    })
    const made = await db
      .for('roses')
      .write(async (tx) => [
        await insertKey(tx, { id: 'a', scopes: ['read'], at: 1 }),
        await insertKey(tx, { id: 'b', scopes: ['read', 'write'], at: 2 }),
      ])
    expect(made.flat()).toEqual([
      { id: 'a', scopes: ['read'], created_at: 1 },
      { id: 'b', scopes: ['read', 'write'], created_at: 2 },
    ])
    const here = db.for('roses')
    const [a, b] = [
      { key: 'a', scopes: ['read'], created_at: 1, isOld: true },
      { key: 'b', scopes: ['read', 'write'], created_at: 2, isOld: false },
    ]
    expect(await here.read((q) => listKeys(q, { after: '' }, { newest_first: false }))).toEqual([a, b])
    expect(await here.read((q) => listKeys(q, { after: '' }, { newest_first: true }))).toEqual([b, a])
    expect(await here.read((q) => listKeys(q, { after: 'a' }, { newest_first: true }))).toEqual([b])
    expect(await db.for('lilies').read((q) => listKeys(q, { after: '' }, { newest_first: true }))).toEqual([])
    expect(await here.read((q) => listOf(q, { ids: ['b', 'c', 'a'] }))).toEqual([{ id: 'a' }, { id: 'b' }])
    expect(await db.instance.read((q) => countOrganizations(q))).toEqual([{ n: 2 }])
    expect(await here.write((tx) => rename(tx, { id: 'a', name: 'another' }))).toEqual([])
  })

  test('are built once, whoever runs them', async () => {
    const { db } = await opened()
    let builds = 0
    const once = query((q, { id }: Slots<{ id: string }>) => {
      builds += 1
      return q.select({ id: q.tables.teams.id }).from(q.tables.teams).where(eq(q.tables.teams.id, id))
    })
    for (const id of ['a', 'b', 'c']) await db.for('roses').read((q) => once(q, { id }))
    expect(builds).toBe(1)
    const some = query((q, _: Slots<Record<never, never>>, { most }: { most: number }) => {
      builds += 1
      return q.select({ id: q.tables.teams.id }).from(q.tables.teams).limit(most)
    })
    for (const most of [1, 2, 1, 2]) await db.for('roses').read((q) => some(q, {}, { most }))
    expect(builds).toBe(3)
  })

  test('have no slot under the name of what the handle fills in: its value would be another', async () => {
    const { db } = await opened()
    const find = instanceQuery((q, { organization_id }: Slots<{ organization_id: string }>) => {
      const { organizations } = q.tables
      return q
        .select({ id: organizations.id })
        .from(organizations)
        .where(eq(organizations.id, organization_id))
    })
    const found = db.instance.read((q) => find(q, { organization_id: 'roses' }))
    expect((await failure(found)).message).toContain("the handle's own")
  })

  test('refuse what cannot be stored, a value that is missing, and an ended handle', async () => {
    const { db } = await opened()
    const here = db.for('roses')
    const list = (after: string) => here.read((q) => listKeys(q, { after }, { newest_first: false }))
    expect(await failure(list('\0'))).toBeInstanceOf(UnstorableTextError)
    expect((await failure(list(undefined as never))).message).toContain('missing: after')
    const ended = await here.read(async (q) => ({ q }))
    expect(await failure(listOf(ended.q, { ids: [] }))).toBeInstanceOf(ClosedHandleError)
  })
})
