/** What a table is made of, as the schema says it and as a database has it, in the same words. */
import { getTableConfig as postgresTable } from 'drizzle-orm/pg-core'
import { getTableConfig as sqliteTable } from 'drizzle-orm/sqlite-core'
import { postgresTables } from '../../src/db/schema-postgres.ts'
import { sqliteTables } from '../../src/db/schema-sqlite.ts'
import type { Engine } from '../app.ts'

type Query = (sql: string) => Promise<Record<string, any>[]>

interface TableShape {
  columns: Record<string, string>
  primary_key: string[]
  indexes: Record<string, string>
  foreign_keys: string[]
}

export type Shape = Record<string, TableShape>

export function schemaShape(engine: Engine): Shape {
  // The kit types both schemas as Postgres's; each engine's own function reads its own tables.
  const getTableConfig = (engine === 'sqlite' ? sqliteTable : postgresTable) as typeof postgresTable
  const tables = Object.values(engine === 'sqlite' ? sqliteTables : postgresTables()).map(getTableConfig)
  const names = (columns: { name: string }[]) => columns.map(({ name }) => name)
  const shapes = tables.map(({ name, columns, indexes, primaryKeys, foreignKeys }): [string, TableShape] => [
    name,
    {
      columns: Object.fromEntries(
        columns.map((column) => [
          column.name,
          columnText(column.getSQLType().replace(/ collate .*/, ''), column.notNull, column.default ?? null),
        ]),
      ),
      primary_key: [
        ...names(columns.filter((column) => column.primary)),
        ...primaryKeys.flatMap((key) => names(key.columns)),
      ],
      indexes: Object.fromEntries(
        indexes.map(({ config }) => [
          config.name,
          indexText(
            config.unique,
            config.columns.map((column) => ('name' in column ? String(column.name) : 'an expression')),
          ),
        ]),
      ),
      foreign_keys: foreignKeys
        .map((key) => {
          const { columns, foreignColumns, foreignTable } = key.reference()
          return foreignKeyText(
            names(columns),
            getTableConfig(foreignTable).name,
            names(foreignColumns),
            key.onDelete ?? 'no action',
          )
        })
        .sort(),
    },
  ])
  return Object.fromEntries(shapes)
}

export async function databaseShape(engine: Engine, query: Query): Promise<Shape> {
  const describe = engine === 'sqlite' ? sqliteTableShape : postgresTableShape
  const tables = await query(
    engine === 'sqlite'
      ? // Neither virtual tables nor what is below them: those stand in migrations alone.
        `select name from pragma_table_list
         where schema = 'main' and type = 'table' and name not like '\\_\\_%' escape '\\' and name not like 'sqlite%'`
      : `select tablename as name from pg_tables where schemaname = 'public'`,
  )
  const shapes: Shape = {}
  for (const { name } of tables) shapes[name] = await describe(query, name)
  return shapes
}

async function sqliteTableShape(query: Query, table: string): Promise<TableShape> {
  const columns = await query(`select * from pragma_table_info('${table}') order by cid`)
  const indexes = await query(
    `select name, "unique" as is_unique from pragma_index_list('${table}') where origin = 'c'`,
  )
  const keys = await query(`select * from pragma_foreign_key_list('${table}') order by id, seq`)
  const shape: TableShape = {
    columns: Object.fromEntries(
      columns.map(({ name, type, notnull, dflt_value }) => [
        name,
        columnText(type.toLowerCase(), notnull === 1, dflt_value),
      ]),
    ),
    primary_key: columns
      .filter(({ pk }) => pk > 0)
      .sort((a, b) => a.pk - b.pk)
      .map(({ name }) => name),
    indexes: {},
    foreign_keys: [...Map.groupBy(keys, ({ id }) => id).values()]
      .map((parts) =>
        foreignKeyText(
          parts.map(({ from }) => from),
          parts[0]?.table,
          parts.map(({ to }) => to),
          parts[0]?.on_delete,
        ),
      )
      .sort(),
  }
  for (const { name, is_unique } of indexes) {
    const parts = await query(`select name from pragma_index_info('${name}') order by seqno`)
    shape.indexes[name] = indexText(
      is_unique === 1,
      parts.map((part) => part.name),
    )
  }
  return shape
}

async function postgresTableShape(query: Query, table: string): Promise<TableShape> {
  const columns = await query(`
    select column_name, is_nullable, column_default,
      case data_type when 'ARRAY' then cast(cast(udt_name as regtype) as text) else data_type end as data_type
    from information_schema.columns
    where table_schema = 'public' and table_name = '${table}' order by ordinal_position`)
  const indexes = await query(`
    select c.relname as name, i.indisprimary, i.indisunique,
      array(select a.attname::text from unnest(i.indkey) with ordinality as k(attnum, place)
            join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum order by k.place) as columns
    from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = '${table}'::regclass`)
  const names = (list: string) => `array(select a.attname::text from unnest(${list[0]}.${list.slice(2)})
    with ordinality as k(attnum, place) join pg_attribute a on a.attnum = k.attnum
    and a.attrelid = ${list === 'c.conkey' ? 'c.conrelid' : 'c.confrelid'} order by k.place)`
  const keys = await query(`
    select ${names('c.conkey')} as columns, c.confrelid::regclass::text as target,
      ${names('c.confkey')} as target_columns, c.confdeltype as on_delete
    from pg_constraint c where c.conrelid = '${table}'::regclass and c.contype = 'f'`)
  return {
    columns: Object.fromEntries(
      columns.map(({ column_name, data_type, is_nullable, column_default }) => [
        column_name,
        columnText(data_type, is_nullable === 'NO', column_default),
      ]),
    ),
    primary_key: indexes.find(({ indisprimary }) => indisprimary)?.columns ?? [],
    indexes: Object.fromEntries(
      indexes
        .filter(({ indisprimary }) => !indisprimary)
        .map(({ name, indisunique, columns }) => [name, indexText(indisunique, columns)]),
    ),
    foreign_keys: keys
      .map(({ columns, target, target_columns, on_delete }) =>
        foreignKeyText(columns, target, target_columns, DELETE_ACTIONS[on_delete] ?? on_delete),
      )
      .sort(),
  }
}

const DELETE_ACTIONS: Record<string, string> = {
  ...{ a: 'no action', r: 'restrict', c: 'cascade', n: 'set null', d: 'set default' },
}

/** Defaults are compared without the quotes and casts that an engine puts around them. */
function columnText(type: string, notNull: boolean, byDefault: unknown): string {
  const value =
    byDefault === null
      ? ''
      : ` default ${String(byDefault)
          .replace(/::\w+$/, '')
          .replace(/^'(.*)'$/, '$1')}`
  return `${type}${notNull ? ' not null' : ''}${value}`
}

function indexText(isUnique: boolean, columns: string[]): string {
  return `${isUnique ? 'unique ' : ''}(${columns.join(', ')})`
}

function foreignKeyText(columns: string[], table: string, targets: string[], onDelete: string): string {
  return `(${columns.join(', ')}) to ${table} (${targets.join(', ')}), on delete ${onDelete.toLowerCase()}`
}
