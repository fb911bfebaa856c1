/** Queries on a connection: hot statements, and what the builder makes. All of them are prepared and counted. */
import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core'
import { PostgresJsSession } from 'drizzle-orm/postgres-js'
import type { Builder, QueryKit, Runner } from './handle.ts'
import { capabilities } from './postgres-capabilities.ts'
import type { PostgresConnection } from './postgres-connection.ts'
import { notingSession } from './query.ts'
import type { QueryStats } from './query-stats.ts'
import { postgresSchema } from './schema-postgres.ts'
import {
  type CompiledStatement,
  compileForPostgres,
  type RowShape,
  type StatementValues,
} from './statement.ts'
import { storable } from './storable.ts'
import { ClosedHandleError } from './transaction-handle.ts'

export interface Watching {
  /** Whether the transaction goes on: a query may be built inside it and sent later. */
  isOpen: () => boolean
  /** Hears of each text before it is sent. */
  onSend: (text: string) => void
}

export function runnerOn(connection: PostgresConnection, stats: QueryStats, watching: Watching): Runner {
  let builder: Builder | undefined
  const execute = async (compiled: CompiledStatement, values: StatementValues, rows?: StatementValues[]) => {
    const binds = connection.bind(() =>
      compiled.parameters.map((name) => (name === null ? documentOf(rows) : boundValue(values, name))),
    )
    watching.onSend(compiled.sql)
    return await counted(connection.send(compiled.sql, binds), compiled.sql, stats)
  }
  return {
    get builder() {
      builder ??= builderOn(connection, stats, watching)
      return builder
    },
    kit,
    runQuery: (sql, binds) => {
      watching.onSend(sql)
      return counted(connection.send(sql, binds).values(), sql, stats)
    },
    run: (text, values) => execute(compiled(text), values),
    runBatch: ({ text, shape }, rows, values) => execute(compiled(text, shape), values, rows),
  }
}

function boundValue(values: StatementValues, name: string) {
  const value = values[name]
  if (value === undefined) throw new Error(`a statement's value is missing: ${name}`)
  return storable(value)
}

function documentOf(rows: StatementValues[] = []): string {
  for (const row of rows) for (const name in row) storable(row[name])
  return JSON.stringify(rows)
}

const compiledTexts = new Map<string, CompiledStatement>()

function compiled(text: string, shape?: RowShape): CompiledStatement {
  const known = compiledTexts.get(text)
  if (known) return known
  const statement = compileForPostgres(text, shape)
  compiledTexts.set(text, statement)
  return statement
}

/**
 * drizzle sends unnamed statements, parsed anew each time. What it calls on the client is
 * `unsafe(text, values)`: here the same prepared, and counted.
 */
function builderOn(connection: PostgresConnection, stats: QueryStats, watching: Watching): Builder {
  const dialect = new PgDialect()
  const client = {
    unsafe: (text: string, values: never[]) => {
      if (!watching.isOpen()) throw new ClosedHandleError()
      watching.onSend(text)
      const query = connection.send(text, values.map(storable))
      void counted(query, text, stats).catch(() => {})
      return query
    },
  }
  const session = new PostgresJsSession(client as never, dialect, undefined)
  // The session belongs to drizzle's Postgres dialect; only its generic arguments differ.
  return new PgDatabase(dialect, session as never, undefined) as unknown as Builder
}

async function counted<T>(query: PromiseLike<T>, text: string, stats: QueryStats): Promise<T> {
  const startedAt = performance.now()
  let failure: unknown
  try {
    return await query
  } catch (error) {
    failure = error
    throw error
  } finally {
    stats.finished(text, startedAt, failure)
  }
}

/** Its session belongs to drizzle's Postgres dialect; only its generic arguments differ. */
const kit: QueryKit = {
  builder: new PgDatabase(new PgDialect(), notingSession as never, undefined) as unknown as Builder,
  tables: postgresSchema(),
  can: capabilities,
}
