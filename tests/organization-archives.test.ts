/** One organization out of an instance, into another, and away: it comes whole, and the others stay what they are. */
import { expect, test } from 'bun:test'
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { count, eq, getTableColumns, getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { migrateSqlite } from '../src/db/migrate.ts'
import { archivedTables, keyOf } from '../src/db/rows/archived-tables.ts'
import { goesAlong, organizationTables, SHARES } from '../src/db/rows/organization-tables.ts'
import { rowsInFile } from '../src/db/rows/read-sqlite.ts'
import { SqliteLoader } from '../src/db/rows/sqlite-loader.ts'
import { postgresSchema, postgresTables } from '../src/db/schema-postgres.ts'
import { sqliteTables } from '../src/db/schema-sqlite.ts'
import { RowsHash } from '../src/lib/rows-hash.ts'
import { ROLLUP_VERSION } from '../src/metrics/rebuild/rollup-version.ts'
import { deleteOrganization } from '../src/modules/organizations/delete-organization.ts'
import { ArchiveWriter } from '../src/operations/backups/archive/write-archive.ts'
import { putInEarly } from '../src/operations/organizations/early-rows.ts'
import { exportOrganization } from '../src/operations/organizations/export-organization.ts'
import {
  importOrganization,
  type OrganizationImport,
} from '../src/operations/organizations/import-organization.ts'
import { removeOrganization } from '../src/operations/organizations/remove-organization.ts'
import { stageArchive } from '../src/operations/organizations/stage-archive.ts'
import { type Engine, onEachEngine, type TestApp, testApp } from './app.ts'
import { archiveOf, fill, scratchFolder } from './archives.ts'
import { almanac } from './command-line.ts'
import { hiring } from './hiring.ts'
import { changed, Parts } from './mutilated.ts'
import { apiKey, type Member, signIn, signUp } from './people.ts'
import { newPlace } from './places.ts'
import { joinAs } from './teams.ts'

const DAY_MS = 86_400_000
const DAYS = 20

const otherThan = (engine: Engine): Engine => (engine === 'sqlite' ? 'postgres' : 'sqlite')

interface Found {
  id: string
  slug: string
  name: string
}

const ofMember = async (app: TestApp, { token }: Member): Promise<Found> =>
  (await app.get('/api/v1/organization', { token })).body

async function exported(app: TestApp, member: Member, folder: string, withPasswords = true) {
  const to = join(folder, `${crypto.randomUUID()}.almanac.zst`)
  return exportOrganization(app.context, await ofMember(app, member), { to, withPasswords }, () => {})
}

const imported = (
  app: TestApp,
  path: string,
  options: Partial<OrganizationImport> = {},
  show: (share: number, text: string) => void = () => {},
) =>
  importOrganization(
    app.context,
    {
      path,
      as: null,
      joinAccounts: false,
      withPasswords: true,
      isDryRun: false,
      confirm: async () => true,
      ...options,
    },
    show,
  )

/** By table, what an organization has: to the letter. */
async function rowsOf({ context: { db } }: TestApp, id: string): Promise<Record<string, string>> {
  return db.for(id).snapshot(async (q) => {
    const hashes: Record<string, string> = {}
    for (const table of organizationTables()) {
      const hash = new RowsHash()
      for await (const lines of q.can.rowsOf(q, table)) hash.add(lines)
      hashes[table.name] = `${hash.rows} ${hash.hex()}`
    }
    return hashes
  })
}

/** By table, what there is of everybody, but for what a server writes by itself. */
async function allRows({ context: { db } }: TestApp): Promise<Record<string, string>> {
  return db.instance.snapshot(async (q) => {
    const hashes: Record<string, string> = {}
    for (const table of archivedTables()) {
      if (/_minutes$|^cron_jobs$|^job_runs$/.test(table.name)) continue
      const hash = new RowsHash()
      for await (const lines of q.can.rowsOf(q, table)) hash.add(lines)
      hashes[table.name] = `${hash.rows} ${hash.hex()}`
    }
    return hashes
  })
}

/** What the dashboard says of today and of each of the days before; not how requests went. */
async function dashboards(app: TestApp, { token }: Member): Promise<unknown[]> {
  const shown: unknown[] = []
  for (let day = 0; day <= DAYS; day += 1) {
    const as_of = new Date(app.clock.at - day * DAY_MS).toISOString().slice(0, 10)
    const { body } = await app.get(`/api/v1/metrics/dashboard${day ? `?as_of=${as_of}` : ''}`, { token })
    const { timestamp: _, system_metrics: __, cache_metadata: ___, ...rest } = body
    shown.push(rest)
  }
  return shown
}

/** What its administrators are told of the instance. */
async function ofInstance(app: TestApp, { token }: Member): Promise<string[]> {
  const { body } = await app.get('/api/v1/audit?about=instance', { token })
  return body.items.map(({ action }: { action: string }) => action)
}

const without = (rows: Record<string, string>, ...names: string[]) =>
  Object.fromEntries(Object.entries(rows).filter(([name]) => !names.includes(name)))

onEachEngine('An organization alone', (engine) => {
  test('goes from one instance into another of the other engine while both servers run', async () => {
    using folder = scratchFolder()
    await using from = await testApp(engine)
    await using place = await newPlace(otherThan(engine))
    const ada = await fill(from)
    const grace = await joinAs(from, ada, 'grace', 'member')
    const eve = await fill(from, 'eve')
    const key = await apiKey(from, ada, 'read')
    const archive = await exported(from, ada, folder.path)
    const before = await rowsOf(from, ada.organization_id)
    const shownBefore = await dashboards(from, ada)
    const accounts = archive.manifest.tables.find(({ name }) => name === 'users')?.rows
    expect([archive.manifest.kind, accounts]).toEqual(['organization', 2])
    expect(archive.manifest.tables.map(({ name }) => name)).not.toContain('sessions')
    await place.within(async (over) => {
      const zoe = await fill(over, 'zoe')
      const zoeBefore = await rowsOf(over, zoe.organization_id)
      // A server that has been asked for the key remembers nothing of it.
      expect((await over.get('/api/v1/tasks', { key })).status).toBe(401)
      const ran = await almanac(['organization', 'import', archive.path, '--yes', '--json'], place.env)
      expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('taken in')])
      expect(JSON.parse(ran.out)).toMatchObject({
        done: true,
        accounts: { made: [{ email: ada.email }, { email: grace.email }], joined: [] },
        checked: 'Its rows are what they were, and so is its dashboard.',
      })
      expect(await rowsOf(over, zoe.organization_id)).toEqual(zoeBefore)
      const there = await rowsOf(over, ada.organization_id)
      // What was exported, and taken in, stands in its own logs by now.
      const moved = ['users', 'changes', 'audit_entries', 'request_minutes'] as const
      expect(without(there, ...moved)).toEqual(without(before, ...moved))
      const here = await signIn(over, ada)
      expect(here.organization_id).toBe(ada.organization_id)
      expect((await over.get('/api/v1/auth/me', { token: ada.token })).status).toBe(401)
      expect((await over.get('/api/v1/instance/organizations', { token: here.token })).status).toBe(403)
      expect((await over.get('/api/v1/tasks', { key })).body.items.length).toBe(4)
      const found = await over.get('/api/v1/search?q=prune', { token: here.token })
      expect(found.body.items.length).toBeGreaterThan(0)
      expect(await ofInstance(over, zoe)).toEqual(['organization.imported'])
      const entries = await over.get('/api/v1/audit?limit=5', { token: here.token })
      expect(entries.body.items.map(({ action }: { action: string }) => action)).toContain(
        'organization.imported',
      )
      const [first, ...past] = await dashboards(over, here)
      // Signing in is an activity of today.
      expect(past).toEqual(shownBefore.slice(1))
      expect(first).toMatchObject({ organization_id: ada.organization_id })
    })
    expect(await ofInstance(from, ada)).toEqual(['organization.exported'])
    expect((await from.get('/api/v1/tasks', { token: eve.token })).body.items.length).toBe(4)
  }, 60_000)

  // A history of 300,000 events held the one writer of SQLite for 14 s.
  test('lets others write while its events go in, and leaves none of them where it came to nothing', async () => {
    using folder = scratchFolder()
    await using from = await testApp(engine)
    await using over = await testApp(engine)
    const ada = await fill(from)
    const zoe = await fill(over, 'zoe')
    const { path } = await exported(from, ada, folder.path)
    const eventsHere = () =>
      over.context.db.for(ada.organization_id).read(async (q) => {
        const { activity_events } = q.tables
        return (
          await q.select({ id: activity_events.id }).from(activity_events).where(q.mine(activity_events))
        ).length
      })
    {
      await using staged = await stageArchive(over.config, path, () => {})
      await putInEarly(over.context, staged.rows, () => {})
    }
    expect(await eventsHere()).toBeGreaterThan(50)
    const { body } = await over.get('/api/v1/organizations', { token: zoe.token })
    expect(body.items).toHaveLength(1)
    await over.context.cron.run('clean_up')
    const runs = await over.get('/api/v1/operations/jobs/clean_up/runs', { token: zoe.token })
    expect(runs.body.items[0].detail).toMatch(/^deleted \d+ rows of an organization that was not taken in/)
    expect(await eventsHere()).toBe(0)

    const order: string[] = []
    const write = () =>
      over.context.db
        .for(zoe.organization_id)
        .write(async (tx) => tx.audit({ kind: 'task', verb: 'written' }))
    let writing: Promise<unknown> | null = null
    const show = (_share: number, text: string) => {
      if (text === 'putting in activity_events') writing ??= write().then(() => order.push('others'))
      if (text === 'putting in audit_entries') order.push('the rest')
    }
    const { outcome } = await imported(over, path, {}, show)
    await writing
    expect(order).toEqual(['others', 'the rest'])
    expect(outcome?.checked).toBe('Its rows are what they were, and so is its dashboard.')
    await over.context.cron.run('clean_up')
    expect(await eventsHere()).toBeGreaterThan(50)
  }, 60_000)

  test('comes once, under a slug that is free, and grabs no account', async () => {
    using folder = scratchFolder()
    await using app = await testApp(engine)
    const ada = await signUp(app, 'ada')
    const eve = await signUp(app, 'eve')
    await joinAs(app, eve, 'grace', 'admin')
    const { slug } = await ofMember(app, eve)
    await app.post('/api/v1/tasks', { token: eve.token, json: { title: 'prune the roses' } })
    await apiKey(app, eve, 'read')
    const { path } = await exported(app, eve, folder.path)
    const codes = async (options: Partial<OrganizationImport> = {}, file = path) => {
      const before = await allRows(app)
      const { proposal } = await imported(app, file, { ...options, isDryRun: true })
      const refused = imported(app, file, options)
      if (proposal.plan.conflicts.length > 0) await expect(refused).rejects.toThrow('nothing was changed')
      if (proposal.plan.conflicts.length > 0) expect(await allRows(app)).toEqual(before)
      return proposal.plan.conflicts.map(({ code }) => code)
    }
    expect(await codes()).toEqual(['organization_is_here', 'account_is_here'])
    // Under another id it would be beside itself, with the same keys.
    const twin = join(folder.path, 'twin')
    writeFileSync(twin, renamed(path, eve.organization_id, TWIN))
    expect(await codes({ as: 'twin', joinAccounts: true }, twin)).toEqual(['secrets_are_here'])
    const mine = await rowsOf(app, eve.organization_id)
    const removal = { exportTo: null, withAccounts: false }
    await removeOrganization(app.context, { id: eve.organization_id, slug }, removal, () => {})
    const other = await signUp(app, 'other', 'UTC', "eve's")
    expect((await ofMember(app, other)).slug).toBe(slug)
    expect(await codes({ joinAccounts: true })).toEqual(['slug_is_taken'])
    const renames = (email: string) =>
      app.context.db.instance.write(async (tx) => {
        const { users } = tx.tables
        await tx.update(users).set({ email, name: 'Eve' }).where(eq(users.email, eve.email))
      })
    await renames('eve@example.org')
    await signUp(app, 'eve')
    // By id the one, and by address the other.
    expect(await codes({ as: 'eves-again', joinAccounts: true })).toEqual(['account_is_unclear'])
    await renames('eve@example.net')
    expect(await codes({ as: 'eves-again' })).toEqual(['account_is_here'])
    const { outcome, proposal } = await imported(app, path, { as: 'eves-again', joinAccounts: true })
    expect([proposal.organization.slug, outcome?.texts]).toEqual(['eves-again', 1])
    const again = await rowsOf(app, eve.organization_id)
    const changed = ['organizations', 'users', 'changes', 'audit_entries', 'request_minutes']
    expect(without(again, ...changed)).toEqual(without(mine, ...changed))
    // The account is that of here: its address and password stay what they are.
    const back = await signIn(app, { ...eve, email: 'eve@example.org' })
    expect((await ofMember(app, back)).slug).toBe('eves-again')
    expect((await app.get('/api/v1/tasks', { token: back.token })).body.items.length).toBe(1)
    expect((await app.get('/api/v1/auth/me', { token: ada.token })).status).toBe(200)
  }, 60_000)

  test('is deleted with everything that it has, and nobody else notices', async () => {
    await using app = await testApp(engine)
    const eve = await fill(app, 'eve')
    const ada = await fill(app)
    const grace = await joinAs(app, ada, 'grace', 'admin')
    const key = await apiKey(app, ada, 'write')
    await joinAs(app, eve, 'ida', 'member')
    await almanac(
      [
        'user',
        'create',
        'both@example.com',
        '--name',
        'B',
        '--organization',
        (await ofMember(app, eve)).slug,
      ],
      environment(app),
    )
    const zoe = await signUp(app, 'zoe')
    const before = await rowsOf(app, eve.organization_id)
    await app.context.requests.flush()
    const interrupted = deleteOrganization(app.context, zoe.organization_id, () => {
      throw new Error('The machine has gone.')
    })
    await expect(interrupted).rejects.toThrow('The machine has gone.')
    expect((await app.get('/api/v1/tasks', { token: zoe.token })).status).toBe(401)
    await deleteOrganization(app.context, zoe.organization_id)
    expect(await tablesWith(app, engine, zoe.organization_id)).toEqual([])
    const { slug, name } = await ofMember(app, ada)
    const opensBoard = ({ token }: Member) =>
      app.post('/api/v1/companies', { token, json: { name: 'Roses' } })
    const board = async () => (await app.get(`/api/v1/board/${slug}/jobs`)).status
    await opensBoard(ada)
    expect(await board()).toBe(200)
    const ran = await almanac(
      ['organization', 'delete', slug, '--confirm', slug, '--remove-accounts', '--json'],
      environment(app),
    )
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining(`${slug} is deleted`)])
    const { file, accounts } = JSON.parse(ran.out)
    expect(existsSync(file)).toBeTrue()
    expect(accounts).toMatchObject([
      { email: ada.email, removed: true },
      { email: grace.email, removed: true },
    ])
    // What the server has counted for it meanwhile goes nowhere.
    await app.context.requests.flush()
    expect(await tablesWith(app, engine, ada.organization_id)).toEqual([])
    const untouched = without(before, 'request_minutes')
    expect(without(await rowsOf(app, eve.organization_id), 'request_minutes')).toEqual(untouched)
    // The server hears in a moment what another process has done, of each transaction by itself.
    const giveUpAt = performance.now() + 5_000
    for (const credentials of [{ token: ada.token }, { token: grace.token }, { key }]) {
      const status = async () => (await app.get('/api/v1/tasks', credentials)).status
      while ((await status()) !== 401 && performance.now() < giveUpAt) await Bun.sleep(50)
      expect(await status()).toBe(401)
    }
    // Its slug is free for another, whose board it is then.
    expect(await board()).toBe(404)
    await opensBoard(await signUp(app, 'heir', 'UTC', name))
    expect(await board()).toBe(200)
    expect((await app.get('/api/v1/tasks', { token: eve.token })).body.items.length).toBe(4)
    const gone = await app.post('/api/v1/auth/signin', { json: { email: ada.email, password: ada.password } })
    expect(gone.status).toBe(401)
  }, 60_000)
})

