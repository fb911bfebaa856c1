/**
 * Hot SQL, written once and kept prepared.
 *
 * drizzle's builder is for ordinary queries. Where a query runs for every event or every request,
 * building it would cost ten times its execution: such SQL is a constant text that both engines
 * understand, compiled once per engine.
 *
 *   statement<{ day: number }, { dau: number }>(`
 *     select dau from organization_days where organization_id = :organization_id and day = :day`)
 *
 *   batchStatement({ person_id: 'text', day: 'int' })<{ person_id: string }>(`
 *     insert into … select :organization_id, r.person_id, r.day from :rows as r
 *     where true on conflict do nothing returning person_id`)
 *
 * `:organization_id` is filled from the handle, never by the caller. A batch statement runs for
 * each of many rows: on SQLite it is executed row by row, which is cheapest there; on Postgres the
 * rows travel as one JSON document, which saves the round trips and keeps the text constant.
 * The `where true` before `on conflict` is for SQLite's parser.
 */
export type ColumnKind = 'text' | 'int' | 'bool'
export type RowShape = Record<string, ColumnKind>

type ValueOf = { text: string | null; int: number | null; bool: boolean | null }
export type RowOf<Shape extends RowShape> = { [K in keyof Shape]: ValueOf[Shape[K]] }

export type StatementValue = string | number | boolean | null
export type StatementValues = Record<string, StatementValue>

declare const values: unique symbol
declare const result: unique symbol

export interface Statement<Values extends StatementValues, Result> {
  readonly text: string
  readonly [values]?: Values
  readonly [result]?: Result
}

export interface BatchStatement<Shape extends RowShape, Values extends StatementValues, Result> {
  readonly text: string
  readonly shape: Shape
  readonly [values]?: Values
  readonly [result]?: Result
}

export function statement<Values extends StatementValues = Record<never, never>, Result = never>(
  text: string,
): Statement<Values, Result> {
  return { text }
}

export function batchStatement<Shape extends RowShape>(shape: Shape) {
  return <Result = never, Values extends StatementValues = Record<never, never>>(
    text: string,
  ): BatchStatement<Shape, Values, Result> => ({ text, shape })
}

/** SQL for one engine, with the names of its parameters in the order of their places. */
export interface CompiledStatement {
  sql: string
  /** Names of single values; `null` is the place of the JSON document of rows (Postgres). */
  parameters: (string | null)[]
}

/** `?` for each value; the columns of `:rows` become values of their own, found in the row. */
export function compileForSqlite(text: string, shape?: RowShape): CompiledStatement {
  const parameters: string[] = []
  const sql = text.replace(NAMED, (_, name: string) => {
    if (name !== 'rows' || !shape) {
      parameters.push(name)
      return '?'
    }
    const columns = Object.keys(shape)
    parameters.push(...columns.map((column) => `rows.${column}`))
    return `(select ${columns.map((column) => `? as "${column}"`).join(', ')})`
  })
  return { sql, parameters }
}

/** `$n` for each value; `:rows` becomes a record set read from one JSON document. */
export function compileForPostgres(text: string, shape?: RowShape): CompiledStatement {
  const parameters: (string | null)[] = []
  const place = (name: string | null) => {
    const known = parameters.indexOf(name)
    return `$${known === -1 ? parameters.push(name) : known + 1}`
  }
  const sql = text.replace(NAMED, (_, name: string) => {
    if (name !== 'rows' || !shape) return place(name)
    const columns = Object.entries(shape).map(([column, kind]) => `"${column}" ${POSTGRES_TYPES[kind]}`)
    return `(select * from json_to_recordset(cast(cast(${place(null)} as text) as json)) as x(${columns.join(', ')}))`
  })
  return { sql, parameters }
}

const NAMED = /:([a-z_]+)\b/g
const POSTGRES_TYPES: Record<ColumnKind, string> = { text: 'text', int: 'bigint', bool: 'boolean' }
