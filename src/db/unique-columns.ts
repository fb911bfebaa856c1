/** Postgres says which index was violated, not over which columns it is: the schema knows. */
import { getTableConfig, type IndexedColumn } from 'drizzle-orm/pg-core'
import type { Schema } from './schema.ts'
import { postgresSchema } from './schema-postgres.ts'

let columnsByName: Map<string, string[]> | undefined

/** @returns The columns of the unique index or primary key, none when the schema has no such. */
export function uniqueColumns(name = ''): readonly string[] {
  columnsByName ??= new Map(Object.values(postgresSchema()).flatMap(uniqueRulesOf))
  return columnsByName.get(name) ?? []
}

type Table = Schema[keyof Schema]

function uniqueRulesOf(table: Table): [name: string, columns: string[]][] {
  const { name, columns, indexes, primaryKeys } = getTableConfig(table)
  return [
    [`${name}_pkey`, columns.filter((column) => column.primary).map((column) => column.name)],
    ...primaryKeys.map((key): [string, string[]] => [
      key.getName(),
      key.columns.map((column) => column.name),
    ]),
    ...indexes
      .filter(({ config }) => config.unique)
      .map(({ config }): [string, string[]] => [
        config.name ?? '',
        // The schema indexes columns only, never expressions.
        config.columns.map((column) => (column as IndexedColumn).name ?? ''),
      ]),
  ]
}
