/** Goes on with taking imports back where whoever began it has left, or a process has ended. */
import type { Base } from '../../base.ts'
import type { CronJob } from '../../jobs/cron.ts'
import { forEveryOrganization, summaryOrFailure } from '../../jobs/every-organization.ts'
import { listStoppedUndos } from './queries.ts'
import { undoImport } from './undo-import.ts'

/** Nobody who goes on is silent for that long. */
const STOPPED_AFTER_MS = 60_000

type Needs = Pick<Base, 'db' | 'clock'>

export function undoImportsJob(context: Needs): CronJob {
  return {
    name: 'undo_imports',
    pattern: '*/5 * * * *',
    run: async (signal) => {
      let undone = 0
      const { failures } = await forEveryOrganization(context, signal, async (organizationId) => {
        undone += await undoStopped(context, organizationId, signal)
      })
      return summaryOrFailure(`finished taking ${undone} imports back`, failures)
    },
  }
}

async function undoStopped(context: Needs, organizationId: string, signal: AbortSignal): Promise<number> {
  const heard_before = context.clock.now() - STOPPED_AFTER_MS
  const stopped = await context.db.for(organizationId).read((q) => q.all(listStoppedUndos, { heard_before }))
  for (const { id } of stopped) {
    for await (const _ of undoImport(context, organizationId, id)) signal.throwIfAborted()
  }
  return stopped.length
}
