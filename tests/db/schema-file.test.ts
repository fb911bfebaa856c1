/** A database that is empty is made by what the migrations come to, and is none other than they would have made. */
import { expect, test } from 'bun:test'
import { appendFileSync, cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { complaint } from '../../scripts/generate-migrations.ts'
import { dumpOnPostgres, dumpOnSqlite, writeSchemaFile } from '../../scripts/schema-file.ts'
import { migratePostgres, migrateSqlite } from '../../src/db/migrate.ts'
import { MIGRATIONS, readMigrations } from '../../src/db/migration-files.ts'
import { connectPostgres } from '../../src/db/postgres-client.ts'
import { SCHEMA_FILE, stepsFrom } from '../../src/db/schema-file.ts'
import { type Engine, onEachEngine } from '../app.ts'
import { moreMigrations } from '../older-databases.ts'
import { postgresServer } from '../postgres-server.ts'
import { catalogOf } from './catalog.ts'
import { outsider, temporaryFolder } from './database.ts'

const EMPTY = { applied: [], program: null, isUsed: false }
/** What the schema of today has none of, and a later migration may bring. */
const MORE: Record<Engine, string[]> = {
  sqlite: [
    `create table later (id integer primary key autoincrement, price real default 1.5, raw blob, said text not null default 'it''s',
      doubled integer generated always as (id * 2) stored, check (price > 0), unique (price, said)) strict`,
    `create index later_prices on later (price desc, upper(said)) where price > 2`,
    `create view dear as select * from later where price > 10`,
    `insert into later (price, raw, said) values (2.5, x'00ff', 'a;''b'), (3, null, '')`,
  ],
  postgres: [
    `create table later (id bigint primary key generated always as identity, price numeric(8, 2) default 1.5, raw bytea,
      said text collate "C" not null default 'it''s', doubled bigint generated always as (4 * 2) stored, tags text[],
      constraint dear check (price > 0), unique (price, said)) with (fillfactor = 60, autovacuum_enabled = false)`,
    'alter table later rename column tags to labels',
    'alter table later alter column labels set not null',
    'alter table later alter column labels set statistics 500, alter column raw set storage external, alter column price set (n_distinct = 7)',
    `create index later_prices on later using btree (price desc nulls last, upper(said) text_pattern_ops) where price > 2`,
    `create index later_labels on later using gin (labels) with (fastupdate = off)`,
    `create function later_said() returns trigger language plpgsql as $$ begin return new; end $$`,
    `create trigger later_said before update of price on later for each row when (new.price > 1) execute function later_said()`,
    'alter table later enable row level security',
    'create policy few on later as restrictive for update using (price > 1) with check (price > 2)',
    `comment on table later is 'it''s late'; comment on column later.price is 'in cents'; comment on index later_prices is 'dear';
     comment on constraint dear on later is 'more'; comment on function later_said() is 'said'; comment on policy few on later is 'few'`,
    `insert into later (price, raw, said, labels) values (2.5, '\\x00ff', 'a;''b', '{x,"y z"}'), (3, null, '', '{}')`,
  ],
}

onEachEngine('The file of the schema', (engine) => {
  const migrations = join(MIGRATIONS, engine)

  test('makes in one step what all migrations make', async () => {
    const all = readMigrations(migrations)
    const steps = stepsFrom(EMPTY, { folder: migrations, migrations: all })
    expect(steps.map(({ name, applies }) => [name, applies])).toEqual([[`file ${SCHEMA_FILE}`, all]])
    expect(await catalogOfMade(engine, migrations)).toEqual(await catalogByAll(engine, migrations))
  })

  test('that was forgotten is complained of, and the migrations behind it follow', async () => {
    using more = moreMigrations()
    more.add('later', ...MORE[engine])
    const folder = join(more.path, engine)
    expect(complaint(more.path)).toStartWith(
      `drizzle/sqlite/${SCHEMA_FILE} is not what the migrations come to.`,
    )
    const names = () =>
      stepsFrom(EMPTY, { folder, migrations: readMigrations(folder) }).map(({ name }) => name)
    expect(names()).toEqual([`file ${SCHEMA_FILE}`, expect.stringMatching(/^migration \d+_later$/)])
    const byAll = await catalogByAll(engine, folder)
    expect(await catalogOfMade(engine, folder)).toEqual(byAll)
    await writeSchemaFile(folder, engine === 'sqlite' ? dumpOnSqlite : dumpOnPostgres)
    expect(names()).toEqual([`file ${SCHEMA_FILE}`])
    expect(await catalogOfMade(engine, folder)).toEqual(byAll)
  })

  test('is not used where a migration is not what it was, nor where it was changed itself', () => {
    using folder = temporaryFolder()
    const steps = () =>
      stepsFrom(EMPTY, { folder: folder.path, migrations: readMigrations(folder.path) }).length
    const all = readMigrations(migrations).length
    for (const name of ['0001_identity.sql', SCHEMA_FILE]) {
      cpSync(migrations, folder.path, { recursive: true })
      expect(steps()).toBe(1)
      appendFileSync(join(folder.path, name), '\n')
      expect(steps()).toBe(all)
    }
  })

  test('is not used for an older schema, nor where there is one already', () => {
    const [first, ...others] = readMigrations(migrations)
    const of = (state: typeof EMPTY | { applied: number[] }, upTo?: number) =>
      stepsFrom({ ...EMPTY, ...state }, { folder: migrations, migrations: readMigrations(migrations), upTo })
    expect(of(EMPTY, others.length)).toHaveLength(others.length)
    expect(of(EMPTY, others.length + 1)).toHaveLength(1)
    expect(of({ applied: [first?.folderMillis ?? 0] })).toHaveLength(others.length)
  })
})

/** By whatever the folder has. */
async function catalogOfMade(engine: Engine, migrations: string): Promise<string[]> {
  using folder = temporaryFolder()
  const server = engine === 'postgres' ? await postgresServer() : null
  const url = server ? await server.createEmptyDatabase() : join(folder.path, 'made.sqlite')
  try {
    await (engine === 'sqlite' ? migrateFile : migrateDatabase)(url, migrations)
    await using outside = await outsider(url)
    return await catalogOf(engine, outside.query)
  } finally {
    await server?.dropDatabase(url)
  }
}

/** One migration after the other. */
async function catalogByAll(engine: Engine, migrations: string): Promise<string[]> {
  using folder = temporaryFolder()
  cpSync(migrations, folder.path, { recursive: true })
  rmSync(join(folder.path, SCHEMA_FILE))
  return await catalogOfMade(engine, folder.path)
}

function migrateFile(path: string, migrations: string): void {
  const db = new Sqlite(path)
  try {
    migrateSqlite(db, migrations)
  } finally {
    db.close()
  }
}

async function migrateDatabase(url: string, migrations: string): Promise<void> {
  const client = await connectPostgres(url)
  try {
    await migratePostgres(client, migrations)
  } finally {
    await client.end()
  }
}
