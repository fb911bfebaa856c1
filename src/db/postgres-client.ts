/** How every connection to Postgres is made, whatever it is for. */
import type postgres from 'postgres'
import type { TimeLimits } from './time-limits.ts'

/** Of the pool: those for transactions. */
export const CONNECTIONS = 10
const CONNECT_WITHIN_SECONDS = 10
const RECONNECT_AFTER_SECONDS = 0.25

/** bigint and numeric arrive as text by default; all of ours fit a number exactly. */
const numbers = {
  to: 20,
  from: [20, 1700],
  parse: Number,
  serialize: (value: unknown) => String(value),
}

export type PostgresClient = postgres.Sql<{ numbers: number }>

interface Hooks {
  /** Hears the payloads of the channels that the connection listens to. */
  onnotify?: (channel: string, payload: string) => void
  onclose?: () => void
}

export async function connectPostgres(
  url: string,
  connections = 1,
  hooks: Hooks = {},
): Promise<PostgresClient> {
  // Loaded where it is used: who runs on SQLite does not wait for it.
  const [{ default: postgres }, { drizzle }] = await Promise.all([
    import('postgres'),
    import('drizzle-orm/postgres-js'),
  ])
  const client = postgres(url, {
    max: connections,
    types: { numbers },
    onnotice: () => {},
    connect_timeout: CONNECT_WITHIN_SECONDS,
    // The default grows to 20 s, and each attempt answers only one of those who wait.
    backoff: () => RECONNECT_AFTER_SECONDS,
    connection: { application_name: 'almanac' },
    // The driver takes `onnotify`, and its types do not know of it.
    ...(hooks as object),
  })
  // Sets the parsers that the builder expects on the client.
  drizzle(client)
  return client
}

/** What the server ends by itself, from now on, on the client's one connection. */
export async function limitTime(client: PostgresClient, limits: TimeLimits): Promise<void> {
  await client.unsafe(SETTINGS, [`${limits.idle_ms}`, `${limits.lock_ms}`, `${limits.statement_ms}`])
}

/**
 * `jit`: compiling pays for what takes seconds. A planner that was talked out of something reckons in
 * costs beyond all measure, and would compile for half a second with locks held.
 *
 * `tcp_keepalives`: who vanished with their machine holds locks until the server notices.
 *
 * Not in the connection's start, where a pooler in between would refuse what it does not know.
 */
const SETTINGS = `
  select set_config('jit', 'off', false),
         set_config('idle_in_transaction_session_timeout', $1, false),
         set_config('lock_timeout', $2, false),
         set_config('statement_timeout', $3, false),
         set_config('tcp_keepalives_idle', '10', false),
         set_config('tcp_keepalives_interval', '5', false),
         set_config('tcp_keepalives_count', '3', false)`
