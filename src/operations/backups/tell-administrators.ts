/**
 * Tells those who administer the instance that a backup has failed, since the log goes unread more often: by
 * mail where it can be sent, and in the notifications of each organization in which they are.
 */
import type { Base } from '../../base.ts'
import { notify } from '../../modules/notifications/notify.ts'
import type { Mailer } from '../mailer.ts'
import { listAdministratorMembers, listAdministrators } from './queries.ts'

export type TellingNeeds = Pick<Base, 'db' | 'config' | 'clock' | 'newId'> & { mailer: Mailer }

/** The mail goes first: where the disk is full, nothing else can. */
export async function tellAdministrators(context: TellingNeeds, reason: string): Promise<void> {
  await mail(context, reason)
  await leaveNotifications(context)
}

async function mail({ db, config, mailer }: TellingNeeds, reason: string): Promise<void> {
  if (config.smtp_url === undefined) return
  const administrators = await db.instance.read((q) => listAdministrators(q))
  const text = `The backup of Almanac at ${config.public_url} has failed:

${reason}

Older backups are kept until a newer one is proved. What to look at:
  GET /api/v1/operations/backups        which there are, and what their proofs found
  GET /api/v1/health/detailed           the disk, the database and the jobs
  almanac backup create                 makes and proves one by hand`
  for (const { email } of administrators) mailer.send({ to: email, subject: 'The backup has failed', text })
}

function leaveNotifications({ db, clock, newId }: TellingNeeds): Promise<void> {
  return db.instance.write(async (instance) => {
    const members = Map.groupBy(await listAdministratorMembers(instance), (one) => one.organization_id)
    for (const [organization_id, own] of members) {
      const act = { tx: instance.within(organization_id), newId, now: clock.now(), principal: null }
      await notify(act, [{ kind: 'backup_failed', to: own.map(({ member_id }) => member_id) }])
    }
  })
}
