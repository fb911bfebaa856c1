/** Backups on Postgres by every kind of login: row-level security binds those that are no superusers. */
import { expect, test } from 'bun:test'
import postgres from 'postgres'
import { tenantTables } from '../src/db/row-security.ts'
import { proveArchive } from '../src/operations/backups/prove-archive.ts'
import { restoreBackup } from '../src/operations/backups/restore-backup.ts'
import { importOrganization } from '../src/operations/organizations/import-organization.ts'
import { removeOrganization } from '../src/operations/organizations/remove-organization.ts'
import { type TestApp, testApp } from './app.ts'
import { archiveOf, fill, scratchFolder } from './archives.ts'
import { databaseOwnedBy } from './db/database.ts'
import { signIn } from './people.ts'

const LOGINS = [
  {
    login: 'an ordinary login',
    attributes: '',
    place: 'a scratch file of SQLite, as the login of DATABASE_URL may not create databases',
  },
  {
    login: 'one that row-level security does not bind',
    attributes: 'bypassrls createrole',
    place: 'a scratch file',
  },
]

for (const { login, attributes, place } of LOGINS) {
  test(`${login} proves and restores, takes an organization out and in, and the second wall stands as before`, async () => {
    using folder = scratchFolder()
    await using owned = await databaseOwnedBy(attributes)
    const env = { DATABASE_URL: owned.url, DATA_DIR: folder.path }
    const { ada, path } = await within(env, async (app) => {
      const ada = await fill(app)
      const { path } = await archiveOf(app, folder.path)
      const proof = await proveArchive(app.context, path, () => {})
      expect(proof).toMatchObject({ outcome: 'proved', detail: expect.stringContaining(`into ${place}`) })
      await app.post('/api/v1/tasks', { token: ada.token, json: { title: 'made since' } })
      return { ada, path }
    })
    const needs = await within(env, async ({ config, clock }) => ({ config, clock }))
    const restore = { path, withoutSafety: false, confirm: async () => true }
    expect(await restoreBackup(needs, restore, () => {})).toMatchObject({ isSound: true })
    const sql = postgres(owned.url, { max: 1, onnotice: () => {} })
    const forced = await sql`select relname from pg_class where relforcerowsecurity and relrowsecurity`
    const resting = await sql`select tgname from pg_trigger where tgenabled <> 'O' and not tgisinternal`
    await sql.end()
    expect(forced.map(({ relname }) => relname)).toEqual(
      expect.arrayContaining(tenantTables().map(({ table }) => table)),
    )
    expect(resting.length).toBe(0)
    await within(env, async (app) => {
      const { token } = await signIn(app, ada)
      expect((await app.get('/api/v1/tasks', { token })).body.items.length).toBe(4)
      await outAndIn(app, token)
      expect(
        (await app.get('/api/v1/tasks', { token: (await signIn(app, ada)).token })).body.items.length,
      ).toBe(4)
    })
  }, 60_000)
}

/** One organization is written into a file, deleted, and taken in again, as by the command line. */
async function outAndIn({ get, context }: TestApp, token: string): Promise<void> {
  const { body: organization } = await get('/api/v1/organization', { token })
  const removal = { exportTo: { to: null }, withAccounts: false }
  const { exported } = await removeOrganization(context, organization, removal, () => {})
  const wanted = { as: null, joinAccounts: true, withPasswords: true, isDryRun: false }
  const how = { ...wanted, path: exported?.path ?? '', confirm: async () => true }
  const { outcome } = await importOrganization(context, how, () => {})
  expect(outcome?.checked).toBe('Its rows are what they were, and so is its dashboard.')
}

async function within<T>(env: Record<string, string>, fn: (app: TestApp) => Promise<T>): Promise<T> {
  await using app = await testApp('postgres', env)
  return await fn(app)
}
