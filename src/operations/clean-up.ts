/**
 * Deletes what is over: sessions (their refresh tokens go with them), links sent by e-mail,
 * invitations, kept outcomes, what was in the trash, old notifications, counts of wrong passwords, of
 * how requests went, and runs of jobs.
 *
 * Promises: nothing that still works is touched. No transaction is long, whatever has gathered.
 */
import type { Base } from '../base.ts'
import { statement } from '../db/statement.ts'
import { OUTCOMES_KEPT_MS } from '../http/idempotency.ts'
import type { CronJob } from '../jobs/cron.ts'
import { READ_KEPT_MS, UNREAD_KEPT_MS } from '../modules/notifications/notifications.ts'
import { KEPT_MS as TRASH_KEPT_MS } from '../modules/trash/trash.ts'

const ROWS_AT_ONCE = 1_000
const FAILURES_KEPT_MS = 24 * 3_600_000
const MINUTES_KEPT = 7 * 24 * 60
const RUNS_KEPT_MS = 30 * 24 * 3_600_000

interface Leftover {
  table: string
  key: string
  over: string
}

// The organizations first: there is an index of what was deleted in each.
const OLD_TRASH = `organization_id in (select id from organizations) and deleted_at <= :now - ${TRASH_KEPT_MS}`
const OLD_MINUTE = `minute <= :now / 60000 - ${MINUTES_KEPT}`

/**
 * Sessions, links and invitations have no index by age, and are looked through: 100,000 sessions take
 * some 25 ms once an hour, and an index of a time that each refresh moves would cost the refreshes
 * more than that. Links and invitations are few, for they end in days.
 */
const LEFTOVERS: Leftover[] = [
  { table: 'sessions', key: 'id', over: 'expires_at <= :now' },
  { table: 'one_time_tokens', key: 'token_hash', over: 'expires_at <= :now' },
  { table: 'invitations', key: 'organization_id, id', over: 'expires_at <= :now' },
  {
    table: 'idempotent_writes',
    key: 'organization_id, principal_id, key, step',
    over: `created_at <= :now - ${OUTCOMES_KEPT_MS}`,
  },
  { table: 'task_comments', key: 'organization_id, task_id, id', over: OLD_TRASH },
  { table: 'tasks', key: 'organization_id, id', over: OLD_TRASH },
  { table: 'projects', key: 'organization_id, id', over: OLD_TRASH },
  {
    table: 'teams',
    key: 'organization_id, id',
    over: `${OLD_TRASH} and not exists (
      select 1 from projects p where p.organization_id = teams.organization_id and p.team_id = teams.id) and not exists (
      select 1 from tasks t where t.organization_id = teams.organization_id and t.team_id = teams.id)`,
  },
  {
    table: 'notifications',
    key: 'organization_id, member_id, id',
    over: `created_at <= :now - ${READ_KEPT_MS} and (read_at is not null or created_at <= :now - ${UNREAD_KEPT_MS})`,
  },
  { table: 'sign_in_failures', key: 'email_hash', over: `last_at <= :now - ${FAILURES_KEPT_MS}` },
  { table: 'job_runs', key: 'id', over: `started_at <= :now - ${RUNS_KEPT_MS}` },
  { table: 'request_minutes', key: 'organization_id, minute, process_id', over: OLD_MINUTE },
  { table: 'instance_minutes', key: 'minute, process_id', over: OLD_MINUTE },
]

export function cleanUpJob(context: Pick<Base, 'db' | 'clock'>): CronJob {
  return {
    name: 'clean_up',
    pattern: '17 * * * *',
    run: async (signal) => {
      const counts: string[] = []
      for (const leftover of LEFTOVERS) {
        const deleted = await deleteAll(context, leftover, signal)
        if (deleted > 0) counts.push(`${deleted} ${leftover.table}`)
      }
      return `deleted ${counts.join(', ') || 'nothing'}`
    },
  }
}

async function deleteAll(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  leftover: Leftover,
  signal: AbortSignal,
): Promise<number> {
  const deletion = deletionOf(leftover)
  let count = 0
  while (!signal.aborted) {
    const deleted = await db.instance.write((tx) => tx.all(deletion, { now: clock.now() }))
    count += deleted.length
    if (deleted.length < ROWS_AT_ONCE) break
  }
  return count
}

function deletionOf({ table, key, over }: Leftover) {
  return statement<{ now: number }, unknown>(`
    delete from ${table} where (${key}) in (
      select ${key} from ${table} where ${over.replaceAll(':now', 'cast(:now as bigint)')} limit ${ROWS_AT_ONCE})
    returning 1 as deleted`)
}
