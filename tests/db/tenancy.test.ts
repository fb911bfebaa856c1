/**
 * Every organization for itself. On Postgres the conditions are left out on purpose: row-level
 * security is the second wall, and must hold whatever login the database was made with.
 */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { getTableColumns, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../src/db/database.ts'
import type { Read, Write } from '../../src/db/handle.ts'
import { openDatabase } from '../../src/db/open.ts'
import { APPEND_ONLY, TENANT_ROLE, tenantTables } from '../../src/db/row-security.ts'
import { postgresTables } from '../../src/db/schema-postgres.ts'
import { statement } from '../../src/db/statement.ts'
import { onEachEngine } from '../app.ts'
import {
  databaseOwnedBy,
  driverCode,
  failure,
  type OwnedDatabase,
  outsider,
  sharedDatabase,
  superusersDatabase,
} from './database.ts'

const tenants = tenantTables()
const whoAmI = statement<Record<never, never>, { login: string; role: string }>(
  'select session_user as login, current_user as role',
)

const logins = [
  { login: 'a superuser', attributes: null, steps_down: true },
  { login: 'an ordinary login that owns the tables', attributes: '', steps_down: false },
  { login: 'a login that row security does not bind', attributes: 'bypassrls createrole', steps_down: true },
]

/** Tables whose rows hold those of another, and go first. */
const REFERRING: Record<string, string[]> = {
  teams: ['projects'],
  companies: ['applications', 'jobs'],
}

for (const { login, attributes, steps_down } of logins) {
  describe(`Row security for ${login}`, () => {
    let owned: OwnedDatabase
    let db: Database

    beforeAll(async () => {
      owned = attributes === null ? await superusersDatabase() : await databaseOwnedBy(attributes)
      db = await openDatabase(owned.url, async () => {})
      await db.instance.write(async (tx) => {
        await tx.insert(tx.tables.users).values(rowOf(tx.tables.users, { id: 'a user' }))
        for (const id of ['ours', 'theirs']) {
          for (const { table, column } of tenants) {
            await tx
              .within(id)
              .insert(tableNamed(table))
              .values(rowOf(tableNamed(table), { [column]: id }))
          }
        }
      })
    })
    afterAll(async () => {
      await db[Symbol.asyncDispose]()
      await owned[Symbol.asyncDispose]()
    })

    test('is enabled and forced on every table that holds rows of organizations', async () => {
      await using outside = await outsider(owned.url)
      const holding = await outside.query(`
        select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind = 'r' and (c.relname = 'organizations' or exists (
          select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id'))
        order by c.relname`)
      expect(holding).toEqual(
        tenants
          .map(({ table }) => ({ name: table, enabled: true, forced: true }))
          .sort((a, b) => (a.name < b.name ? -1 : 1)),
      )
    })

    test('holds inside the transactions', async () => {
      const [me] = await db.for('ours').read((q) => q.all(whoAmI))
      expect(me?.role === TENANT_ROLE).toBe(steps_down)
      expect(me?.role === me?.login).toBe(!steps_down)
      const [writing] = await db.instance.write((tx) => tx.all(whoAmI))
      expect(writing).toEqual(me as { login: string; role: string })
    })

    for (const { table: name, column } of tenants) {
      const table = tableNamed(name)

      test(`shows the own rows of ${name} only`, async () => {
        const ours = await db.for('ours').read((q) => q.select().from(table))
        expect(owners(ours, column)).toEqual(['ours'])
        const all = await db.instance.read((q) => q.select().from(table))
        expect(owners(all, column)).toEqual(['ours', 'theirs'])
      })

      if (APPEND_ONLY.includes(name)) {
        test(`takes new rows of ${name} for oneself alone, changes none, and deletes them for all only`, async () => {
          await rolledBack(db, async (tx) => {
            expect(await tx.update(table).set(harmlessChange(table)).returning()).toEqual([])
            expect(await tx.delete(table).returning()).toEqual([])
          })
          const theirs = rowOf(table, { [column]: 'theirs' }, 'another')
          const error = await failure(
            db.for('ours').write(async (tx) => void (await tx.insert(table).values(theirs))),
          )
          expect(driverCode(error)).toBe('42501')
          const purge = db.instance.write(async (tx) => {
            expect(owners(await tx.delete(table).returning(), column)).toEqual(['ours', 'theirs'])
            throw new Error('rolled back')
          })
          expect((await failure(purge)).message).toContain('rolled back')
        })
        continue
      }

      test(`changes and deletes the own rows of ${name} only`, async () => {
        await rolledBack(db, async (tx) => {
          const changed = await tx.update(table).set(harmlessChange(table)).returning()
          expect(owners(changed, column)).toEqual(['ours'])
        })
        await rolledBack(db, async (tx) => {
          for (const referring of REFERRING[name] ?? []) await tx.delete(tableNamed(referring))
          const deleted = await tx.delete(table).returning()
          expect(owners(deleted, column)).toEqual(['ours'])
        })
      })

      test(`takes no row of ${name} for others, neither new nor moved`, async () => {
        const smuggle = [
          (tx: Write) => tx.insert(table).values(rowOf(table, { [column]: 'theirs' }, 'another')),
          (tx: Write) => tx.update(table).set({ [column]: 'theirs' } as object),
        ]
        for (const write of smuggle) {
          const error = await failure(db.for('ours').write(async (tx) => void (await write(tx))))
          expect(driverCode(error)).toBe('42501')
        }
      })
    }

    test('shows nothing to a transaction that says no organization', async () => {
      await using outside = await outsider(owned.url)
      await outside.query('begin')
      if (steps_down) await outside.query(`set local role ${TENANT_ROLE}`)
      for (const { table } of tenants) expect(await outside.query(`select * from ${table}`)).toEqual([])
    })
  })
}

describe('A database that an ordinary login has migrated', () => {
  test('serves a superuser, too, with row security', async () => {
    await using owned = await databaseOwnedBy('')
    await (await openDatabase(owned.url, async () => {}))[Symbol.asyncDispose]()
    await using db = await openDatabase(owned.superuserUrl, async () => {})
    await db.instance.write(async (tx) => {
      const { organizations } = tx.tables
      for (const id of ['ours', 'theirs']) await tx.insert(organizations).values(rowOf(organizations, { id }))
    })
    const ours = await db.for('ours').read((q) => q.select().from(q.tables.organizations))
    expect(ours.map(({ id }) => id)).toEqual(['ours'])
  })
})

test('A start grants the role what it lacks, and touches no table where it lacks nothing', async () => {
  await using owned = await superusersDatabase()
  await using outside = await outsider(owned.url)
  const start = async () => {
    await (await openDatabase(owned.url, async () => {}))[Symbol.asyncDispose]()
    return outside.query(`select relname, relacl::text, xmin::text from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`)
  }
  const first = await start()
  expect(await start()).toEqual(first)
  await outside.query(`revoke delete on tasks from ${TENANT_ROLE}`)
  const rights = (rows: Record<string, any>[]) => rows.map(({ relname, relacl }) => [relname, relacl])
  expect(rights(await start())).toEqual(rights(first))
})

onEachEngine('The condition of a handle', (engine) => {
  const database = sharedDatabase(engine)

  test('finds, changes and deletes the own rows only, in either kind of transaction', async () => {
    const { db } = await database()
    await db.instance.write(async (tx) => {
      const { organizations, people } = tx.tables
      for (const id of ['ours', 'theirs']) {
        await tx.insert(organizations).values(rowOf(organizations, { id }))
        await tx.insert(people).values(rowOf(people, { organization_id: id }))
      }
    })
    const own = (q: Read) =>
      q.select({ of: q.tables.people.organization_id }).from(q.tables.people).where(q.mine(q.tables.people))
    expect(await db.for('ours').read(own)).toEqual([{ of: 'ours' }])
    expect(await db.for('ours').snapshot(own)).toEqual([{ of: 'ours' }])
    expect(await db.instance.read((q) => own(q.within('theirs')))).toEqual([{ of: 'theirs' }])
    const deleted = await db.instance.write(async (instance) => {
      const tx = instance.within('ours')
      const { people } = tx.tables
      const changed = await tx.update(people).set({ name: 'Ada' }).where(tx.mine(people)).returning()
      expect(changed.map((row) => row.organization_id)).toEqual(['ours'])
      return tx.delete(people).where(tx.mine(people)).returning()
    })
    expect(deleted.map((row) => row.organization_id)).toEqual(['ours'])
    const left = await db.instance.read((q) => q.select().from(q.tables.people))
    expect(left.map((row) => row.organization_id)).toEqual(['theirs'])
  })

  test('is in hot statements as well, and cannot be given by their callers', async () => {
    const { db } = await database()
    const whose = statement<Record<never, never>, { id: string }>('select :organization_id as id')
    const asTheirs = (q: Read) =>
      // Its type takes no values: a caller would have to cast, and even then
      (q.all as (...all: unknown[]) => Promise<unknown>).call(q, whose, { organization_id: 'theirs' })
    expect(await db.for('ours').read((q) => q.all(whose))).toEqual([{ id: 'ours' }])
    expect(await db.for('ours').read(asTheirs)).toEqual([{ id: 'ours' }])
    expect(await db.instance.write((tx) => asTheirs(tx.within('ours')))).toEqual([{ id: 'ours' }])
  })
})

/** A row with a value in every column: the given ones, and others that fit and are not in use. */
function rowOf(table: PgTable, given: Record<string, unknown>, name = 'a'): any {
  const text = `${name} of ${Object.values(given)}`
  const values = { string: text, number: 1, boolean: false, json: {}, array: [], custom: text }
  const columns = Object.values(getTableColumns(table)).filter(
    // What the database fills in.
    (column) => !column.generatedIdentity && !(column.dataType === 'custom' && column.hasDefault),
  )
  return {
    ...Object.fromEntries(columns.map((column) => [column.name, (values as any)[column.dataType]])),
    ...(columns.some((column) => column.name === 'user_id') && { user_id: 'a user' }),
    ...given,
  }
}

/** Whose the rows are: triggers add some of their own. */
function owners(rows: object[], column: string): string[] {
  return [...new Set(rows.map((row) => (row as any)[column]))].sort()
}

/** Sets the last column to what it is. */
function harmlessChange(table: PgTable): any {
  const column = Object.values(getTableColumns(table)).at(-1)!
  return { [column.name]: sql`${column}` }
}

function tableNamed(name: string): PgTable {
  return postgresTables()[name as keyof ReturnType<typeof postgresTables>]
}

async function rolledBack(db: Database, fn: (tx: Write) => Promise<void>): Promise<void> {
  const error = await failure(
    db.for('ours').write(async (tx) => {
      await fn(tx)
      throw new Error('roll back')
    }),
  )
  if (error.message !== 'roll back') throw error
}
