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
 * `:organization_id` is filled from the handle, never by the caller. A batch statement runs once for
 * all of its rows, which travel as one JSON document: that saves round trips on Postgres and
 * executions on SQLite, and keeps the text constant. The `where true` before `on conflict` is for
 * SQLite's parser.
 *
 * What comes of a row may depend on those beside it (a number that counts on). Where it does not, as of
 * most, `batchStatement({ … }, APART)` says so: many rows then hold the loop for no longer than some of
 * them take, and reach SQLite as plain values, some at a time.
 *
 * Where one of them is refused, those before it stay until the writer is rolled back, as it is by the
 * error: nothing that runs such a statement catches what it throws.
 */
/** `json` is JSON as a text. */
export type ColumnKind = 'text' | 'int' | 'bool' | 'json'
export type RowShape = Record<string, ColumnKind>

type ValueOf = { text: string | null; int: number | null; bool: boolean | null; json: string | null }
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
  /** See `APART`. */
  readonly isApart: boolean
  readonly [values]?: Values
  readonly [result]?: Result
}

/** That what comes of each row is the same whatever rows are given with it, and in which parts. */
export const APART = true

export function statement<Values extends StatementValues = Record<never, never>, Result = never>(
  text: string,
): Statement<Values, Result> {
  return { text }
}

export function batchStatement<Shape extends RowShape>(shape: Shape, isApart = false) {
  return <Result = never, Values extends StatementValues = Record<never, never>>(
    text: string,
  ): BatchStatement<Shape, Values, Result> => ({ text, shape, isApart })
}

/** SQL for one engine, with the names of its parameters in the order of their places. */
export interface CompiledStatement {
  sql: string
  /** Names of single values (`rows.day`: of a row alone); `null` is the place of the JSON document of rows. */
  parameters: (string | null)[]
}

/** How the rows of a batch reach SQLite: so many as plain values, or however many as one document. */
export type RowsAs = number | 'document'

/** Begins the names of values that come from a row. */
export const ROW_PREFIX = 'rows.'

/**
 * `+?` for each value, which is the same as `?` but for one thing: where a column is compared with
 * a bare `?`, SQLite may plan the statement anew whenever the value changes (its planner looks at
 * small integers), and planning takes five times as long as running.
 */
export function compileForSqlite(text: string, shape?: RowShape, as: RowsAs = 1): CompiledStatement {
  const parameters: (string | null)[] = []
  const sql = rowsFirst(text).replace(NAMED, (_, name: string) => {
    if (name === 'rows' && shape) return sqliteRows(Object.keys(shape), as, parameters)
    parameters.push(name)
    return '+?'
  })
  return { sql: as === 'document' ? sql : withoutJournal(sql), parameters }
}

/** Without statistics SQLite believes a table to be shorter than the document, and would begin there. */
function rowsFirst(text: string): string {
  return text.replace(/(:rows as \w+\s+)join\b/g, '$1cross join')
}

/**
 * To undo a statement of several rows by itself, SQLite copies each page that it changes, which takes a
 * third of the time of an insertion. It does so, too, where a function is called on the way.
 */
function withoutJournal(sql: string): string {
  return sql.replace(/^\s*insert into\b/, 'insert or fail into')
}

function sqliteRows(columns: string[], as: RowsAs, parameters: (string | null)[]): string {
  if (as === 'document') {
    parameters.push(null)
    return `(select ${columns.map((column, i) => `value ->> ${i} as "${column}"`).join(', ')} from jsonb_each(jsonb(+?)))`
  }
  for (let row = 0; row < as; row += 1) parameters.push(...columns.map((column) => ROW_PREFIX + column))
  if (as === 1) return `(select ${columns.map((column) => `+? as "${column}"`).join(', ')})`
  const row = `(${columns.map(() => '?').join(', ')})`
  const names = columns.map((column, i) => `column${i + 1} as "${column}"`).join(', ')
  return `(select ${names} from (values ${Array(as).fill(row).join(', ')}))`
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
    return postgresRows(shape, place(null))
  })
  return { sql, parameters }
}

function postgresRows(shape: RowShape, place: string): string {
  const columns = Object.entries(shape)
  const types = columns.map(([column, kind]) => `"${column}" ${POSTGRES_TYPES[kind]}`)
  const isPlain = columns.every(([, kind]) => kind !== 'json')
  const read = columns.map(([column, kind]) =>
    kind === 'json' ? `cast("${column}" as json)` : `"${column}"`,
  )
  const names = isPlain ? '*' : columns.map(([column], i) => `${read[i]} as "${column}"`).join(', ')
  return `(select ${names} from json_to_recordset(cast(cast(${place} as text) as json)) as x(${types.join(', ')}))`
}

const NAMED = /:([a-z_][a-z0-9_]*)\b/g
const POSTGRES_TYPES: Record<ColumnKind, string> = {
  ...{ text: 'text', int: 'bigint', bool: 'boolean' },
  /** As a text: in the document it is one. */
  json: 'text',
}
