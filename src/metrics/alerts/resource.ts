import type { Write } from '../../db/handle.ts'
import { ORDINARY_VERBS, type Resource } from '../../resources/resource.ts'
import { listToldMembers, setToldMembers } from './queries.ts'
import * as wire from './schema.ts'

export const metricAlert: Resource = {
  kind: 'metric_alert',
  verbs: [...ORDINARY_VERBS, 'fired', 'retracted'],
  table: 'metric_alerts',
  name: 'name',
  visibility: {
    requires: 'metrics.read',
    // Whoever reads the metrics sees all of them.
    seenBy: async (_, __, things) => new Set(things.map(({ id }) => id)),
  },
  told: true,
  notices: {
    metric_alert: 'An alert on a metric has fired.',
    metric_alert_mail: 'The same by mail, of alerts that are told by mail.',
  },
  memberLeft: leaveAlerts,
  wire,
}

/** Who leaves is told no more, and who comes back is not again. */
async function leaveAlerts(tx: Write, memberId: string): Promise<void> {
  for (const { id, member_ids, updated_at } of await listToldMembers(tx)) {
    if (!member_ids.includes(memberId)) continue
    const left = member_ids.filter((one) => one !== memberId)
    // No two versions share an instant, so that it tells them apart.
    await setToldMembers(tx, { id, member_ids: left, updated_at: updated_at + 1 })
    await tx.record({ kind: 'metric_alert', id, verb: 'changed' })
  }
}
