import type { Viewer } from '../../../access/viewer.ts'
import type { Read, Write } from '../../../db/handle.ts'
import { InTrashError } from '../../../lib/app-error.ts'
import { ORDINARY_VERBS, type Resource, TRASH_VERBS, type Trashed } from '../../../resources/resource.ts'
import { isInTrash, listJobsById } from '../jobs/queries.ts'
import { mayManage } from '../rules.ts'
import { AlreadyAppliedError } from './errors.ts'
import { listSeenOf } from './list-queries.ts'
import { findGoingOn, listPlaces } from './queries.ts'
import { hasEnded, type Stage } from './stages.ts'

export const application: Resource = {
  kind: 'application',
  verbs: [...ORDINARY_VERBS, ...TRASH_VERBS, 'moved', 'rated', 'unrated', 'erased'],
  table: 'applications',
  name: 'name',
  visibility: {
    requires: 'candidates.read',
    allButTrash: true,
    seenBy: async (q, viewer, things) => {
      const ids = things.map(({ id }) => id)
      return new Set(await listSeenOf(q, viewer, ids))
    },
  },
  text: {
    code: 'a',
    body: 'message',
    refs: { job_id: 'Of an application.', candidate_id: 'Of an application.' },
  },
  told: true,
  notices: { application_received: 'Somebody has applied for a job that you own or review.' },
  trash: {
    requires: 'candidates.write',
    // Of who was erased there is none.
    name: `coalesce(name, '')`,
    // Those that went with their job come back with it.
    only: 'deleted_with is null',
    version: 'updated_at',
    mayStillDelete: ofJobsManaged,
    assertMayReturn: assertFits,
    restored: (tx, { id }, at) =>
      tx.record({ type: 'work_changed', kind: 'application', changes: [{ id, verb: 'restored' }], at }),
  },
}

async function ofJobsManaged(
  q: Read,
  viewer: Viewer,
  rows: readonly Trashed[],
): Promise<ReadonlySet<string>> {
  const ids = rows.map(({ id }) => id)
  return managedOf(q, viewer, ids)
}

/** Those of these applications, in the trash or not, whose jobs the viewer manages. */
export async function managedOf(
  q: Read,
  viewer: Viewer,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const places = await listPlaces(q, ids)
  const jobs = await listJobsById(q, [...new Set(places.map(({ job_id }) => job_id))])
  const managed = new Set(jobs.filter((job) => mayManage(viewer, job)).map(({ id }) => id))
  return new Set(places.filter(({ job_id }) => managed.has(job_id)).map(({ id }) => id))
}

/** Until the end of the transaction, too. @throws InTrashError, AlreadyAppliedError */
async function assertFits(tx: Write, { id }: Trashed): Promise<void> {
  const [place] = await listPlaces(tx, [id])
  if (!place) return
  await tx.lock('jobs', [place.job_id], 'share')
  if (await isInTrash(tx, place.job_id)) throw new InTrashError('job')
  await tx.lock('candidates', [place.candidate_id], 'update')
  // Only what the schema of stages takes is ever written there.
  const other = hasEnded(place.stage as Stage) ? null : await findGoingOn(tx, place)
  if (other !== null) throw new AlreadyAppliedError(other)
}
