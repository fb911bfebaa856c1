import { describe, expect, test } from 'bun:test'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { findUnmigrated, listMigrations } from '../../scripts/generate-migrations.ts'
import { KEY_ORDERED } from '../../src/db/key-ordered-tables.ts'
import { MigrationError, migratePostgres, migrateSqlite } from '../../src/db/migrate.ts'
import { connectPostgres } from '../../src/db/postgres-client.ts'
import { LONG_SPAN } from '../../src/metrics/stocks/stock-days.ts'
import { STOCK_KEYS } from '../../src/metrics/stocks/stock-kinds.ts'
import { textSources } from '../../src/resources/resource.ts'
import { RESOURCES } from '../../src/resources.ts'
import { ENGINES, type Engine, onEachEngine } from '../app.ts'
import { postgresServer } from '../postgres-server.ts'
import { databaseOwnedBy, failure, outsider, temporaryFolder, testDatabase } from './database.ts'
import { databaseShape, schemaShape } from './shape.ts'

const ROOT = join(import.meta.dir, '../..')
/** The stocks that had columns: what is counted since has never had one. */
const THEN = STOCK_KEYS.filter((key) => /^(tasks|projects)_/.test(key))
const BREAK = '\n--> statement-breakpoint\n'

describe('The migrations', () => {
  test('have the same numbers and names on both engines', () => {
    expect(listMigrations('sqlite')).toEqual(listMigrations('postgres'))
    for (const engine of ENGINES) {
      const { entries } = JSON.parse(readFileSync(join(ROOT, `drizzle/${engine}/meta/_journal.json`), 'utf8'))
      expect(entries.map((entry: { tag: string }) => entry.tag)).toEqual(listMigrations(engine))
      // One that is not newer than the last would never be applied.
      const instants = entries.map((entry: { when: number }) => entry.when)
      expect(instants).toEqual([...new Set(instants)].sort())
    }
  })

  test('turn the words of the index on Postgres into posting lists', async () => {
    await using target = await emptyDatabase('postgres')
    using folder = migrationsFolder('postgres', [])
    folder.keep(listMigrations('postgres').findIndex((name) => name.endsWith('_search-postings')))
    await target.migrate(folder.path)
    await target.query(`insert into search_documents (number, organization_id, kind, id, vector)
      select n, 'a', 'task', n, cast(case when n = 7 then 'roses:1 red:2' else 'roses:1' end as tsvector)
      from generate_series(1, 300) as n`)
    await target.migrate(join(ROOT, 'drizzle/postgres'))
    const pieces = `select word, cast(first as int), cardinality(numbers) as texts from search_postings order by word, first`
    expect(await target.query(pieces)).toEqual([
      { word: 'tred', first: 7, texts: 1 },
      { word: 'troses', first: 1, texts: 128 },
      { word: 'troses', first: 129, texts: 128 },
      { word: 'troses', first: 257, texts: 44 },
    ])
    expect(await target.query('select * from search_unposted')).toEqual([])
  })
})

