/** Databases that cannot be used: why, and how to mend it, in one line without a secret. */
import { afterAll, describe, expect, test } from 'bun:test'
import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { assertSound, assertWritable } from '../../src/db/check-sqlite.ts'
import { openDatabase } from '../../src/db/open.ts'
import { StartError } from '../../src/lib/start-error.ts'
import { postgresServer } from '../postgres-server.ts'
import { driverCode, failure, outsider, temporaryFolder, testDatabase } from './database.ts'

/** What `openDatabase` says, which must be for whoever runs it, and one line. */
async function complaint(url: string): Promise<string> {
  const error = await failure(openDatabase(url, async () => {}))
  expect(error).toBeInstanceOf(StartError)
  expect(error.message).toMatch(/^DATABASE_URL: [^\n]+$/)
  return error.message
}

describe('A Postgres that cannot be used', () => {
  const made: string[] = []
  let home: Promise<string> | undefined
  afterAll(async () => {
    for (const url of [...made, await home]) if (url) await (await postgresServer()).dropDatabase(url)
  })

  /** A database, and a login that may do nothing in it but what `grants` say; `$db` and `$role` stand for them. */
  async function ground(grants = '', database = ''): Promise<{ url: string; role: string; name: string }> {
    home ??= (await postgresServer()).createEmptyDatabase()
    const url = new URL(await home)
    const name = `${url.pathname.slice(1)}_${made.length}`
    const role = `${name}_role`
    await using outside = await outsider(url.href)
    await outside.query(`create role ${role} login`)
    await outside.query(`create database ${name} ${database} template template0`)
    url.pathname = `/${name}`
    made.push(url.href)
    await using inside = await outsider(url.href)
    const filled = grants.replaceAll('$db', name).replaceAll('$role', role)
    for (const grant of filled.split(';').filter(Boolean)) await inside.query(grant)
    url.username = role
    return { url: url.href, role, name }
  }

  const OWNED = 'alter database $db owner to $role'
  const CASES: [title: string, grants: string, database: string, says: RegExp][] = [
    ['in another encoding', OWNED, `encoding 'LATIN1' locale 'C'`, /in LATIN1, .* encoding 'UTF8'/],
    ['without any encoding', OWNED, `encoding 'SQL_ASCII' locale 'C'`, /in SQL_ASCII, .* encoding 'UTF8'/],
    ['without a right to create', '', '', /has no right .*alter database "\w+" owner to "\w+"/],
    [
      'that only reads',
      `${OWNED};alter database $db set default_transaction_read_only = on`,
      '',
      /only reads/,
    ],
    [
      'whose search_path leads elsewhere',
      `${OWNED};create schema other authorization $role;alter role $role set search_path = other, public`,
      '',
      /search_path of "\w+" is other, public, .*alter role "\w+" set search_path = public/,
    ],
    ['without a schema', `${OWNED};drop schema public`, '', /no schema public .*create schema/],
    [
      'with few connections',
      `${OWNED};alter role $role connection limit 2`,
      '',
      /needs 11 .*may have 2 .*alter role/,
    ],
    [
      'with few in the database',
      `${OWNED};alter database $db connection limit 3`,
      '',
      /needs 11 .*may have 3 /,
    ],
    [
      'with none left',
      `${OWNED};alter role $role connection limit 0`,
      '',
      /no connection left .*connection limit/,
    ],
    [
      'that lets nobody in',
      `${OWNED};alter role $role nologin`,
      '',
      /may not log in .*alter role "\w+" login/,
    ],
  ]
  for (const [title, grants, database, says] of CASES) {
    test(`${title} is refused, and left as it was`, async () => {
      const { url } = await ground(grants, database)
      expect(await complaint(url)).toMatch(says)
      const admin = new URL(url)
      admin.username = 'postgres'
      await using outside = await outsider(admin.href)
      expect(await outside.query(`select nspname from pg_namespace where nspname = 'drizzle'`)).toEqual([])
    })
  }

  test('because there is no such database or role is refused with how to make it', async () => {
    const { url, role } = await ground()
    expect(await complaint(`${url}_missing`)).toMatch(/no database "\w+_missing" .*create database/)
    expect(await complaint(url.replace(role, 'nobody_known'))).toMatch(/no role "nobody_known" .*create role/)
  })

  test('because nobody answers is refused with where that was', async () => {
    expect(await complaint('postgres://me:hidden@127.0.0.1:1/x')).toMatch(
      /at 127\.0\.0\.1:1 \(ECONNREFUSED\)/,
    )
  })

  test('by its password is refused without showing it', async () => {
    using server = refusingServer('28P01', 'password authentication failed for user "me"')
    const said = await complaint(`postgres://me:hidden@127.0.0.1:${server.port}/x`)
    expect(said).toMatch(/refuses the password of "me".*%2F/)
    expect(said).not.toContain('hidden')
  })

  test('by a parameter of the address is refused with its name', async () => {
    const { url } = await ground(OWNED)
    expect(await complaint(`${url}?channel_binding=require`)).toMatch(/"channel_binding".*Leave out/)
  })

  test('leaves no connection behind', async () => {
    const { url, name } = await ground()
    await complaint(url)
    await using outside = await outsider((await home) ?? '')
    expect(await outside.query(`select 1 from pg_stat_activity where datname = '${name}'`)).toEqual([])
  })

  test('is refused in the words of the server where there are no better ones', async () => {
    using server = refusingServer('XX999', 'a thing nobody has seen.\nEver')
    expect(await complaint(`postgres://me@127.0.0.1:${server.port}/x`)).toContain(
      'cannot be used: a thing nobody has seen. Ever (XX999).',
    )
  })
})

