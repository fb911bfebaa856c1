/** What one is told: who gave one a task, shared something, or named one. */
import { Fragment } from 'preact'
import type { Notification } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { longDay, timeIn } from '../../format/dates.ts'
import { dayIn } from '../../format/days.ts'
import { attempt } from '../../parts/attempt.ts'
import { Rich } from '../../parts/rich.tsx'
import { Failed } from '../../parts/sheet.tsx'
import { usePages } from '../../parts/use-pages.ts'
import { nameOfMember } from '../../state/people.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { address, go } from '../../state/route.ts'
import { today, zone } from '../../state/session.ts'
import { boxes } from '../../texts/boxes.ts'
import { t } from '../../texts/texts.ts'

const SHOWN = 20

export function Notifications() {
  const { items, next_cursor, isWhole, error, readMore } = usePages<Notification>(
    (cursor) =>
      reading(60_000, 'GET /api/v1/notifications', { query: { limit: SHOWN, ...(cursor && { cursor }) } })
        .value,
  )
  const [newest] = items
  const days = Map.groupBy(items, ({ created_at }) => dayIn(zone.value, new Date(created_at)))
  return (
    <div class="notifications">
      <div class="bar-row">
        <b>{boxes.bell.title}</b>
        {newest && (
          <button
            type="button"
            class="btn quiet right"
            onClick={() => void attempt(() => markAll(newest.id))}
          >
            {boxes.bell.markAll}
          </button>
        )}
      </div>
      {items.length === 0 ? (
        <p class="small dim">{isWhole && boxes.bell.empty}</p>
      ) : (
        <ul class="rows">
          {[...days].map(([day, some]) => (
            <Fragment key={day}>
              <li class="day">{longDay(day, today.value)}</li>
              {some.map((one) => (
                <One key={one.id} notification={one} />
              ))}
            </Fragment>
          ))}
        </ul>
      )}
      {error && <Failed error={error} />}
      {next_cursor && (
        <button type="button" class="btn quiet" onClick={readMore}>
          {boxes.bell.older}
        </button>
      )}
    </div>
  )
}

function One({ notification: one }: { notification: Notification }) {
  const at = new Date(one.created_at)
  const who = one.actor_id ? nameOfMember(one.actor_id) : t.anApp
  return (
    <li>
      <span class={one.read_at ? 'dot none' : 'dot blue'} />
      <button type="button" class="def-less" onClick={() => void attempt(() => open(one))}>
        <Rich text={boxes.bell[one.kind](who, one.title ?? boxes.bell.noTitle)} />
        {!one.read_at && <span class="hidden"> {boxes.bell.unread}</span>}
      </button>
      <time dateTime={one.created_at}>{timeIn(zone.value, at)}</time>
    </li>
  )
}

async function open(one: Notification): Promise<void> {
  const { id, read_at } = one
  const to = placeOf(one)
  if (to) go(to)
  if (read_at === null) await call('POST /api/v1/notifications/{id}/read', { params: { id } })
  await readAgain((route) => route.includes('/notifications'))
}

function placeOf(one: Notification): string | null {
  const { task_id, conversation_id, content_id, lesson_id, application_id } = one
  if (task_id) return address('tasks', { task: task_id })
  if (conversation_id) return address(`conversations/${conversation_id}`)
  if (application_id) return address(`hiring/applications/${application_id}`)
  if (lesson_id) return address(`courses/-/${lesson_id}`)
  if (content_id) return address(`content/${content_id}`)
  if (one.metric_alert_id) return address('alerts')
  if (one.kind === 'webhook_disabled') return address('keys')
  return one.kind === 'backup_failed' ? address('operations/backups') : null
}

/** Up to the newest that was shown: what comes meanwhile stays unread. */
async function markAll(until: string): Promise<void> {
  await call('POST /api/v1/notifications/read-all', { body: { until } })
  await readAgain((route) => route.includes('/notifications'))
}