onEachEngine('The migrations', (engine) => {
  test('leave nothing for the generator to write', () => {
    expect(findUnmigrated(engine)).toBeNull()
  })

  test('make what the schema says', async () => {
    await using database = await testDatabase(engine)
    await using outside = await outsider(database.url)
    expect(await databaseShape(engine, outside.query)).toEqual(schemaShape(engine))
  })

  test('turn the columns of stocks into rows', async () => {
    await using target = await emptyDatabase(engine)
    using folder = migrationsFolder(engine, [])
    folder.keep(listMigrations(engine).findIndex((name) => name.endsWith('_stock-days')))
    await target.migrate(folder.path)
    const columns = THEN.join(', ')
    // Each column with an amount of its own, a day of one alone, a day of none, and others' days.
    await target.query(`insert into work_days (organization_id, generation, day, ${columns})
      values ('a', 1, 20000, ${THEN.map((_, i) => i + 1).join(', ')}),
        ('a', 1, 20001, ${THEN.map((_, i) => (i === 0 ? 5 : 0)).join(', ')}),
        ('a', 1, 20002, ${THEN.map(() => 0).join(', ')})`)
    await target.query(`insert into work_days (organization_id, generation, day, tasks_todo, tasks_done)
      values ('a', 2, 20002, -1, 1), ('b', 1, -5, 0, -7)`)
    await target.migrate(join(ROOT, 'drizzle', engine))
    const rows = await target.query('select * from stock_days')
    const found = Map.groupBy(rows, ({ span }) => Number(span))
    const words = (span: number) =>
      found
        .get(span)
        ?.map((row) => `${row.organization_id} ${row.generation} ${row.day} ${row.key} ${row.amount}`)
        .sort()
    const others = ['a 2 20002 tasks_todo -1', 'a 2 20002 tasks_done 1', 'b 1 -5 tasks_done -7']
    const byDay = THEN.map((key, i) => `a 1 20000 ${key} ${i + 1}`)
    expect(words(1)).toEqual([...byDay, ...others, 'a 1 20001 tasks_todo 5'].sort())
    // Of the two days in one span there is one row.
    const together = byDay.map((row) => row.replace('tasks_todo 1', 'tasks_todo 6'))
    const inSpans = [...together, ...others].map((row) => row.replace(/ 2000\d /, ' 20000 '))
    expect(words(LONG_SPAN)).toEqual(inSpans.map((row) => row.replace(' -5 ', ' -32 ')).sort())
  })

  test('make what keeps the index of texts in step, and rows by their keys, which no schema can say', async () => {
    await using database = await testDatabase(engine)
    await using outside = await outsider(database.url)
    const triggers = await outside.query(
      engine === 'sqlite'
        ? `select name from sqlite_schema where type = 'trigger' order by name`
        : `select tgname as name from pg_trigger where not tgisinternal order by tgname`,
    )
    const ofTexts = textSources(RESOURCES).flatMap(({ table }) =>
      ['deleted', 'inserted', 'updated'].map((what) => `search_${table}_${what}`),
    )
    const ofDocuments = engine === 'sqlite' ? 'search_documents_deleted' : 'search_documents_changed'
    expect(triggers.map(({ name }) => name)).toEqual([ofDocuments, 'task_labels_deleted', ...ofTexts].sort())
    if (engine === 'postgres') return
    const virtual = await outside.query(`select name from pragma_table_list where type = 'virtual'`)
    expect(virtual).toEqual([{ name: 'search_index' }])
    const ordered = await outside.query(
      `select name from pragma_table_list where schema = 'main' and type = 'table' and wr = 1 order by name`,
    )
    expect(ordered.map(({ name }) => name)).toEqual([...KEY_ORDERED])
  })

  test('queue the texts that there are already for the index', async () => {
    await using target = await emptyDatabase(engine)
    using folder = migrationsFolder(engine, [])
    const indexing = listMigrations(engine).findIndex((name) => name.endsWith('_search-index'))
    folder.keep(indexing)
    await target.migrate(folder.path)
    await target.query(
      `insert into organizations (id, name, slug, time_zone, created_at) values ('a', 'a', 'a', 'UTC', 1)`,
    )
    await target.query(`insert into tasks (organization_id, id, title, description, status, priority, labels, created_at, updated_at)
      values ('a', 'b', 'Roses', '', 'todo', 'none', '[]', 1, 1)`)
    await target.migrate(join(ROOT, 'drizzle', engine))
    expect(await target.query('select * from search_queue')).toEqual([
      { organization_id: 'a', kind: 'task', id: 'b', parent_id: null },
    ])
  })

  test('keep what notifications are about', async () => {
    await using target = await emptyDatabase(engine)
    using folder = migrationsFolder(engine, [])
    folder.keep(listMigrations(engine).findIndex((name) => name.endsWith('_notifications-about')))
    await target.migrate(folder.path)
    await target.query(
      `insert into organizations (id, name, slug, time_zone, created_at) values ('a', 'a', 'a', 'UTC', 1)`,
    )
    const columns = 'task_id, comment_id, conversation_id, message_id'
    await target.query(`insert into notifications (organization_id, member_id, id, kind, created_at, ${columns})
      values ('a', 'm', '1', 'task_assigned', 1, 't', null, null, null), ('a', 'm', '2', 'mention', 1, 't', 'c', null, null),
        ('a', 'm', '3', 'mention', 1, null, null, 'v', 'e'), ('a', 'm', '4', 'invitation_accepted', 1, null, null, null, null)`)
    await target.migrate(join(ROOT, 'drizzle', engine))
    const rows = await target.query('select id, cast(about as text) as about from notifications order by id')
    expect(rows.map(({ id, about }) => `${id} ${about}`)).toEqual([
      '1 {"task":"t"}',
      '2 {"task":"t","comment":"c"}',
      '3 {"conversation":"v","message":"e"}',
      '4 null',
    ])
  })

  test('are applied once, in their order', async () => {
    await using target = await emptyDatabase(engine)
    using folder = migrationsFolder(engine, ['create table one (id text primary key)'])
    expect(await target.migrate(folder.path)).toBe(listMigrations(engine).length + 1)
    expect(await target.migrate(folder.path)).toBe(0)
    folder.add(`insert into one values ('a')`, `insert into one select id || 'b' from one`)
    expect(await target.migrate(folder.path)).toBe(2)
    expect(await target.query('select id from one order by id')).toEqual([{ id: 'a' }, { id: 'ab' }])
    expect(await target.migrate(folder.path)).toBe(0)
  })

  test('leave nothing behind when one of them fails', async () => {
    await using target = await emptyDatabase(engine)
    const good = `insert into organizations (id, name, slug, time_zone, created_at) values ('a', 'a', 'a', 'UTC', 1)`
    using broken = migrationsFolder(engine, [`${good}${BREAK}insert into nowhere values ('b')`])
    const error = await failure(Promise.try(() => target.migrate(broken.path)))
    expect(error.message).toContain('nowhere')
    expect(await databaseShape(engine, target.query)).toEqual({})
    using mended = migrationsFolder(engine, [good])
    expect(await target.migrate(mended.path)).toBe(listMigrations(engine).length + 1)
    expect(await target.query('select id from organizations')).toEqual([{ id: 'a' }])
  })

  test('are applied once by two processes that start together', async () => {
    await using target = await emptyDatabase(engine)
    using data = temporaryFolder()
    const start = () =>
      Bun.spawn([process.execPath, 'src/main.ts', 'migrate'], {
        cwd: ROOT,
        env: { DATABASE_URL: target.url, DATA_DIR: data.path },
        stdout: 'ignore',
        stderr: 'pipe',
      })
    const processes = [start(), start(), start()]
    const complaints = await Promise.all(processes.map((one) => new Response(one.stderr).text()))
    expect(complaints).toEqual(['', '', ''])
    expect(await Promise.all(processes.map((one) => one.exited))).toEqual([0, 0, 0])
    expect(await databaseShape(engine, target.query)).toEqual(schemaShape(engine))
    const journal = engine === 'sqlite' ? '__drizzle_migrations' : 'drizzle.__drizzle_migrations'
    expect(await target.query(`select hash from ${journal}`)).toHaveLength(listMigrations(engine).length)
  })
})

