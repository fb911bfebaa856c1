/**
 * Deletes what is over, as each resource says, what has been in the trash for long, and what is left of an
 * organization that was not taken in to the end.
 *
 * Promises: nothing that still works is touched. No transaction is long, whatever has gathered.
 */
import type { Base } from '../base.ts'
import type { InstanceWrite } from '../db/handle.ts'
import { statement } from '../db/statement.ts'
import type { CronJob } from '../jobs/cron.ts'
import { KEPT_MS as TRASH_KEPT_MS } from '../modules/trash/trash.ts'
import { heldBy, ORDINARY_KEY, type Resource } from '../resources/resource.ts'
import { removeUnfinishedImport } from './organizations/early-rows.ts'

const ROWS_AT_ONCE = 1_000

interface Leftover {
  table: string
  /** Up to `ROWS_AT_ONCE`. @returns How many. */
  deleteSome(tx: InstanceWrite, now: number): Promise<number>
}

export function cleanUpJob(
  context: Pick<Base, 'db' | 'clock'> & { resources: readonly Resource[] },
): CronJob {
  const leftovers = leftoversOf(context.resources)
  return {
    name: 'clean_up',
    pattern: '17 * * * *',
    run: async (signal) => {
      const unfinished = await removeUnfinishedImport(context)
      const counts = unfinished > 0 ? [`${unfinished} rows of an organization that was not taken in`] : []
      for (const leftover of leftovers) {
        const deleted = await deleteAll(context, leftover, signal)
        if (deleted > 0) counts.push(`${deleted} ${leftover.table}`)
      }
      return `deleted ${counts.join(', ') || 'nothing'}`
    },
  }
}

/** What hangs on something goes before it, as it stands after it in the list. */
function leftoversOf(resources: readonly Resource[]): Leftover[] {
  return resources.toReversed().flatMap((resource) => {
    const { table, key = ORDINARY_KEY, over, trash, deleteOver } = resource
    const conditions = [...(over ? [over] : []), ...(trash ? [isOldTrash(heldBy(resources, resource))] : [])]
    const deletions = conditions.map((condition) => deletionOf(table, key, condition))
    const ways = deletions.map((deletion): Leftover['deleteSome'] => {
      return async (tx, now) => (await tx.all(deletion, { now })).length
    })
    if (deleteOver) ways.push((tx, now) => deleteOver(tx, now, ROWS_AT_ONCE))
    return ways.map((deleteSome) => ({ table, deleteSome }))
  })
}

/** The organizations first: there is an index of what was deleted in each. */
function isOldTrash(isHeld: readonly string[]): string {
  const old = `organization_id in (select id from organizations) and deleted_at <= :now - ${TRASH_KEPT_MS}`
  return [old, ...isHeld.map((one) => `not ${one}`)].join(' and ')
}

function deletionOf(table: string, key: string, over: string) {
  return statement<{ now: number }, unknown>(`
    delete from ${table} where (${key}) in (
      select ${key} from ${table} where ${over.replaceAll(':now', 'cast(:now as bigint)')} limit ${ROWS_AT_ONCE})
    returning 1 as deleted`)
}

async function deleteAll(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  { deleteSome }: Leftover,
  signal: AbortSignal,
): Promise<number> {
  let count = 0
  while (!signal.aborted) {
    const deleted = await db.instance.write((tx) => deleteSome(tx, clock.now()))
    count += deleted
    if (deleted < ROWS_AT_ONCE) break
  }
  return count
}
