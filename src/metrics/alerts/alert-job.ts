import type { Base } from '../../base.ts'
import type { CronJob } from '../../jobs/cron.ts'
import { forOrganizations, summaryOrFailure } from '../../jobs/every-organization.ts'
import type { Mailer } from '../../operations/mailer.ts'
import { evaluateAlerts } from './evaluate.ts'
import { listOrganizationsDue } from './queries.ts'

/** Two minutes after days are closed, as in metrics/snapshots: what takes longer waits for the next time. */
export function alertJob(
  context: Pick<Base, 'db' | 'clock' | 'newId' | 'config'> & { mailer: Mailer },
): CronJob {
  return {
    name: 'alerts',
    pattern: '2-59/15 * * * *',
    run: async (signal) => {
      const due = await context.db.instance.read((q) => listOrganizationsDue(q))
      const ids = due.map(({ organization_id }) => organization_id)
      let fired = 0
      const { organizations, failures } = await forOrganizations(ids, signal, async (id) => {
        fired += await evaluateAlerts(context, id, signal)
      })
      return summaryOrFailure(`fired ${fired} times in ${organizations} organizations`, failures)
    },
  }
}