describe('The migrations of SQLite', () => {
  const PARENT_AND_CHILD = `
    create table parent (id text primary key)${BREAK}
    create table child (id text primary key, parent_id text not null references parent (id) on delete cascade)${BREAK}
    insert into parent values ('ada'), ('grace')${BREAK}
    insert into child values ('1', 'ada'), ('2', 'grace')`

  test('keep the children when a parent is rebuilt, which drops its table', async () => {
    await using target = await emptyDatabase('sqlite')
    // As the generator writes it. Its PRAGMA does nothing inside a transaction.
    const rebuild = [
      'PRAGMA foreign_keys=OFF;',
      'CREATE TABLE `__new_parent` (`id` text PRIMARY KEY NOT NULL, `name` text);',
      'INSERT INTO `__new_parent`("id", "name") SELECT "id", "id" FROM `parent`;',
      'DROP TABLE `parent`;',
      'ALTER TABLE `__new_parent` RENAME TO `parent`;',
      'PRAGMA foreign_keys=ON;',
    ].join(BREAK)
    using folder = migrationsFolder('sqlite', [PARENT_AND_CHILD, rebuild])
    await target.migrate(folder.path)
    expect(await target.query('select * from parent order by id')).toEqual([
      { id: 'ada', name: 'ada' },
      { id: 'grace', name: 'grace' },
    ])
    expect(await target.query('select * from child order by id')).toEqual([
      { id: '1', parent_id: 'ada' },
      { id: '2', parent_id: 'grace' },
    ])
  })

  test('that leave a child without its parent are refused, and nothing is changed', async () => {
    await using target = await emptyDatabase('sqlite')
    using folder = migrationsFolder('sqlite', [PARENT_AND_CHILD])
    await target.migrate(folder.path)
    folder.add(`create table third (id text)${BREAK}delete from parent where id = 'ada'`)
    const error = await failure(Promise.try(() => target.migrate(folder.path)))
    expect(error).toBeInstanceOf(MigrationError)
    expect(error.message).toContain('child')
    expect(error.message).toContain('parent')
    expect(await target.query('select id from parent')).toEqual([{ id: 'ada' }, { id: 'grace' }])
    expect(await databaseShape('sqlite', target.query)).not.toHaveProperty('third')
  })

  test('watch the foreign keys of the connection again afterwards', async () => {
    await using target = await emptyDatabase('sqlite')
    using folder = migrationsFolder('sqlite', [PARENT_AND_CHILD])
    const db = new Sqlite(target.url)
    try {
      migrateSqlite(db, folder.path)
      expect(() => db.exec(`insert into child values ('3', 'nobody')`)).toThrow('FOREIGN KEY')
    } finally {
      db.close()
    }
  })

  test('that are all applied do not read the whole database again', async () => {
    await using target = await emptyDatabase('sqlite')
    using folder = migrationsFolder('sqlite', [PARENT_AND_CHILD])
    await target.migrate(folder.path)
    await target.query('pragma foreign_keys = off')
    await target.query(`delete from parent where id = 'ada'`)
    expect(await target.migrate(folder.path)).toBe(0)
  })
})

