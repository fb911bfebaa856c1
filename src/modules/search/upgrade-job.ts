/**
 * Indexes texts anew that an older version has cut into other words. Runs at each start, and then now and
 * then for organizations where it failed. Searches are answered meanwhile from what there is.
 */
import type { Base } from '../../base.ts'
import { SEARCH_VERSION } from '../../db/search/texts.ts'
import type { CronJob } from '../../jobs/cron.ts'
import { forEveryOrganization, summaryOrFailure } from '../../jobs/every-organization.ts'
import type { Resource } from '../../resources/resource.ts'
import { rebuildSearch } from './index-texts.ts'
import { findSearchVersion } from './queries.ts'

export function upgradeSearchJob({
  db,
  resources,
}: Pick<Base, 'db'> & { resources: readonly Resource[] }): CronJob {
  return {
    name: 'upgrade_search',
    pattern: '10 * * * *',
    at_each_start: true,
    run: async (signal) => {
      let texts = 0
      const { failures } = await forEveryOrganization({ db }, signal, async (id) => {
        if ((await db.for(id).read(findSearchVersion)) >= SEARCH_VERSION) return
        texts += await rebuildSearch({ db, resources }, id, () => signal.throwIfAborted())
      })
      return summaryOrFailure(`indexed ${texts} texts anew`, failures)
    },
  }
}