function environment({ config }: TestApp): Record<string, string> {
  return { DATA_DIR: config.data_dir, ...(config.database_url && { DATABASE_URL: config.database_url }) }
}

/** Of all that there are, those of the engine alone among them. */
async function tablesWith({ context: { db } }: TestApp, engine: Engine, id: string): Promise<string[]> {
  const tables = Object.values(engine === 'sqlite' ? sqliteTables : postgresTables()) as PgTable[]
  return db.instance.read(async (q) => {
    const found: string[] = []
    for (const table of tables) {
      const { organization_id, active_organization_id } = getTableColumns(table)
      const column = organization_id ?? active_organization_id
      if (!column) continue
      const [row] = await q.select({ total: count() }).from(table).where(eq(column, id))
      if (row?.total) found.push(getTableName(table))
    }
    return found
  })
}

const TWIN = '00000000-0000-7000-8000-000000000001'

/** With another id of the organization in all of its rows. */
function renamed(path: string, id: string, other: string): Uint8Array {
  const parts = new Parts(readFileSync(path))
  for (const block of parts.blocks)
    block.content = Buffer.from(block.content.toString().replaceAll(id, other))
  parts.fitting = parts.manifest.tables.map(({ name }: { name: string }) => name)
  parts.manifest.dashboards = null
  return parts.pack()
}

