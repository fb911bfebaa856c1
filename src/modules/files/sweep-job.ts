/** Removes contents without a row: of what was deleted with its thing, and of what died on the way. */
import type { Base } from '../../base.ts'
import type { CronJob } from '../../jobs/cron.ts'
import { forEveryOrganization, summaryOrFailure } from '../../jobs/every-organization.ts'
import { listNeeded } from './queries.ts'
import type { StoredFiles } from './stored-files.ts'

/** A row comes after its content. */
const YOUNG_MS = 3_600_000
const LOOKED_UP_AT_ONCE = 200

type Needs = Pick<Base, 'db'> & { files: StoredFiles }

export function sweepFilesJob(context: Needs): CronJob {
  return {
    name: 'sweep_files',
    pattern: '37 * * * *',
    run: async (signal) => {
      let removed = 0
      const { failures } = await forEveryOrganization(context, signal, async (id) => {
        removed += await sweep(context, id, signal)
      })
      return summaryOrFailure(`removed ${removed} contents that no file has any more`, failures)
    },
  }
}

async function sweep({ db, files }: Needs, organizationId: string, signal: AbortSignal): Promise<number> {
  let removed = 0
  let some: string[] = []
  const removeUnneeded = async () => {
    const hashes = some
    some = []
    const needed = await db.for(organizationId).read((q) => listNeeded(q, hashes))
    const unneeded = hashes.filter((hash) => !needed.has(hash))
    await files.forget(organizationId, unneeded)
    removed += unneeded.length
  }
  for await (const { sha256, written_at } of files.store.list(organizationId)) {
    // By the clock of the file system, whatever that of the instance says.
    if (!(Date.now() - written_at > YOUNG_MS)) continue
    some.push(sha256)
    if (some.length === LOOKED_UP_AT_ONCE) await removeUnneeded()
    if (signal.aborted) return removed
  }
  await removeUnneeded()
  return removed
}
