/**
 * Whether what a standby shows is what the primary has committed.
 *
 * A position in the log says that only within one history. After a failover there may be two that part: a
 * standby that went on with the other is ahead of ours, and lacks what was committed here. So the timeline
 * that it receives must be the one that the primary writes.
 */
import type { ReplicaState } from './database.ts'
import { hasNoneLeft, isTransient } from './errors.ts'

type Row = Record<string, unknown>
type Send = (text: string) => PromiseLike<readonly Row[]>

/** Up to where the primary has written, and what it is. */
export interface Written {
  position: bigint
  timeline: number
  system: string
  database: string
  login: string
}

export interface Judgement {
  status: 'current' | Exclude<ReplicaState['status'], 'used' | 'away'>
  reason: string | null
  position: bigint
}

/**
 * A commit is flushed before anybody sees it or is answered, unless the server is told to answer earlier: then
 * what is not flushed counts, too.
 */
const WRITTEN = `
  select (case current_setting('synchronous_commit')
            when 'off' then pg_current_wal_insert_lsn() else pg_current_wal_flush_lsn() end)::text as position,
         ('x' || left(pg_walfile_name(pg_current_wal_flush_lsn()), 8))::bit(32)::int as timeline,
         (select system_identifier::text from pg_control_system()) as system,
         current_database()::text as database, session_user::text as login`

/** The position comes first: by the time that the rest is looked at, it cannot be of a later timeline. */
const REPLAYED = `
  select pg_last_wal_replay_lsn()::text as position,
         (select received_tli from pg_stat_wal_receiver where status = 'streaming') as timeline,
         pg_is_in_recovery() as is_standby,
         pg_has_role(session_user, 'pg_read_all_stats', 'usage') as sees_receiver,
         (select system_identifier::text from pg_control_system()) as system,
         current_database()::text as database, session_user::text as login`

/** @param send Of the primary. */
export async function readWritten(send: Send): Promise<Written> {
  const { position, timeline, system, database, login }: Row = (await send(WRITTEN))[0] ?? {}
  return {
    position: positionOf(String(position)),
    timeline: Number(timeline),
    ...{ system: String(system), database: String(database), login: String(login) },
  }
}

/** @param send Of the standby. */
export async function judgeStandby(written: Written, send: Send): Promise<Judgement> {
  const row: Row = (await send(REPLAYED))[0] ?? {}
  const position = row.position === null ? 0n : positionOf(String(row.position))
  return { ...judged(written, row, position), position }
}

/** Whether one that does not answer may well do so later, and is not refused. */
export function isAway(error: unknown): boolean {
  return isTransient(error) || hasNoneLeft(error)
}

export function awayInWords(error: unknown): string {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? `it does not answer (${code})` : 'it does not answer'
}

function judged(written: Written, row: Row, position: bigint): Omit<Judgement, 'position'> {
  const { system, database, login } = written
  if (row.system !== system) {
    return wrong('foreign', 'it is another server, and no replica of the one that DATABASE_URL names')
  }
  if (row.database !== database) {
    return wrong('foreign', `it leads to the database "${row.database}", and DATABASE_URL to "${database}"`)
  }
  if (row.is_standby !== true) {
    return wrong(
      'promoted',
      'it is no standby: it takes writes of its own, of which the primary knows nothing',
    )
  }
  if (row.login !== login) {
    return wrong(
      'foreign',
      `it is opened as "${row.login}", and DATABASE_URL as "${login}": one login, whose rights are replicated, is for both`,
    )
  }
  if (row.sees_receiver !== true) {
    return wrong(
      'foreign',
      `"${login}" may not see which log it receives. As a superuser on the primary: grant pg_read_all_stats to "${login}";`,
    )
  }
  if (row.timeline === null) return wrong('detached', 'it receives nothing: is its primary_conninfo right?')
  if (row.timeline !== written.timeline) {
    return wrong(
      'detached',
      `it follows timeline ${row.timeline}, and the primary writes timeline ${written.timeline}`,
    )
  }
  if (position < written.position) return wrong('behind', 'it has not replayed what was committed')
  return { status: 'current', reason: null }
}

function wrong(status: Judgement['status'], reason: string): Omit<Judgement, 'position'> {
  return { status, reason }
}

/** `16/B374D848`: the upper and the lower half. */
function positionOf(text: string): bigint {
  const [upper = '', lower = ''] = text.split('/')
  return (BigInt(`0x${upper}`) << 32n) | BigInt(`0x${lower}`)
}
