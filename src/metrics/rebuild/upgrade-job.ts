/**
 * Builds rollups anew that an older version has made of less. Runs at each start, and then now and
 * then for those that were being rebuilt meanwhile. Readers keep the old ones until it is done.
 */
import type { Base } from '../../base.ts'
import type { CronJob } from '../../jobs/cron.ts'
import { forEveryOrganization, summaryOrFailure } from '../../jobs/every-organization.ts'
import { readRollupVersion } from '../record/rollup-statements.ts'
import { RebuildRunningError, rebuildRollups } from './rebuild-rollups.ts'
import { ROLLUP_VERSION } from './rollup-version.ts'

export function upgradeJob({ db }: Pick<Base, 'db'>): CronJob {
  return {
    name: 'upgrade_rollups',
    pattern: '5 * * * *',
    at_each_start: true,
    run: async (signal) => {
      let rebuilt = 0
      const { failures } = await forEveryOrganization({ db }, signal, async (id) => {
        if ((await db.for(id).read(readRollupVersion)) >= ROLLUP_VERSION) return
        try {
          await rebuildRollups({ db }, id, () => signal.throwIfAborted())
          rebuilt += 1
        } catch (error) {
          // The one that is running makes them of everything, too.
          if (!(error instanceof RebuildRunningError)) throw error
        }
      })
      return summaryOrFailure(`rebuilt ${rebuilt} outdated organizations`, failures)
    },
  }
}
