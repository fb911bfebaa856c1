import type { Application } from '../../../../../docs/api-types.ts'
import { whenIn } from '../../../format/calendar.ts'
import { dayIn } from '../../../format/days.ts'
import { Icon } from '../../../parts/icon.tsx'
import { Menu } from '../../../parts/menu.tsx'
import { changed } from '../../../state/route.ts'
import { today, zone } from '../../../state/session.ts'
import { h } from '../../../texts/hiring.ts'
import { whoseIs } from '../names.ts'
import { dragging } from './dragging.ts'
import { move } from './move.ts'
import { rejecting } from './reject.tsx'
import { daysIn, ENDS, following, openApplication } from './shown.ts'

export function Card({ application, manages }: { application: Application; manages: boolean }) {
  const { id, stage, stage_at, source, knocked_out, rejection_reason } = application
  const who = whoseIs(application)
  const isOpen = openApplication.value === id
  const at = new Date(stage_at)
  const since = whenIn(zone.value, at, today.value, dayIn(zone.value, at))
  return (
    <article
      class={isOpen ? 'task-card open' : 'task-card'}
      draggable={manages}
      data-application={id}
      onDragStart={() => {
        dragging.application = application
      }}
    >
      <div class="card-top">
        <a class="title" href={changed({ application: isOpen ? null : id })}>
          {who}
        </a>
        {manages && following(stage).length > 0 && (
          <Menu label={h.moveOf(who)} className="mark" button={<Icon name="more" />}>
            <Moves application={application} />
          </Menu>
        )}
      </div>
      <div class="below">
        {knocked_out ? (
          <span class="tag red">{h.knockedOut}</span>
        ) : (
          <span class="cut faint">{rejection_reason ? h.reasons[rejection_reason] : source}</span>
        )}
        <span class="right dim" title={h.hereTitle(stage, since)}>
          {ENDS.includes(stage) ? h.stages[stage].toLowerCase() : h.here(daysIn(application))}
        </span>
      </div>
    </article>
  )
}

export function Moves({ application }: { application: Application }) {
  return (
    <>
      {following(application.stage)
        .filter((stage) => stage !== 'rejected')
        .map((stage) => (
          <button
            key={stage}
            type="button"
            role="menuitem"
            data-to={stage}
            onClick={() => void move(application, stage)}
          >
            {h.moveTo(stage)}
          </button>
        ))}
      {following(application.stage).includes('rejected') && (
        <button
          type="button"
          role="menuitem"
          data-to="rejected"
          onClick={() => {
            rejecting.value = application
          }}
        >
          {h.reject}
        </button>
      )}
    </>
  )
}