onEachEngine('The files of an organization', (engine) => {
  test('go along with it, and away with it', async () => {
    using folder = scratchFolder()
    await using from = await testApp(engine)
    const h = await hiring(from, 'roses')
    const job = await h.job({ reviewer_ids: [h.cleo.member_id] })
    const wanted = { job_id: job.id, name: 'Grace', email: 'grace@example.com' }
    const at = `/applications/${(await h.made('/applications', h.ben, wanted)).id}/files`
    const form = new FormData()
    for (const text of ['I know roses.', 'I know tulips.'])
      form.append('file', new Blob([text]), 'letter.txt')
    const sent = await from.post(`/api/v1${at}`, { token: h.ben.token, body: form })
    const [roses, tulips] = sent.body.items
    const task = `/tasks/${(await h.made('/tasks', h.ada, { title: 'Prune' })).id}/files`
    const picture = new FormData()
    picture.append('file', new Blob([PICTURE]), 'roses.png')
    const shown = (await from.post(`/api/v1${task}`, { token: h.ada.token, body: picture })).body.items[0]
    const inStore = (app: TestApp) => join(app.config.data_dir, 'files', h.ada.organization_id)
    const { path, missing } = await exported(from, h.ada, folder.path)
    expect(missing).toBe(0)
    await using over = await testApp(engine)
    await imported(over, path)
    const { token } = await signIn(over, h.ben)
    const content = async (id: string) => (await over.get(`/api/v1${at}/${id}/content`, { token })).text
    expect([await content(roses.id), await content(tulips.id)]).toEqual(['I know roses.', 'I know tulips.'])
    const { token: adas } = await signIn(over, h.ada)
    const came = await over.get(`/api/v1${task}/${shown.id}/content`, { token: adas })
    expect([came.headers.get('content-type'), came.text.slice(-5)]).toEqual(['image/png', 'roses'])
    const { slug } = await ofMember(from, h.ada)
    const removal = { exportTo: null, withAccounts: true }
    await removeOrganization(from.context, { id: h.ada.organization_id, slug }, removal, () => {})
    expect(existsSync(inStore(from))).toBeFalse()
    for (const [change, words] of FORGED) {
      const wrong = join(folder.path, 'wrong')
      const parts = new Parts(readFileSync(path))
      change(parts)
      writeFileSync(wrong, parts.pack())
      expect(await imported(from, wrong).catch((error: Error) => error.message)).toMatch(words)
      expect(existsSync(inStore(from))).toBeFalse()
    }
    // What is missing is said, and the rest comes.
    rmSync(inStore(over), { recursive: true })
    const without = await exported(over, { ...h.ada, token }, folder.path)
    expect([without.missing, without.manifest.files.length]).toEqual([3, 0])
    const { outcome } = await imported(from, without.path, { joinAccounts: true })
    expect(outcome?.notes).toContainEqual(expect.stringContaining('contents of 3 files'))
  }, 60_000)
})

