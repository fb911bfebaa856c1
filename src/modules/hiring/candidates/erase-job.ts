/** Erases candidates whose time is over: those kept until a local date that has ended where their organization is. */
import { findTimeZone } from '../../../access/viewer-queries.ts'
import type { Base } from '../../../base.ts'
import type { Read } from '../../../db/handle.ts'
import type { CronJob } from '../../../jobs/cron.ts'
import { forEveryOrganization, summaryOrFailure } from '../../../jobs/every-organization.ts'
import { dayToDate, localDays } from '../../../lib/time/local-days.ts'
import type { StoredFiles } from '../applications/files/stored-files.ts'
import { eraseWithin } from './erase-candidate.ts'
import { listOverdue } from './erasure-queries.ts'

const LISTED_AT_ONCE = 100

type Needs = Pick<Base, 'db' | 'clock'> & { files: StoredFiles }

export function eraseCandidatesJob(context: Needs): CronJob {
  return {
    name: 'erase_candidates',
    pattern: '47 * * * *',
    run: async (signal) => {
      let erased = 0
      const { failures } = await forEveryOrganization(context, signal, async (id) => {
        erased += await eraseOverdue(context, id, signal)
      })
      return summaryOrFailure(`erased ${erased} candidates`, failures)
    },
  }
}

/** One in each transaction, so that none is long. @returns How many. */
async function eraseOverdue({ db, clock, files }: Needs, organizationId: string, signal: AbortSignal) {
  const here = db.for(organizationId)
  let erased = 0
  for (
    let ids = await here.read(overdue);
    ids.length > 0 && !signal.aborted;
    ids = await here.read(overdue)
  ) {
    for (const id of ids) {
      const hashes = await here.write((tx) => eraseWithin(tx, id, clock.now()))
      await files.forget(organizationId, hashes ?? [])
    }
    erased += ids.length
  }
  return erased

  async function overdue(q: Read): Promise<string[]> {
    const days = localDays((await findTimeZone(q)) ?? 'UTC')
    return listOverdue(q, dayToDate(days.dayOf(clock.now())), LISTED_AT_ONCE)
  }
}
