import { describe, expect, test } from 'bun:test'
import {
  APART,
  batchStatement,
  compileForPostgres,
  compileForSqlite,
  type RowShape,
  statement,
} from '../../src/db/statement.ts'
import { ClosedHandleError } from '../../src/db/transaction-handle.ts'
import { onEachEngine } from '../app.ts'
import { failure, sharedDatabase } from './database.ts'

const SHAPE: RowShape = { person_id: 'text', day: 'int', core: 'bool' }

describe('A statement for SQLite', () => {
  test('has a place for each mention of a value', () => {
    expect(compileForSqlite('select :a, :b_c, :a')).toEqual({
      sql: 'select +?, +?, +?',
      parameters: ['a', 'b_c', 'a'],
    })
  })

  test('finds the columns of a row in the row, wherever the rows stand', () => {
    const text = 'insert into t select :organization_id, r.day from :rows as r where r.day > :day'
    expect(compileForSqlite(text, SHAPE)).toEqual({
      sql: 'insert or fail into t select +?, r.day from (select +? as "person_id", +? as "day", +? as "core") as r where r.day > +?',
      parameters: ['organization_id', 'rows.person_id', 'rows.day', 'rows.core', 'day'],
    })
  })

  test('reads many rows from one document, and begins with them', () => {
    const text = 'select p.id from :rows as r join people p on p.id = r.person_id where p.day > :day'
    expect(compileForSqlite(text, { person_id: 'text', day: 'int' }, 'document')).toEqual({
      sql:
        'select p.id from (select value ->> 0 as "person_id", value ->> 1 as "day" from jsonb_each(jsonb(+?))) as r' +
        ' cross join people p on p.id = r.person_id where p.day > +?',
      parameters: [null, 'day'],
    })
  })

  test('is given some rows as plain values', () => {
    const text = 'insert into t select :organization_id, r.day from :rows as r'
    expect(compileForSqlite(text, { day: 'int', core: 'bool' }, 2)).toEqual({
      sql: 'insert or fail into t select +?, r.day from (select column1 as "day", column2 as "core" from (values (?, ?), (?, ?))) as r',
      parameters: ['organization_id', 'rows.day', 'rows.core', 'rows.day', 'rows.core'],
    })
  })

  test('has a value called rows when it is no batch', () => {
    expect(compileForSqlite('select :rows')).toEqual({ sql: 'select +?', parameters: ['rows'] })
  })
})

describe('A statement for Postgres', () => {
  test('has one numbered place for all mentions of a value', () => {
    expect(compileForPostgres('select :a, :b_c, :a, :d')).toEqual({
      sql: 'select $1, $2, $1, $3',
      parameters: ['a', 'b_c', 'd'],
    })
  })

  test('reads the rows from one document', () => {
    expect(compileForPostgres('select :a, r.day from :rows as r where :a < :b', SHAPE)).toEqual({
      sql:
        'select $1, r.day from (select * from json_to_recordset(cast(cast($2 as text) as json))' +
        ' as x("person_id" text, "day" bigint, "core" boolean)) as r where $1 < $3',
      parameters: ['a', null, 'b'],
    })
  })

  test('takes JSON of a row for a text until it is read', () => {
    expect(compileForPostgres('select r.kept from :rows as r', { day: 'int', kept: 'json' }).sql).toBe(
      'select r.kept from (select "day" as "day", cast("kept" as json) as "kept" from' +
        ' json_to_recordset(cast(cast($1 as text) as json)) as x("day" bigint, "kept" text)) as r',
    )
  })

  test('has a value called rows when it is no batch', () => {
    expect(compileForPostgres('select :rows')).toEqual({ sql: 'select $1', parameters: ['rows'] })
  })
})

onEachEngine('A statement', (engine) => {
  const database = sharedDatabase(engine)
  const insertText = `
    insert into people (organization_id, id, external_id, name, created_at)
    select :organization_id, r.id, r.external_id, cast(:name as text), r.created_at from :rows as r
    where true on conflict do nothing returning id`
  const insertPeople = batchStatement({ id: 'text', external_id: 'text', created_at: 'int' })<
    { id: string },
    { name: string | null }
  >(insertText)
  const insertApart = batchStatement(
    { id: 'text', external_id: 'text', created_at: 'int' },
    APART,
  )<{ id: string }, { name: string | null }>(insertText)
  const listPeople = statement<{ from: number; until: number }, { id: string; created_at: number }>(`
    select id, created_at from people where organization_id = :organization_id
      and created_at between :from and :until order by id`)

  test('runs for each row, gives what it returns, and keeps numbers, texts and nulls as they are', async () => {
    const { db } = await database()
    await db.instance.write((tx) =>
      tx.insert(tx.tables.organizations).values({
        ...{ id: 'here', name: 'here', slug: 'here', time_zone: 'UTC', created_at: 1 },
      }),
    )
    const rows = [
      { id: 'a', external_id: 'with "quotes" and \\ and ü', created_at: 1_795_219_965_599 },
      { id: 'b', external_id: null, created_at: Number.MAX_SAFE_INTEGER },
      { id: 'c', external_id: 'null', created_at: -1 },
      { id: 'd', external_id: '{"a":[1,"\\"\\\\"]}, (}\n', created_at: -2 },
    ]
    const returned = await db.for('here').write((tx) => tx.each(insertPeople, rows, { name: null }))
    expect(returned.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'd'])
    expect(await db.for('here').write((tx) => tx.each(insertPeople, rows, { name: 'again' }))).toEqual([])
    const stored = await db.for('here').read((q) => q.select().from(q.tables.people))
    expect(stored.sort((x, y) => (x.id < y.id ? -1 : 1))).toEqual(
      rows.map((row) => ({ ...row, organization_id: 'here', name: null, properties: null })),
    )
    const found = await db.for('here').read((q) => q.all(listPeople, { from: 0, until: 1_795_219_965_599 }))
    expect(found).toEqual([{ id: 'a', created_at: 1_795_219_965_599 }])
  })

  if (engine === 'sqlite') {
    test('of many rows leaves none behind where the database has ended the transaction', async () => {
      const { db } = await database()
      await db.instance.write((tx) =>
        tx.insert(tx.tables.organizations).values({
          ...{ id: 'apart', name: 'apart', slug: 'apart', time_zone: 'UTC', created_at: 1 },
        }),
      )
      const rows = Array.from({ length: 2_000 }, (_, i) => ({
        ...{ id: `apart ${i}`, external_id: null, created_at: 7 },
      }))
      // As SQLite does by itself where the disk is full.
      const end = statement('rollback')
      const both = db
        .for('apart')
        .write((tx) => Promise.all([tx.each(insertApart, rows, { name: null }), tx.all(end)]))
      expect(await failure(both)).toBeInstanceOf(ClosedHandleError)
      expect(await db.for('apart').read((q) => q.all(listPeople, { from: 7, until: 7 }))).toEqual([])
    })
  }

  test('sends nothing for no rows', async () => {
    const { db } = await database()
    const before = db.stats.count
    const broken = batchStatement({ id: 'text' })('this is no SQL :rows')
    expect(await db.instance.write((tx) => tx.within('here').each(broken, []))).toEqual([])
    expect(db.stats.count).toBe(before)
  })

  test('says which of its values is missing', async () => {
    const { db } = await database()
    const without = (values: object) => db.for('here').read((q) => q.all(listPeople, values as never))
    expect((await failure(without({ from: 0 }))).message).toContain('until')
  })
})