const PICTURE = Buffer.from('\x89PNG\r\n\x1a\n roses', 'latin1')

const firstFile = (parts: Parts) => parts.blocks.find(({ header }) => header.file)

function renameFile(parts: Parts, name: string, content: string): void {
  const block = firstFile(parts)
  if (!block) return
  block.content = Buffer.from(content)
  block.header.file = name
  parts.manifest.files[0] = { name, bytes: content.length, sha256: hashOf(content) }
}

const FORGED: [(parts: Parts) => void, RegExp][] = [
  [(parts) => renameFile(parts, `files/${NOBODY}/${'0'.repeat(64)}`, 'another'), /not what its name says/],
  [
    (parts) => renameFile(parts, 'app-secret', 'a secret of another instance'),
    /file that no organization has/,
  ],
  [
    (parts) => renameFile(parts, `files/${NOBODY}/${hashOf('a letter')}`, 'a letter'),
    /belong to somebody else/,
  ],
  [(parts) => rewrite(parts, 'application_files', [['text/plain', 'text/html']]), /says of itself/],
  [(parts) => rewrite(parts, 'task_files', [['image/png', 'text/plain']]), /says of itself/],
  // What a task may have, an application may not.
  [
    (parts) =>
      rewrite(parts, 'application_files', [
        ['text/plain', 'image/png'],
        [hashOf('I know roses.'), hashOf(PICTURE)],
        [hashOf('I know tulips.'), hashOf(PICTURE)],
      ]),
    /no application may have/,
  ],
]

