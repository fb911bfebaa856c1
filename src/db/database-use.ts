/**
 * Who uses a database, in whatever process: any number together, or one alone who is going to replace
 * it. The system or the server takes it back from a process that dies.
 *
 *   server ├──────── shared ────────┤
 *   import      ├─ shared ─┤
 *   restore                  ✕ refused    ├── alone ──┤
 *   server                                      ✕ refused
 */
import Sqlite from 'better-sqlite3'
import { StartError } from '../lib/start-error.ts'
import { isBusy } from './errors.ts'
import { connectPostgres, limitTime } from './postgres-client.ts'
import { MIGRATION, WHOLE } from './time-limits.ts'

export type DatabaseUse = 'shared' | 'alone'

const LOCK = 'almanac:use'
const GOODBYE_SECONDS = 1
const TURN_PAUSE_MS = 50

export class BeingReplacedError extends StartError {
  constructor(name: string) {
    super(`${name}: a backup is being restored into this database. Wait until that is done.`)
  }
}

export class InUseError extends StartError {}

/** @param name The variable that leads to it. @throws BeingReplacedError */
export function shareSqlite(path: string, name: string): Disposable {
  const lock = lockOf(path)
  try {
    // A read takes the shared lock of SQLite, and the transaction keeps it.
    lock.exec('begin; select count(*) from sqlite_schema')
  } catch (error) {
    lock.close()
    throw isBusy(error) ? new BeingReplacedError(name) : error
  }
  return { [Symbol.dispose]: () => void lock.close() }
}

/** @throws InUseError */
export function takeSqliteAlone(path: string): Disposable {
  const lock = lockOf(path)
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    throw isBusy(error)
      ? new InUseError(`${path} is in use: stop the server that runs on it, and other commands of Almanac.`)
      : error
  }
  return { [Symbol.dispose]: () => void lock.close() }
}

/**
 * One upgrades a file at a time, and the others wait until it is done. On Postgres they wait for the
 * lock of the migrations.
 */
export async function takeUpgradeTurn(path: string): Promise<Disposable> {
  const lock = lockOf(path, 'upgrade')
  const until = performance.now() + MIGRATION.lock_ms
  for (;;) {
    try {
      lock.exec('begin exclusive')
      return { [Symbol.dispose]: () => void lock.close() }
    } catch (error) {
      if (isBusy(error) && performance.now() < until) {
        await Bun.sleep(TURN_PAUSE_MS)
        continue
      }
      lock.close()
      throw isBusy(error)
        ? new InUseError(`${path} is being upgraded by another process. Wait until that is done.`)
        : error
    }
  }
}

function lockOf(path: string, purpose = 'use'): Sqlite.Database {
  return new Sqlite(`${path}.lock-${purpose}`, { timeout: 0 })
}

/** @param send On a connection, for as long as which lives. @throws BeingReplacedError */
export async function sharePostgres(
  send: (text: string, values: string[]) => PromiseLike<Iterable<Record<string, unknown>>>,
): Promise<void> {
  const [row] = await send('select pg_try_advisory_lock_shared(hashtextextended($1, 0)) as taken', [LOCK])
  if (row?.taken !== true) throw new BeingReplacedError('DATABASE_URL')
}

/** @throws InUseError that says who uses it, as far as the server tells. */
export async function takePostgresAlone(url: string): Promise<AsyncDisposable> {
  const client = await connectPostgres(url)
  const end = () => client.end({ timeout: GOODBYE_SECONDS })
  try {
    await limitTime(client, WHOLE)
    const [row] = await client`select pg_try_advisory_lock(hashtextextended(${LOCK}, 0)) as taken`
    if (row?.taken === true) return { [Symbol.asyncDispose]: end }
    const users = await client<{ address: string | null }[]>`
      select host(a.client_addr) as address from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where l.locktype = 'advisory' and l.granted and l.pid <> pg_backend_pid()
        and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended(${LOCK}, 0)
        and l.database = (select oid from pg_database where datname = current_database())`
    const from = [...new Set(users.map(({ address }) => address ?? 'this machine'))].join(', ')
    throw new InUseError(
      `The database is in use by ${users.length === 1 ? 'another process' : `${users.length} processes`} of Almanac (from ${from}): stop all servers that run on it, and other commands.`,
    )
  } catch (error) {
    await end()
    throw error
  }
}
