/** Publishes content whose time has come. */
import { and, asc, isNull, lte } from 'drizzle-orm'
import type { Base } from '../../base.ts'
import { instanceQuery, type Slots } from '../../db/query.ts'
import type { CronJob } from '../../jobs/cron.ts'
import { changed } from './changes.ts'
import { findContent } from './queries.ts'
import { writeContent } from './write-content.ts'

const AT_ONCE = 100

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

export function publishJob(context: Needs): CronJob {
  return {
    name: 'publish_content',
    pattern: '* * * * *',
    run: async (signal) => {
      let published = 0
      for (let due = await listDue(context); due.length > 0; due = await listDue(context)) {
        for (const one of due) {
          if (signal.aborted) return `published ${published} so far`
          if (await publishOne(context, one)) published += 1
        }
      }
      return `published ${published}`
    },
  }
}

interface Due {
  organization_id: string
  id: string
}

function listDue({ db, clock }: Needs): Promise<Due[]> {
  return db.instance.read((q) => selectDue(q, { now: clock.now(), limit: AT_ONCE }))
}

/** Across organizations: nearly none has anything that waits. */
const selectDue = instanceQuery((q, { now, limit }: Slots<{ now: number; limit: number }>) => {
  const { content: c } = q.tables
  return q
    .select({ organization_id: c.organization_id, id: c.id })
    .from(c)
    .where(and(lte(c.publish_at, now), isNull(c.deleted_at)))
    .orderBy(asc(c.publish_at))
    .limit(limit)
})

/** Unless somebody has changed its mind meanwhile. */
async function publishOne({ db, clock, newId }: Needs, { organization_id, id }: Due): Promise<boolean> {
  const now = clock.now()
  return db.for(organization_id).write(async (tx) => {
    await tx.lock('content', [id], 'update')
    const before = await findContent(tx, id)
    if (!before || before.publish_at === null || before.publish_at > now) return false
    const after = changed(before, { status: 'published' }, now)
    await writeContent({ tx, newId, now, principal: null }, { before, after })
    return true
  })
}
