/**
 * Postgres: every read and write is a transaction that first says for which organization it is,
 * and row-level security refuses the rows of others even where a condition was forgotten (see
 * row-security.ts). That statement travels together with the first query, so it costs no round
 * trip of its own. Statements are prepared and kept by each connection.
 *
 * The driver is patched (patches/): as published, a connection lost in the middle of a transaction
 * throws where nobody can catch it, and is never usable again. Upstream: porsager/postgres#1066.
 */
import { sql } from 'drizzle-orm'
import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core'
import { drizzle, PostgresJsSession } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { Turns } from '../lib/turns.ts'
import { type Body, EngineDatabase, withHandle } from './database.ts'
import { isConflict } from './errors.ts'
import {
  type Builder,
  type Capabilities,
  ClosedHandleError,
  type RecordedFact,
  type Recorder,
  type Runner,
  type Settler,
  type Transaction,
} from './handle.ts'
import type { QueryStats } from './query-stats.ts'
import { passesRowSecurity, TENANT_ROLE } from './row-security.ts'
import { postgresSchema } from './schema-postgres.ts'
import { postgresSearch } from './search/postgres.ts'
import {
  batchStatement,
  type CompiledStatement,
  compileForPostgres,
  type RowShape,
  type StatementValues,
  statement,
} from './statement.ts'
import { storable, storableList } from './storable.ts'

const CONNECTIONS = 10
/** What runs exclusively holds a connection all the while: the others are left for its queries. */
const EXCLUSIVE_AT_ONCE = 4
const CONFLICT_RETRIES = 3
const RECONNECT_AFTER_S = 0.25
const CHANGES_CHANNEL = 'almanac_changes'

/** bigint and numeric arrive as text by default; all of ours fit a number exactly. */
const numbers = {
  to: 20,
  from: [20, 1700],
  parse: Number,
  serialize: (value: unknown) => String(value),
}

export type PostgresClient = postgres.Sql<{ numbers: number }>

export function connectPostgres(url: string, connections = CONNECTIONS): PostgresClient {
  return postgres(url, {
    max: connections,
    types: { numbers },
    onnotice: () => {},
    connect_timeout: 10,
    // The default grows to 20 s, and each attempt answers only one of those who wait.
    backoff: () => RECONNECT_AFTER_S,
    connection: { application_name: 'almanac' },
  })
}

export class PostgresDatabase extends EngineDatabase {
  readonly engine = 'postgres'
  /** Nothing is held here, and each transaction costs a dozen round trips. */
  readonly bulkSize = 1_000
  readonly #client: PostgresClient
  readonly #recorder: Recorder
  readonly #settler: Settler
  readonly #exclusiveTurns = new Turns(EXCLUSIVE_AT_ONCE)
  /** Superusers ignore row-level security: their transactions step down to this role. */
  readonly #stepDownTo: string
  /** Tells the notices of this process from those of others. */
  readonly #processId = crypto.randomUUID()

  private constructor(client: PostgresClient, recorder: Recorder, settler: Settler, stepDownTo: string) {
    super()
    this.#client = client
    this.#recorder = recorder
    this.#settler = settler
    this.#stepDownTo = stepDownTo
    // Sets the parsers that the builder expects on the client, once for all its transactions.
    drizzle(client)
  }

  /** @param client Connected to a migrated database; it is closed with this. */
  static async open(client: PostgresClient, recorder: Recorder, settler: Settler): Promise<PostgresDatabase> {
    const stepDownTo = (await passesRowSecurity(client)) ? TENANT_ROLE : 'none'
    const database = new PostgresDatabase(client, recorder, settler, stepDownTo)
    await client.listen(
      CHANGES_CHANNEL,
      (processId) => processId !== database.#processId && database.tellListeners(null),
      // Listening again after a lost connection: nobody knows what was missed.
      () => database.tellListeners(null),
    )
    return database
  }

  async exclusively<T>(name: string, fn: () => Promise<T>): Promise<T | undefined> {
    using _turn = await this.#exclusiveTurns.next()
    const connection = await this.#client.reserve()
    try {
      const [lock] = await connection`select pg_try_advisory_lock(hashtextextended(${name}, 0)) as taken`
      if (!lock?.taken) return undefined
      try {
        return await fn()
      } finally {
        await connection`select pg_advisory_unlock(hashtextextended(${name}, 0))`
      }
    } finally {
      connection.release()
    }
  }

  async refreshStatistics(): Promise<void> {
    await this.#client`analyze`
  }

  openConnections(): number {
    return this.#client.options.max
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end({ timeout: 5 })
  }

  protected inReadTransaction<T>(organizationId: string, fn: Body<T>): Promise<T> {
    return this.#inTransaction(organizationId, 'on', fn, [], ONE_STATE)
  }

  protected inSnapshot<T>(organizationId: string, fn: Body<T>): Promise<T> {
    return this.#inTransaction(organizationId, 'on', fn, [], ONE_STATE)
  }

