/** Erases candidates whose time is over: those kept until a local date that has ended where their organization is. */
import { findTimeZone } from '../../../access/viewer-queries.ts'
import type { Base } from '../../../base.ts'
import type { Read, Write } from '../../../db/handle.ts'
import type { CronJob } from '../../../jobs/cron.ts'
import { forEveryOrganization, summaryOrFailure } from '../../../jobs/every-organization.ts'
import { dayToDate, localDays } from '../../../lib/time/local-days.ts'
import type { StoredFiles } from '../../files/stored-files.ts'
import { eraseWithin } from './erase-candidate.ts'
import { listOverdue } from './erasure-queries.ts'
import { findCandidate } from './queries.ts'

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
  const overdue = async (q: Read) => listOverdue(q, await todayOf(q, clock.now()), LISTED_AT_ONCE)
  let erased = 0
  for (let before = -1; erased > before && !signal.aborted; ) {
    before = erased
    for (const id of await here.read(overdue)) {
      const hashes = await here.write((tx) => eraseIfOver(tx, id, clock.now()))
      await files.forget(organizationId, hashes ?? [])
      if (hashes) erased += 1
    }
  }
  return erased
}

/** Unless somebody has said meanwhile that the person stays. */
async function eraseIfOver(tx: Write, id: string, now: number): Promise<string[] | null> {
  await tx.lock('candidates', [id], 'update')
  const row = await findCandidate(tx, id)
  const isOver = row !== null && row.retain_until !== null && row.retain_until < (await todayOf(tx, now))
  return isOver ? eraseWithin(tx, id, now) : null
}

/** The local date. */
async function todayOf(q: Read, now: number): Promise<string> {
  const days = localDays((await findTimeZone(q)) ?? 'UTC')
  return dayToDate(days.dayOf(now))
}