function rewrite(parts: Parts, table: string, changes: [from: string, to: string][]): void {
  const rows = parts.blocks.find(({ header }) => header.table === table)
  for (const [from, to] of changes)
    if (rows) rows.content = Buffer.from(rows.content.toString().replaceAll(from, to))
  parts.fitting = [table]
}

function hashOf(text: string | Uint8Array): string {
  return new Bun.CryptoHasher('sha256').update(text).digest('hex')
}

const NOBODY = '00000000-0000-7000-8000-000000000000'

/** By what is wrong with it: the table, the change of its rows, and what is said. */
const HOSTILE: [string, string, (rows: string) => string, RegExp][] = [
  [
    'rows of another',
    'activity_events',
    (rows) => rows + rows.replace(/[0-9a-f-]{36}(.*)[\s\S]*/, `${NOBODY}$1\n`),
    /activity_events belong to somebody else/,
  ],
  [
    'everybody',
    'organizations',
    (rows) => rows.replace(/[0-9a-f-]{36}/, '*'),
    /refer to organizations|id that is none/,
  ],
  [
    'an account that is no member',
    'users',
    (rows) => rows + rows.replace(/[0-9a-f-]{36}/, NOBODY).replace('eve@', 'mallory@'),
    /users belong to somebody else/,
  ],
  [
    'two organizations',
    'organizations',
    (rows) => rows + rows.replace(/[0-9a-f-]{36}/, NOBODY).replace('"eve-s', '"eve-t'),
    /exactly one organization/,
  ],
  [
    'a slug that is a path',
    'organizations',
    (rows) => rows.replace('"eve-s', '"../eve-s'),
    /slug that is none/,
  ],
  [
    'a time zone of nowhere',
    'organizations',
    (rows) => rows.replace('America/Denver', 'Mars/Olympus'),
    /time zone/,
  ],
  ['a plan of its own', 'organizations', (rows) => rows.replace('"free"', '"divine"'), /plan that is none/],
  ['an address with spaces', 'users', (rows) => rows.replace('eve@', 'eve @'), /address that is none/],
  [
    'a password that costs a gigabyte',
    'users',
    (rows) => rows.replace(/m=\d+/, 'm=1048576'),
    /hashed in a way/,
  ],
  [
    'JSON that is none',
    'tasks',
    (rows) => rows.replace('[\\"a b\\",', '[\\"a b\\"'),
    /tasks holds something else/,
  ],
  [
    'a number in the place of a text',
    'tasks',
    (rows) => rows.replace('"prune"', '17'),
    /row of tasks is none/,
  ],
  [
    'a text with NUL',
    'tasks',
    (rows) => rows.replace('"prune"', '"pru\\u0000ne"'),
    /tasks holds something else/,
  ],
  [
    'an instant that cannot be said',
    'tasks',
    (rows) => rows.replaceAll(/,\d{13},/g, ',9000000000000000,'),
    /tasks holds something else/,
  ],
  [
    'days without end',
    'organization_days',
    (rows) => rows.replace(/,\d{5},/, ',-2000000,'),
    /organization_days holds something else/,
  ],
  [
    'a beginning before all',
    'organizations',
    (rows) => rows.replace(/,\d{13},/, ',-1,'),
    /before there were any/,
  ],
  [
    'an address that is for the terminal',
    'users',
    (rows) => rows.replace('eve@', '\\u001beve@'),
    /address that is none/,
  ],
  [
    'other numbers on its dashboard',
    'organization_days',
    (rows) => rows.replace(/^.*\n/, ''),
    /dashboard is not what it was/,
  ],
]