/** A server that answers each connection with an error. */
function refusingServer(code: string, message: string): Disposable & { port: number } {
  const fields = ['SFATAL', `C${code}`, `M${message}`].map((field) => `${field}\0`).join('')
  const answer = Buffer.alloc(5)
  answer.write('E')
  answer.writeInt32BE(4 + fields.length + 1, 1)
  const server = Bun.listen({
    hostname: '127.0.0.1',
    port: 0,
    socket: { data: (socket) => void socket.end(Buffer.concat([answer, Buffer.from(`${fields}\0`)])) },
  })
  return { port: server.port, [Symbol.dispose]: () => server.stop(true) }
}

describe('A SQLite file that cannot be used', () => {
  test('because it is none is refused', async () => {
    using folder = temporaryFolder()
    const path = join(folder.path, 'notes.txt')
    writeFileSync(path, 'buy milk\n'.repeat(1000))
    expect(await complaint(path)).toMatch(/notes\.txt is no SQLite database/)
    mkdirSync(join(folder.path, 'sub'))
    expect(await complaint(join(folder.path, 'sub'))).toMatch(/sub cannot be opened/)
    expect(await complaint(join(path, 'below.sqlite'))).toMatch(/it is a file\. Name a folder/)
  })

  test('because it is cut off is refused', async () => {
    await using database = await testDatabase('sqlite')
    await database.db[Symbol.asyncDispose]()
    truncateSync(database.url, 40_000)
    expect(await complaint(database.url)).toMatch(/is damaged/)
  })

  test('because the first page of any table or index is damaged is refused, small or large', async () => {
    await using database = await testDatabase('sqlite')
    await database.db[Symbol.asyncDispose]()
    for (const name of ['tasks', 'sqlite_autoindex_tasks_1']) {
      using file = damaged(database.url, name)
      expect(await complaint(file.path)).toMatch(/is damaged/)
    }
    using large = damaged(database.url, 'tasks', 12 * 2 ** 20)
    expect(await complaint(large.path)).toMatch(/is damaged/)
  })

  test('because it is read-only is refused', async () => {
    await using database = await testDatabase('sqlite')
    const readOnly = new Sqlite(database.url, { readonly: true })
    expect(driverCode(await failure(Promise.try(() => assertWritable(readOnly))))).toBe('SQLITE_READONLY')
    expect(readOnly.inTransaction).toBe(false)
    readOnly.close()
  })

  test('is told from one that can be, which is left as it was', async () => {
    await using database = await testDatabase('sqlite')
    const db = new Sqlite(database.url)
    db.exec('pragma user_version = 7')
    assertWritable(db)
    assertSound(db)
    expect(db.pragma('user_version', { simple: true })).toBe(7)
    db.close()
  })
})

describe('A SQLite file that is not there', () => {
  test('is made for its owner alone, with what stands beside it', async () => {
    using folder = temporaryFolder()
    const path = join(folder.path, 'new.sqlite')
    await using _ = await openDatabase(path, async () => {})
    const data = readdirSync(folder.path).filter((name) => /sqlite(-wal|-shm)?$/.test(name))
    expect(data).toContain('new.sqlite-wal')
    for (const name of data)
      expect([name, statSync(join(folder.path, name)).mode & 0o777]).toEqual([name, 0o600])
  })
})

/** A copy in which the first page of this table or index is overwritten. */
function damaged(url: string, name: string, bytes = 0): Disposable & { path: string } {
  const folder = temporaryFolder()
  const path = join(folder.path, 'damaged.sqlite')
  const source = new Sqlite(url)
  source.exec(`vacuum into '${path}'`)
  source.close()
  const copy = new Sqlite(path)
  if (bytes > 0) copy.exec(`create table filler (x); insert into filler values (zeroblob(${bytes}))`)
  const { rootpage } = copy.prepare('select rootpage from sqlite_schema where name = ?').get(name) as {
    rootpage: number
  }
  const page_size = copy.pragma('page_size', { simple: true }) as number
  copy.close()
  const file = readFileSync(path)
  file.fill(0xa5, (rootpage - 1) * page_size, rootpage * page_size)
  writeFileSync(path, file)
  return { path, [Symbol.dispose]: () => folder[Symbol.dispose]() }
}