  protected async inWriteTransaction<T>(
    organizationId: string,
    fn: Body<T>,
    facts: RecordedFact[],
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#inTransaction(organizationId, 'off', fn, facts)
      } catch (error) {
        if (!isConflict(error) || attempt > CONFLICT_RETRIES) throw error
        // Rolled back as a whole, so that nothing of it is there: it may run again.
        facts.length = 0
        this.stats.retries += 1
        await Bun.sleep(attempt * attempt * 10 * (0.5 + Math.random()))
      }
    }
  }

  async #inTransaction<T>(
    organizationId: string,
    readOnly: 'on' | 'off',
    fn: Body<T>,
    facts: RecordedFact[],
    mode = EACH_ITS_STATE,
  ): Promise<T> {
    const transaction: Transaction = {
      runner: null,
      tables: postgresSchema,
      can: capabilities,
      recorder: this.#recorder,
      settler: this.#settler,
      facts,
    }
    try {
      const result = await this.#client.begin(mode, async (connection) => {
        const entered = connection
          .unsafe(ENTER, [organizationId, this.#stepDownTo, readOnly], { prepare: true })
          .execute()
        transaction.runner = runnerOn(connection, this.stats, () => transaction.runner !== null)
        const [outcome] = await Promise.all([withHandle(transaction, organizationId, fn), entered])
        // Not `connection.notify`: that takes another connection from the pool, and may wait for it.
        if (facts.length > 0) await connection.unsafe(NOTIFY, [this.#processId], { prepare: true })
        return { outcome }
      })
      return (result as { outcome: T }).outcome
    } finally {
      // When the connection is lost `fn` may go on: what it sends would be outside any transaction.
      transaction.runner = null
    }
  }
}

const ENTER = `
  select set_config('app.organization_id', $1, true),
         set_config('role', $2, true),
         set_config('transaction_read_only', $3, true)`

/** Heard when the transaction commits. */
const NOTIFY = `select pg_notify('${CHANGES_CHANNEL}', $1)`

/** Each query sees what was committed before it. Writers rely on that: who waits for a lock sees what its holder did. */
const EACH_ITS_STATE = 'isolation level read committed'
/** Each sees what was committed before the first. */
const ONE_STATE = 'isolation level repeatable read'

type Connection = postgres.TransactionSql<{ numbers: number }>

/** @param isOpen Whether the transaction goes on: a query may be built inside it and sent later. */
function runnerOn(connection: Connection, stats: QueryStats, isOpen: () => boolean): Runner {
  let builder: Builder | undefined
  const execute = async (compiled: CompiledStatement, values: StatementValues, rows?: StatementValues[]) => {
    const binds = compiled.parameters.map((name) =>
      name === null ? documentOf(rows) : boundValue(values, name),
    )
    return await counted(connection.unsafe(compiled.sql, binds, { prepare: true }), compiled.sql, stats)
  }
  return {
    get builder() {
      builder ??= builderOn(connection, stats, isOpen)
      return builder
    },
    run: (text, values) => execute(compiled(text), values),
    runBatch: (text, shape, rows, values) => execute(compiled(text, shape), values, rows),
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
 * `unsafe(text, values)`: here the same with `prepare`, and counted.
 */
function builderOn(connection: Connection, stats: QueryStats, isOpen: () => boolean): Builder {
  const dialect = new PgDialect()
  const client = {
    unsafe: (text: string, values: never[]) => {
      if (!isOpen()) throw new ClosedHandleError()
      const query = connection.unsafe(text, values.map(storable), { prepare: true })
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
  try {
    return await query
  } finally {
    stats.finished(text, startedAt)
  }
}

const lockRows = batchStatement({ person_id: 'text' })(`
  select id from people
  where organization_id = :organization_id and id in (select r.person_id from :rows as r)
  order by id for no key update`)

const lockTaskRows = batchStatement({ task_id: 'text' })(`
  select id from tasks
  where organization_id = :organization_id and id in (select r.task_id from :rows as r)
  order by id for no key update`)

const shareProjectRows = batchStatement({ project_id: 'text' })(`
  select id from projects
  where organization_id = :organization_id and id in (select r.project_id from :rows as r)
  order by id for share`)

const shareLock = statement(
  `select pg_advisory_xact_lock_shared(hashtextextended(:organization_id, 0)) is null as taken`,
)
const holdLock = statement(
  `select pg_advisory_xact_lock(hashtextextended(:organization_id, 0)) is null as taken`,
)

const stopSorting = statement(`select set_config('enable_sort', 'off', true) is null as set`)

const capabilities: Capabilities = {
  readInIndexOrder: async (q) => void (await q.all(stopSorting)),
  lockPeople: async (tx, personIds) => {
    await tx.each(
      lockRows,
      personIds.map((person_id) => ({ person_id })),
    )
  },
  lockTasks: async (tx, taskIds) => {
    await tx.each(
      lockTaskRows,
      taskIds.map((task_id) => ({ task_id })),
    )
  },
  shareProjects: async (tx, projectIds) => {
    await tx.each(
      shareProjectRows,
      projectIds.map((project_id) => ({ project_id })),
    )
  },
  oneOf: (column, values) =>
    sql`${column} = any(array(select json_array_elements_text(cast(cast(${storableList(values)} as text) as json))))`,
  // It takes the one that is meant where conditions are on bare columns and order is not to be sorted.
  through: (table) => sql`${table}`,
  shareOrganization: async (tx) => void (await tx.all(shareLock)),
  lockOrganization: async (tx) => void (await tx.all(holdLock)),
  ...postgresSearch,
}