onEachEngine('What is no archive of one organization', (engine) => {
  test('is refused, whatever it is, and nothing is changed', async () => {
    using folder = scratchFolder()
    await using from = await testApp('sqlite')
    const eve = await fill(from, 'eve')
    const { path } = await exported(from, eve, folder.path)
    const { path: backup } = await archiveOf(from, folder.path)
    await using app = await testApp(engine)
    await signUp(app, 'ada')
    const before = await allRows(app)
    const refusal = (of: string) =>
      imported(app, of).then(
        () => 'taken in',
        (error: Error) => error.message,
      )
    expect(await refusal(backup)).toContain('no archive of one organization')
    const wrong = join(folder.path, 'wrong')
    // Until something is put in, no engine is asked.
    for (const [name, table, change, words] of engine === 'sqlite' ? HOSTILE : HOSTILE.slice(-1)) {
      writeFileSync(wrong, changed(path, table, change))
      expect([name, await refusal(wrong)]).toEqual([name, expect.stringMatching(words)])
    }
    writeFileSync(
      wrong,
      changed(path, 'users', (rows) => rows.replace('false', 'true')),
    )
    expect(await refusal(wrong)).toBe('taken in')
    const isAdmin = await app.get('/api/v1/instance/organizations', { token: (await signIn(app, eve)).token })
    expect(isAdmin.status).toBe(403)
    truncateSync(path, 4_000)
    expect(await refusal(path)).toContain('cut short')
    expect(
      readdirSync(app.config.data_dir).filter((name) => name.startsWith('organization-import-')),
    ).toEqual([])
    const { slug } = await ofMember(app, await signIn(app, eve))
    const removal = { exportTo: null, withAccounts: true }
    await removeOrganization(app.context, { id: eve.organization_id, slug }, removal, () => {})
    expect(without(await allRows(app), 'audit_entries')).toEqual(without(before, 'audit_entries'))
  }, 60_000)
})

