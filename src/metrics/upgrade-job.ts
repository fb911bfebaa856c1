/**
 * Builds rollups anew that an older version has made of less. Runs at each start, and then now and
 * then for those that were being rebuilt meanwhile. Readers keep the old ones until it is done.
 */
import type { Context } from '../context.ts'
import { statement } from '../db/statement.ts'
import type { CronJob } from '../operations/cron.ts'
import { RebuildRunningError, rebuildRollups } from './rebuild-rollups.ts'
import { ROLLUP_VERSION } from './rollup-version.ts'

const listOutdated = statement<{ version: number }, { id: string }>(
  'select id from organizations where rollup_version < :version order by id',
)

export function upgradeJob({ db }: Pick<Context, 'db'>): CronJob {
  return {
    name: 'upgrade_rollups',
    pattern: '5 * * * *',
    run: async (signal) => {
      const outdated = await db.instance.read((q) => q.all(listOutdated, { version: ROLLUP_VERSION }))
      let rebuilt = 0
      for (const { id } of outdated) {
        if (signal.aborted) break
        try {
          await rebuildRollups({ db }, id, () => undefined)
          rebuilt += 1
        } catch (error) {
          // The one that is running makes them of everything, too.
          if (!(error instanceof RebuildRunningError)) throw error
        }
      }
      return `rebuilt ${rebuilt} of ${outdated.length} outdated organizations`
    },
  }
}
