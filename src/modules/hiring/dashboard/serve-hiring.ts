/** The hiring dashboard as it is served: kept for each who sees something else, dropped when something changes. */
import type { Principal } from '../../../access/principal.ts'
import { actorOf } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { Serialised } from '../../../cache/serialised.ts'
import { serveKept } from '../../../metrics/read/serve-kept.ts'
import { readAsked, readHiring } from './read-hiring.ts'
import type { HiringDashboardQuery } from './schema.ts'

const TTL_MS = 15 * 60_000

/** @throws InvalidValueError */
export async function serveHiring(
  context: Pick<Base, 'db' | 'clock' | 'cache'>,
  principal: Principal,
  { force_refresh, ...query }: HiringDashboardQuery,
): Promise<Serialised> {
  const { organization_id } = principal
  const of = JSON.stringify([actorOf(principal), query.from, query.to, query.job_id, query.source])
  const wanted = { organization_id, name: 'hiring:dashboard', of, force_refresh, takesLong: true }
  return serveKept(context, wanted, async (q, now) => {
    const asked = await readAsked(q, principal, query, now)
    const ttl_ms = Math.min(TTL_MS, asked.days.endOf(asked.today) - now)
    return { parts: await readHiring(q, asked), ttl_ms }
  })
}