test('without passwords nobody signs in before they have asked for a link', async () => {
  using folder = scratchFolder()
  await using from = await testApp('sqlite')
  const eve = await signUp(from, 'eve')
  const closed = await exported(from, eve, folder.path, false)
  const open = await exported(from, eve, folder.path)
  for (const [path, withPasswords] of [
    [closed.path, true],
    [open.path, false],
  ] as const) {
    await using app = await testApp('sqlite')
    await imported(app, path, { withPasswords })
    const { email, password } = eve
    expect((await app.post('/api/v1/auth/signin', { json: { email, password } })).status).toBe(401)
  }
})

test('every table has a decision that fits it', () => {
  const owned = Object.entries(postgresSchema()).filter(
    ([, table]) => 'organization_id' in getTableColumns(table),
  )
  const isOf = (name: string) => name === 'organizations' || owned.some(([own]) => own === name)
  const rows = Object.entries(SHARES).flatMap(([name, share]) => (share === 'rows' ? [name] : []))
  expect(rows.filter((name) => !isOf(name))).toEqual([])
  expect(Object.keys(SHARES).sort()).toEqual(Object.keys(postgresSchema()).sort())
  // By which their rows are read.
  expect(organizationTables().filter(({ name }) => keyOf(name).length === 0)).toEqual([])
  // What is not in a backup cannot be in an archive of one.
  const archived = archivedTables().map(({ name }) => name)
  expect([...rows, 'users'].filter((name) => !archived.includes(name))).toEqual([])
  expect(['sessions', 'backups', 'search_documents', 'nothing'].filter(goesAlong)).toEqual([])
})

