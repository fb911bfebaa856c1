/** Who comes to an application. */

import type { Principal } from '../../../access/principal.ts'
import { readViewer, type Viewer } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { Read, Write } from '../../../db/handle.ts'
import { NotVisibleError } from '../../../lib/app-error.ts'
import { findJob, type JobRow } from '../jobs/queries.ts'
import { assertMayManage, mayReview } from '../rules.ts'
import { ErasedError } from './errors.ts'
import { type ApplicationRow, findApplication } from './queries.ts'

interface Entered {
  row: ApplicationRow
  job: JobRow
  viewer: Viewer
}

/** What the caller may not see is not there. @throws NotVisibleError */
export async function enterApplication(q: Read, principal: Principal, id: string): Promise<Entered> {
  const viewer = await readViewer(q, principal)
  const row = await findApplication(q, id)
  const job = row && (await findJob(q, row.job_id))
  if (!row || !job || !mayReview(viewer, job)) throw new NotVisibleError('application')
  return { row, job, viewer }
}

/** As above, and nobody else changes it until the transaction ends. @throws NotVisibleError, NotYoursError */
export async function enterToManage(tx: Write, principal: Principal, id: string): Promise<Entered> {
  await tx.lock('applications', [id], 'update')
  const entered = await enterApplication(tx, principal, id)
  assertMayManage(entered.viewer, entered.job)
  return entered
}

/** Whose person has gone, of that nothing more is written: it would never go. @throws ErasedError */
export function assertNotErased({ name }: ApplicationRow): void {
  if (name === null) throw new ErasedError()
}

/** Reads of an application that the caller sees at that moment. @throws NotVisibleError */
export function readingApplication({ db }: Pick<Base, 'db'>, principal: Principal, id: string) {
  return <T>(read: (q: Read) => Promise<T>): Promise<T> =>
    db.for(principal.organization_id).read(async (q) => {
      await enterApplication(q, principal, id)
      return read(q)
    })
}
