/**
 * Compares every organization's rollups with a recount from the raw events, each night, and builds
 * anew those that differ. They never should: what differs is a defect, and is logged as an error.
 *
 * Promises: readers see the old numbers until the new ones are whole. Others have their turn all the
 * while. Stopped in the middle, nothing is half done, and the next run begins anew.
 */
import { getLogger } from '@logtape/logtape'
import type { Base } from '../../base.ts'
import type { CronJob } from '../../jobs/cron.ts'
import { forEveryOrganization, summaryOrFailure } from '../../jobs/every-organization.ts'
import { tidyLastActive } from '../record/last-active.ts'
import { readRollupVersion } from '../record/rollup-statements.ts'
import { checkRollups } from './check-rollups.ts'
import { RebuildRunningError, rebuildRollups } from './rebuild-rollups.ts'
import { driftInWords, RECONCILE } from './rollup-drift.ts'
import { ROLLUP_VERSION } from './rollup-version.ts'

const log = getLogger(['almanac', 'reconcile'])

const DAY_MS = 86_400_000

type Needs = Pick<Base, 'db'>

export function reconcileJob(context: Needs): CronJob {
  return {
    name: RECONCILE,
    // When few look, and not when other jobs begin.
    pattern: '17 3 * * *',
    rests_ms: DAY_MS,
    run: (signal) => reconcileAll(context, signal),
  }
}

async function reconcileAll(context: Needs, signal: AbortSignal): Promise<string> {
  const by_organization: { id: string; rows: number }[] = []
  let compared = 0
  const { organizations, failures } = await forEveryOrganization(context, signal, async (id) => {
    // Those are built anew anyhow: see upgrade-job.ts.
    if ((await context.db.for(id).read(readRollupVersion)) < ROLLUP_VERSION) return
    await context.db.for(id).write(tidyLastActive)
    const rows = await countDrifts(context, id, signal)
    compared += 1
    if (rows === 0) return
    // Noted before it is repaired, which may fail.
    by_organization.push({ id, rows })
    await repair(context, id, signal)
  })
  const rows = by_organization.reduce((sum, one) => sum + one.rows, 0)
  return summaryOrFailure(driftInWords({ compared, organizations, rows, by_organization }), failures)
}

async function countDrifts(context: Needs, id: string, signal: AbortSignal): Promise<number> {
  const { drifts, examples } = await checkRollups(context, id, () => signal.throwIfAborted())
  if (drifts > 0) {
    log.error('{drifts} rollup rows of organization {organization_id} differ from a recount: {examples}', {
      drifts,
      organization_id: id,
      examples,
    })
  }
  return drifts
}

/** @throws Error when they differ still. */
async function repair(context: Needs, id: string, signal: AbortSignal): Promise<void> {
  try {
    await rebuildRollups(context, id, () => signal.throwIfAborted())
  } catch (error) {
    // Somebody is doing so already.
    if (error instanceof RebuildRunningError) return
    throw error
  }
  const drifts = await countDrifts(context, id, signal)
  if (drifts > 0) throw new Error(`${drifts} rows differ still after they were built anew`)
}