onEachEngine('An organization of an older version', (engine) => {
  test('is brought to the schema of this one on its way in, and its numbers are built anew', async () => {
    using folder = scratchFolder()
    await using app = await testApp(engine)
    const { outcome } = await imported(app, await olderArchive(folder.path, 20))
    expect(outcome?.checked).toContain('its dashboard was not archived')
    const [row] = await app.context.db.instance.read((q) => q.select().from(q.tables.organizations))
    expect(row).toMatchObject({ slug: 'roses', rollup_version: ROLLUP_VERSION })
  })
})

/** Of a database with so many migrations. */
async function olderArchive(folder: string, migrations: number): Promise<string> {
  const file = join(folder, 'older.sqlite')
  const db = new Sqlite(file)
  migrateSqlite(db, undefined, migrations)
  const [id, user, at] = [
    '0198aaaa-0000-7000-8000-000000000001',
    '0198aaaa-0000-7000-8000-000000000002',
    1_795_000_000_000,
  ]
  const hash = await Bun.password.hash('the password of ada', {
    algorithm: 'argon2id',
    memoryCost: 64,
    timeCost: 1,
  })
  db.exec(`insert into organizations (id, name, slug, time_zone, created_at) values ('${id}', 'Roses', 'roses', 'UTC', ${at});
    insert into users (id, email, name, password_hash, created_at) values ('${user}', 'ada@example.com', 'ada', '${hash}', ${at});
    insert into members (organization_id, id, user_id, role, status, joined_at) values ('${id}', '${user}', '${user}', 'owner', 'active', ${at})`)
  const path = join(folder, 'older.almanac.zst')
  await using writer = await ArchiveWriter.create(path)
  await using empty = new SqliteLoader(join(folder, 'empty.sqlite'), migrations)
  for (const table of empty.tables.filter(({ name }) => goesAlong(name))) {
    await writer.addTable(table, rowsInFile(db, table))
  }
  db.close()
  const created_at = '2026-11-01T00:00:00.000Z'
  const head = {
    kind: 'organization',
    name: 'older',
    created_at,
    engine: 'sqlite',
    program: '0.0.1',
  } as const
  await writer.finish({ ...head, schema: { number: migrations - 1, name: 'older' }, dashboards: null })
  return path
}
