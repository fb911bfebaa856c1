/** Conversations: which there are, what was said in the open one, and a line to say more. */
import { useSignal } from '@preact/signals'
import type { Conversation } from '../../../../docs/api-types.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Mentions } from '../../parts/mentions.tsx'
import { Failed } from '../../parts/sheet.tsx'
import { When } from '../../parts/when.tsx'
import { reading } from '../../state/reading.ts'
import { address, place } from '../../state/route.ts'
import { isAtLeast } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'
import { Begin } from './begin.tsx'
import { Messages } from './messages.tsx'
import { titleOf } from './titles.ts'

const SOON_MS = 15_000

export function Conversations() {
  const [, id] = place.value.path
  const isMaking = useSignal(false)
  const { value, error } = reading(SOON_MS, 'GET /api/v1/conversations', { query: { limit: 100 } }).value
  if (error && !value) return <Failed error={error} />
  return (
    <div class={id ? 'talk with-open' : 'talk'}>
      <nav class="talk-list" aria-label={t.frame.views.conversations}>
        {isAtLeast('member') && (
          <button
            type="button"
            class="btn"
            onClick={() => {
              isMaking.value = true
            }}
          >
            <Icon name="plus" />
            {work.conversations.write}
          </button>
        )}
        {value?.items.length === 0 && <p class="small dim">{work.conversations.none}</p>}
        {value?.items.map((one) => (
          <Entry key={one.id} conversation={one} isOpen={one.id === id} />
        ))}
      </nav>
      {id ? (
        <Messages key={id} id={id} conversation={value?.items.find((one) => one.id === id)} />
      ) : (
        <p class="small faint talk-empty">{work.conversations.choose}</p>
      )}
      <Dialog isOpen={isMaking} title={work.conversations.write}>
        <Begin isOpen={isMaking} />
      </Dialog>
    </div>
  )
}

function Entry({ conversation, isOpen }: { conversation: Conversation; isOpen: boolean }) {
  const { id, unread, last_message: last, active_at } = conversation
  return (
    <a class="talk-entry" href={address(`conversations/${id}`)} aria-current={isOpen ? 'page' : undefined}>
      <span class="top-line">
        <b class="cut">{titleOf(conversation)}</b>
        <span class="note">
          <When at={active_at} />
        </span>
      </span>
      <span class="top-line">
        <span class="cut dim small">
          {last ? <Mentions text={last.preview} /> : work.conversations.nothingYet}
        </span>
        {unread !== null && unread > 0 && <span class="unread">{unread}</span>}
      </span>
    </a>
  )
}