describe('The migrations of Postgres', () => {
  test('are applied once by two connections that begin together', async () => {
    await using target = await emptyDatabase('postgres')
    const clients = await Promise.all([connectPostgres(target.url, 1), connectPostgres(target.url, 1)])
    const applied = await Promise.all(clients.map((client) => migratePostgres(client)))
    await Promise.all(clients.map((client) => client.end()))
    expect(applied.sort()).toEqual([0, listMigrations('postgres').length])
  })

  test('can change rows that row security hides from the owner of the tables', async () => {
    await using owned = await databaseOwnedBy('')
    using folder = migrationsFolder('postgres', [])
    const client = await connectPostgres(owned.url, 1)
    await migratePostgres(client, folder.path)
    await using outside = await outsider(owned.superuserUrl)
    await outside.query(
      `insert into organizations (id, name, slug, time_zone, created_at) values ('a', 'a', 'a', 'UTC', 1)`,
    )
    folder.add(`update organizations set name = 'changed'`)
    expect(await migratePostgres(client, folder.path)).toBe(1)
    await client.end()
    expect(await outside.query('select name from organizations')).toEqual([{ name: 'changed' }])
  })
})

/** An empty database, which can be migrated from any folder. */
async function emptyDatabase(engine: Engine) {
  const folder = temporaryFolder()
  const server = engine === 'postgres' ? await postgresServer() : null
  const url = server ? await server.createEmptyDatabase() : join(folder.path, 'empty.sqlite')
  const outside = await outsider(url)
  return {
    url,
    query: outside.query,
    async migrate(migrations: string): Promise<number> {
      if (engine === 'sqlite') {
        const connection = new Sqlite(url)
        try {
          return migrateSqlite(connection, migrations)
        } finally {
          connection.close()
        }
      }
      const client = await connectPostgres(url, 1)
      try {
        return await migratePostgres(client, migrations)
      } finally {
        await client.end()
      }
    },
    async [Symbol.asyncDispose]() {
      await outside[Symbol.asyncDispose]()
      await server?.dropDatabase(url)
      folder[Symbol.dispose]()
    },
  }
}

/** The migrations of an engine, with more after them. */
function migrationsFolder(engine: Engine, more: string[]) {
  const { path, [Symbol.dispose]: dispose } = temporaryFolder()
  cpSync(join(ROOT, 'drizzle', engine), path, { recursive: true })
  const journalPath = join(path, 'meta/_journal.json')
  const add = (...texts: string[]) => {
    const journal = JSON.parse(readFileSync(journalPath, 'utf8'))
    for (const text of texts) {
      const last = journal.entries.at(-1)
      const tag = `${journal.entries.length}_more`
      journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag })
      writeFileSync(join(path, `${tag}.sql`), text)
    }
    writeFileSync(journalPath, JSON.stringify(journal))
  }
  add(...more)
  /** Forgets all but the first. */
  const keep = (count: number) => {
    const journal = JSON.parse(readFileSync(journalPath, 'utf8'))
    writeFileSync(journalPath, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }))
  }
  return { path, add, keep, [Symbol.dispose]: dispose }
}
